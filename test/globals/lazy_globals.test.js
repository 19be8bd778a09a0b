'use strict';

// What is made when first asked for looks like any other property, before and after.

const assert = require('node:assert');

for (const name of ['URLSearchParams', 'TextDecoder', 'BroadcastChannel', 'setInterval']) {
  const enumerable = name === 'setInterval';
  const descriptor = Object.getOwnPropertyDescriptor(globalThis, name);
  assert.strictEqual(typeof descriptor.value, 'function');
  assert.deepStrictEqual(descriptor, {
    value: globalThis[name], writable: true, enumerable, configurable: true,
  });
}

// Written before it was read.
globalThis.CompressionStream = 1;
assert.strictEqual(CompressionStream, 1);
assert.strictEqual(Object.getOwnPropertyDescriptor(globalThis, 'CompressionStream').enumerable, false);

// Its attributes changed before it was read.
Object.defineProperty(globalThis, 'EventTarget', { enumerable: true });
assert.strictEqual(typeof EventTarget, 'function');
assert.strictEqual(Object.getOwnPropertyDescriptor(globalThis, 'EventTarget').enumerable, true);

// Deleted before it was read.
assert.strictEqual(delete globalThis.DecompressionStream, true);
assert.strictEqual(typeof DecompressionStream, 'undefined');

// Read through an object that inherits it.
const heir = Object.create(process);
assert.strictEqual(heir.memoryUsage, process.memoryUsage);
assert.ok(!Object.hasOwn(heir, 'memoryUsage'));

// Not writable.
assert.throws(() => { process.versions = 1; }, TypeError);
assert.strictEqual(Object.getOwnPropertyDescriptor(process, 'release').writable, false);
