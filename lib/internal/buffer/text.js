'use strict';

const binding = internalBinding('buffer');
const { ERR_BUFFER_OUT_OF_BOUNDS } = require('../errors').codes;

/** An error whose message no table has. */
function codedError(Type, code, message) {
  const error = new Type(message);
  error.code = code;
  return error;
}

function checkBuffer(value) {
  if (!ArrayBuffer.isView(value)) {
    throw codedError(TypeError, 'ERR_INVALID_ARG_TYPE', 'argument must be a buffer');
  }
}

function toIndex(value, fallback) {
  if (value === undefined) return fallback;
  const index = Math.trunc(+value) || 0;
  if (index < 0) throw codedError(RangeError, 'ERR_OUT_OF_RANGE', 'Index out of range');
  return index;
}

function sliceMethod(slice) {
  return function(start, end) {
    checkBuffer(this);
    const length = this.byteLength;
    const from = toIndex(start, 0);
    let to = toIndex(end, length);
    if (to < from) to = from;
    if (to > length && from < length) {
      throw codedError(RangeError, 'ERR_OUT_OF_RANGE', 'Index out of range');
    }
    return from >= to || from >= length ? '' : slice(this, from, to);
  };
}

function writeMethod(write) {
  return function(string, offset = 0, length = this.byteLength - offset) {
    checkBuffer(this);
    const size = this.byteLength;
    if (offset < 0 || offset > size) throw new ERR_BUFFER_OUT_OF_BOUNDS('offset');
    if (length < 0 || length > size - offset) throw new ERR_BUFFER_OUT_OF_BOUNDS('length');
    return write(this, string, Math.trunc(offset) || 0, Math.trunc(length) || 0);
  };
}

/** Node declares these with a third parameter that has no default. */
function withLength(method, length) {
  return Object.defineProperty(method, 'length', { value: length });
}

/**
 * Gives a prototype `utf8Slice`, `utf8Write` and so on: one pair an encoding, with indices checked.
 * @param {object} prototype
 */
function addTextMethods(prototype) {
  for (const name of ['ascii', 'base64', 'base64url', 'latin1', 'hex', 'ucs2', 'utf8']) {
    prototype[`${name}Slice`] = sliceMethod(binding[`${name}Slice`]);
  }
  for (const name of ['ascii', 'base64', 'base64url', 'latin1', 'hex', 'ucs2', 'utf8']) {
    const write = { ascii: 'latin1', base64url: 'base64' }[name] ?? name;
    prototype[`${name}Write`] = withLength(writeMethod(binding[`${write}Write`]), 3);
  }
}

module.exports = { addTextMethods, codedError };
