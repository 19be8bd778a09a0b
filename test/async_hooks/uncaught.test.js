'use strict';

// Handlers of an uncaught exception belong to the callback that threw; after them hooks hear of its end.

const assert = require('node:assert');
const { AsyncLocalStorage, createHook, executionAsyncId } = require('node:async_hooks');

const storage = new AsyncLocalStorage();
const ended = [];
createHook({ after: (id) => ended.push(id) }).enable();

const ids = [];
const seen = [];
process.on('uncaughtException', (error) => {
  seen.push(error.message, storage.getStore());
  assert.strictEqual(executionAsyncId(), ids.at(-1));
  assert.strictEqual(ended.includes(ids.at(-1)), false);
  setTimeout(() => {
    assert.ok(ended.includes(ids[0]));
  }, 1);
});

function fail(message) {
  ids.push(executionAsyncId());
  throw new Error(message);
}

storage.run('timer', () => setTimeout(fail, 1, 'a'));
storage.run('tick', () => setTimeout(() => process.nextTick(fail, 'b'), 30));
storage.run('immediate', () => setTimeout(() => setImmediate(fail, 'c'), 60));

process.on('exit', () => {
  assert.deepStrictEqual(seen, ['a', 'timer', 'b', 'tick', 'c', 'immediate']);
  assert.ok(ids.every((id) => ended.filter((other) => other === id).length === 1));
});
