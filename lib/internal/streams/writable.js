'use strict';

const EE = require('../../events');
const { Stream } = require('./legacy');
const { construct, destroy, errorOrDestroy, undestroy } = require('./destroy');
const { WritableState } = require('./writable_state');

const {
  acceptWrite,
  adoptMethods,
  clearBuffer,
  failBuffer,
  finishMaybe,
  initWritable,
  onConstructed,
} = require('./writable_core');

function codedError(code, ...args) {
  return new (require('../errors').codes[code])(...args);
}

/**
 * A stream that data is written to.
 * @param {object} [options] `highWaterMark`, `decodeStrings`, `defaultEncoding`, `objectMode`, `emitClose`, `autoDestroy`,
 *   `signal` and the implementations `write`, `writev`, `destroy`, `final`, `construct`
 */
function Writable(options) {
  if (!(this instanceof Writable)) return new Writable(options);
  if (!this._events) this._events = usualEvents();
  initWritable(this, options, false);
  if (options) adoptMethods(this, options);
  if (options?.signal) require('./add-abort-signal').addAbortSignal(options.signal, this);
  Stream.call(this, options);
  if (this._construct) construct(this, onConstructed);
  return undefined;
}
Object.setPrototypeOf(Writable, Stream);
Object.setPrototypeOf(Writable.prototype, Stream.prototype);
Writable.WritableState = WritableState;

// There from the beginning, so that listeners come and go without a change of shape.
function usualEvents() {
  return { close: undefined, error: undefined, prefinish: undefined, finish: undefined, drain: undefined };
}

const isOnChain = Function.prototype[Symbol.hasInstance];

// A Duplex is a Writable too, though its prototype chain goes through Readable. Subclasses have no such relatives.
Object.defineProperty(Writable, Symbol.hasInstance, {
  __proto__: null,
  value(object) {
    if (Reflect.apply(isOnChain, this, [object])) return true;
    return this === Writable && object && object._writableState instanceof WritableState;
  },
});

Writable.prototype.pipe = function() {
  errorOrDestroy(this, codedError('ERR_STREAM_CANNOT_PIPE'));
};

/**
 * Writes a chunk.
 * @param {(err?: Error) => void} [cb] when it has been dealt with
 * @returns {boolean} false: wait for 'drain' before writing more
 */
Writable.prototype.write = function(chunk, encoding, cb) {
  const accepted = typeof encoding === 'function' ?
    acceptWrite(this, chunk, null, encoding) :
    acceptWrite(this, chunk, encoding, cb);
  return accepted === true;
};

/** Collects what is written from now on, until as many calls of uncork() as of this have been made. */
Writable.prototype.cork = function() {
  this._writableState.corked += 1;
};

Writable.prototype.uncork = function() {
  const state = this._writableState;
  if (!state.corked) return;
  state.corked -= 1;
  if (!state.writing) clearBuffer(this, state);
};

Writable.prototype.setDefaultEncoding = function(encoding) {
  const known = typeof encoding === 'string' ? encoding.toLowerCase() : encoding;
  if (!Buffer.isEncoding(known)) throw codedError('ERR_UNKNOWN_ENCODING', known);
  this._writableState.defaultEncoding = known;
  return this;
};

Writable.prototype._write = function(chunk, encoding, cb) {
  // One of both has to be there.
  if (!this._writev) throw codedError('ERR_METHOD_NOT_IMPLEMENTED', '_write()');
  this._writev([{ chunk, encoding }], cb);
};

Writable.prototype._writev = null;

/**
 * Says that nothing more will be written, optionally after a last chunk.
 * @param {(err?: Error) => void} [cb] on 'finish' or failure
 */
Writable.prototype.end = function(chunk, encoding, cb) {
  if (typeof chunk === 'function') return end(this, undefined, undefined, chunk);
  if (typeof encoding === 'function') return end(this, chunk, undefined, encoding);
  return end(this, chunk, encoding, cb);
};

function end(stream, chunk, encoding, callback) {
  const state = stream._writableState;
  const isLastChunk = chunk !== undefined && chunk !== null;
  const written = isLastChunk ? acceptWrite(stream, chunk, encoding) : true;
  if (state.corked) {
    // However often it was corked.
    state.corked = 1;
    stream.uncork();
  }
  const failure = written instanceof Error ? written : startEnding(stream, state);
  if (typeof callback === 'function') callWhenEnded(state, failure, callback);
  return stream;
}

/** What is wrong with ending now, if anything is. */
function startEnding(stream, state) {
  if (!state.ending && !state.errored) {
    state.ending = true;
    finishMaybe(stream, state, true);
    state.ended = true;
    return null;
  }
  // While the first end() is under way another one does no harm.
  if (state.finished) return codedError('ERR_STREAM_ALREADY_FINISHED', 'end');
  return state.destroyed ? codedError('ERR_STREAM_DESTROYED', 'end') : null;
}

function callWhenEnded(state, failure, callback) {
  const err = failure ?? state.errored;
  if (err) process.nextTick(callback, err);
  else if (state.finished) process.nextTick(callback);
  else if (state.onFinished === null) state.onFinished = [callback];
  else state.onFinished.push(callback);
}

// What a Writable shows of its state. A subclass may ask before there is one.
const views = {
  get closed() {
    return this._writableState?.closed ?? false;
  },
  get destroyed() {
    return this._writableState?.destroyed ?? false;
  },
  set destroyed(value) {
    if (this._writableState) this._writableState.destroyed = value;
  },
  get writable() {
    const state = this._writableState;
    // A Duplex may have no writable side.
    if (!state || state.writable === false) return false;
    return !(state.ending || state.ended || state.destroyed || state.errored);
  },
  set writable(value) {
    if (this._writableState) this._writableState.writable = !!value;
  },
  get writableFinished() {
    return this._writableState?.finished ?? false;
  },
  get writableObjectMode() {
    return this._writableState?.objectMode ?? false;
  },
  get writableBuffer() {
    return this._writableState?.getBuffer();
  },
  get writableEnded() {
    return this._writableState?.ending ?? false;
  },
  get writableNeedDrain() {
    const state = this._writableState;
    return Boolean(state) && state.needDrain && !state.ending && !state.destroyed;
  },
  get writableHighWaterMark() {
    return this._writableState?.highWaterMark;
  },
  get writableCorked() {
    return this._writableState?.corked ?? 0;
  },
  get writableLength() {
    return this._writableState?.length;
  },
  get errored() {
    return this._writableState?.errored ?? null;
  },
  get writableAborted() {
    const state = this._writableState;
    if (state.finished || state.writable === false) return false;
    return Boolean(state.errored || state.destroyed);
  },
};
for (const name of Object.keys(views)) {
  const { get, set } = Object.getOwnPropertyDescriptor(views, name);
  Object.defineProperty(Writable.prototype, name, { __proto__: null, get, set });
}

Writable.prototype.destroy = function(err, cb) {
  const state = this._writableState;
  const isWaitedFor = state.onFinished !== null || state.buffered.length > state.bufferedIndex;
  if (isWaitedFor && !state.destroyed) process.nextTick(failBuffer, state);
  return Reflect.apply(destroy, this, [err, cb]);
};

Writable.prototype._undestroy = undestroy;

Writable.prototype._destroy = function(err, done) {
  done(err);
};

Writable.prototype[EE.captureRejectionSymbol] = function(err) {
  this.destroy(err);
};

Writable.prototype[Symbol.asyncDispose] = function() {
  if (!this.destroyed) {
    this.destroy(this.writableFinished ? null : new (require('../errors').AbortError)());
  }
  const { promise, resolve, reject } = Promise.withResolvers();
  require('./end-of-stream').eos(this, (err) => {
    // Disposing of it early is meant.
    if (!err || err.name === 'AbortError') resolve(null);
    else reject(err);
  });
  return promise;
};

function adapters() {
  return require('../webstreams/adapters');
}

Writable.fromWeb = (stream, options) => adapters().newStreamWritableFromWritableStream(stream, options);
Writable.toWeb = (writable) => adapters().newWritableStreamFromStreamWritable(writable);

module.exports = Writable;
