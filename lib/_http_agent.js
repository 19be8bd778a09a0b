'use strict';

const net = require('./net');
const EventEmitter = require('./events');
const { once } = require('./internal/util');
const { validateNumber, validateOneOf, validateString } = require('./internal/validators');

const kOnKeylog = Symbol('onkeylog');
const kRequestOptions = Symbol('requestOptions');

const DEFAULT_MAX_FREE_SOCKETS = 256;
const DEFAULT_KEEP_ALIVE_MS = 1000;
const GLOBAL_AGENT_TIMEOUT = 5000;
const MS_PER_SECOND = 1000;

const keepAliveHintExpression = /^timeout=(\d+)/;

/**
 * Keeps the connections that clients use, and lends them to requests.
 * @param {object} [options] see http.Agent
 */
function Agent(options) {
  if (!(this instanceof Agent)) return new Agent(options);
  EventEmitter.call(this);

  this.options = { __proto__: null, ...options };
  this.defaultPort = this.options.defaultPort || 80;
  this.protocol = this.options.protocol || 'http:';
  if (this.options.noDelay === undefined) this.options.noDelay = true;
  // A path would make net connect to a Unix socket.
  this.options.path = null;

  // Lists by name, see getName: waiting requests, sockets in use, idle sockets.
  this.requests = { __proto__: null };
  this.sockets = { __proto__: null };
  this.freeSockets = { __proto__: null };

  this.keepAliveMsecs = this.options.keepAliveMsecs || DEFAULT_KEEP_ALIVE_MS;
  this.keepAlive = this.options.keepAlive || false;
  this.maxSockets = this.options.maxSockets || Agent.defaultMaxSockets;
  this.maxFreeSockets = this.options.maxFreeSockets || DEFAULT_MAX_FREE_SOCKETS;
  this.scheduling = this.options.scheduling || 'lifo';
  this.maxTotalSockets = this.options.maxTotalSockets;
  this.totalSocketCount = 0;
  const buffer = this.options.agentKeepAliveTimeoutBuffer;
  this.agentKeepAliveTimeoutBuffer =
    typeof buffer === 'number' && buffer >= 0 && Number.isFinite(buffer) ? buffer : MS_PER_SECOND;

  validateOneOf(this.scheduling, 'scheduling', ['fifo', 'lifo']);
  if (this.maxTotalSockets !== undefined) validateNumber(this.maxTotalSockets, 'maxTotalSockets', 1);
  else this.maxTotalSockets = Infinity;

  this.on('free', (socket, socketOptions) => socketFreed(this, socket, socketOptions));
  this.on('newListener', maybeEnableKeylog);
}
Object.setPrototypeOf(Agent.prototype, EventEmitter.prototype);
Object.setPrototypeOf(Agent, EventEmitter);

Agent.defaultMaxSockets = Infinity;

/** A socket's request is done: the next request gets it, or it waits in the pool. */
function socketFreed(agent, socket, options) {
  const name = agent.getName(options);
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const waiting = agent.requests[name];
  if (waiting?.length) {
    const req = waiting.shift();
    if (waiting.length === 0) delete agent.requests[name];
    setRequestSocket(agent, req, socket);
    return;
  }
  const req = socket._httpMessage;
  if (!req || !req.shouldKeepAlive || !agent.keepAlive || isFull(agent, name) ||
      !agent.keepSocketAlive(socket)) {
    socket.destroy();
    return;
  }
  const free = agent.freeSockets[name] ??= [];
  socket._httpMessage = null;
  agent.removeSocket(socket, options);
  socket.once('error', freeSocketErrorListener);
  free.push(socket);
}

function isFull(agent, name) {
  const free = agent.freeSockets[name]?.length ?? 0;
  const used = agent.sockets[name]?.length ?? 0;
  return agent.totalSocketCount > agent.maxTotalSockets || free + used > agent.maxSockets ||
    free >= agent.maxFreeSockets;
}

/** The server may close an idle connection any time. */
function freeSocketErrorListener() {
  this.destroy();
  this.emit('agentRemove');
}

function maybeEnableKeylog(eventName) {
  if (eventName !== 'keylog') return;
  this.removeListener('newListener', maybeEnableKeylog);
  const agent = this;
  agent[kOnKeylog] = function onKeylog(keylog) {
    agent.emit('keylog', keylog, this);
  };
  for (const socket of Object.values(this.sockets).flat()) socket.on('keylog', agent[kOnKeylog]);
}

Agent.prototype.createConnection = function createConnection(...args) {
  return net.createConnection(...args);
};

/**
 * What connections of the same kind share: host, port, local address, family.
 * @param {object} [options]
 * @returns {string}
 */
Agent.prototype.getName = function getName(options = {}) {
  let name = options.host || 'localhost';
  name += ':';
  if (options.port) name += options.port;
  name += ':';
  if (options.localAddress) name += options.localAddress;
  if (options.family === 4 || options.family === 6) name += `:${options.family}`;
  if (options.socketPath) name += `:${options.socketPath}`;
  return name;
};

function connectionOptions(agent, req, options) {
  const merged = { __proto__: null, ...options, ...agent.options };
  if (merged.socketPath) merged.path = merged.socketPath;
  if (!merged.servername && merged.servername !== '') merged.servername = serverNameFor(merged, req);
  return merged;
}

/** The name to ask a TLS server for: the one in the Host header, without its port. */
function serverNameFor(options, req) {
  const header = req.getHeader('host');
  let name = options.host;
  if (header) {
    validateString(header, 'options.headers.host');
    const bracket = header[0] === '[' ? header.indexOf(']') : -1;
    name = bracket >= 0 ? header.slice(1, bracket) : header.split(':', 1)[0];
  }
  // An address is no name.
  return net.isIP(name) ? '' : name;
}

/** Finds, makes or awaits a connection for a request. */
Agent.prototype.addRequest = function addRequest(req, options, port, localAddress) {
  if (typeof options === 'string') {
    // The signature of old: host, port, local address.
    options = { __proto__: null, host: options, port, localAddress };
  }
  options = connectionOptions(this, req, options);
  const name = this.getName(options);
  this.sockets[name] ??= [];
  const socket = this.takeFree(name);
  if (socket) {
    this.reuseSocket(socket, req);
    setRequestSocket(this, req, socket);
    this.sockets[name].push(socket);
    return;
  }
  const count = (this.freeSockets[name]?.length ?? 0) + this.sockets[name].length;
  if (count < this.maxSockets && this.totalSocketCount < this.maxTotalSockets) {
    this.createSocket(req, options, (err, made) => {
      if (err) req.onSocket(made, err);
      else setRequestSocket(this, req, made);
    });
    return;
  }
  req[kRequestOptions] = options;
  (this.requests[name] ??= []).push(req);
};

Object.defineProperty(Agent.prototype, 'takeFree', {
  __proto__: null,
  configurable: true,
  enumerable: false,
  writable: true,
  value: function takeFree(name) {
    const free = this.freeSockets[name];
    if (!free) return undefined;
    while (free.length > 0 && free[0].destroyed) free.shift();
    const socket = this.scheduling === 'fifo' ? free.shift() : free.pop();
    if (free.length === 0) delete this.freeSockets[name];
    return socket;
  },
});

/** Makes a new connection for a request. */
Agent.prototype.createSocket = function createSocket(req, options, cb) {
  options = connectionOptions(this, req, options);
  const timeout = req.timeout || this.options.timeout || undefined;
  if (timeout) options.timeout = timeout;
  const name = this.getName(options);
  options._agentKey = name;
  options.encoding = null;

  const oncreate = once((err, socket) => {
    if (err) return cb(err);
    (this.sockets[name] ??= []).push(socket);
    this.totalSocketCount++;
    installListeners(this, socket, options);
    return cb(null, socket);
  });
  if (this.keepAlive) {
    options.keepAlive = this.keepAlive;
    options.keepAliveInitialDelay = this.keepAliveMsecs;
  }
  const socket = this.createConnection(options, oncreate);
  if (socket) oncreate(null, socket);
};

function installListeners(agent, socket, options) {
  function onFree() {
    agent.emit('free', socket, options);
  }
  function onClose() {
    agent.totalSocketCount--;
    agent.removeSocket(socket, options);
  }
  function onTimeout() {
    // In use, it is the request's business.
    for (const free of Object.values(agent.freeSockets)) {
      if (free.includes(socket)) {
        socket.destroy();
        return;
      }
    }
  }
  // Another protocol took the connection over: it is no longer ours.
  function onRemove() {
    agent.totalSocketCount--;
    agent.removeSocket(socket, options);
    socket.removeListener('close', onClose);
    socket.removeListener('free', onFree);
    socket.removeListener('timeout', onTimeout);
    socket.removeListener('agentRemove', onRemove);
  }
  socket.on('free', onFree);
  socket.on('close', onClose);
  socket.on('timeout', onTimeout);
  socket.on('agentRemove', onRemove);
  if (agent[kOnKeylog]) socket.on('keylog', agent[kOnKeylog]);
}

function removeFrom(lists, name, socket) {
  const list = lists[name];
  const index = list ? list.indexOf(socket) : -1;
  if (index < 0) return;
  list.splice(index, 1);
  if (list.length === 0) delete lists[name];
}

/** Forgets a socket; a request that waits for a place gets a new one. */
Agent.prototype.removeSocket = function removeSocket(socket, options) {
  const name = this.getName(options);
  removeFrom(this.sockets, name, socket);
  if (!socket.writable) removeFrom(this.freeSockets, name, socket);

  let req = this.requests[name]?.[0];
  if (req === undefined) {
    // The place may be another host's now, unless that has connections of its own that will be free.
    const other = Object.keys(this.requests)[0];
    if (other !== undefined && !this.sockets[other]?.length) {
      req = this.requests[other][0];
      options = req[kRequestOptions];
    }
  }
  if (req === undefined || !options) return;
  req[kRequestOptions] = undefined;
  this.createSocket(req, options, (err, made) => {
    if (err) req.onSocket(null, err);
    else made.emit('free');
  });
};

/** Prepares a socket for waiting in the pool; false when it is not worth keeping. */
Agent.prototype.keepSocketAlive = function keepSocketAlive(socket) {
  socket.setKeepAlive(true, this.keepAliveMsecs);
  socket.unref();

  let timeout = this.options.timeout || 0;
  const hint = socket._httpMessage?.res?.headers['keep-alive'];
  const seconds = hint ? keepAliveHintExpression.exec(hint)?.[1] : undefined;
  if (seconds) {
    // Leave before the server does, or a request would meet the closing connection.
    const announced = Math.max(0, Number(seconds) * MS_PER_SECOND - this.agentKeepAliveTimeoutBuffer);
    if (announced === 0) return false;
    if (announced < timeout) timeout = announced;
  }
  if (socket.timeout !== timeout) socket.setTimeout(timeout);
  return true;
};

/** Prepares a socket from the pool for a request. */
Agent.prototype.reuseSocket = function reuseSocket(socket, req) {
  socket.removeListener('error', freeSocketErrorListener);
  req.reusedSocket = true;
  socket.ref();
};

/** Destroys all sockets, in use or not. */
Agent.prototype.destroy = function destroy() {
  for (const lists of [this.freeSockets, this.sockets]) {
    for (const name of Object.keys(lists)) {
      for (const socket of lists[name].slice()) socket.destroy();
    }
  }
};

function setRequestSocket(agent, req, socket) {
  req.onSocket(socket);
  const agentTimeout = agent.options.timeout || 0;
  if (req.timeout === undefined || req.timeout === agentTimeout) return;
  socket.setTimeout(req.timeout);
}

let globalAgent = new Agent({ keepAlive: true, scheduling: 'lifo', timeout: GLOBAL_AGENT_TIMEOUT });

module.exports = {
  Agent,
  get globalAgent() {
    return globalAgent;
  },
  set globalAgent(agent) {
    globalAgent = agent;
  },
};
