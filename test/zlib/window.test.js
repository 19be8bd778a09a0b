'use strict';

// What is compressed with a small window can be read with one.

const assert = require('node:assert');
const zlib = require('node:zlib');

const lines = Array.from({ length: 5000 }, (_, i) => `line ${i % 977} ${(i * 7919) % 1013}\n`);
const data = Buffer.from(lines.join(''));

for (const windowBits of [8, 9, 12]) {
  const readWith = { windowBits: Math.max(9, windowBits) };
  const deflated = zlib.deflateSync(data, { windowBits });
  assert.strictEqual((deflated[0] >> 4) + 8, Math.max(9, windowBits));
  assert.strictEqual((deflated[0] * 256 + deflated[1]) % 31, 0);
  assert.ok(deflated.length < data.length / 2);
  assert.deepStrictEqual(zlib.inflateSync(deflated, readWith), data);
  assert.deepStrictEqual(zlib.inflateRawSync(zlib.deflateRawSync(data, { windowBits }), readWith), data);
  assert.deepStrictEqual(zlib.gunzipSync(zlib.gzipSync(data, { windowBits: Math.max(9, windowBits) })), data);
}
assert.throws(() => zlib.inflateSync(zlib.deflateSync(data), { windowBits: 9 }), { message: 'invalid window size' });

// Parameters that change before, and between, pieces of data.
const deflate = zlib.createDeflate();
const parts = [];
deflate.on('data', (part) => parts.push(part));
deflate.params(0, zlib.constants.Z_DEFAULT_STRATEGY, () => {
  deflate.write('abc', () => {
    deflate.params(9, zlib.constants.Z_HUFFMAN_ONLY, () => deflate.end('def'));
  });
});
deflate.on('end', () => assert.strictEqual(zlib.inflateSync(Buffer.concat(parts)).toString(), 'abcdef'));
zlib.createInflate().params(9, zlib.constants.Z_DEFAULT_STRATEGY, () => {});

// A Zstandard stream keeps what it has pledged.
const pledged = zlib.createZstdCompress({ pledgedSrcSize: 4 });
pledged.write('abc', () => pledged.end());
pledged.resume().on('error', ({ code }) => assert.strictEqual(code, 'ZSTD_error_srcSize_wrong'));
pledged.on('end', () => assert.fail('it had pledged more'));
assert.strictEqual(zlib.zstdDecompressSync(zlib.zstdCompressSync('abc', { pledgedSrcSize: 3 })).toString(), 'abc');
assert.throws(() => zlib.brotliCompressSync('', { params: { '0': 0, '00': 0 } }), { code: 'ERR_BROTLI_INVALID_PARAM' });

// The same when nothing but an empty piece comes before the end.
const unkept = zlib.createZstdCompress({ pledgedSrcSize: 42 });
unkept.write('', () => unkept.end());
unkept.resume().on('error', ({ code }) => assert.strictEqual(code, 'ZSTD_error_srcSize_wrong'));
unkept.on('end', () => assert.fail('it had pledged something'));
assert.throws(
  () => zlib.createZstdDecompress({ params: { [zlib.constants.ZSTD_d_windowLogMax]: 1 } }),
  { code: 'ERR_ZLIB_INITIALIZATION_FAILED', message: 'Setting parameter failed' },
);
