'use strict';

// Exports that load when first read are data properties to programs.

const assert = require('assert');

for (const [name, key] of [
  ['url', 'URL'], ['util', 'TextDecoder'], ['v8', 'Serializer'], ['buffer', 'Blob'], ['fs', 'ReadStream'],
  ['perf_hooks', 'createHistogram'], ['readline', 'promises'], ['async_hooks', 'asyncWrapProviders'],
]) {
  const exports = require(name);
  const keys = Object.keys(exports);
  const descriptor = Object.getOwnPropertyDescriptor(exports, key);
  assert.ok(descriptor.value, key);
  assert.strictEqual(descriptor.writable, true);
  assert.deepStrictEqual(Object.keys(exports), keys);
  const original = exports[key];
  exports[key] = 1;
  assert.strictEqual(require(name)[key], 1);
  exports[key] = original;
}
