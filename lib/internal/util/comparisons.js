'use strict';

const types = require('./types');

// How two values are held against each other.
const LOOSE = 0;
const STRICT = 1;
const STRICT_ANY_PROTOTYPE = 2;
const PARTIAL = 3;  // strict, any prototype, and the first value may hold more than the second

const hasOwn = Object.hasOwn;
const { is, keys: ownKeys, getPrototypeOf } = Object;
const toStringTag = Object.prototype.toString;
const isEnumerable = Object.prototype.propertyIsEnumerable;

/** A pair under comparison. The chain of frames is the path from the roots: circles show on it. */
class Frame {
  constructor(actual, expected, parent) {
    this.actual = actual;
    this.expected = expected;
    this.parent = parent;
  }
}

/** How many of the two values (0, 1 or 2) stand on the path already: circles must close at the same point. */
function countOnPath(frame, actual, expected) {
  let sawActual = false;
  let sawExpected = false;
  for (let f = frame; f !== null; f = f.parent) {
    sawActual ||= f.actual === actual || f.expected === actual;
    sawExpected ||= f.actual === expected || f.expected === expected;
  }
  return Number(sawActual) + Number(sawExpected);
}

function isObject(value) {
  return value !== null && typeof value === 'object';
}

function equals(actual, expected, mode, path) {
  if (actual === expected) return actual !== 0 || mode === LOOSE || is(actual, expected);
  if (mode === LOOSE) {
    if (!isObject(actual)) {
      return !isObject(expected) &&
        // eslint-disable-next-line eqeqeq
        (actual == expected || (Number.isNaN(actual) && Number.isNaN(expected)));
    }
    if (!isObject(expected)) return false;
  } else {
    if (typeof actual !== 'object') return Number.isNaN(actual) && Number.isNaN(expected);
    if (!isObject(actual) || !isObject(expected)) return false;
    if (mode === STRICT && getPrototypeOf(actual) !== getPrototypeOf(expected)) return false;
  }
  return objectsEqual(actual, expected, mode, path);
}

function objectsEqual(actual, expected, mode, path) {
  const tag = toStringTag.call(actual);
  if (tag !== toStringTag.call(expected)) return false;

  if (Array.isArray(actual)) {
    return Array.isArray(expected) && lengthsMatch(actual.length, expected.length, mode) &&
      nested(actual, expected, mode, path, arraysEqual, nonIndexKeys(actual), nonIndexKeys(expected));
  }
  // An object may claim a plain one's tag while being, say, a Map: what it is decides, not what it says.
  if (tag === '[object Object]' && !isSpecial(actual)) {
    return !isSpecial(expected) &&
      nested(actual, expected, mode, path, null, ownKeys(actual), ownKeys(expected));
  }
  return exoticsEqual(actual, expected, mode, path);
}

function isSpecial(value) {
  return types.isMap(value) || types.isSet(value) || types.isDate(value) || types.isRegExp(value) ||
    types.isNativeError(value) || value instanceof Error || ArrayBuffer.isView(value) ||
    types.isAnyArrayBuffer(value) || types.isBoxedPrimitive(value) || Array.isArray(value) ||
    types.isPromise(value) || types.isWeakMap(value) || types.isWeakSet(value);
}

function lengthsMatch(actual, expected, mode) {
  return mode === PARTIAL ? actual >= expected : actual === expected;
}

/** Everything with inner state that its properties do not show. */
function exoticsEqual(actual, expected, mode, path) {
  let compare = null;
  let actualKeys;
  let expectedKeys;
  if (types.isDate(actual)) {
    if (!types.isDate(expected) || !sameTime(actual, expected)) return false;
  } else if (types.isRegExp(actual)) {
    if (!types.isRegExp(expected) || !sameRegExp(actual, expected)) return false;
  } else if (ArrayBuffer.isView(actual)) {
    if (!ArrayBuffer.isView(expected) || !viewsEqual(actual, expected, mode)) return false;
    actualKeys = nonIndexKeys(actual);
    expectedKeys = nonIndexKeys(expected);
  } else if (types.isSet(actual)) {
    if (!types.isSet(expected) || !lengthsMatch(actual.size, expected.size, mode)) return false;
    compare = setsEqual;
  } else if (types.isMap(actual)) {
    if (!types.isMap(expected) || !lengthsMatch(actual.size, expected.size, mode)) return false;
    compare = mapsEqual;
  } else if (types.isAnyArrayBuffer(actual)) {
    if (!types.isAnyArrayBuffer(expected) ||
        !bytesEqual(new Uint8Array(actual), new Uint8Array(expected), mode)) return false;
  } else if (types.isBoxedPrimitive(actual)) {
    if (!sameBoxedPrimitive(actual, expected)) return false;
    actualKeys = nonIndexKeys(actual);
    expectedKeys = nonIndexKeys(expected);
  } else if (isErrorLike(actual)) {
    if (!isErrorLike(expected) || !errorsEqual(actual, expected, mode, path)) return false;
  } else if (isSpecial(expected)) {
    return false;
  } else if (types.isWeakMap(actual) || types.isWeakSet(actual) || types.isPromise(actual)) {
    return false;
  } else if (isUrl(actual)) {
    if (!isUrl(expected) || actual.href !== expected.href) return false;
  } else if (isKey(actual)) {
    if (!isKey(expected) || !sameKey(actual, expected)) return false;
  } else if (tagOf(actual) === '[object WeakRef]') {
    return false;
  }
  return nested(actual, expected, mode, path, compare,
                actualKeys ?? ownKeys(actual), expectedKeys ?? ownKeys(expected));
}

function tagOf(value) {
  return toStringTag.call(value);
}

function isErrorLike(value) {
  return types.isNativeError(value) || value instanceof Error;
}

function isUrl(value) {
  return tagOf(value) === '[object URL]' && typeof URL === 'function' && value instanceof URL;
}

function isKey(value) {
  return types.isKeyObject?.(value) || types.isCryptoKey?.(value);
}

function sameKey(actual, expected) {
  if (types.isKeyObject?.(actual)) return types.isKeyObject(expected) && actual.equals(expected);
  return types.isCryptoKey(expected) && actual.type === expected.type &&
    actual.extractable === expected.extractable &&
    equals(actual.algorithm, expected.algorithm, STRICT, null) &&
    equals(actual.usages, expected.usages, STRICT, null);
}

function sameTime(actual, expected) {
  return is(Date.prototype.getTime.call(actual), Date.prototype.getTime.call(expected));
}

function sameRegExp(actual, expected) {
  return actual.source === expected.source && actual.flags === expected.flags &&
    actual.lastIndex === expected.lastIndex;
}

function sameBoxedPrimitive(actual, expected) {
  if (types.isNumberObject(actual)) {
    return types.isNumberObject(expected) &&
      is(Number.prototype.valueOf.call(actual), Number.prototype.valueOf.call(expected));
  }
  if (types.isStringObject(actual)) {
    return types.isStringObject(expected) &&
      String.prototype.valueOf.call(actual) === String.prototype.valueOf.call(expected);
  }
  if (types.isBooleanObject(actual)) {
    return types.isBooleanObject(expected) &&
      Boolean.prototype.valueOf.call(actual) === Boolean.prototype.valueOf.call(expected);
  }
  if (types.isBigIntObject(actual)) {
    return types.isBigIntObject(expected) &&
      BigInt.prototype.valueOf.call(actual) === BigInt.prototype.valueOf.call(expected);
  }
  return types.isSymbolObject(actual) && types.isSymbolObject(expected) &&
    Symbol.prototype.valueOf.call(actual) === Symbol.prototype.valueOf.call(expected);
}

function errorsEqual(actual, expected, mode, path) {
  return errorFieldEqual(actual, expected, 'message', mode, path) &&
    errorFieldEqual(actual, expected, 'name', mode, path) &&
    errorFieldEqual(actual, expected, 'cause', mode, path) &&
    errorFieldEqual(actual, expected, 'errors', mode, path);
}

// These are normally own properties that enumeration skips, yet they are what the error says.
function errorFieldEqual(actual, expected, field, mode, path) {
  // Compared with the other keys?
  if (isEnumerable.call(actual, field) && isEnumerable.call(expected, field)) return true;
  const own = hasOwn(expected, field);
  if (field === 'cause' || field === 'errors') {
    if (own ? !hasOwn(actual, field) : mode !== PARTIAL && hasOwn(actual, field)) return false;
    if (!own) return true;
  }
  if (mode === PARTIAL && (expected[field] === undefined || (field === 'message' && !own))) return true;
  return equals(actual[field], expected[field], mode, new Frame(actual, expected, path));
}

function viewsEqual(actual, expected, mode) {
  const kind = kindOfView(actual);
  if (kind !== kindOfView(expected)) return false;
  if ((mode === LOOSE || mode === PARTIAL) && kind.startsWith('Float')) {
    return mode === PARTIAL ? isSubsequence(actual, expected) : floatsEqual(actual, expected);
  }
  return bytesEqual(bytesOf(actual), bytesOf(expected), mode);
}

function kindOfView(view) {
  return types.isDataView(view) ? 'DataView' : typedArrayName.call(view);
}

const typedArrayName =
  Object.getOwnPropertyDescriptor(getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag).get;

function bytesOf(view) {
  return new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
}

function floatsEqual(actual, expected) {
  if (actual.length !== expected.length) return false;
  for (let i = 0; i < actual.length; i++) {
    if (actual[i] !== expected[i]) return false;
  }
  return true;
}

function bytesEqual(actual, expected, mode) {
  if (mode === PARTIAL) return isSubsequence(actual, expected);
  if (actual.length !== expected.length) return false;
  for (let i = 0; i < actual.length; i++) {
    if (actual[i] !== expected[i]) return false;
  }
  return true;
}

function isSubsequence(actual, expected) {
  if (actual.length < expected.length) return false;
  let at = 0;
  for (let i = 0; i < expected.length; i++) {
    while (at < actual.length && !is(actual[at], expected[i])) at++;
    if (at++ >= actual.length) return false;
  }
  return true;
}

/** The enumerable own keys of an array-like that are not elements; elements are compared by position. */
function nonIndexKeys(value) {
  const keys = ownKeys(value);
  // Own keys come with the integer ones first, in ascending order.
  let first = keys.length;
  while (first > 0 && !isIndex(keys[first - 1])) first--;
  return first === 0 ? keys : keys.slice(first);
}

function isIndex(key) {
  const code = key.charCodeAt(0);
  if (code < 48 || code > 57 || key.length > 10) return false;
  const number = Number(key);
  return number < 2 ** 32 - 1 && String(number >>> 0) === key;
}

/** Compares the keys, then, one level down the path, the contents and each key's value. */
function nested(actual, expected, mode, path, compareContents, actualKeys, expectedKeys) {
  if (mode !== PARTIAL && actualKeys.length !== expectedKeys.length) return false;
  for (let i = 0; i < expectedKeys.length; i++) {
    if (!isEnumerable.call(actual, expectedKeys[i])) return false;
  }
  const keys = mode === LOOSE ? expectedKeys : withSymbols(actual, expected, mode, expectedKeys);
  if (keys === null) return false;
  if (keys.length === 0 && compareContents === null) return true;
  const known = countOnPath(path, actual, expected);
  if (known > 0) return known === 2;

  const frame = new Frame(actual, expected, path);
  if (compareContents !== null && !compareContents(actual, expected, mode, frame)) return false;
  for (let i = 0; i < keys.length; i++) {
    if (!equals(actual[keys[i]], expected[keys[i]], mode, frame)) return false;
  }
  return true;
}

/** The keys with the enumerable symbols added; `null` when the two do not have the same symbols. */
function withSymbols(actual, expected, mode, keys) {
  const symbols = enumerableSymbols(expected);
  if (mode !== PARTIAL && enumerableSymbols(actual).length !== symbols.length) return null;
  for (let i = 0; i < symbols.length; i++) {
    if (!isEnumerable.call(actual, symbols[i])) return null;
  }
  return symbols.length === 0 ? keys : keys.concat(symbols);
}

function enumerableSymbols(value) {
  const symbols = Object.getOwnPropertySymbols(value);
  return symbols.length === 0 ? symbols : symbols.filter((symbol) => isEnumerable.call(value, symbol));
}

function arraysEqual(actual, expected, mode, frame) {
  if (mode === PARTIAL) return arrayContains(actual, expected, frame);
  for (let i = 0; i < actual.length; i++) {
    const a = actual[i];
    const b = expected[i];
    if (a === undefined || b === undefined) {
      if (hasOwn(actual, i) !== hasOwn(expected, i)) return false;
      if (!hasOwn(actual, i)) return sparseArraysEqual(actual, expected, mode, frame, i);
    }
    if (!equals(a, b, mode, frame)) return false;
  }
  return true;
}

// A hole may be followed by billions of others: walk the elements that are there instead.
function sparseArraysEqual(actual, expected, mode, frame, from) {
  const actualKeys = ownKeys(actual);
  const expectedKeys = ownKeys(expected);
  if (actualKeys.length !== expectedKeys.length) return false;
  for (let i = from; i < actualKeys.length; i++) {
    const key = actualKeys[i];
    if (!hasOwn(expected, key) || !equals(actual[key], expected[key], mode, frame)) return false;
  }
  return true;
}

function arrayContains(actual, expected, frame) {
  let at = 0;
  for (let i = 0; i < expected.length; i++) {
    if (expected[i] === undefined && !hasOwn(expected, i)) continue;
    while (at < actual.length &&
      !(equals(actual[at], expected[i], PARTIAL, frame) && hasOwn(actual, at))) at++;
    if (at++ >= actual.length) return false;
  }
  return true;
}

function setsEqual(actual, expected, mode, frame) {
  // What one of the two has under that very identity needs no search.
  const open = [];
  for (const value of expected) {
    if (actual.has(value)) continue;
    if (!isObject(value) && (mode !== LOOSE || !hasLooseTwin(value))) return false;
    open.push(value);
  }
  if (open.length === 0) return true;
  const candidates = [];
  for (const value of actual) {
    if (mode === PARTIAL || !expected.has(value)) candidates.push(value);
  }
  return open.every((value) => takeMatch(candidates, (candidate) => equals(candidate, value, mode, frame)));
}

function mapsEqual(actual, expected, mode, frame) {
  const open = [];
  const settled = new Set();
  for (const [key, value] of expected) {
    if (isObject(key)) {
      open.push(key);
    } else if (actual.has(key) && equals(actual.get(key), value, mode, frame)) {
      if (mode === LOOSE) settled.add(key);
    } else if (mode === LOOSE && hasLooseTwin(key)) {
      open.push(key);
    } else {
      return false;
    }
  }
  if (open.length === 0) return true;
  const candidates = [];
  for (const key of actual.keys()) {
    if (isObject(key) || (mode === LOOSE && hasLooseTwin(key) && !settled.has(key))) candidates.push(key);
  }
  return open.every((key) => takeMatch(candidates, (candidate) =>
    equals(candidate, key, mode, frame) && equals(actual.get(candidate), expected.get(key), mode, frame)));
}

/** Whether `==` may hold between this primitive and another one that is not identical. */
function hasLooseTwin(value) {
  return typeof value !== 'symbol' && typeof value !== 'function' && !Number.isNaN(value) &&
    (typeof value !== 'string' || !Number.isNaN(+value));
}

/** Removes the first candidate that matches, so that none serves twice. */
function takeMatch(candidates, matches) {
  for (let i = 0; i < candidates.length; i++) {
    if (matches(candidates[i])) {
      candidates.splice(i, 1);
      return true;
    }
  }
  return false;
}

/**
 * Loose deep equality (`==` for primitives), as `assert.deepEqual` has it.
 * @param {any} actual
 * @param {any} expected
 * @returns {boolean}
 */
function isDeepEqual(actual, expected) {
  return equals(actual, expected, LOOSE, null);
}

/**
 * Deep equality by `Object.is`, with prototypes and symbols.
 * @param {any} actual
 * @param {any} expected
 * @param {boolean} [skipPrototype] do not compare the prototypes
 * @returns {boolean}
 */
function isDeepStrictEqual(actual, expected, skipPrototype) {
  return equals(actual, expected, skipPrototype ? STRICT_ANY_PROTOTYPE : STRICT, null);
}

/**
 * Whether everything in `expected` is, strictly equal, in `actual` too.
 * @param {any} actual
 * @param {any} expected
 * @returns {boolean}
 */
function isPartialStrictEqual(actual, expected) {
  return equals(actual, expected, PARTIAL, null);
}

module.exports = { isDeepEqual, isDeepStrictEqual, isPartialStrictEqual };
