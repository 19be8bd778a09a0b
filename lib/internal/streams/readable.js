'use strict';

const EE = require('../../events');
const { Stream } = require('./legacy');
const destroyImpl = require('./destroy');
const { asBuffer } = require('./state');
const { ReadableState } = require('./readable_state');

const { errorOrDestroy } = destroyImpl;

const MAX_HWM = 0x40000000;

let codes;
function errorCodes() {
  codes ??= require('../errors').codes;
  return codes;
}

/**
 * A stream that data is read from.
 * @param {object} [options] `highWaterMark`, `encoding`, `objectMode`, `emitClose`, `autoDestroy`, `signal` and the
 *   implementations `read`, `destroy`, `construct`
 */
function Readable(options) {
  if (!(this instanceof Readable)) return new Readable(options);

  // The usual events are there from the start, so that listeners come and go without a change of shape.
  this._events ??= {
    close: undefined,
    error: undefined,
    data: undefined,
    end: undefined,
    readable: undefined,
  };
  this._readableState = new ReadableState(options, this, false);
  if (options) {
    if (typeof options.read === 'function') this._read = options.read;
    if (typeof options.destroy === 'function') this._destroy = options.destroy;
    if (typeof options.construct === 'function') this._construct = options.construct;
    if (options.signal) require('./add-abort-signal').addAbortSignal(options.signal, this);
  }
  Stream.call(this, options);
  if (this._construct != null) constructReadable(this);
  return undefined;
}
Object.setPrototypeOf(Readable.prototype, Stream.prototype);
Object.setPrototypeOf(Readable, Stream);

Readable.ReadableState = ReadableState;

function constructReadable(stream) {
  destroyImpl.construct(stream, () => {
    const state = stream._readableState;
    if (state.needReadable) maybeReadMore(stream, state);
  });
}

Readable.prototype.destroy = destroyImpl.destroy;
Readable.prototype._undestroy = destroyImpl.undestroy;
Readable.prototype._destroy = function(err, cb) {
  cb(err);
};

Readable.prototype[EE.captureRejectionSymbol] = function(err) {
  this.destroy(err);
};

Readable.prototype[Symbol.asyncDispose] = function() {
  let error;
  if (!this.destroyed) {
    error = this.readableEnded ? null : new (require('../errors').AbortError)();
    this.destroy(error);
  }
  return new Promise((resolve, reject) => {
    require('./end-of-stream').eos(this, (err) => (err && err !== error ? reject(err) : resolve(null)));
  });
};

/**
 * Hands the stream its next chunk; `null` ends it.
 * @returns {boolean} whether more is wanted now
 */
Readable.prototype.push = function(chunk, encoding) {
  const state = this._readableState;
  return state.objectMode ?
    addObject(this, state, chunk, encoding, false) :
    addBytes(this, state, chunk, encoding, false);
};

/** Puts a chunk back, to be read first. */
Readable.prototype.unshift = function(chunk, encoding) {
  const state = this._readableState;
  return state.objectMode ?
    addObject(this, state, chunk, encoding, true) :
    addBytes(this, state, chunk, encoding, true);
};

function addBytes(stream, state, chunk, encoding, toFront) {
  if (chunk === null) return endOfData(stream, state);
  if (typeof chunk === 'string') {
    encoding ||= state.defaultEncoding;
    if (state.encoding !== encoding) {
      if (toFront && state.encoding) {
        // The buffer holds text already decoded, which this goes in front of.
        chunk = Buffer.from(chunk, encoding).toString(state.encoding);
      } else {
        chunk = Buffer.from(chunk, encoding);
        encoding = '';
      }
    }
  } else if (chunk instanceof Buffer) {
    encoding = '';
  } else if (ArrayBuffer.isView(chunk)) {
    chunk = asBuffer(chunk);
    encoding = '';
  } else if (chunk !== undefined) {
    errorOrDestroy(stream, new (errorCodes().ERR_INVALID_ARG_TYPE)(
      'chunk', ['string', 'Buffer', 'TypedArray', 'DataView'], chunk));
    return false;
  }
  if (!chunk || chunk.length <= 0) {
    state.reading = false;
    maybeReadMore(stream, state);
    return canPushMore(state);
  }
  return add(stream, state, chunk, encoding, toFront);
}

function addObject(stream, state, chunk, encoding, toFront) {
  if (chunk === null) return endOfData(stream, state);
  return add(stream, state, chunk, encoding, toFront);
}

function endOfData(stream, state) {
  state.reading = false;
  onEofChunk(stream, state);
  return false;
}

function add(stream, state, chunk, encoding, toFront) {
  if (toFront) {
    if (state.endEmitted) {
      errorOrDestroy(stream, new (errorCodes().ERR_STREAM_UNSHIFT_AFTER_END_EVENT)());
    } else if (state.destroyed || state.errored) {
      return false;
    } else {
      addChunk(stream, state, chunk, true);
    }
    return canPushMore(state);
  }
  if (state.ended) {
    errorOrDestroy(stream, new (errorCodes().ERR_STREAM_PUSH_AFTER_EOF)());
    return false;
  }
  if (state.destroyed || state.errored) return false;

  state.reading = false;
  if (state.decoder !== null && !encoding) {
    chunk = state.decoder.write(chunk);
    if (!state.objectMode && chunk.length === 0) {
      maybeReadMore(stream, state);
      return canPushMore(state);
    }
  }
  addChunk(stream, state, chunk, false);
  return canPushMore(state);
}

function canPushMore(state) {
  return !state.ended && (state.length < state.highWaterMark || state.length === 0);
}

function addChunk(stream, state, chunk, toFront) {
  if (state.flowing && state.length === 0 && !state.sync && stream.listenerCount('data') > 0) {
    // Straight through.
    forgetWriters(state);
    state.dataEmitted = true;
    stream.emit('data', chunk);
  } else {
    if (toFront) state.prepend(chunk);
    else state.append(chunk);
    if (state.needReadable) emitReadable(stream);
  }
  maybeReadMore(stream, state);
}

// Data moves on: nobody is waited for any longer.
function forgetWriters(state) {
  if (state.multiAwaitDrain) state.awaitDrainWriters.clear();
  else state.awaitDrainWriters = null;
}

Readable.prototype.isPaused = function() {
  const state = this._readableState;
  return state.paused === true || state.flowing === false;
};

/** From now on chunks are strings in encoding `enc`; characters cut in two by chunk borders are put together. */
Readable.prototype.setEncoding = function(enc) {
  const { StringDecoder } = require('../../string_decoder');
  const decoder = new StringDecoder(enc);
  const state = this._readableState;
  state.decoder = decoder;
  state.encoding = decoder.encoding;
  let content = '';
  for (let i = state.bufferIndex; i < state.buffer.length; i++) content += decoder.write(state.buffer[i]);
  state.clearBuffer();
  if (content !== '') state.buffer.push(content);
  state.length = content.length;
  return this;
};

function nextPowerOfTwo(n) {
  if (n > MAX_HWM) throw new (errorCodes().ERR_OUT_OF_RANGE)('size', '<= 1GiB', n);
  n--;
  n |= n >>> 1;
  n |= n >>> 2;
  n |= n >>> 4;
  n |= n >>> 8;
  n |= n >>> 16;
  return n + 1;
}

function howMuchToRead(n, state) {
  if (n <= 0 || (state.length === 0 && state.ended)) return 0;
  if (state.objectMode) return 1;
  if (Number.isNaN(n)) return state.flowing && state.length ? state.first().length : state.length;
  if (n <= state.length) return n;
  return state.ended ? state.length : 0;
}

/**
 * Takes `n` bytes, characters or (in object mode) one object; without `n`, what there is.
 * @returns {Buffer|string|any|null} `null` while there is less than that
 */
Readable.prototype.read = function(n) {
  if (n === undefined) n = NaN;
  else if (!Number.isInteger(n)) n = Number.parseInt(n, 10);
  const state = this._readableState;
  const asked = n;

  if (n > state.highWaterMark) state.highWaterMark = nextPowerOfTwo(n);
  if (n !== 0) state.emittedReadable = false;

  // read(0) only looks whether 'readable' is due.
  if (n === 0 && state.needReadable &&
      ((state.highWaterMark !== 0 ? state.length >= state.highWaterMark : state.length > 0) || state.ended)) {
    if (state.length === 0 && state.ended) endReadable(this);
    else emitReadable(this);
    return null;
  }

  n = howMuchToRead(n, state);
  if (n === 0 && state.ended) {
    if (state.length === 0) endReadable(this);
    return null;
  }

  const wantsMore = state.needReadable || state.length === 0 || state.length - n < state.highWaterMark;
  if (wantsMore && !state.ended && !state.reading && !state.destroyed && !state.errored && state.constructed) {
    callRead(this, state);
    // A synchronous _read changes what there is.
    if (!state.reading) n = howMuchToRead(asked, state);
  }

  const ret = n > 0 ? state.take(n) : null;
  if (ret === null) {
    state.needReadable = state.length <= state.highWaterMark;
    n = 0;
  } else {
    state.length -= n;
    forgetWriters(state);
  }

  if (state.length === 0) {
    if (!state.ended) state.needReadable = true;
    if (asked !== n && state.ended) endReadable(this);
  }

  if (ret !== null && !state.errorEmitted && !state.closeEmitted) {
    state.dataEmitted = true;
    this.emit('data', ret);
  }
  return ret;
};

function callRead(stream, state) {
  state.reading = true;
  state.sync = true;
  if (state.length === 0) state.needReadable = true;
  try {
    stream._read(state.highWaterMark);
  } catch (err) {
    errorOrDestroy(stream, err);
  }
  state.sync = false;
}

function onEofChunk(stream, state) {
  if (state.ended) return;
  if (state.decoder !== null) {
    const rest = state.decoder.end();
    if (rest?.length) state.append(rest);
  }
  state.ended = true;
  if (state.sync) {
    // The caller of _read deals with the end.
    emitReadable(stream);
  } else {
    state.needReadable = false;
    state.emittedReadable = true;
    emitReadableNow(stream);
  }
}

function emitReadable(stream) {
  const state = stream._readableState;
  state.needReadable = false;
  if (!state.emittedReadable) {
    state.emittedReadable = true;
    process.nextTick(emitReadableNow, stream);
  }
}

function emitReadableNow(stream) {
  const state = stream._readableState;
  if (!state.destroyed && !state.errored && (state.length || state.ended)) {
    stream.emit('readable');
    state.emittedReadable = false;
  }
  state.needReadable = !state.flowing && !state.ended && state.length <= state.highWaterMark;
  flow(stream);
}

function maybeReadMore(stream, state) {
  if (!state.readingMore && state.constructed) {
    state.readingMore = true;
    process.nextTick(readMore, stream, state);
  }
}

// Fills the buffer up to the high water mark, as long as _read pushes synchronously.
function readMore(stream, state) {
  while (!state.reading && !state.ended &&
         (state.length < state.highWaterMark || (state.flowing && state.length === 0))) {
    const before = state.length;
    stream.read(0);
    if (before === state.length) break;
  }
  state.readingMore = false;
}

Readable.prototype._read = function(n) {
  throw new (errorCodes().ERR_METHOD_NOT_IMPLEMENTED)('_read()');
};

Readable.prototype.pipe = function(dest, pipeOpts) {
  return require('./pipe').pipe(this, dest, pipeOpts);
};

Readable.prototype.unpipe = function(dest) {
  const state = this._readableState;
  if (state.pipes.length === 0) return this;
  if (!dest) {
    const dests = state.pipes;
    state.pipes = [];
    this.pause();
    for (const each of dests) each.emit('unpipe', this, { hasUnpiped: false });
    return this;
  }
  const index = state.pipes.indexOf(dest);
  if (index === -1) return this;
  state.pipes.splice(index, 1);
  if (state.pipes.length === 0) this.pause();
  dest.emit('unpipe', this, { hasUnpiped: false });
  return this;
};

Readable.prototype.on = function(ev, fn) {
  const res = Stream.prototype.on.call(this, ev, fn);
  const state = this._readableState;
  if (ev === 'data') {
    // 'readable' listeners do the reading, if there are any.
    state.readableListening = this.listenerCount('readable') > 0;
    if (state.flowing !== false) this.resume();
  } else if (ev === 'readable' && !state.endEmitted && !state.readableListening) {
    state.readableListening = state.needReadable = true;
    state.flowing = false;
    state.emittedReadable = false;
    if (state.length) emitReadable(this);
    else if (!state.reading) process.nextTick(readNothing, this);
  }
  return res;
};
Readable.prototype.addListener = Readable.prototype.on;

function readNothing(stream) {
  stream.read(0);
}

Readable.prototype.removeListener = function(ev, fn) {
  const res = Stream.prototype.removeListener.call(this, ev, fn);
  // Later, since it may only be a listener making room for another.
  if (ev === 'readable') process.nextTick(updateReadableListening, this);
  return res;
};
Readable.prototype.off = Readable.prototype.removeListener;

Readable.prototype.removeAllListeners = function(...types) {
  const res = Stream.prototype.removeAllListeners.apply(this, types);
  if (types[0] === 'readable' || types[0] === undefined) process.nextTick(updateReadableListening, this);
  return res;
};
Object.defineProperty(Readable.prototype.removeAllListeners, 'length', { __proto__: null, value: 1 });

function updateReadableListening(stream) {
  const state = stream._readableState;
  state.readableListening = stream.listenerCount('readable') > 0;
  if (state.resumeScheduled && state.paused === false) {
    state.flowing = true;
  } else if (stream.listenerCount('data') > 0) {
    stream.resume();
  } else if (!state.readableListening) {
    state.flowing = null;
  }
}

/** Lets data flow, unless a 'readable' listener reads it. */
Readable.prototype.resume = function() {
  const state = this._readableState;
  if (!state.flowing) {
    state.flowing = !state.readableListening;
    if (!state.resumeScheduled) {
      state.resumeScheduled = true;
      process.nextTick(resumeNow, this, state);
    }
  }
  state.paused = false;
  return this;
};

function resumeNow(stream, state) {
  if (!state.reading) stream.read(0);
  state.resumeScheduled = false;
  stream.emit('resume');
  flow(stream);
  if (state.flowing && !state.reading) stream.read(0);
}

Readable.prototype.pause = function() {
  const state = this._readableState;
  if (state.flowing !== false) {
    state.flowing = false;
    this.emit('pause');
  }
  state.paused = true;
  return this;
};

function flow(stream) {
  const state = stream._readableState;
  while (state.flowing && stream.read() !== null);
}

/** Makes this stream hand on what an old-style stream emits. */
Readable.prototype.wrap = function(stream) {
  let paused = false;
  stream.on('data', (chunk) => {
    if (!this.push(chunk) && stream.pause) {
      paused = true;
      stream.pause();
    }
  });
  stream.on('end', () => this.push(null));
  stream.on('error', (err) => errorOrDestroy(this, err));
  stream.on('close', () => this.destroy());
  stream.on('destroy', () => this.destroy());
  this._read = () => {
    if (paused && stream.resume) {
      paused = false;
      stream.resume();
    }
  };
  // Its own methods stay reachable through the new one.
  for (const name of Object.keys(stream)) {
    if (this[name] === undefined && typeof stream[name] === 'function') this[name] = stream[name].bind(stream);
  }
  return this;
};

Readable.prototype[Symbol.asyncIterator] = function() {
  return require('./async_iterator').createAsyncIterator(this);
};

Readable.prototype.iterator = function(options) {
  if (options !== undefined) require('../validators').validateObject(options, 'options');
  return require('./async_iterator').createAsyncIterator(this, options);
};

function stateGetter(read) {
  return {
    __proto__: null,
    configurable: false,
    enumerable: false,
    get: read,
  };
}

Object.defineProperties(Readable.prototype, {
  readable: {
    __proto__: null,
    get() {
      const r = this._readableState;
      // r.readable === false: a Duplex that has no readable side.
      return !!r && r.readable !== false && !r.destroyed && !r.errorEmitted && !r.endEmitted;
    },
    set(value) {
      if (this._readableState) this._readableState.readable = !!value;
    },
  },
  readableDidRead: stateGetter(function() {
    return this._readableState.dataEmitted;
  }),
  readableAborted: stateGetter(function() {
    const state = this._readableState;
    return !!(state.readable !== false && (state.destroyed || state.errored) && !state.endEmitted);
  }),
  readableHighWaterMark: stateGetter(function() {
    return this._readableState.highWaterMark;
  }),
  readableBuffer: stateGetter(function() {
    return this._readableState?.buffer;
  }),
  readableFlowing: {
    __proto__: null,
    enumerable: false,
    get() {
      return this._readableState.flowing;
    },
    set(value) {
      if (this._readableState) this._readableState.flowing = value;
    },
  },
  readableLength: stateGetter(function() {
    return this._readableState.length;
  }),
  readableObjectMode: stateGetter(function() {
    return this._readableState ? this._readableState.objectMode : false;
  }),
  readableEncoding: stateGetter(function() {
    return this._readableState ? this._readableState.encoding : null;
  }),
  errored: stateGetter(function() {
    return this._readableState ? this._readableState.errored : null;
  }),
  closed: stateGetter(function() {
    return this._readableState ? this._readableState.closed : false;
  }),
  destroyed: {
    __proto__: null,
    enumerable: false,
    get() {
      return this._readableState ? this._readableState.destroyed : false;
    },
    set(value) {
      if (this._readableState) this._readableState.destroyed = value;
    },
  },
  readableEnded: stateGetter(function() {
    return this._readableState ? this._readableState.endEmitted : false;
  }),
});

function endReadable(stream) {
  const state = stream._readableState;
  if (!state.endEmitted) {
    state.ended = true;
    process.nextTick(emitEnd, state, stream);
  }
}

function emitEnd(state, stream) {
  if (state.errored || state.closeEmitted || state.endEmitted || state.length !== 0) return;
  state.endEmitted = true;
  stream.emit('end');
  if (stream.writable && stream.allowHalfOpen === false) {
    process.nextTick(endWritable, stream);
  } else if (state.autoDestroy) {
    const w = stream._writableState;
    if (!w || (w.autoDestroy && (w.finished || w.writable === false))) stream.destroy();
  }
}

function endWritable(stream) {
  if (stream.writable && !stream.writableEnded && !stream.destroyed) stream.end();
}

Readable._fromList = (n, state) => state.take(n);

Readable.from = function(iterable, opts) {
  return require('./from').from(Readable, iterable, opts);
};

Readable.fromWeb = function(readableStream, options) {
  return require('../webstreams/adapters').newStreamReadableFromReadableStream(readableStream, options);
};

Readable.toWeb = function(streamReadable, options) {
  return require('../webstreams/adapters').newReadableStreamFromStreamReadable(streamReadable, options);
};

Readable.wrap = function(src, options) {
  return new Readable({
    objectMode: src.readableObjectMode ?? src.objectMode ?? true,
    ...options,
    destroy(err, callback) {
      destroyImpl.destroyer(src, err);
      callback(err);
    },
  }).wrap(src);
};

module.exports = Readable;
