'use strict';

// Keys of the Web Crypto API as they come in, go out and are made: those of HMAC, AES, PBKDF2 and HKDF.

const { Buffer } = require('../../buffer');
const { lazyDOMException } = require('../util');
const { cryptoKeyParts, makeCryptoKey } = require('./crypto_key');
const { createSecretKey } = require('./keys');

const BLOCK_BITS = { 'SHA-1': 512, 'SHA-256': 512, 'SHA-384': 1024, 'SHA-512': 1024 };

const dataError = (message, cause) => lazyDOMException(message, { name: 'DataError', cause });
const syntaxError = (message) => lazyDOMException(message, 'SyntaxError');

const isAes = (name) => name.startsWith('AES-');
const isDerivation = (name) => name === 'PBKDF2' || name === 'HKDF';

function allowedUsages(name) {
  if (name === 'HMAC') return ['sign', 'verify'];
  if (isDerivation(name)) return ['deriveKey', 'deriveBits'];
  return name === 'AES-KW' ? ['wrapKey', 'unwrapKey'] : ['encrypt', 'decrypt', 'wrapKey', 'unwrapKey'];
}

function checkUsages(name, usages) {
  const allowed = allowedUsages(name);
  if (usages.every((usage) => allowed.includes(usage))) return;
  const what = { HMAC: 'HMAC', PBKDF2: 'a PBKDF2', HKDF: 'a HKDF' }[name] ?? 'an AES';
  throw syntaxError(`Unsupported key usage for ${what} key`);
}

/** What the `alg` of a JSON Web Key of these bytes would be. */
function jwkAlgorithm({ name, hash }, bits) {
  return name === 'HMAC' ? `HS${hash.name === 'SHA-1' ? '1' : hash.name.slice(4)}` : `A${bits}${name.slice(4)}`;
}

function checkJwk(jwk, name, extractable, usages) {
  if (!jwk.kty) throw dataError('Invalid keyData');
  if (jwk.kty !== 'oct') throw dataError('Invalid JWK "kty" Parameter');
  const use = name === 'HMAC' ? 'sig' : 'enc';
  if (usages.length > 0 && jwk.use !== undefined && jwk.use !== use) throw dataError('Invalid JWK "use" Parameter');
  if (jwk.key_ops !== undefined) {
    if (new Set(jwk.key_ops).size !== jwk.key_ops.length) throw dataError('Duplicate key operation');
    if (!usages.every((usage) => jwk.key_ops.includes(usage))) throw dataError('Key operations and usage mismatch');
  }
  if (jwk.ext !== undefined && !jwk.ext && extractable) {
    throw dataError('JWK "ext" Parameter and extractable mismatch');
  }
  if (jwk.k === undefined) throw dataError('Invalid keyData', new Error('Invalid JWK secret key format'));
}

function bytesToImport(format, data, algorithm, extractable, usages) {
  const { name } = algorithm;
  if (format === 'raw' || format === 'raw-secret') return data;
  if (format !== 'jwk' || isDerivation(name)) {
    throw lazyDOMException(`Unable to import ${name} using ${format} format`, 'NotSupportedError');
  }
  checkJwk(data, name, extractable, usages);
  return Buffer.from(data.k, 'base64url');
}

function hmacBits(bytes, length) {
  const bits = bytes.byteLength * 8;
  if (bits === 0) throw dataError('Zero-length key is not supported');
  if (length === 0) throw dataError('HmacImportParams.length cannot be 0');
  if (length !== undefined && length % 8 !== 0) {
    throw lazyDOMException('Unsupported HmacImportParams.length', 'NotSupportedError');
  }
  if (length !== undefined && length !== bits) throw dataError('Invalid key length');
  return bits;
}

/**
 * A key out of bytes or a JSON Web Key.
 * @param {string} format
 * @param {Uint8Array | object} data
 * @param {{name: string}} algorithm normalized
 * @param {boolean} extractable
 * @param {string[]} usages
 * @returns {CryptoKey}
 */
function importKey(format, data, algorithm, extractable, usages) {
  const { name } = algorithm;
  if (isDerivation(name) && extractable) throw syntaxError(`${name} keys are not extractable`);
  checkUsages(name, usages);
  const bytes = bytesToImport(format, data, algorithm, extractable, usages);
  const bits = bytes.byteLength * 8;
  const known = { name };
  if (name === 'HMAC') {
    known.length = hmacBits(bytes, algorithm.length);
    known.hash = algorithm.hash;
  } else if (isAes(name)) {
    if (bits !== 128 && bits !== 192 && bits !== 256) throw dataError('Invalid key length');
    known.length = bits;
  }
  if (format === 'jwk' && data.alg !== undefined && data.alg !== jwkAlgorithm(algorithm, bits)) {
    throw dataError('JWK "alg" does not match the requested algorithm');
  }
  if (usages.length === 0) throw syntaxError('Usages cannot be empty when importing a secret key.');
  return makeCryptoKey(createSecretKey(bytes), known, usages, extractable);
}

/**
 * The bytes of a key or its JSON Web Key.
 * @param {string} format
 * @param {CryptoKey} cryptoKey
 * @returns {Buffer | object}
 */
function exportKey(format, cryptoKey) {
  const { key, algorithm, usages, extractable } = cryptoKeyParts(cryptoKey);
  const { name } = algorithm;
  if (isDerivation(name)) throw lazyDOMException(`${name} key export is not supported`, 'NotSupportedError');
  if (!extractable) throw lazyDOMException('key is not extractable', 'InvalidAccessException');
  if (format === 'raw' || format === 'raw-secret') return key.export();
  if (format !== 'jwk') {
    throw lazyDOMException(`Unable to export ${name} secret key using ${format} format`, 'NotSupportedError');
  }
  return {
    key_ops: [...usages],
    ext: extractable,
    alg: jwkAlgorithm(algorithm, algorithm.length),
    ...key.export({ format: 'jwk' }),
  };
}

function checkAesLength(length) {
  if (length !== 128 && length !== 192 && length !== 256) {
    throw lazyDOMException('AES key length must be 128, 192, or 256 bits', 'OperationError');
  }
}

/**
 * A random key.
 * @param {{name: string}} algorithm normalized
 * @param {boolean} extractable
 * @param {string[]} usages
 * @returns {Promise<CryptoKey>}
 */
async function generateKey(algorithm, extractable, usages) {
  const { name, hash, length = BLOCK_BITS[hash?.name] } = algorithm;
  if (isAes(name)) checkAesLength(length);
  else if (length === 0) throw lazyDOMException('HmacKeyGenParams.length cannot be 0', 'OperationError');
  else if (length % 8 !== 0) throw lazyDOMException('Unsupported HmacKeyGenParams.length', 'NotSupportedError');
  checkUsages(name, usages);
  if (usages.length === 0) throw syntaxError('Usages cannot be empty when creating a key.');
  const { promise, resolve, reject } = Promise.withResolvers();
  require('./random').randomBytes(length / 8, (error, bytes) => (error ? reject(error) : resolve(bytes)));
  const known = hash === undefined ? { name, length } : { name, length, hash };
  return makeCryptoKey(createSecretKey(await promise), known, usages, extractable);
}

/** How many bits a key of an algorithm is derived from; null where any number will do. */
function derivedKeyLength({ name, hash, length = BLOCK_BITS[hash?.name] }) {
  if (isDerivation(name)) return null;
  if (isAes(name)) checkAesLength(length);
  else if (length === 0) throw dataError('HmacImportParams.length cannot be 0');
  return length;
}

module.exports = { derivedKeyLength, exportKey, generateKey, importKey };
