'use strict';

const { isNativeError } = require('../util/types');
const AssertionError = require('./assertion_error');

/** Whether this is an error, of whatever realm. */
function isError(value) {
  return value instanceof Error || isNativeError(value);
}

/**
 * Throws for a failed assertion: the message itself when it is an error.
 * @param {object} details what `AssertionError` takes
 */
function innerFail(details) {
  if (isError(details.message)) throw details.message;
  throw new AssertionError(details);
}

/**
 * The body of `assert()` and `assert.ok()`.
 * @param {Function} fn the function that user code called
 * @param {number} argsLength how many arguments it was given
 * @param {any} value
 * @param {string|Error} [message]
 * @param {'simple'|'full'} [diff]
 */
function innerOk(fn, argsLength, value, message, diff) {
  if (value) return;
  let text = message;
  let generated = false;
  if (argsLength === 0) {
    generated = true;
    text = 'No value argument passed to `assert.ok()`';
  } else if (message == null) {
    generated = true;
    text = require('./call_site_source').falsyMessage(fn);
  } else if (isError(message)) {
    throw message;
  }
  const error = new AssertionError({
    actual: value,
    expected: true,
    message: text,
    operator: '==',
    stackStartFn: fn,
    diff,
  });
  error.generatedMessage = generated;
  throw error;
}

module.exports = { innerFail, innerOk, isError };
