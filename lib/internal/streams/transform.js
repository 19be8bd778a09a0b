'use strict';

const Duplex = require('./duplex');
const { getHighWaterMark } = require('./state');

/** The callback of a chunk whose output fills the readable side, kept until that is read. */
const kHeld = Symbol('kCallback');

/**
 * A Duplex whose output is computed from its input.
 * @param {object} [options] those of Duplex, and the implementations `transform(chunk, encoding, callback)`, `flush(callback)`
 */
function Transform(options) {
  if (!(this instanceof Transform)) return new Transform(options);
  Duplex.call(this, duplexOptions(options));
  // _read never pushes by itself, so what it releases counts as asynchronous.
  this._readableState.sync = false;
  this[kHeld] = null;
  if (typeof options?.transform === 'function') this._transform = options.transform;
  if (typeof options?.flush === 'function') this._flush = options.flush;
  this.on('prefinish', flushUnlessFinal);
  return undefined;
}
Object.setPrototypeOf(Transform.prototype, Duplex.prototype);
Object.setPrototypeOf(Transform, Duplex);

// Where the readable side may hold nothing, the writable side holds nothing either, unless it is told to: a chunk
// is then only transformed when somebody asks for it.
function duplexOptions(options) {
  if (!options) return options;
  const readableLimit = getHighWaterMark({ objectMode: false }, options, 'readableHighWaterMark', true);
  if (readableLimit !== 0) return options;
  const { writableHighWaterMark } = options;
  return {
    ...options, highWaterMark: null, readableHighWaterMark: 0, writableHighWaterMark: writableHighWaterMark || 0,
  };
}

/** The last output: what `_flush` gives, and the end. `cb` is missing where `_final` is somebody else's. */
function final(cb) {
  if (this.destroyed || typeof this._flush !== 'function') {
    endOutput(this, null, cb);
    return;
  }
  this._flush((err, last) => {
    if (!err) endOutput(this, last, cb);
    else if (cb) cb(err);
    else this.destroy(err);
  });
}

function endOutput(transform, last, cb) {
  if (last !== null && last !== undefined) transform.push(last);
  transform.push(null);
  cb?.();
}

// A subclass that has its own _final is flushed all the same.
function flushUnlessFinal() {
  if (this._final !== final) final.call(this);
}

Transform.prototype._final = final;

Transform.prototype._transform = function(chunk, encoding, callback) {
  throw new (require('../errors').codes.ERR_METHOD_NOT_IMPLEMENTED)('_transform()');
};

Transform.prototype._write = function(chunk, encoding, callback) {
  const unread = this._readableState.length;
  this._transform(chunk, encoding, (err, output) => {
    if (err) callback(err);
    else deliver(this, output, unread, callback);
  });
};

// Hands on the output of one chunk, and asks for the next one unless there was output and that is enough for now.
function deliver(transform, output, unread, callback) {
  if (output !== null && output !== undefined) transform.push(output);
  const reading = transform._readableState;
  if (reading.ended) {
    process.nextTick(callback);
    return;
  }
  const isFull = reading.length >= reading.highWaterMark && reading.length !== unread;
  if (isFull && !transform._writableState.ended) transform[kHeld] = callback;
  else callback();
}

Transform.prototype._read = function() {
  const held = this[kHeld];
  if (!held) return;
  this[kHeld] = null;
  held();
};

module.exports = Transform;
