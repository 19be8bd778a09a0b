'use strict';

const binding = internalBinding('zlib');
const {
  ERR_BROTLI_INVALID_PARAM,
  ERR_INVALID_ARG_TYPE,
  ERR_ZSTD_INVALID_PARAM,
} = require('./internal/errors').codes;
const {
  checkRangesOrGetDefault,
  validateFunction,
  validateUint32,
} = require('./internal/validators');
const { deprecateInstantiation } = require('./internal/util');
const { isAnyArrayBuffer } = require('./internal/util/types');
const { Buffer } = require('./buffer');
const constants = require('./internal/zlib/constants');
const { codes } = require('./internal/zlib/codes');
const { ZlibBase, makeHandle, processAll, processAllSync } = require('./internal/zlib/stream');

const zlibDefaults = {
  flush: constants.Z_NO_FLUSH,
  finishFlush: constants.Z_FINISH,
  fullFlush: constants.Z_FULL_FLUSH,
};

const brotliDefaults = {
  flush: constants.BROTLI_OPERATION_PROCESS,
  finishFlush: constants.BROTLI_OPERATION_FINISH,
  fullFlush: constants.BROTLI_OPERATION_FLUSH,
};

const zstdDefaults = {
  flush: constants.ZSTD_e_continue,
  finishFlush: constants.ZSTD_e_end,
  fullFlush: constants.ZSTD_e_flush,
};

const dictionaryKinds = ['Buffer', 'TypedArray', 'DataView', 'ArrayBuffer'];

function checkDictionary(dictionary) {
  if (dictionary === undefined || ArrayBuffer.isView(dictionary) || isAnyArrayBuffer(dictionary)) {
    return dictionary;
  }
  throw new ERR_INVALID_ARG_TYPE('options.dictionary', dictionaryKinds, dictionary);
}

/** A stream of one of zlib's own formats. */
function Zlib(opts, mode) {
  let level = constants.Z_DEFAULT_COMPRESSION;
  let strategy = constants.Z_DEFAULT_STRATEGY;
  let windowBits = constants.Z_DEFAULT_WINDOWBITS;
  let memLevel = constants.Z_DEFAULT_MEMLEVEL;
  let dictionary;
  if (opts) {
    const isAutomatic = mode === constants.INFLATE || mode === constants.GUNZIP ||
      mode === constants.UNZIP;
    if (isAutomatic && (opts.windowBits === null || opts.windowBits === undefined || opts.windowBits === 0)) {
      windowBits = 0;
    } else {
      const least = mode === constants.GZIP ? 9 : constants.Z_MIN_WINDOWBITS;
      windowBits = checkRangesOrGetDefault(
        opts.windowBits, 'options.windowBits', least, constants.Z_MAX_WINDOWBITS, windowBits);
    }
    level = checkRangesOrGetDefault(
      opts.level, 'options.level', constants.Z_MIN_LEVEL, constants.Z_MAX_LEVEL, level);
    memLevel = checkRangesOrGetDefault(
      opts.memLevel, 'options.memLevel', constants.Z_MIN_MEMLEVEL, constants.Z_MAX_MEMLEVEL, memLevel);
    strategy = checkRangesOrGetDefault(
      opts.strategy, 'options.strategy', constants.Z_DEFAULT_STRATEGY, constants.Z_FIXED, strategy);
    dictionary = checkDictionary(opts.dictionary);
  }
  const takesOneMember = opts?.rejectGarbageAfterEnd === true;
  const handle = makeHandle(mode, level, strategy, dictionary, windowBits, takesOneMember, memLevel);
  ZlibBase.call(this, opts, mode, handle, zlibDefaults);
  this._level = level;
  this._strategy = strategy;
}
Object.setPrototypeOf(Zlib.prototype, ZlibBase.prototype);
Object.setPrototypeOf(Zlib, ZlibBase);

/**
 * Changes level and strategy for what comes.
 * @param {number} level
 * @param {number} strategy
 * @param {Function} callback
 */
Zlib.prototype.params = function params(level, strategy, callback) {
  level = checkRangesOrGetDefault(level, 'level', constants.Z_MIN_LEVEL, constants.Z_MAX_LEVEL);
  strategy = checkRangesOrGetDefault(
    strategy, 'strategy', constants.Z_DEFAULT_STRATEGY, constants.Z_FIXED);
  if (this._level === level && this._strategy === strategy) {
    process.nextTick(callback);
    return;
  }
  this.flush(constants.Z_SYNC_FLUSH, () => {
    if (this.destroyed) return;
    this._handle.params(level, strategy);
    this._level = level;
    this._strategy = strategy;
    if (callback) callback();
  });
};

/** Makes a class that may be called without `new`. */
function streamClass(name, Parent, construct) {
  const Class = {
    [name]: function(opts) {
      if (!(this instanceof Class)) return deprecateInstantiation(Class, 'DEP0184', opts);
      construct.call(this, opts);
    },
  }[name];
  Object.setPrototypeOf(Class.prototype, Parent.prototype);
  Object.setPrototypeOf(Class, Parent);
  return Class;
}

function zlibClass(name, mode) {
  return streamClass(name, Zlib, function(opts) {
    // Eight bits of window have a bug in zlib's own encoder, which therefore takes nine.
    if (mode === constants.DEFLATERAW && opts?.windowBits === 8) opts = { ...opts, windowBits: 9 };
    Zlib.call(this, opts, mode);
  });
}

const Deflate = zlibClass('Deflate', constants.DEFLATE);
const Inflate = zlibClass('Inflate', constants.INFLATE);
const Gzip = zlibClass('Gzip', constants.GZIP);
const Gunzip = zlibClass('Gunzip', constants.GUNZIP);
const DeflateRaw = zlibClass('DeflateRaw', constants.DEFLATERAW);
const InflateRaw = zlibClass('InflateRaw', constants.INFLATERAW);
const Unzip = zlibClass('Unzip', constants.UNZIP);

/** The highest number among the constants that begin with one of the prefixes. */
function highest(prefixes) {
  return Math.max(...Object.keys(constants)
    .filter((name) => prefixes.some((prefix) => name.startsWith(prefix)))
    .map((name) => constants[name]));
}

/** The numeric parameters of an options object, checked, as pairs. */
function readParameters(opts, prefixes, InvalidParam) {
  const pairs = new Map();
  if (!opts?.params) return [];
  const last = highest(prefixes);
  for (const original of Object.keys(opts.params)) {
    const key = Number(original);
    if (Number.isNaN(key) || key < 0 || key > last || pairs.has(key)) throw new InvalidParam(original);
    const value = opts.params[original];
    if (typeof value !== 'number' && typeof value !== 'boolean') {
      throw new ERR_INVALID_ARG_TYPE('options.params[key]', 'number', value);
    }
    pairs.set(key, Number(value));
  }
  return [...pairs];
}

function brotliClass(name, mode) {
  return streamClass(name, ZlibBase, function(opts) {
    const pairs = readParameters(opts, ['BROTLI_PARAM_', 'BROTLI_DECODER_PARAM_'], ERR_BROTLI_INVALID_PARAM)
      .filter(([, value]) => value !== -1); // the same as not given
    ZlibBase.call(this, opts, mode, makeHandle(mode, new Int32Array(pairs.flat())), brotliDefaults);
  });
}

const BrotliCompress = brotliClass('BrotliCompress', constants.BROTLI_ENCODE);
const BrotliDecompress = brotliClass('BrotliDecompress', constants.BROTLI_DECODE);

/** How long the input will be, if the program says so; -1 otherwise. */
function pledgedSize(opts) {
  const size = opts?.pledgedSrcSize;
  if (size === undefined) return -1;
  if (size < 0) {
    throw Object.assign(new TypeError('pledgedSrcSize may not be negative'), { code: 'ERR_INVALID_ARG_VALUE' });
  }
  return Math.trunc(Number(size)) || 0;
}

/** The values of zstd's parameters beside 0, its default: its Java face does not look at them. */
const zstdCompressRanges = new Map([
  [constants.ZSTD_c_windowLog, [10, 31]],
  [constants.ZSTD_c_hashLog, [6, 30]],
  [constants.ZSTD_c_chainLog, [6, 30]],
  [constants.ZSTD_c_searchLog, [1, 30]],
  [constants.ZSTD_c_minMatch, [3, 7]],
  [constants.ZSTD_c_targetLength, [0, 131_072]],
  [constants.ZSTD_c_strategy, [1, 9]],
]);

const zstdDecompressRanges = new Map([[constants.ZSTD_d_windowLogMax, [10, 31]]]);

function checkZstdParameters(pairs, ranges) {
  for (const [key, value] of pairs) {
    const [least, most] = ranges.get(key) ?? [-Infinity, Infinity];
    if (value === 0 || (value >= least && value <= most)) continue;
    const { genericNodeError } = require('./internal/errors');
    throw genericNodeError('Setting parameter failed', { code: 'ERR_ZLIB_INITIALIZATION_FAILED' });
  }
}

function zstdClass(name, mode, prefix) {
  return streamClass(name, ZlibBase, function(opts) {
    const pairs = readParameters(opts, [prefix], ERR_ZSTD_INVALID_PARAM);
    checkZstdParameters(pairs, mode === constants.ZSTD_COMPRESS ? zstdCompressRanges : zstdDecompressRanges);
    const dictionary = checkDictionary(opts?.dictionary);
    const handle = makeHandle(mode, new Int32Array(pairs.flat()), dictionary, pledgedSize(opts));
    ZlibBase.call(this, opts, mode, handle, zstdDefaults);
  });
}

const ZstdCompress = zstdClass('ZstdCompress', constants.ZSTD_COMPRESS, 'ZSTD_c_');
const ZstdDecompress = zstdClass('ZstdDecompress', constants.ZSTD_DECOMPRESS, 'ZSTD_d_');

// --- everything at once ---------------------------------------------------------------------

function bytesOf(buffer) {
  if (typeof buffer === 'string') return Buffer.from(buffer);
  if (ArrayBuffer.isView(buffer) || isAnyArrayBuffer(buffer)) return buffer;
  throw new ERR_INVALID_ARG_TYPE(
    'buffer', ['string', 'Buffer', 'TypedArray', 'DataView', 'ArrayBuffer'], buffer);
}

function convenience(Class, name) {
  return {
    [name](buffer, opts, callback) {
      if (typeof opts === 'function') {
        callback = opts;
        opts = {};
      }
      validateFunction(callback, 'callback');
      processAll(new Class(opts), bytesOf(buffer), callback);
    },
  }[name];
}

function convenienceSync(Class, name) {
  return {
    [name](buffer, opts) {
      return processAllSync(new Class(opts), bytesOf(buffer));
    },
  }[name];
}

/**
 * CRC-32 of some data, or of what `value` was the checksum of followed by it.
 * @param {string | TypedArray | DataView} data
 * @param {number} [value]
 * @returns {number}
 */
function crc32(data, value = 0) {
  if (typeof data !== 'string' && !ArrayBuffer.isView(data)) {
    throw new ERR_INVALID_ARG_TYPE('data', ['Buffer', 'TypedArray', 'DataView', 'string'], data);
  }
  validateUint32(value, 'value');
  return binding.crc32(data, value);
}

const classes = {
  Deflate,
  Inflate,
  Gzip,
  Gunzip,
  DeflateRaw,
  InflateRaw,
  Unzip,
  BrotliCompress,
  BrotliDecompress,
  ZstdCompress,
  ZstdDecompress,
};

module.exports = { crc32, ...classes };

for (const name of [
  'Deflate', 'Gzip', 'DeflateRaw', 'Unzip', 'Inflate', 'Gunzip', 'InflateRaw', 'BrotliCompress',
  'BrotliDecompress', 'ZstdCompress', 'ZstdDecompress',
]) {
  const verb = name[0].toLowerCase() + name.slice(1);
  module.exports[verb] = convenience(classes[name], verb);
  module.exports[`${verb}Sync`] = convenienceSync(classes[name], `${verb}Sync`);
}

for (const name of [
  'Deflate', 'Inflate', 'DeflateRaw', 'InflateRaw', 'Gzip', 'Gunzip', 'Unzip', 'BrotliCompress',
  'BrotliDecompress', 'ZstdCompress', 'ZstdDecompress',
]) {
  const Class = classes[name];
  const create = { [`create${name}`]: (options) => new Class(options) }[`create${name}`];
  Object.defineProperty(module.exports, `create${name}`, {
    configurable: true,
    enumerable: true,
    value: create,
  });
}

// The constants of zlib and Zstandard are also where they were before there was `zlib.constants`.
for (const [name, value] of Object.entries(constants)) {
  if (!name.startsWith('BROTLI_')) Object.defineProperty(module.exports, name, { __proto__: null, value });
}

Object.defineProperties(module.exports, {
  constants: { enumerable: true, value: constants },
  codes: { enumerable: true, value: codes },
});
