'use strict';

const {
  codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE },
} = require('./errors');
const { validateInt32, validateString } = require('./validators');
const { customInspectSymbol } = require('./util');
const { kClone } = require('./worker/js_transferable');
const { SocketAddress, kBytes } = require('./socketaddress');

const kRules = Symbol('kRules');

const familyNames = { __proto__: null, ipv4: 'IPv4', ipv6: 'IPv6' };

function toAddress(value, family, name) {
  if (SocketAddress.isSocketAddress(value)) {
    return value;
  }
  validateString(value, name);
  validateString(family, 'family');
  return new SocketAddress({ address: value, family });
}

function isMapped(bytes) {
  for (let i = 0; i < 10; i++) {
    if (bytes[i] !== 0) {
      return false;
    }
  }
  return bytes[10] === 255 && bytes[11] === 255;
}

/** Negative, zero or positive; NaN where one is IPv4 and the other has no IPv4 form. */
function compare(a, b) {
  if (isMapped(a) !== isMapped(b)) {
    return NaN;
  }
  for (let i = 0; i < 16; i++) {
    if (a[i] !== b[i]) {
      return a[i] - b[i];
    }
  }
  return 0;
}

function sharePrefix(a, b, bits) {
  const whole = bits >> 3;
  for (let i = 0; i < whole; i++) {
    if (a[i] !== b[i]) {
      return false;
    }
  }
  const rest = bits & 7;
  return rest === 0 || (a[whole] ^ b[whole]) >> (8 - rest) === 0;
}

function addressRule(address) {
  return {
    text: `Address: ${familyNames[address.family]} ${address.address}`,
    matches: (bytes) => compare(bytes, address[kBytes]) === 0,
  };
}

function rangeRule(start, end) {
  return {
    text: `Range: ${familyNames[start.family]} ${start.address}-${end.address}`,
    matches: (bytes) => compare(bytes, start[kBytes]) >= 0 && compare(bytes, end[kBytes]) <= 0,
  };
}

function subnetRule(network, prefix) {
  const bits = network.family === 'ipv4' ? prefix + 96 : prefix;
  return {
    text: `Subnet: ${familyNames[network.family]} ${network.address}/${prefix}`,
    matches: (bytes) => sharePrefix(bytes, network[kBytes], bits),
  };
}

const ruleText =
  /^(?:Address: IPv([46]) (\S+)|Range: IPv([46]) (\S+)-(\S+)|Subnet: IPv([46]) (\S+)\/([0-9]+))$/;

/** Rules for which addresses to refuse: `net.BlockList`. */
class BlockList {
  constructor() {
    Object.defineProperty(this, kRules, { __proto__: null, value: [] });
  }

  /** @returns {boolean} */
  static isBlockList(value) {
    return value?.[kRules] !== undefined;
  }

  /** The copy shares the rules: what is added to one later counts for both. */
  [kClone]() {
    if (!BlockList.isBlockList(this)) return undefined;
    const copy = Object.create(BlockList.prototype);
    return { value: Object.defineProperty(copy, kRules, { __proto__: null, value: this[kRules] }) };
  }

  [customInspectSymbol](depth, options) {
    if (depth < 0) return '[BlockList]';
    const inner = { ...options, depth: options.depth == null ? null : options.depth - 1 };
    const { inspect } = require('./util/inspect');
    return `BlockList ${inspect({ rules: this.rules }, inner)}`;
  }

  /**
   * @param {string | SocketAddress} address
   * @param {'ipv4' | 'ipv6'} family
   */
  addAddress(address, family = 'ipv4') {
    this[kRules].unshift(addressRule(toAddress(address, family, 'address')));
  }

  /**
   * @param {string | SocketAddress} start
   * @param {string | SocketAddress} end included
   * @param {'ipv4' | 'ipv6'} family
   */
  addRange(start, end, family = 'ipv4') {
    const first = toAddress(start, family, 'start');
    const last = toAddress(end, family, 'end');
    if (!(compare(first[kBytes], last[kBytes]) <= 0)) {
      throw new ERR_INVALID_ARG_VALUE('start', first, 'must come before end');
    }
    this[kRules].unshift(rangeRule(first, last));
  }

  /**
   * @param {string | SocketAddress} network
   * @param {number} prefix in bits
   * @param {'ipv4' | 'ipv6'} family
   */
  addSubnet(network, prefix, family = 'ipv4') {
    const address = toAddress(network, family, 'network');
    validateInt32(prefix, 'prefix', 0, address.family === 'ipv4' ? 32 : 128);
    this[kRules].unshift(subnetRule(address, prefix));
  }

  /**
   * @param {string | SocketAddress} address
   * @param {'ipv4' | 'ipv6'} family
   * @returns {boolean} whether a rule covers the address
   */
  check(address, family = 'ipv4') {
    if (!SocketAddress.isSocketAddress(address)) {
      validateString(address, 'address');
      validateString(family, 'family');
      try {
        address = new SocketAddress({ address, family });
      } catch {
        // What is no address is not blocked.
        return false;
      }
    }
    const bytes = address[kBytes];
    return this[kRules].some((rule) => rule.matches(bytes));
  }

  /** @returns {string[]} */
  get rules() {
    return this[kRules].map((rule) => rule.text);
  }

  toJSON() {
    return this.rules;
  }

  /**
   * Adds rules in the form that {@link toJSON} gives; others are ignored.
   * @param {string[] | string} data the rules or their JSON
   */
  fromJSON(data) {
    let rules = data;
    if (typeof data === 'string') {
      rules = JSON.parse(data);
      if (!Array.isArray(rules)) {
        throw new ERR_INVALID_ARG_TYPE('data', ['string', 'Array'], data);
      }
    }
    if (!Array.isArray(rules)) {
      throw new ERR_INVALID_ARG_TYPE('data', ['string', 'string[]'], data);
    }
    if (!rules.every((rule) => typeof rule === 'string')) {
      throw new ERR_INVALID_ARG_TYPE('data', ['string', 'string[]'], data);
    }
    for (const rule of rules) {
      const [, addressFamily, address, rangeFamily, start, end, subnetFamily, network, prefix] =
        ruleText.exec(rule) ?? [];
      if (address !== undefined) {
        this.addAddress(address, `ipv${addressFamily}`);
      } else if (start !== undefined) {
        this.addRange(start, end, `ipv${rangeFamily}`);
      } else if (network !== undefined) {
        this.addSubnet(network, +prefix, `ipv${subnetFamily}`);
      }
    }
  }
}

module.exports = { BlockList };
