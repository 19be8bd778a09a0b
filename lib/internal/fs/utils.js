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

/** The kernel's positions are signed 64-bit numbers. */
const kMaxPosition = 0x7FFFFFFFFFFFFFFFn;

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
  let settings;
  switch (typeof options) {
    case 'undefined':
    case 'function':
      return defaults;
    case 'string':
      settings = { ...defaults, encoding: options };
      break;
    case 'object':
      if (options === null) return defaults;
      settings = options;
      break;
    default:
      throw new ERR_INVALID_ARG_TYPE('options', ['string', 'Object'], options);
  }
  const { encoding, signal } = settings;
  if (encoding !== 'buffer') assertEncoding(encoding);
  if (signal !== undefined) validateAbortSignal(signal, 'options.signal');
  return settings;
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
  switch (typeof flags) {
    case 'undefined':
      return O_RDONLY;
    case 'number':
      validateInt32(flags, name);
      return flags;
    case 'string':
      if (kFlags[flags] !== undefined) return kFlags[flags];
  }
  if (flags === null) return O_RDONLY;
  throw new ERR_INVALID_ARG_VALUE(name, flags);
}

/**
 * Reads a time given as a Date, as seconds or as numeric text.
 * @param {Date|number|string} time
 * @param {string} [name]
 * @returns {number} seconds; NaN and infinite times are now
 */
function toUnixTimestamp(time, name = 'time') {
  if (isDate(time)) return time.getTime() / 1000;
  if (typeof time === 'string') {
    const seconds = Number(time);
    if (!Number.isNaN(seconds)) return seconds;
  } else if (Number.isFinite(time)) {
    return time >= 0 ? time : Date.now() / 1000;
  }
  throw new ERR_INVALID_ARG_TYPE(name, ['Date', 'Time in seconds'], time);
}

function refuseNegative(name, value) {
  if (value < 0) throw new ERR_OUT_OF_RANGE(name, '>= 0', value);
}

function refuseBeyond(name, value, limit) {
  if (value > limit) throw new ERR_OUT_OF_RANGE(name, `<= ${limit}`, value);
}

/** Checks which part of a buffer is read into. */
function validateOffsetLengthRead(offset, length, bufferLength) {
  refuseNegative('offset', offset);
  refuseNegative('length', length);
  refuseBeyond('length', length, bufferLength - offset);
}

/** Checks which part of a buffer is written. */
function validateOffsetLengthWrite(offset, length, byteLength) {
  refuseBeyond('offset', offset, byteLength);
  refuseBeyond('length', length, byteLength - offset);
  refuseNegative('length', length);
  validateInt32(length, 'length', 0);
}

/** Checks a position given as a number or BigInt; `length` bytes from there must not pass 2^63. */
function validatePosition(position, name, length) {
  switch (typeof position) {
    case 'number':
      validateInteger(position, name, -1);
      return;
    case 'bigint': {
      const last = kMaxPosition - BigInt(length);
      if (position < -1n || position > last) throw new ERR_OUT_OF_RANGE(name, `>= -1 && <= ${last}`, position);
      return;
    }
    default:
      throw new ERR_INVALID_ARG_TYPE(name, ['integer', 'bigint'], position);
  }
}

/** The views that readv and writev take. */
function validateBufferArray(buffers, name = 'buffers') {
  // Not `every`, which would pass over holes.
  const isOther = (item) => !isArrayBufferView(item);
  if (!Array.isArray(buffers) || buffers.findIndex(isOther) !== -1) {
    throw new ERR_INVALID_ARG_TYPE(name, 'ArrayBufferView[]', buffers);
  }
  return buffers;
}

/** Checks a string for functions that also take a view. */
function validateStringAfterArrayBufferView(value, name) {
  if (typeof value === 'string') return;
  const accepted = ['string', 'Buffer', 'TypedArray', 'DataView'];
  throw new ERR_INVALID_ARG_TYPE(name, accepted, value);
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

const defaultRmdirOptions = { __proto__: null, retryDelay: 100, maxRetries: 0, recursive: false };
const defaultRmOptions = { __proto__: null, force: false, ...defaultRmdirOptions };

function withDefaults(options, defaults) {
  validateObject(options, 'options');
  return { ...defaults, ...options };
}

function validateRmdirOptions(options, defaults = defaultRmdirOptions) {
  if (options === undefined) return defaults;
  const settings = withDefaults(options, defaults);
  const { recursive, retryDelay, maxRetries } = settings;
  validateBoolean(recursive, 'options.recursive');
  validateInt32(retryDelay, 'options.retryDelay', 0);
  validateUint32(maxRetries, 'options.maxRetries');
  return settings;
}

function validateRmOptions(options) {
  const settings = validateRmdirOptions(options, defaultRmOptions);
  validateBoolean(settings.force, 'options.force');
  return settings;
}

/** The error of a directory where `recursive` was not asked for. */
function isDirectoryError(path) {
  const { EISDIR } = require('../../os').constants.errno;
  return new codes.ERR_FS_EISDIR({
    errno: EISDIR, code: 'EISDIR', message: 'is a directory', syscall: 'rm', path,
  });
}

const cpFlags = { dereference: false, errorOnExist: false, force: true, preserveTimestamps: false, recursive: false,
                  verbatimSymlinks: false };
const defaultCpOptions = { ...cpFlags, filter: undefined, mode: 0 };

function validateCpOptions(options) {
  if (options === undefined) return { ...defaultCpOptions };
  const settings = withDefaults(options, defaultCpOptions);
  for (const name of Object.keys(cpFlags)) validateBoolean(settings[name], `options.${name}`);
  settings.mode = getValidMode(settings.mode, 'copyFile');
  if (settings.dereference && settings.verbatimSymlinks) {
    const { ERR_INCOMPATIBLE_OPTION_PAIR } = codes;
    throw new ERR_INCOMPATIBLE_OPTION_PAIR('dereference', 'verbatimSymlinks');
  }
  const { filter } = settings;
  if (filter !== undefined) validateFunction(filter, 'options.filter');
  return settings;
}

/** Turns a name that the binding gave into what the caller's encoding asks for. */
function decodeName(name, encoding) {
  return typeof name === 'string' || encoding === 'buffer' ? name : name.toString(encoding);
}

/** Whether the binding must give names as bytes for this encoding. */
function wantsBytes(encoding) {
  return encoding != null && encoding !== '' && encoding !== 'utf8' && encoding !== 'utf-8';
}

const kSymlinkTypes = ['dir', 'file', 'junction'];

/** Only Windows tells the types apart. */
function stringToSymlinkType(type) {
  if (typeof type === 'string' && !kSymlinkTypes.includes(type)) throw new codes.ERR_FS_INVALID_SYMLINK_TYPE(type);
  return 0;
}

function validateSymlinkType(type) {
  const { validateOneOf } = require('../validators');
  validateOneOf(type, 'type', [...kSymlinkTypes, null, undefined]);
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
  constants: { kMaxUserId: 2 ** 32 - 1 },
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
