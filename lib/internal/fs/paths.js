'use strict';

// What may stand for a file: a path, a file URL, bytes, or an open descriptor.

const { codes } = require('../errors');
const { isUint8Array } = require('../util/types');
const { isInt32 } = require('../validators');

const kMaxFd = 2 ** 31 - 1;

function looksLikeUrl(value) {
  return value !== null && typeof value === 'object' && typeof value.href === 'string' &&
    typeof value.protocol === 'string' && value.auth === undefined && value.path === undefined;
}

function refuseNull(path, name) {
  const error = new codes.ERR_INVALID_ARG_VALUE(
    name, path, 'must be a string, Uint8Array, or URL without null bytes');
  Error.captureStackTrace(error, getValidatedPath);
  throw error;
}

/**
 * Checks a path given by a user.
 * @param {string|Buffer|URL} path
 * @param {string} [name] what errors call it
 * @returns {string|Uint8Array} what the binding takes
 */
function getValidatedPath(path, name = 'path') {
  if (typeof path !== 'string') {
    if (looksLikeUrl(path)) {
      path = require('../url').fileURLToPath(path);
    } else if (isUint8Array(path)) {
      if (path.includes(0)) refuseNull(path, name);
      return path;
    } else {
      const error = new codes.ERR_INVALID_ARG_TYPE(name, ['string', 'Buffer', 'URL'], path);
      Error.captureStackTrace(error, getValidatedPath);
      throw error;
    }
  }
  if (path.includes('\u0000')) refuseNull(path, name);
  return path;
}

/**
 * Checks a descriptor given by a user.
 * @param {number} fd
 * @param {string} [name]
 * @returns {number}
 */
function getValidatedFd(fd, name = 'fd') {
  if (Object.is(fd, -0)) return 0;
  if (isFd(fd)) return fd;
  let error;
  if (typeof fd !== 'number') error = new codes.ERR_INVALID_ARG_TYPE(name, 'number', fd);
  else if (!Number.isInteger(fd)) error = new codes.ERR_OUT_OF_RANGE(name, 'an integer', fd);
  else error = new codes.ERR_OUT_OF_RANGE(name, `>= 0 && <= ${kMaxFd}`, fd);
  Error.captureStackTrace(error, getValidatedFd);
  throw error;
}

/** Whether a value is a descriptor number rather than a path. */
function isFd(value) {
  return typeof value === 'number' && isInt32(value) && value >= 0;
}

module.exports = { getValidatedFd, getValidatedPath, isFd };
