'use strict';

const net = require('./net');
const EE = require('./events');
const { kIncomingMessage } = require('./_http_common');
const { ConnectionsList } = internalBinding('http_parser');
const { parseUniqueHeadersOption, kUniqueHeaders } = require('./_http_outgoing');
const { IncomingMessage } = require('./_http_incoming');
const { ServerResponse, STATUS_CODES } = require('./internal/http/server_response');
const { connectionListener, kConnections, kServerResponse, socketOnError } =
  require('./internal/http/server_connection');
const { codes: { ERR_HTTP_REQUEST_TIMEOUT, ERR_OUT_OF_RANGE } } =
  require('./internal/errors');
const { kEmptyObject } = require('./internal/util');
const { validateBoolean, validateFunction, validateInteger, validateObject } =
  require('./internal/validators');

const kConnectionsCheckingInterval = Symbol('http.server.connectionsCheckingInterval');
const kOptimizeEmptyRequests = Symbol('OptimizeEmptyRequestsOption');

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

/** Validates what createServer was given and puts it on the server, `this`. */
function storeHTTPOptions(options) {
  this[kIncomingMessage] = options.IncomingMessage || IncomingMessage;
  this[kServerResponse] = options.ServerResponse || ServerResponse;

  this.maxHeaderSize = integerOption(options, 'maxHeaderSize', undefined);
  this.insecureHTTPParser = booleanOption(options, 'insecureHTTPParser', undefined);

  this.requestTimeout = integerOption(options, 'requestTimeout', DEFAULT_REQUEST_TIMEOUT);
  if (options.headersTimeout !== undefined) {
    this.headersTimeout = integerOption(options, 'headersTimeout');
  } else {
    // 0 means none: then the request's time-out does not limit this one.
    this.headersTimeout = this.requestTimeout > 0
      ? Math.min(DEFAULT_HEADERS_TIMEOUT, this.requestTimeout)
      : DEFAULT_HEADERS_TIMEOUT;
  }
  if (this.requestTimeout > 0 && this.headersTimeout > this.requestTimeout) {
    throw new ERR_OUT_OF_RANGE('headersTimeout', '<= requestTimeout', this.headersTimeout);
  }
  this.keepAliveTimeout = integerOption(options, 'keepAliveTimeout', DEFAULT_KEEP_ALIVE_TIMEOUT);
  this.keepAliveTimeoutBuffer =
    integerOption(options, 'keepAliveTimeoutBuffer', DEFAULT_KEEP_ALIVE_BUFFER);
  this.connectionsCheckingInterval =
    integerOption(options, 'connectionsCheckingInterval', DEFAULT_CHECKING_INTERVAL);

  this.requireHostHeader = booleanOption(options, 'requireHostHeader', true);
  this.joinDuplicateHeaders = booleanOption(options, 'joinDuplicateHeaders', undefined);
  this.rejectNonStandardBodyWrites = booleanOption(options, 'rejectNonStandardBodyWrites', false);
  this[kOptimizeEmptyRequests] = booleanOption(options, 'optimizeEmptyRequests', false);

  if (options.shouldUpgradeCallback !== undefined) {
    validateFunction(options.shouldUpgradeCallback, 'options.shouldUpgradeCallback');
    this.shouldUpgradeCallback = options.shouldUpgradeCallback;
  } else {
    this.shouldUpgradeCallback = wantsUpgrades;
  }
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
  server.closeIdleConnections();
  clearInterval(server[kConnectionsCheckingInterval]);
}

/**
 * An HTTP server.
 * @param {object} [options] see http.createServer
 * @param {(req: IncomingMessage, res: ServerResponse) => void} [requestListener]
 */
function Server(options, requestListener) {
  if (!(this instanceof Server)) return new Server(options, requestListener);
  if (typeof options === 'function') {
    requestListener = options;
    options = kEmptyObject;
  } else if (options === null || options === undefined) {
    options = kEmptyObject;
  } else {
    validateObject(options, 'options');
  }
  storeHTTPOptions.call(this, options);
  net.Server.call(this, {
    allowHalfOpen: true,
    noDelay: options.noDelay ?? true,
    keepAlive: options.keepAlive,
    keepAliveInitialDelay: options.keepAliveInitialDelay,
    highWaterMark: options.highWaterMark,
  });
  if (requestListener) this.on('request', requestListener);

  // Old HTTP/1.0 clients end their half with the request. Ours to answer all the same.
  this.httpAllowHalfOpen = false;
  this.on('connection', connectionListener);
  this.on('listening', setupConnectionsTracking);

  this.timeout = 0;
  this.maxHeadersCount = null;
  this.maxRequestsPerSocket = 0;
  this[kUniqueHeaders] = parseUniqueHeadersOption(options.uniqueHeaders);
}
Object.setPrototypeOf(Server.prototype, net.Server.prototype);
Object.setPrototypeOf(Server, net.Server);

/** Stops taking connections and ends the idle ones. */
Server.prototype.close = function close(...args) {
  httpServerPreClose(this);
  net.Server.prototype.close.apply(this, args);
  return this;
};

Server.prototype[Symbol.asyncDispose] = async function() {
  await new Promise((resolve, reject) => {
    this.close((err) => (err ? reject(err) : resolve()));
  });
};

/** Ends all connections, whatever they are doing. */
Server.prototype.closeAllConnections = function closeAllConnections() {
  if (!this[kConnections]) return;
  for (const parser of this[kConnections].all()) parser.socket.destroy();
};

/** Ends the connections that wait for another request. */
Server.prototype.closeIdleConnections = function closeIdleConnections() {
  if (!this[kConnections]) return;
  for (const parser of this[kConnections].idle()) {
    const socket = parser.socket;
    if (!socket._httpMessage || socket._httpMessage.finished) socket.destroy();
  }
};

/** Sets the time-out of idle sockets in ms. */
Server.prototype.setTimeout = function setTimeout(msecs, callback) {
  this.timeout = msecs;
  if (callback) this.on('timeout', callback);
  return this;
};

Server.prototype[EE.captureRejectionSymbol] = function(err, event, ...args) {
  if (event !== 'request') {
    net.Server.prototype[EE.captureRejectionSymbol].call(this, err, event, ...args);
    return;
  }
  const res = args[1];
  if (!res.headersSent && !res.writableEnded) {
    for (const name of res.getHeaderNames()) res.removeHeader(name);
    res.statusCode = 500;
    res.end(STATUS_CODES[500]);
  } else {
    res.destroy();
  }
};

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
