'use strict';

const assert = require('node:assert');
const { AsyncLocalStorage, AsyncResource } = require('node:async_hooks');

const storage = new AsyncLocalStorage();
const seen = [];
const note = (name) => seen.push(`${name}:${storage.getStore()}`);
let bound;

storage.run(1, () => {
  note('run');
  process.nextTick(note, 'tick');
  setTimeout(note, 1, 'timeout');
  setImmediate(note, 'immediate');
  queueMicrotask(() => note('microtask'));
  Promise.resolve().then(() => note('then'));
  (async () => {
    await null;
    note('await');
  })();
  require('node:fs').readFile(__filename, () => note('io'));
  bound = AsyncResource.bind(() => note('bound'));
  storage.exit(() => note('exit'));
});
note('outside');
bound();

assert.strictEqual(new AsyncLocalStorage({ defaultValue: 5, name: 'n' }).getStore(), 5);
const snapshot = storage.run(2, () => AsyncLocalStorage.snapshot());
assert.strictEqual(snapshot(() => storage.getStore()), 2);
storage.enterWith(3);
assert.strictEqual(storage.getStore(), 3);
storage.disable();
assert.strictEqual(storage.getStore(), undefined);

process.on('exit', () => {
  assert.deepStrictEqual(seen.slice(0, 4), ['run:1', 'exit:undefined', 'outside:undefined', 'bound:1']);
  for (const name of ['tick', 'timeout', 'immediate', 'microtask', 'then', 'await', 'io']) {
    assert.ok(seen.includes(`${name}:1`), `${name} in ${seen}`);
  }
});
