'use strict';

const { Hash: HashHandle, Hmac: HmacHandle, oneShotDigest } = internalBinding('crypto');
const {
  ERR_CRYPTO_HASH_FINALIZED,
  ERR_CRYPTO_HASH_UPDATE_FAILED,
  ERR_INVALID_ARG_TYPE,
  ERR_INVALID_ARG_VALUE,
} = require('../errors').codes;
const { validateEncoding, validateObject, validateString, validateUint32 } = require('../validators');
const { Buffer } = require('../../buffer');
const { encodingOf } = require('../buffer');
const LazyTransform = require('../streams/lazy_transform');
const { encodingNumber, kHandle, withOpenSslErrors } = require('./util');

const kFinalized = Symbol('kFinalized');
const kState = Symbol('kState');

const dataTypes = ['string', 'Buffer', 'TypedArray', 'DataView'];

function checkData(data, name) {
  if (ArrayBuffer.isView(data) || typeof data === 'string') return;
  throw new ERR_INVALID_ARG_TYPE(name, dataTypes, data);
}

function feed(handle, data, encoding) {
  return typeof data === 'string' ? handle.update(data, encodingNumber(encoding)) : handle.update(data);
}

function inEncoding(digest, name) {
  return name !== '' && encodingOf(name) !== undefined ? digest.toString(name) : digest;
}

/** What hashes and keyed hashes share: they take data until there is a digest. */
function begin(hash, handle, options) {
  hash[kHandle] = handle;
  // `streamed` is the digest that came out at the stream's end.
  hash[kState] = { [kFinalized]: false, streamed: null };
  LazyTransform.call(hash, options);
}

function refuseIfFinalized(hash) {
  if (hash[kState][kFinalized]) throw new ERR_CRYPTO_HASH_FINALIZED();
}

function update(data, encoding) {
  checkData(data, 'data');
  refuseIfFinalized(this);
  validateEncoding(data, encoding);
  if (feed(this[kHandle], data, encoding)) return this;
  throw new ERR_CRYPTO_HASH_UPDATE_FAILED();
}

const streamMethods = {
  transform(data, encoding, done) {
    feed(this[kHandle], data, encoding);
    done();
  },
  flush(done) {
    const digest = this[kHandle].digest();
    this[kState].streamed = digest;
    this.push(digest);
    done();
  },
};

function extendTransform(constructor, methods) {
  Object.setPrototypeOf(constructor, LazyTransform);
  Object.setPrototypeOf(constructor.prototype, LazyTransform.prototype);
  Object.assign(constructor.prototype, methods);
}

/** A hash under way, which is a stream as well: it turns all that is written into one digest. */
function Hash(algorithm, options) {
  if (new.target === undefined) return new Hash(algorithm, options);
  let source;
  if (algorithm instanceof Hash) source = algorithm[kHandle];
  else validateString(algorithm, 'algorithm');
  const length = options !== null && typeof options === 'object' ? options.outputLength : undefined;
  if (length !== undefined) validateUint32(length, 'options.outputLength');
  begin(this, withOpenSslErrors(() => new HashHandle(source ?? algorithm, length)), options);
}

extendTransform(Hash, {
  copy(options) {
    refuseIfFinalized(this);
    return new Hash(this, options);
  },
  _transform: streamMethods.transform,
  _flush: streamMethods.flush,
  update,
  digest(outputEncoding) {
    refuseIfFinalized(this);
    const name = `${outputEncoding ?? ''}`;
    const state = this[kState];
    const digest = state.streamed ?? this[kHandle].digest();
    state[kFinalized] = true;
    return inEncoding(digest, name);
  },
});

/** A keyed hash under way. */
function Hmac(algorithm, key, options) {
  if (new.target === undefined) return new Hmac(algorithm, key, options);
  validateString(algorithm, 'hmac');
  const { keyBytes } = require('./keys');
  begin(this, new HmacHandle(algorithm, keyBytes(key, 'key', options?.encoding)), options);
}

extendTransform(Hmac, {
  update,
  // A second digest is empty rather than an error.
  digest(outputEncoding) {
    const name = `${outputEncoding ?? ''}`;
    const state = this[kState];
    const digest = state[kFinalized] || state.streamed !== null ? Buffer.alloc(0) : this[kHandle].digest();
    state[kFinalized] = true;
    return inEncoding(digest, name);
  },
  _flush: streamMethods.flush,
  _transform: streamMethods.transform,
});

/**
 * The digest of one piece of data.
 * @param {string} algorithm
 * @param {string | TypedArray | DataView} input
 * @param {string | {outputEncoding?: string, outputLength?: number}} [options]
 * @returns {string | Buffer}
 */
function hash(algorithm, input, options) {
  validateString(algorithm, 'algorithm');
  checkData(input, 'input');
  const { outputEncoding = 'hex', outputLength } = hashOptions(options);
  validateString(outputEncoding, 'outputEncoding');
  if (outputLength !== undefined) validateUint32(outputLength, 'outputLength');
  let encoding;
  // No encoding is a Buffer.
  if (outputEncoding.toLowerCase() !== 'buffer') {
    encoding = encodingOf(outputEncoding);
    if (encoding === undefined) throw new ERR_INVALID_ARG_VALUE('outputEncoding', outputEncoding);
  }
  return withOpenSslErrors(() => oneShotDigest(algorithm, input, undefined, encoding?.id, outputLength));
}

function hashOptions(options) {
  if (typeof options === 'string') return { outputEncoding: options };
  if (options === undefined) return {};
  validateObject(options, 'options');
  return options;
}

module.exports = { Hash, Hmac, hash };
