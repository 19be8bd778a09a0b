'use strict';

const net = require('./net');
const EE = require('./events');
const { kIncomingMessage } = require('./_http_common');
const { ConnectionsList } = internalBinding('http_parser');
const { parseUniqueHeadersOption, kUniqueHeaders } = require('./_http_outgoing');
const { IncomingMessage } = require('./_http_incoming');
const { ServerResponse, STATUS_CODES } = require('./internal/http/server_response');
const { connectionListener, kConnections, kOptimizeEmptyRequests, kServerResponse, socketOnError } =
  require('./internal/http/server_connection');
const { codes: { ERR_HTTP_REQUEST_TIMEOUT, ERR_OUT_OF_RANGE } } =
  require('./internal/errors');
const { kEmptyObject } = require('./internal/util');
const { validateBoolean, validateFunction, validateInteger, validateObject } =
  require('./internal/validators');

const kConnectionsCheckingInterval = Symbol('http.server.connectionsCheckingInterval');

const DEFAULT_HEADERS_TIMEOUT = 60_000;
const DEFAULT_REQUEST_TIMEOUT = 300_000;
const DEFAULT_KEEP_ALIVE_TIMEOUT = 5_000;
const DEFAULT_KEEP_ALIVE_BUFFER = 1_000;
const DEFAULT_CHECKING_INTERVAL = 30_000;

function integerOption(options, name, fallback) {
  const value = options[name];
  if (value === undefined) return fallback;
  validateInteger(value, name, 0);
  return value;
}

function booleanOption(options, name, fallback) {
  const value = options[name];
  if (value === undefined) return fallback;
  validateBoolean(value, `options.${name}`);
  return value;
}

/** How long a request's head may take: no longer than the request, unless that may take for ever. */
function headersTimeout(options, requestTimeout) {
  const limit = requestTimeout || Infinity;
  const timeout = integerOption(options, 'headersTimeout', Math.min(limit, DEFAULT_HEADERS_TIMEOUT));
  if (timeout > limit) throw new ERR_OUT_OF_RANGE('headersTimeout', '<= requestTimeout', timeout);
  return timeout;
}

function upgradeCallback({ shouldUpgradeCallback: given }) {
  if (given === undefined) return wantsUpgrades;
  validateFunction(given, 'options.shouldUpgradeCallback');
  return given;
}

/** Validates what createServer was given and puts it on the server, `this`. */
function storeHTTPOptions(options) {
  const { IncomingMessage: Incoming, ServerResponse: Response } = options;
  this[kIncomingMessage] = Incoming || IncomingMessage;
  this[kServerResponse] = Response || ServerResponse;

  this.maxHeaderSize = integerOption(options, 'maxHeaderSize', undefined);
  this.insecureHTTPParser = booleanOption(options, 'insecureHTTPParser', undefined);
  this.requestTimeout = integerOption(options, 'requestTimeout', DEFAULT_REQUEST_TIMEOUT);
  this.headersTimeout = headersTimeout(options, this.requestTimeout);
  this.keepAliveTimeout = integerOption(options, 'keepAliveTimeout', DEFAULT_KEEP_ALIVE_TIMEOUT);
  this.keepAliveTimeoutBuffer =
    integerOption(options, 'keepAliveTimeoutBuffer', DEFAULT_KEEP_ALIVE_BUFFER);
  this.connectionsCheckingInterval =
    integerOption(options, 'connectionsCheckingInterval', DEFAULT_CHECKING_INTERVAL);
  this.requireHostHeader = booleanOption(options, 'requireHostHeader', true);
  this.joinDuplicateHeaders = booleanOption(options, 'joinDuplicateHeaders', undefined);
  this.rejectNonStandardBodyWrites = booleanOption(options, 'rejectNonStandardBodyWrites', false);
  this[kOptimizeEmptyRequests] = booleanOption(options, 'optimizeEmptyRequests', false);
  this.shouldUpgradeCallback = upgradeCallback(options);
}

function wantsUpgrades() {
  return this.listenerCount('upgrade') > 0;
}

/** Starts looking for connections that take too long to send a request. */
function setupConnectionsTracking() {
  this[kConnections] ??= new ConnectionsList();
  if (this[kConnectionsCheckingInterval]) clearInterval(this[kConnectionsCheckingInterval]);
  this[kConnectionsCheckingInterval] =
    setInterval(checkConnections, this.connectionsCheckingInterval, this);
  this[kConnectionsCheckingInterval].unref();
}

function checkConnections(server) {
  if (server.headersTimeout === 0 && server.requestTimeout === 0) return;
  for (const parser of server[kConnections].expired(server.headersTimeout, server.requestTimeout)) {
    const socket = parser.socket;
    if (socket) socketOnError.call(socket, new ERR_HTTP_REQUEST_TIMEOUT());
  }
}

/** What must happen before a server stops listening. */
function httpServerPreClose(server) {
  clearInterval(server[kConnectionsCheckingInterval]);
  server.closeIdleConnections();
}

function readServerArguments(first, second) {
  if (typeof first === 'function') return { options: kEmptyObject, onRequest: first };
  const options = first ?? kEmptyObject;
  validateObject(options, 'options');
  return { options, onRequest: second };
}

/**
 * An HTTP server.
 * @param {object} [options] see http.createServer
 * @param {(req: IncomingMessage, res: ServerResponse) => void} [requestListener]
 */
function Server(options, requestListener) {
  if (!(this instanceof Server)) return new Server(options, requestListener);
  const given = readServerArguments(options, requestListener);
  storeHTTPOptions.call(this, given.options);
  const { noDelay = true, keepAlive, keepAliveInitialDelay, highWaterMark } = given.options;
  // Clients that end their half with the request get their answer all the same.
  net.Server.call(this, {
    allowHalfOpen: true, keepAlive, keepAliveInitialDelay, highWaterMark, noDelay: noDelay ?? true,
  });
  if (given.onRequest) this.on('request', given.onRequest);
  startLimits(this);
  this[kUniqueHeaders] = parseUniqueHeadersOption(given.options.uniqueHeaders);
}
Object.setPrototypeOf(Server.prototype, net.Server.prototype);
Object.setPrototypeOf(Server, net.Server);

function startLimits(server) {
  server.httpAllowHalfOpen = false;
  server.on('connection', connectionListener);
  server.on('listening', setupConnectionsTracking);
  server.timeout = 0;
  server.maxHeadersCount = null;
  server.maxRequestsPerSocket = 0;
}

Object.assign(Server.prototype, {
  /** Stops taking connections and ends the idle ones. */
  close(...args) {
    httpServerPreClose(this);
    Reflect.apply(net.Server.prototype.close, this, args);
    return this;
  },

  [Symbol.asyncDispose]() {
    const { promise, resolve, reject } = Promise.withResolvers();
    this.close((error) => {
      if (error) reject(error);
      else resolve();
    });
    return promise;
  },

  /** Ends all connections, whatever they are doing. */
  closeAllConnections() {
    for (const parser of this[kConnections]?.all() ?? []) parser.socket.destroy();
  },

  /** Ends the connections that wait for another request. */
  closeIdleConnections() {
    for (const parser of this[kConnections]?.idle() ?? []) {
      const { socket } = parser;
      // One whose request is being handled right now is not idle, even if the answer is done.
      if (!parser.isExecuting() && socket._httpMessage?.finished !== false) socket.destroy();
    }
  },

  /** Sets the time-out of idle sockets in ms. */
  setTimeout(msecs, callback) {
    this.timeout = msecs;
    if (callback) this.on('timeout', callback);
    return this;
  },

  [EE.captureRejectionSymbol](error, event, ...args) {
    if (event === 'request') answerRejection(args[1]);
    else net.Server.prototype[EE.captureRejectionSymbol].call(this, error, event, ...args);
  },
});

/** A request listener's promise was rejected. */
function answerRejection(res) {
  if (res.headersSent || res.writableEnded) {
    res.destroy();
    return;
  }
  for (const name of res.getHeaderNames()) res.removeHeader(name);
  res.statusCode = 500;
  res.end(STATUS_CODES[500]);
}

module.exports = {
  STATUS_CODES,
  Server,
  ServerResponse,
  setupConnectionsTracking,
  storeHTTPOptions,
  _connectionListener: connectionListener,
  kServerResponse,
  httpServerPreClose,
  kConnectionsCheckingInterval,
};
