'use strict';

const { OutgoingMessage, kDirectWrite, kOnFinish, kSocket, onFinish } = require('../../_http_outgoing');
const { emitIfHeard, kOutHeaders } = require('../http');
const {
  _checkInvalidHeaderChar: checkInvalidHeaderChar,
  chunkExpression,
} = require('../../_http_common');
const { dataEvents } = require('./channels');
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
const { validateLinkHeaderValue, validateObject } = require('../validators');
const { kOnWritten, writeDirectly } = require('./direct_write');

const kConnection = Symbol('kConnection');
const CRLF = '\r\n';

/**
 * What a server answers a request with.
 * @param {IncomingMessage} req
 * @param {{ highWaterMark?: number, rejectNonStandardBodyWrites?: boolean }} [options]
 */
function ServerResponse(req, options) {
  OutgoingMessage.call(this, options);
  startAnswer(this, req);
  // The ServerConnection it belongs to; none when made by a program itself.
  this[kConnection] = null;
  const { httpVersionMajor: major, httpVersionMinor: minor } = req;
  if (major < 1 || minor < 1) {
    // HTTP/1.0 knows neither, but a client may say that it can read chunks.
    this.shouldKeepAlive = false;
    this.useChunkedEncodingByDefault = chunkExpression.test(req.headers.te);
  }
  if (dataEvents.responseCreated.hasSubscribers) dataEvents.responseCreated.publish({ request: req, response: this });
}

function startAnswer(res, req) {
  if (req.method === 'HEAD') res._hasBody = false;
  res.req = req;
  res.sendDate = true;
  res._sent100 = false;
  res._expect_continue = false;
  res._maxRequestsPerSocket = 0;
}

Object.setPrototypeOf(ServerResponse.prototype, OutgoingMessage.prototype);
Object.setPrototypeOf(ServerResponse, OutgoingMessage);

/** The connection was closed before the response was complete. */
function onServerResponseClose() {
  // `this` is the socket: a response may have been put off it meanwhile.
  const res = this._httpMessage;
  if (res) emitClose(res);
}

function emitClose(res) {
  res.destroyed = true;
  res._closed = true;
  emitIfHeard(res, 'close');
}

/** assignSocket for a server's own connection, which looks after 'close' itself. */
function attach(res, socket) {
  socket._httpMessage = res;
  res[kSocket] = socket;
  if (res._eventsCount > 0) res.emit('socket', socket);
  if (res.outputData.length > 0 || res.finished) res._flush();
}

/** Throws what is wrong with a status, or returns it as a number. */
function checkStatus(given) {
  const status = given | 0;
  if (status > 999 || status < 100) throw new ERR_HTTP_INVALID_STATUS_CODE(given);
  return status;
}

/** The first lines of usual answers, by status. */
const statusLines = [];
for (let status = 0; status < 600; status++) statusLines.push('');

function statusLine(status, message) {
  if (status >= 600 || message !== STATUS_CODES[status]) return `HTTP/1.1 ${status} ${message}\r\n`;
  if (statusLines[status] === '') {
    statusLines[status] = `HTTP/1.1 ${status} ${message}\r\n`;
    statusLines[status].charCodeAt(0);
  }
  return statusLines[status];
}

/** Whether an answer with this status may have a body; 1xx is no answer yet. */
function allowsBody(status) {
  return status >= 200 && status !== 204 && status !== 304;
}

function fieldLine(name, value, sentName) {
  validateHeaderName(name);
  validateHeaderValue(name, value);
  return `${sentName}: ${value}\r\n`;
}

/** What writeHead was given over what setHeader set. */
function mergeHeaders(res, given) {
  const list = res[kOutHeaders];
  if (list === null) return given;
  if (!given) return list;
  if (Array.isArray(given)) {
    replaceFields(res, given.length > 0 && Array.isArray(given[0]) ? given.flat(1) : given, given);
  } else {
    for (const name of Object.keys(given)) {
      if (name) res.setHeader(name, given[name]);
    }
  }
  return list;
}

/** A name may come several times in the array, but it replaces what was set before. */
function replaceFields(res, pairs, given) {
  if ((pairs.length & 1) === 1) throw new ERR_INVALID_ARG_VALUE('headers', given);
  const isName = (name, i) => i % 2 === 0 && name;
  pairs.filter(isName).forEach((name) => res.removeHeader(name));
  pairs.forEach((name, i) => {
    if (isName(name, i)) res.appendHeader(name, pairs[i + 1]);
  });
}

Object.assign(ServerResponse.prototype, {
  statusCode: 200,
  statusMessage: undefined,

  [kDirectWrite]: writeDirectly,

  /** A direct write that had to wait is done; `status` is 0 or a negative error number. */
  [kOnWritten](status) {
    if (status === 0) onFinish(this, false);
    else this.destroy(new ErrnoException(status, 'write'));
  },

  [kOnFinish](inTick) {
    if (this[kConnection] !== null) this[kConnection].responseFinished(this, inTick);
  },

  /** Makes `socket` the one that this response is written to, now. */
  assignSocket(socket) {
    // Two responses would mix their bytes.
    if (socket._httpMessage) throw new ERR_HTTP_SOCKET_ASSIGNED();
    socket.on('close', onServerResponseClose);
    socket._httpMessage = this;
    this.socket = socket;
    this.emit('socket', socket);
    this._flush();
  },

  detachSocket(socket) {
    if (this[kConnection] === null) socket.removeListener('close', onServerResponseClose);
    this[kSocket] = socket._httpMessage = null;
  },

  /** Asks the client for its body: `HTTP/1.1 100 Continue`. */
  writeContinue(cb) {
    this._writeRaw('HTTP/1.1 100 Continue\r\n\r\n', 'ascii', cb);
    this._sent100 = true;
  },

  /** Tells the client to wait on: `HTTP/1.1 102 Processing`. */
  writeProcessing(cb) {
    this._writeRaw('HTTP/1.1 102 Processing\r\n\r\n', 'ascii', cb);
  },

  /** Tells the client what it will need: `HTTP/1.1 103 Early Hints`. */
  writeEarlyHints(hints, cb) {
    if (this._header) throw new ERR_HTTP_HEADERS_SENT('write');
    validateObject(hints, 'hints');
    if ((hints.link ?? null) === null) return;
    const link = validateLinkHeaderValue(hints.link);
    if (link === '') return;
    if (checkInvalidHeaderChar(link)) throw new ERR_INVALID_CHAR('header content', 'Link');
    let head = `HTTP/1.1 103 Early Hints\r\nLink: ${link}\r\n`;
    for (const name of Object.keys(hints)) {
      const lower = name.toLowerCase();
      if (lower !== 'link') head += fieldLine(name, hints[name], lower);
    }
    this._writeRaw(head + CRLF, 'ascii', cb);
  },

  _implicitHeader() {
    this.writeHead(this.statusCode);
  },

  /**
   * Sets the status and further headers; they are sent with the first piece of the body.
   * @param {number} statusCode
   * @param {string} [reason]
   * @param {object|Array} [obj] headers
   */
  writeHead(statusCode, reason, obj) {
    if (this._header) throw new ERR_HTTP_HEADERS_SENT('write');
    const status = checkStatus(statusCode);
    const usual = STATUS_CODES[status];
    let given = obj;
    if (typeof reason === 'string') {
      this.statusMessage = reason;
    } else {
      given ??= reason;
      if (!this.statusMessage) this.statusMessage = usual || 'unknown';
    }
    this.statusCode = status;
    const headers = mergeHeaders(this, given);
    const message = this.statusMessage;
    if (message !== usual && checkInvalidHeaderChar(message)) throw new ERR_INVALID_CHAR('statusMessage');
    if (!allowsBody(status)) this._hasBody = false;
    // A client that waits for "100 Continue" did not get it: what it sends next is not clear.
    if (!this._sent100 && this._expect_continue) this.shouldKeepAlive = false;
    this._storeHeader(statusLine(status, message), headers);
    return this;
  },
});

// Older programs call it this.
ServerResponse.prototype.writeHeader = ServerResponse.prototype.writeHead;

module.exports = {
  STATUS_CODES,
  ServerResponse,
  attach,
  emitClose,
  kConnection,
};
