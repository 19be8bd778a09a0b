'use strict';

const { Buffer } = require('./buffer');
const EE = require('./events');
const Stream = require('./internal/streams/legacy').Stream;
const { getDefaultHighWaterMark } = require('./internal/streams/state');
const { kNeedDrain, kOutHeaders } = require('./internal/http');
const { _checkInvalidHeaderChar: checkInvalidHeaderChar } = require('./_http_common');
const { HeaderList, validateHeaderName, validateHeaderValue } =
  require('./internal/http/header_list');
const { renderHead } = require('./internal/http/head');
const { isUint8Array } = require('./internal/util/types');
const { validateString } = require('./internal/validators');
const {
  codes: {
    ERR_HTTP_BODY_NOT_ALLOWED,
    ERR_HTTP_CONTENT_LENGTH_MISMATCH,
    ERR_HTTP_HEADERS_SENT,
    ERR_INVALID_ARG_TYPE,
    ERR_INVALID_CHAR,
    ERR_METHOD_NOT_IMPLEMENTED,
    ERR_STREAM_ALREADY_FINISHED,
    ERR_STREAM_CANNOT_PIPE,
    ERR_STREAM_DESTROYED,
    ERR_STREAM_NULL_VALUES,
    ERR_STREAM_WRITE_AFTER_END,
  },
  hideStackFrames,
} = require('./internal/errors');

const kBytesWritten = Symbol('kBytesWritten');
const kChunkedBuffer = Symbol('kChunkedBuffer');
const kChunkedLength = Symbol('kChunkedLength');
const kCorked = Symbol('corked');
const kDirectWrite = Symbol('kDirectWrite');
const kFinishPending = Symbol('kFinishPending');
const kErrored = Symbol('errored');
const kHighWaterMark = Symbol('kHighWaterMark');
const kOnFinish = Symbol('kOnFinish');
const kRejectNonStandardBodyWrites = Symbol('kRejectNonStandardBodyWrites');
const kSocket = Symbol('kSocket');
const kUniqueHeaders = Symbol('kUniqueHeaders');

// What kDirectWrite returns, see internal/http/direct_write.
const REFUSED = 0;
const WRITTEN = 1;

const CRLF = '\r\n';
const CORK_LIMIT_DEFAULT = getDefaultHighWaterMark();

function nop() {}

/**
 * A message being sent: what ServerResponse and ClientRequest share.
 * @param {{ highWaterMark?: number, rejectNonStandardBodyWrites?: boolean }} [options]
 */
function OutgoingMessage(options) {
  Stream.call(this);

  // What was written before a socket was there, or while another message holds it.
  this.outputData = [];
  this.outputSize = 0;

  this.writable = true;
  this.destroyed = false;

  this._last = false;
  this.chunkedEncoding = false;
  this.shouldKeepAlive = true;
  this.maxRequestsOnConnectionReached = false;
  this._defaultKeepAlive = true;
  this.useChunkedEncodingByDefault = true;
  this.sendDate = false;
  this._removedConnection = false;
  this._removedContLen = false;
  this._removedTE = false;

  this.strictContentLength = false;
  this[kBytesWritten] = 0;
  this._contentLength = null;
  this._hasBody = true;
  this._trailer = '';
  this[kNeedDrain] = false;

  this.finished = false;
  this._headerSent = false;
  this[kCorked] = 0;
  this[kChunkedBuffer] = null;
  this[kChunkedLength] = 0;
  this._closed = false;
  this[kFinishPending] = false;

  this[kSocket] = null;
  this._header = null;
  this[kOutHeaders] = null;
  this._keepAliveTimeout = 0;
  this._onPendingData = nop;

  this[kErrored] = null;
  this[kHighWaterMark] = options?.highWaterMark ?? CORK_LIMIT_DEFAULT;
  this[kRejectNonStandardBodyWrites] = options?.rejectNonStandardBodyWrites ?? false;
  this[kUniqueHeaders] = null;
}
Object.setPrototypeOf(OutgoingMessage.prototype, Stream.prototype);
Object.setPrototypeOf(OutgoingMessage, Stream);

function hiddenGetter(name, get) {
  Object.defineProperty(OutgoingMessage.prototype, name, { __proto__: null, get });
}

hiddenGetter('errored', function() {
  return this[kErrored];
});
hiddenGetter('closed', function() {
  return this._closed;
});
hiddenGetter('writableFinished', function() {
  return this.finished && !this[kFinishPending] && this.outputSize === 0 &&
    (!this[kSocket] || this[kSocket].writableLength === 0);
});
hiddenGetter('writableObjectMode', function() {
  return false;
});
hiddenGetter('writableLength', function() {
  return this.outputSize + this[kChunkedLength] + (this[kSocket] ? this[kSocket].writableLength : 0);
});
hiddenGetter('writableHighWaterMark', function() {
  return this[kSocket] ? this[kSocket].writableHighWaterMark : this[kHighWaterMark];
});
hiddenGetter('writableCorked', function() {
  return this[kCorked];
});
hiddenGetter('writableEnded', function() {
  return this.finished;
});
hiddenGetter('writableNeedDrain', function() {
  return !this.destroyed && !this.finished && this[kNeedDrain];
});
Object.defineProperty(OutgoingMessage.prototype, 'headersSent', {
  __proto__: null,
  configurable: true,
  enumerable: true,
  get() { return !!this._header; },
});
for (const name of ['connection', 'socket']) {
  Object.defineProperty(OutgoingMessage.prototype, name, {
    __proto__: null,
    get() { return this[kSocket]; },
    set(value) {
      for (let n = 0; n < this[kCorked]; n++) {
        value?.cork();
        this[kSocket]?.uncork();
      }
      this[kSocket] = value;
    },
  });
}

OutgoingMessage.prototype._renderHeaders = function _renderHeaders() {
  if (this._header) throw new ERR_HTTP_HEADERS_SENT('render');
  const headers = {};
  const list = this[kOutHeaders];
  if (list !== null) list.forEach((name, value) => { headers[name] = value; });
  return headers;
};

OutgoingMessage.prototype.cork = function cork() {
  this[kCorked]++;
  if (this[kSocket]) this[kSocket].cork();
};

OutgoingMessage.prototype.uncork = function uncork() {
  this[kCorked]--;
  if (this[kSocket]) this[kSocket].uncork();
  if (this[kCorked] || this[kChunkedBuffer] === null || this[kChunkedBuffer].length === 0) return;
  flushChunks(this);
};

/** Sends what was written while corked as one chunk. */
function flushChunks(msg) {
  const buffered = msg[kChunkedBuffer];
  msg._send(msg[kChunkedLength].toString(16) + CRLF, 'latin1', null);
  let callbacks = null;
  for (const { data, encoding, callback } of buffered) {
    msg._send(data ?? '', encoding, null);
    if (callback) (callbacks ??= []).push(callback);
  }
  msg._send(CRLF, 'latin1', callbacks === null ? null : (err) => {
    for (const callback of callbacks) callback(err);
  });
  msg[kChunkedBuffer] = null;
  msg[kChunkedLength] = 0;
}

/** Emits 'timeout' when the connection is idle for `msecs`; waits for the socket if there is none. */
OutgoingMessage.prototype.setTimeout = function setTimeout(msecs, callback) {
  if (callback) this.on('timeout', callback);
  if (!this[kSocket]) {
    this.once('socket', function socketSetTimeoutOnConnect(socket) {
      socket.setTimeout(msecs);
    });
  } else {
    this[kSocket].setTimeout(msecs);
  }
  return this;
};

/** Gives the message up, and its socket with it. */
OutgoingMessage.prototype.destroy = function destroy(error) {
  if (this.destroyed) return this;
  this.destroyed = true;
  this[kErrored] = error;
  if (this[kSocket]) {
    this[kSocket].destroy(error);
  } else {
    this.once('socket', function socketDestroyOnConnect(socket) {
      socket.destroy(error);
    });
  }
  return this;
};

function joinsHeader(data, encoding) {
  return typeof data === 'string' && (!encoding || encoding === 'utf8' || encoding === 'latin1');
}

/** Sends data, with the head in front of it if that was not sent yet. */
OutgoingMessage.prototype._send = function _send(data, encoding, callback, byteLength) {
  if (!this._headerSent && this._header !== null) {
    const header = this._header;
    this._headerSent = true;
    if (joinsHeader(data, encoding)) {
      data = header + data;
    } else {
      this.outputData.unshift({ data: header, encoding: 'latin1', callback: null });
      this.outputSize += header.length;
      this._onPendingData(header.length);
    }
  }
  return this._writeRaw(data, encoding, callback, byteLength);
};

OutgoingMessage.prototype._writeRaw = function _writeRaw(data, encoding, callback, size) {
  const conn = this[kSocket];
  if (conn?.destroyed) return false;
  if (typeof encoding === 'function') {
    callback = encoding;
    encoding = null;
  }
  if (conn && conn._httpMessage === this && conn.writable) {
    if (this.outputData.length > 0) this._flushOutput(conn);
    return conn.write(data, encoding, callback);
  }
  this.outputData.push({ data, encoding, callback });
  this.outputSize += data.length;
  this._onPendingData(data.length);
  return this.outputSize < this[kHighWaterMark];
};

/** Makes the head's text. `headers` is what writeHead was given, or the list that setHeader filled. */
OutgoingMessage.prototype._storeHeader = function _storeHeader(firstLine, headers) {
  renderHead(this, firstLine, headers, kUniqueHeaders);
};

function headerList(msg) {
  return msg[kOutHeaders] ??= new HeaderList();
}

/** Sets a header to be sent; `value` may be an array of values. */
OutgoingMessage.prototype.setHeader = function setHeader(name, value) {
  if (this._header) throw new ERR_HTTP_HEADERS_SENT('set');
  const lower = validateHeaderName(name);
  validateHeaderValue(name, value);
  headerList(this).set(lower, name, value);
  return this;
};

/** Sets several headers at once, from a Headers object or a Map. */
OutgoingMessage.prototype.setHeaders = function setHeaders(headers) {
  if (this._header) throw new ERR_HTTP_HEADERS_SENT('set');
  if (!headers || Array.isArray(headers) || typeof headers.keys !== 'function' ||
      typeof headers.get !== 'function') {
    throw new ERR_INVALID_ARG_TYPE('headers', ['Headers', 'Map'], headers);
  }
  // A Headers object gives each Set-Cookie as an entry of its own: they are gathered first.
  const cookies = [];
  for (const { 0: key, 1: value } of headers) {
    if (key === 'set-cookie') {
      if (Array.isArray(value)) cookies.push(...value);
      else cookies.push(value);
    } else {
      this.setHeader(key, value);
    }
  }
  if (cookies.length > 0) this.setHeader('set-cookie', cookies);
  return this;
};

/** Adds a value to a header. */
OutgoingMessage.prototype.appendHeader = function appendHeader(name, value) {
  if (this._header) throw new ERR_HTTP_HEADERS_SENT('append');
  const lower = validateHeaderName(name);
  validateHeaderValue(name, value);
  const list = headerList(this);
  const before = list.get(lower);
  if (before === undefined || this[kUniqueHeaders]?.has(lower)) {
    list.set(lower, name, before === undefined ? value : [].concat(before, value).join('; '));
  } else {
    list.set(lower, list.rawName(lower), [].concat(before, value));
  }
  return this;
};

OutgoingMessage.prototype.getHeader = function getHeader(name) {
  validateString(name, 'name');
  const list = this[kOutHeaders];
  return list === null ? undefined : list.get(name.toLowerCase());
};

OutgoingMessage.prototype.getHeaderNames = function getHeaderNames() {
  return this[kOutHeaders] === null ? [] : this[kOutHeaders].names();
};

OutgoingMessage.prototype.getRawHeaderNames = function getRawHeaderNames() {
  return this[kOutHeaders] === null ? [] : this[kOutHeaders].rawNames();
};

OutgoingMessage.prototype.getHeaders = function getHeaders() {
  return this[kOutHeaders] === null ? { __proto__: null } : this[kOutHeaders].toObject();
};

OutgoingMessage.prototype.hasHeader = function hasHeader(name) {
  validateString(name, 'name');
  return this[kOutHeaders] !== null && this[kOutHeaders].has(name.toLowerCase());
};

OutgoingMessage.prototype.removeHeader = function removeHeader(name) {
  validateString(name, 'name');
  if (this._header) throw new ERR_HTTP_HEADERS_SENT('remove');
  const lower = name.toLowerCase();
  switch (lower) {
    case 'connection':
      this._removedConnection = true;
      break;
    case 'content-length':
      this._removedContLen = true;
      break;
    case 'transfer-encoding':
      this._removedTE = true;
      break;
    case 'date':
      this.sendDate = false;
      break;
  }
  if (this[kOutHeaders] !== null) this[kOutHeaders].remove(lower);
};

OutgoingMessage.prototype._implicitHeader = function _implicitHeader() {
  throw new ERR_METHOD_NOT_IMPLEMENTED('_implicitHeader()');
};

/** Sends a piece of the body. Returns false when the sender should wait for 'drain'. */
OutgoingMessage.prototype.write = function write(chunk, encoding, callback) {
  if (typeof encoding === 'function') {
    callback = encoding;
    encoding = null;
  }
  return writeChunk(this, chunk, encoding, callback, false);
};

function emitErrorNT(msg, err, callback) {
  callback(err);
  if (typeof msg.emit === 'function' && !msg.destroyed) msg.emit('error', err);
}

function onError(msg, err, callback) {
  if (msg.destroyed) return;
  process.nextTick(emitErrorNT, msg, err, callback);
}

function checksLength(msg) {
  return msg.strictContentLength && msg._contentLength !== null && msg._contentLength !== undefined &&
    msg._hasBody && !msg._removedContLen && !msg.chunkedEncoding && !msg.hasHeader('transfer-encoding');
}

function checkChunk(chunk) {
  if (chunk === null) throw new ERR_STREAM_NULL_VALUES();
  if (typeof chunk !== 'string' && !isUint8Array(chunk)) {
    throw new ERR_INVALID_ARG_TYPE('chunk', ['string', 'Buffer', 'Uint8Array'], chunk);
  }
}

function byteLengthOf(chunk, encoding) {
  return typeof chunk === 'string' ? Buffer.byteLength(chunk, encoding) : chunk.byteLength;
}

function writeChunk(msg, chunk, encoding, callback, fromEnd) {
  if (typeof callback !== 'function') callback = nop;
  checkChunk(chunk);
  if (msg.finished || msg.destroyed) {
    const err = msg.finished ? new ERR_STREAM_WRITE_AFTER_END() : new ERR_STREAM_DESTROYED('write');
    if (msg.destroyed) process.nextTick(callback, err);
    else onError(msg, err, callback);
    return false;
  }
  let length = -1;
  if (msg.strictContentLength) {
    length = byteLengthOf(chunk, encoding);
    msg[kBytesWritten] += length;
    checkLength(msg, fromEnd);
  }
  if (!msg._header) {
    if (fromEnd) {
      if (length < 0) length = byteLengthOf(chunk, encoding);
      msg._contentLength = length;
    }
    msg._implicitHeader();
  }
  if (!msg._hasBody) {
    if (msg[kRejectNonStandardBodyWrites]) throw new ERR_HTTP_BODY_NOT_ALLOWED();
    process.nextTick(callback);
    return true;
  }
  const socket = msg[kSocket];
  if (!fromEnd && socket && !socket.writableCorked) {
    socket.cork();
    process.nextTick(uncorkSocket, socket);
  }
  const ret = msg.chunkedEncoding && chunk.length !== 0
    ? sendChunk(msg, chunk, encoding, callback, length)
    : msg._send(chunk, encoding, callback, length);
  if (!ret) msg[kNeedDrain] = true;
  return ret;
}

function checkLength(msg, fromEnd) {
  if (!checksLength(msg)) return;
  const written = msg[kBytesWritten];
  if (fromEnd ? written !== msg._contentLength : written > msg._contentLength) {
    throw new ERR_HTTP_CONTENT_LENGTH_MISMATCH(written, msg._contentLength);
  }
}

function sendChunk(msg, chunk, encoding, callback, length) {
  if (length < 0) length = byteLengthOf(chunk, encoding);
  if (msg[kCorked] && msg._headerSent) {
    (msg[kChunkedBuffer] ??= []).push({ data: chunk, encoding, callback });
    msg[kChunkedLength] += length;
    return msg[kChunkedLength] < msg[kHighWaterMark];
  }
  const sizeLine = length.toString(16) + CRLF;
  if (joinsHeader(chunk, encoding)) {
    return msg._send(sizeLine + chunk + CRLF, encoding || 'utf8', callback);
  }
  msg._send(sizeLine, 'latin1', null);
  msg._send(chunk, encoding, null, length);
  return msg._send(CRLF, 'latin1', callback);
}

function uncorkSocket(socket) {
  socket.uncork();
}

/** Sets the fields that follow a chunked body. */
OutgoingMessage.prototype.addTrailers = function addTrailers(headers) {
  this._trailer = '';
  const isArray = Array.isArray(headers);
  for (const key of Object.keys(headers)) {
    const field = isArray ? headers[key][0] : key;
    const value = isArray ? headers[key][1] : headers[key];
    validateHeaderName(field, 'Trailer name');
    const lower = field.toLowerCase();
    const many = Array.isArray(value) && value.length > 1 && !this[kUniqueHeaders]?.has(lower);
    const values = many ? value : [Array.isArray(value) ? value.join('; ') : value];
    for (const one of values) {
      if (checkInvalidHeaderChar(one)) throw new ERR_INVALID_CHAR('trailer content', field);
      this._trailer += field + ': ' + one + CRLF;
    }
  }
};

function onFinish(msg) {
  msg[kFinishPending] = false;
  const socket = msg[kSocket];
  if (socket && socket._hadError) return;
  if (msg[kOnFinish] !== undefined) msg[kOnFinish]();
  msg.emit('finish');
}

/** Ends the message, with a last piece of the body if one is given. */
OutgoingMessage.prototype.end = function end(chunk, encoding, callback) {
  if (typeof chunk === 'function') {
    callback = chunk;
    chunk = null;
    encoding = null;
  } else if (typeof encoding === 'function') {
    callback = encoding;
    encoding = null;
  }
  if (this.finished) return endAgain(this, chunk, callback);
  if (!this._headerSent && this[kDirectWrite] !== undefined && !this.strictContentLength &&
      endDirectly(this, chunk, encoding, callback)) {
    return this;
  }
  if (chunk) {
    if (this[kSocket]) this[kSocket].cork();
    writeChunk(this, chunk, encoding, null, true);
  } else if (!this._header) {
    if (this[kSocket]) this[kSocket].cork();
    this._contentLength = 0;
    this._implicitHeader();
  }
  finishMessage(this, chunk, callback);
  return this;
};

function endAgain(msg, chunk, callback) {
  if (chunk) {
    onError(msg, new ERR_STREAM_WRITE_AFTER_END(), typeof callback === 'function' ? callback : nop);
  } else if (typeof callback === 'function') {
    if (msg.writableFinished) callback(new ERR_STREAM_ALREADY_FINISHED('end'));
    else msg.on('finish', callback);
  }
  return msg;
}

/**
 * Head and body in one write, past the socket's stream, where nothing stands in between.
 * Returns false with nothing sent; the head may be rendered by then.
 */
function endDirectly(msg, chunk, encoding, callback) {
  const socket = msg[kSocket];
  if (socket === null || msg.destroyed || msg.outputData.length > 0 || msg[kCorked] !== 0 ||
      socket._httpMessage !== msg) {
    return false;
  }
  let length = 0;
  if (chunk) {
    if (typeof chunk === 'string') {
      if (!joinsHeader(chunk, encoding)) return false;
      length = Buffer.byteLength(chunk, encoding);
    } else if (isUint8Array(chunk)) {
      length = chunk.byteLength;
    } else {
      return false;
    }
  }
  if (msg._header === null) {
    msg._contentLength = length;
    msg._implicitHeader();
  }
  if ((length > 0 && !msg._hasBody) || msg._headerSent) return false;
  let body = length === 0 ? undefined : chunk;
  if (msg.chunkedEncoding && msg._hasBody) {
    if (length > 0 && typeof chunk !== 'string') return false;
    const start = length > 0 ? length.toString(16) + CRLF + chunk + CRLF : '';
    body = start + '0\r\n' + msg._trailer + CRLF;
  }
  const outcome = msg[kDirectWrite](socket, msg._header, body, encoding, msg);
  if (outcome === REFUSED) return false;
  msg._headerSent = true;
  if (typeof callback === 'function') msg.once('finish', callback);
  msg.finished = true;
  msg[kFinishPending] = true;
  if (outcome === WRITTEN) process.nextTick(onFinish, msg);
  msg._finish();
  return true;
}

function finishMessage(msg, chunk, callback) {
  if (typeof callback === 'function') msg.once('finish', callback);
  if (checksLength(msg) && msg[kBytesWritten] !== msg._contentLength) {
    throw new ERR_HTTP_CONTENT_LENGTH_MISMATCH(msg[kBytesWritten], msg._contentLength);
  }
  const finish = () => onFinish(msg);
  if (msg._hasBody && msg.chunkedEncoding) {
    if (msg[kChunkedBuffer] !== null) flushChunks(msg);
    msg._send('0\r\n' + msg._trailer + CRLF, 'latin1', finish);
  } else if (!msg._headerSent || msg.writableLength || chunk) {
    msg._send('', 'latin1', finish);
  } else {
    process.nextTick(finish);
  }
  const socket = msg[kSocket];
  if (socket) {
    // However often it was corked: everything goes out now.
    if (socket._writableState) socket._writableState.corked = 1;
    socket.uncork();
  }
  msg[kCorked] = 0;
  msg.finished = true;
  if (msg.outputData.length === 0 && socket && socket._httpMessage === msg) msg._finish();
}

/** Everything was handed to the socket. */
OutgoingMessage.prototype._finish = function _finish() {
  this.emit('prefinish');
};

/** Sends what waited for the socket to become this message's. */
OutgoingMessage.prototype._flush = function _flush() {
  const socket = this[kSocket];
  if (!socket || !socket.writable) return;
  const ret = this._flushOutput(socket);
  if (this.finished) {
    this._finish();
  } else if (ret && this[kNeedDrain]) {
    this[kNeedDrain] = false;
    this.emit('drain');
  }
};

OutgoingMessage.prototype._flushOutput = function _flushOutput(socket) {
  const pending = this.outputData;
  if (pending.length <= 0) return undefined;
  socket.cork();
  let ret;
  for (const { data, encoding, callback } of pending) {
    ret = socket.write(data, encoding, callback);
  }
  process.nextTick(uncorkSocket, socket);
  this.outputData = [];
  this._onPendingData(-this.outputSize);
  this.outputSize = 0;
  return ret;
};

/** Sends the head now, without waiting for a body. */
OutgoingMessage.prototype.flushHeaders = function flushHeaders() {
  if (!this._header) this._implicitHeader();
  this._send('');
};

OutgoingMessage.prototype.pipe = function pipe() {
  this.emit('error', new ERR_STREAM_CANNOT_PIPE());
};

OutgoingMessage.prototype[EE.captureRejectionSymbol] = function(err, event) {
  this.destroy(err);
};

/** The lower-cased names of an array of header names, for headers that are sent once; null if none. */
function parseUniqueHeadersOption(headers) {
  if (!Array.isArray(headers)) return null;
  const unique = new Set();
  for (const name of headers) unique.add(String(name).toLowerCase());
  return unique;
}

/**
 * Throws unless `name` may be a header's name.
 * @param {string} name
 * @param {string} [label] what to call it in the error
 */
const publicValidateHeaderName = hideStackFrames(function validateHeaderNamePublic(name, label) {
  validateHeaderName(name, label);
});
Object.defineProperty(publicValidateHeaderName, 'name', { value: 'validateHeaderName' });

const publicValidateHeaderValue = hideStackFrames(function validateHeaderValuePublic(name, value) {
  validateHeaderValue(name, value);
});
Object.defineProperty(publicValidateHeaderValue, 'name', { value: 'validateHeaderValue' });

module.exports = {
  kDirectWrite,
  kErrored,
  onFinish,
  kHighWaterMark,
  kOnFinish,
  kSocket,
  kUniqueHeaders,
  parseUniqueHeadersOption,
  validateHeaderName: publicValidateHeaderName,
  validateHeaderValue: publicValidateHeaderValue,
  OutgoingMessage,
};
