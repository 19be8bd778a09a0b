'use strict';

// The algorithms of the Web Crypto API: what each can do, and what its parameters are.

const { lazyDOMException } = require('../util');
const { bufferSource, dictionary, octet, unsignedLong, unsignedShort } = require('./webidl');

const hashName = (value) => ({ name: normalizeAlgorithm(value, 'digest').name });
const ofBytes = (name, length) => (value, place) => {
  const bytes = bufferSource(value, place);
  if (bytes.byteLength !== length) {
    throw lazyDOMException(`algorithm.${name} must contain exactly ${length} bytes`, 'OperationError');
  }
  return bytes;
};

const required = (name, convert) => [name, convert, true];
const optional = (name, convert) => [name, convert, false];

/** Members in the order in which Web IDL converts them. */
const DICTIONARIES = {
  HmacImportParams: [required('hash', hashName), optional('length', unsignedLong)],
  HmacKeyGenParams: [required('hash', hashName), optional('length', unsignedLong)],
  AesKeyGenParams: [required('length', unsignedShort)],
  AesDerivedKeyParams: [required('length', unsignedShort)],
  AesCbcParams: [required('iv', ofBytes('iv', 16))],
  AesCtrParams: [required('counter', ofBytes('counter', 16)), required('length', octet)],
  AeadParams: [optional('additionalData', bufferSource), required('iv', bufferSource), optional('tagLength', octet)],
  Pbkdf2Params: [required('hash', hashName), required('iterations', unsignedLong), required('salt', bufferSource)],
  HkdfParams: [required('hash', hashName), required('info', bufferSource), required('salt', bufferSource)],
};

const aes = (params) => ({
  generateKey: 'AesKeyGenParams', importKey: null, exportKey: null, getKeyLength: 'AesDerivedKeyParams', ...params,
});
const derivation = (params) => ({ importKey: null, getKeyLength: null, deriveBits: params });

/** The operations of each algorithm, with the name of what it takes; null where it takes nothing. */
const ALGORITHMS = {
  'SHA-1': { digest: null },
  'SHA-256': { digest: null },
  'SHA-384': { digest: null },
  'SHA-512': { digest: null },
  'HMAC': {
    generateKey: 'HmacKeyGenParams', importKey: 'HmacImportParams', exportKey: null, getKeyLength: 'HmacImportParams',
    sign: null, verify: null,
  },
  'AES-CBC': aes({ encrypt: 'AesCbcParams', decrypt: 'AesCbcParams' }),
  'AES-CTR': aes({ encrypt: 'AesCtrParams', decrypt: 'AesCtrParams' }),
  'AES-GCM': aes({ encrypt: 'AeadParams', decrypt: 'AeadParams' }),
  'AES-KW': aes({ wrapKey: null, unwrapKey: null }),
  'PBKDF2': derivation('Pbkdf2Params'),
  'HKDF': derivation('HkdfParams'),
};

/** What Node.js has beside them. */
const MISSING = new Set([
  'RSA-OAEP', 'RSA-PSS', 'RSASSA-PKCS1-V1_5', 'ECDSA', 'ECDH', 'ED25519', 'ED448', 'X25519', 'X448', 'CHACHA20-POLY1305',
  'AES-OCB', 'KMAC128', 'KMAC256', 'ML-DSA-44', 'ML-DSA-65', 'ML-DSA-87', 'ML-KEM-512', 'ML-KEM-768', 'ML-KEM-1024',
  'ARGON2D', 'ARGON2I', 'ARGON2ID', 'SHA3-256', 'SHA3-384', 'SHA3-512', 'CSHAKE128', 'CSHAKE256',
]);

/**
 * An algorithm as it is given, with the name that it is known by and its parameters converted.
 * @param {string | {name: string}} algorithm
 * @param {string} operation what is to be done with it
 * @returns {{name: string}}
 */
function normalizeAlgorithm(algorithm, operation) {
  if (algorithm === null || typeof algorithm !== 'object') return normalizeAlgorithm({ name: algorithm }, operation);
  const { name } = dictionary(algorithm, 'Algorithm', [required('name', String)]);
  const upper = name.toUpperCase();
  if (MISSING.has(upper)) throw lazyDOMException(`${name} is not supported yet`, 'NotSupportedError');
  const operations = Object.hasOwn(ALGORITHMS, upper) ? ALGORITHMS[upper] : {};
  if (!Object.hasOwn(operations, operation)) {
    throw lazyDOMException('Unrecognized algorithm name', 'NotSupportedError');
  }
  const type = operations[operation];
  return type === null ? { name: upper } : { name: upper, ...dictionary(algorithm, type, DICTIONARIES[type]) };
}

module.exports = { normalizeAlgorithm };
