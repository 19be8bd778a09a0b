'use strict';

const { codes: { ERR_INVALID_ADDRESS, ERR_INVALID_ARG_VALUE } } = require('./errors');
const {
  validateObject, validatePort, validateString, validateUint32,
} = require('./validators');
const { customInspectSymbol, kEmptyObject } = require('./util');
const { kClone } = require('./worker/js_transferable');
const { formatIPv6, parseIPv4, parseIPv6 } = require('./net');

const kDetail = Symbol('kDetail');

/** The address's bytes in IPv6 form, so that mapped and plain IPv4 addresses compare equal. */
const kBytes = Symbol('kBytes');

/** What ::ffff:1.2.3.4 begins with. */
const kMappedPrefix = [...new Array(10).fill(0), 255, 255];

function parseAddress(family, address) {
  const bytes = family === 'ipv4' ? parseIPv4(address) : parseIPv6(address);
  if (bytes === undefined) {
    throw new ERR_INVALID_ADDRESS(address);
  }
  return bytes;
}

function familyOf(given = 'ipv4') {
  const family = typeof given?.toLowerCase === 'function' ? given.toLowerCase() : given;
  if (family === 'ipv4' || family === 'ipv6') return family;
  throw new ERR_INVALID_ARG_VALUE('options.family', given);
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
    const family = familyOf(options.family);
    const isV6 = family === 'ipv6';
    const { address = isV6 ? '::' : '127.0.0.1', port = 0, flowlabel = 0 } = options;
    validateString(address, 'options.address');
    validatePort(port, 'options.port');
    validateUint32(flowlabel, 'options.flowlabel');
    const bytes = parseAddress(family, address);
    this[kDetail] = {
      address: isV6 ? formatIPv6(bytes) : address,
      port: port | 0,
      family,
      flowlabel: isV6 ? flowlabel : 0,
    };
    Object.defineProperty(this, kDetail, { __proto__: null, enumerable: false });
    Object.defineProperty(this, kBytes, {
      __proto__: null,
      value: isV6 ? bytes : [...kMappedPrefix, ...bytes],
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

  [kClone]() {
    return SocketAddress.isSocketAddress(this) ? { value: new SocketAddress(this[kDetail]) } : undefined;
  }

  [customInspectSymbol](depth, options) {
    if (depth < 0) return this;
    const { inspect } = require('./util/inspect');
    const left = options.depth ?? null;
    const shown = inspect(this.toJSON(), { ...options, depth: left === null ? left : left - 1 });
    return `SocketAddress ${shown}`;
  }

  toJSON() {
    return { ...this[kDetail] };
  }
}

module.exports = { SocketAddress, kBytes };
