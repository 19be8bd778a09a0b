'use strict';

// A message being sent. Head and body travel in few, large pieces: the head waits for the first piece of
// the body, and what is written before the message's turn on its socket waits in `outputData`.

const { Buffer } = require('./buffer');
const EE = require('./events');
const Stream = require('./internal/streams/legacy').Stream;
const { getDefaultHighWaterMark } = require('./internal/streams/state');
const { REFUSED, WRITTEN, emitIfHeard, kNeedDrain, kOutHeaders, kUniqueHeaders } = require('./internal/http');
const { validateHeaderName, validateHeaderValue } = require('./internal/http/header_list');
const { fieldMethods } = require('./internal/http/message_fields');
const { renderHead } = require('./internal/http/head');
const { isUint8Array } = require('./internal/util/types');
const errors = require('./internal/errors');
const { codes } = errors;

const kBytesWritten = Symbol('kBytesWritten');
const kChunks = Symbol('kChunks');
const kChunksLength = Symbol('kChunksLength');
const kCorked = Symbol('corked');
const kDirectWrite = Symbol('kDirectWrite');
const kFinishPending = Symbol('kFinishPending');
const kErrored = Symbol('errored');
const kHighWaterMark = Symbol('kHighWaterMark');
const kOnFinish = Symbol('kOnFinish');
const kRejectNonStandardBodyWrites = Symbol('kRejectNonStandardBodyWrites');
const kSocket = Symbol('kSocket');

const CRLF = '\r\n';
const LAST_CHUNK = '0\r\n';
const beyondAscii = /[\u0080-\uffff]/;

const defaultHighWaterMark = getDefaultHighWaterMark();

function nop() {}

/**
 * A message being sent: what ServerResponse and ClientRequest share.
 * @param {{ highWaterMark?: number, rejectNonStandardBodyWrites?: boolean }} [options]
 */
function OutgoingMessage(options) {
  Stream.call(this);
  startQueue(this);
  startFraming(this);
  startBody(this);
  startHead(this);
  this[kErrored] = null;
  if (options === undefined || options === null) {
    this[kHighWaterMark] = defaultHighWaterMark;
    this[kRejectNonStandardBodyWrites] = false;
  } else {
    this[kHighWaterMark] = options.highWaterMark ?? defaultHighWaterMark;
    this[kRejectNonStandardBodyWrites] = options.rejectNonStandardBodyWrites ?? false;
  }
  this[kUniqueHeaders] = null;
}
Object.setPrototypeOf(OutgoingMessage.prototype, Stream.prototype);
Object.setPrototypeOf(OutgoingMessage, Stream);

/** What was written before a socket was there, or while another message holds it. */
function startQueue(msg) {
  msg.outputData = [];
  msg.outputSize = 0;
  msg.writable = true;
  msg.destroyed = false;
}

/** How the receiver will know where the message ends, and whether another may follow it. */
function startFraming(msg) {
  msg._last = false;
  msg.chunkedEncoding = false;
  msg.shouldKeepAlive = true;
  msg.maxRequestsOnConnectionReached = false;
  msg._defaultKeepAlive = true;
  msg.useChunkedEncodingByDefault = true;
  msg.sendDate = false;
  msg._removedConnection = false;
  msg._removedContLen = false;
  msg._removedTE = false;
}

function startBody(msg) {
  msg.strictContentLength = false;
  msg[kBytesWritten] = 0;
  msg._contentLength = null;
  msg._hasBody = true;
  msg._trailer = '';
  msg[kNeedDrain] = false;
  msg.finished = false;
}

function startHead(msg) {
  msg._headerSent = false;
  msg[kCorked] = 0;
  // Pieces written while corked, which will be one chunk.
  msg[kChunks] = null;
  msg[kChunksLength] = 0;
  msg._closed = false;
  msg[kFinishPending] = false;
  msg[kSocket] = null;
  msg._header = null;
  msg[kOutHeaders] = null;
  msg._keepAliveTimeout = 0;
  msg._onPendingData = nop;
}

/** Defines what `source` has on OutgoingMessage's prototype, with the given attributes. */
function define(source, attributes) {
  for (const name of Reflect.ownKeys(source)) {
    Object.defineProperty(OutgoingMessage.prototype, name,
                          { ...Object.getOwnPropertyDescriptor(source, name), ...attributes });
  }
}

define({
  get errored() { return this[kErrored]; },
  get closed() { return this._closed; },
  get writableFinished() {
    return this.finished && !this[kFinishPending] && bufferedBytes(this) === 0;
  },
  get writableObjectMode() { return false; },
  get writableLength() { return bufferedBytes(this) + this[kChunksLength]; },
  get writableHighWaterMark() { return this[kSocket]?.writableHighWaterMark ?? this[kHighWaterMark]; },
  get writableCorked() { return this[kCorked]; },
  get writableEnded() { return this.finished; },
  get writableNeedDrain() { return this[kNeedDrain] && !(this.finished || this.destroyed); },
}, { configurable: false, enumerable: false });

define({
  get headersSent() { return Boolean(this._header); },
}, { configurable: true, enumerable: true, set: undefined });

define({
  get connection() { return this[kSocket]; },
  set connection(socket) { changeSocket(this, socket); },
  get socket() { return this[kSocket]; },
  set socket(socket) { changeSocket(this, socket); },
}, { configurable: false, enumerable: false });

function bufferedBytes(msg) {
  const socket = msg[kSocket];
  return socket ? msg.outputSize + socket.writableLength : msg.outputSize;
}

/** A corked message's corks go with it from one socket to the next. */
function changeSocket(msg, socket) {
  const before = msg[kSocket];
  for (let corks = msg[kCorked]; corks > 0; corks--) {
    socket?.cork();
    before?.uncork();
  }
  msg[kSocket] = socket;
}

/** Calls `action(socket, value)` now, or once there is a socket. */
function withSocket(msg, action, value) {
  if (msg[kSocket]) action(msg[kSocket], value);
  else msg.once('socket', (socket) => action(socket, value));
}

function setSocketTimeout(socket, msecs) {
  socket.setTimeout(msecs);
}

function destroySocket(socket, error) {
  socket.destroy(error);
}

function uncorkSocket(socket) {
  socket.uncork();
}

/** Whether a piece of the body can be one string with text in front of it. */
function joinsText(data, encoding) {
  return typeof data === 'string' && (!encoding || encoding === 'utf8' || encoding === 'latin1');
}

function byteLengthOf(chunk, encoding) {
  return typeof chunk === 'string' ? Buffer.byteLength(chunk, encoding) : chunk.byteLength;
}

/** Keeps a piece until the message's turn comes. */
function enqueue(msg, data, encoding, callback) {
  const { length } = data;
  msg.outputData.push({ data, encoding, callback });
  msg.outputSize += length;
  msg._onPendingData(length);
}

// --- the body

/** The error for a message that takes no more, if it does not. */
function refusal(msg) {
  if (msg.finished) return new codes.ERR_STREAM_WRITE_AFTER_END();
  return msg.destroyed ? new codes.ERR_STREAM_DESTROYED('write') : null;
}

function refuse(msg, error, callback) {
  if (!msg.destroyed) process.nextTick(reportRefusal, msg, error, callback);
}

function reportRefusal(msg, error, callback) {
  callback(error);
  if (!msg.destroyed) msg.emit?.('error', error);
}

function checkChunk(chunk) {
  if (typeof chunk === 'string' || isUint8Array(chunk)) return;
  if (chunk === null) throw new codes.ERR_STREAM_NULL_VALUES();
  throw new codes.ERR_INVALID_ARG_TYPE('chunk', ['string', 'Buffer', 'Uint8Array'], chunk);
}

/** Whether the program has promised a length that its writes must keep to. */
function hasPromisedLength(msg) {
  if (!msg.strictContentLength || (msg._contentLength ?? null) === null) return false;
  return !(msg.chunkedEncoding || msg._removedContLen || !msg._hasBody || msg.hasHeader('transfer-encoding'));
}

function breakPromise(msg, written) {
  throw new codes.ERR_HTTP_CONTENT_LENGTH_MISMATCH(written, msg._contentLength);
}

/** Counts a piece; returns its length. */
function count(msg, chunk, encoding, isLast) {
  const length = byteLengthOf(chunk, encoding);
  const written = msg[kBytesWritten] + length;
  if (hasPromisedLength(msg)) {
    const left = msg._contentLength - written;
    if (left < 0 || (isLast && left !== 0)) breakPromise(msg, written);
  }
  // A piece that was refused does not count: the program may go on without it.
  msg[kBytesWritten] = written;
  return length;
}

/**
 * Sends a piece of the body.
 * @param {boolean} isLast `end` was given it
 * @returns {boolean} whether the program may go on without waiting for 'drain'
 */
function writeBody(msg, chunk, encoding, callback, isLast) {
  checkChunk(chunk);
  const error = refusal(msg);
  if (error !== null) {
    // A destroyed message gives its error only to the callback.
    if (msg.destroyed) process.nextTick(callback, error);
    else refuse(msg, error, callback);
    return false;
  }
  let length = msg.strictContentLength ? count(msg, chunk, encoding, isLast) : -1;
  if (!msg._header) {
    if (isLast) {
      if (length < 0) length = byteLengthOf(chunk, encoding);
      // The whole body is here: the head can say how long it is.
      msg._contentLength = length;
    }
    msg._implicitHeader();
  }
  if (!msg._hasBody) return skipBody(msg, callback);
  if (!isLast) corkForThisTick(msg[kSocket]);
  const goesOn = msg.chunkedEncoding && chunk.length !== 0
    ? sendChunk(msg, chunk, encoding, callback, length < 0 ? byteLengthOf(chunk, encoding) : length)
    : msg._send(chunk, encoding, callback, length);
  if (!goesOn) msg[kNeedDrain] = true;
  return goesOn;
}

/** The answer to HEAD and the like: the program may write, but nothing is sent. */
function skipBody(msg, callback) {
  if (msg[kRejectNonStandardBodyWrites]) throw new codes.ERR_HTTP_BODY_NOT_ALLOWED();
  process.nextTick(callback);
  return true;
}

/** Several writes in a row go out together. */
function corkForThisTick(socket) {
  if (!socket || socket.writableCorked) return;
  socket.cork();
  process.nextTick(uncorkSocket, socket);
}

function sendChunk(msg, chunk, encoding, callback, length) {
  if (msg._headerSent && msg[kCorked] > 0) {
    (msg[kChunks] ??= []).push({ data: chunk, encoding, callback });
    msg[kChunksLength] += length;
    return msg[kChunksLength] < msg[kHighWaterMark];
  }
  if (msg[kCorked] > 0) return sendPieces(msg, chunk, encoding, callback, length);
  const size = length.toString(16) + CRLF;
  if (joinsText(chunk, encoding) && joinsHead(msg)) {
    return msg._send(size + chunk + CRLF, encoding || 'utf8', callback);
  }
  msg._send(size, 'latin1', null);
  msg._send(chunk, encoding, null, length);
  return msg._send(CRLF, 'latin1', callback);
}

/** The socket is corked and will join them. */
function sendPieces(msg, chunk, encoding, callback, length) {
  msg._send(length.toString(16), 'latin1', null);
  msg._send(CRLF, 'latin1', null);
  msg._send(chunk, encoding, null, length);
  return msg._send(CRLF, 'latin1', callback);
}

/** Whether the text of a chunk may go out as one string with what comes before it: a head is Latin-1, the text is not. */
function joinsHead(msg) {
  return msg._headerSent || msg._header === null || !beyondAscii.test(msg._header);
}

/** Sends what was written while corked as one chunk. */
function flushChunks(msg) {
  const pieces = msg[kChunks];
  msg._send(msg[kChunksLength].toString(16) + CRLF, 'latin1', null);
  for (const piece of pieces) msg._send(piece.data, piece.encoding, null);
  const callbacks = pieces.map((piece) => piece.callback).filter(Boolean);
  msg._send(CRLF, 'latin1', callbacks.length === 0 ? null : (error) => {
    for (const callback of callbacks) callback(error);
  });
  msg[kChunks] = null;
  msg[kChunksLength] = 0;
}

// --- the end

function endAgain(msg, chunk, callback) {
  const hears = typeof callback === 'function';
  if (chunk) {
    refuse(msg, new codes.ERR_STREAM_WRITE_AFTER_END(), hears ? callback : nop);
  } else if (hears && msg.writableFinished) {
    callback(new codes.ERR_STREAM_ALREADY_FINISHED('end'));
  } else if (hears) {
    msg.on('finish', callback);
  }
}

function canEndDirectly(msg, socket) {
  return socket !== null && !msg._headerSent && !msg.destroyed && !msg.strictContentLength && msg[kCorked] === 0 &&
    msg.outputData.length === 0 && socket._httpMessage === msg;
}

/**
 * Head and body in one write, past the socket's stream, where nothing stands in between.
 * Returns false with nothing sent; the head may be rendered by then.
 */
function endDirectly(msg, chunk, encoding, callback) {
  const socket = msg[kSocket];
  if (!canEndDirectly(msg, socket)) return false;
  let length = 0;
  if (chunk) {
    if (typeof chunk === 'string' ? !joinsText(chunk, encoding) : !isUint8Array(chunk)) return false;
    length = byteLengthOf(chunk, encoding);
  }
  if (msg._header === null) {
    msg._contentLength = length;
    msg._implicitHeader();
  }
  if ((length > 0 && !msg._hasBody) || msg._headerSent) return false;
  let body = length === 0 ? undefined : chunk;
  const isChunked = msg.chunkedEncoding && msg._hasBody;
  if (isChunked) {
    if ((length > 0 && typeof chunk !== 'string') || msg._trailer !== '') return false;
    const first = length > 0 ? length.toString(16) + CRLF + chunk + CRLF : '';
    body = first + LAST_CHUNK + CRLF;
  }
  const outcome = msg[kDirectWrite](socket, msg._header, isChunked, body, encoding, msg);
  if (outcome === REFUSED) return false;
  msg._headerSent = true;
  if (typeof callback === 'function') msg.once('finish', callback);
  msg.finished = true;
  // 'finish' comes later in any case, but what the kernel has taken is finished.
  msg[kFinishPending] = outcome !== WRITTEN;
  if (outcome === WRITTEN) process.nextTick(finishTick, msg);
  msg._finish();
  return true;
}

/** The end by way of the socket's stream. */
function endThroughStream(msg, chunk, encoding, callback) {
  const socket = msg[kSocket];
  if (chunk) {
    socket?.cork();
    writeBody(msg, chunk, encoding, nop, true);
  } else if (!msg._header) {
    socket?.cork();
    msg._contentLength = 0;
    msg._implicitHeader();
  }
  if (typeof callback === 'function') msg.once('finish', callback);
  if (hasPromisedLength(msg) && msg[kBytesWritten] !== msg._contentLength) breakPromise(msg, msg[kBytesWritten]);
  sendEnd(msg, chunk);
  releaseCorks(msg);
  msg.finished = true;
  if (msg.outputData.length === 0 && msg[kSocket]?._httpMessage === msg) msg._finish();
}

function sendEnd(msg, chunk) {
  const done = () => onFinish(msg, false);
  if (msg.chunkedEncoding && msg._hasBody) {
    if (msg[kChunks] !== null) flushChunks(msg);
    msg._send(LAST_CHUNK + msg._trailer + CRLF, 'latin1', done);
  } else if (chunk || !msg._headerSent || msg.writableLength) {
    msg._send('', 'latin1', done);
  } else {
    process.nextTick(done);
  }
}

/** However often it was corked: everything goes out now. */
function releaseCorks(msg) {
  const socket = msg[kSocket];
  msg[kCorked] = 0;
  if (!socket) return;
  const state = socket._writableState;
  if (state) state.corked = 1;
  socket.uncork();
}

/** @param {boolean} inTick whether this is all that the running tick does */
function onFinish(msg, inTick) {
  msg[kFinishPending] = false;
  if (msg[kSocket]?._hadError) return;
  if (msg[kOnFinish] !== undefined) msg[kOnFinish](inTick);
  emitIfHeard(msg, 'finish');
}

function finishTick(msg) {
  onFinish(msg, true);
}

define(fieldMethods, {});

define({
  cork() {
    this[kCorked]++;
    this[kSocket]?.cork();
  },

  uncork() {
    this[kCorked]--;
    this[kSocket]?.uncork();
    if (this[kCorked] === 0 && this[kChunks] !== null) flushChunks(this);
  },

  /** Emits 'timeout' when the connection is idle for `msecs`; waits for the socket if there is none. */
  setTimeout(msecs, callback) {
    if (callback) this.on('timeout', callback);
    withSocket(this, setSocketTimeout, msecs);
    return this;
  },

  /** Gives the message up, and its socket with it. */
  destroy(error) {
    if (!this.destroyed) {
      this.destroyed = true;
      this[kErrored] = error;
      withSocket(this, destroySocket, error);
    }
    return this;
  },

  /** Sends data, with the head in front of it if that was not sent yet. */
  _send(data, encoding, callback, byteLength) {
    const head = this._header;
    if (head === null || this._headerSent) return this._writeRaw(data, encoding, callback, byteLength);
    this._headerSent = true;
    if (joinsText(data, encoding)) return this._writeRaw(head + data, encoding, callback, byteLength);
    // What is queued already waits for this head.
    const queued = this.outputData;
    this.outputData = [];
    enqueue(this, head, 'latin1', null);
    if (queued.length > 0) this.outputData = this.outputData.concat(queued);
    return this._writeRaw(data, encoding, callback, byteLength);
  },

  _writeRaw(data, encoding, callback, size) {
    if (typeof encoding === 'function') return this._writeRaw(data, null, encoding, size);
    const socket = this[kSocket];
    if (socket) {
      if (socket.destroyed) return false;
      if (socket.writable && socket._httpMessage === this) {
        if (this.outputData.length > 0) this._flushOutput(socket);
        return socket.write(data, encoding, callback);
      }
    }
    enqueue(this, data, encoding, callback);
    return this[kHighWaterMark] > this.outputSize;
  },

  /** Makes the head's text. `headers` is what writeHead was given, or the list that setHeader filled. */
  _storeHeader(firstLine, headers) {
    renderHead(this, firstLine, headers);
  },

  _implicitHeader() {
    throw new codes.ERR_METHOD_NOT_IMPLEMENTED('_implicitHeader()');
  },

  /** Sends a piece of the body. Returns false when the sender should wait for 'drain'. */
  write(chunk, encoding, callback) {
    const second = typeof encoding === 'function';
    const given = second ? encoding : callback;
    return writeBody(this, chunk, second ? null : encoding, typeof given === 'function' ? given : nop, false);
  },

  /** Ends the message, with a last piece of the body if one is given. */
  end(chunk, encoding, callback) {
    if (typeof chunk === 'function') return this.end(null, null, chunk);
    if (typeof encoding === 'function') return this.end(chunk, null, encoding);
    if (this.finished) {
      endAgain(this, chunk, callback);
    } else if (this[kDirectWrite] === undefined || !endDirectly(this, chunk, encoding, callback)) {
      endThroughStream(this, chunk, encoding, callback);
    }
    return this;
  },

  /** Everything was handed to the socket. */
  _finish() {
    emitIfHeard(this, 'prefinish');
  },

  /** Sends what waited for the socket to become this message's. */
  _flush() {
    const socket = this[kSocket];
    if (!socket?.writable) return;
    const goesOn = this._flushOutput(socket);
    if (this.finished) return this._finish();
    if (!goesOn || !this[kNeedDrain]) return;
    this[kNeedDrain] = false;
    this.emit('drain');
  },

  _flushOutput(socket) {
    const waiting = this.outputData;
    if (waiting.length === 0) return undefined;
    let goesOn;
    socket.cork();
    for (let i = 0; i < waiting.length; i++) {
      const piece = waiting[i];
      goesOn = socket.write(piece.data, piece.encoding, piece.callback);
    }
    process.nextTick(uncorkSocket, socket);
    const size = this.outputSize;
    this.outputData = [];
    this._onPendingData(-size);
    this.outputSize = 0;
    return goesOn;
  },

  /** Sends the head now, without waiting for a body. */
  flushHeaders() {
    if (!this._header) this._implicitHeader();
    this._send('');
  },

  pipe() {
    this.emit('error', new codes.ERR_STREAM_CANNOT_PIPE());
  },

  [EE.captureRejectionSymbol](error, event) {
    this.destroy(error);
  },
}, {});

/** The lower-cased names of an array of header names, for headers that are sent once; null if none. */
function parseUniqueHeadersOption(headers) {
  return Array.isArray(headers) ? new Set(headers.map((name) => String(name).toLowerCase())) : null;
}

/** As the public functions: called `name`, and without a frame of ours in the error's stack. */
function publish(name, validate) {
  const published = errors.hideStackFrames((...args) => { validate(...args); });
  return Object.defineProperty(published, 'name', { value: name });
}

module.exports = {
  kDirectWrite,
  kErrored,
  onFinish,
  kHighWaterMark,
  kOnFinish,
  kSocket,
  kUniqueHeaders,
  parseUniqueHeadersOption,
  validateHeaderName: publish('validateHeaderName', (name, label) => { validateHeaderName(name, label); }),
  validateHeaderValue: publish('validateHeaderValue', validateHeaderValue),
  OutgoingMessage,
};
