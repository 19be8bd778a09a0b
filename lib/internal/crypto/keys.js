'use strict';

const { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE } = require('../errors').codes;
const { validateObject, validateOneOf, validateString } = require('../validators');
const { Buffer } = require('../../buffer');
const { isAnyArrayBuffer, isCryptoKey } = require('../util/types');
const { getArrayBufferOrView, isBytes } = require('./util');
const loaded = require('./loaded');

/** Only this module makes keys. */
const kMake = Symbol('kMake');

let bytesOf;

/** A key; its kinds are the subclasses. */
class KeyObject {
  #type;

  constructor(type, token) {
    if (type !== 'secret' && type !== 'public' && type !== 'private') {
      throw new ERR_INVALID_ARG_VALUE('type', type);
    }
    if (token !== kMake) throw new ERR_INVALID_ARG_TYPE('handle', 'object', token);
    this.#type = type;
  }

  get type() {
    return this.#type;
  }

  /** The key of the Web Crypto API as a `KeyObject`. */
  static from(key) {
    if (isCryptoKey(key)) return require('./crypto_key').cryptoKeyParts(key).key;
    throw new ERR_INVALID_ARG_TYPE('key', 'CryptoKey', key);
  }

  equals(otherKeyObject) {
    if (!(otherKeyObject instanceof KeyObject)) {
      throw new ERR_INVALID_ARG_TYPE('otherKeyObject', 'KeyObject', otherKeyObject);
    }
    return (
      otherKeyObject.type === this.type &&
      Buffer.compare(bytesOf(this), bytesOf(otherKeyObject)) === 0
    );
  }
}
Object.defineProperty(KeyObject.prototype, Symbol.toStringTag, {
  configurable: true,
  value: 'KeyObject',
});

class SecretKeyObject extends KeyObject {
  #bytes;

  static {
    bytesOf = (key) => key.#bytes;
  }

  constructor(bytes) {
    super('secret', kMake);
    this.#bytes = bytes;
  }

  get symmetricKeySize() {
    return this.#bytes.length;
  }

  /** The same key for the Web Crypto API. */
  toCryptoKey(algorithm, extractable, keyUsages) {
    const normalized = require('./algorithms').normalizeAlgorithm(algorithm, 'importKey');
    const usages = [...new Set(keyUsages)];
    return require('./webcrypto_keys').importKey('raw-secret', this.#bytes, normalized, Boolean(extractable), usages);
  }

  export(options) {
    if (options !== undefined) {
      validateObject(options, 'options');
      validateOneOf(options.format, 'options.format', [undefined, 'buffer', 'jwk']);
      if (options.format === 'jwk') return { kty: 'oct', k: this.#bytes.toString('base64url') };
    }
    return Buffer.from(this.#bytes);
  }
}

loaded.KeyObject = KeyObject;

const kKinds = ['ArrayBuffer', 'Buffer', 'TypedArray', 'DataView'];

function copyOf(view) {
  return isAnyArrayBuffer(view)
    ? Buffer.from(view.slice(0))
    : Buffer.from(Buffer.from(view.buffer, view.byteOffset, view.byteLength));
}

/**
 * The bytes of a key given as text, bytes or a secret `KeyObject`.
 * @throws {TypeError} ERR_INVALID_ARG_TYPE
 */
function keyBytes(key, name, encoding) {
  if (isCryptoKey(key)) key = KeyObject.from(key);
  if (key instanceof KeyObject) {
    if (key.type !== 'secret') {
      const { ERR_CRYPTO_INVALID_KEY_OBJECT_TYPE } = require('../errors').codes;
      throw new ERR_CRYPTO_INVALID_KEY_OBJECT_TYPE(key.type, 'secret');
    }
    return bytesOf(key);
  }
  if (typeof key !== 'string' && !isBytes(key)) {
    throw new ERR_INVALID_ARG_TYPE(name, ['string', ...kKinds, 'KeyObject', 'CryptoKey'], key);
  }
  return getArrayBufferOrView(key, name, encoding);
}

/**
 * A key of some bytes.
 * @param {string | ArrayBuffer | TypedArray | DataView} key
 * @param {string} [encoding] of a string
 * @returns {KeyObject}
 */
function createSecretKey(key, encoding) {
  if (typeof key !== 'string' && !isBytes(key)) throw new ERR_INVALID_ARG_TYPE('key', kKinds, key);
  return new SecretKeyObject(copyOf(getArrayBufferOrView(key, 'key', encoding)));
}

/** A random key for HMAC or AES. */
function generateKeySync(type, options) {
  const length = keyLength(type, options);
  return new SecretKeyObject(require('./random').randomBytes(length >>> 3));
}

function generateKey(type, options, callback) {
  const length = keyLength(type, options);
  require('../validators').validateFunction(callback, 'callback');
  require('./random').randomBytes(length >>> 3, (error, bytes) => {
    if (error) callback(error);
    else callback(null, new SecretKeyObject(bytes));
  });
}

function keyLength(type, options) {
  validateString(type, 'type');
  validateObject(options, 'options');
  const { length } = options;
  if (type === 'hmac') {
    require('../validators').validateInteger(length, 'options.length', 8, 2 ** 31 - 1);
  } else if (type === 'aes') {
    validateOneOf(length, 'options.length', [128, 192, 256]);
  } else {
    throw new ERR_INVALID_ARG_VALUE('type', type, 'must be a supported key type');
  }
  return length;
}

module.exports = {
  KeyObject,
  createSecretKey,
  generateKey,
  generateKeySync,
  keyBytes,
};
