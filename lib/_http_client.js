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
const tracking = require('./internal/async_tracking');
const { dataEvents } = require('./internal/http/channels');
const { once, kEmptyObject } = require('./internal/util');
const debug = require('./internal/util/debuglog').debuglog('http');
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

/** The path that was checked. */
const kPath = Symbol('kPath');

const INVALID_PATH = /[^\u0021-\u00ff]/;
const IPV6_DEFAULT = /^(?!\[)[^:]*:.*:/;
const BODYLESS = new Set(['GET', 'HEAD', 'DELETE', 'OPTIONS', 'TRACE', 'CONNECT']);

// What the parser is told of a response, see _http_common.
const BODY = 0;
const NO_BODY = 1;
const UPGRADE = 2;

/** The first of the options with these names that names a host. */
function hostOption(options, names) {
  let host = '';
  for (const name of names) {
    const value = options[name];
    if (typeof value === 'string') host ||= value;
    else if ((value ?? null) !== null) {
      throw new ERR_INVALID_ARG_TYPE(`options.${name}`, ['string', 'undefined', 'null'], value);
    }
    if (host) break;
  }
  return host || 'localhost';
}

/** A URL, as text or object, as options; null if `input` is neither. */
function fromUrl(input) {
  const isText = typeof input === 'string';
  const { isURL, urlToHttpOptions, URL } = require('./internal/url');
  return isText || isURL(input) ? urlToHttpOptions(isText ? new URL(input) : input) : null;
}

/** The three forms of http.request's arguments as [options, callback]. */
function normalizeArgs(input, second, third) {
  const base = fromUrl(input);
  const [options, callback] = base === null ? [input, second] : [second, third];
  if (typeof options === 'function') return [base || kEmptyObject, options];
  return [Object.assign(base || {}, options), callback];
}

function chooseAgent(options, defaultAgent) {
  const { agent } = options;
  if (agent === false) return new defaultAgent.constructor();
  if (agent === null || agent === undefined) {
    // Explicitly made connections are nobody else's.
    return typeof options.createConnection === 'function' ? agent : defaultAgent;
  }
  if (typeof agent.addRequest === 'function') return agent;
  throw new ERR_INVALID_ARG_TYPE('options.agent', ['Agent-like Object', 'undefined', 'false'], agent);
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
  const path = options.path ? String(options.path) : '/';
  checkPath(path);
  if (protocol !== expectedProtocol) throw new ERR_INVALID_PROTOCOL(protocol, expectedProtocol);

  const defaultPort = options.defaultPort || this.agent?.defaultPort;
  const port = options.port = options.port || defaultPort || 80;
  const host = options.host = hostOption(options, ['hostname', 'host']);
  const wantsDefaults = options.setDefaultHeaders !== false;
  if (!wantsDefaults) this._removedConnection = this._removedContLen = this._removedTE = true;

  this.socketPath = options.socketPath;
  readLimits(this, options);
  setMethod(this, options.method);
  setParserOptions(this, options);
  this.path = this[kPath] = path;
  if (cb) this.once('response', cb);
  this.useChunkedEncodingByDefault = !BODYLESS.has(this.method);
  startProgress(this);
  this.host = host;
  this.protocol = protocol;

  if (this.agent) {
    // With no limit on sockets and no keep-alive, a connection serves one request.
    const keeps = this.agent.keepAlive || Number.isFinite(this.agent.maxSockets);
    this._last = !keeps;
    this.shouldKeepAlive = keeps;
  }
  this[kUniqueHeaders] = parseUniqueHeadersOption(options.uniqueHeaders);
  const setHost = options.setHost === undefined ? wantsDefaults : Boolean(options.setHost);
  setHeaders(this, options, setHost, host, port, defaultPort);
  connect(this, options);
  if (dataEvents.clientRequestCreated.hasSubscribers) {
    dataEvents.clientRequestCreated.publish({ request: this });
  }
}
Object.setPrototypeOf(ClientRequest.prototype, OutgoingMessage.prototype);
Object.setPrototypeOf(ClientRequest, OutgoingMessage);

function readLimits(req, { signal, timeout }) {
  if (timeout !== undefined) req.timeout = getTimerDuration(timeout, 'timeout');
  if (signal) require('./internal/streams/add-abort-signal').addAbortSignal(signal, req);
}

/** How far it has come. */
function startProgress(req) {
  req._ended = false;
  req.res = null;
  req.aborted = false;
  req.timeoutCb = null;
  req.upgradeOrConnect = false;
  req.parser = null;
  req.maxHeadersCount = null;
  req.reusedSocket = false;
}

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

const parserChecks = {
  maxHeaderSize: (value) => validateInteger(value, 'maxHeaderSize', 0),
  insecureHTTPParser: (value) => validateBoolean(value, 'options.insecureHTTPParser'),
  joinDuplicateHeaders: (value) => validateBoolean(value, 'options.joinDuplicateHeaders'),
};

function setParserOptions(req, options) {
  for (const name of Object.keys(parserChecks)) {
    const value = options[name];
    if (value !== undefined) parserChecks[name](value);
    req[name] = value;
  }
}

function requestLine(req) {
  // A program may have changed it, but not to more than a path.
  if (req.path !== req[kPath]) checkPath(String(req.path));
  return `${req.method} ${req.path} HTTP/1.1\r\n`;
}

function setHeaders(req, options, setHost, host, port, defaultPort) {
  const { headers } = options;
  if (Array.isArray(headers)) {
    req._storeHeader(requestLine(req), headers);
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
    const credentials = Buffer.from(options.auth).toString('base64');
    req.setHeader('Authorization', `Basic ${credentials}`);
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

function emitAbortNT(req) {
  req.emit('abort');
}

function onSocketNT(req, socket, err) {
  if (!req.destroyed && !err) {
    attachSocket(req, socket);
    req._flush();
    return;
  }
  req.destroyed = true;
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

/** What a request listens to on its socket. */
const socketListeners = [
  ['error', socketErrorListener],
  ['data', socketOnData],
  ['end', socketOnEnd],
  ['close', socketCloseListener],
  ['drain', onDrain],
];

function listenTo(socket) {
  for (const [event, listener] of socketListeners) socket.on(event, listener);
}

/** Stops listening to some of the events, or all. */
function stopListening(socket, events) {
  for (const [event, listener] of socketListeners) {
    if (events.includes(event)) socket.off(event, listener);
  }
}

const INPUT = ['data', 'end'];
const TRAFFIC = ['data', 'end', 'drain'];
const FAILURES = ['close', 'error'];

/** What the callbacks of a response belong to. */
class HTTPClientAsyncResource {
  constructor(type, req) {
    this.type = type;
    this.req = req;
  }
}

function startParser(req, socket) {
  const parser = req.parser = socket.parser = parsers.alloc();
  const leniency = calculateLenientFlags(req.insecureHTTPParser);
  // Hooks may put properties on the resource that a request has for itself (domains do).
  const resource = tracking.hooks === null ? req : new HTTPClientAsyncResource('HTTPCLIENTREQUEST', req);
  parser.initialize(HTTPParser.RESPONSE, resource, req.maxHeaderSize || 0, leniency);
  parser.outgoing = req;
  parser.socket = socket;
  parser.joinDuplicateHeaders = req.joinDuplicateHeaders;
  if (typeof req.maxHeadersCount === 'number') parser.maxHeaderPairs = req.maxHeadersCount << 1;
  parser.onIncoming = onIncoming;
}

function attachSocket(req, socket) {
  req.socket = socket;
  startParser(req, socket);
  socket._httpMessage = req;
  listenTo(socket);
  if (req.timeout !== undefined || req.agent?.options?.timeout) listenSocketTimeout(req);
  req.emit('socket', socket);
}

function onDrain() {
  const req = this._httpMessage;
  if (!req?.[kNeedDrain] || req.finished) return;
  req[kNeedDrain] = false;
  req.emit('drain');
}

/** The error is the request's: 'close' has nothing to add to it. */
function fail(req, error) {
  req.socket._hadError = true;
  emitErrorEvent(req, error);
}

function hangUp(req) {
  fail(req, new ConnResetException('socket hang up'));
}

function socketCloseListener() {
  const { _httpMessage: req, parser } = this;
  const { res } = req;
  req.destroyed = true;
  if (!res) {
    if (!this._hadError) hangUp(req);
    close(req);
  } else {
    if (!res.complete) res.destroy(new ConnResetException('aborted'));
    close(req);
    if (res.readable && !res.aborted) res.push(null);
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

function socketErrorListener(error) {
  debug('client: connection failed: %s', error.message);
  const req = this._httpMessage;
  if (req) fail(req, error);
  endParser(this.parser, req, this);
  stopListening(this, INPUT);
  this.destroy();
}

function socketOnEnd() {
  const { _httpMessage: req, parser } = this;
  if (!(req.res || req.socket._hadError)) hangUp(req);
  endParser(parser, req, this);
  this.end();
}

function isInformational(status) {
  // 101 is final: another protocol follows.
  return status < 200 && status >= 100 && status !== 101;
}

function socketOnData(chunk) {
  const { _httpMessage: req, parser } = this;
  const result = parser.execute(chunk);
  if (typeof result !== 'number') {
    prepareError(result, parser, chunk);
    freeParser(parser, req, this);
    stopListening(this, INPUT);
    this.destroy();
    fail(req, result);
    return;
  }
  const res = parser.incoming;
  if (res?.upgrade) {
    switchProtocols(req, res, this, chunk.slice(result));
  } else if (res?.complete && !isInformational(res.statusCode)) {
    stopListening(this, TRAFFIC);
    freeParser(parser, req, this);
  }
}

function switchProtocols(req, res, socket, head) {
  req.res = res;
  stopListening(socket, TRAFFIC);
  if (req.timeoutCb) socket.off('timeout', req.timeoutCb);
  endParser(socket.parser, req, socket);
  const event = req.method === 'CONNECT' ? 'connect' : 'upgrade';
  if (req.listenerCount(event) > 0) {
    req.upgradeOrConnect = true;
    handOver(socket);
    req.emit(event, res, socket, head);
    req.destroyed = true;
    close(req);
  } else {
    socket.destroy();
  }
}

/** The socket is the program's from now on. */
function handOver(socket) {
  socket.emit('agentRemove');
  stopListening(socket, FAILURES);
  socket.readableFlowing = null;
  socket._httpMessage = null;
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
    emitInformation(req, res);
    return NO_BODY;
  }
  if (req.shouldKeepAlive && (flags & kKeepAlive) === 0 && !req.upgradeOrConnect) {
    req.shouldKeepAlive = false;
  }
  return deliver(req, res);
}

function emitInformation(req, res) {
  const { statusCode, statusMessage, httpVersion, httpVersionMajor, httpVersionMinor, headers, rawHeaders } = res;
  if (statusCode === 100) req.emit('continue');
  const information =
    { statusCode, statusMessage, httpVersion, httpVersionMajor, httpVersionMinor, headers, rawHeaders };
  req.emit('information', information);
}

function deliver(req, res) {
  if (dataEvents.clientResponseFinish.hasSubscribers) {
    dataEvents.clientResponseFinish.publish({ request: req, response: res });
  }
  // First, so that the socket is free when the program's own listener runs.
  res.on('end', responseOnEnd);
  req.on('finish', requestOnFinish);
  res.req = req;
  if (req.timeoutCb) req.socket.on('timeout', responseOnTimeout);
  // With nobody to read it, it must not hold up the connection.
  const heard = !req.aborted && req.emit('response', res);
  if (!heard) res._dump();
  if (res.statusCode === 304 && req.method !== 'HEAD') res.complete = true;
  return req.method === 'HEAD' || res.statusCode === 304 ? NO_BODY : BODY;
}

/** Both are done: the socket goes back to its agent. */
function responseKeepAlive(req) {
  const { socket } = req;
  if (req.timeoutCb) {
    const { timeoutCb } = req;
    req.timeoutCb = null;
    socket.setTimeout(0, timeoutCb);
  }
  stopListening(socket, [...INPUT, ...FAILURES]);
  // Once more code than ours has seen the end.
  process.nextTick(emitFreeNT, req);
  req.destroyed = true;
}

function emitFreeNT(req) {
  close(req);
  if (req.socket) req.socket.emit('free');
}

function responseOnEnd() {
  const { req } = this;
  const { socket } = req;
  req._ended = true;
  if (socket) {
    if (req.timeoutCb) socket.off('timeout', emitRequestTimeout);
    socket.off('timeout', responseOnTimeout);
  }
  if (req.shouldKeepAlive) {
    if (!this.aborted && req.writableFinished) responseKeepAlive(req);
  } else if (socket.writable) {
    if (socket.destroySoon) socket.destroySoon();
    else socket.end();
  }
}

/** The request has heard of it already. */
function responseOnTimeout() {
  this._httpMessage?.res?.emit('timeout');
}

/** The body went out after the response came in. */
function requestOnFinish() {
  if (this._ended && this.shouldKeepAlive) responseKeepAlive(this);
}

function emitRequestTimeout() {
  this._httpMessage?.emit('timeout');
}

function listenOnce(socket) {
  socket.once('timeout', emitRequestTimeout);
}

function listenSocketTimeout(req) {
  if (req.timeoutCb) return;
  req.timeoutCb = emitRequestTimeout;
  if (req.socket) listenOnce(req.socket);
  else req.on('socket', listenOnce);
}

/** A time-out counts from the connection on. */
function setSocketTimeout(socket, msecs) {
  if (socket.connecting) socket.once('connect', () => socket.setTimeout(msecs));
  else socket.setTimeout(msecs);
}

Object.assign(ClientRequest.prototype, {
  _finish() {
    OutgoingMessage.prototype._finish.call(this);
    const { clientRequestStart } = dataEvents;
    if (clientRequestStart.hasSubscribers) clientRequestStart.publish({ request: this });
  },

  _implicitHeader() {
    if (this._header) throw new ERR_HTTP_HEADERS_SENT('render');
    this._storeHeader(requestLine(this), this[kOutHeaders]);
  },

  /** Gives the request up. Deprecated in favour of destroy. */
  abort() {
    if (this.aborted) return;
    process.nextTick(emitAbortNT, this);
    this.aborted = true;
    this.destroy();
  },

  destroy(error) {
    if (!this.destroyed) {
      this.destroyed = true;
      // What still comes of the response is of no interest.
      this.res?._dump();
      this[kErrored] = error;
      this.socket?.destroy(error);
    }
    return this;
  },

  onSocket(socket, error) {
    process.nextTick(onSocketNT, this, socket, error);
  },

  /** Calls a method of the socket as soon as there is one that is connected. */
  _deferToConnect(method, args) {
    const call = () => {
      if (method) this.socket[method](...args);
    };
    const wait = () => {
      if (this.socket.writable) call();
      else this.socket.once('connect', call);
    };
    if (this.socket) wait();
    else this.once('socket', wait);
  },

  /** Emits 'timeout' when the connection is idle for `msecs`. */
  setTimeout(msecs, callback) {
    if (this._ended) return this;
    listenSocketTimeout(this);
    const duration = getTimerDuration(msecs, 'msecs');
    if (callback) this.once('timeout', callback);
    if (this.socket) setSocketTimeout(this.socket, duration);
    else this.once('socket', (socket) => setSocketTimeout(socket, duration));
    return this;
  },

  setNoDelay(noDelay) {
    this._deferToConnect('setNoDelay', [noDelay]);
  },

  setSocketKeepAlive(enable, initialDelay) {
    this._deferToConnect('setKeepAlive', [enable, initialDelay]);
  },

  clearTimeout(cb) {
    this.setTimeout(0, cb);
  },

  [EE.captureRejectionSymbol](error) {
    this.destroy(error);
  },
});

module.exports = { ClientRequest };
