'use strict';

// A rejection that nobody handles is reported in the async context of its promise.

const assert = require('node:assert');
const { AsyncLocalStorage, createHook, executionAsyncId } = require('node:async_hooks');

const storage = new AsyncLocalStorage();
const seen = [];
let promiseId;

process.on('unhandledRejection', (error) => {
  seen.push([error.message, storage.getStore()]);
  if (error.message === 'with ids') assert.strictEqual(executionAsyncId(), promiseId);
});

storage.run('first', () => Promise.reject(new Error('at once')));
storage.run('second', async () => {
  await null;
  throw new Error('later');
});
Promise.reject(new Error('outside'));

setTimeout(() => {
  assert.deepStrictEqual(seen, [['at once', 'first'], ['outside', undefined], ['later', 'second']]);
  assert.strictEqual(storage.getStore(), undefined);
  const hook = createHook({
    init(asyncId, type) {
      if (type === 'PROMISE') promiseId = asyncId;
    },
  }).enable();
  storage.run('third', () => Promise.reject(new Error('with ids')));
  hook.disable();
  setTimeout(() => assert.deepStrictEqual(seen.at(-1), ['with ids', 'third']), 10);
}, 10);
