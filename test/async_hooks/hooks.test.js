'use strict';

const assert = require('node:assert');
const { AsyncResource, createHook, executionAsyncId, triggerAsyncId } = require('node:async_hooks');

assert.strictEqual(executionAsyncId(), 1);
const events = [];
const types = new Map();
const hook = createHook({
  init(id, type, trigger) {
    types.set(id, type);
    events.push(`init ${type} by ${trigger}`);
  },
  before: (id) => events.push(`before ${types.get(id)}`),
  after: (id) => events.push(`after ${types.get(id)}`),
  destroy: (id) => events.push(`destroy ${types.get(id)}`),
}).enable();

const resource = new AsyncResource('MINE');
resource.runInAsyncScope(() => {
  assert.strictEqual(executionAsyncId(), resource.asyncId());
  assert.strictEqual(triggerAsyncId(), 1);
});
resource.emitDestroy();
Promise.resolve().then(() => {});
// Destroy hooks run in the check phase.
setTimeout(() => setImmediate(() => {
  hook.disable();
  assert.deepStrictEqual(events.slice(0, 3), ['init MINE by 1', 'before MINE', 'after MINE']);
  assert.ok(events.includes('destroy MINE'));
  assert.ok(events.includes('init PROMISE by 1'));
  assert.ok(events.includes('before PROMISE'));
  assert.ok(events.includes('before Timeout'));
}), 1);
