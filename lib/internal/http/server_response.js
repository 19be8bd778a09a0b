'use strict';

const { OutgoingMessage, kDirectWrite, kOnFinish, kSocket, onFinish } = require('../../_http_outgoing');
const { kOutHeaders } = require('../http');
const {
  _checkInvalidHeaderChar: checkInvalidHeaderChar,
} = require('../../_http_common');
const STATUS_CODES = require('./status_codes');
const { validateHeaderName, validateHeaderValue } = require('./header_list');
const {
  codes: {
    ERR_HTTP_HEADERS_SENT,
    ERR_HTTP_INVALID_STATUS_CODE,
    ERR_HTTP_SOCKET_ASSIGNED,
    ERR_INVALID_ARG_VALUE,
    ERR_INVALID_CHAR,
  },
  ErrnoException,
} = require('../errors');
const { validateInteger, validateLinkHeaderValue, validateObject } =
  require('../validators');
const { kOnWritten, writeDirectly } = require('./direct_write');

const kConnection = Symbol('kConnection');
const CRLF = '\r\n';

/** The first lines of the usual answers, made once. */
const statusLines = new Map();

/**
 * What a server answers a request with.
 * @param {IncomingMessage} req
 * @param {{ highWaterMark?: number, rejectNonStandardBodyWrites?: boolean }} [options]
 */
function ServerResponse(req, options) {
  OutgoingMessage.call(this, options);
  if (req.method === 'HEAD') this._hasBody = false;
  this.req = req;
  this.sendDate = true;
  this._sent100 = false;
  this._expect_continue = false;
  this._maxRequestsPerSocket = 0;
  // The ServerConnection it belongs to; none when made by a program itself.
  this[kConnection] = null;
  if (req.httpVersionMajor < 1 || req.httpVersionMinor < 1) {
    this.useChunkedEncodingByDefault = /(?:^|\W)chunked(?:$|\W)/i.test(req.headers.te);
    this.shouldKeepAlive = false;
  }
}
Object.setPrototypeOf(ServerResponse.prototype, OutgoingMessage.prototype);
Object.setPrototypeOf(ServerResponse, OutgoingMessage);

ServerResponse.prototype.statusCode = 200;
ServerResponse.prototype.statusMessage = undefined;

ServerResponse.prototype[kDirectWrite] = writeDirectly;

/** A direct write that had to wait is done; `status` is 0 or a negative error number. */
ServerResponse.prototype[kOnWritten] = function onWritten(status) {
  if (status === 0) onFinish(this);
  else this.destroy(new ErrnoException(status, 'write'));
};

ServerResponse.prototype[kOnFinish] = function onResponseFinish() {
  if (this[kConnection] !== null) this[kConnection].responseFinished(this);
};

/** The connection was closed before the response was complete. */
function onServerResponseClose() {
  // `this` is the socket: a response may have been put off it meanwhile.
  const res = this._httpMessage;
  if (res) emitClose(res);
}

function emitClose(res) {
  res.destroyed = true;
  res._closed = true;
  res.emit('close');
}

/** Makes `socket` the one that this response is written to, now. */
ServerResponse.prototype.assignSocket = function assignSocket(socket) {
  if (socket._httpMessage) {
    // Two responses would mix their bytes.
    throw new ERR_HTTP_SOCKET_ASSIGNED();
  }
  socket._httpMessage = this;
  socket.on('close', onServerResponseClose);
  this.socket = socket;
  this.emit('socket', socket);
  this._flush();
};

ServerResponse.prototype.detachSocket = function detachSocket(socket) {
  if (this[kConnection] === null) socket.removeListener('close', onServerResponseClose);
  socket._httpMessage = null;
  this[kSocket] = null;
};

/** assignSocket for a server's own connection, which looks after 'close' itself. */
function attach(res, socket) {
  socket._httpMessage = res;
  res[kSocket] = socket;
  if (res._eventsCount > 0) res.emit('socket', socket);
  if (res.outputData.length > 0 || res.finished) res._flush();
}

/**
 * Sends a 1xx answer before the real one.
 * @param {number} statusCode
 * @param {object|Array} [headers]
 * @param {Function} [cb]
 */
ServerResponse.prototype.writeInformation = function writeInformation(statusCode, headers, cb) {
  if (typeof headers === 'function') {
    cb = headers;
    headers = undefined;
  }
  validateInteger(statusCode, 'statusCode', 100, 199);
  if (statusCode === 101) throw new ERR_HTTP_INVALID_STATUS_CODE(statusCode);
  let head = `HTTP/1.1 ${statusCode} ${STATUS_CODES[statusCode] || 'unknown'}\r\n`;
  if (headers) {
    for (const key of Object.keys(headers)) {
      validateHeaderName(key);
      validateHeaderValue(key, headers[key]);
      head += key + ': ' + headers[key] + CRLF;
    }
  }
  this._writeRaw(head + CRLF, 'ascii', cb);
};

/** Asks the client for its body: `HTTP/1.1 100 Continue`. */
ServerResponse.prototype.writeContinue = function writeContinue(cb) {
  this._writeRaw('HTTP/1.1 100 Continue\r\n\r\n', 'ascii', cb);
  this._sent100 = true;
};

/** Tells the client to wait on: `HTTP/1.1 102 Processing`. */
ServerResponse.prototype.writeProcessing = function writeProcessing(cb) {
  this._writeRaw('HTTP/1.1 102 Processing\r\n\r\n', 'ascii', cb);
};

/** Tells the client what it will need: `HTTP/1.1 103 Early Hints`. */
ServerResponse.prototype.writeEarlyHints = function writeEarlyHints(hints, cb) {
  if (this._header) throw new ERR_HTTP_HEADERS_SENT('write');
  validateObject(hints, 'hints');
  if (hints.link === null || hints.link === undefined) return;
  const link = validateLinkHeaderValue(hints.link);
  if (link.length === 0) return;
  if (checkInvalidHeaderChar(link)) throw new ERR_INVALID_CHAR('header content', 'Link');
  let head = 'HTTP/1.1 103 Early Hints\r\nLink: ' + link + CRLF;
  for (const key of Object.keys(hints)) {
    const name = key.toLowerCase();
    if (name === 'link') continue;
    validateHeaderName(key);
    validateHeaderValue(key, hints[key]);
    head += name + ': ' + hints[key] + CRLF;
  }
  this._writeRaw(head + CRLF, 'ascii', cb);
};

ServerResponse.prototype._implicitHeader = function _implicitHeader() {
  this.writeHead(this.statusCode);
};

/**
 * Sets the status and further headers; they are sent with the first piece of the body.
 * @param {number} statusCode
 * @param {string} [reason]
 * @param {object|Array} [obj] headers
 */
ServerResponse.prototype.writeHead = function writeHead(statusCode, reason, obj) {
  if (this._header) throw new ERR_HTTP_HEADERS_SENT('write');
  const original = statusCode;
  statusCode |= 0;
  if (statusCode < 100 || statusCode > 999) throw new ERR_HTTP_INVALID_STATUS_CODE(original);

  if (typeof reason === 'string') {
    this.statusMessage = reason;
  } else {
    this.statusMessage ||= STATUS_CODES[statusCode] || 'unknown';
    obj ??= reason;
  }
  this.statusCode = statusCode;

  const headers = mergeHeaders(this, obj);
  if (this.statusMessage !== STATUS_CODES[statusCode] && checkInvalidHeaderChar(this.statusMessage)) {
    throw new ERR_INVALID_CHAR('statusMessage');
  }

  // Neither may have a body, and 1xx is no answer yet.
  if (statusCode === 204 || statusCode === 304 || (statusCode >= 100 && statusCode <= 199)) {
    this._hasBody = false;
  }
  // A client that waits for "100 Continue" did not get it: what it sends next is not clear.
  if (this._expect_continue && !this._sent100) this.shouldKeepAlive = false;

  this._storeHeader(statusLine(statusCode, this.statusMessage), headers);
  return this;
};

function statusLine(statusCode, message) {
  if (message !== STATUS_CODES[statusCode]) return `HTTP/1.1 ${statusCode} ${message}\r\n`;
  let line = statusLines.get(statusCode);
  if (line === undefined) {
    line = `HTTP/1.1 ${statusCode} ${message}\r\n`;
    statusLines.set(statusCode, line);
  }
  return line;
}

/** What writeHead was given over what setHeader set. */
function mergeHeaders(res, given) {
  const list = res[kOutHeaders];
  if (list === null) return given;
  if (!given) return list;
  if (Array.isArray(given)) {
    mergeArray(res, list, given);
  } else {
    for (const name of Object.keys(given)) {
      if (name) res.setHeader(name, given[name]);
    }
  }
  return list;
}

function mergeArray(res, list, given) {
  const pairs = given.length > 0 && Array.isArray(given[0]) ? given.flat(1) : given;
  if (pairs.length % 2 !== 0) throw new ERR_INVALID_ARG_VALUE('headers', given);
  // A name may come several times in the array, but it replaces what was set before.
  for (let i = 0; i < pairs.length; i += 2) {
    if (pairs[i]) res.removeHeader(pairs[i]);
  }
  for (let i = 0; i < pairs.length; i += 2) {
    if (pairs[i]) res.appendHeader(pairs[i], pairs[i + 1]);
  }
}

// Older programs call it this.
ServerResponse.prototype.writeHeader = ServerResponse.prototype.writeHead;

module.exports = {
  STATUS_CODES,
  ServerResponse,
  attach,
  emitClose,
  kConnection,
  onServerResponseClose,
};
