'use strict';

// Settings of the encoder that only show in what it writes.

const assert = require('node:assert');
const zlib = require('node:zlib');

const { Z_DEFAULT_STRATEGY, Z_FILTERED, Z_FIXED, Z_HUFFMAN_ONLY, Z_RLE } = zlib.constants;
const lines = Array.from({ length: 5000 }, (_, i) => `line ${i % 977} ${(i * 7919) % 1013}\n`);
const text = Buffer.from(lines.join(''));

const deflate = zlib.deflateRawSync;
const size = (data, options) => {
  const deflated = deflate(data, options);
  assert.deepStrictEqual(zlib.inflateRawSync(deflated), data);
  for (const [pack, unpack] of [[zlib.deflateSync, zlib.inflateSync], [zlib.gzipSync, zlib.gunzipSync]]) {
    assert.deepStrictEqual(unpack(pack(data, options)), data);
  }
  return deflated.length;
};

// Less memory, more bytes.
assert.ok(size(text, { memLevel: 1 }) > 1.02 * size(text, { memLevel: 9 }));

// The type of the first block stands in its second and third bit: 1 is the code that needs no table.
const blockType = (bytes) => (bytes[0] >> 1) & 3;
assert.strictEqual(blockType(deflate(text, { strategy: Z_FIXED })), 1);
assert.strictEqual(blockType(deflate(text)), 2);
assert.ok(size(text, { strategy: Z_FIXED }) > size(text));

// Runs are found, what was longer ago is not.
const runs = Buffer.from('aaaaaaaaaaaaaaaaaaaaaaabbbbbbbbbbbbbbbbbbbbbbbbbbbbcccccc'.repeat(500));
assert.ok(size(runs, { strategy: Z_RLE }) < size(runs, { strategy: Z_HUFFMAN_ONLY }) / 2);
assert.ok(size(runs, { strategy: Z_FILTERED }) < runs.length / 50);
assert.ok(size(text, { strategy: Z_RLE }) > 1.2 * size(text));
assert.strictEqual(zlib.gzipSync(text, { strategy: Z_RLE })[8], 4);

// A window of a kilobyte costs no more than what it cannot see.
assert.ok(size(text, { windowBits: 10 }) < 1.5 * size(text, { windowBits: 15 }));
const deflated = zlib.deflateSync(text, { windowBits: 10 });
assert.strictEqual((deflated[0] >> 4) + 8, 10);
assert.deepStrictEqual(zlib.inflateSync(deflated, { windowBits: 10 }), text);

// With a dictionary, after a reset, and with other parameters on the way.
const dictionary = text.subarray(0, 300);
const withDictionary = zlib.deflateSync(text.subarray(0, 300), { dictionary, memLevel: 9 });
assert.ok(withDictionary.length < 20);
assert.deepStrictEqual(zlib.inflateSync(withDictionary, { dictionary }), dictionary);

for (const options of [{ memLevel: 9 }, { strategy: Z_FIXED, chunkSize: 64 }, { windowBits: 9 }]) {
  const stream = zlib.createDeflate(options);
  const parts = [];
  stream.on('data', (part) => parts.push(part));
  stream.write('lost', () => {
    stream.flush(() => {
      parts.length = 0;
      stream.reset();
      stream.write(text.subarray(0, 1000), () => {
        stream.params(0, Z_DEFAULT_STRATEGY, () => {
          stream.write(text.subarray(1000, 2000), () => {
            stream.params(9, Z_RLE, () => stream.end(text.subarray(2000)));
          });
        });
      });
    });
  });
  stream.on('end', () => assert.deepStrictEqual(zlib.inflateSync(Buffer.concat(parts)), text));
}

// Given up halfway.
const abandoned = zlib.createGzip({ memLevel: 1 });
abandoned.write(text);
abandoned.destroy();
