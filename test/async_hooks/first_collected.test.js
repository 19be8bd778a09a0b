// Flags: --expose-gc
'use strict';

// The first resource that is collected is told of as any other.

const assert = require('node:assert');
const { AsyncResource, createHook } = require('node:async_hooks');

const destroyed = [];
createHook({ destroy(id) { destroyed.push(id); } }).enable();

const ids = [1, 2].map(() => new AsyncResource('Test').asyncId());

setImmediate(() => {
  globalThis.gc();
  setImmediate(() => assert.deepStrictEqual(ids.filter((id) => !destroyed.includes(id)), []));
});
