'use strict';

const { ERR_CRYPTO_TIMING_SAFE_EQUAL_LENGTH, ERR_FEATURE_UNAVAILABLE_ON_PLATFORM, ERR_INVALID_ARG_TYPE } =
  require('./internal/errors').codes;
const { defineLazyProperties, deprecate } = require('./internal/util');
const { isAnyArrayBuffer } = require('./internal/util/types');

/** Every name in Node's order: the room that has it, or null where there is none yet. */
const ROOMS = [
  [null, ['checkPrime', 'checkPrimeSync']],
  ['here', ['createCipheriv', 'createDecipheriv']],
  [null, ['createDiffieHellman', 'createDiffieHellmanGroup', 'createECDH']],
  ['here', ['createHash', 'createHmac']],
  [null, ['createPrivateKey', 'createPublicKey']],
  ['keys', ['createSecretKey']],
  [null, ['createSign', 'createVerify', 'diffieHellman', 'generatePrime', 'generatePrimeSync']],
  ['cipher', ['getCiphers', 'getCipherInfo']],
  ['names', ['getCurves']],
  [null, ['getDiffieHellman']],
  ['names', ['getHashes']],
  ['derivation', ['hkdf', 'hkdfSync', 'pbkdf2', 'pbkdf2Sync']],
  [null, ['generateKeyPair', 'generateKeyPairSync']],
  ['keys', ['generateKey', 'generateKeySync']],
  [null, ['privateDecrypt', 'privateEncrypt', 'publicDecrypt', 'publicEncrypt']],
  ['random', ['randomBytes', 'randomFill', 'randomFillSync', 'randomInt', 'randomUUID']],
  ['derivation', ['scrypt', 'scryptSync']],
  [null, ['sign', 'setEngine']],
  ['here', ['timingSafeEqual', 'getFips', 'setFips']],
  [null, ['verify']],
  ['hash', ['hash']],
  [null, ['Certificate']],
  ['cipher', ['Cipheriv', 'Decipheriv']],
  [null, ['DiffieHellman', 'DiffieHellmanGroup', 'ECDH']],
  ['deprecated', ['Hash', 'Hmac']],
  ['keys', ['KeyObject']],
  [null, ['Sign', 'Verify', 'X509Certificate']],
  ['here', ['secureHeapUsed']],
  ['constants', ['constants']],
  ['web', ['webcrypto', 'subtle']],
  ['random', ['getRandomValues']],
];

const load = {
  keys: () => require('./internal/crypto/keys'),
  cipher: () => require('./internal/crypto/cipher'),
  names: () => require('./internal/crypto/names'),
  derivation: () => require('./internal/crypto/derivation'),
  random: () => require('./internal/crypto/random'),
  hash: () => require('./internal/crypto/hash'),
  constants: () => ({ constants: require('./internal/crypto/constants') }),
  web: () => {
    const { crypto, subtle } = require('./internal/crypto/webcrypto');
    return { webcrypto: crypto, subtle };
  },
  deprecated: () => {
    const { Hash, Hmac } = require('./internal/crypto/hash');
    return {
      Hash: deprecate(Hash, 'crypto.Hash constructor is deprecated.', 'DEP0179'),
      Hmac: deprecate(Hmac, 'crypto.Hmac constructor is deprecated.', 'DEP0181'),
    };
  },
};

function isBytes(value) {
  return ArrayBuffer.isView(value) || isAnyArrayBuffer(value);
}

const here = {
  /** A hash by its name, such as `sha256`. */
  createHash(algorithm, options) {
    const { Hash } = require('./internal/crypto/hash');
    return new Hash(algorithm, options);
  },
  createHmac(hmac, key, options) {
    const { Hmac } = require('./internal/crypto/hash');
    return new Hmac(hmac, key, options);
  },
  createCipheriv(cipher, key, iv, options) {
    const { Cipheriv } = require('./internal/crypto/cipher');
    return new Cipheriv(cipher, key, iv, options);
  },
  createDecipheriv(cipher, key, iv, options) {
    const { Decipheriv } = require('./internal/crypto/cipher');
    return new Decipheriv(cipher, key, iv, options);
  },
  /** Compares in a time that does not tell where the difference is. */
  timingSafeEqual(buf1, buf2) {
    const kinds = ['ArrayBuffer', 'Buffer', 'TypedArray', 'DataView'];
    if (!isBytes(buf1)) throw new ERR_INVALID_ARG_TYPE('buf1', kinds, buf1);
    if (!isBytes(buf2)) throw new ERR_INVALID_ARG_TYPE('buf2', kinds, buf2);
    if (buf1.byteLength !== buf2.byteLength) throw new ERR_CRYPTO_TIMING_SAFE_EQUAL_LENGTH();
    return internalBinding('crypto').timingSafeEqual(buf1, buf2);
  },
  getFips() {
    return 0;
  },
  setFips(value) {
    if (!value) return;
    const { ERR_CRYPTO_FIPS_UNAVAILABLE } = require('./internal/errors').codes;
    throw new ERR_CRYPTO_FIPS_UNAVAILABLE();
  },
  /** There is no secure heap, as in a Node.js started without `--secure-heap`. */
  secureHeapUsed() {
    return undefined;
  },
};

/** Stands for what is not there yet, and says so. */
function missing(name) {
  return {
    [name]() {
      throw new ERR_FEATURE_UNAVAILABLE_ON_PLATFORM(`crypto.${name}`);
    },
  }[name];
}

for (const [room, names] of ROOMS) {
  for (const name of names) {
    if (room === 'here') module.exports[name] = here[name];
    else if (room === null) module.exports[name] = missing(name);
    else defineLazyProperties(module.exports, load[room], [name]);
  }
}

// Old names of randomBytes.
for (const name of ['prng', 'pseudoRandomBytes', 'rng']) {
  const define = (value) => {
    Object.defineProperty(module.exports, name, {
      __proto__: null, value, writable: true, enumerable: false, configurable: true,
    });
    return value;
  };
  Object.defineProperty(module.exports, name, {
    __proto__: null,
    enumerable: false,
    configurable: true,
    get() {
      const { randomBytes } = module.exports;
      const { getOptionValue } = require('./internal/options');
      return define(getOptionValue('--pending-deprecation') ?
        deprecate(randomBytes, `crypto.${name} is deprecated.`, 'DEP0115') :
        randomBytes);
    },
    set: define,
  });
}
