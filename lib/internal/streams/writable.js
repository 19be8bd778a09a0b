'use strict';

const EE = require('../../events');
const { Stream } = require('./legacy');
const destroyImpl = require('./destroy');
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

let codes;
function errorCodes() {
  codes ??= require('../errors').codes;
  return codes;
}

/**
 * A stream that data is written to.
 * @param {object} [options] `highWaterMark`, `decodeStrings`, `defaultEncoding`, `objectMode`, `emitClose`, `autoDestroy`,
 *   `signal` and the implementations `write`, `writev`, `destroy`, `final`, `construct`
 */
function Writable(options) {
  if (!(this instanceof Writable)) return new Writable(options);

  this._events ??= {
    close: undefined,
    error: undefined,
    prefinish: undefined,
    finish: undefined,
    drain: undefined,
  };
  initWritable(this, options, false);
  if (options) {
    adoptMethods(this, options);
    if (options.signal) require('./add-abort-signal').addAbortSignal(options.signal, this);
  }
  Stream.call(this, options);
  if (this._construct != null) constructWritable(this);
  return undefined;
}
Object.setPrototypeOf(Writable.prototype, Stream.prototype);
Object.setPrototypeOf(Writable, Stream);

Writable.WritableState = WritableState;

function constructWritable(stream) {
  destroyImpl.construct(stream, () => onConstructed(stream));
}

// A Duplex is a Writable too, though its prototype chain goes through Readable.
Object.defineProperty(Writable, Symbol.hasInstance, {
  __proto__: null,
  value(object) {
    if (Function.prototype[Symbol.hasInstance].call(this, object)) return true;
    if (this !== Writable) return false;
    return object && object._writableState instanceof WritableState;
  },
});

Writable.prototype.pipe = function() {
  destroyImpl.errorOrDestroy(this, new (errorCodes().ERR_STREAM_CANNOT_PIPE)());
};

/**
 * Writes a chunk.
 * @param {(err?: Error) => void} [cb] when it has been dealt with
 * @returns {boolean} false: wait for 'drain' before writing more
 */
Writable.prototype.write = function(chunk, encoding, cb) {
  if (encoding != null && typeof encoding === 'function') {
    cb = encoding;
    encoding = null;
  }
  return acceptWrite(this, chunk, encoding, cb) === true;
};

Writable.prototype.cork = function() {
  this._writableState.corked++;
};

Writable.prototype.uncork = function() {
  const state = this._writableState;
  if (state.corked) {
    state.corked--;
    if (!state.writing) clearBuffer(this, state);
  }
};

Writable.prototype.setDefaultEncoding = function(encoding) {
  if (typeof encoding === 'string') encoding = encoding.toLowerCase();
  if (!Buffer.isEncoding(encoding)) throw new (errorCodes().ERR_UNKNOWN_ENCODING)(encoding);
  this._writableState.defaultEncoding = encoding;
  return this;
};

Writable.prototype._write = function(chunk, encoding, cb) {
  if (!this._writev) throw new (errorCodes().ERR_METHOD_NOT_IMPLEMENTED)('_write()');
  this._writev([{ chunk, encoding }], cb);
};

Writable.prototype._writev = null;

/**
 * Says that nothing more will be written, optionally after a last chunk.
 * @param {(err?: Error) => void} [cb] on 'finish' or failure
 */
Writable.prototype.end = function(chunk, encoding, cb) {
  const state = this._writableState;
  if (typeof chunk === 'function') {
    cb = chunk;
    chunk = null;
    encoding = null;
  } else if (typeof encoding === 'function') {
    cb = encoding;
    encoding = null;
  }

  let err;
  if (chunk !== null && chunk !== undefined) {
    const ret = acceptWrite(this, chunk, encoding);
    if (ret instanceof Error) err = ret;
  }
  if (state.corked) {
    state.corked = 1;
    this.uncork();
  }
  if (err === undefined) {
    if (!state.errored && !state.ending) {
      // Another end() is fine as long as this one is under way.
      state.ending = true;
      finishMaybe(this, state, true);
      state.ended = true;
    } else if (state.finished) {
      err = new (errorCodes().ERR_STREAM_ALREADY_FINISHED)('end');
    } else if (state.destroyed) {
      err = new (errorCodes().ERR_STREAM_DESTROYED)('end');
    }
  }

  if (typeof cb === 'function') {
    if (err) {
      process.nextTick(cb, err);
    } else if (state.errored) {
      process.nextTick(cb, state.errored);
    } else if (state.finished) {
      process.nextTick(cb);
    } else {
      state.onFinished ??= [];
      state.onFinished.push(cb);
    }
  }
  return this;
};

function stateGetter(read) {
  return { __proto__: null, get: read };
}

Object.defineProperties(Writable.prototype, {
  closed: stateGetter(function() {
    return this._writableState ? this._writableState.closed : false;
  }),
  destroyed: {
    __proto__: null,
    get() {
      return this._writableState ? this._writableState.destroyed : false;
    },
    set(value) {
      if (this._writableState) this._writableState.destroyed = value;
    },
  },
  writable: {
    __proto__: null,
    get() {
      const w = this._writableState;
      // w.writable === false: a Duplex that has no writable side.
      return !!w && w.writable !== false && !w.destroyed && !w.errored && !w.ending && !w.ended;
    },
    set(value) {
      if (this._writableState) this._writableState.writable = !!value;
    },
  },
  writableFinished: stateGetter(function() {
    return this._writableState ? this._writableState.finished : false;
  }),
  writableObjectMode: stateGetter(function() {
    return this._writableState ? this._writableState.objectMode : false;
  }),
  writableBuffer: stateGetter(function() {
    return this._writableState?.getBuffer();
  }),
  writableEnded: stateGetter(function() {
    return this._writableState ? this._writableState.ending : false;
  }),
  writableNeedDrain: stateGetter(function() {
    const w = this._writableState;
    return w ? !w.destroyed && !w.ending && w.needDrain : false;
  }),
  writableHighWaterMark: stateGetter(function() {
    return this._writableState?.highWaterMark;
  }),
  writableCorked: stateGetter(function() {
    return this._writableState ? this._writableState.corked : 0;
  }),
  writableLength: stateGetter(function() {
    return this._writableState?.length;
  }),
  errored: {
    __proto__: null,
    enumerable: false,
    get() {
      return this._writableState ? this._writableState.errored : null;
    },
  },
  writableAborted: {
    __proto__: null,
    enumerable: false,
    get() {
      const w = this._writableState;
      return !!(w.writable !== false && (w.destroyed || w.errored) && !w.finished);
    },
  },
});

Writable.prototype.destroy = function(err, cb) {
  const state = this._writableState;
  if (!state.destroyed && (state.bufferedIndex < state.buffered.length || state.onFinished !== null)) {
    process.nextTick(failBuffer, state);
  }
  destroyImpl.destroy.call(this, err, cb);
  return this;
};
Writable.prototype._undestroy = destroyImpl.undestroy;
Writable.prototype._destroy = function(err, cb) {
  cb(err);
};

Writable.prototype[EE.captureRejectionSymbol] = function(err) {
  this.destroy(err);
};

Writable.prototype[Symbol.asyncDispose] = function() {
  let error;
  if (!this.destroyed) {
    error = this.writableFinished ? null : new (require('../errors').AbortError)();
    this.destroy(error);
  }
  return new Promise((resolve, reject) => {
    require('./end-of-stream').eos(this, (err) => (err && err.name !== 'AbortError' ? reject(err) : resolve(null)));
  });
};

Writable.fromWeb = function(writableStream, options) {
  return require('../webstreams/adapters').newStreamWritableFromWritableStream(writableStream, options);
};

Writable.toWeb = function(streamWritable) {
  return require('../webstreams/adapters').newWritableStreamFromStreamWritable(streamWritable);
};

module.exports = Writable;
