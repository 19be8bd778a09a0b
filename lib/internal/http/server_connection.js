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
const { emit } = require('../../events').prototype;
const { captureRejection } = require('../events/capture_rejections');
const { kNeedDrain } = require('../http');
const { kUniqueHeaders } = require('../../_http_outgoing');
const { attach, emitClose, kConnection } = require('./server_response');
const { bindSocket, releaseSocket, replaceMethods, socketOnError, stopConsuming } =
  require('./server_socket');
const { ConnResetException } = require('../errors');
const { isLastTick } = require('../process/task_queues');
const { clearTimeout, getLibuvNow, setUnrefTimeout } = require('../timers');
const tracking = require('../async_tracking');
const { dataEvents } = require('./channels');
const debug = require('../util/debuglog').debuglog('http');

const kConnections = Symbol('http.server.connections');
const kOptimizeEmptyRequests = Symbol('OptimizeEmptyRequestsOption');
const kServerResponse = Symbol('ServerResponse');

// What the parser is told after a request's head.
const UPGRADE = 2;
const IGNORE_UPGRADE = 3;

/** So many header fields a request may have where the server says nothing about it. */
const kMaxHeadersCount = 1000;

/** A server took a new connection; `this` is the server. */
function connectionListener(socket) {
  debug('server: new connection');
  const connection = new ServerConnection(this, socket);
  if (tracking.hooks === null) connection.start();
  else tracking.hooks.withTrigger(socket._handle ?? socket, () => connection.start(), []);
}

class ServerConnection {
  constructor(server, socket) {
    this.server = server;
    this.socket = socket;
    this.parser = null;
    // Requests without an answer, and answers whose turn has not come.
    this.incoming = [];
    this.outgoing = [];
    // Bytes that wait in responses which are not the socket's turn yet.
    this.outgoingData = 0;
    this.requestsCount = 0;
    this.closesEmpty = server[kOptimizeEmptyRequests];
    this.hasTimeouts = typeof socket.setTimeout === 'function';
    // When the connection is between requests, and its time-out then. 0: in use.
    this.idleUntil = 0;
    this.keepAliveTimer = null;
    this.keepAliveDue = 0;
    this.onIdle = null;
    this.timeoutReplaced = false;
    this.onPendingData = null;
    this.cachedOptions = null;
  }

  start() {
    const { server, socket } = this;
    socket.server = server;
    if (this.hasTimeouts && server.timeout) socket.setTimeout(server.timeout);
    this.startParser();
    bindSocket(socket, this);
    this.consume();
    replaceMethods(socket);
    socket._paused = false;
  }

  startParser() {
    const { server, socket } = this;
    const parser = this.parser = socket.parser = parsers.alloc();
    const leniency = calculateLenientFlags(server.insecureHTTPParser);
    const { maxHeadersCount } = server;
    // A server that sets a limit gets what fits it; where none is set, too many fields are refused.
    const isLimited = typeof maxHeadersCount === 'number';
    parser.initialize(HTTPParser.REQUEST, this, server.maxHeaderSize || 0, leniency, server[kConnections],
      isLimited ? undefined : kMaxHeadersCount);
    parser.socket = socket;
    parser.connection = this;
    parser.incomingClass = server[kIncomingMessage];
    parser.joinDuplicateHeaders = server.joinDuplicateHeaders || null;
    if (isLimited) parser.maxHeaderPairs = maxHeadersCount << 1;
    parser.onIncoming = onIncoming;
    parser.onExecute = onExecute;
  }

  /** Has the parser read the socket in Java, where the socket is a plain one. */
  consume() {
    const handle = this.socket._handle;
    if (!handle?.isStreamBase || handle._consumed) return;
    this.parser._consumed = handle._consumed = true;
    this.parser.consume(handle);
  }

  // --- what the socket tells

  onData(chunk) {
    const { parser } = this;
    if (parser?.connection === this) this.executed(parser.execute(chunk), chunk);
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
    const { parser, server, socket } = this;
    const event = req.method === 'CONNECT' ? 'connect' : 'upgrade';
    if (server.listenerCount(event) === 0) {
      socket.destroy();
      return;
    }
    releaseSocket(socket);
    this.clearKeepAlive();
    stopConsuming(socket, parser);
    parser.finish();
    freeParser(parser, req, socket);
    this.parser = null;
    socket.readableFlowing = null;
    server.emit(event, req, socket, head);
  }

  onEnd() {
    const { parser, server, socket } = this;
    if (parser === null) return;
    const error = parser.finish();
    if (error !== undefined) return socketOnError.call(socket, error);
    // A client that is done may still read: its last answer then ends the connection.
    const last = this.outgoing.at(-1) ?? socket._httpMessage;
    if (server.httpAllowHalfOpen && last) last._last = true;
    else socket.end();
  }

  /** The response under way will not be completed. */
  onResponseClose() {
    const res = this.socket._httpMessage;
    if (res?.[kConnection] === this) emitClose(res);
  }

  onClose() {
    this.clearKeepAlive();
    freeParser(this.parser, null, this.socket);
    this.parser = null;
    // Requests that were not answered never will be.
    for (let req = this.incoming.shift(); req !== undefined; req = this.incoming.shift()) {
      req.destroy(new ConnResetException('aborted'));
    }
  }

  onDrain() {
    const { socket } = this;
    // Read on once what the responses hold is little enough.
    if (socket._paused && this.outgoingData <= socket.writableHighWaterMark) {
      socket._paused = false;
      socket.parser?.resume();
      socket.resume();
    }
    const res = socket._httpMessage;
    if (!res || res.finished || !res[kNeedDrain]) return;
    res[kNeedDrain] = false;
    res.emit('drain');
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
    if (req.upgrade && this.leavesHttp(req)) return UPGRADE;
    if (this.closesEmpty && isEmpty(req)) req._dumpAndCloseReadable();
    this.incoming.push(req);
    if (!socket._paused) this.pauseWhenFull();
    const res = this.newResponse(req, (flags & kKeepAlive) !== 0);
    if (dataEvents.requestStart.hasSubscribers) {
      dataEvents.requestStart.publish({ request: req, response: res, socket, server });
    }
    if (socket._httpMessage) this.outgoing.push(res);
    else attach(res, socket);
    if (req.httpVersionMajor !== 1 || req.httpVersionMinor !== 1 || this.checkRequest(req, res, flags)) {
      emitRequest(server, req, res);
    }
    return IGNORE_UPGRADE;
  }

  leavesHttp(req) {
    req.upgrade = req.method === 'CONNECT' || Boolean(this.server.shouldUpgradeCallback(req));
    return req.upgrade;
  }

  /** A client that sends requests faster than it reads the answers has to wait. */
  pauseWhenFull() {
    const { socket } = this;
    if (!socket._writableState.needDrain && this.outgoingData < socket.writableHighWaterMark) return;
    socket._paused = true;
    socket.pause();
  }

  newResponse(req, keepAlive) {
    const { server } = this;
    const res = new server[kServerResponse](req, this.cachedOptions ?? this.responseOptions());
    res[kConnection] = this;
    res[kUniqueHeaders] = server[kUniqueHeaders];
    res.shouldKeepAlive = keepAlive;
    res._keepAliveTimeout = server.keepAliveTimeout;
    res._maxRequestsPerSocket = server.maxRequestsPerSocket;
    res._onPendingData = this.onPendingData;
    return res;
  }

  responseOptions() {
    const { rejectNonStandardBodyWrites } = this.server;
    this.onPendingData = (delta) => this.updateOutgoingData(delta);
    return this.cachedOptions = { highWaterMark: this.socket.writableHighWaterMark, rejectNonStandardBodyWrites };
  }

  /** What HTTP/1.1 asks of a request; false when it was answered or handed on here. */
  checkRequest(req, res, flags) {
    const { server } = this;
    if ((flags & kHasHost) === 0 && server.requireHostHeader) {
      return answer(res, 400, ['Connection', 'close']);
    }
    if (server.maxRequestsPerSocket > 0 && !this.admits(req, res)) return false;
    if ((flags & kHasExpect) === 0) return true;
    if (continueExpression.test(req.headers.expect)) {
      res._expect_continue = true;
      if (this.handOn('checkContinue', req, res)) return false;
      res.writeContinue();
      return true;
    }
    return this.handOn('checkExpectation', req, res) ? false : answer(res, 417);
  }

  /** Emits an event in the place of 'request', if the program listens to it. */
  handOn(event, req, res) {
    return this.server.listenerCount(event) > 0 && this.server.emit(event, req, res);
  }

  /** Counts the connection's requests, where they are limited. */
  admits(req, res) {
    const { server, socket } = this;
    const left = server.maxRequestsPerSocket - ++this.requestsCount;
    if (left <= 0) res.maxRequestsOnConnectionReached = true;
    if (left >= 0) return true;
    server.emit('dropRequest', req, socket);
    return answer(res, 503);
  }

  // --- a response is done

  responseFinished(res, inTick) {
    const { incoming, server, socket } = this;
    const { req } = res;
    if (dataEvents.responseFinish.hasSubscribers) {
      dataEvents.responseFinish.publish({ request: req, response: res, socket, server });
    }
    if (incoming[0] === req) {
      if (incoming.length === 1) incoming.pop();
      else incoming.shift();
    }
    // What of the body nobody read must come off the wire before the next request.
    req._dumpUnread();
    res.detachSocket(socket);
    this.clearIncoming(req);
    if (!res._last && this.outgoing.length === 0) {
      // Nobody can tell whether an event that nobody hears comes a tick later.
      if (inTick && res._eventsCount === 0 && isLastTick()) closeResponse(res);
      else process.nextTick(closeResponse, res);
      this.startKeepAlive();
      return;
    }
    process.nextTick(closeResponse, res);
    if (!res._last) attach(this.outgoing.shift(), socket);
    else if (socket.destroySoon) socket.destroySoon();
    else socket.end();
  }

  clearIncoming(req) {
    const { parser } = this;
    if (parser === null || parser.incoming !== req) return;
    // Who hears the end may still look for the request there. (Asking a request that nobody listens to
    // whether it has ended would make its stream's state.)
    if (req.complete && (req._eventsCount === 0 || req.readableEnded)) parser.incoming = null;
    else req.on('end', () => this.clearIncoming(req));
  }

  // --- time between requests. The timer is left running through the next requests: starting one for
  // each of them costs more than looking at the clock when it fires.

  startKeepAlive() {
    const { server, socket } = this;
    if (!this.hasTimeouts || !server.keepAliveTimeout) return;
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

/**
 * Emits 'request'. Most servers have one listener, and one call of it that serves no other event is what the compiler
 * can make the most of.
 */
function emitRequest(server, req, res) {
  const listener = server._events.request;
  if (typeof listener !== 'function' || server.emit !== emit) {
    server.emit('request', req, res);
    return;
  }
  const result = listener.call(server, req, res);
  if (result !== undefined && result !== null) captureRejection(server, result, 'request', [req, res]);
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

/** Whether a request announces no body. */
function isEmpty({ method, rawHeaders }) {
  return method === 'HEAD' ||
    !rawHeaders.some((field, i) => i % 2 === 0 && /^(?:content-length|transfer-encoding)$/i.test(field));
}

function closeResponse(res) {
  if (!res._closed) emitClose(res);
}

/** Answers in the program's place. */
function answer(res, status, headers) {
  res.writeHead(status, headers);
  res.end();
  return false;
}

module.exports = {
  connectionListener,
  kConnections,
  kOptimizeEmptyRequests,
  kServerResponse,
  socketOnError,
};
