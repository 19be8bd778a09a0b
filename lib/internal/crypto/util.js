'use strict';

const { ERR_INVALID_ARG_TYPE } = require('../errors').codes;
const { Buffer } = require('../../buffer');
const { encodingOf } = require('../buffer');
const { isAnyArrayBuffer } = require('../util/types');

const kKinds = ['ArrayBuffer', 'Buffer', 'TypedArray', 'DataView'];

/** Bytes of a string in an encoding; `'buffer'` and nothing at all are UTF-8. */
function toBuf(value, encoding) {
  if (typeof value !== 'string') return value;
  return Buffer.from(value, encoding === 'buffer' ? 'utf8' : encoding);
}

function isBytes(value) {
  return ArrayBuffer.isView(value) || isAnyArrayBuffer(value);
}

/**
 * The bytes of a string or of anything over an array buffer.
 * @throws {TypeError} ERR_INVALID_ARG_TYPE
 */
function getArrayBufferOrView(value, name, encoding) {
  if (isAnyArrayBuffer(value)) return value;
  if (typeof value === 'string') return toBuf(value, encoding);
  if (!ArrayBuffer.isView(value)) throw new ERR_INVALID_ARG_TYPE(name, ['string', ...kKinds], value);
  return value;
}

/** The number that the binding knows an encoding by; UTF-8 for what it does not know. */
function encodingNumber(encoding) {
  if (encoding === undefined || encoding === null) return 0;
  return encodingOf(encoding)?.id ?? 0;
}

/** Gives an error of the cipher library the properties that OpenSSL's have. */
function decorate(error) {
  const match = /^error:[0-9A-F]{8}:([^:]*):[^:]*:(.*)$/.exec(error?.message);
  if (match !== null) {
    const { code } = error;
    delete error.code;
    if (match[1] === 'Provider routines') error.opensslErrorStack = [error.message];
    error.library = match[1];
    error.reason = match[2];
    error.code = code;
  }
  return error;
}

/** Runs what may throw an error of the cipher library. */
function withOpenSslErrors(run) {
  try {
    return run();
  } catch (error) {
    throw decorate(error);
  }
}

/** Node's objects carry their native half under this key. */
const kHandle = Symbol('kHandle');

module.exports = {
  encodingNumber,
  getArrayBufferOrView,
  isBytes,
  kHandle,
  withOpenSslErrors,
};
