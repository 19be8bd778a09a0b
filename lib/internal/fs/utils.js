'use strict';

// The checks and small conversions that all of fs shares.

const { codes } = require('../errors');
const { kEmptyObject } = require('../util');
const { isArrayBufferView, isDate } = require('../util/types');
const {
  validateAbortSignal, validateBoolean, validateFunction, validateInt32, validateInteger,
  validateObject, validateUint32,
} = require('../validators');
const constants = require('./constants');
const { Dirent, getDirent, getDirents } = require('./dirent');
const { getValidatedFd, getValidatedPath } = require('./paths');
const stats = require('./stats');

const {
  F_OK, O_APPEND, O_CREAT, O_EXCL, O_RDONLY, O_RDWR, O_SYNC, O_TRUNC, O_WRONLY, R_OK, W_OK, X_OK,
  COPYFILE_EXCL, COPYFILE_FICLONE, COPYFILE_FICLONE_FORCE,
} = constants;

const { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_OUT_OF_RANGE } = codes;

/** No read or write moves more than this at once. */
const kIoMaxLength = 2 ** 31 - 1;
/** Writes of whole files look for an abort after each chunk. */
const kWriteFileMaxChunkSize = 512 * 1024;

const kMaxAccessMode = F_OK | R_OK | W_OK | X_OK;
const kMaxCopyMode = COPYFILE_EXCL | COPYFILE_FICLONE | COPYFILE_FICLONE_FORCE;

function lazyBuffer() {
  return require('../../buffer').Buffer;
}

function assertEncoding(encoding) {
  if (encoding && encoding !== 'utf8' && !lazyBuffer().isEncoding(encoding)) {
    throw new ERR_INVALID_ARG_VALUE('encoding', encoding, 'is invalid encoding');
  }
}

/**
 * Reads the options argument of most functions.
 * @param {string|object|null|undefined|Function} options an encoding or an object; a function is a callback
 * @param {object} [defaults]
 * @returns {object}
 */
function getOptions(options, defaults = kEmptyObject) {
  if (options == null || typeof options === 'function') return defaults;
  if (typeof options === 'string') {
    options = { ...defaults, encoding: options };
  } else if (typeof options !== 'object') {
    throw new ERR_INVALID_ARG_TYPE('options', ['string', 'Object'], options);
  }
  if (options.encoding !== 'buffer') assertEncoding(options.encoding);
  if (options.signal !== undefined) validateAbortSignal(options.signal, 'options.signal');
  return options;
}

const kFlags = {
  '__proto__': null,
  'r': O_RDONLY,
  'rs': O_RDONLY | O_SYNC,
  'sr': O_RDONLY | O_SYNC,
  'r+': O_RDWR,
  'rs+': O_RDWR | O_SYNC,
  'sr+': O_RDWR | O_SYNC,
  'w': O_TRUNC | O_CREAT | O_WRONLY,
  'wx': O_TRUNC | O_CREAT | O_WRONLY | O_EXCL,
  'xw': O_TRUNC | O_CREAT | O_WRONLY | O_EXCL,
  'w+': O_TRUNC | O_CREAT | O_RDWR,
  'wx+': O_TRUNC | O_CREAT | O_RDWR | O_EXCL,
  'xw+': O_TRUNC | O_CREAT | O_RDWR | O_EXCL,
  'a': O_APPEND | O_CREAT | O_WRONLY,
  'ax': O_APPEND | O_CREAT | O_WRONLY | O_EXCL,
  'xa': O_APPEND | O_CREAT | O_WRONLY | O_EXCL,
  'as': O_APPEND | O_CREAT | O_WRONLY | O_SYNC,
  'sa': O_APPEND | O_CREAT | O_WRONLY | O_SYNC,
  'a+': O_APPEND | O_CREAT | O_RDWR,
  'ax+': O_APPEND | O_CREAT | O_RDWR | O_EXCL,
  'xa+': O_APPEND | O_CREAT | O_RDWR | O_EXCL,
  'as+': O_APPEND | O_CREAT | O_RDWR | O_SYNC,
  'sa+': O_APPEND | O_CREAT | O_RDWR | O_SYNC,
};

/**
 * @param {string|number|null|undefined} flags `r+` or a number
 * @param {string} [name]
 * @returns {number}
 */
function stringToFlags(flags, name = 'flags') {
  if (typeof flags === 'number') {
    validateInt32(flags, name);
    return flags;
  }
  if (flags == null) return O_RDONLY;
  const number = typeof flags === 'string' ? kFlags[flags] : undefined;
  if (number === undefined) throw new ERR_INVALID_ARG_VALUE(name, flags);
  return number;
}

/**
 * Reads a time given as a Date, as seconds or as numeric text.
 * @param {Date|number|string} time
 * @param {string} [name]
 * @returns {number} seconds; NaN and infinite times are now
 */
function toUnixTimestamp(time, name = 'time') {
  if (typeof time === 'string' && +time == time) { // eslint-disable-line eqeqeq
    return +time;
  }
  if (Number.isFinite(time)) {
    return time < 0 ? Date.now() / 1000 : time;
  }
  if (isDate(time)) return time.getTime() / 1000;
  throw new ERR_INVALID_ARG_TYPE(name, ['Date', 'Time in seconds'], time);
}

/** Checks which part of a buffer is read into. */
function validateOffsetLengthRead(offset, length, bufferLength) {
  if (offset < 0) throw new ERR_OUT_OF_RANGE('offset', '>= 0', offset);
  if (length < 0) throw new ERR_OUT_OF_RANGE('length', '>= 0', length);
  if (offset + length > bufferLength) {
    throw new ERR_OUT_OF_RANGE('length', `<= ${bufferLength - offset}`, length);
  }
}

/** Checks which part of a buffer is written. */
function validateOffsetLengthWrite(offset, length, byteLength) {
  if (offset > byteLength) throw new ERR_OUT_OF_RANGE('offset', `<= ${byteLength}`, offset);
  if (length > byteLength - offset) {
    throw new ERR_OUT_OF_RANGE('length', `<= ${byteLength - offset}`, length);
  }
  if (length < 0) throw new ERR_OUT_OF_RANGE('length', '>= 0', length);
  validateInt32(length, 'length', 0);
}

/** Checks a position given as a number or BigInt; `length` bytes from there must not pass 2^63. */
function validatePosition(position, name, length) {
  if (typeof position === 'number') {
    validateInteger(position, name, -1);
  } else if (typeof position === 'bigint') {
    const max = 2n ** 63n - 1n - BigInt(length);
    if (!(position >= -1n && position <= max)) {
      throw new ERR_OUT_OF_RANGE(name, `>= -1 && <= ${max}`, position);
    }
  } else {
    throw new ERR_INVALID_ARG_TYPE(name, ['integer', 'bigint'], position);
  }
}

/** The view that readv and writev take. */
function validateBufferArray(buffers, name = 'buffers') {
  if (!Array.isArray(buffers)) throw new ERR_INVALID_ARG_TYPE(name, 'ArrayBufferView[]', buffers);
  for (let i = 0; i < buffers.length; i++) {
    if (!isArrayBufferView(buffers[i])) {
      throw new ERR_INVALID_ARG_TYPE(name, 'ArrayBufferView[]', buffers);
    }
  }
  return buffers;
}

/** Checks a string for functions that also take a view. */
function validateStringAfterArrayBufferView(value, name) {
  if (typeof value !== 'string') {
    throw new ERR_INVALID_ARG_TYPE(name, ['string', 'Buffer', 'TypedArray', 'DataView'], value);
  }
}

function validateMode(mode, def, max) {
  if (mode == null) return def;
  validateInteger(mode, 'mode', 0, max);
  return mode;
}

/** @param {'access'|'copyFile'} type */
function getValidMode(mode, type) {
  return type === 'access' ? validateMode(mode, F_OK, kMaxAccessMode) :
    validateMode(mode, 0, kMaxCopyMode);
}

const defaultRmOptions = {
  __proto__: null, recursive: false, force: false, retryDelay: 100, maxRetries: 0,
};

const defaultRmdirOptions = { __proto__: null, retryDelay: 100, maxRetries: 0, recursive: false };

function validateRmdirOptions(options, defaults = defaultRmdirOptions) {
  if (options === undefined) return defaults;
  validateObject(options, 'options');
  options = { ...defaults, ...options };
  validateBoolean(options.recursive, 'options.recursive');
  validateInt32(options.retryDelay, 'options.retryDelay', 0);
  validateUint32(options.maxRetries, 'options.maxRetries');
  return options;
}

function validateRmOptions(options) {
  options = validateRmdirOptions(options, defaultRmOptions);
  validateBoolean(options.force, 'options.force');
  return options;
}

/** The error of a directory where `recursive` was not asked for. */
function isDirectoryError(path) {
  const { errno } = require('../../os').constants;
  return new codes.ERR_FS_EISDIR({
    code: 'EISDIR', message: 'is a directory', path, syscall: 'rm', errno: errno.EISDIR,
  });
}

const defaultCpOptions = {
  dereference: false,
  errorOnExist: false,
  filter: undefined,
  force: true,
  mode: 0,
  preserveTimestamps: false,
  recursive: false,
  verbatimSymlinks: false,
};

function validateCpOptions(options) {
  if (options === undefined) return { ...defaultCpOptions };
  validateObject(options, 'options');
  options = { ...defaultCpOptions, ...options };
  for (const name of ['dereference', 'errorOnExist', 'force', 'preserveTimestamps', 'recursive',
    'verbatimSymlinks']) {
    validateBoolean(options[name], `options.${name}`);
  }
  options.mode = getValidMode(options.mode, 'copyFile');
  if (options.dereference === true && options.verbatimSymlinks === true) {
    throw new codes.ERR_INCOMPATIBLE_OPTION_PAIR('dereference', 'verbatimSymlinks');
  }
  if (options.filter !== undefined) validateFunction(options.filter, 'options.filter');
  return options;
}

/** Turns a name that the binding gave into what the caller's encoding asks for. */
function decodeName(name, encoding) {
  return typeof name === 'string' || encoding === 'buffer' ? name : name.toString(encoding);
}

/** Whether the binding must give names as bytes for this encoding. */
function wantsBytes(encoding) {
  return encoding != null && encoding !== '' && encoding !== 'utf8' && encoding !== 'utf-8';
}

/** `dir`, `file` or `junction`; only Windows tells them apart. */
function stringToSymlinkType(type) {
  if (typeof type === 'string' && type !== 'dir' && type !== 'file' && type !== 'junction') {
    throw new codes.ERR_FS_INVALID_SYMLINK_TYPE(type);
  }
  return 0;
}

function validateSymlinkType(type) {
  require('../validators').validateOneOf(type, 'type', ['dir', 'file', 'junction', null, undefined]);
}

/** Warns once of rmdir's `recursive`. */
let warnedOfRecursiveRmdir = false;
function emitRecursiveRmdirWarning() {
  if (warnedOfRecursiveRmdir) return;
  warnedOfRecursiveRmdir = true;
  process.emitWarning(
    'In future versions of Node.js, fs.rmdir(path, { recursive: true }) will be removed. ' +
    'Use fs.rm(path, { recursive: true }) instead',
    'DeprecationWarning', 'DEP0147');
}

/** The error for an operation given up by its signal. */
function abortError(signal) {
  const { AbortError } = require('../errors');
  return new AbortError(undefined, { cause: signal.reason });
}

module.exports = {
  constants: { kIoMaxLength, kMaxUserId: 2 ** 32 - 1, kWriteFileMaxChunkSize },
  Dirent,
  ...stats,
  abortError,
  assertEncoding,
  decodeName,
  emitRecursiveRmdirWarning,
  getDirent,
  getDirents,
  getOptions,
  getValidMode,
  getValidatedFd,
  getValidatedPath,
  isDirectoryError,
  stringToFlags,
  stringToSymlinkType,
  toUnixTimestamp,
  validateBufferArray,
  validateCpOptions,
  validateOffsetLengthRead,
  validateOffsetLengthWrite,
  validatePosition,
  validateRmOptions,
  validateRmdirOptions,
  validateStringAfterArrayBufferView,
  validateSymlinkType,
  wantsBytes,
};
