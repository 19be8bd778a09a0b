'use strict';

const { ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_THIS } = require('../errors').codes;
const { kEnumerableProperty, lazyDOMException } = require('../util');
const { isBytes } = require('./util');

const kMake = Symbol('kMake');

const DIGESTS = { 'SHA-1': 'sha1', 'SHA-256': 'sha256', 'SHA-384': 'sha384', 'SHA-512': 'sha512' };

/** The parts of the Web Crypto API that are there; the others say that they are not. */
class SubtleCrypto {
  constructor(token) {
    if (token !== kMake) throw new ERR_ILLEGAL_CONSTRUCTOR();
  }

  async digest(algorithm, data) {
    if (this !== subtle) throw new ERR_INVALID_THIS('SubtleCrypto');
    const name = typeof algorithm === 'string' ? algorithm : algorithm?.name;
    const hash = DIGESTS[`${name}`.toUpperCase()];
    if (hash === undefined) {
      throw lazyDOMException('Unrecognized algorithm name', 'NotSupportedError');
    }
    if (!isBytes(data)) {
      throw new TypeError('data must be an ArrayBuffer or a view on one');
    }
    const { createHash } = require('../../crypto');
    const view = ArrayBuffer.isView(data) ? data : new Uint8Array(data);
    const digest = createHash(hash).update(view).digest();
    return digest.buffer.slice(digest.byteOffset, digest.byteOffset + digest.byteLength);
  }
}

for (const name of [
  'decrypt', 'deriveBits', 'deriveKey', 'encrypt', 'exportKey', 'generateKey', 'importKey', 'sign',
  'unwrapKey', 'verify', 'wrapKey',
]) {
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

class CryptoKey {
  constructor() {
    throw new ERR_ILLEGAL_CONSTRUCTOR();
  }
}

Object.defineProperties(SubtleCrypto.prototype, {
  digest: kEnumerableProperty,
  [Symbol.toStringTag]: { configurable: true, value: 'SubtleCrypto' },
});
Object.defineProperties(Crypto.prototype, {
  subtle: kEnumerableProperty,
  getRandomValues: kEnumerableProperty,
  randomUUID: kEnumerableProperty,
  [Symbol.toStringTag]: { configurable: true, value: 'Crypto' },
});

module.exports = { Crypto, CryptoKey, SubtleCrypto, crypto, subtle };
