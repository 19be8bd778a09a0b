'use strict';

const EE = require('../../events');
const { Stream } = require('./legacy');
const { construct, destroy, destroyer, errorOrDestroy, undestroy } = require('./destroy');
const { announce, fillSoon, flow, read, takeIn } = require('./readable_core');
const { ReadableState } = require('./readable_state');

/**
 * A stream that data is read from.
 * @param {object} [options] `highWaterMark`, `encoding`, `objectMode`, `emitClose`, `autoDestroy`, `signal` and the
 *   implementations `read`, `destroy`, `construct`
 */
function Readable(options) {
  if (!(this instanceof Readable)) return new Readable(options);
  if (!this._events) this._events = usualEvents();
  this._readableState = new ReadableState(options, this, false);
  if (options) configure(this, options);
  Stream.call(this, options);
  if (this._construct) construct(this, start);
  return undefined;
}
Object.setPrototypeOf(Readable, Stream);
Object.setPrototypeOf(Readable.prototype, Stream.prototype);
Readable.ReadableState = ReadableState;

// There from the beginning, so that listeners come and go without a change of shape.
function usualEvents() {
  return { close: undefined, error: undefined, data: undefined, end: undefined, readable: undefined };
}

function configure(stream, { read, destroy, construct, signal }) {
  if (typeof read === 'function') stream._read = read;
  if (typeof destroy === 'function') stream._destroy = destroy;
  if (typeof construct === 'function') stream._construct = construct;
  if (signal) require('./add-abort-signal').addAbortSignal(signal, stream);
}

function start(stream) {
  const state = stream._readableState;
  if (state.needReadable) fillSoon(stream, state);
}

Readable.prototype.destroy = destroy;
Readable.prototype._undestroy = undestroy;

Readable.prototype._destroy = function(err, done) {
  done(err);
};

Readable.prototype[EE.captureRejectionSymbol] = function(err) {
  this.destroy(err);
};

Readable.prototype[Symbol.asyncDispose] = function() {
  // Being disposed of early is an abort, but none that the disposer is told of.
  let abort = null;
  if (!this.destroyed) {
    if (!this.readableEnded) abort = new (require('../errors').AbortError)();
    this.destroy(abort);
  }
  const { promise, resolve, reject } = Promise.withResolvers();
  require('./end-of-stream').eos(this, (err) => {
    if (!err || err === abort) resolve(null);
    else reject(err);
  });
  return promise;
};

/**
 * Hands the stream its next chunk; `null` ends it.
 * @returns {boolean} whether more is wanted now
 */
Readable.prototype.push = function(chunk, encoding) {
  return takeIn(this, chunk, encoding, false);
};

/** Puts a chunk back, to be read first. */
Readable.prototype.unshift = function(chunk, encoding) {
  return takeIn(this, chunk, encoding, true);
};

Readable.prototype.isPaused = function() {
  const { flowing, paused } = this._readableState;
  return flowing === false || paused === true;
};

/** From now on chunks are strings in encoding `enc`; characters cut in two by chunk borders are put together. */
Readable.prototype.setEncoding = function(enc) {
  const { StringDecoder } = require('../../string_decoder');
  this._readableState.decodeWith(new StringDecoder(enc));
  return this;
};

/**
 * Takes `n` bytes, characters or (in object mode) one object; without `n`, what there is.
 * @returns {Buffer|string|any|null} `null` while there is less than that
 */
Readable.prototype.read = function(n) {
  if (n === undefined) return read(this, NaN);
  return read(this, Number.isInteger(n) ? n : Number.parseInt(n, 10));
};

Readable.prototype._read = function(size) {
  throw new (require('../errors').codes.ERR_METHOD_NOT_IMPLEMENTED)('_read()');
};

Readable.prototype.pipe = function(dest, pipeOpts) {
  return require('./pipe').pipe(this, dest, pipeOpts);
};

/** Ends the pipe to `dest`, or all pipes. */
Readable.prototype.unpipe = function(dest) {
  const state = this._readableState;
  const { pipes } = state;
  const leaving = dest ? pipes.filter((each) => each === dest).slice(0, 1) : pipes;
  if (leaving.length === 0) return this;
  if (dest) pipes.splice(pipes.indexOf(dest), 1);
  else state.pipes = [];
  if (state.pipes.length === 0) this.pause();
  for (const each of leaving) each.emit('unpipe', this, { hasUnpiped: false });
  return this;
};

// Listeners decide how the stream is read: 'data' lets it flow, unless a 'readable' listener does the reading.

Readable.prototype.on = function(event, listener) {
  const result = Stream.prototype.on.call(this, event, listener);
  if (event === 'data') dataIsWanted(this, this._readableState);
  else if (event === 'readable') readingIsWanted(this, this._readableState);
  return result;
};
Readable.prototype.addListener = Readable.prototype.on;

function dataIsWanted(stream, state) {
  state.readableListening = stream.listenerCount('readable') > 0;
  if (state.flowing !== false) stream.resume();
}

function readingIsWanted(stream, state) {
  if (state.readableListening || state.endEmitted) return;
  state.readableListening = true;
  state.needReadable = true;
  state.emittedReadable = false;
  state.flowing = false;
  if (state.length > 0) announce(stream, state);
  else if (!state.reading) process.nextTick(readNothing, stream);
}

function readNothing(stream) {
  stream.read(0);
}

Readable.prototype.removeListener = function(event, listener) {
  const result = Stream.prototype.removeListener.call(this, event, listener);
  if (event === 'readable') process.nextTick(reconsider, this);
  return result;
};
Readable.prototype.off = Readable.prototype.removeListener;

Readable.prototype.removeAllListeners = function(...events) {
  const [event] = events;
  const result = Reflect.apply(Stream.prototype.removeAllListeners, this, events);
  if (event === undefined || event === 'readable') process.nextTick(reconsider, this);
  return result;
};
Object.defineProperty(Readable.prototype.removeAllListeners, 'length', { __proto__: null, value: 1 });

// Later than the removal, which may only make room for another listener.
function reconsider(stream) {
  const state = stream._readableState;
  const isListening = stream.listenerCount('readable') > 0;
  state.readableListening = isListening;
  if (state.paused === false && state.resumeScheduled) state.flowing = true;
  else if (stream.listenerCount('data') > 0) stream.resume();
  else if (!isListening) state.flowing = null;
}

/** Lets data flow, unless a 'readable' listener reads it. */
Readable.prototype.resume = function() {
  const state = this._readableState;
  const wasFlowing = state.flowing;
  state.paused = false;
  if (wasFlowing) return this;
  state.flowing = !state.readableListening;
  if (!state.resumeScheduled) {
    state.resumeScheduled = true;
    process.nextTick(resumeNow, this, state);
  }
  return this;
};

function resumeNow(stream, state) {
  if (!state.reading) readNothing(stream);
  state.resumeScheduled = false;
  stream.emit('resume');
  flow(stream, state);
  if (!state.reading && state.flowing) readNothing(stream);
}

Readable.prototype.pause = function() {
  const state = this._readableState;
  const wasPaused = state.flowing === false;
  state.flowing = false;
  if (!wasPaused) this.emit('pause');
  state.paused = true;
  return this;
};

/** Makes this stream hand on what an old-style stream emits. */
Readable.prototype.wrap = function(old) {
  let held = false;
  this._read = () => {
    if (!held || !old.resume) return;
    held = false;
    old.resume();
  };
  const forward = {
    data: (chunk) => {
      if (this.push(chunk) || !old.pause) return;
      held = true;
      old.pause();
    },
    end: () => this.push(null),
    error: (err) => errorOrDestroy(this, err),
    close: () => this.destroy(),
    destroy: () => this.destroy(),
  };
  for (const event of Object.keys(forward)) old.on(event, forward[event]);
  // Its own methods stay reachable through the new one.
  for (const name of Object.keys(old)) {
    if (this[name] === undefined && typeof old[name] === 'function') this[name] = old[name].bind(old);
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

// What a Readable shows of its state.
const views = {
  get readable() {
    const state = this._readableState;
    // A Duplex may have no readable side.
    if (!state || state.readable === false) return false;
    return !(state.destroyed || state.errorEmitted || state.endEmitted);
  },
  set readable(value) {
    if (this._readableState) this._readableState.readable = !!value;
  },
  get readableDidRead() {
    return this._readableState.dataEmitted;
  },
  get readableAborted() {
    const state = this._readableState;
    if (state.endEmitted || state.readable === false) return false;
    return Boolean(state.errored || state.destroyed);
  },
  get readableHighWaterMark() {
    return this._readableState.highWaterMark;
  },
  get readableBuffer() {
    return this._readableState?.buffer;
  },
  get readableFlowing() {
    return this._readableState.flowing;
  },
  set readableFlowing(value) {
    if (this._readableState) this._readableState.flowing = value;
  },
  get readableLength() {
    return this._readableState.length;
  },
  get readableObjectMode() {
    return this._readableState?.objectMode ?? false;
  },
  get readableEncoding() {
    return this._readableState?.encoding ?? null;
  },
  get errored() {
    return this._readableState?.errored ?? null;
  },
  get closed() {
    return this._readableState?.closed ?? false;
  },
  get destroyed() {
    return this._readableState?.destroyed ?? false;
  },
  set destroyed(value) {
    if (this._readableState) this._readableState.destroyed = value;
  },
  get readableEnded() {
    return this._readableState?.endEmitted ?? false;
  },
};
for (const name of Object.keys(views)) {
  const { get, set } = Object.getOwnPropertyDescriptor(views, name);
  Object.defineProperty(Readable.prototype, name, { __proto__: null, get, set });
}

Readable._fromList = (n, state) => state.take(n);

Readable.from = (iterable, opts) => require('./from').from(Readable, iterable, opts);

function adapters() {
  return require('../webstreams/adapters');
}

Readable.fromWeb = (stream, options) => adapters().newStreamReadableFromReadableStream(stream, options);
Readable.toWeb = (stream, options) => adapters().newReadableStreamFromStreamReadable(stream, options);

/** A Readable of an old-style stream, which is destroyed along with it. */
Readable.wrap = (old, options) => {
  const objectMode = old.readableObjectMode ?? old.objectMode ?? true;
  const destroyBoth = (err, done) => {
    destroyer(old, err);
    done(err);
  };
  return new Readable({ objectMode, ...options, destroy: destroyBoth }).wrap(old);
};

module.exports = Readable;
