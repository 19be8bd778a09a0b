'use strict';

// Queries to name servers: `Resolver`, and the functions of dns and dns/promises, which are those of a default one.

const {
  DNSException,
  codes: {
    ERR_DNS_SET_SERVERS_FAILED,
    ERR_INVALID_ARG_TYPE,
    ERR_INVALID_ARG_VALUE,
    ERR_INVALID_IP_ADDRESS,
  },
} = require('../errors');
const {
  validateArray, validateFunction, validateInt32, validateString, validateUint32,
} = require('../validators');
const { isIP, parseIPv4, parseIPv6 } = require('../net');
const { observed, report } = require('../perf/observed');
const { toASCII } = require('./options');
const { ChannelWrap } = internalBinding('cares_wrap');

const DNS_PORT = 53;

// --- names ----------------------------------------------------------------------------------

/** `PTR` lookups ask for the address backwards. */
function reverseName(address) {
  const ipv4 = parseIPv4(address);
  if (ipv4 !== undefined) {
    return `${ipv4.reverse().join('.')}.in-addr.arpa`;
  }
  const nibbles = parseIPv6(address)
    .flatMap((byte) => [byte >> 4, byte & 0xf])
    .map((nibble) => nibble.toString(16));
  return `${nibbles.reverse().join('.')}.ip6.arpa`;
}

// --- servers --------------------------------------------------------------------------------

const bracketed = /^\[([^[\]]*)\](?::(\d+))?$/;
const withPort = /^([^:]*):(\d+)$/;

function parseServer(server) {
  if (isIP(server)) {
    return [server, DNS_PORT];
  }
  const match = bracketed.exec(server);
  if (match !== null && isIP(match[1]) !== 0) {
    return [match[1], match[2] === undefined ? DNS_PORT : +match[2]];
  }
  const plain = withPort.exec(server);
  if (plain !== null && isIP(plain[1]) !== 0) {
    return [plain[1], +plain[2]];
  }
  throw new ERR_INVALID_IP_ADDRESS(server);
}

function validateTimeout(options) {
  const { timeout = -1 } = { ...options };
  validateInt32(timeout, 'options.timeout', -1);
  return timeout;
}

function validateTries(options) {
  const { tries = 4 } = { ...options };
  validateInt32(tries, 'options.tries', 1);
  return tries;
}

function validateMaxTimeout(options) {
  const { maxTimeout = 0 } = { ...options };
  validateUint32(maxTimeout, 'options.maxTimeout');
  return maxTimeout;
}

/** What callback and promise resolvers have in common. */
class ResolverBase {
  /**
   * @param {{timeout?: number, tries?: number, maxTimeout?: number}} [options] times in ms
   */
  constructor(options = undefined) {
    const timeout = validateTimeout(options);
    const tries = validateTries(options);
    const maxTimeout = validateMaxTimeout(options);
    this._handle = new ChannelWrap(timeout, tries, maxTimeout);
  }

  /** Ends all queries with `ECANCELLED`. */
  cancel() {
    this._handle.cancel();
  }

  /** @returns {string[]} */
  getServers() {
    return this._handle.getServers() ?? [];
  }

  /** @param {string[]} servers addresses, each with a port or without */
  setServers(servers) {
    validateArray(servers, 'servers');
    const list = [];
    servers.forEach((server, index) => {
      validateString(server, `servers[${index}]`);
      list.push(...parseServer(server));
    });
    if (!this._handle.setServers(list)) {
      throw new ERR_DNS_SET_SERVERS_FAILED('There are pending queries.', String(servers));
    }
  }

  /**
   * @param {string} ipv4
   * @param {string} [ipv6]
   */
  setLocalAddress(ipv4, ipv6) {
    validateString(ipv4, 'ipv4');
    if (ipv6 !== undefined) {
      validateString(ipv6, 'ipv6');
    }
    const first = isIP(ipv4);
    if (first === 0) {
      throw new ERR_INVALID_ARG_VALUE('ipv4', ipv4, 'must be a valid IPv4 or IPv6 address');
    }
    const second = ipv6 === undefined ? undefined : isIP(ipv6);
    if (second === 0) {
      throw new ERR_INVALID_ARG_VALUE('ipv6', ipv6, 'must be a valid IPv4 or IPv6 address');
    }
    if (first === second) {
      throw new ERR_INVALID_ARG_VALUE('ipv6', ipv6, 'must be of the other family');
    }
    if (first === 4) {
      this._handle.setLocalAddress(ipv4, ipv6);
    } else {
      this._handle.setLocalAddress(ipv6, ipv4);
    }
  }
}

// --- queries --------------------------------------------------------------------------------

/** method → record type, and the name of the system call in errors */
const methods = {
  __proto__: null,
  resolveAny: ['ANY', 'queryAny'],
  resolve4: ['A', 'queryA'],
  resolve6: ['AAAA', 'queryAaaa'],
  resolveCaa: ['CAA', 'queryCaa'],
  resolveCname: ['CNAME', 'queryCname'],
  resolveMx: ['MX', 'queryMx'],
  resolveNs: ['NS', 'queryNs'],
  resolveTlsa: ['TLSA', 'queryTlsa'],
  resolveTxt: ['TXT', 'queryTxt'],
  resolveSrv: ['SRV', 'querySrv'],
  resolvePtr: ['PTR', 'queryPtr'],
  resolveNaptr: ['NAPTR', 'queryNaptr'],
  resolveSoa: ['SOA', 'querySoa'],
};

function startQuery(resolver, method, name, options, callback) {
  const [type, syscall] = methods[method];
  const wantsTtl = Boolean(options?.ttl) && (type === 'A' || type === 'AAAA');
  const start = observed.dns ? require('../perf/clock').now() : 0;
  resolver._handle.query(toASCII(name), type, (code, values, ttls) => {
    if (code !== undefined) {
      callback(new DNSException(code, syscall, name));
      return;
    }
    if (start > 0 && observed.dns) {
      report(syscall, 'dns', start, { host: name, ttl: Boolean(options?.ttl), result: values });
    }
    let result = values;
    if (wantsTtl) {
      result = values.map((address, index) => ({ address, ttl: ttls[index] }));
    } else if (type === 'SOA') {
      [result] = values;
    }
    callback(null, result);
  });
}

function startReverse(resolver, address, callback) {
  resolver._handle.query(reverseName(address), 'PTR', (code, values) => {
    if (code !== undefined) {
      callback(new DNSException(code, 'getHostByAddr', address));
    } else {
      callback(null, values);
    }
  });
}

function checkAddress(address) {
  validateString(address, 'name');
  if (isIP(address) === 0) {
    throw new DNSException(-22, 'getHostByAddr', address);
  }
}

function methodOfType(type) {
  validateString(type, 'rrtype');
  return Object.keys(methods).find((method) => methods[method][0] === type);
}

// --- with callbacks -------------------------------------------------------------------------

/**
 * Puts functions on a prototype as Node.js has them there, under the names that its stacks show.
 * @param {object} prototype
 * @param {Record<string, Function>} functions by name
 */
function defineMethods(prototype, functions) {
  for (const name of Object.keys(functions)) {
    Object.defineProperty(prototype, name, {
      __proto__: null, configurable: true, enumerable: true, writable: true, value: functions[name],
    });
  }
}

/** `dns.Resolver`. */
class Resolver extends ResolverBase {}

function queryWithCallback(method) {
  const syscall = methods[method][1];
  return {
    [syscall](name, options, callback = undefined) {
      if (arguments.length < 3) {
        callback = options;
        options = undefined;
      }
      validateString(name, 'name');
      validateFunction(callback, 'callback');
      startQuery(this, method, name, options, callback);
      return { bindingName: syscall, callback, hostname: name };
    },
  }[syscall];
}

function forEachMethod(query) {
  return Object.fromEntries(Object.keys(methods).map((method) => [method, query(method)]));
}

defineMethods(Resolver.prototype, {
  ...forEachMethod(queryWithCallback),

  reverse: function getHostByAddr(address, callback) {
    validateString(address, 'name');
    validateFunction(callback, 'callback');
    checkAddress(address);
    startReverse(this, address, callback);
    return { callback, hostname: address };
  },

  /**
   * @param {string} hostname
   * @param {string} [rrtype] `A` if left out
   * @param {Function} callback
   */
  resolve(hostname, rrtype, callback) {
    let method = 'resolve4';
    if (typeof rrtype === 'function') {
      callback = rrtype;
    } else if (typeof rrtype === 'string') {
      method = methodOfType(rrtype);
    } else {
      throw new ERR_INVALID_ARG_TYPE('rrtype', 'string', rrtype);
    }
    if (method === undefined) {
      throw new ERR_INVALID_ARG_VALUE('rrtype', rrtype);
    }
    return this[method](hostname, callback);
  },
});

// --- with promises --------------------------------------------------------------------------

function promised(start) {
  return new Promise((resolve, reject) => {
    start((error, result) => {
      if (error) {
        reject(error);
      } else {
        resolve(result);
      }
    });
  });
}

/** `dnsPromises.Resolver`. */
class PromiseResolver extends ResolverBase {}
Object.defineProperty(PromiseResolver, 'name', { __proto__: null, value: 'Resolver' });

function queryWithPromise(method) {
  const syscall = methods[method][1];
  return {
    [syscall](name, options) {
      validateString(name, 'name');
      return promised((callback) => startQuery(this, method, name, options, callback));
    },
  }[syscall];
}

defineMethods(PromiseResolver.prototype, {
  ...forEachMethod(queryWithPromise),

  // eslint-disable-next-line no-unused-vars -- its length is 2
  reverse: function getHostByAddr(address, options) {
    checkAddress(address);
    return promised((callback) => startReverse(this, address, callback));
  },

  resolve(hostname, rrtype) {
    let method = 'resolve4';
    if (rrtype !== undefined) {
      method = methodOfType(rrtype);
      if (method === undefined) {
        throw new ERR_INVALID_ARG_VALUE('rrtype', rrtype);
      }
    }
    return this[method](hostname);
  },
});

// --- the default resolver -------------------------------------------------------------------

const exportedMethods = ['getServers', ...['resolve', ...Object.keys(methods)].sort(), 'reverse'];

let callbackResolver;
let promiseResolver;

function defaultCallbackResolver() {
  return (callbackResolver ??= new Resolver());
}

/** Both faces of the default resolver share their servers. */
function defaultPromiseResolver() {
  const { _handle } = defaultCallbackResolver();
  if (promiseResolver?._handle !== _handle) {
    promiseResolver = Object.create(PromiseResolver.prototype);
    promiseResolver._handle = _handle;
  }
  return promiseResolver;
}

/** A new default resolver, so that queries under way keep their servers. */
function setDefaultServers(servers) {
  const resolver = new Resolver();
  resolver.setServers(servers);
  callbackResolver = resolver;
}

/** The functions of a module that act on its default resolver, made when first called. */
function boundMethods(resolver, prototype) {
  const functions = {};
  for (const name of exportedMethods) {
    const { length, name: ownName } = prototype[name];
    functions[name] = Object.defineProperties(
      (...args) => resolver()[name](...args), {
        name: { __proto__: null, value: `bound ${ownName}`, configurable: true },
        length: { __proto__: null, value: length, configurable: true },
      });
  }
  return functions;
}

module.exports = {
  PromiseResolver,
  Resolver,
  bindDefault: () => boundMethods(defaultCallbackResolver, Resolver.prototype),
  setDefaultServers,
  bindDefaultPromises: () => boundMethods(defaultPromiseResolver, PromiseResolver.prototype),
};
