'use strict';

const assert = require('node:assert');
const { Blob, File, atob, btoa, isUtf8, transcode } = require('node:buffer');

const text = 'h\u00e9llo \u20ac\u{1f600}';
const bytes = Buffer.from(text);

assert.strictEqual(bytes.length, Buffer.byteLength(text));
assert.strictEqual(bytes.toString(), text);
for (const encoding of ['hex', 'base64', 'base64url', 'latin1']) {
  assert.deepStrictEqual(Buffer.from(bytes.toString(encoding), encoding), bytes, encoding);
}
assert.strictEqual(Buffer.from(text, 'utf16le').toString('utf16le'), text);

// An encoded surrogate is three malformed parts, an unfinished sequence one.
assert.strictEqual(Buffer.from([0xed, 0xa0, 0x80]).toString(), '\ufffd\ufffd\ufffd');
assert.strictEqual(Buffer.from([0xe2, 0x82]).toString(), '\ufffd');
assert.strictEqual(Buffer.from('\ud800').toString('hex'), 'efbfbd');

// No part of a character is written.
assert.strictEqual(Buffer.alloc(2).write('\u20ac'), 0);

const numbers = Buffer.alloc(16);
assert.strictEqual(numbers.writeUIntBE(0x123456789abc, 1, 6), 7);
assert.strictEqual(numbers.readUIntBE(1, 6), 0x123456789abc);
assert.strictEqual(numbers.writeIntLE(-5, 0, 5), 5);
assert.strictEqual(numbers.readIntLE(0, 5), -5);
numbers.writeBigInt64BE(-2n, 8);
assert.strictEqual(numbers.readBigUInt64BE(8), 0xfffffffffffffffen);
numbers.writeDoubleLE(Math.PI);
assert.strictEqual(numbers.readDoubleLE(), Math.PI);
assert.throws(() => numbers.readUInt32LE(13), { code: 'ERR_OUT_OF_RANGE' });
assert.throws(() => numbers.writeInt8(128), { code: 'ERR_OUT_OF_RANGE' });

assert.strictEqual(Buffer.from('abcabc').lastIndexOf('abc', -1), 3);
assert.strictEqual(Buffer.from('ab\u0441d', 'utf16le').indexOf('\u0441', 0, 'ucs2'), 4);
assert.strictEqual(Buffer.alloc(5, 'ab').toString(), 'ababa');
assert.strictEqual(Buffer.compare(Buffer.from([1]), Buffer.from([255])), -1);
assert.strictEqual(Buffer.concat([bytes, bytes], 3).toString('hex'), '68c3a9');
assert.strictEqual(bytes.subarray(-4).toString(), '\u{1f600}');
assert.strictEqual(Buffer.from('=bad'.repeat(10), 'base64').length, 0);
assert.strictEqual(btoa('a\xff'), 'Yf8=');
assert.strictEqual(atob(' Yf8 '), 'a\xff');
assert.ok(isUtf8(bytes));
assert.strictEqual(transcode(Buffer.from('\u20ac'), 'utf8', 'ascii').toString(), '?');

(async () => {
  const blob = new Blob(['ab', new Uint8Array([99]), new Blob(['d'])], { type: 'Text/Plain' });
  assert.strictEqual(blob.type, 'text/plain');
  assert.strictEqual(await blob.slice(1, 3).text(), 'bc');
  const file = new File([blob], 'name', { lastModified: 5 });
  assert.deepStrictEqual([file.name, file.size, file.lastModified], ['name', 4, 5]);
})();

assert.throws(() => Buffer.alloc(4).writeUIntBE(2 ** 32, 0, 4), { message: /It must be >= 0 and <= 4294967295\. / });

// Strings end where V8's do.
assert.strictEqual(require('buffer').constants.MAX_STRING_LENGTH, 0x1fffffe8);
assert.throws(() => 'a'.repeat(0x1fffffe9), { name: 'RangeError', message: 'Invalid string length' });
