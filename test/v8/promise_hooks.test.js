'use strict';

const assert = require('node:assert');
const { promiseHooks } = require('node:v8');

const events = [];
const names = new Map();
const nameOf = (promise) => names.get(promise) ?? 'other';
const stop = promiseHooks.createHook({
  init(promise, parent) {
    names.set(promise, `p${names.size}`);
    events.push(`init ${nameOf(promise)}${parent ? ` of ${nameOf(parent)}` : ''}`);
  },
  before: (promise) => events.push(`before ${nameOf(promise)}`),
  after: (promise) => events.push(`after ${nameOf(promise)}`),
  settled: (promise) => events.push(`settled ${nameOf(promise)}`),
});

Promise.resolve(1).then(() => events.push('reaction'));

setImmediate(() => {
  stop();
  Promise.resolve(2);
  assert.deepStrictEqual(events, [
    'init p0', 'settled p0', 'init p1 of p0', 'before p1', 'reaction', 'settled p1', 'after p1',
  ]);
});

assert.throws(() => promiseHooks.onInit(async () => {}), {
  code: 'ERR_INVALID_ARG_TYPE', message: /^The "initHook" argument must be of type function/,
});
