'use strict';

const net = require('./net');
const EE = require('./events');
const { Buffer } = require('./buffer');
const {
  freeParser,
  parsers,
  HTTPParser,
  calculateLenientFlags,
  prepareError,
  kKeepAlive,
  _checkIsHttpToken: checkIsHttpToken,
} = require('./_http_common');
const { OutgoingMessage, kErrored, kUniqueHeaders, parseUniqueHeadersOption } =
  require('./_http_outgoing');
const Agent = require('./_http_agent');
const { kNeedDrain, kOutHeaders } = require('./internal/http');
const { dataEvents } = require('./internal/http/channels');
const { once, kEmptyObject } = require('./internal/util');
const { getTimerDuration } = require('./internal/timers');
const {
  codes: {
    ERR_HTTP_HEADERS_SENT,
    ERR_INVALID_ARG_TYPE,
    ERR_INVALID_HTTP_TOKEN,
    ERR_INVALID_PROTOCOL,
    ERR_UNESCAPED_CHARACTERS,
  },
  ConnResetException,
} = require('./internal/errors');
const { validateBoolean, validateInteger } = require('./internal/validators');

const kPath = Symbol('kPath');

const INVALID_PATH = /[^\u0021-\u00ff]/;
const IPV6_DEFAULT = /^[^[].*:.*:/;
const BODYLESS = new Set(['GET', 'HEAD', 'DELETE', 'OPTIONS', 'TRACE', 'CONNECT']);

// What the parser is told of a response, see _http_common.
const BODY = 0;
const NO_BODY = 1;
const UPGRADE = 2;

function validateHost(host, name) {
  if (host !== null && host !== undefined && typeof host !== 'string') {
    throw new ERR_INVALID_ARG_TYPE(`options.${name}`, ['string', 'undefined', 'null'], host);
  }
  return host;
}

/** The three forms of http.request's arguments as [options, callback]. */
function normalizeArgs(input, options, cb) {
  if (typeof input === 'string') {
    const { urlToHttpOptions, URL } = require('./internal/url');
    input = urlToHttpOptions(new URL(input));
  } else if (require('./internal/url').isURL(input)) {
    input = require('./internal/url').urlToHttpOptions(input);
  } else {
    cb = options;
    options = input;
    input = null;
  }
  if (typeof options === 'function') {
    cb = options;
    options = input || kEmptyObject;
  } else {
    options = Object.assign(input || {}, options);
  }
  return [options, cb];
}

function chooseAgent(options, defaultAgent) {
  const { agent } = options;
  if (agent === false) return new defaultAgent.constructor();
  if (agent === null || agent === undefined) {
    // Explicitly made connections are nobody else's.
    return typeof options.createConnection === 'function' ? agent : defaultAgent;
  }
  if (typeof agent.addRequest !== 'function') {
    throw new ERR_INVALID_ARG_TYPE('options.agent', ['Agent-like Object', 'undefined', 'false'], agent);
  }
  return agent;
}

function checkPath(path) {
  if (INVALID_PATH.test(path)) throw new ERR_UNESCAPED_CHARACTERS('Request path');
}

/**
 * A request to a server.
 * @param {string|URL|object} input
 * @param {object} [options]
 * @param {(res: IncomingMessage) => void} [cb]
 */
function ClientRequest(input, options, cb) {
  OutgoingMessage.call(this);
  [options, cb] = normalizeArgs(input, options, cb);

  const defaultAgent = options._defaultAgent || Agent.globalAgent;
  this.agent = chooseAgent(options, defaultAgent);
  const protocol = options.protocol || defaultAgent.protocol;
  const expectedProtocol = this.agent?.protocol || defaultAgent.protocol;
  if (options.path) checkPath(String(options.path));
  if (protocol !== expectedProtocol) throw new ERR_INVALID_PROTOCOL(protocol, expectedProtocol);

  const defaultPort = options.defaultPort || this.agent?.defaultPort;
  const port = options.port = options.port || defaultPort || 80;
  const host = options.host = validateHost(options.hostname, 'hostname') ||
    validateHost(options.host, 'host') || 'localhost';
  const setHost = options.setHost !== undefined
    ? Boolean(options.setHost)
    : options.setDefaultHeaders !== false;
  this._removedConnection = options.setDefaultHeaders === false;
  this._removedContLen = options.setDefaultHeaders === false;
  this._removedTE = options.setDefaultHeaders === false;

  this.socketPath = options.socketPath;
  if (options.timeout !== undefined) this.timeout = getTimerDuration(options.timeout, 'timeout');
  if (options.signal) {
    require('./internal/streams/add-abort-signal').addAbortSignal(options.signal, this);
  }
  setMethod(this, options.method);
  setParserOptions(this, options);
  this.path = options.path || '/';
  if (cb) this.once('response', cb);
  this.useChunkedEncodingByDefault = !BODYLESS.has(this.method);

  this._ended = false;
  this.res = null;
  this.aborted = false;
  this.timeoutCb = null;
  this.upgradeOrConnect = false;
  this.parser = null;
  this.maxHeadersCount = null;
  this.reusedSocket = false;
  this.host = host;
  this.protocol = protocol;

  if (this.agent) {
    // With no limit on sockets and no keep-alive, a connection serves one request.
    const keeps = this.agent.keepAlive || Number.isFinite(this.agent.maxSockets);
    this._last = !keeps;
    this.shouldKeepAlive = keeps;
  }
  this[kUniqueHeaders] = parseUniqueHeadersOption(options.uniqueHeaders);
  setHeaders(this, options, setHost, host, port, defaultPort);
  connect(this, options);
  if (dataEvents.clientRequestCreated.hasSubscribers) {
    dataEvents.clientRequestCreated.publish({ request: this });
  }
}
Object.setPrototypeOf(ClientRequest.prototype, OutgoingMessage.prototype);
Object.setPrototypeOf(ClientRequest, OutgoingMessage);

Object.defineProperty(ClientRequest.prototype, 'path', {
  __proto__: null,
  configurable: true,
  enumerable: true,
  get() { return this[kPath]; },
  set(value) {
    const path = String(value);
    checkPath(path);
    this[kPath] = path;
  },
});

function setMethod(req, method) {
  if (method !== null && method !== undefined && typeof method !== 'string') {
    throw new ERR_INVALID_ARG_TYPE('options.method', 'string', method);
  }
  if (!method) {
    req.method = 'GET';
    return;
  }
  if (!checkIsHttpToken(method)) throw new ERR_INVALID_HTTP_TOKEN('Method', method);
  req.method = method.toUpperCase();
}

function setParserOptions(req, options) {
  const { maxHeaderSize, insecureHTTPParser, joinDuplicateHeaders } = options;
  if (maxHeaderSize !== undefined) validateInteger(maxHeaderSize, 'maxHeaderSize', 0);
  req.maxHeaderSize = maxHeaderSize;
  if (insecureHTTPParser !== undefined) validateBoolean(insecureHTTPParser, 'options.insecureHTTPParser');
  req.insecureHTTPParser = insecureHTTPParser;
  if (joinDuplicateHeaders !== undefined) {
    validateBoolean(joinDuplicateHeaders, 'options.joinDuplicateHeaders');
  }
  req.joinDuplicateHeaders = joinDuplicateHeaders;
}

function setHeaders(req, options, setHost, host, port, defaultPort) {
  const { headers } = options;
  if (Array.isArray(headers)) {
    req._storeHeader(req.method + ' ' + req.path + ' HTTP/1.1\r\n', headers);
    return;
  }
  if (headers) {
    for (const name of Object.keys(headers)) req.setHeader(name, headers[name]);
  }
  if (host && !req.getHeader('host') && setHost) {
    // An IPv6 address wants brackets, see RFC 9112.
    let value = IPV6_DEFAULT.test(host) ? `[${host}]` : host;
    if (port && +port !== defaultPort) value += ':' + port;
    req.setHeader('Host', value);
  }
  if (options.auth && !req.getHeader('Authorization')) {
    req.setHeader('Authorization', 'Basic ' + Buffer.from(options.auth).toString('base64'));
  }
  if (req.getHeader('expect')) {
    if (req._header) throw new ERR_HTTP_HEADERS_SENT('render');
    req._implicitHeader();
  }
}

function connect(req, options) {
  // The signal is the request's: the socket may outlive it.
  const socketOptions = { ...options };
  delete socketOptions.signal;
  if (req.agent) {
    req.agent.addRequest(req, socketOptions);
    return;
  }
  req._last = true;
  req.shouldKeepAlive = false;
  socketOptions.path = options.socketPath || undefined;
  if (typeof options.createConnection !== 'function') {
    req.onSocket(net.createConnection(socketOptions));
    return;
  }
  const oncreate = once((err, socket) => {
    if (err) process.nextTick(emitErrorEvent, req, err);
    else req.onSocket(socket);
  });
  try {
    const socket = options.createConnection(socketOptions, oncreate);
    if (socket) oncreate(null, socket);
  } catch (err) {
    oncreate(err);
  }
}

function emitErrorEvent(req, error) {
  if (dataEvents.clientRequestError.hasSubscribers) {
    dataEvents.clientRequestError.publish({ request: req, error });
  }
  req.emit('error', error);
}

ClientRequest.prototype._finish = function _finish() {
  OutgoingMessage.prototype._finish.call(this);
  if (dataEvents.clientRequestStart.hasSubscribers) {
    dataEvents.clientRequestStart.publish({ request: this });
  }
};

ClientRequest.prototype._implicitHeader = function _implicitHeader() {
  if (this._header) throw new ERR_HTTP_HEADERS_SENT('render');
  this._storeHeader(this.method + ' ' + this.path + ' HTTP/1.1\r\n', this[kOutHeaders]);
};

/** Gives the request up. Deprecated in favour of destroy. */
ClientRequest.prototype.abort = function abort() {
  if (this.aborted) return;
  this.aborted = true;
  process.nextTick(emitAbortNT, this);
  this.destroy();
};

function emitAbortNT(req) {
  req.emit('abort');
}

ClientRequest.prototype.destroy = function destroy(err) {
  if (this.destroyed) return this;
  this.destroyed = true;
  // What still comes of the response is of no interest.
  if (this.res) this.res._dump();
  this[kErrored] = err;
  this.socket?.destroy(err);
  return this;
};

ClientRequest.prototype.onSocket = function onSocket(socket, err) {
  process.nextTick(onSocketNT, this, socket, err);
};

function onSocketNT(req, socket, err) {
  if (!req.destroyed && !err) {
    attachSocket(req, socket);
    req._flush();
    return;
  }
  const reason = req[kErrored] || err;
  if (!socket) {
    destroyed(req, reason);
  } else if (!reason && req.agent && !socket.destroyed) {
    // The connection is as good as new.
    socket.emit('free');
    destroyed(req, reason);
  } else {
    const { eos } = require('./internal/streams/end-of-stream');
    eos(socket.destroy(reason), (failure) => {
      if (failure?.code === 'ERR_STREAM_PREMATURE_CLOSE') failure = null;
      destroyed(req, failure || reason);
    });
  }
}

function destroyed(req, err) {
  if (!req.aborted && !err) err = new ConnResetException('socket hang up');
  if (err) emitErrorEvent(req, err);
  close(req);
}

function close(req) {
  req._closed = true;
  req.emit('close');
}

function attachSocket(req, socket) {
  const parser = parsers.alloc();
  req.socket = socket;
  parser.initialize(HTTPParser.RESPONSE, req, req.maxHeaderSize || 0,
                    calculateLenientFlags(req.insecureHTTPParser));
  parser.socket = socket;
  parser.outgoing = req;
  parser.joinDuplicateHeaders = req.joinDuplicateHeaders;
  if (typeof req.maxHeadersCount === 'number') parser.maxHeaderPairs = req.maxHeadersCount << 1;
  parser.onIncoming = onIncoming;
  req.parser = parser;

  socket.parser = parser;
  socket._httpMessage = req;
  socket.on('error', socketErrorListener);
  socket.on('data', socketOnData);
  socket.on('end', socketOnEnd);
  socket.on('close', socketCloseListener);
  socket.on('drain', onDrain);

  if (req.timeout !== undefined || req.agent?.options?.timeout) listenSocketTimeout(req);
  req.emit('socket', socket);
}

function onDrain() {
  const msg = this._httpMessage;
  if (msg && !msg.finished && msg[kNeedDrain]) {
    msg[kNeedDrain] = false;
    msg.emit('drain');
  }
}

function hangUp(req) {
  req.socket._hadError = true;
  emitErrorEvent(req, new ConnResetException('socket hang up'));
}

function socketCloseListener() {
  const req = this._httpMessage;
  const parser = this.parser;
  const res = req.res;
  req.destroyed = true;
  if (res) {
    if (!res.complete) res.destroy(new ConnResetException('aborted'));
    close(req);
    if (!res.aborted && res.readable) res.push(null);
  } else {
    if (!this._hadError) hangUp(req);
    close(req);
  }
  // It cannot be sent any more.
  if (req.outputData) req.outputData.length = 0;
  endParser(parser, req, this);
}

function endParser(parser, req, socket) {
  if (!parser) return;
  parser.finish();
  freeParser(parser, req, socket);
}

function socketErrorListener(err) {
  const req = this._httpMessage;
  if (req) {
    // For the sake of 'close': the error was reported.
    req.socket._hadError = true;
    emitErrorEvent(req, err);
  }
  endParser(this.parser, req, this);
  this.removeListener('data', socketOnData);
  this.removeListener('end', socketOnEnd);
  this.destroy();
}

function socketOnEnd() {
  const req = this._httpMessage;
  const parser = this.parser;
  if (!req.res && !req.socket._hadError) hangUp(req);
  endParser(parser, req, this);
  this.end();
}

function isInformational(status) {
  // 101 is final: another protocol follows.
  return status < 200 && status >= 100 && status !== 101;
}

function socketOnData(chunk) {
  const req = this._httpMessage;
  const parser = this.parser;
  const result = parser.execute(chunk);
  if (typeof result !== 'number') {
    prepareError(result, parser, chunk);
    freeParser(parser, req, this);
    this.removeListener('data', socketOnData);
    this.removeListener('end', socketOnEnd);
    this.destroy();
    req.socket._hadError = true;
    emitErrorEvent(req, result);
  } else if (parser.incoming?.upgrade) {
    switchProtocols(req, this, parser, chunk.slice(result));
  } else if (parser.incoming?.complete && !isInformational(parser.incoming.statusCode)) {
    this.removeListener('data', socketOnData);
    this.removeListener('end', socketOnEnd);
    this.removeListener('drain', onDrain);
    freeParser(parser, req, this);
  }
}

function switchProtocols(req, socket, parser, head) {
  const res = parser.incoming;
  req.res = res;
  socket.removeListener('data', socketOnData);
  socket.removeListener('end', socketOnEnd);
  socket.removeListener('drain', onDrain);
  if (req.timeoutCb) socket.removeListener('timeout', req.timeoutCb);
  endParser(parser, req, socket);

  const event = req.method === 'CONNECT' ? 'connect' : 'upgrade';
  if (req.listenerCount(event) === 0) {
    socket.destroy();
    return;
  }
  req.upgradeOrConnect = true;
  // The socket is the program's from now on.
  socket.emit('agentRemove');
  socket.removeListener('close', socketCloseListener);
  socket.removeListener('error', socketErrorListener);
  socket._httpMessage = null;
  socket.readableFlowing = null;
  req.emit(event, res, socket, head);
  req.destroyed = true;
  close(req);
}

/** A response's head is complete. */
function onIncoming(parser, res, flags) {
  const socket = parser.socket;
  const req = socket._httpMessage;
  if (req.res) {
    // A second answer to the same request.
    socket.destroy();
    return BODY;
  }
  req.res = res;
  if (res.upgrade) return UPGRADE;
  if (req.method === 'CONNECT') {
    res.upgrade = true;
    return UPGRADE;
  }
  if (isInformational(res.statusCode)) {
    req.res = null;
    if (res.statusCode === 100) req.emit('continue');
    req.emit('information', {
      statusCode: res.statusCode,
      statusMessage: res.statusMessage,
      httpVersion: res.httpVersion,
      httpVersionMajor: res.httpVersionMajor,
      httpVersionMinor: res.httpVersionMinor,
      headers: res.headers,
      rawHeaders: res.rawHeaders,
    });
    return NO_BODY;
  }
  if (req.shouldKeepAlive && (flags & kKeepAlive) === 0 && !req.upgradeOrConnect) {
    req.shouldKeepAlive = false;
  }
  return deliver(req, res);
}

function deliver(req, res) {
  if (dataEvents.clientResponseFinish.hasSubscribers) {
    dataEvents.clientResponseFinish.publish({ request: req, response: res });
  }
  res.req = req;
  // First, so that the socket is free when the program's own listener runs.
  res.on('end', responseOnEnd);
  req.on('finish', requestOnFinish);
  if (req.timeoutCb) {
    req.socket.removeListener('timeout', emitRequestTimeout);
    req.socket.on('timeout', responseOnTimeout);
  }
  // With nobody to read it, it must not hold up the connection.
  if (req.aborted || !req.emit('response', res)) res._dump();
  if (req.method === 'HEAD') return NO_BODY;
  if (res.statusCode === 304) {
    res.complete = true;
    return NO_BODY;
  }
  return BODY;
}

function responseKeepAlive(req) {
  const { socket } = req;
  if (req.timeoutCb) {
    socket.setTimeout(0, req.timeoutCb);
    req.timeoutCb = null;
  }
  socket.removeListener('close', socketCloseListener);
  socket.removeListener('error', socketErrorListener);
  socket.removeListener('data', socketOnData);
  socket.removeListener('end', socketOnEnd);
  // Once more code than ours has seen the end.
  process.nextTick(emitFreeNT, req);
  req.destroyed = true;
  // Destroying the response later must not take the socket along.
  if (req.res) req.res.destroyed = true;
}

function emitFreeNT(req) {
  close(req);
  if (req.socket) req.socket.emit('free');
}

function responseOnEnd() {
  const req = this.req;
  const { socket } = req;
  if (socket) {
    if (req.timeoutCb) socket.removeListener('timeout', emitRequestTimeout);
    socket.removeListener('timeout', responseOnTimeout);
  }
  req._ended = true;
  if (!req.shouldKeepAlive) {
    if (socket.writable) {
      if (typeof socket.destroySoon === 'function') socket.destroySoon();
      else socket.end();
    }
  } else if (req.writableFinished && !this.aborted) {
    responseKeepAlive(req);
  }
}

function responseOnTimeout() {
  const req = this._httpMessage;
  if (!req) return;
  req.res?.emit('timeout');
  req.emit('timeout');
}

/** The body went out after the response came in. */
function requestOnFinish() {
  if (this.shouldKeepAlive && this._ended) responseKeepAlive(this);
}

function emitRequestTimeout() {
  this._httpMessage?.emit('timeout');
}

function listenSocketTimeout(req) {
  if (req.timeoutCb) return;
  req.timeoutCb = emitRequestTimeout;
  if (req.socket) {
    req.socket.once('timeout', emitRequestTimeout);
  } else {
    req.on('socket', (socket) => {
      socket.once('timeout', emitRequestTimeout);
    });
  }
}

ClientRequest.prototype._deferToConnect = function _deferToConnect(method, args) {
  const callSocketMethod = () => {
    if (method) this.socket[method](...args);
  };
  const onSocket = () => {
    if (this.socket.writable) callSocketMethod();
    else this.socket.once('connect', callSocketMethod);
  };
  if (this.socket) onSocket();
  else this.once('socket', onSocket);
};

/** Emits 'timeout' when the connection is idle for `msecs`. */
ClientRequest.prototype.setTimeout = function setTimeout(msecs, callback) {
  if (this._ended) return this;
  listenSocketTimeout(this);
  msecs = getTimerDuration(msecs, 'msecs');
  if (callback) this.once('timeout', callback);
  if (this.socket) {
    setSocketTimeout(this.socket, msecs);
  } else {
    this.once('socket', (socket) => setSocketTimeout(socket, msecs));
  }
  return this;
};

function setSocketTimeout(socket, msecs) {
  if (socket.connecting) {
    socket.once('connect', function() {
      this.setTimeout(msecs);
    });
  } else {
    socket.setTimeout(msecs);
  }
}

ClientRequest.prototype.setNoDelay = function setNoDelay(noDelay) {
  this._deferToConnect('setNoDelay', [noDelay]);
};

ClientRequest.prototype.setSocketKeepAlive = function setSocketKeepAlive(enable, initialDelay) {
  this._deferToConnect('setKeepAlive', [enable, initialDelay]);
};

ClientRequest.prototype.clearTimeout = function clearTimeout(cb) {
  this.setTimeout(0, cb);
};

ClientRequest.prototype[EE.captureRejectionSymbol] = function(err, event, ...args) {
  this.destroy(err);
};

module.exports = { ClientRequest };
