'use strict';

const { codes, ErrnoException, ExceptionWithHostPort } = require('./internal/errors');
const {
  defineLazyProperties,
  deprecate,
  getSystemErrorMap,
  getSystemErrorMessage: errorMessage,
  getSystemErrorName: errorName,
  promisify,
  toUSVString,
} = require('./internal/util');
const { validateFunction, validateNumber, validateString } = require('./internal/validators');
const { format, formatWithOptions, inspect, stripVTControlCharacters } = require('./internal/util/inspect');
const { debuglog } = require('./internal/util/debuglog');
const types = require('./internal/util/types');

/** Hands the outcome of a promise to a callback; what the callback throws is uncaught, not a rejection. */
function callbackifyOnRejected(reason, callback) {
  if (!reason) {
    reason = new codes.ERR_FALSY_VALUE_REJECTION(reason);
    Error.captureStackTrace(reason, callbackifyOnRejected);
  }
  return callback(reason);
}

/**
 * Turns a function that returns a promise into one that takes an error-first callback.
 * @param {Function} original
 * @returns {Function}
 */
function callbackify(original) {
  validateFunction(original, 'original');
  function callbackified(...args) {
    const callback = args.pop();
    validateFunction(callback, 'last argument');
    const bound = callback.bind(this);
    Reflect.apply(original, this, args).then(
      (result) => process.nextTick(bound, null, result),
      (reason) => process.nextTick(callbackifyOnRejected, reason, bound),
    );
  }
  return dressAs(callbackified, original);
}

/** Gives a callbackified function the properties of the original, a name that tells and one parameter more. */
function dressAs(callbackified, original) {
  const descriptors = Object.getOwnPropertyDescriptors(original);
  const { length, name } = descriptors;
  if (typeof length.value === 'number') length.value += 1;
  if (typeof name.value === 'string') name.value = `${name.value}Callbackified`;
  for (const key of Reflect.ownKeys(descriptors)) Object.setPrototypeOf(descriptors[key], null);
  return Object.defineProperties(callbackified, descriptors);
}

/**
 * Puts a constructor's prototype under another's. Classes do this with `extends`.
 * @param {Function} ctor
 * @param {Function} superCtor kept as `ctor.super_`
 */
function inherits(ctor, superCtor) {
  const { ERR_INVALID_ARG_TYPE } = codes;
  for (const [name, value] of [['ctor', ctor], ['superCtor', superCtor]]) {
    if (value === undefined || value === null) throw new ERR_INVALID_ARG_TYPE(name, 'Function', value);
  }
  const { prototype } = superCtor;
  if (prototype === undefined) throw new ERR_INVALID_ARG_TYPE('superCtor.prototype', 'Object', prototype);
  Object.defineProperty(ctor, 'super_', { __proto__: null, configurable: true, writable: true, value: superCtor });
  Object.setPrototypeOf(ctor.prototype, prototype);
}

/** Copies own properties; `Object.assign` for those who came before it. */
function _extend(target, source) {
  const isObject = typeof source === 'object' && source !== null;
  if (isObject) for (const [key, value] of Object.entries(source)) target[key] = value;
  return target;
}

function checkErrno(err) {
  validateNumber(err, 'err');
  const isNegativeInteger = err < 0 && Number.isSafeInteger(err);
  if (!isNegativeInteger) throw new codes.ERR_OUT_OF_RANGE('err', 'a negative integer', err);
}

/**
 * @param {number} err a negative error number
 * @returns {string} such as `ENOENT`
 */
function getSystemErrorName(err) {
  checkErrno(err);
  return errorName(err);
}

/**
 * @param {number} err a negative error number
 * @returns {string} such as `no such file or directory`
 */
function getSystemErrorMessage(err) {
  checkErrno(err);
  return errorMessage(err);
}

function _errnoException(...args) {
  if (typeof args[0] === 'number') checkErrno(args[0]);
  return new ErrnoException(...args);
}

function _exceptionWithHostPort(...args) {
  return new ExceptionWithHostPort(...args);
}

/**
 * Reads the text of a .env file.
 * @param {string} content
 * @returns {Record<string, string>}
 */
function parseEnv(content) {
  validateString(content, 'content');
  return require('./internal/util/parse_env').parseEnv(content);
}

function parseArgs(config) {
  return require('./internal/util/parse_args/parse_args').parseArgs(config);
}

function styleText(format, text, options) {
  return require('./internal/util/style_text').styleText(format, text, options);
}

function diff(actual, expected) {
  return require('./internal/util/diff').diff(actual, expected);
}

function isDeepStrictEqual(a, b, skipPrototype) {
  return require('./internal/util/comparisons').isDeepStrictEqual(a, b, skipPrototype);
}

/** Has the program print its stack when SIGINT arrives, before that ends it. */
function setTraceSigInt(enable) {
  require('./internal/util/trace_sigint').setTraceSigInt(enable);
}

function getCallSites(frameCount, options) {
  return require('./internal/util/call_sites').getCallSites(getCallSites, frameCount, options);
}

module.exports = {
  _errnoException,
  _exceptionWithHostPort,
  _extend: deprecate(_extend, 'The `util._extend` API is deprecated. Please use Object.assign() instead.', 'DEP0060'),
  callbackify,
  debug: debuglog,
  debuglog,
  deprecate(fn, message, code, options) {
    return deprecate(fn, message, code, options);
  },
  format,
  styleText,
  formatWithOptions,
  getCallSites,
  getSystemErrorMap,
  getSystemErrorName,
  getSystemErrorMessage,
  inherits,
  inspect,
  isArray: deprecate(Array.isArray, 'The `util.isArray` API is deprecated. Please use `Array.isArray()` instead.', 'DEP0044'),
  isDeepStrictEqual,
  promisify,
  stripVTControlCharacters,
  toUSVString,
};

defineLazyProperties(module.exports, () => require('./internal/abort_controller'),
  ['transferableAbortSignal', 'transferableAbortController', 'aborted']);
Object.assign(module.exports, { types, parseEnv, parseArgs });
defineLazyProperties(module.exports, () => require('./internal/encoding'), ['TextDecoder', 'TextEncoder']);
defineLazyProperties(module.exports, () => require('./internal/mime'), ['MIMEType', 'MIMEParams']);
Object.assign(module.exports, { diff, setTraceSigInt });
