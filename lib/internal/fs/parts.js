'use strict';

// Which part of a buffer is read into or written, and where in the file: `{offset, length, position}`, where a position
// of -1 is wherever the file stands.

const { ERR_INVALID_ARG_VALUE } = require('../errors').codes;
const { kEmptyObject } = require('../util');
const { validateInteger } = require('../validators');
const { validateOffsetLengthRead, validateOffsetLengthWrite, validatePosition } = require('./utils');

/** A position of `readv`, `write` and `writev`: what is no number is none. */
function positionOrCurrent(position) {
  return typeof position === 'number' ? position : -1;
}

function offsetOrStart(offset) {
  if (offset === undefined || offset === null) return 0;
  validateInteger(offset, 'offset', 0);
  return offset;
}

/**
 * The part that is read into.
 * @param {ArrayBufferView} buffer
 * @param {number} [offset]
 * @param {number} length 0 is not checked any further
 * @param {number|bigint} [position]
 */
function partToRead(buffer, offset, length, position) {
  const part = { offset: offsetOrStart(offset), length, position: -1 };
  if (length === 0) return part;
  const { byteLength } = buffer;
  if (byteLength === 0) throw new ERR_INVALID_ARG_VALUE('buffer', buffer, 'is empty and cannot be written');
  validateOffsetLengthRead(part.offset, length, byteLength);
  if (position !== undefined && position !== null) {
    validatePosition(position, 'position', length);
    part.position = position;
  }
  return part;
}

/**
 * The part that is written. An object in the place of the offset has all of them.
 * @param {ArrayBufferView} buffer
 * @param {number | {offset?: number, length?: number, position?: number}} [offset]
 * @param {number} [length]
 * @param {number} [position]
 */
function partToWrite(buffer, offset, length, position) {
  if (typeof offset === 'object') {
    const options = offset ?? kEmptyObject;
    return partFrom(buffer, options.offset, options.length, options.position);
  }
  return partFrom(buffer, offset, length, position);
}

function partFrom(buffer, offset, length, position) {
  // A function is the callback, come early.
  const start = typeof offset === 'function' ? 0 : offsetOrStart(offset);
  const size = typeof length === 'number' ? length : buffer.byteLength - start;
  validateOffsetLengthWrite(start, size, buffer.byteLength);
  return { offset: start, length: size, position: positionOrCurrent(position) };
}

module.exports = { partToRead, partToWrite, positionOrCurrent };
