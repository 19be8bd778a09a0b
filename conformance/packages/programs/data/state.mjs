import { autorun, makeAutoObservable, runInAction } from 'mobx';
import { combineReducers, createStore } from 'redux';
import { assign, createActor, setup } from 'xstate';

const store = createStore(combineReducers({ n: (n = 0, action) => (action.type === 'add' ? n + action.by : n) }));
store.subscribe(() => console.log(store.getState()));
store.dispatch({ type: 'add', by: 2 });
class Counter {
  n = 1;
  constructor() {
    makeAutoObservable(this);
  }
  get double() {
    return this.n * 2;
  }
}
const counter = new Counter();
autorun(() => console.log('double', counter.double));
runInAction(() => {
  counter.n = 5;
});
const machine = setup({}).createMachine({
  context: { count: 0 },
  initial: 'off',
  states: {
    off: { on: { TOGGLE: 'on' } },
    on: { entry: assign({ count: ({ context }) => context.count + 1 }), on: { TOGGLE: 'off' }, after: { 20: 'off' } },
  },
});
const actor = createActor(machine);
actor.subscribe(({ value, context }) => console.log(value, context));
actor.start();
actor.send({ type: 'TOGGLE' });
