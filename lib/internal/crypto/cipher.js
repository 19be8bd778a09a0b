'use strict';

const { CipherBase, getCipherInfo: cipherInfo, getCiphers, isValidTagLength } =
  internalBinding('crypto');
const {
  ERR_CRYPTO_INVALID_AUTH_TAG,
  ERR_CRYPTO_INVALID_STATE,
  ERR_INVALID_ARG_TYPE,
  ERR_INVALID_ARG_VALUE,
} = require('../errors').codes;
const { validateInt32, validateObject, validateString } = require('../validators');
const { codedError } = require('../buffer/text');
const { Transform } = require('../../stream');
const { encodingOf } = require('../buffer');
const { getArrayBufferOrView, kHandle, withOpenSslErrors } = require('./util');

const kDecoder = Symbol('kDecoder');
const kState = Symbol('kState');

function authTagLength(options) {
  const value = options?.authTagLength;
  if (value === undefined || value === null) return -1;
  if (value !== value >> 0 || value < 0) {
    throw new ERR_INVALID_ARG_VALUE('options.authTagLength', value);
  }
  return value;
}

function initialize(cipher, encrypt, name, key, iv, options) {
  validateString(name, 'cipher');
  const encoding = options?.encoding;
  key = require('./keys').keyBytes(key, 'key', encoding);
  iv = iv === null ? null : getArrayBufferOrView(iv, 'iv');
  const tagLength = authTagLength(options);
  cipher[kHandle] = new CipherBase(encrypt, name, key, iv, tagLength);
  cipher[kDecoder] = null;
  cipher[kState] = {
    encrypt,
    finished: false,
    isAead: /gcm|ccm|ocb|poly1305/i.test(name),
    name,
    tag: undefined,
    tagLength,
  };
  Transform.call(cipher, options);
}

/** Text out of pieces that may end within a character. */
function decode(cipher, bytes, encoding, isLast) {
  if (cipher[kDecoder] === null) {
    const { StringDecoder } = require('../../string_decoder');
    cipher[kDecoder] = new StringDecoder(encoding);
  }
  return isLast ? cipher[kDecoder].end(bytes) : cipher[kDecoder].write(bytes);
}

function update(data, inputEncoding, outputEncoding) {
  if (typeof data !== 'string' && !ArrayBuffer.isView(data)) {
    throw new ERR_INVALID_ARG_TYPE('data', ['string', 'Buffer', 'TypedArray', 'DataView'], data);
  }
  require('../validators').validateEncoding(data, inputEncoding);
  if (this[kState].finished) throw new Error('Trying to add data in unsupported state');
  const bytes = this[kHandle].update(getArrayBufferOrView(data, 'data', inputEncoding));
  return isText(outputEncoding) ? decode(this, bytes, outputEncoding, false) : bytes;
}

function isText(encoding) {
  return encoding && encoding !== 'buffer' && encodingOf(encoding) !== undefined;
}

function final(outputEncoding) {
  const state = this[kState];
  if (state.finished) throw codedError(Error, 'ERR_CRYPTO_INVALID_STATE', 'Invalid state');
  state.finished = true;
  const bytes = withOpenSslErrors(() => this[kHandle].final());
  return isText(outputEncoding) ? decode(this, bytes, outputEncoding, true) : bytes;
}

function setAutoPadding(autoPadding) {
  if (this[kState].finished) throw new ERR_CRYPTO_INVALID_STATE('setAutoPadding');
  this[kHandle].setAutoPadding(autoPadding === undefined || Boolean(autoPadding));
  return this;
}

function setAAD(aadbuf, options) {
  const encoding = options?.encoding;
  if (options !== undefined) {
    validateObject(options, 'options');
    if (options.plaintextLength !== undefined) {
      validateInt32(options.plaintextLength, 'options.plaintextLength', 0);
    }
  }
  aadbuf = getArrayBufferOrView(aadbuf, 'aadbuf', encoding);
  if (this[kState].finished) throw new ERR_CRYPTO_INVALID_STATE('setAAD');
  this[kHandle].setAAD(aadbuf);
  return this;
}

function transform(chunk, encoding, callback) {
  try {
    this.push(this[kHandle].update(getArrayBufferOrView(chunk, 'data', encoding)));
  } catch (error) {
    callback(error);
    return;
  }
  callback();
}

function flush(callback) {
  try {
    this.push(this.final());
  } catch (error) {
    callback(error);
    return;
  }
  callback();
}

/** Encrypts; a stream as well. */
function Cipheriv(cipher, key, iv, options) {
  if (!new.target) return new Cipheriv(cipher, key, iv, options);
  initialize(this, true, cipher, key, iv, options);
}

/** Decrypts; a stream as well. */
function Decipheriv(cipher, key, iv, options) {
  if (!new.target) return new Decipheriv(cipher, key, iv, options);
  initialize(this, false, cipher, key, iv, options);
}

for (const Cipher of [Cipheriv, Decipheriv]) {
  Object.setPrototypeOf(Cipher.prototype, Transform.prototype);
  Object.setPrototypeOf(Cipher, Transform);
  Object.assign(Cipher.prototype, {
    _transform: transform,
    _flush: flush,
    update,
    final,
    setAutoPadding,
    setAAD,
  });
}

Cipheriv.prototype.getAuthTag = function getAuthTag() {
  const tag = this[kHandle].getAuthTag();
  if (tag === undefined) throw new ERR_CRYPTO_INVALID_STATE('getAuthTag');
  return tag;
};

Decipheriv.prototype.setAuthTag = function setAuthTag(tagbuf, encoding) {
  tagbuf = getArrayBufferOrView(tagbuf, 'buffer', encoding);
  const state = this[kState];
  if (!state.isAead || state.finished || state.tag !== undefined) {
    throw new ERR_CRYPTO_INVALID_STATE('setAuthTag');
  }
  const length = tagbuf.byteLength;
  const isValid =
    state.tagLength === -1 ? isValidTagLength(state.name, length) : length === state.tagLength;
  if (!isValid) throw new ERR_CRYPTO_INVALID_AUTH_TAG(length);
  state.tag = tagbuf;
  this[kHandle].setAuthTag(tagbuf);
  return this;
};

/**
 * What is known about a cipher.
 * @param {string | number} nameOrNid
 * @param {{keyLength?: number, ivLength?: number}} [options]
 * @returns {object | undefined}
 */
function getCipherInfo(nameOrNid, options) {
  if (typeof nameOrNid !== 'string' && typeof nameOrNid !== 'number') {
    throw new ERR_INVALID_ARG_TYPE('nameOrNid', ['string', 'number'], nameOrNid);
  }
  let keyLength;
  let ivLength;
  if (options !== undefined) {
    validateObject(options, 'options');
    ({ keyLength, ivLength } = options);
    if (keyLength !== undefined) validateInt32(keyLength, 'options.keyLength');
    if (ivLength !== undefined) validateInt32(ivLength, 'options.ivLength');
  }
  if (typeof nameOrNid === 'number') {
    nameOrNid = getCiphers().find((name) => cipherInfo(name)?.nid === nameOrNid);
    if (nameOrNid === undefined) return undefined;
  }
  return cipherInfo(nameOrNid, keyLength, ivLength);
}

module.exports = { Cipheriv, Decipheriv, getCipherInfo, getCiphers };
