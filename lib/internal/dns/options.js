'use strict';

// What dns and dns/promises share: the default order, checks of arguments, error codes.

const { codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE } } = require('../errors');
const {
  validateBoolean, validateNumber, validateOneOf,
} = require('../validators');
const { getOptionValue } = require('../options');
const cares = internalBinding('cares_wrap');

const validOrders = ['verbatim', 'ipv4first', 'ipv6first'];
const validFamilies = [0, 4, 6];
const { AI_ADDRCONFIG, AI_ALL, AI_V4MAPPED } = cares;

const orderNumbers = {
  __proto__: null,
  verbatim: cares.DNS_ORDER_VERBATIM,
  ipv4first: cares.DNS_ORDER_IPV4_FIRST,
  ipv6first: cares.DNS_ORDER_IPV6_FIRST,
};

let defaultOrder;

/** @returns {'verbatim' | 'ipv4first' | 'ipv6first'} */
function getDefaultResultOrder() {
  return (defaultOrder ??= getOptionValue('--dns-result-order') || 'verbatim');
}

/** @param {'verbatim' | 'ipv4first' | 'ipv6first'} value */
function setDefaultResultOrder(value) {
  validateOneOf(value, 'dnsOrder', validOrders);
  defaultOrder = value;
}

function validateHints(hints) {
  if ((hints & ~(AI_ADDRCONFIG | AI_ALL | AI_V4MAPPED)) !== 0) {
    throw new ERR_INVALID_ARG_VALUE('hints', hints);
  }
}

function familyOf(family) {
  switch (family) {
    case 'IPv4':
      return 4;
    case 'IPv6':
      return 6;
    default:
      validateOneOf(family, 'options.family', validFamilies);
      return family;
  }
}

/**
 * Checks the options of `lookup`.
 * @param {object | number | undefined} options or only the family
 * @returns {{hints: number, family: 0 | 4 | 6, all: boolean, order: number}}
 */
function readLookupOptions(options) {
  const result = { hints: 0, family: 0, all: false, order: getDefaultResultOrder() };
  if (typeof options === 'number') {
    validateOneOf(options, 'family', validFamilies);
    result.family = options;
  } else if (options !== undefined && typeof options !== 'object') {
    throw new ERR_INVALID_ARG_TYPE('options', ['integer', 'object'], options);
  } else {
    if (options?.hints != null) {
      validateNumber(options.hints, 'options.hints');
      result.hints = options.hints >>> 0;
      validateHints(result.hints);
    }
    if (options?.family != null) {
      result.family = familyOf(options.family);
    }
    if (options?.all != null) {
      validateBoolean(options.all, 'options.all');
      result.all = options.all;
    }
    if (options?.verbatim != null) {
      validateBoolean(options.verbatim, 'options.verbatim');
      result.order = options.verbatim ? 'verbatim' : 'ipv4first';
    }
    if (options?.order != null) {
      validateOneOf(options.order, 'options.order', validOrders);
      result.order = options.order;
    }
  }
  result.order = orderNumbers[result.order];
  return result;
}

let warnedOfHostname = false;

/** `lookup('')` and its like have always answered with nothing. */
function warnOfInvalidHostname(hostname) {
  if (!warnedOfHostname) {
    warnedOfHostname = true;
    process.emitWarning(
      `The provided hostname "${hostname}" is not a valid hostname, and is supported in the dns module ` +
      'solely for compatibility.',
      'DeprecationWarning', 'DEP0118');
  }
}

/** The form of a host name that goes over the wire. */
function toASCII(hostname) {
  // eslint-disable-next-line no-control-regex
  return /^[\x00-\x7f]*$/.test(hostname) ?
    hostname :
    require('../url').domainToASCII(hostname) || hostname;
}

/** The error codes that a resolver's answers lead to. */
const errorCodes = {
  NODATA: 'ENODATA',
  FORMERR: 'EFORMERR',
  SERVFAIL: 'ESERVFAIL',
  NOTFOUND: 'ENOTFOUND',
  NOTIMP: 'ENOTIMP',
  REFUSED: 'EREFUSED',
  BADQUERY: 'EBADQUERY',
  BADNAME: 'EBADNAME',
  BADFAMILY: 'EBADFAMILY',
  BADRESP: 'EBADRESP',
  CONNREFUSED: 'ECONNREFUSED',
  TIMEOUT: 'ETIMEOUT',
  EOF: 'EOF',
  FILE: 'EFILE',
  NOMEM: 'ENOMEM',
  DESTRUCTION: 'EDESTRUCTION',
  BADSTR: 'EBADSTR',
  BADFLAGS: 'EBADFLAGS',
  NONAME: 'ENONAME',
  BADHINTS: 'EBADHINTS',
  NOTINITIALIZED: 'ENOTINITIALIZED',
  LOADIPHLPAPI: 'ELOADIPHLPAPI',
  ADDRGETNETWORKPARAMS: 'EADDRGETNETWORKPARAMS',
  CANCELLED: 'ECANCELLED',
};

module.exports = {
  errorCodes,
  getDefaultResultOrder,
  readLookupOptions,
  setDefaultResultOrder,
  toASCII,
  warnOfInvalidHostname,
};
