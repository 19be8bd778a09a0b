'use strict';

const { Hash: HashHandle, Hmac: HmacHandle, oneShotDigest } = internalBinding('crypto');
const {
  ERR_CRYPTO_HASH_FINALIZED,
  ERR_CRYPTO_HASH_UPDATE_FAILED,
  ERR_INVALID_ARG_TYPE,
  ERR_INVALID_ARG_VALUE,
} = require('../errors').codes;
const { validateString, validateUint32 } = require('../validators');
const { Buffer } = require('../../buffer');
const { encodingOf } = require('../buffer');
const { Transform } = require('../../stream');
const { encodingNumber, kHandle, withOpenSslErrors } = require('./util');

const kState = Symbol('kState');
const kFinalized = Symbol('kFinalized');

function checkData(data, name) {
  if (typeof data !== 'string' && !ArrayBuffer.isView(data)) {
    throw new ERR_INVALID_ARG_TYPE(name, ['string', 'Buffer', 'TypedArray', 'DataView'], data);
  }
}

function updateHandle(handle, data, encoding) {
  const isString = typeof data === 'string';
  return isString ? handle.update(data, encodingNumber(encoding)) : handle.update(data);
}

/** A hash under way, which is a stream as well: it turns all that is written into one digest. */
function Hash(algorithm, options) {
  if (!new.target) return new Hash(algorithm, options);
  const isCopy = algorithm instanceof Hash;
  if (!isCopy) validateString(algorithm, 'algorithm');
  const outputLength = typeof options === 'object' && options !== null ? options.outputLength : undefined;
  if (outputLength !== undefined) validateUint32(outputLength, 'options.outputLength');
  this[kHandle] = withOpenSslErrors(
    () => new HashHandle(isCopy ? algorithm[kHandle] : algorithm, outputLength),
  );
  this[kState] = { [kFinalized]: false };
  Transform.call(this, options);
}
Object.setPrototypeOf(Hash.prototype, Transform.prototype);
Object.setPrototypeOf(Hash, Transform);

Hash.prototype.copy = function copy(options) {
  if (this[kState][kFinalized]) throw new ERR_CRYPTO_HASH_FINALIZED();
  return new Hash(this, options);
};

Hash.prototype._transform = function _transform(chunk, encoding, callback) {
  updateHandle(this[kHandle], chunk, encoding);
  callback();
};

Hash.prototype._flush = function _flush(callback) {
  this.push(this[kHandle].digest());
  callback();
};

Hash.prototype.update = function update(data, encoding) {
  checkData(data, 'data');
  if (this[kState][kFinalized]) throw new ERR_CRYPTO_HASH_FINALIZED();
  validateEncoding(data, encoding);
  if (!updateHandle(this[kHandle], data, encoding)) throw new ERR_CRYPTO_HASH_UPDATE_FAILED();
  return this;
};

Hash.prototype.digest = function digest(outputEncoding) {
  const state = this[kState];
  if (state[kFinalized]) throw new ERR_CRYPTO_HASH_FINALIZED();
  if (outputEncoding !== undefined && outputEncoding !== null) outputEncoding = `${outputEncoding}`;
  const result = this[kHandle].digest();
  state[kFinalized] = true;
  return outputEncoding && encodingOf(outputEncoding) !== undefined
    ? result.toString(outputEncoding)
    : result;
};

function validateEncoding(data, encoding) {
  require('../validators').validateEncoding(data, encoding);
}

/** A keyed hash under way. */
function Hmac(hmac, key, options) {
  if (!new.target) return new Hmac(hmac, key, options);
  validateString(hmac, 'hmac');
  const { keyBytes } = require('./keys');
  const bytes = keyBytes(key, 'key', options?.encoding);
  this[kHandle] = new HmacHandle(hmac, bytes);
  this[kState] = { [kFinalized]: false };
  Transform.call(this, options);
}
Object.setPrototypeOf(Hmac.prototype, Transform.prototype);
Object.setPrototypeOf(Hmac, Transform);

Hmac.prototype.update = Hash.prototype.update;

Hmac.prototype.digest = function digest(outputEncoding) {
  const state = this[kState];
  if (outputEncoding !== undefined && outputEncoding !== null) outputEncoding = `${outputEncoding}`;
  const result = state[kFinalized] ? Buffer.alloc(0) : this[kHandle].digest();
  state[kFinalized] = true;
  return outputEncoding && encodingOf(outputEncoding) !== undefined
    ? result.toString(outputEncoding)
    : result;
};

Hmac.prototype._flush = Hash.prototype._flush;
Hmac.prototype._transform = Hash.prototype._transform;

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
  let outputEncoding;
  let outputLength;
  if (typeof options === 'string') {
    outputEncoding = options;
  } else if (options !== undefined) {
    require('../validators').validateObject(options, 'options');
    ({ outputEncoding, outputLength } = options);
  }
  outputEncoding = outputEncoding === undefined ? 'hex' : outputEncoding;
  validateString(outputEncoding, 'outputEncoding');
  if (outputLength !== undefined) validateUint32(outputLength, 'outputLength');
  const isBuffer = outputEncoding.toLowerCase() === 'buffer';
  const encoding = isBuffer ? undefined : encodingOf(outputEncoding);
  if (!isBuffer && encoding === undefined) {
    throw new ERR_INVALID_ARG_VALUE('outputEncoding', outputEncoding);
  }
  return withOpenSslErrors(
    () => oneShotDigest(algorithm, input, undefined, encoding?.id, outputLength),
  );
}

module.exports = { Hash, Hmac, hash };
