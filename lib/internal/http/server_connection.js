'use strict';

// One connection of a server: its parser, the requests that came and the responses that go out in
// their order.

const {
  parsers,
  freeParser,
  continueExpression,
  kIncomingMessage,
  kHasExpect,
  kHasHost,
  kKeepAlive,
  HTTPParser,
  calculateLenientFlags,
  prepareError,
} = require('../../_http_common');
const { kNeedDrain } = require('../http');
const { kUniqueHeaders } = require('../../_http_outgoing');
const { attach, emitClose, kConnection } = require('./server_response');
const { ConnResetException } = require('../errors');
const { clearTimeout, getLibuvNow, setUnrefTimeout } = require('../timers');
const { dataEvents } = require('./channels');

const kConnections = Symbol('http.server.connections');
const kServerResponse = Symbol('ServerResponse');
const kSocketConnection = Symbol('kSocketConnection');

const UPGRADE = 2;
const IGNORE_UPGRADE = 3;

const badRequestResponse = answer('400 Bad Request');
const errorResponses = new Map([
  ['HPE_HEADER_OVERFLOW', answer('431 Request Header Fields Too Large')],
  ['HPE_CHUNK_EXTENSIONS_OVERFLOW', answer('413 Payload Too Large')],
  ['ERR_HTTP_REQUEST_TIMEOUT', answer('408 Request Timeout')],
]);

function answer(status) {
  return `HTTP/1.1 ${status}\r\nConnection: close\r\n\r\n`;
}

/** A server took a new connection; `this` is the server. */
function connectionListener(socket) {
  // Its errors are our own: the program hears of them as 'clientError'.
  new ServerConnection(this, socket).start();
}

class ServerConnection {
  constructor(server, socket) {
    this.server = server;
    this.socket = socket;
    this.parser = null;
    this.incoming = [];
    this.outgoing = [];
    // Bytes that wait in responses which are not the socket's turn yet.
    this.outgoingData = 0;
    this.requestsCount = 0;
    // When the connection is between requests, and its time-out then. 0: in use.
    this.idleUntil = 0;
    this.keepAliveTimer = null;
    this.keepAliveDue = 0;
    this.onIdle = null;
    this.timeoutReplaced = false;
    this.listeners = null;
    this.onPendingData = null;
    this.cachedOptions = null;
  }

  start() {
    const { server, socket } = this;
    socket.server = server;
    socket[kSocketConnection] = this;
    if (server.timeout && typeof socket.setTimeout === 'function') socket.setTimeout(server.timeout);
    socket.on('timeout', socketOnTimeout);
    this.startParser();
    this.listeners = {
      close: () => this.onClose(),
      data: (chunk) => this.onData(chunk),
      drain: () => this.onDrain(),
      end: () => this.onEnd(),
    };
    socket.on('error', socketOnError);
    for (const name of Object.keys(this.listeners)) socket.on(name, this.listeners[name]);
    socket.on('resume', onSocketResume);
    socket.on('pause', onSocketPause);
    this.consume();
    // Whoever wants to read the raw bytes gets them from the socket, so they must pass through it.
    socket.on = socketOnWrap;
    socket.addListener = socketOnWrap;
    socket.prependListener = socketOnWrap;
    socket.setEncoding = socketSetEncoding;
    socket._paused = false;
  }

  startParser() {
    const { server, socket } = this;
    const parser = parsers.alloc();
    parser.initialize(HTTPParser.REQUEST, this, server.maxHeaderSize || 0,
                      calculateLenientFlags(server.insecureHTTPParser), server[kConnections]);
    parser.socket = socket;
    parser.connection = this;
    parser.incomingClass = server[kIncomingMessage];
    parser.joinDuplicateHeaders = server.joinDuplicateHeaders;
    if (typeof server.maxHeadersCount === 'number') parser.maxHeaderPairs = server.maxHeadersCount << 1;
    parser.onIncoming = onIncoming;
    parser.onExecute = onExecute;
    socket.parser = parser;
    this.parser = parser;
  }

  /** Has the parser read the socket in Java, where the socket is a plain one. */
  consume() {
    const handle = this.socket._handle;
    if (handle?.isStreamBase && !handle._consumed) {
      this.parser._consumed = true;
      handle._consumed = true;
      this.parser.consume(handle);
    }
  }

  onData(chunk) {
    const { parser } = this;
    if (parser === null || parser.connection !== this) return;
    this.executed(parser.execute(chunk), chunk);
  }

  /** `result` is how many bytes the parser used, or an error. */
  executed(result, chunk) {
    const { parser, socket } = this;
    if (typeof result !== 'number') {
      prepareError(result, parser, chunk);
      socketOnError.call(socket, result);
    } else if (parser.incoming?.upgrade) {
      this.upgrade(parser.incoming, (chunk ?? parser.getCurrentBuffer()).slice(result));
    }
  }

  upgrade(req, head) {
    const { server, socket } = this;
    const event = req.method === 'CONNECT' ? 'connect' : 'upgrade';
    if (event !== 'upgrade' && server.listenerCount(event) === 0) {
      // CONNECT, and nobody to handle it.
      socket.destroy();
      return;
    }
    this.letGo(req);
    socket.readableFlowing = null;
    server.emit(event, req, socket, head);
  }

  /** Gives the socket back: it speaks another protocol now. */
  letGo(req) {
    const { parser, socket } = this;
    for (const name of Object.keys(this.listeners)) {
      socket.removeListener(name, this.listeners[name]);
    }
    socket.removeListener('error', socketOnError);
    socket.removeListener('timeout', socketOnTimeout);
    socket.removeListener('resume', onSocketResume);
    socket.removeListener('pause', onSocketPause);
    delete socket.on;
    delete socket.addListener;
    delete socket.prependListener;
    delete socket.setEncoding;
    this.clearKeepAlive();
    unconsume(parser, socket);
    parser.finish();
    freeParser(parser, req, socket);
    this.parser = null;
  }

  onEnd() {
    const { parser, server, socket } = this;
    if (parser === null) return;
    const error = parser.finish();
    if (error !== undefined) {
      socketOnError.call(socket, error);
    } else if (!server.httpAllowHalfOpen) {
      socket.end();
    } else if (this.outgoing.length > 0) {
      this.outgoing[this.outgoing.length - 1]._last = true;
    } else if (socket._httpMessage) {
      socket._httpMessage._last = true;
    } else {
      socket.end();
    }
  }

  onClose() {
    this.clearKeepAlive();
    const res = this.socket._httpMessage;
    if (res && res[kConnection] === this) emitClose(res);
    freeParser(this.parser, null, this.socket);
    this.parser = null;
    abortIncoming(this.incoming);
  }

  onDrain() {
    const { socket } = this;
    const needPause = this.outgoingData > socket.writableHighWaterMark;
    // Read on once what the responses hold is little enough.
    if (socket._paused && !needPause) {
      socket._paused = false;
      if (socket.parser) socket.parser.resume();
      socket.resume();
    }
    const msg = socket._httpMessage;
    if (msg && !msg.finished && msg[kNeedDrain]) {
      msg[kNeedDrain] = false;
      msg.emit('drain');
    }
  }

  /** A response that waits for its turn holds `delta` more bytes. */
  updateOutgoingData(delta) {
    this.outgoingData += delta;
    if (this.socket._paused && this.outgoingData < this.socket.writableHighWaterMark) this.onDrain();
  }

  // --- a request comes in

  accept(req, flags) {
    const { server, socket } = this;
    this.idleUntil = 0;
    if (this.timeoutReplaced) this.restoreTimeout();
    if (req.upgrade) {
      req.upgrade = req.method === 'CONNECT' || !!server.shouldUpgradeCallback(req);
      if (req.upgrade) return UPGRADE;
    }
    this.incoming.push(req);
    this.pauseWhenFull();
    const res = this.newResponse(req, (flags & kKeepAlive) !== 0);
    if (dataEvents.requestStart.hasSubscribers) {
      dataEvents.requestStart.publish({ request: req, response: res, socket, server });
    }
    if (socket._httpMessage) this.outgoing.push(res);
    else attach(res, socket);
    this.dispatch(req, res, flags);
    return IGNORE_UPGRADE;
  }

  /** A client that sends requests faster than it reads the answers has to wait. */
  pauseWhenFull() {
    const { socket } = this;
    if (socket._paused) return;
    const ws = socket._writableState;
    if (ws.needDrain || this.outgoingData >= socket.writableHighWaterMark) {
      socket._paused = true;
      socket.pause();
    }
  }

  newResponse(req, keepAlive) {
    const { server } = this;
    const res = new server[kServerResponse](req, this.responseOptions());
    res._keepAliveTimeout = server.keepAliveTimeout;
    res._maxRequestsPerSocket = server.maxRequestsPerSocket;
    res._onPendingData = this.onPendingData ??= (delta) => this.updateOutgoingData(delta);
    res.shouldKeepAlive = keepAlive;
    res[kUniqueHeaders] = server[kUniqueHeaders];
    res[kConnection] = this;
    return res;
  }

  responseOptions() {
    return this.cachedOptions ??= {
      highWaterMark: this.socket.writableHighWaterMark,
      rejectNonStandardBodyWrites: this.server.rejectNonStandardBodyWrites,
    };
  }

  dispatch(req, res, flags) {
    const { server } = this;
    if (req.httpVersionMajor === 1 && req.httpVersionMinor === 1) {
      if (server.requireHostHeader && (flags & kHasHost) === 0) {
        res.writeHead(400, ['Connection', 'close']);
        res.end();
        return;
      }
      if (server.maxRequestsPerSocket > 0 && this.isOverLimit(req, res)) return;
      if ((flags & kHasExpect) !== 0 && this.expects(req, res)) return;
    }
    server.emit('request', req, res);
  }

  isOverLimit(req, res) {
    const { server, socket } = this;
    this.requestsCount++;
    const limit = server.maxRequestsPerSocket;
    res.maxRequestsOnConnectionReached = limit <= this.requestsCount;
    if (limit >= this.requestsCount) return false;
    server.emit('dropRequest', req, socket);
    res.writeHead(503);
    res.end();
    return true;
  }

  /** Handles an Expect header; returns whether 'request' is not to be emitted. */
  expects(req, res) {
    const { server } = this;
    if (continueExpression.test(req.headers.expect)) {
      res._expect_continue = true;
      if (server.listenerCount('checkContinue') > 0) {
        server.emit('checkContinue', req, res);
        return true;
      }
      res.writeContinue();
      return false;
    }
    if (server.listenerCount('checkExpectation') > 0) {
      server.emit('checkExpectation', req, res);
    } else {
      res.writeHead(417);
      res.end();
    }
    return true;
  }

  // --- a response is done

  responseFinished(res) {
    const { server, socket } = this;
    const req = res.req;
    if (dataEvents.responseFinish.hasSubscribers) {
      dataEvents.responseFinish.publish({ request: req, response: res, socket, server });
    }
    if (this.incoming[0] === req) this.incoming.shift();
    // What of the body nobody read must come off the wire before the next request.
    if (!req._consuming) req._dump();
    res.detachSocket(socket);
    this.clearIncoming(req);
    process.nextTick(closeResponse, res);
    if (res._last) {
      if (typeof socket.destroySoon === 'function') socket.destroySoon();
      else socket.end();
    } else if (this.outgoing.length === 0) {
      this.startKeepAlive();
    } else {
      attach(this.outgoing.shift(), socket);
    }
  }

  clearIncoming(req) {
    const { parser } = this;
    if (parser === null || parser.incoming !== req) return;
    if (req.complete) parser.incoming = null;
    else req.on('end', () => this.clearIncoming(req));
  }

  // --- time between requests. The timer is left running through the next requests: starting one for
  // each of them costs more than looking at the clock when it fires.

  startKeepAlive() {
    const { server, socket } = this;
    if (!server.keepAliveTimeout || typeof socket.setTimeout !== 'function') return;
    if (socket.timeout) socket.setTimeout(0);
    this.timeoutReplaced = server.timeout > 0;
    const idle = server.keepAliveTimeout + server.keepAliveTimeoutBuffer;
    this.idleUntil = getLibuvNow() + idle;
    if (this.keepAliveTimer === null || this.keepAliveDue > this.idleUntil) this.armKeepAlive(idle);
  }

  /** Part of a request came: it may take as long again. */
  extendIdle() {
    const { server } = this;
    this.idleUntil = getLibuvNow() + server.keepAliveTimeout + server.keepAliveTimeoutBuffer;
  }

  armKeepAlive(delay) {
    this.clearKeepAlive();
    this.keepAliveTimer = setUnrefTimeout(this.onIdle ??= () => this.keepAliveExpired(), delay);
    this.keepAliveDue = getLibuvNow() + delay;
  }

  clearKeepAlive() {
    if (this.keepAliveTimer !== null) clearTimeout(this.keepAliveTimer);
    this.keepAliveTimer = null;
  }

  keepAliveExpired() {
    this.keepAliveTimer = null;
    if (this.idleUntil === 0) return;
    const left = this.idleUntil - getLibuvNow();
    if (left > 0) this.armKeepAlive(left);
    else this.socket.emit('timeout');
  }

  restoreTimeout() {
    this.timeoutReplaced = false;
    this.socket.setTimeout(this.server.timeout || 0);
  }
}

function onIncoming(parser, req, flags) {
  return parser.connection.accept(req, flags);
}

/** Bytes came past the socket's stream: its time-out must hear of them all the same. */
function onExecute(parser, result) {
  const connection = parser.connection;
  if (connection === null) return;
  connection.socket._unrefTimer();
  if (connection.idleUntil !== 0) connection.extendIdle();
  connection.executed(result, undefined);
}

function closeResponse(res) {
  if (!res._closed) emitClose(res);
}

/** The connection is gone: tells the requests that were not answered. */
function abortIncoming(incoming) {
  while (incoming.length > 0) {
    incoming.shift().destroy(new ConnResetException('aborted'));
  }
}

function socketOnTimeout() {
  const req = this.parser?.incoming;
  const heardByRequest = req && !req.complete && req.emit('timeout', this);
  const res = this._httpMessage;
  const heardByResponse = res && res.emit('timeout', this);
  const heardByServer = this.server.emit('timeout', this);
  if (!heardByRequest && !heardByResponse && !heardByServer) this.destroy();
}

function ignoreError() {}

function socketOnError(e) {
  // Only the first error counts.
  this.removeListener('error', socketOnError);
  if (this.listenerCount('error', ignoreError) === 0) this.on('error', ignoreError);
  if (this.server.emit('clientError', e, this)) return;
  // Nothing may be put into the middle of a response.
  if (this.writable && (!this._httpMessage || !this._httpMessage._headerSent)) {
    this.write(errorResponses.get(e.code) ?? badRequestResponse, 'latin1');
  }
  this.destroy(e);
}

function onSocketResume() {
  // A consumed socket has no stream of its own to start.
  if (this._paused) {
    this.pause();
    return;
  }
  if (this._handle && !this._handle.reading) {
    this._handle.reading = true;
    this._handle.readStart();
  }
}

function onSocketPause() {
  if (this._handle?.reading) {
    this._handle.reading = false;
    this._handle.readStop();
  }
}

function unconsume(parser, socket) {
  if (!socket._handle || !parser._consumed) return;
  parser._consumed = false;
  socket._handle._consumed = false;
  parser.unconsume();
}

function socketOnWrap(event, listener) {
  const result = Object.getPrototypeOf(this).on.call(this, event, listener);
  if (!this.parser) {
    this.prependListener = undefined;
    delete this.on;
    delete this.addListener;
    delete this.prependListener;
    return result;
  }
  if (event === 'data' || event === 'readable') unconsume(this.parser, this);
  return result;
}

function socketSetEncoding() {
  const { ERR_HTTP_SOCKET_ENCODING } = require('../errors').codes;
  throw new ERR_HTTP_SOCKET_ENCODING();
}

module.exports = {
  ServerConnection,
  connectionListener,
  kConnections,
  kServerResponse,
  kSocketConnection,
  socketOnError,
};
