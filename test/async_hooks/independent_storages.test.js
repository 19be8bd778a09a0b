'use strict';

// What happens to one AsyncLocalStorage leaves the others as they are.

const assert = require('assert');
const { AsyncLocalStorage } = require('async_hooks');

const a = new AsyncLocalStorage();
const b = new AsyncLocalStorage();

a.run(1, () => {
  b.enterWith(2);
  a.enterWith(5);
});
assert.deepStrictEqual([a.getStore(), b.getStore()], [undefined, 2]);

a.run(1, () => {
  b.run(3, () => a.disable());
  assert.deepStrictEqual([a.getStore(), b.getStore()], [undefined, 2]);
});
assert.deepStrictEqual([a.getStore(), b.getStore()], [undefined, 2]);

a.run(1, () => {
  a.exit(() => b.enterWith(4));
  assert.deepStrictEqual([a.getStore(), b.getStore()], [1, 4]);
});
assert.deepStrictEqual([a.getStore(), b.getStore()], [undefined, 4]);
