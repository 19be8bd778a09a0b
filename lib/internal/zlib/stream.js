'use strict';

const { Zlib } = internalBinding('zlib');
const { ERR_BUFFER_TOO_LARGE } = require('../errors').codes;
const { checkRangesOrGetDefault, validateFiniteNumber } = require('../validators');
const { Buffer, kMaxLength } = require('../../buffer');
const { Transform, finished } = require('../../stream');
const constants = require('./constants');
const { codes } = require('./codes');

const kFlushFlag = Symbol('kFlushFlag');
const kError = Symbol('kError');
const kFlushBuffers = new Map();

const { Z_NO_FLUSH, Z_BLOCK, Z_PARTIAL_FLUSH, Z_SYNC_FLUSH, Z_FULL_FLUSH, Z_FINISH } = constants;

/** The names of Zstandard's errors, by number. */
function zstdErrorName(number) {
  for (const name in constants) {
    if (name.startsWith('ZSTD_error_') && constants[name] === number) return name;
  }
  return 'ZSTD_error_GENERIC';
}

/** What the binding throws has a code but no number yet. */
function withErrno(error) {
  if (error === null || error.code === undefined || error.code === 'ERR_BUFFER_TOO_LARGE') {
    return error;
  }
  let { code } = error;
  // Brotli's functions are named by what the library calls them, less their common beginning.
  let errno = codes[code] ?? constants[`BROTLI_DECODER${code.slice('ERR_'.length)}`];
  const zstd = /^ZSTD_error_(\d+)$/.exec(code);
  if (zstd !== null) {
    errno = Number(zstd[1]);
    code = zstdErrorName(errno);
  }
  const { genericNodeError } = require('../errors');
  return genericNodeError(error.message, { errno: errno ?? -1, code });
}

/** How much a zlib flush writes out, from nothing to the end. */
const FLUSH_ORDER = [];
[Z_NO_FLUSH, Z_BLOCK, Z_PARTIAL_FLUSH, Z_SYNC_FLUSH, Z_FULL_FLUSH, Z_FINISH].forEach((flush, i) => {
  FLUSH_ORDER[flush] = i;
});

function maxFlush(a, b) {
  return FLUSH_ORDER[a] > FLUSH_ORDER[b] ? a : b;
}

/** An empty chunk that asks for a flush when its turn comes. */
function flushChunk(kind) {
  let chunk = kFlushBuffers.get(kind);
  if (chunk === undefined) {
    chunk = Buffer.alloc(0);
    chunk[kFlushFlag] = kind;
    kFlushBuffers.set(kind, chunk);
  }
  return chunk;
}

/**
 * What all compression streams have in common.
 * @param {object} opts
 * @param {number} mode one of `constants.DEFLATE` …
 * @param {object} handle the native codec
 * @param {{flush: number, finishFlush: number, fullFlush: number}} defaults
 */
function ZlibBase(opts, mode, handle, defaults) {
  const settings = readSettings(opts, mode, defaults);
  // A stream that is given up must give its memory back, unlike a plain Transform.
  const streamOptions = { autoDestroy: true, ...opts };
  // Bytes on both sides, whatever the options say.
  if (streamOptions.encoding || streamOptions.objectMode || streamOptions.writableObjectMode) {
    Object.assign(streamOptions, { encoding: null, objectMode: false, writableObjectMode: false });
  }
  Transform.call(this, streamOptions);
  this[kError] = null;
  this.bytesWritten = 0;
  this._handle = handle;
  this._writeState = new Uint32Array(2);
  handle.setWriteState(this._writeState);
  this._outBuffer = Buffer.allocUnsafe(settings.chunkSize);
  this._outOffset = 0;
  this._chunkSize = settings.chunkSize;
  this._defaultFlushFlag = settings.flush;
  this._finishFlushFlag = settings.finishFlush;
  this._defaultFullFlushFlag = defaults.fullFlush;
  this._info = streamOptions.info;
  this._maxOutputLength = settings.maxOutputLength;
  this._rejectGarbageAfterEnd = streamOptions.rejectGarbageAfterEnd === true;
  this._mode = mode;
}

/** The kinds of flush that a codec knows: from the first to the last. */
function flushKinds(mode) {
  switch (mode) {
    case constants.BROTLI_ENCODE:
    case constants.BROTLI_DECODE:
      return [constants.BROTLI_OPERATION_PROCESS, constants.BROTLI_OPERATION_EMIT_METADATA];
    case constants.ZSTD_COMPRESS:
    case constants.ZSTD_DECOMPRESS:
      return [constants.ZSTD_e_continue, constants.ZSTD_e_end];
    default:
      return [Z_NO_FLUSH, Z_BLOCK];
  }
}

/** What the options say of sizes and flushes, checked, or the defaults. */
function readSettings(opts, mode, { flush, finishFlush }) {
  const settings = { chunkSize: constants.Z_DEFAULT_CHUNK, flush, finishFlush, maxOutputLength: kMaxLength };
  if (!opts) return settings;
  const number = (name, [least, most]) => {
    settings[name] = checkRangesOrGetDefault(opts[name], `options.${name}`, least, most, settings[name]);
  };
  if (validateFiniteNumber(opts.chunkSize, 'options.chunkSize')) settings.chunkSize = opts.chunkSize;
  if (settings.chunkSize < constants.Z_MIN_CHUNK) {
    const { ERR_OUT_OF_RANGE } = require('../errors').codes;
    throw new ERR_OUT_OF_RANGE('options.chunkSize', `>= ${constants.Z_MIN_CHUNK}`, settings.chunkSize);
  }
  const kinds = flushKinds(mode);
  number('flush', kinds);
  number('finishFlush', kinds);
  number('maxOutputLength', [1, kMaxLength]);
  return settings;
}

Object.setPrototypeOf(ZlibBase.prototype, Transform.prototype);
Object.setPrototypeOf(ZlibBase, Transform);

Object.defineProperty(ZlibBase.prototype, '_closed', {
  configurable: true,
  enumerable: true,
  get() {
    return !this._handle;
  },
});

/** Starts over, as if nothing had been written. */
ZlibBase.prototype.reset = function reset() {
  if (!this._handle) require('assert').fail('zlib binding closed');
  this._handle.reset();
};

ZlibBase.prototype._flush = function _flush(callback) {
  this._transform(Buffer.alloc(0), '', callback);
};

ZlibBase.prototype._final = function _final(callback) {
  callback();
};

/**
 * Writes out what has been held back.
 * @param {number} [kind]
 * @param {Function} [callback]
 */
ZlibBase.prototype.flush = function flush(kind, callback) {
  const kindIsMissing = typeof kind === 'function' || (kind === undefined && !callback);
  const done = kindIsMissing ? kind : callback;
  if (!this.writableEnded) this.write(flushChunk(kindIsMissing ? this._defaultFullFlushFlag : kind), '', done);
  else if (!done) return;
  else if (this.writableFinished) process.nextTick(done);
  else this.once('end', done);
};

ZlibBase.prototype.close = function close(callback) {
  if (callback) finished(this, callback);
  this.destroy();
};

ZlibBase.prototype._destroy = function _destroy(error, callback) {
  closeHandle(this);
  callback(error);
};

function closeHandle(engine) {
  engine._handle?.close();
  engine._handle = null;
}

ZlibBase.prototype._transform = function _transform(chunk, encoding, callback) {
  let flushFlag = this._defaultFlushFlag;
  if (typeof chunk[kFlushFlag] === 'number') {
    flushFlag = chunk[kFlushFlag];
  } else if (this.writableEnded && this.writableLength === chunk.byteLength) {
    // Nothing comes after this: the end may be written with it.
    flushFlag = this._mode <= constants.UNZIP
      ? maxFlush(flushFlag, this._finishFlushFlag)
      : Math.max(flushFlag, this._finishFlushFlag);
  }
  processChunk(this, chunk, flushFlag, callback);
};

ZlibBase.prototype._processChunk = function _processChunk(chunk, flushFlag, callback) {
  if (typeof callback === 'function') {
    processChunk(this, chunk, flushFlag, callback);
    return undefined;
  }
  return processSync(this, chunk, flushFlag);
};

/** One chunk on its way through the codec. */
class Job {
  constructor(engine, chunk, flushFlag, callback) {
    this.engine = engine;
    this.chunk = chunk;
    this.flushFlag = flushFlag;
    this.callback = callback;
    this.position = 0;
    this.left = chunk.byteLength;
    this.room = 0;
    this.onDone = (error) => this.done(error);
  }

  start() {
    const { engine } = this;
    if (engine._outOffset >= engine._chunkSize) {
      engine._outBuffer = Buffer.allocUnsafe(engine._chunkSize);
      engine._outOffset = 0;
    }
    this.room = engine._chunkSize - engine._outOffset;
    engine._handle.write(
      this.flushFlag,
      this.chunk,
      this.position,
      this.left,
      engine._outBuffer,
      engine._outOffset,
      this.room,
      this.onDone,
    );
  }

  done(error) {
    const { engine } = this;
    if (engine.destroyed) {
      this.callback();
      return;
    }
    if (error) {
      const failure = withErrno(error);
      engine[kError] = failure.code;
      engine.destroy(failure);
      return;
    }
    const [roomLeft, inputLeft] = engine._writeState;
    const taken = this.left - inputLeft;
    engine.bytesWritten += taken;
    this.position += taken;
    this.left = inputLeft;
    if (!this.deliver(this.room - roomLeft)) {
      // The reader has enough for now: go on when it asks for more.
      if (roomLeft === 0) {
        const { _read } = engine;
        engine._read = (size) => {
          engine._read = _read;
          this.resume();
          engine._read(size);
        };
        return;
      }
    }
    if (engine.destroyed) {
      this.callback();
    } else if (roomLeft === 0) {
      this.start();
    } else if (inputLeft > 0) {
      this.endEarly();
    } else {
      this.chunk = null;
      this.callback();
    }
  }

  resume() {
    if (this.engine.destroyed) this.callback();
    else this.start();
  }

  /** Pushes what has been made; false where the reader wants no more. */
  deliver(produced) {
    const { engine } = this;
    if (produced === 0) return true;
    const out = engine._outBuffer.slice(engine._outOffset, engine._outOffset + produced);
    engine._outOffset += produced;
    return engine.push(out);
  }

  /** The stream has ended and more input is there. */
  endEarly() {
    const { engine } = this;
    if (engine._rejectGarbageAfterEnd) {
      const { ERR_TRAILING_JUNK_AFTER_STREAM_END } = require('../errors').codes;
      engine.destroy(new ERR_TRAILING_JUNK_AFTER_STREAM_END());
      return;
    }
    engine.push(null);
    this.callback();
  }
}

function processChunk(engine, chunk, flushFlag, callback) {
  if (!engine._handle) {
    process.nextTick(callback);
    return;
  }
  new Job(engine, chunk, flushFlag, callback).start();
}

/** Runs everything that is there through the codec at once. */
function processSync(engine, chunk, flushFlag) {
  if (!engine._handle) require('assert').fail('zlib binding closed');
  try {
    return engine._handle.all(chunk, flushFlag, engine._chunkSize, engine._maxOutputLength);
  } catch (error) {
    throw convertError(engine, error);
  } finally {
    closeHandle(engine);
  }
}

function convertError(engine, error) {
  return error.code === 'ERR_BUFFER_TOO_LARGE'
    ? new ERR_BUFFER_TOO_LARGE(engine._maxOutputLength)
    : withErrno(error);
}

/**
 * Everything at once, on the work pool.
 * @param {ZlibBase} engine
 * @param {Uint8Array} buffer
 * @param {Function} callback
 */
function processAll(engine, buffer, callback) {
  engine._handle.all(
    buffer,
    engine._finishFlushFlag,
    engine._chunkSize,
    engine._maxOutputLength,
    (error, result) => {
      closeHandle(engine);
      engine.destroy();
      if (error) {
        callback(convertError(engine, error));
        return;
      }
      engine.bytesWritten = buffer.byteLength;
      if (engine._info) callback(null, { buffer: result, engine });
      else callback(null, result);
    },
  );
}

/** The same while the caller waits. */
function processAllSync(engine, buffer) {
  const result = processSync(engine, buffer, engine._finishFlushFlag);
  engine.bytesWritten = buffer.byteLength;
  engine.destroy();
  return engine._info ? { buffer: result, engine } : result;
}

/** Makes the native codec. */
function makeHandle(...args) {
  try {
    return new Zlib(...args);
  } catch (error) {
    if (error.code === 'ERR_ZLIB_INITIALIZATION_FAILED') {
      const { genericNodeError } = require('../errors');
      throw genericNodeError(error.message, { code: error.code });
    }
    throw error;
  }
}

module.exports = { ZlibBase, makeHandle, processAll, processAllSync };
