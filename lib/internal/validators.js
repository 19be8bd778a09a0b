'use strict';

// The checks that public functions make of their arguments. The stack of what they throw starts at their caller.

const { codes, hideStackFrames } = require('./errors');

const {
  ERR_INVALID_ARG_TYPE,
  ERR_INVALID_ARG_VALUE,
  ERR_INVALID_THIS,
  ERR_OUT_OF_RANGE,
  ERR_SOCKET_BAD_PORT,
  ERR_UNKNOWN_SIGNAL,
} = codes;

/** Throws an error as if `validator` were not on the stack. The checks stay free of try and catch this way. */
function fail(error, validator) {
  Error.captureStackTrace(error, validator);
  throw error;
}

function isInt32(value) {
  return value === (value | 0);
}

function isUint32(value) {
  return value === (value >>> 0);
}

const kOctal = /^[0-7]+$/;

/**
 * Reads a file mode given as a number or as octal digits.
 * @param {number|string|undefined} value
 * @param {string} name
 * @param {number} [def] stands for null and undefined
 * @returns {number} a 32-bit unsigned integer
 */
function parseFileMode(value, name, def) {
  value ??= def;
  if (typeof value === 'string') {
    if (!kOctal.test(value)) {
      fail(new ERR_INVALID_ARG_VALUE(name, value,
        'must be a 32-bit unsigned integer or an octal string'), parseFileMode);
    }
    value = Number.parseInt(value, 8);
  }
  validateUint32(value, name);
  return value;
}

function checkInteger(value, name, min, max, validator) {
  if (typeof value !== 'number') fail(new ERR_INVALID_ARG_TYPE(name, 'number', value), validator);
  if (!Number.isInteger(value)) fail(new ERR_OUT_OF_RANGE(name, 'an integer', value), validator);
  if (value < min || value > max) fail(new ERR_OUT_OF_RANGE(name, `>= ${min} && <= ${max}`, value), validator);
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
  if (typeof value !== 'string') fail(new ERR_INVALID_ARG_TYPE(name, 'string', value), validateString);
}

function validateStringWithoutNullBytes(value, name) {
  if (typeof value !== 'string') fail(new ERR_INVALID_ARG_TYPE(name, 'string', value), validateStringWithoutNullBytes);
  if (value.includes('\u0000')) {
    fail(new ERR_INVALID_ARG_VALUE(name, value, 'must be a string without null bytes'), validateStringWithoutNullBytes);
  }
}

/**
 * @param {*} value
 * @param {string} name
 * @param {number} [min]
 * @param {number} [max] NaN is outside when a bound is given
 */
function validateNumber(value, name, min = undefined, max) {
  if (typeof value !== 'number') fail(new ERR_INVALID_ARG_TYPE(name, 'number', value), validateNumber);
  if ((min != null && value < min) || (max != null && value > max) ||
      ((min != null || max != null) && Number.isNaN(value))) {
    const low = min != null ? `>= ${min}` : '';
    const high = max != null ? `<= ${max}` : '';
    fail(new ERR_OUT_OF_RANGE(name, low && high ? `${low} && ${high}` : low || high, value), validateNumber);
  }
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
  return fail(new ERR_OUT_OF_RANGE(name, 'a finite number', number), validateFiniteNumber);
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
    fail(new ERR_OUT_OF_RANGE(name, `>= ${lower} and <= ${upper}`, number), checkRangesOrGetDefault);
  }
  return number;
}

function quoted(value) {
  return typeof value === 'string' ? `'${value}'` : String(value);
}

function validateOneOf(value, name, oneOf) {
  if (!oneOf.includes(value)) {
    fail(new ERR_INVALID_ARG_VALUE(name, value, `must be one of: ${oneOf.map(quoted).join(', ')}`), validateOneOf);
  }
}

function validateBoolean(value, name) {
  if (typeof value !== 'boolean') fail(new ERR_INVALID_ARG_TYPE(name, 'boolean', value), validateBoolean);
}

const kValidateObjectNone = 0;
const kValidateObjectAllowNullable = 1 << 0;
const kValidateObjectAllowArray = 1 << 1;
const kValidateObjectAllowFunction = 1 << 2;
const kValidateObjectAllowObjects = kValidateObjectAllowArray | kValidateObjectAllowFunction;
const kValidateObjectAllowObjectsAndNull = kValidateObjectAllowObjects | kValidateObjectAllowNullable;

/**
 * @param {*} value
 * @param {string} name
 * @param {number} [options] the `kValidateObject…` flags
 */
function validateObject(value, name, options = kValidateObjectNone) {
  const accepted =
    value === null ? (options & kValidateObjectAllowNullable) !== 0 :
      typeof value === 'object' ? (options & kValidateObjectAllowArray) !== 0 || !Array.isArray(value) :
        typeof value === 'function' && (options & kValidateObjectAllowFunction) !== 0;
  if (!accepted) fail(new ERR_INVALID_ARG_TYPE(name, 'Object', value), validateObject);
}

/** What WebIDL calls a dictionary: nullish, an object or a function. */
function validateDictionary(value, name) {
  if (value != null && typeof value !== 'object' && typeof value !== 'function') {
    fail(new ERR_INVALID_ARG_TYPE(name, 'a dictionary', value), validateDictionary);
  }
}

function validateArray(value, name, minLength = 0) {
  if (!Array.isArray(value)) fail(new ERR_INVALID_ARG_TYPE(name, 'Array', value), validateArray);
  if (value.length < minLength) {
    fail(new ERR_INVALID_ARG_VALUE(name, value, `must be longer than ${minLength}`), validateArray);
  }
}

function validateStringArray(value, name) {
  validateArray(value, name);
  for (let i = 0; i < value.length; i++) validateString(value[i], `${name}[${i}]`);
}

function validateBooleanArray(value, name) {
  validateArray(value, name);
  for (let i = 0; i < value.length; i++) validateBoolean(value[i], `${name}[${i}]`);
}

function validateAbortSignalArray(value, name) {
  validateArray(value, name);
  for (let i = 0; i < value.length; i++) {
    const indexed = `${name}[${i}]`;
    if (value[i] == null) fail(new ERR_INVALID_ARG_TYPE(indexed, 'AbortSignal', value[i]), validateAbortSignalArray);
    validateAbortSignal(value[i], indexed);
  }
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
  fail(new ERR_UNKNOWN_SIGNAL(advice ? `${signal} (signals must use all capital letters)` : signal), validateSignalName);
}

/** Bytes: a Buffer, typed array or DataView. */
function validateBuffer(buffer, name = 'buffer') {
  if (!ArrayBuffer.isView(buffer)) {
    fail(new ERR_INVALID_ARG_TYPE(name, ['Buffer', 'TypedArray', 'DataView'], buffer), validateBuffer);
  }
}

/** Refuses hexadecimal digits that do not make whole bytes. */
function validateEncoding(data, encoding) {
  const { normalizeEncoding } = require('./util');
  if (normalizeEncoding(encoding) === 'hex' && data.length % 2 !== 0) {
    fail(new ERR_INVALID_ARG_VALUE('encoding', encoding, `is invalid for data of length ${data.length}`), validateEncoding);
  }
}

/**
 * Checks a port given as a number or a numeric string.
 * @param {*} port
 * @param {string} [name]
 * @param {boolean} [allowZero]
 * @returns {number}
 */
function validatePort(port, name = 'Port', allowZero = true) {
  if ((typeof port !== 'number' && typeof port !== 'string') || (typeof port === 'string' && port.trim().length === 0) ||
      +port !== (+port >>> 0) || port > 0xFFFF || (port === 0 && !allowZero)) {
    fail(new ERR_SOCKET_BAD_PORT(name, port, allowZero), validatePort);
  }
  return port | 0;
}

function validateAbortSignal(signal, name) {
  if (signal !== undefined && (signal === null || typeof signal !== 'object' || !('aborted' in signal))) {
    fail(new ERR_INVALID_ARG_TYPE(name, 'AbortSignal', signal), validateAbortSignal);
  }
}

function validateFunction(value, name) {
  if (typeof value !== 'function') fail(new ERR_INVALID_ARG_TYPE(name, 'Function', value), validateFunction);
}

/** A function that is not async. */
function validatePlainFunction(value, name) {
  if (typeof value !== 'function' || require('./util/types').isAsyncFunction(value)) {
    fail(new ERR_INVALID_ARG_TYPE(name, 'Function', value), validatePlainFunction);
  }
}

function validateUndefined(value, name) {
  if (value !== undefined) fail(new ERR_INVALID_ARG_TYPE(name, 'undefined', value), validateUndefined);
}

/**
 * @param {*} value
 * @param {string} name
 * @param {string[]} union the accepted values
 */
function validateUnion(value, name, union) {
  if (!union.includes(value)) fail(new ERR_INVALID_ARG_TYPE(name, `('${union.join('|')}')`, value), validateUnion);
}

/** The `ignore` option of `fs.watch`: a glob, a regular expression, a function, or an array of them. */
function validateIgnoreOption(value, name) {
  if (value == null) return;
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) checkIgnoreEntry(value[i], `${name}[${i}]`);
  } else {
    checkIgnoreEntry(value, name);
  }
}

function checkIgnoreEntry(value, name) {
  if (typeof value === 'string') {
    if (value.length === 0) fail(new ERR_INVALID_ARG_VALUE(name, value, 'must be a non-empty string'), validateIgnoreOption);
  } else if (typeof value !== 'function' && !require('./util/types').isRegExp(value)) {
    fail(new ERR_INVALID_ARG_TYPE(name, ['string', 'RegExp', 'Function'], value), validateIgnoreOption);
  }
}

const kLinkHeader = /^(?:<[^>]*>)(?:\s*;\s*[^;"\s]+(?:=(")?[^;"\s]*\1)?)*$/;

function checkLinkHeader(value, name) {
  if (value === undefined || !kLinkHeader.test(value)) {
    fail(new ERR_INVALID_ARG_VALUE(name, value,
      'must be an array or string of format "</styles.css>; rel=preload; as=style"'), validateLinkHeaderValue);
  }
}

/**
 * Joins the `link` header of early hints.
 * @param {string|string[]} hints
 * @returns {string}
 */
function validateLinkHeaderValue(hints) {
  if (typeof hints === 'string') {
    checkLinkHeader(hints, 'hints');
    return hints;
  }
  if (Array.isArray(hints)) {
    for (const hint of hints) checkLinkHeader(hint, 'hints');
    return hints.join(', ');
  }
  return fail(new ERR_INVALID_ARG_VALUE('hints', hints,
    'must be an array or string of format "</styles.css>; rel=preload; as=style"'), validateLinkHeaderValue);
}

/**
 * Checks that a method is called on one of its own kind.
 * @param {object} object
 * @param {symbol|string} fieldKey what only the right kind has
 * @param {string} className
 */
function validateThisInternalField(object, fieldKey, className) {
  if (typeof object !== 'object' || object === null || !Object.hasOwn(object, fieldKey)) {
    fail(new ERR_INVALID_THIS(className), validateThisInternalField);
  }
}

module.exports = {
  checkRangesOrGetDefault,
  hideStackFrames,
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
