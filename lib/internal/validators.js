'use strict';

// The checks that public functions make of their arguments. The stack of what they throw starts at their caller.

/** What makes errors is loaded when there is one to throw: most starts need none. */
function codes() {
  return require('./errors').codes;
}

/** Throws an error as if `validator` were not on the stack. The checks stay free of try and catch this way. */
function fail(error, validator) {
  Error.captureStackTrace(error, validator);
  throw error;
}

function isInt32(value) {
  return (value | 0) === value;
}

function isUint32(value) {
  return (value >>> 0) === value;
}

/**
 * Reads a file mode given as a number or as octal digits.
 * @param {number|string|undefined} value
 * @param {string} name
 * @param {number} [def] stands for null and undefined
 * @returns {number} a 32-bit unsigned integer
 */
function parseFileMode(value, name, def) {
  const mode = value ?? def;
  if (typeof mode !== 'string') {
    validateUint32(mode, name);
    return mode;
  }
  if (!/^[0-7]+$/.test(mode)) {
    fail(new (codes().ERR_INVALID_ARG_VALUE)(name, mode, 'must be a 32-bit unsigned integer or an octal string'), parseFileMode);
  }
  const bits = Number.parseInt(mode, 8);
  validateUint32(bits, name);
  return bits;
}

function checkInteger(value, name, min, max, validator) {
  if (typeof value !== 'number') fail(new (codes().ERR_INVALID_ARG_TYPE)(name, 'number', value), validator);
  if (!Number.isInteger(value)) fail(new (codes().ERR_OUT_OF_RANGE)(name, 'an integer', value), validator);
  if (value < min || value > max) fail(new (codes().ERR_OUT_OF_RANGE)(name, `>= ${min} && <= ${max}`, value), validator);
}

/**
 * @param {*} value
 * @param {string} name
 * @param {number} [min]
 * @param {number} [max]
 */
function validateInteger(value, name, min = Number.MIN_SAFE_INTEGER, max = Number.MAX_SAFE_INTEGER) {
  checkInteger(value, name, min, max, validateInteger);
}

function validateInt32(value, name, min = -2147483648, max = 2147483647) {
  checkInteger(value, name, min, max, validateInt32);
}

function validateUint32(value, name, positive = false) {
  checkInteger(value, name, positive ? 1 : 0, 4294967295, validateUint32);
}

function validateString(value, name) {
  if (typeof value !== 'string') fail(new (codes().ERR_INVALID_ARG_TYPE)(name, 'string', value), validateString);
}

function validateStringWithoutNullBytes(value, name) {
  if (typeof value !== 'string') fail(new (codes().ERR_INVALID_ARG_TYPE)(name, 'string', value), validateStringWithoutNullBytes);
  if (value.includes('\u0000')) {
    fail(new (codes().ERR_INVALID_ARG_VALUE)(name, value, 'must be a string without null bytes'), validateStringWithoutNullBytes);
  }
}

/**
 * @param {*} value
 * @param {string} name
 * @param {number} [min]
 * @param {number} [max] NaN is outside when a bound is given
 */
function validateNumber(value, name, min = undefined, max) {
  if (typeof value !== 'number') fail(new (codes().ERR_INVALID_ARG_TYPE)(name, 'number', value), validateNumber);
  const hasMin = min !== undefined && min !== null;
  const hasMax = max !== undefined && max !== null;
  // The comparisons are such that NaN fails them.
  if ((!hasMin || value >= min) && (!hasMax || value <= max)) return;
  const bounds = [];
  if (hasMin) bounds.push(`>= ${min}`);
  if (hasMax) bounds.push(`<= ${max}`);
  fail(new (codes().ERR_OUT_OF_RANGE)(name, bounds.join(' && '), value), validateNumber);
}

/**
 * Whether an optional number is there.
 * @param {*} number
 * @param {string} name
 * @returns {boolean} false for undefined and NaN
 */
function validateFiniteNumber(number, name) {
  if (number === undefined) return false;
  if (Number.isFinite(number)) return true;
  if (Number.isNaN(number)) return false;
  validateNumber(number, name);
  return fail(new (codes().ERR_OUT_OF_RANGE)(name, 'a finite number', number), validateFiniteNumber);
}

/**
 * @param {*} number
 * @param {string} name
 * @param {number} lower
 * @param {number} upper
 * @param {number} def what stands for a number that is not given
 * @returns {number}
 */
function checkRangesOrGetDefault(number, name, lower, upper, def) {
  if (!validateFiniteNumber(number, name)) return def;
  if (number < lower || number > upper) {
    fail(new (codes().ERR_OUT_OF_RANGE)(name, `>= ${lower} and <= ${upper}`, number), checkRangesOrGetDefault);
  }
  return number;
}

function quoted(value) {
  return typeof value === 'string' ? `'${value}'` : String(value);
}

function validateOneOf(value, name, oneOf) {
  if (!oneOf.includes(value)) {
    fail(new (codes().ERR_INVALID_ARG_VALUE)(name, value, `must be one of: ${oneOf.map(quoted).join(', ')}`), validateOneOf);
  }
}

function validateBoolean(value, name) {
  if (typeof value !== 'boolean') fail(new (codes().ERR_INVALID_ARG_TYPE)(name, 'boolean', value), validateBoolean);
}

// What validateObject accepts besides plain objects; a sum of bits.
const kValidateObjectNone = 0;
const kValidateObjectAllowNullable = 0b001;
const kValidateObjectAllowArray = 0b010;
const kValidateObjectAllowFunction = 0b100;
const kValidateObjectAllowObjects = 0b110;
const kValidateObjectAllowObjectsAndNull = 0b111;

/**
 * @param {*} value
 * @param {string} name
 * @param {number} [options] the `kValidateObject...` flags
 */
function validateObject(value, name, options = kValidateObjectNone) {
  const accepted =
    value === null ? (options & kValidateObjectAllowNullable) !== 0 :
      typeof value === 'object' ? (options & kValidateObjectAllowArray) !== 0 || !Array.isArray(value) :
        typeof value === 'function' && (options & kValidateObjectAllowFunction) !== 0;
  if (!accepted) fail(new (codes().ERR_INVALID_ARG_TYPE)(name, 'Object', value), validateObject);
}

/** What WebIDL calls a dictionary: nullish, an object or a function. */
function validateDictionary(value, name) {
  if (value === undefined || typeof value === 'object' || typeof value === 'function') return;
  fail(new (codes().ERR_INVALID_ARG_TYPE)(name, 'a dictionary', value), validateDictionary);
}

function validateArray(value, name, minLength = 0) {
  if (!Array.isArray(value)) fail(new (codes().ERR_INVALID_ARG_TYPE)(name, 'Array', value), validateArray);
  if (value.length < minLength) {
    fail(new (codes().ERR_INVALID_ARG_VALUE)(name, value, `must be longer than ${minLength}`), validateArray);
  }
}

function validateEach(values, name, validate) {
  let index = 0;
  for (const value of values) validate(value, `${name}[${index++}]`);
}

function validateStringArray(value, name) {
  validateArray(value, name);
  validateEach(value, name, validateString);
}

function validateBooleanArray(value, name) {
  validateArray(value, name);
  validateEach(value, name, validateBoolean);
}

function validateAbortSignalArray(value, name) {
  validateArray(value, name);
  validateEach(value, name, checkListedSignal);
}

function checkListedSignal(signal, name) {
  if (signal === undefined) fail(new (codes().ERR_INVALID_ARG_TYPE)(name, 'AbortSignal', signal), validateAbortSignalArray);
  validateAbortSignal(signal, name);
}

let signals;
function signalNumbers() {
  return (signals ??= require('../os').constants.signals);
}

/**
 * @param {*} signal
 * @param {string} [name]
 */
function validateSignalName(signal, name = 'signal') {
  validateString(signal, name);
  if (signalNumbers()[signal] !== undefined) return;
  const upper = signal.toUpperCase();
  const advice = upper !== signal && signalNumbers()[upper] !== undefined;
  fail(new (codes().ERR_UNKNOWN_SIGNAL)(advice ? `${signal} (signals must use all capital letters)` : signal), validateSignalName);
}

/** Bytes: a Buffer, typed array or DataView. */
function validateBuffer(buffer, name = 'buffer') {
  if (ArrayBuffer.isView(buffer)) return;
  const accepted = ['Buffer', 'TypedArray', 'DataView'];
  fail(new (codes().ERR_INVALID_ARG_TYPE)(name, accepted, buffer), validateBuffer);
}

/** Refuses hexadecimal digits that do not make whole bytes. */
function validateEncoding(data, encoding) {
  const { length } = data;
  if (length % 2 === 0 || require('./util').normalizeEncoding(encoding) !== 'hex') return;
  fail(new (codes().ERR_INVALID_ARG_VALUE)('encoding', encoding, `is invalid for data of length ${length}`), validateEncoding);
}

/**
 * Checks a port given as a number or a numeric string.
 * @param {*} port
 * @param {string} [name]
 * @param {boolean} [allowZero]
 * @returns {number}
 */
function validatePort(port, name = 'Port', allowZero = true) {
  const number = portNumber(port);
  // The text '0' passes where 0 does not.
  if (number < 0 || (port === 0 && !allowZero)) fail(new (codes().ERR_SOCKET_BAD_PORT)(name, port, allowZero), validatePort);
  return number;
}

/** The port that a number or numeric text is, or -1. */
function portNumber(port) {
  const isText = typeof port === 'string';
  if (!isText && typeof port !== 'number') return -1;
  if (isText && port.trim() === '') return -1;
  const number = Number(port);
  return isUint32(number) && number <= 65535 ? number >>> 0 : -1; // -0 is 0
}

function validateAbortSignal(signal, name) {
  if (signal === undefined) return;
  const isSignal = typeof signal === 'object' && signal !== null && 'aborted' in signal;
  if (!isSignal) fail(new (codes().ERR_INVALID_ARG_TYPE)(name, 'AbortSignal', signal), validateAbortSignal);
}

function validateFunction(value, name) {
  if (typeof value !== 'function') fail(new (codes().ERR_INVALID_ARG_TYPE)(name, 'Function', value), validateFunction);
}

/** A function that is not async. */
function validatePlainFunction(value, name) {
  if (typeof value !== 'function' || require('./util/types').isAsyncFunction(value)) {
    fail(new (codes().ERR_INVALID_ARG_TYPE)(name, 'Function', value), validatePlainFunction);
  }
}

function validateUndefined(value, name) {
  if (value !== undefined) fail(new (codes().ERR_INVALID_ARG_TYPE)(name, 'undefined', value), validateUndefined);
}

/**
 * @param {*} value
 * @param {string} name
 * @param {string[]} union the accepted values
 */
function validateUnion(value, name, union) {
  if (!union.includes(value)) fail(new (codes().ERR_INVALID_ARG_TYPE)(name, `('${union.join('|')}')`, value), validateUnion);
}

/** The `ignore` option of `fs.watch`: a glob, a regular expression, a function, or an array of them. */
function validateIgnoreOption(value, name) {
  if (value === undefined || value === null) return;
  if (Array.isArray(value)) validateEach(value, name, checkIgnoreEntry);
  else checkIgnoreEntry(value, name);
}

function checkIgnoreEntry(entry, name) {
  if (entry === '') fail(new (codes().ERR_INVALID_ARG_VALUE)(name, entry, 'must be a non-empty string'), validateIgnoreOption);
  if (typeof entry === 'string' || typeof entry === 'function') return;
  if (require('./util/types').isRegExp(entry)) return;
  const accepted = ['string', 'RegExp', 'Function'];
  fail(new (codes().ERR_INVALID_ARG_TYPE)(name, accepted, entry), validateIgnoreOption);
}

const kLinkHeaderAdvice = 'must be an array or string of format "</styles.css>; rel=preload; as=style"';

function refuseLinkHeader(value) {
  fail(new (codes().ERR_INVALID_ARG_VALUE)('hints', value, kLinkHeaderAdvice), validateLinkHeaderValue);
}

/** `<address>` and parameters: `; rel=preload`, `; as="style"`, `; crossorigin`. */
function checkLinkHeader(value) {
  const link = /^<[^>]*>(?:\s*;\s*[^\s";]+(?:="[^\s";]*"|=[^\s";]*)?)*$/;
  if (value === undefined || !link.test(value)) refuseLinkHeader(value);
}

/**
 * Joins the `link` header of early hints.
 * @param {string|string[]} hints
 * @returns {string}
 */
function validateLinkHeaderValue(hints) {
  if (Array.isArray(hints)) {
    for (const hint of hints) checkLinkHeader(hint);
    return hints.join(', ');
  }
  if (typeof hints !== 'string') refuseLinkHeader(hints);
  checkLinkHeader(hints);
  return hints;
}

/**
 * Checks that a method is called on one of its own kind.
 * @param {object} object
 * @param {symbol|string} fieldKey what only the right kind has
 * @param {string} className
 */
function validateThisInternalField(object, fieldKey, className) {
  const isObject = typeof object === 'object' && object !== null;
  if (!isObject || !Object.hasOwn(object, fieldKey)) fail(new (codes().ERR_INVALID_THIS)(className), validateThisInternalField);
}

module.exports = {
  checkRangesOrGetDefault,
  isInt32,
  isUint32,
  kValidateObjectAllowArray,
  kValidateObjectAllowFunction,
  kValidateObjectAllowNullable,
  kValidateObjectAllowObjects,
  kValidateObjectAllowObjectsAndNull,
  kValidateObjectNone,
  parseFileMode,
  validateAbortSignal,
  validateAbortSignalArray,
  validateArray,
  validateBoolean,
  validateBooleanArray,
  validateBuffer,
  validateDictionary,
  validateEncoding,
  validateFiniteNumber,
  validateFunction,
  validateIgnoreOption,
  validateInt32,
  validateInteger,
  validateLinkHeaderValue,
  validateNumber,
  validateObject,
  validateOneOf,
  validatePlainFunction,
  validatePort,
  validateSignalName,
  validateString,
  validateStringArray,
  validateStringWithoutNullBytes,
  validateThisInternalField,
  validateUint32,
  validateUndefined,
  validateUnion,
};
