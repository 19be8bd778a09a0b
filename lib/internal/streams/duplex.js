'use strict';

const { Stream } = require('./legacy');
const Readable = require('./readable');
const Writable = require('./writable');
const { adoptMethods, initWritable, onConstructed } = require('./writable_core');
const { construct } = require('./destroy');

/**
 * A stream that is read from and written to; both sides are independent.
 * @param {object} [options] those of Readable and Writable, and `allowHalfOpen`, `readable`, `writable`,
 *   `readableObjectMode`, `writableObjectMode`, `readableHighWaterMark`, `writableHighWaterMark`
 */
function Duplex(options) {
  if (!(this instanceof Duplex)) return new Duplex(options);
  if (!this._events) this._events = usualEvents();
  this._readableState = new Readable.ReadableState(options, this, true);
  initWritable(this, options, true);
  this.allowHalfOpen = options?.allowHalfOpen !== false;
  if (options) configure(this, options);
  Stream.call(this, options);
  if (this._construct) construct(this, start);
  return undefined;
}
Object.setPrototypeOf(Duplex, Readable);
Object.setPrototypeOf(Duplex.prototype, Readable.prototype);

// Those of a Writable, then those of a Readable that it has not got; see there.
function usualEvents() {
  return {
    close: undefined, error: undefined,
    prefinish: undefined, finish: undefined, drain: undefined,
    data: undefined, end: undefined, readable: undefined,
  };
}

function configure(duplex, options) {
  const { _readableState: reading, _writableState: writing } = duplex;
  // A side that is switched off has always been over.
  if (options.readable === false) {
    reading.readable = false;
    reading.ended = reading.endEmitted = true;
  }
  if (options.writable === false) {
    writing.writable = false;
    writing.ending = writing.ended = writing.finished = true;
  }
  if (typeof options.read === 'function') duplex._read = options.read;
  adoptMethods(duplex, options);
  if (options.signal) require('./add-abort-signal').addAbortSignal(options.signal, duplex);
}

function start(duplex) {
  if (duplex._readableState.needReadable) duplex.read(0);
  onConstructed(duplex);
}

// What a Writable has and a Readable has not.
for (const name of ['write', 'cork', 'uncork', 'setDefaultEncoding', '_write', '_writev', 'end', 'destroy']) {
  Duplex.prototype[name] = Writable.prototype[name];
}
for (const suffix of ['', 'HighWaterMark', 'ObjectMode', 'Buffer', 'Length', 'Finished', 'Corked', 'Ended', 'NeedDrain']) {
  const name = `writable${suffix}`;
  Object.defineProperty(Duplex.prototype, name, Object.getOwnPropertyDescriptor(Writable.prototype, name));
}

// Both sides go together.
Object.defineProperty(Duplex.prototype, 'destroyed', {
  __proto__: null,
  get() {
    const { _readableState: reading, _writableState: writing } = this;
    return Boolean(reading && writing) && reading.destroyed && writing.destroyed;
  },
  set(value) {
    const { _readableState: reading, _writableState: writing } = this;
    if (reading && writing) reading.destroyed = writing.destroyed = value;
  },
});

function adapters() {
  return require('../webstreams/adapters');
}

Duplex.fromWeb = (pair, options) => adapters().newStreamDuplexFromReadableWritablePair(pair, options);
Duplex.toWeb = (duplex, options) => adapters().newReadableWritablePairFromDuplex(duplex, options);
Duplex.from = (body) => require('./duplexify')(body, 'body');

module.exports = Duplex;
