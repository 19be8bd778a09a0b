'use strict';

const Readable = require('./internal/streams/readable');
const Stream = require('./internal/streams/legacy').Stream;
const { joinHeader, joinDistinct } = require('./internal/http/header_joining');

// What was made of the raw fields, once somebody asked, and how many of these count.
const kJoined = Symbol('kHeaders');
const kDistinct = Symbol('kHeadersDistinct');
const kCount = Symbol('kHeadersCount');
const kTrailersJoined = Symbol('kTrailers');
const kTrailersDistinct = Symbol('kTrailersDistinct');
const kTrailersCount = Symbol('kTrailersCount');
const kBodyEnded = Symbol('kBodyEnded');

/** Lets a socket that was stopped for back-pressure read again. */
function readStart(socket) {
  if (!socket || socket._paused) return;
  if (socket.readable) socket.resume();
}

function readStop(socket) {
  socket?.pause();
}

/**
 * A request a server received, or a response a client received.
 *
 * Most requests have no body that anybody reads: the stream's state is made when first asked for.
 * @param {import('net').Socket} socket
 */
function IncomingMessage(socket) {
  Stream.call(this);
  this.socket = socket;
  startHead(this);
  startRequestLine(this);
  this.client = socket;
  startBody(this);
}
Object.setPrototypeOf(IncomingMessage.prototype, Readable.prototype);
Object.setPrototypeOf(IncomingMessage, Readable);

function startHead(message) {
  message.httpVersionMajor = null;
  message.httpVersionMinor = null;
  message.httpVersion = null;
  message.complete = false;
  message[kJoined] = null;
  message[kCount] = 0;
  message.rawHeaders = [];
  message[kTrailersJoined] = null;
  message[kTrailersCount] = 0;
  message.rawTrailers = [];
}

function startRequestLine(message) {
  message.joinDuplicateHeaders = false;
  message.aborted = false;
  message.upgrade = null;
  message.url = '';
  message.method = null;
  message.statusCode = null;
  message.statusMessage = null;
}

function startBody(message) {
  message._consuming = false;
  // Set when nobody will read the body: it is thrown away as it comes.
  message._dumped = false;
  message[kBodyEnded] = false;
}

// --- the stream's state

function hasState(message) {
  return Object.hasOwn(message, '_readableState');
}

function setState(message, value) {
  Object.defineProperty(message, '_readableState', Object.getOwnPropertyDescriptor({ value }, 'value'));
}

/** Makes the state, and catches up on what has happened without it. */
function makeState(message) {
  const highWaterMark = message.socket?.readableHighWaterMark;
  const state = new Readable.ReadableState(highWaterMark === undefined ? undefined : { highWaterMark }, message, false);
  setState(message, state);
  // Nothing is read ahead until somebody reads: what nobody has begun to read can be dumped.
  state.readingMore = true;
  if (message[kBodyEnded]) {
    message.push(null);
    if (message._dumped) message.resume();
  }
  return state;
}

// --- fields

function joinAll(message, raw, count, target) {
  for (let i = 0; i < count; i += 2) message._addHeaderLine(raw[i], raw[i + 1], target);
  return target;
}

function collectDistinct(message, raw, count) {
  const target = {};
  for (let i = 0; i < count; i += 2) message._addHeaderLineDistinct(raw[i], raw[i + 1], target);
  return target;
}

const accessors = {
  get _readableState() {
    // On the prototype itself there is none.
    return Object.hasOwn(this, 'httpVersionMajor') ? makeState(this) : undefined;
  },
  set _readableState(state) { setState(this, state); },

  get connection() { return this.socket; },
  set connection(socket) { this.socket = socket; },

  get headers() {
    return this[kJoined] ??= joinAll(this, this.rawHeaders, this[kCount], {});
  },
  set headers(value) { this[kJoined] = value; },

  get headersDistinct() {
    return this[kDistinct] ??= collectDistinct(this, this.rawHeaders, this[kCount]);
  },
  set headersDistinct(value) { this[kDistinct] = value; },

  get trailers() {
    return this[kTrailersJoined] ??= joinAll(this, this.rawTrailers, this[kTrailersCount], {});
  },
  set trailers(value) { this[kTrailersJoined] = value; },

  get trailersDistinct() {
    return this[kTrailersDistinct] ??= collectDistinct(this, this.rawTrailers, this[kTrailersCount]);
  },
  set trailersDistinct(value) { this[kTrailersDistinct] = value; },
};
for (const [name, { get, set }] of Object.entries(Object.getOwnPropertyDescriptors(accessors))) {
  const configurable = name === '_readableState';
  Object.defineProperty(IncomingMessage.prototype, name, { configurable, enumerable: false, get, set });
}

// --- giving up

/** An error that nobody listens for must not end the process: the other side caused it. */
function finishDestroy(message, error, callback) {
  callback(message.listenerCount('error') > 0 ? error : undefined);
}

/** A message cut short takes its socket with it, whose error is the better one to tell. */
function destroySocket(message, error, callback) {
  const { socket } = message;
  let reason = error;
  const onError = (failure) => { reason = failure; };
  const onClose = () => {
    socket.off('error', onError);
    process.nextTick(finishDestroy, message, reason, callback);
  };
  socket.once('error', onError);
  socket.once('close', onClose);
  socket.destroy(error);
}

Object.assign(IncomingMessage.prototype, {
  /**
   * Emits 'timeout' when the connection was idle for `msecs`.
   * @param {number} msecs
   * @param {() => void} [callback]
   */
  setTimeout(msecs, callback) {
    if (callback) this.on('timeout', callback);
    this.socket.setTimeout(msecs);
    return this;
  },

  _read(n) {
    const { socket } = this;
    if (this._consuming === false) {
      this._consuming = true;
      this._readableState.readingMore = false;
    }
    if (socket.readable) readStart(socket);
  },

  /** Called when the message's last byte was seen. */
  _endBody() {
    this[kBodyEnded] = true;
    if (hasState(this)) {
      this.push(null);
    } else if (this._dumped && this._eventsCount > 0) {
      makeState(this);
    }
  },

  _destroy(error, callback) {
    const isWhole = this.complete && this.readableEnded;
    if (!isWhole) {
      this.aborted = true;
      this.emit('aborted');
    }
    // After a whole message the socket can serve again.
    if (this.aborted && this.socket && !this.socket.destroyed) destroySocket(this, error, callback);
    else process.nextTick(finishDestroy, this, error, callback);
  },

  /** Takes over a flat list of names and values; `n` of its entries make it into the objects. */
  _addHeaderLines(headers, n) {
    let target = this[kJoined];
    if (this.complete) {
      this[kTrailersCount] = n;
      this.rawTrailers = headers;
      target = this[kTrailersJoined];
    } else {
      this[kCount] = n;
      this.rawHeaders = headers;
    }
    if (target !== null) joinAll(this, headers, n, target);
  },

  /** Adds one field to `dest`, by the rules that `message.headers` documents. */
  _addHeaderLine(field, value, dest) {
    joinHeader(field, value, dest, this.joinDuplicateHeaders);
  },

  _addHeaderLineDistinct(field, value, dest) {
    joinDistinct(field, value, dest);
  },

  /** Makes sure that the body is read, even if the program has no use for it. */
  _dump() {
    if (this._dumped) return;
    this._dumped = true;
    if (hasState(this)) {
      // What is buffered flows now, but to nobody.
      this.removeAllListeners('data');
      this.resume();
      return;
    }
    if (!this[kBodyEnded]) readStart(this.socket);
    else if (this._eventsCount > 0) makeState(this);
  },

  /** The same where the program has not begun to read. */
  _dumpUnread() {
    if (this._consuming || (hasState(this) && this._readableState.dataEmitted)) return;
    this._dump();
  },

  _dumpAndCloseReadable() {
    this._dumped = true;
    const finished = { ended: true, endEmitted: true, destroyed: true, closed: true, closeEmitted: true };
    Object.assign(this._readableState, finished);
  },
});

// Ours alone: a program that goes through a request's properties does not meet them.
for (const name of ['_dumpUnread', '_endBody']) {
  Object.defineProperty(IncomingMessage.prototype, name, { __proto__: null, enumerable: false });
}

module.exports = {
  IncomingMessage,
  readStart,
  readStop,
};
