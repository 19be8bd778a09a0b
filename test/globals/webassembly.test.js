'use strict';

// WebAssembly is GraalWasm's; its memories are ArrayBuffers to everything else.

const assert = require('assert');
const crypto = require('crypto');
const fs = require('fs');

// (module (memory (export "memory") 1 3) (func (export "add") (param i32 i32) (result i32) …)
//   (func (export "load") (param i32) (result i32) …))
const bytes = Buffer.from(
  '0061736d01000000010c0260027f7f017f60017f017f0303020001050401010103071703066d656d6f727902000361646400' +
  '00046c6f616400010a11020700200020016a0b0700200028020' + '00b', 'hex');

assert.strictEqual(WebAssembly.validate(bytes), true);
assert.strictEqual(WebAssembly.validate(Buffer.from('0061736d02000000', 'hex')), false);
assert.throws(() => new WebAssembly.Module(Buffer.from('0061736d02000000', 'hex')), WebAssembly.CompileError);

const { add, load, memory } = new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports;
assert.strictEqual(add(2, 3), 5);
assert.strictEqual(memory.buffer.byteLength, 65536);

const heap = Buffer.from(memory.buffer);
assert.strictEqual(heap.write('wasm', 8), 4);
assert.strictEqual(load(8), heap.readInt32LE(8));
assert.strictEqual(heap.toString('latin1', 8, 12), 'wasm');
assert.strictEqual(new TextDecoder().decode(new Uint8Array(memory.buffer, 8, 4)), 'wasm');
assert.strictEqual(new TextEncoder().encodeInto('é', new Uint8Array(memory.buffer, 16)).written, 2);
assert.strictEqual(heap.toString('utf8', 16, 18), 'é');
crypto.randomFillSync(new Uint8Array(memory.buffer, 1024, 64));
assert(heap.subarray(1024, 1088).some((byte) => byte !== 0));

const file = fs.openSync(__filename);
assert.strictEqual(fs.readSync(file, new Uint8Array(memory.buffer, 32, 12), 0, 12, 0), 12);
fs.closeSync(file);
assert.strictEqual(heap.toString('latin1', 32, 44), "'use strict'");

memory.grow(1);
assert.strictEqual(Buffer.from(memory.buffer).length, 131072);
assert.strictEqual(Buffer.from(memory.buffer).toString('latin1', 8, 12), 'wasm');

WebAssembly.instantiate(bytes).then(({ instance }) => {
  assert.strictEqual(instance.exports.add(4, 5), 9);
});

const wasm = (init) => new Response(bytes, { headers: { 'Content-Type': 'application/wasm' }, ...init });
WebAssembly.instantiateStreaming(Promise.resolve(wasm())).then(({ instance }) => {
  assert.strictEqual(instance.exports.add(6, 7), 13);
});
WebAssembly.compileStreaming(wasm()).then((module) => assert(module instanceof WebAssembly.Module));
assert.rejects(WebAssembly.compileStreaming(bytes), { code: 'ERR_INVALID_ARG_TYPE' });
assert.rejects(WebAssembly.compileStreaming(wasm({ status: 404 })), { code: 'ERR_WEBASSEMBLY_RESPONSE' });
assert.rejects(WebAssembly.compileStreaming(wasm({ headers: { 'Content-Type': 'text/plain' } })), {
  code: 'ERR_WEBASSEMBLY_RESPONSE',
  message: "WebAssembly response has unsupported MIME type 'text/plain'",
});
