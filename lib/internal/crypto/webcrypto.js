'use strict';

const { ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_THIS } = require('../errors').codes;
const { kEnumerableProperty, lazyDOMException } = require('../util');
const { normalizeAlgorithm } = require('./algorithms');
const { CryptoKey, cryptoKeyParts } = require('./crypto_key');
const webidl = require('./webidl');

const kMake = Symbol('kMake');

const DIGESTS = { 'SHA-1': 'sha1', 'SHA-256': 'sha256', 'SHA-384': 'sha384', 'SHA-512': 'sha512' };

const invalidAccess = (message) => lazyDOMException(message, 'InvalidAccessError');

function toArrayBuffer(buffer) {
  return buffer.buffer.slice(buffer.byteOffset, buffer.byteOffset + buffer.byteLength);
}

/** Runs what fails for reasons that the caller is told in `cause` only. */
function operation(run) {
  try {
    return run();
  } catch (error) {
    if (error instanceof lazyDOMExceptionClass()) throw error;
    throw operationError(error);
  }
}

function lazyDOMExceptionClass() {
  return require('../domexception').DOMException;
}

function operationError(cause) {
  return lazyDOMException('The operation failed for an operation-specific reason', { name: 'OperationError', cause });
}

/** The secret of a key, if the key is one for this algorithm and use. */
function keyFor(key, algorithm, usage, message = 'The requested operation is not valid for the provided key') {
  const parts = cryptoKeyParts(key);
  if (parts.algorithm.name !== algorithm.name || !parts.usages.includes(usage)) throw invalidAccess(message);
  return parts.key;
}

function cipher(isEncrypting, usage, algorithm, key, data) {
  const secret = keyFor(key, algorithm, usage);
  return toArrayBuffer(operation(() => require('./aes').aesCipher(isEncrypting, secret, algorithm, data)));
}

/** The algorithm as one that wraps keys, or else as one that encrypts. */
function normalizeWrapping(algorithm, wrapping, encrypting) {
  try {
    return normalizeAlgorithm(algorithm, wrapping);
  } catch {
    return normalizeAlgorithm(algorithm, encrypting);
  }
}

function hmac(algorithm, key, usage, data) {
  const { Hmac } = require('./hash');
  const secret = keyFor(key, algorithm, usage, `Unable to use this key to ${usage}`);
  return new Hmac(DIGESTS[cryptoKeyParts(key).algorithm.hash.name], secret).update(data).digest();
}

/** The base key's secret, if bits or keys may be derived from it in this way. */
function baseSecret(algorithm, key, usage) {
  const parts = cryptoKeyParts(key);
  if (!parts.usages.includes(usage)) throw invalidAccess(`baseKey does not have ${usage} usage`);
  if (parts.algorithm.name !== algorithm.name) throw invalidAccess('Key algorithm mismatch');
  return parts.key;
}

/** Derives on the work pool. */
async function derive(algorithm, secret, length) {
  if (length === null) throw lazyDOMException('length cannot be null', 'OperationError');
  if (length % 8 !== 0) throw lazyDOMException('length must be a multiple of 8', 'OperationError');
  const { name, hash, salt, info, iterations } = algorithm;
  if (iterations === 0) throw lazyDOMException('iterations cannot be zero', 'OperationError');
  if (length === 0) return new ArrayBuffer(0);
  const { promise, resolve, reject } = Promise.withResolvers();
  const done = (error, bytes) => (error ? reject(operationError(error)) : resolve(bytes));
  const { hkdf, pbkdf2 } = require('./derivation');
  operation(() => (name === 'HKDF' ?
    hkdf(DIGESTS[hash.name], secret, salt, info, length / 8, done) :
    pbkdf2(secret.export(), salt, iterations, length / 8, DIGESTS[hash.name], done)));
  const bytes = await promise;
  return ArrayBuffer.isView(bytes) ? toArrayBuffer(bytes) : bytes;
}

function checkThis(self, method, given, required) {
  if (self !== subtle) throw new ERR_INVALID_THIS('SubtleCrypto');
  webidl.requireArguments(method, given.length, required);
}

/** Arguments of a method: `take(1, webidl.cryptoKey)` converts the second one. */
function taker(method, given) {
  return (index, convert, ...more) => convert(given[index], ...more, webidl.argument(method, index));
}

/** Hashes, ciphers and keys behind promises; what asymmetric keys need throws and says so. */
class SubtleCrypto {
  constructor(token) {
    if (token !== kMake) throw new ERR_ILLEGAL_CONSTRUCTOR();
  }

  async encrypt(algorithm, key, data) {
    checkThis(this, 'encrypt', arguments, 3);
    const take = taker('encrypt', arguments);
    key = take(1, webidl.cryptoKey);
    data = take(2, webidl.bufferSource);
    return cipher(true, 'encrypt', normalizeAlgorithm(algorithm, 'encrypt'), key, data);
  }

  async decrypt(algorithm, key, data) {
    checkThis(this, 'decrypt', arguments, 3);
    const take = taker('decrypt', arguments);
    key = take(1, webidl.cryptoKey);
    data = take(2, webidl.bufferSource);
    return cipher(false, 'decrypt', normalizeAlgorithm(algorithm, 'decrypt'), key, data);
  }

  async sign(algorithm, key, data) {
    checkThis(this, 'sign', arguments, 3);
    const take = taker('sign', arguments);
    key = take(1, webidl.cryptoKey);
    data = take(2, webidl.bufferSource);
    return toArrayBuffer(hmac(normalizeAlgorithm(algorithm, 'sign'), key, 'sign', data));
  }

  async verify(algorithm, key, signature, data) {
    checkThis(this, 'verify', arguments, 4);
    const take = taker('verify', arguments);
    key = take(1, webidl.cryptoKey);
    signature = take(2, webidl.bufferSource);
    data = take(3, webidl.bufferSource);
    const expected = hmac(normalizeAlgorithm(algorithm, 'verify'), key, 'verify', data);
    return expected.byteLength === signature.byteLength &&
      internalBinding('crypto').timingSafeEqual(expected, signature);
  }

  async digest(algorithm, data) {
    checkThis(this, 'digest', arguments, 2);
    data = taker('digest', arguments)(1, webidl.bufferSource);
    const { name } = normalizeAlgorithm(algorithm, 'digest');
    const { Hash } = require('./hash');
    return toArrayBuffer(new Hash(DIGESTS[name]).update(data).digest());
  }

  async generateKey(algorithm, extractable, keyUsages) {
    checkThis(this, 'generateKey', arguments, 3);
    keyUsages = taker('generateKey', arguments)(2, webidl.keyUsages);
    const normalized = normalizeAlgorithm(algorithm, 'generateKey');
    return require('./webcrypto_keys').generateKey(normalized, Boolean(extractable), keyUsages);
  }

  async deriveKey(algorithm, baseKey, derivedKeyType, extractable, keyUsages) {
    checkThis(this, 'deriveKey', arguments, 5);
    const take = taker('deriveKey', arguments);
    baseKey = take(1, webidl.cryptoKey);
    keyUsages = take(4, webidl.keyUsages);
    const normalized = normalizeAlgorithm(algorithm, 'deriveBits');
    const imported = normalizeAlgorithm(derivedKeyType, 'importKey');
    const { derivedKeyLength, importKey } = require('./webcrypto_keys');
    const secret = baseSecret(normalized, baseKey, 'deriveKey');
    const length = derivedKeyLength(normalizeAlgorithm(derivedKeyType, 'getKeyLength'));
    const bytes = new Uint8Array(await derive(normalized, secret, length));
    return importKey('raw-secret', bytes, imported, Boolean(extractable), keyUsages);
  }

  async deriveBits(algorithm, baseKey, length = null) {
    checkThis(this, 'deriveBits', arguments, 2);
    const take = taker('deriveBits', arguments);
    baseKey = take(1, webidl.cryptoKey);
    if (length !== null) length = take(2, webidl.unsignedLong);
    const normalized = normalizeAlgorithm(algorithm, 'deriveBits');
    return derive(normalized, baseSecret(normalized, baseKey, 'deriveBits'), length);
  }

  async importKey(format, keyData, algorithm, extractable, keyUsages) {
    checkThis(this, 'importKey', arguments, 4);
    const take = taker('importKey', arguments);
    format = take(0, webidl.keyFormat);
    keyData = take(1, webidl.keyData, format);
    keyUsages = take(4, webidl.keyUsages);
    const normalized = normalizeAlgorithm(algorithm, 'importKey');
    return require('./webcrypto_keys').importKey(format, keyData, normalized, Boolean(extractable), keyUsages);
  }

  async exportKey(format, key) {
    checkThis(this, 'exportKey', arguments, 2);
    const take = taker('exportKey', arguments);
    format = take(0, webidl.keyFormat);
    key = take(1, webidl.cryptoKey);
    const exported = require('./webcrypto_keys').exportKey(format, key);
    return format === 'jwk' ? exported : toArrayBuffer(exported);
  }

  async wrapKey(format, key, wrappingKey, algorithm) {
    checkThis(this, 'wrapKey', arguments, 4);
    const take = taker('wrapKey', arguments);
    format = take(0, webidl.keyFormat);
    key = take(1, webidl.cryptoKey);
    wrappingKey = take(2, webidl.cryptoKey);
    const normalized = normalizeWrapping(algorithm, 'wrapKey', 'encrypt');
    keyFor(wrappingKey, normalized, 'wrapKey');
    let data = require('./webcrypto_keys').exportKey(format, key);
    if (format === 'jwk') {
      let text = JSON.stringify(data);
      // AES-KW takes whole blocks only, and JSON may end with spaces.
      if (normalized.name === 'AES-KW') text = text.padEnd(Math.ceil(text.length / 8) * 8);
      data = new TextEncoder().encode(text);
    }
    return cipher(true, 'wrapKey', normalized, wrappingKey, data);
  }

  async unwrapKey(format, wrappedKey, unwrappingKey, unwrapAlgo, unwrappedKeyAlgo, extractable, keyUsages) {
    checkThis(this, 'unwrapKey', arguments, 7);
    const take = taker('unwrapKey', arguments);
    format = take(0, webidl.keyFormat);
    wrappedKey = take(1, webidl.bufferSource);
    unwrappingKey = take(2, webidl.cryptoKey);
    keyUsages = take(6, webidl.keyUsages);
    const normalized = normalizeWrapping(unwrapAlgo, 'unwrapKey', 'decrypt');
    const imported = normalizeAlgorithm(unwrappedKeyAlgo, 'importKey');
    let data = new Uint8Array(cipher(false, 'unwrapKey', normalized, unwrappingKey, wrappedKey));
    if (format === 'jwk') {
      try {
        data = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(data));
      } catch (cause) {
        throw lazyDOMException('Invalid wrapped JWK key', { name: 'DataError', cause });
      }
    }
    return require('./webcrypto_keys').importKey(format, data, imported, Boolean(extractable), keyUsages);
  }
}

for (const name of ['getPublicKey', 'encapsulateBits', 'encapsulateKey', 'decapsulateBits', 'decapsulateKey']) {
  SubtleCrypto.prototype[name] = {
    async [name]() {
      throw lazyDOMException(`subtle.${name} is not supported yet`, 'NotSupportedError');
    },
  }[name];
}

const subtle = new SubtleCrypto(kMake);

class Crypto {
  constructor(token) {
    if (token !== kMake) throw new ERR_ILLEGAL_CONSTRUCTOR();
  }

  get subtle() {
    if (this !== crypto) throw new ERR_INVALID_THIS('Crypto');
    return subtle;
  }

  getRandomValues(array) {
    if (this !== crypto) throw new ERR_INVALID_THIS('Crypto');
    return require('./random').getRandomValues(array);
  }

  randomUUID() {
    if (this !== crypto) throw new ERR_INVALID_THIS('Crypto');
    return require('./random').randomUUID();
  }
}

const crypto = new Crypto(kMake);

for (const name of Object.getOwnPropertyNames(SubtleCrypto.prototype)) {
  if (name !== 'constructor') Object.defineProperty(SubtleCrypto.prototype, name, kEnumerableProperty);
}
Object.defineProperty(SubtleCrypto.prototype, Symbol.toStringTag, { configurable: true, value: 'SubtleCrypto' });
Object.defineProperties(Crypto.prototype, {
  subtle: kEnumerableProperty,
  getRandomValues: kEnumerableProperty,
  randomUUID: kEnumerableProperty,
  [Symbol.toStringTag]: { configurable: true, value: 'Crypto' },
});

module.exports = { Crypto, CryptoKey, SubtleCrypto, crypto, subtle };
