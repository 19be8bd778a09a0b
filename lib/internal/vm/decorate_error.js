'use strict';

const { sourceOf } = require('../process/fatal_exception');
const { isNativeError } = require('../util/types');

/**
 * Puts the line of a script that threw in front of an error's stack, once.
 * @param {any} error
 * @param {number} columnOffset spaces that are not of the script's first line
 * @returns {any} the same error
 */
function decorateError(error, columnOffset) {
  if (!isNativeError(error)) return error;
  const { stack } = error;
  const source = typeof stack === 'string' ? withoutOffset(sourceOf(error), columnOffset) : '';
  if (source !== '' && !stack.startsWith(source)) error.stack = `${source}\n${stack}`;
  return error;
}

function withoutOffset(source, columnOffset) {
  if (columnOffset <= 0) return source;
  const indent = ' '.repeat(columnOffset);
  const { 0: place, 1: text, 2: mark } = source.split('\n', 3);
  return text?.startsWith(indent) && mark?.startsWith(indent)
    ? `${place}\n${text.slice(columnOffset)}\n${mark.slice(columnOffset)}\n`
    : source;
}

module.exports = { decorateError };
