'use strict';

const assert = require('node:assert');

// Buffers share a pool, so its memory belongs to all of them and cannot be given away.
const a = Buffer.from('hello world');
const b = Buffer.from('hello world');
assert.strictEqual(a.buffer, b.buffer);
assert.throws(() => structuredClone(a, { transfer: [a.buffer] }), { name: 'DataCloneError', code: 25 });
assert.strictEqual(b.length, 11);

const own = new ArrayBuffer(8);
structuredClone(own, { transfer: [own] });
assert.ok(own.detached);
