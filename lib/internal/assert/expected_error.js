'use strict';

// What `throws`, `rejects` and their opposites have in common: holding a thrown value against what was expected.

const { codes } = require('../errors');
const { inspect } = require('../util/inspect');
const { isPromise, isRegExp } = require('../util/types');
const { validateFunction } = require('../validators');
const AssertionError = require('./assertion_error');
const { innerFail, isError } = require('./utils');

/** Stands for "nothing was thrown", as anything may be thrown. */
const NOTHING = {};

function comparisons() {
  return require('../util/comparisons');
}

/** The compared properties alone, for the diff. */
class Comparison {
  constructor(source, keys, actual) {
    for (const key of keys) {
      if (!(key in source)) continue;
      // A pattern that matched shows as what it matched, so that the diff does not mark it.
      const matched = actual !== undefined && matches(source[key], actual[key]);
      this[key] = matched ? actual[key] : source[key];
    }
  }
}

function matches(pattern, text) {
  return isRegExp(pattern) && typeof text === 'string' && pattern.exec(text) !== null;
}

/**
 * Runs `fn`.
 * @param {Function} fn
 * @returns {any} what it threw, or `NOTHING`
 */
function getActual(fn) {
  validateFunction(fn, 'fn');
  try {
    fn();
  } catch (error) {
    return error;
  }
  return NOTHING;
}

function isThenable(value) {
  return isPromise(value) ||
    (value !== null && typeof value === 'object' &&
      typeof value.then === 'function' && typeof value.catch === 'function');
}

/**
 * Waits for a promise, or for the one that a function returns.
 * @param {Promise|Function} promiseFn
 * @returns {Promise<any>} what it was rejected with, or `NOTHING`
 */
async function waitForActual(promiseFn) {
  let promise = promiseFn;
  if (typeof promiseFn === 'function') {
    promise = promiseFn();
    if (!isThenable(promise)) {
      throw new codes.ERR_INVALID_RETURN_VALUE('instance of Promise', 'promiseFn', promise);
    }
  } else if (!isThenable(promiseFn)) {
    throw new codes.ERR_INVALID_ARG_TYPE('promiseFn', ['Function', 'Promise'], promiseFn);
  }
  try {
    await promise;
  } catch (error) {
    return error;
  }
  return NOTHING;
}

/**
 * Fails unless `actual` was thrown and is as expected.
 * @param {Function} fn the assertion that user code called
 * @param {any} actual
 * @param {Array} args user's arguments behind the function or promise
 * @param {'simple'|'full'} [diff]
 */
function expectsError(fn, actual, args, diff) {
  let [error, message] = args;
  if (typeof error === 'string') {
    if (args.length > 1) throw invalidErrorArgument(error);
    rejectAmbiguity(actual, error);
    message = error;
    error = undefined;
  } else if (error != null && typeof error !== 'object' && typeof error !== 'function') {
    throw invalidErrorArgument(error);
  }
  if (actual === NOTHING) {
    const name = error?.name ? ` (${error.name})` : '';
    innerFail({
      actual: undefined,
      expected: error,
      operator: fn.name,
      message: `Missing expected ${kindOf(fn)}${name}${message ? `: ${message}` : '.'}`,
      stackStartFn: fn,
      diff,
    });
  }
  if (error) checkError(actual, error, message, fn, diff);
}

function invalidErrorArgument(error) {
  return new codes.ERR_INVALID_ARG_TYPE('error', ['Object', 'Error', 'Function', 'RegExp'], error);
}

// A string is the message, but whoever passes the thrown error's own text meant to have it checked.
function rejectAmbiguity(actual, text) {
  if (typeof actual === 'object' && actual !== null) {
    if (actual.message === text) {
      throw new codes.ERR_AMBIGUOUS_ARGUMENT(
        'error/message', `The error message "${actual.message}" is identical to the message.`);
    }
  } else if (actual === text) {
    throw new codes.ERR_AMBIGUOUS_ARGUMENT(
      'error/message', `The error "${actual}" is identical to the message.`);
  }
}

function kindOf(fn) {
  return fn.name === 'rejects' || fn.name === 'doesNotReject' ? 'rejection' : 'exception';
}

function checkError(actual, expected, message, fn, diff) {
  const failure = typeof expected === 'function' ?
    findClassOrCallbackFailure(actual, expected) :
    findFailure(actual, expected, message, fn, diff);
  if (failure === undefined) return;
  const error = new AssertionError({
    actual,
    expected,
    message: message || failure,
    operator: fn.name,
    stackStartFn: fn,
    diff,
  });
  error.generatedMessage = !message;
  throw error;
}

function findFailure(actual, expected, message, fn, diff) {
  if (isRegExp(expected)) {
    const text = String(actual);
    return expected.exec(text) !== null ? undefined :
      `The input did not match the regular expression ${inspect(expected)}. Input:\n\n${inspect(text)}\n`;
  }
  if (typeof actual !== 'object' || actual === null) {
    const error = new AssertionError({
      actual, expected, message, operator: 'deepStrictEqual', stackStartFn: fn, diff,
    });
    error.operator = fn.name;
    throw error;
  }
  const keys = Object.keys(expected);
  if (expected instanceof Error) {
    keys.push('name', 'message');
  } else if (keys.length === 0) {
    throw new codes.ERR_INVALID_ARG_VALUE('error', expected, 'may not be an empty object');
  }
  const { isDeepStrictEqual } = comparisons();
  for (const key of keys) {
    if (matches(expected[key], actual[key])) continue;
    if (!(key in actual) || !isDeepStrictEqual(actual[key], expected[key])) {
      failOnKeys(actual, expected, keys, message, fn, diff);
    }
  }
  return undefined;
}

function failOnKeys(actual, expected, keys, message, fn, diff) {
  if (message) innerFail({ actual, expected, message, operator: fn.name, stackStartFn: fn, diff });
  const error = new AssertionError({
    actual: new Comparison(actual, keys),
    expected: new Comparison(expected, keys, actual),
    operator: 'deepStrictEqual',
    stackStartFn: fn,
    diff,
  });
  error.actual = actual;
  error.expected = expected;
  error.operator = fn.name;
  throw error;
}

function findClassOrCallbackFailure(actual, expected) {
  if (expected.prototype !== undefined && actual instanceof expected) return undefined;
  if (Object.prototype.isPrototypeOf.call(Error, expected)) {
    const intro = `The error is expected to be an instance of "${expected.name}". Received `;
    if (!isError(actual)) return `${intro}"${inspect(actual, { depth: -1 })}"`;
    const name = actual.constructor?.name || actual.name;
    const received = name === expected.name ?
      'an error with identical name but a different prototype.' :
      `"${name}"`;
    return `${intro}${received}\n\nError message:\n\n${actual.message}`;
  }
  const result = Reflect.apply(expected, {}, [actual]);
  if (result === true) return undefined;
  const name = expected.name ? `"${expected.name}" ` : '';
  const caught = isError(actual) ? `\n\nCaught error:\n\n${actual}` : '';
  return `The ${name}validation function is expected to return "true". Received ${inspect(result)}${caught}`;
}

/**
 * Fails if `actual` was thrown and is of the unwanted kind; rethrows any other.
 * @param {Function} fn the assertion that user code called
 * @param {any} actual
 * @param {any} expected
 * @param {string|Error} [message]
 * @param {'simple'|'full'} [diff]
 */
function expectsNoError(fn, actual, expected, message, diff) {
  if (actual === NOTHING) return;
  let error = expected;
  let text = message;
  if (typeof expected === 'string') {
    text = expected;
    error = undefined;
  }
  if (error && !isOfKind(actual, error)) throw actual;
  innerFail({
    actual,
    expected: error,
    operator: fn.name,
    message: `Got unwanted ${kindOf(fn)}${text ? `: ${text}` : '.'}\n` +
      `Actual message: "${actual?.message}"`,
    stackStartFn: fn,
    diff,
  });
}

function isOfKind(actual, expected) {
  if (typeof expected === 'function') {
    if (expected.prototype !== undefined && actual instanceof expected) return true;
    if (Object.prototype.isPrototypeOf.call(Error, expected)) return false;
    return Reflect.apply(expected, {}, [actual]) === true;
  }
  if (isRegExp(expected)) return expected.exec(String(actual)) !== null;
  throw new codes.ERR_INVALID_ARG_TYPE('expected', ['Function', 'RegExp'], expected);
}

module.exports = { expectsError, expectsNoError, getActual, waitForActual };
