'use strict';

const net = require('./net');
const EventEmitter = require('./events');
const { once } = require('./internal/util');
const debug = require('./internal/util/debuglog').debuglog('http');
const { validateNumber, validateOneOf, validateString } = require('./internal/validators');

const kKeylogListener = Symbol('onkeylog');
const kWaitsWith = Symbol('requestOptions');

const DEFAULT_PORT = 80;
const MAX_FREE_SOCKETS = 256;
const KEEP_ALIVE_MS = 1000;
const MS_PER_SECOND = 1000;

/** What `agent.options` says of limits and habits; the defaults are Node.js's. */
function readLimits(agent, options) {
  agent.keepAliveMsecs = options.keepAliveMsecs || KEEP_ALIVE_MS;
  agent.keepAlive = options.keepAlive || false;
  agent.maxSockets = options.maxSockets || Agent.defaultMaxSockets;
  agent.maxFreeSockets = options.maxFreeSockets || MAX_FREE_SOCKETS;
  agent.scheduling = options.scheduling || 'lifo';
  agent.maxTotalSockets = options.maxTotalSockets;
  agent.totalSocketCount = 0;
  const buffer = options.agentKeepAliveTimeoutBuffer;
  agent.agentKeepAliveTimeoutBuffer = Number.isFinite(buffer) && buffer >= 0 ? buffer : MS_PER_SECOND;
  validateOneOf(agent.scheduling, 'scheduling', ['fifo', 'lifo']);
  if (agent.maxTotalSockets === undefined) agent.maxTotalSockets = Infinity;
  else validateNumber(agent.maxTotalSockets, 'maxTotalSockets', 1);
}

/**
 * Keeps the connections that clients use, and lends them to requests.
 * @param {object} [options] see http.Agent
 */
function Agent(options) {
  if (!(this instanceof Agent)) return new Agent(options);
  EventEmitter.call(this);
  const own = { __proto__: null, ...options };
  if (own.noDelay === undefined) own.noDelay = true;
  // A path would make net connect to a Unix socket.
  own.path = null;
  this.options = own;
  this.defaultPort = own.defaultPort || DEFAULT_PORT;
  this.protocol = own.protocol || 'http:';
  // Lists by name, see getName: waiting requests, sockets in use, idle sockets.
  for (const lists of ['requests', 'sockets', 'freeSockets']) this[lists] = { __proto__: null };
  readLimits(this, own);
  this.on('free', (socket, socketOptions) => socketFreed(this, socket, socketOptions));
  this.on('newListener', onNewListener);
}
Object.setPrototypeOf(Agent.prototype, EventEmitter.prototype);
Object.setPrototypeOf(Agent, EventEmitter);

Agent.defaultMaxSockets = Infinity;

/** A socket's request is done: the next request gets it, or it waits in the pool. */
function socketFreed(agent, socket, options) {
  const name = agent.getName(options);
  const next = socket.writable ? takeWaiting(agent, name) : undefined;
  if (next !== undefined) lend(agent, next, socket);
  else if (socket.writable && isWorthKeeping(agent, name, socket)) keep(agent, name, socket, options);
  else socket.destroy();
}

function takeWaiting(agent, name) {
  const waiting = agent.requests[name];
  const req = waiting?.shift();
  if (waiting?.length === 0) delete agent.requests[name];
  return req;
}

function isWorthKeeping(agent, name, socket) {
  return agent.keepAlive && socket._httpMessage?.shouldKeepAlive && !isFull(agent, name) &&
    agent.keepSocketAlive(socket);
}

function keep(agent, name, socket, options) {
  const pool = agent.freeSockets[name] ??= [];
  socket._httpMessage = null;
  agent.removeSocket(socket, options);
  socket.once('error', onFreeSocketError);
  pool.push(socket);
}

function isFull(agent, name) {
  const free = agent.freeSockets[name]?.length ?? 0;
  const used = agent.sockets[name]?.length ?? 0;
  return agent.totalSocketCount > agent.maxTotalSockets || free + used > agent.maxSockets ||
    free >= agent.maxFreeSockets;
}

/** The server may close an idle connection any time. */
function onFreeSocketError() {
  this.destroy();
  this.emit('agentRemove');
}

/** The first who wants the keys of TLS connections has them reported from then on. */
function onNewListener(event) {
  if (event !== 'keylog') return;
  this.off('newListener', onNewListener);
  const report = this[kKeylogListener] = emitKeylog.bind(this);
  for (const sockets of Object.values(this.sockets)) {
    for (const socket of sockets) listenForKeys(socket, report);
  }
}

function emitKeylog(socket, line) {
  this.emit('keylog', line, socket);
}

function listenForKeys(socket, report) {
  socket.on('keylog', (line) => report(socket, line));
}

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

function countSockets(agent, name) {
  const free = agent.freeSockets[name];
  const used = agent.sockets[name];
  return (free === undefined ? 0 : free.length) + (used === undefined ? 0 : used.length);
}

/** Has a new connection made for a request. */
function connectFor(agent, req, options) {
  agent.createSocket(req, options, (error, socket) => {
    if (error) req.onSocket(socket, error);
    else lend(agent, req, socket);
  });
}

function lend(agent, req, socket) {
  req.onSocket(socket);
  // The agent's own time-out was set when the connection was made.
  const { timeout } = req;
  if (timeout !== undefined && timeout !== (agent.options.timeout || 0)) socket.setTimeout(timeout);
}

/** What happens to a connection from now on, until another protocol takes it over. */
function installListeners(agent, socket, options) {
  const forget = () => {
    agent.totalSocketCount--;
    agent.removeSocket(socket, options);
  };
  const listeners = {
    free: () => agent.emit('free', socket, options),
    close: forget,
    // In use, it is the request's business.
    timeout: () => {
      if (Object.values(agent.freeSockets).some((pool) => pool.includes(socket))) socket.destroy();
    },
    agentRemove: () => {
      forget();
      for (const event of Object.keys(listeners)) socket.off(event, listeners[event]);
    },
  };
  for (const event of Object.keys(listeners)) socket.on(event, listeners[event]);
  if (agent[kKeylogListener]) listenForKeys(socket, agent[kKeylogListener]);
}

function removeFrom(lists, name, socket) {
  const list = lists[name];
  const index = list ? list.indexOf(socket) : -1;
  if (index < 0) return;
  list.splice(index, 1);
  if (list.length === 0) delete lists[name];
}

/** The request that may have a connection now, with its options: one for the same host comes first. */
function nextInLine(agent, name, options) {
  const own = agent.requests[name];
  if (own !== undefined) return [own[0], options];
  // The place may be another host's, unless that has connections of its own that will be free.
  const [other] = Object.keys(agent.requests);
  if (other === undefined || agent.sockets[other]?.length > 0) return [undefined, undefined];
  const [req] = agent.requests[other];
  return [req, req[kWaitsWith]];
}

const keepAliveTimeout = /^timeout=(\d+)/;

/** How many ms the server has said that it keeps an idle connection; undefined if it has not. */
function announcedTimeout(socket) {
  const hint = socket._httpMessage?.res?.headers['keep-alive'];
  const seconds = hint && keepAliveTimeout.exec(hint)?.[1];
  return seconds ? Number(seconds) * MS_PER_SECOND : undefined;
}

Object.assign(Agent.prototype, {
  createConnection(...args) {
    return net.createConnection(...args);
  },

  /**
   * What connections of the same kind share: host, port, local address, family.
   * @param {object} [options]
   * @returns {string}
   */
  getName(options = {}) {
    const { host, port, localAddress, family, socketPath } = options;
    let name = `${host || 'localhost'}:${port || ''}:${localAddress || ''}`;
    if (family === 6 || family === 4) name += ':' + family;
    return socketPath ? `${name}:${socketPath}` : name;
  },

  /** Finds, makes or awaits a connection for a request. */
  addRequest(req, options, port, localAddress) {
    // The signature of old: host, port, local address.
    const asked = typeof options === 'string' ? { __proto__: null, host: options, port, localAddress } : options;
    const full = connectionOptions(this, req, asked);
    const name = this.getName(full);
    const used = this.sockets[name] ??= [];
    const idle = takeFree(this, name);
    if (idle) {
      this.reuseSocket(idle, req);
      lend(this, req, idle);
      used.push(idle);
    } else if (this.totalSocketCount < this.maxTotalSockets && countSockets(this, name) < this.maxSockets) {
      connectFor(this, req, full);
    } else {
      req[kWaitsWith] = full;
      (this.requests[name] ??= []).push(req);
    }
  },

  /** Makes a new connection for a request. */
  createSocket(req, options, cb) {
    const full = connectionOptions(this, req, options);
    const name = this.getName(full);
    const timeout = req.timeout || this.options.timeout;
    if (timeout) full.timeout = timeout;
    full._agentKey = name;
    full.encoding = null;
    if (this.keepAlive) Object.assign(full, { keepAlive: this.keepAlive, keepAliveInitialDelay: this.keepAliveMsecs });

    debug('agent: new connection to %s', name);
    // createConnection may return the socket, call back with it, or do both.
    const onCreated = once((error, socket) => {
      if (error) return cb(error);
      this.totalSocketCount++;
      (this.sockets[name] ??= []).push(socket);
      installListeners(this, socket, full);
      return cb(null, socket);
    });
    const made = this.createConnection(full, onCreated);
    if (made) onCreated(null, made);
  },

  /** Forgets a socket; a request that waits for a place gets a new one. */
  removeSocket(socket, options) {
    const name = this.getName(options);
    removeFrom(this.sockets, name, socket);
    if (!socket.writable) removeFrom(this.freeSockets, name, socket);
    const [req, itsOptions] = nextInLine(this, name, options);
    if (req === undefined || !itsOptions) return;
    req[kWaitsWith] = undefined;
    this.createSocket(req, itsOptions, (error, made) => {
      if (error) req.onSocket(null, error);
      else made.emit('free');
    });
  },

  /** Prepares a socket for waiting in the pool; false when it is not worth keeping. */
  keepSocketAlive(socket) {
    socket.unref();
    socket.setKeepAlive(true, this.keepAliveMsecs);
    let timeout = this.options.timeout || 0;
    const announced = announcedTimeout(socket);
    if (announced !== undefined) {
      // Leave before the server does, or a request would meet the closing connection.
      const safe = announced - this.agentKeepAliveTimeoutBuffer;
      if (safe <= 0) return false;
      timeout = Math.min(timeout, safe);
    }
    if (socket.timeout !== timeout) socket.setTimeout(timeout);
    return true;
  },

  /** Prepares a socket from the pool for a request. */
  reuseSocket(socket, req) {
    req.reusedSocket = true;
    socket.off('error', onFreeSocketError);
    socket.ref();
  },

  /** Destroys all sockets, in use or not. */
  destroy() {
    const all = [this.freeSockets, this.sockets].flatMap((lists) => Object.values(lists).flat());
    for (const socket of all) socket.destroy();
  },
});

/** The idle socket that was used last, or the one that has waited longest. */
function takeFree(agent, name) {
  const pool = agent.freeSockets[name];
  if (pool === undefined) return undefined;
  while (pool[0]?.destroyed) pool.shift();
  const socket = agent.scheduling === 'lifo' ? pool.pop() : pool.shift();
  if (pool.length === 0) delete agent.freeSockets[name];
  return socket;
}

let globalAgent = new Agent({ keepAlive: true, scheduling: 'lifo', timeout: 5000 });

module.exports = {
  Agent,
  get globalAgent() {
    return globalAgent;
  },
  set globalAgent(agent) {
    globalAgent = agent;
  },
};
