'use strict';

const assert = require('node:assert');
const zlib = require('node:zlib');
const { pipeline } = require('node:stream');

const data = Buffer.alloc(200_000, 'some text that repeats ').fill('x', 100, 40_000);
const pairs = [
  ['gzip', 'gunzip'], ['gzip', 'unzip'], ['deflate', 'inflate'], ['deflateRaw', 'inflateRaw'],
  ['brotliCompress', 'brotliDecompress'], ['zstdCompress', 'zstdDecompress'],
];

for (const [pack, unpack] of pairs) {
  const packed = zlib[`${pack}Sync`](data);
  assert.ok(packed.length < data.length / 10, pack);
  assert.deepStrictEqual(zlib[`${unpack}Sync`](packed), data);
  assert.throws(() => zlib[`${unpack}Sync`](packed.subarray(0, packed.length - 1)),
    { code: 'Z_BUF_ERROR', errno: -5, message: 'unexpected end of file' });
  zlib[unpack](packed, (error, result) => {
    assert.ifError(error);
    assert.deepStrictEqual(result, data);
  });
  const create = (name) => zlib[`create${name[0].toUpperCase()}${name.slice(1)}`]();
  const chunks = [];
  const source = create(pack);
  const target = create(unpack);
  pipeline(source, target, (error) => {
    assert.ifError(error);
    assert.deepStrictEqual(Buffer.concat(chunks), data);
  });
  target.on('data', (chunk) => chunks.push(chunk));
  source.end(data);
}

assert.throws(() => zlib.inflateSync(Buffer.from('nonsense')),
  { code: 'Z_DATA_ERROR', errno: -3, message: 'incorrect header check' });
assert.strictEqual(
  zlib.gunzipSync(Buffer.concat([zlib.gzipSync('a'), zlib.gzipSync('b')])).toString(), 'ab');
assert.throws(() => zlib.gunzipSync(zlib.gzipSync(data), { maxOutputLength: 100 }),
  { code: 'ERR_BUFFER_TOO_LARGE' });
assert.strictEqual(zlib.crc32('world', zlib.crc32('hello ')), zlib.crc32('hello world'));
