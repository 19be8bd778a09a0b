'use strict';

const { codes: { ERR_INVALID_ADDRESS, ERR_INVALID_ARG_VALUE } } = require('./errors');
const {
  validateObject, validatePort, validateString, validateUint32,
} = require('./validators');
const { customInspectSymbol, kEmptyObject, kEnumerableProperty } = require('./util');
const { formatIPv6, parseIPv4, parseIPv6 } = require('./net');

const kDetail = Symbol('kDetail');

/** The address's bytes in IPv6 form, so that mapped and plain IPv4 addresses compare equal. */
const kBytes = Symbol('kBytes');

function parseAddress(family, address) {
  const bytes = family === 'ipv4' ? parseIPv4(address) : parseIPv6(address);
  if (bytes === undefined) {
    throw new ERR_INVALID_ADDRESS(address);
  }
  return bytes;
}

/** An immutable socket address: `net.SocketAddress`. */
class SocketAddress {
  /** @returns {boolean} */
  static isSocketAddress(value) {
    return value?.[kDetail] !== undefined;
  }

  /**
   * Reads `1.2.3.4:80`, `[::1]:80` and whatever else a URL may have for a host.
   * @param {string} input
   * @returns {SocketAddress | undefined}
   */
  static parse(input) {
    validateString(input, 'input');
    const { URL } = require('./url');
    let url;
    try {
      url = new URL(`http://${input}`);
    } catch {
      return undefined;
    }
    const { hostname } = url;
    const port = +url.port;
    try {
      return hostname.startsWith('[') ?
        new SocketAddress({ address: hostname.slice(1, -1), port, family: 'ipv6' }) :
        new SocketAddress({ address: hostname, port });
    } catch {
      return undefined;
    }
  }

  /**
   * @param {{address?: string, port?: number, family?: 'ipv4' | 'ipv6', flowlabel?: number}} options
   */
  constructor(options = kEmptyObject) {
    validateObject(options, 'options');
    let { family = 'ipv4' } = options;
    if (typeof family?.toLowerCase === 'function') {
      family = family.toLowerCase();
    }
    if (family !== 'ipv4' && family !== 'ipv6') {
      throw new ERR_INVALID_ARG_VALUE('options.family', options.family);
    }
    const {
      address = family === 'ipv4' ? '127.0.0.1' : '::',
      port = 0,
      flowlabel = 0,
    } = options;
    validateString(address, 'options.address');
    validatePort(port, 'options.port');
    validateUint32(flowlabel, 'options.flowlabel', false);
    const bytes = parseAddress(family, address);
    this[kDetail] = {
      address: family === 'ipv4' ? address : formatIPv6(bytes),
      port: port | 0,
      family,
      flowlabel: family === 'ipv6' ? flowlabel : 0,
    };
    Object.defineProperty(this, kDetail, { __proto__: null, enumerable: false });
    Object.defineProperty(this, kBytes, {
      __proto__: null,
      value: family === 'ipv6' ? bytes : [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 255, 255, ...bytes],
    });
  }

  get address() {
    return this[kDetail].address;
  }

  get port() {
    return this[kDetail].port;
  }

  get family() {
    return this[kDetail].family;
  }

  get flowlabel() {
    return this[kDetail].flowlabel;
  }

  [customInspectSymbol](depth, options) {
    if (depth < 0) {
      return this;
    }
    const inner = { ...options, depth: options.depth == null ? null : options.depth - 1 };
    const { inspect } = require('./util/inspect');
    return `SocketAddress ${inspect(this.toJSON(), inner)}`;
  }

  toJSON() {
    return { ...this[kDetail] };
  }
}

Object.defineProperties(SocketAddress.prototype, {
  address: kEnumerableProperty,
  port: kEnumerableProperty,
  family: kEnumerableProperty,
  flowlabel: kEnumerableProperty,
});

module.exports = { SocketAddress, kBytes };
