'use strict';

const { randomFill: fillJob } = internalBinding('crypto');
const { ERR_INVALID_ARG_TYPE, ERR_OUT_OF_RANGE } = require('../errors').codes;
const {
  validateBoolean,
  validateFunction,
  validateNumber,
  validateObject,
} = require('../validators');
const { isAnyArrayBuffer, isTypedArray, isFloat32Array, isFloat64Array } = require('../util/types');
const { kEmptyObject, lazyDOMException } = require('../util');
const { Buffer, kMaxLength } = require('../../buffer');

const kMaxInt32 = 2 ** 31 - 1;
const kMaxPossibleLength = Math.min(kMaxLength, kMaxInt32);

/** The widest range that six random bytes can serve. */
const RAND_MAX = 0xffff_ffff_ffff;

function assertOffset(offset, elementSize, length) {
  validateNumber(offset, 'offset');
  offset *= elementSize;
  const most = Math.min(length, kMaxPossibleLength);
  if (Number.isNaN(offset) || offset > most || offset < 0) {
    throw new ERR_OUT_OF_RANGE('offset', `>= 0 && <= ${most}`, offset);
  }
  return offset >>> 0;
}

function assertSize(size, elementSize, offset, length) {
  validateNumber(size, 'size');
  size *= elementSize;
  if (Number.isNaN(size) || size > kMaxPossibleLength || size < 0) {
    throw new ERR_OUT_OF_RANGE('size', `>= 0 && <= ${kMaxPossibleLength}`, size);
  }
  if (size + offset > length) {
    throw new ERR_OUT_OF_RANGE('size + offset', `<= ${length}`, size + offset);
  }
  return size >>> 0;
}

/**
 * Random bytes.
 * @param {number} size
 * @param {(error: Error | null, bytes: Buffer) => void} [callback]
 * @returns {Buffer | undefined}
 */
function randomBytes(size, callback) {
  size = assertSize(size, 1, 0, Infinity);
  if (callback !== undefined) validateFunction(callback, 'callback');
  const bytes = Buffer.from(new ArrayBuffer(size));
  if (callback === undefined) {
    randomFillSync(bytes.buffer, 0, size);
    return bytes;
  }
  fillJob(bytes, 0, size, (error) => {
    if (error) callback(error);
    else callback(null, bytes);
  });
  return undefined;
}

function checkTarget(buf) {
  if (!isAnyArrayBuffer(buf) && !ArrayBuffer.isView(buf)) {
    throw new ERR_INVALID_ARG_TYPE('buf', ['ArrayBuffer', 'ArrayBufferView'], buf);
  }
}

function randomFillSync(buf, offset = 0, size) {
  checkTarget(buf);
  const elementSize = buf.BYTES_PER_ELEMENT || 1;
  offset = assertOffset(offset, elementSize, buf.byteLength);
  size = size === undefined
    ? buf.byteLength - offset
    : assertSize(size, elementSize, offset, buf.byteLength);
  if (size > 0) fillJob(buf, offset, size);
  return buf;
}

function randomFill(buf, offset, size, callback) {
  checkTarget(buf);
  const elementSize = buf.BYTES_PER_ELEMENT || 1;
  if (typeof offset === 'function') {
    callback = offset;
    offset = 0;
    size = buf.length ?? buf.byteLength;
  } else if (typeof size === 'function') {
    callback = size;
    size = (buf.length ?? buf.byteLength) - offset;
  } else {
    validateFunction(callback, 'callback');
  }
  offset = assertOffset(offset, elementSize, buf.byteLength);
  if (size === undefined) size = buf.byteLength - offset;
  else size = assertSize(size, elementSize, offset, buf.byteLength);
  if (size === 0) {
    process.nextTick(callback, null, buf);
    return;
  }
  fillJob(buf, offset, size, (error) => {
    if (error) callback(error, undefined);
    else callback(null, buf);
  });
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
  if (max === undefined || typeof max === 'function') {
    callback = max;
    max = min;
    min = 0;
  }
  if (callback !== undefined) validateFunction(callback, 'callback');
  if (!Number.isSafeInteger(min)) throw new ERR_INVALID_ARG_TYPE('min', 'a safe integer', min);
  if (!Number.isSafeInteger(max)) throw new ERR_INVALID_ARG_TYPE('max', 'a safe integer', max);
  if (max <= min) {
    throw new ERR_OUT_OF_RANGE('max', `greater than the value of "min" (${min})`, max);
  }
  const range = max - min;
  if (!(range <= RAND_MAX)) throw new ERR_OUT_OF_RANGE('max - min', `<= ${RAND_MAX}`, range);
  // Values past the last whole multiple of the range would favour its beginning.
  const limit = RAND_MAX - (RAND_MAX % range);
  let value = drawInteger();
  while (value >= limit) value = drawInteger();
  const n = (value % range) + min;
  if (callback === undefined) return n;
  process.nextTick(callback, undefined, n);
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
  if (options !== undefined) validateObject(options, 'options');
  const { disableEntropyCache = false } = options || kEmptyObject;
  validateBoolean(disableEntropyCache, 'options.disableEntropyCache');
  if (disableEntropyCache) return formatUuid(randomFillSync(new Uint8Array(UUID_BYTES)), 0);
  if (uuids.bytes === undefined || uuids.used === uuids.bytes.length) {
    uuids.bytes = randomFillSync(uuids.bytes ?? new Uint8Array(UUID_BYTES * UUIDS_IN_STOCK));
    uuids.used = 0;
  }
  const uuid = formatUuid(uuids.bytes, uuids.used);
  uuids.used += UUID_BYTES;
  return uuid;
}

/**
 * The Web Crypto API's way to random numbers.
 * @param {TypedArray} data of integers, at most 65536 bytes
 * @returns {TypedArray} the same
 */
function getRandomValues(data) {
  if (!isTypedArray(data) || isFloat32Array(data) || isFloat64Array(data)) {
    throw lazyDOMException(
      'The data argument must be an integer-type TypedArray',
      'TypeMismatchError',
    );
  }
  if (data.byteLength > 65536) {
    throw lazyDOMException('The requested length exceeds 65,536 bytes', 'QuotaExceededError');
  }
  randomFillSync(data, 0);
  return data;
}

module.exports = { getRandomValues, randomBytes, randomFill, randomFillSync, randomInt, randomUUID };
