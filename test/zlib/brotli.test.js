'use strict';

// Brotli: where a stream ends, what goes wrong with it, and its parameters.

const assert = require('node:assert');
const zlib = require('node:zlib');

const { constants } = zlib;
const packed = zlib.brotliCompressSync('hello, hello, hello');
const junk = Buffer.from('not valid compressed data');

// What comes after the end is left alone.
assert.strictEqual(zlib.brotliDecompressSync(Buffer.concat([packed, junk])).toString(), 'hello, hello, hello');

for (const give of [
  (stream) => stream.end(Buffer.concat([packed, junk])),
  (stream) => {
    stream.write(packed);
    stream.end(junk);
  },
]) {
  const stream = zlib.createBrotliDecompress();
  let text = '';
  stream.setEncoding('utf8').on('data', (part) => {
    text += part;
  });
  stream.on('end', () => {
    assert.strictEqual(text, 'hello, hello, hello');
    assert.strictEqual(stream.bytesWritten, packed.length);
  });
  give(stream);
}

const strict = zlib.createBrotliDecompress({ rejectGarbageAfterEnd: true });
strict.resume().on('error', ({ code }) => assert.strictEqual(code, 'ERR_TRAILING_JUNK_AFTER_STREAM_END'));
strict.on('end', () => assert.fail('there was more'));
strict.end(Buffer.concat([packed, junk]));

// Errors have the library's own names and numbers.
assert.throws(() => zlib.brotliDecompressSync(Buffer.from('zzzz')), {
  name: 'Error', message: 'Decompression failed', code: 'ERR__ERROR_FORMAT_RESERVED',
  errno: constants.BROTLI_DECODER_ERROR_FORMAT_RESERVED,
});
assert.throws(() => zlib.brotliDecompressSync(junk), {
  code: 'ERR__ERROR_FORMAT_PADDING_2', errno: constants.BROTLI_DECODER_ERROR_FORMAT_PADDING_2,
});
assert.throws(() => zlib.brotliDecompressSync(packed.subarray(0, 8)), { code: 'Z_BUF_ERROR', errno: -5 });

// A large window must be allowed on both sides.
const data = Buffer.alloc(100_000, 'abc');
const large = zlib.brotliCompressSync(data, {
  params: { [constants.BROTLI_PARAM_LARGE_WINDOW]: 1, [constants.BROTLI_PARAM_LGWIN]: 30 },
});
assert.throws(() => zlib.brotliDecompressSync(large), { code: 'ERR__ERROR_FORMAT_WINDOW_BITS' });
const allowed = { params: { [constants.BROTLI_DECODER_PARAM_LARGE_WINDOW]: 1 } };
assert.deepStrictEqual(zlib.brotliDecompressSync(large, allowed), data);
assert.throws(
  () => zlib.createBrotliCompress({ params: { [constants.BROTLI_PARAM_DISABLE_LITERAL_CONTEXT_MODELING]: 3 } }),
  { code: 'ERR_ZLIB_INITIALIZATION_FAILED' },
);

// More than one buffer in either direction, and flushed on the way.
const noise = Buffer.alloc(200_000);
for (let i = 0, seed = 1; i < noise.length; i++) {
  seed = (seed * 48271) % 0x7fffffff;
  noise[i] = seed;
}
const fast = { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } };
assert.deepStrictEqual(zlib.brotliDecompressSync(zlib.brotliCompressSync(noise, fast)), noise);

const encoder = zlib.createBrotliCompress(fast);
const decoder = zlib.createBrotliDecompress();
encoder.reset();
encoder.pipe(decoder);
encoder.write(noise.subarray(0, 1000));
encoder.flush(() => {
  decoder.once('data', (part) => {
    assert.deepStrictEqual(part, noise.subarray(0, part.length));
    const parts = [part];
    decoder.on('data', (more) => parts.push(more));
    decoder.on('end', () => assert.deepStrictEqual(Buffer.concat(parts), noise));
    encoder.end(noise.subarray(1000));
  });
});
