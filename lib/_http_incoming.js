'use strict';

const Readable = require('./internal/streams/readable');
const Stream = require('./internal/streams/legacy').Stream;
const { joinHeader, joinDistinct } = require('./internal/http/header_joining');

const kHeaders = Symbol('kHeaders');
const kHeadersDistinct = Symbol('kHeadersDistinct');
const kHeadersCount = Symbol('kHeadersCount');
const kTrailers = Symbol('kTrailers');
const kTrailersDistinct = Symbol('kTrailersDistinct');
const kTrailersCount = Symbol('kTrailersCount');
const kBodyEnded = Symbol('kBodyEnded');

/** Lets a socket that was stopped for back-pressure read again. */
function readStart(socket) {
  if (socket && !socket._paused && socket.readable) socket.resume();
}

function readStop(socket) {
  if (socket) socket.pause();
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
  this.httpVersionMajor = null;
  this.httpVersionMinor = null;
  this.httpVersion = null;
  this.complete = false;
  this[kHeaders] = null;
  this[kHeadersCount] = 0;
  this.rawHeaders = [];
  this[kTrailers] = null;
  this[kTrailersCount] = 0;
  this.rawTrailers = [];
  this.joinDuplicateHeaders = false;
  this.aborted = false;
  this.upgrade = null;
  this.url = '';
  this.method = null;
  this.statusCode = null;
  this.statusMessage = null;
  this.client = socket;
  this._consuming = false;
  // Set when nobody will read the body: it is thrown away as it comes.
  this._dumped = false;
  this[kBodyEnded] = false;
}
Object.setPrototypeOf(IncomingMessage.prototype, Readable.prototype);
Object.setPrototypeOf(IncomingMessage, Readable);

function makeReadableState(message) {
  const highWaterMark = message.socket?.readableHighWaterMark;
  const options = highWaterMark === undefined ? undefined : { highWaterMark };
  const state = new Readable.ReadableState(options, message, false);
  setReadableState(message, state);
  if (message[kBodyEnded]) {
    message.push(null);
    if (message._dumped) message.resume();
  }
  return state;
}

function setReadableState(message, value) {
  Object.defineProperty(message, '_readableState', {
    __proto__: null, configurable: true, enumerable: true, value, writable: true,
  });
}

Object.defineProperties(IncomingMessage.prototype, {
  _readableState: {
    __proto__: null,
    configurable: true,
    enumerable: false,
    get() {
      return Object.hasOwn(this, 'httpVersionMajor') ? makeReadableState(this) : undefined;
    },
    set(value) {
      setReadableState(this, value);
    },
  },
  connection: {
    __proto__: null,
    get() { return this.socket; },
    set(value) { this.socket = value; },
  },
  headers: {
    __proto__: null,
    get() {
      if (this[kHeaders] === null) {
        this[kHeaders] = collect(this, this.rawHeaders, this[kHeadersCount]);
      }
      return this[kHeaders];
    },
    set(value) { this[kHeaders] = value; },
  },
  headersDistinct: {
    __proto__: null,
    get() {
      this[kHeadersDistinct] ??= collectDistinct(this, this.rawHeaders, this[kHeadersCount]);
      return this[kHeadersDistinct];
    },
    set(value) { this[kHeadersDistinct] = value; },
  },
  trailers: {
    __proto__: null,
    get() {
      if (this[kTrailers] === null) {
        this[kTrailers] = collect(this, this.rawTrailers, this[kTrailersCount]);
      }
      return this[kTrailers];
    },
    set(value) { this[kTrailers] = value; },
  },
  trailersDistinct: {
    __proto__: null,
    get() {
      this[kTrailersDistinct] ??= collectDistinct(this, this.rawTrailers, this[kTrailersCount]);
      return this[kTrailersDistinct];
    },
    set(value) { this[kTrailersDistinct] = value; },
  },
});

function collect(message, raw, count) {
  const headers = {};
  for (let i = 0; i < count; i += 2) {
    message._addHeaderLine(raw[i], raw[i + 1], headers);
  }
  return headers;
}

function collectDistinct(message, raw, count) {
  const headers = { __proto__: null };
  for (let i = 0; i < count; i += 2) {
    message._addHeaderLineDistinct(raw[i], raw[i + 1], headers);
  }
  return headers;
}

/**
 * Emits 'timeout' when the connection was idle for `msecs`.
 * @param {number} msecs
 * @param {() => void} [callback]
 */
IncomingMessage.prototype.setTimeout = function setTimeout(msecs, callback) {
  if (callback) this.on('timeout', callback);
  this.socket.setTimeout(msecs);
  return this;
};

IncomingMessage.prototype._read = function _read(n) {
  if (!this._consuming) {
    this._readableState.readingMore = false;
    this._consuming = true;
  }
  if (this.socket.readable) readStart(this.socket);
};

/** Called when the message's last byte was seen. */
IncomingMessage.prototype._endBody = function _endBody() {
  this[kBodyEnded] = true;
  if (Object.hasOwn(this, '_readableState')) {
    this.push(null);
  } else if (this._dumped && this._eventsCount > 0) {
    void this._readableState;
  }
};

IncomingMessage.prototype._destroy = function _destroy(err, callback) {
  if (!this.readableEnded || !this.complete) {
    this.aborted = true;
    this.emit('aborted');
  }
  const socket = this.socket;
  // A message cut short takes its socket with it; after a whole one the socket can serve again.
  if (socket && !socket.destroyed && this.aborted) {
    let failure = err;
    const onError = (e) => { failure = e; };
    socket.once('error', onError);
    socket.once('close', () => {
      socket.removeListener('error', onError);
      process.nextTick(finishDestroy, this, failure, callback);
    });
    socket.destroy(err);
  } else {
    process.nextTick(finishDestroy, this, err, callback);
  }
};

/** An error that nobody listens for must not end the process: the other side caused it. */
function finishDestroy(message, err, callback) {
  callback(message.listenerCount('error') === 0 ? undefined : err);
}

/** Takes over a flat list of names and values; `n` of its entries make it into the objects. */
IncomingMessage.prototype._addHeaderLines = function _addHeaderLines(headers, n) {
  if (this.complete) {
    this.rawTrailers = headers;
    this[kTrailersCount] = n;
    if (this[kTrailers] !== null) collectInto(this, headers, n, this[kTrailers]);
  } else {
    this.rawHeaders = headers;
    this[kHeadersCount] = n;
    if (this[kHeaders] !== null) collectInto(this, headers, n, this[kHeaders]);
  }
};

function collectInto(message, raw, count, target) {
  for (let i = 0; i < count; i += 2) {
    message._addHeaderLine(raw[i], raw[i + 1], target);
  }
}

/** Adds one field to `dest`, by the rules that `message.headers` documents. */
IncomingMessage.prototype._addHeaderLine = function _addHeaderLine(field, value, dest) {
  joinHeader(field, value, dest, this.joinDuplicateHeaders);
};

IncomingMessage.prototype._addHeaderLineDistinct = function(field, value, dest) {
  joinDistinct(field, value, dest);
};

/** Makes sure that the body is read, even if the program has no use for it. */
IncomingMessage.prototype._dump = function _dump() {
  if (this._dumped) return;
  this._dumped = true;
  if (Object.hasOwn(this, '_readableState')) {
    this.resume();
  } else if (this._eventsCount > 0 && this[kBodyEnded]) {
    void this._readableState;
  } else if (!this[kBodyEnded] && this.socket) {
    readStart(this.socket);
  }
};

IncomingMessage.prototype._dumpAndCloseReadable = function _dumpAndCloseReadable() {
  this._dumped = true;
  const state = this._readableState;
  state.ended = true;
  state.endEmitted = true;
  state.destroyed = true;
  state.closed = true;
  state.closeEmitted = true;
};

module.exports = {
  IncomingMessage,
  readStart,
  readStop,
};
