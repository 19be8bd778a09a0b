'use strict';

let defaultBytes = process.platform === 'win32' ? 16 * 1024 : 64 * 1024;
let defaultObjects = 16;

/** How much a stream buffers by default, in bytes or objects. */
function getDefaultHighWaterMark(objectMode) {
  return objectMode ? defaultObjects : defaultBytes;
}

function setDefaultHighWaterMark(objectMode, value) {
  require('../validators').validateInteger(value, 'value', 0);
  if (objectMode) defaultObjects = value;
  else defaultBytes = value;
}

/**
 * The high water mark that the options of a stream ask for.
 * @param {object} state has `objectMode`
 * @param {object} [options]
 * @param {'readableHighWaterMark'|'writableHighWaterMark'} sideKey the option for one side of a Duplex
 * @param {boolean} isDuplex
 * @throws {RangeError} ERR_INVALID_ARG_VALUE
 */
function getHighWaterMark(state, options, sideKey, isDuplex) {
  const hwm = options?.highWaterMark ?? (isDuplex ? options?.[sideKey] : null) ?? null;
  if (hwm === null) return getDefaultHighWaterMark(state.objectMode);
  if (!Number.isInteger(hwm) || hwm < 0) {
    const { codes: { ERR_INVALID_ARG_VALUE } } = require('../errors');
    const name = options?.highWaterMark == null ? `options.${sideKey}` : 'options.highWaterMark';
    throw new ERR_INVALID_ARG_VALUE(name, hwm);
  }
  return Math.floor(hwm);
}

/**
 * The encoding of strings pushed or written without one.
 * @throws {TypeError} ERR_UNKNOWN_ENCODING
 */
function getDefaultEncoding(options) {
  const encoding = options?.defaultEncoding;
  if (encoding === undefined || encoding === null || encoding === 'utf8' || encoding === 'utf-8') return 'utf8';
  if (!Buffer.isEncoding(encoding)) {
    const { codes: { ERR_UNKNOWN_ENCODING } } = require('../errors');
    throw new ERR_UNKNOWN_ENCODING(encoding);
  }
  return encoding;
}

/** A Buffer over the bytes of a typed array or DataView. */
function asBuffer(view) {
  return Buffer.from(view.buffer, view.byteOffset, view.byteLength);
}

module.exports = { asBuffer, getDefaultEncoding, getHighWaterMark, getDefaultHighWaterMark, setDefaultHighWaterMark };
