'use strict';

const { ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_THIS } = require('../errors').codes;
const { customInspectSymbol, kEnumerableProperty } = require('../util');
const loaded = require('./loaded');

const kMake = Symbol('kMake');

let partsOf;

/** A key of the Web Crypto API. */
class CryptoKey {
  #parts;

  static {
    partsOf = (key) => {
      if (!(key !== null && typeof key === 'object' && #parts in key)) throw new ERR_INVALID_THIS('CryptoKey');
      return key.#parts;
    };
  }

  constructor(token, parts) {
    if (token !== kMake) throw new ERR_ILLEGAL_CONSTRUCTOR();
    this.#parts = parts;
  }

  get type() {
    return partsOf(this).key.type;
  }

  get extractable() {
    return partsOf(this).extractable;
  }

  get algorithm() {
    const parts = partsOf(this);
    return parts.shownAlgorithm ??= { ...parts.algorithm };
  }

  get usages() {
    const parts = partsOf(this);
    return parts.shownUsages ??= [...parts.usages];
  }

  [customInspectSymbol](depth, options) {
    if (depth < 0) return this;
    const { inspect } = require('../util/inspect');
    const { type, extractable, algorithm, usages } = this;
    const shown = inspect({ type, extractable, algorithm, usages }, {
      ...options,
      depth: options.depth == null ? null : options.depth - 1,
    });
    return `CryptoKey ${shown}`;
  }
}

Object.defineProperties(CryptoKey.prototype, {
  type: kEnumerableProperty,
  extractable: kEnumerableProperty,
  algorithm: kEnumerableProperty,
  usages: kEnumerableProperty,
  [Symbol.toStringTag]: { configurable: true, value: 'CryptoKey' },
  [customInspectSymbol]: { enumerable: false },
});

/**
 * @param {KeyObject} key
 * @param {{name: string}} algorithm
 * @param {string[]} usages
 * @param {boolean} extractable
 * @returns {CryptoKey}
 */
function makeCryptoKey(key, algorithm, usages, extractable) {
  return new CryptoKey(kMake, { key, algorithm, usages, extractable, shownAlgorithm: undefined, shownUsages: undefined });
}

/**
 * What a key is made of, which no program can change.
 * @returns {{key: KeyObject, algorithm: object, usages: string[], extractable: boolean}}
 */
function cryptoKeyParts(key) {
  return partsOf(key);
}

loaded.CryptoKey = CryptoKey;

module.exports = { CryptoKey, cryptoKeyParts, makeCryptoKey };
