'use strict';

// Each context has a WebAssembly of its own, made when it is first asked for.

const assert = require('node:assert');
const vm = require('node:vm');

const context = vm.createContext({});
const inside = vm.runInContext('WebAssembly', context);
assert.strictEqual(typeof inside.compile, 'function');
assert.notStrictEqual(inside, WebAssembly);
assert.strictEqual(vm.runInContext('WebAssembly', context), inside);

const descriptor = Object.getOwnPropertyDescriptor(globalThis, 'WebAssembly');
assert.deepStrictEqual(descriptor, { value: WebAssembly, writable: true, enumerable: false, configurable: true });

// A module with one function, (i32, i32) -> i32, their sum.
const bytes = new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 7, 1, 96, 2, 127, 127, 1, 127, 3, 2, 1, 0, 7, 7, 1, 3, 97, 100, 100, 0, 0,
  10, 9, 1, 7, 0, 32, 0, 32, 1, 106, 11,
]);
const run = '(bytes) => new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports.add(40, 2)';
assert.strictEqual(vm.runInContext(run, context)(bytes), 42);
assert.strictEqual(vm.runInThisContext(run)(bytes), 42);
for (const name of ['CompileError', 'LinkError', 'RuntimeError']) {
  assert.ok(WebAssembly[name].prototype instanceof Error);
}
assert.throws(() => new WebAssembly.Module(new Uint8Array(4)), WebAssembly.CompileError);
assert.throws(() => vm.runInContext('new WebAssembly.Module(new Uint8Array(4))', context), inside.CompileError);
