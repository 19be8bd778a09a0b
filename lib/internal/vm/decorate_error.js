'use strict';

const { sourceOf } = require('../process/fatal_exception');
const { isNativeError } = require('../util/types');

/**
 * Puts the line of a script that threw in front of an error's stack, once.
 * @param {any} error
 * @returns {any} the same error
 */
function decorateError(error) {
  if (!isNativeError(error)) return error;
  const { stack } = error;
  const source = typeof stack === 'string' ? sourceOf(error) : '';
  if (source !== '' && !stack.startsWith(source)) error.stack = `${source}\n${stack}`;
  return error;
}

module.exports = { decorateError };
