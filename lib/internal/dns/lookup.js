'use strict';

// Look-ups by the operating system's own resolver.

const {
  DNSException,
  codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_MISSING_ARGS },
} = require('../errors');
const {
  validateFunction, validatePort, validateString,
} = require('../validators');
const { isIP } = require('../net');
const { observed, report } = require('../perf/observed');
const { customPromisifyArgs } = require('../util');
const { orderName, readLookupOptions, toASCII, warnOfInvalidHostname } = require('./options');
const { getaddrinfo, getnameinfo } = internalBinding('cares_wrap');

/** Answers that need no resolver; undefined where one is needed. */
function immediateAnswer(hostname, family) {
  if (!hostname) {
    warnOfInvalidHostname(hostname);
    return { address: null, family: family === 6 ? 6 : 4 };
  }
  const own = isIP(hostname);
  return own ? { address: hostname, family: own } : undefined;
}

function answer(callback, all, { address, family }) {
  if (all) {
    process.nextTick(callback, null, address === null ? [] : [{ address, family }]);
  } else {
    process.nextTick(callback, null, address, family);
  }
}

/**
 * `dns.lookup(hostname[, options], callback)`.
 * @param {string} hostname
 * @param {object | number} [options]
 * @param {Function} callback `(error, address, family)`, or `(error, addresses)` with `options.all`
 * @returns {object} the request
 */
function lookup(hostname, options, callback) {
  if (hostname) {
    validateString(hostname, 'hostname');
  }
  if (typeof options === 'function') {
    callback = options;
    options = 0;
  } else {
    validateFunction(
      options !== undefined && typeof options !== 'object' && arguments.length === 2 ?
        options : callback, 'callback');
  }
  const { hints, family, all, order } = readLookupOptions(options);
  const known = immediateAnswer(hostname, family);
  if (known !== undefined) {
    answer(callback, all, known);
    return {};
  }
  const request = { callback, family, hostname };
  const start = observed.dns ? now() : 0;
  getaddrinfo(toASCII(hostname), family, hints, order, (error, result) => {
    const [status, ...addresses] = result;
    if (status !== 0 || addresses.length === 0) {
      callback(new DNSException(status || -3008, 'getaddrinfo', hostname));
      return;
    }
    if (start > 0 && observed.dns) {
      report('lookup', 'dns', start, lookupDetail(hostname, family, hints, order, all, addresses));
    }
    if (all) {
      callback(null, addresses.map((address) => ({ address, family: family || isIP(address) })));
    } else {
      callback(null, addresses[0], family || isIP(addresses[0]));
    }
  });
  return request;
}
Object.defineProperty(lookup, customPromisifyArgs, {
  __proto__: null, value: ['address', 'family'], enumerable: false,
});

// Only what has an observer asks for these.
const now = () => require('../perf/clock').now();

function lookupDetail(hostname, family, hints, order, all, addresses) {
  return {
    hostname,
    family,
    hints,
    verbatim: orderName(order) === 'verbatim',
    order: orderName(order),
    addresses: all ? addresses.map((address) => ({ address, family: family || isIP(address) })) : addresses,
  };
}

function validateService(address, port) {
  if (isIP(address) === 0) {
    throw new ERR_INVALID_ARG_VALUE('address', address);
  }
  validatePort(port);
}

/**
 * `dns.lookupService(address, port, callback)`.
 * @param {string} address
 * @param {number} port
 * @param {Function} callback `(error, hostname, service)`
 * @returns {object} the request
 */
function lookupService(address, port, callback) {
  if (arguments.length !== 3) {
    throw new ERR_MISSING_ARGS('address', 'port', 'callback');
  }
  validateService(address, port);
  validateFunction(callback, 'callback');
  const request = { callback, hostname: address, port: +port };
  const start = observed.dns ? now() : 0;
  getnameinfo(address, +port, (error, [status, hostname, service]) => {
    if (status !== 0) {
      callback(new DNSException(status, 'getnameinfo', address));
      return;
    }
    if (start > 0 && observed.dns) {
      report('lookupService', 'dns', start, { host: address, port: +port, hostname, service });
    }
    callback(null, hostname, service);
  });
  return request;
}
Object.defineProperty(lookupService, customPromisifyArgs, {
  __proto__: null, value: ['hostname', 'service'], enumerable: false,
});

/** `dnsPromises.lookup(hostname[, options])`. */
function lookupPromise(hostname, options) {
  if (hostname) {
    validateString(hostname, 'hostname');
  }
  if (typeof options === 'function') {
    throw new ERR_INVALID_ARG_TYPE('options', ['integer', 'object'], options);
  }
  readLookupOptions(options);
  return new Promise((resolve, reject) => {
    lookup(hostname, options ?? {}, (error, address, family) => {
      if (error) {
        reject(error);
      } else {
        resolve(Array.isArray(address) ? address : { address, family });
      }
    });
  });
}

/** `dnsPromises.lookupService(address, port)`. */
function lookupServicePromise(address, port) {
  if (arguments.length !== 2) {
    throw new ERR_MISSING_ARGS('address', 'port');
  }
  validateService(address, port);
  return new Promise((resolve, reject) => {
    lookupService(address, port, (error, hostname, service) => {
      if (error) {
        reject(error);
      } else {
        resolve({ hostname, service });
      }
    });
  });
}

module.exports = { lookup, lookupPromise, lookupService, lookupServicePromise };
