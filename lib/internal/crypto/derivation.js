'use strict';

const binding = internalBinding('crypto');
const {
  ERR_CRYPTO_INVALID_DIGEST,
  ERR_INCOMPATIBLE_OPTION_PAIR,
  ERR_OUT_OF_RANGE,
} = require('../errors').codes;
const {
  validateFunction,
  validateInt32,
  validateInteger,
  validateString,
  validateUint32,
} = require('../validators');
const { Buffer, kMaxLength } = require('../../buffer');
const { codedError } = require('../buffer/text');
const { getArrayBufferOrView } = require('./util');

function checkPbkdf2(password, salt, iterations, keylen, digest) {
  validateString(digest, 'digest');
  password = getArrayBufferOrView(password, 'password', 'buffer');
  salt = getArrayBufferOrView(salt, 'salt', 'buffer');
  validateInt32(iterations, 'iterations', 1);
  validateInt32(keylen, 'keylen', 0);
  if (!binding.hasDigest(digest)) throw new ERR_CRYPTO_INVALID_DIGEST(digest);
  return [password, salt, iterations, keylen, digest];
}

/** Derives a key from a password on the work pool. */
function pbkdf2(password, salt, iterations, keylen, digest, callback) {
  if (typeof digest === 'function') {
    callback = digest;
    digest = undefined;
  }
  const checked = checkPbkdf2(password, salt, iterations, keylen, digest);
  validateFunction(callback, 'callback');
  binding.pbkdf2(...checked, callback);
}

function pbkdf2Sync(password, salt, iterations, keylen, digest) {
  return binding.pbkdf2(...checkPbkdf2(password, salt, iterations, keylen, digest));
}

const SCRYPT_DEFAULTS = { N: 16384, r: 8, p: 1, maxmem: 32 << 20 };

function pick(options, short, long, fallback) {
  if (options[short] !== undefined) {
    if (options[long] !== undefined) throw new ERR_INCOMPATIBLE_OPTION_PAIR(short, long);
    validateUint32(options[short], short);
    return options[short];
  }
  if (options[long] === undefined) return fallback;
  validateUint32(options[long], long);
  return options[long];
}

function invalidScrypt(detail) {
  return codedError(
    RangeError,
    'ERR_CRYPTO_INVALID_SCRYPT_PARAMS',
    `Invalid scrypt params${detail}`,
  );
}

function checkScrypt(password, salt, keylen, options) {
  password = getArrayBufferOrView(password, 'password');
  salt = getArrayBufferOrView(salt, 'salt');
  validateInt32(keylen, 'keylen', 0);
  let { N, r, p, maxmem } = SCRYPT_DEFAULTS;
  if (options) {
    N = pick(options, 'N', 'cost', N);
    r = pick(options, 'r', 'blockSize', r);
    p = pick(options, 'p', 'parallelization', p);
    if (options.maxmem !== undefined) {
      maxmem = options.maxmem;
      validateInteger(maxmem, 'maxmem', 0);
    }
    // Zero stands for the default.
    N ||= SCRYPT_DEFAULTS.N;
    r ||= SCRYPT_DEFAULTS.r;
    p ||= SCRYPT_DEFAULTS.p;
    maxmem ||= SCRYPT_DEFAULTS.maxmem;
  }
  if (N < 2 || (N & (N - 1)) !== 0) throw invalidScrypt('');
  if (p * r >= 2 ** 30 || N >= 2 ** (16 * r)) throw invalidScrypt('');
  if (128 * r * (p + N + 2) > maxmem) {
    throw invalidScrypt(': error:030000AC:digital envelope routines::memory limit exceeded');
  }
  return [password, salt, keylen, N, r, p];
}

function scrypt(password, salt, keylen, options, callback) {
  if (callback === undefined) {
    callback = options;
    options = undefined;
  }
  const checked = checkScrypt(password, salt, keylen, options);
  validateFunction(callback, 'callback');
  if (keylen === 0) process.nextTick(callback, null, Buffer.alloc(0));
  else binding.scrypt(...checked, callback);
}

function scryptSync(password, salt, keylen, options) {
  const checked = checkScrypt(password, salt, keylen, options);
  return keylen === 0 ? Buffer.alloc(0) : binding.scrypt(...checked);
}

function checkHkdf(digest, key, salt, info, length) {
  validateString(digest, 'digest');
  key = require('./keys').keyBytes(key, 'ikm');
  salt = getArrayBufferOrView(salt, 'salt');
  info = getArrayBufferOrView(info, 'info');
  validateInteger(length, 'length', 0, kMaxLength);
  if (info.byteLength > 1024) {
    throw new ERR_OUT_OF_RANGE('info', 'must not contain more than 1024 bytes', info.byteLength);
  }
  if (!binding.hasDigest(digest)) throw new ERR_CRYPTO_INVALID_DIGEST(digest);
  return [digest, key, salt, info, length];
}

function toArrayBuffer(buffer) {
  return buffer.buffer;
}

function hkdf(digest, key, salt, info, length, callback) {
  const checked = checkHkdf(digest, key, salt, info, length);
  validateFunction(callback, 'callback');
  binding.hkdf(...checked, (error, bytes) => {
    if (error) callback(error);
    else callback(null, toArrayBuffer(bytes));
  });
}

function hkdfSync(digest, key, salt, info, length) {
  return toArrayBuffer(binding.hkdf(...checkHkdf(digest, key, salt, info, length)));
}

module.exports = { hkdf, hkdfSync, pbkdf2, pbkdf2Sync, scrypt, scryptSync };
