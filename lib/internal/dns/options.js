'use strict';

// What dns and dns/promises share: the default order, checks of arguments, error codes.

const { codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE } } = require('../errors');
const {
  validateBoolean, validateNumber, validateOneOf,
} = require('../validators');
const { getOptionValue } = require('../options');
const cares = internalBinding('cares_wrap');

const familyNumbers = [0, 4, 6];
const { AI_ADDRCONFIG, AI_ALL, AI_V4MAPPED } = cares;
const KNOWN_HINTS = AI_ADDRCONFIG | AI_ALL | AI_V4MAPPED;

/** The orders of results, with the numbers that the binding knows them by. */
const orders = new Map([
  ['verbatim', cares.DNS_ORDER_VERBATIM],
  ['ipv4first', cares.DNS_ORDER_IPV4_FIRST],
  ['ipv6first', cares.DNS_ORDER_IPV6_FIRST],
]);
const orderNames = [...orders.keys()];

/** @returns {string} the name of an order's number */
function orderName(number) {
  return orderNames.find((name) => orders.get(name) === number);
}

let defaultOrder;

/** @returns {'verbatim' | 'ipv4first' | 'ipv6first'} */
function getDefaultResultOrder() {
  return (defaultOrder ??= getOptionValue('--dns-result-order') || 'verbatim');
}

/** @param {'verbatim' | 'ipv4first' | 'ipv6first'} value */
function setDefaultResultOrder(value) {
  validateOneOf(value, 'dnsOrder', orderNames);
  defaultOrder = value;
}

/** How each option of `lookup` is checked and taken over, in the order in which errors are found. */
const lookupReaders = new Map([
  ['hints', (value, query) => {
    validateNumber(value, 'options.hints');
    const hints = value >>> 0;
    if ((hints | KNOWN_HINTS) !== KNOWN_HINTS) throw new ERR_INVALID_ARG_VALUE('hints', hints);
    query.hints = hints;
  }],
  ['family', (value, query) => {
    const number = value === 'IPv4' ? 4 : value === 'IPv6' ? 6 : value;
    validateOneOf(number, 'options.family', familyNumbers);
    query.family = number;
  }],
  ['all', (value, query) => {
    validateBoolean(value, 'options.all');
    query.all = value;
  }],
  ['verbatim', (value, query) => {
    validateBoolean(value, 'options.verbatim');
    query.order = orders.get(value ? 'verbatim' : 'ipv4first');
  }],
  ['order', (value, query) => {
    validateOneOf(value, 'options.order', orderNames);
    query.order = orders.get(value);
  }],
]);

/**
 * Checks the options of `lookup`.
 * @param {object | number | undefined} options or only the family
 * @returns {{hints: number, family: 0 | 4 | 6, all: boolean, order: number}}
 */
function readLookupOptions(options) {
  const query = { hints: 0, family: 0, all: false, order: orders.get(getDefaultResultOrder()) };
  switch (typeof options) {
    case 'undefined':
      break;
    case 'number':
      validateOneOf(options, 'family', familyNumbers);
      query.family = options;
      break;
    case 'object':
      for (const [name, read] of lookupReaders) {
        const value = options?.[name] ?? null;
        if (value !== null) read(value, query);
      }
      break;
    default:
      throw new ERR_INVALID_ARG_TYPE('options', ['integer', 'object'], options);
  }
  return query;
}

let warnedOfHostname = false;

/** `lookup('')` and its like have always answered with nothing. */
function warnOfInvalidHostname(hostname) {
  if (warnedOfHostname) return;
  warnedOfHostname = true;
  const message = `The provided hostname "${hostname}" is not a valid hostname, and is supported in ` +
    'the dns module solely for compatibility.';
  process.emitWarning(message, 'DeprecationWarning', 'DEP0118');
}

/** The form of a host name that goes over the wire. */
function toASCII(hostname) {
  // eslint-disable-next-line no-control-regex
  return /^[\x00-\x7f]*$/.test(hostname) ?
    hostname :
    require('../url').domainToASCII(hostname) || hostname;
}

/** The error codes that a resolver's answers lead to: NODATA is 'ENODATA', and so on. */
const errorCodes = {};
for (const name of ['NODATA', 'FORMERR', 'SERVFAIL', 'NOTFOUND', 'NOTIMP', 'REFUSED', 'BADQUERY', 'BADNAME',
                    'BADFAMILY', 'BADRESP', 'CONNREFUSED', 'TIMEOUT', 'EOF', 'FILE', 'NOMEM', 'DESTRUCTION',
                    'BADSTR', 'BADFLAGS', 'NONAME', 'BADHINTS', 'NOTINITIALIZED', 'LOADIPHLPAPI',
                    'ADDRGETNETWORKPARAMS', 'CANCELLED']) {
  errorCodes[name] = name[0] === 'E' ? name : `E${name}`;
}

module.exports = {
  errorCodes,
  getDefaultResultOrder,
  orderName,
  readLookupOptions,
  setDefaultResultOrder,
  toASCII,
  warnOfInvalidHostname,
};
