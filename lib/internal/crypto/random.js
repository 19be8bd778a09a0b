'use strict';

const errors = require('../errors').codes;
const { kEmptyObject, lazyDOMException } = require('../util');
const types = require('../util/types');
const validators = require('../validators');
const { Buffer, kMaxLength } = require('../../buffer');

/** Fills a part of a buffer, given in bytes: at once, or in the work pool where there is a callback. */
const { randomFill: fillBytes } = internalBinding('crypto');

const MOST_BYTES = Math.min(kMaxLength, 0x7fff_ffff);

/** The widest range that six random bytes can serve. */
const WIDEST = 2 ** 48 - 1;

/** How many bytes a count of elements is, where that is not more than `most`. */
function toBytes(count, name, elementSize, most) {
  validators.validateNumber(count, name);
  const bytes = count * elementSize;
  if (bytes >= 0 && bytes <= most) return Math.trunc(bytes);
  throw new errors.ERR_OUT_OF_RANGE(name, `>= 0 && <= ${most}`, bytes);
}

/** The part of a buffer that is to be filled; `offset` and `size` count its elements. */
class Part {
  constructor(buf, offset, size) {
    const { BYTES_PER_ELEMENT: elementSize = 1, byteLength } = buf;
    this.start = toBytes(offset, 'offset', elementSize, Math.min(byteLength, MOST_BYTES));
    this.length = byteLength - this.start;
    if (size === undefined) return;
    const wanted = toBytes(size, 'size', elementSize, MOST_BYTES);
    if (wanted > this.length) {
      throw new errors.ERR_OUT_OF_RANGE('size + offset', `<= ${byteLength}`, this.start + wanted);
    }
    this.length = wanted;
  }
}

function checkTarget(buf) {
  if (ArrayBuffer.isView(buf) || types.isAnyArrayBuffer(buf)) return;
  throw new errors.ERR_INVALID_ARG_TYPE('buf', ['ArrayBuffer', 'ArrayBufferView'], buf);
}

/**
 * Random bytes.
 * @param {number} size
 * @param {(error: Error | null, bytes: Buffer) => void} [callback]
 * @returns {Buffer | undefined}
 */
function randomBytes(size, callback) {
  const length = toBytes(size, 'size', 1, MOST_BYTES);
  const asynchronous = callback !== undefined;
  if (asynchronous) validators.validateFunction(callback, 'callback');
  // Not out of Buffer's pool: who shares these bytes should not share others.
  const secret = Buffer.from(new ArrayBuffer(length));
  if (!asynchronous) {
    if (length > 0) fillBytes(secret, 0, length);
    return secret;
  }
  fillBytes(secret, 0, length, (error) => (error ? callback(error) : callback(null, secret)));
  return undefined;
}

/**
 * Fills a buffer, or a part of it.
 * @param {ArrayBuffer | ArrayBufferView} buf
 * @param {number} [offset] in elements
 * @param {number} [size] in elements; all that follows if not given
 * @returns the same buffer
 */
function randomFillSync(buf, offset = 0, size) {
  checkTarget(buf);
  const { start, length } = new Part(buf, offset, size);
  if (length !== 0) fillBytes(buf, start, length);
  return buf;
}

/** `randomFill(buf[, offset[, size]], callback)` */
function randomFill(buf, offset, size, callback) {
  checkTarget(buf);
  if (typeof offset === 'function') fillLater(buf, 0, undefined, offset);
  else if (typeof size === 'function') fillLater(buf, offset, undefined, size);
  else fillLater(buf, offset, size, callback);
}

function fillLater(buf, offset, size, callback) {
  validators.validateFunction(callback, 'callback');
  const { start, length } = new Part(buf, offset, size);
  if (length === 0) process.nextTick(callback, null, buf);
  else fillBytes(buf, start, length, (error) => callback(error || null, error ? undefined : buf));
}

// Integers are drawn from a stock of random bytes, six at a time.
const stock = { bytes: undefined, used: 0 };

function drawInteger() {
  if (stock.bytes === undefined || stock.used === stock.bytes.length) {
    stock.bytes = randomFillSync(stock.bytes ?? Buffer.alloc(6 * 128));
    stock.used = 0;
  }
  const value = stock.bytes.readUIntBE(stock.used, 6);
  stock.used += 6;
  return value;
}

/**
 * A random integer from `min` to `max - 1`, each as likely as any other.
 * @param {number} [min]
 * @param {number} max
 * @param {(error: Error | null, n: number) => void} [callback]
 * @returns {number | undefined}
 */
function randomInt(min, max, callback) {
  const fromZero = typeof max === 'function' || max === undefined;
  return fromZero ? integerBetween(0, min, max, 'max') : integerBetween(min, max, callback, 'max - min');
}

function integerBetween(min, max, callback, widthName) {
  if (callback !== undefined) validators.validateFunction(callback, 'callback');
  for (const [name, bound] of [['min', min], ['max', max]]) {
    if (!Number.isSafeInteger(bound)) throw new errors.ERR_INVALID_ARG_TYPE(name, 'a safe integer', bound);
  }
  const width = max - min;
  if (width <= 0) throw new errors.ERR_OUT_OF_RANGE('max', `greater than the value of "min" (${min})`, max);
  if (width > WIDEST) throw new errors.ERR_OUT_OF_RANGE(widthName, `<= ${WIDEST}`, width);
  // Values past the last whole multiple of the width would favour its beginning.
  const fair = WIDEST - WIDEST % width;
  let drawn;
  do drawn = drawInteger(); while (drawn >= fair);
  drawn = min + drawn % width;
  if (callback === undefined) return drawn;
  process.nextTick(callback, undefined, drawn);
  return undefined;
}

const UUID_BYTES = 16;
const UUIDS_IN_STOCK = 128;
const uuids = { bytes: undefined, used: 0 };
const hexBytes = Array.from({ length: 256 }, (_, i) => i.toString(16).padStart(2, '0'));

function formatUuid(bytes, at) {
  let text = '';
  for (let i = 0; i < UUID_BYTES; i++) {
    let byte = bytes[at + i];
    if (i === 6) byte = (byte & 0x0f) | 0x40;
    else if (i === 8) byte = (byte & 0x3f) | 0x80;
    if (i === 4 || i === 6 || i === 8 || i === 10) text += '-';
    text += hexBytes[byte];
  }
  return text;
}

/**
 * A random UUID, version 4.
 * @param {{disableEntropyCache?: boolean}} [options]
 * @returns {string}
 */
function randomUUID(options) {
  if (options !== undefined) validators.validateObject(options, 'options');
  const { disableEntropyCache: fresh = false } = options || kEmptyObject;
  validators.validateBoolean(fresh, 'options.disableEntropyCache');
  return fresh ? formatUuid(randomFillSync(new Uint8Array(UUID_BYTES)), 0) : nextUuid();
}

function nextUuid() {
  if (uuids.bytes === undefined || uuids.used === uuids.bytes.length) {
    uuids.bytes = randomFillSync(uuids.bytes ?? new Uint8Array(UUID_BYTES * UUIDS_IN_STOCK));
    uuids.used = 0;
  }
  const at = uuids.used;
  uuids.used = at + UUID_BYTES;
  return formatUuid(uuids.bytes, at);
}

/**
 * The Web Crypto API's way to random numbers.
 * @param {TypedArray} data of integers, at most 65536 bytes
 * @returns {TypedArray} the same
 */
function getRandomValues(data) {
  const ofIntegers = types.isTypedArray(data) && !types.isFloat32Array(data) && !types.isFloat64Array(data);
  if (!ofIntegers) {
    throw lazyDOMException('The data argument must be an integer-type TypedArray', 'TypeMismatchError');
  }
  if (data.byteLength > 2 ** 16) {
    throw lazyDOMException('The requested length exceeds 65,536 bytes', 'QuotaExceededError');
  }
  return randomFillSync(data);
}

module.exports = { getRandomValues, randomBytes, randomFill, randomFillSync, randomInt, randomUUID };
