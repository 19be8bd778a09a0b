'use strict';

// Packages that read images drive the codec themselves.

const assert = require('node:assert');
const zlib = require('node:zlib');

const inflate = zlib.createInflate();
assert.strictEqual(inflate._outBuffer.length, inflate._chunkSize);
const input = zlib.deflateSync('abc'.repeat(10));
const output = Buffer.alloc(16);
assert.strictEqual(inflate._handle.writeSync(zlib.constants.Z_FINISH, input, 0, input.length, output, 0, 16), undefined);
assert.strictEqual(output.toString(), 'abcabcabcabcabca');
const [room, left] = inflate._writeState;
assert.strictEqual(room, 0);
inflate._handle.writeSync(zlib.constants.Z_FINISH, input, input.length - left, left, output, 0, 16);
assert.deepStrictEqual([...inflate._writeState], [2, 0]);
assert.strictEqual(output.toString('utf8', 0, 14), 'bcabcabcabcabc');
inflate.close();
