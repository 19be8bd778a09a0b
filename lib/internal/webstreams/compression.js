'use strict';

const { codes: { ERR_INVALID_ARG_VALUE } } = require('../errors');
const { describeClass, inspectAs, kCustomInspect } = require('./util');
const { newReadableWritablePairFromDuplex } = require('./adapters');

const formats = ['deflate', 'deflate-raw', 'gzip', 'brotli'];

function codec(format, creators, options) {
  if (!formats.includes(format)) {
    throw new ERR_INVALID_ARG_VALUE('format', format, `must be one of: ${formats.map((each) => `'${each}'`).join(', ')}`);
  }
  return require('../../zlib')[creators[format]](options);
}

const compressors = {
  '__proto__': null,
  'deflate': 'createDeflate',
  'deflate-raw': 'createDeflateRaw',
  'gzip': 'createGzip',
  'brotli': 'createBrotliCompress',
};

const decompressors = {
  '__proto__': null,
  'deflate': 'createInflate',
  'deflate-raw': 'createInflateRaw',
  'gzip': 'createGunzip',
  'brotli': 'createBrotliDecompress',
};

/** Compresses bytes: 'gzip', 'deflate', 'deflate-raw' or 'brotli'. */
class CompressionStream {
  #transform;

  constructor(format) {
    this.#transform = newReadableWritablePairFromDuplex(codec(format, compressors));
  }

  get readable() {
    return this.#transform.readable;
  }

  get writable() {
    return this.#transform.writable;
  }

  [kCustomInspect](depth, options) {
    return inspectAs(this, 'CompressionStream', { readable: this.readable, writable: this.writable }, depth, options);
  }
}
describeClass(CompressionStream, ['readable', 'writable']);

/** Decompresses what CompressionStream compresses. */
class DecompressionStream {
  #transform;

  constructor(format) {
    const stream = codec(format, decompressors, { rejectGarbageAfterEnd: true });
    this.#transform = newReadableWritablePairFromDuplex(stream);
  }

  get readable() {
    return this.#transform.readable;
  }

  get writable() {
    return this.#transform.writable;
  }

  [kCustomInspect](depth, options) {
    return inspectAs(this, 'DecompressionStream', { readable: this.readable, writable: this.writable }, depth, options);
  }
}
describeClass(DecompressionStream, ['readable', 'writable']);

module.exports = { CompressionStream, DecompressionStream };
