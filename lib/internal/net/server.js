'use strict';

const EventEmitter = require('../../events');
const {
  ErrnoException,
  UVExceptionWithHostPort,
  codes: {
    ERR_INVALID_ARG_TYPE,
    ERR_INVALID_ARG_VALUE,
    ERR_SERVER_ALREADY_LISTEN,
    ERR_SERVER_NOT_RUNNING,
  },
} = require('../errors');
const {
  validateAbortSignal, validateNumber, validatePort,
} = require('../validators');
const tracking = require('../async_tracking');
const { promisify } = require('../util');
const { owner_symbol } = require('../stream_base_commons');
const { channel, tracingChannel } = require('../../diagnostics_channel');
const {
  Socket,
  checkBlockList,
  createHandle,
  isPipeName,
  kSetKeepAlive,
  kSetKeepAliveInitialDelay,
  kSetNoDelay,
  normalizeArgs,
  toNumber,
} = require('./socket');
const { TCP, constants: TCPConstants } = internalBinding('tcp_wrap');
const { Pipe, constants: PipeConstants } = internalBinding('pipe_wrap');

const UV_EINVAL = -22;
const DEFAULT_BACKLOG = 511;
const ANY_IPV4 = '0.0.0.0';
const ANY_IPV6 = '::';

const serverSocketChannel = channel('net.server.socket');
const listenChannel = tracingChannel('net.server.listen');

function isServerHandle(value) {
  return value instanceof TCP || value instanceof Pipe;
}

/**
 * A TCP or Unix domain server.
 * @param {object | Function} [options]
 * @param {Function} [connectionListener]
 */
function Server(options, connectionListener) {
  if (!(this instanceof Server)) {
    return new Server(options, connectionListener);
  }
  EventEmitter.call(this);
  let own = {};
  let onConnection = connectionListener;
  if (typeof options === 'function') {
    onConnection = options;
  } else if (typeof options === 'object' || options === undefined) {
    own = { ...options };
  } else {
    throw new ERR_INVALID_ARG_TYPE('options', 'Object', options);
  }
  if (typeof onConnection === 'function') this.on('connection', onConnection);
  readOptions(this, own);
}
Object.setPrototypeOf(Server.prototype, EventEmitter.prototype);
Object.setPrototypeOf(Server, EventEmitter);

function readOptions(server, options) {
  const { keepAliveInitialDelay, highWaterMark } = options;
  if (keepAliveInitialDelay !== undefined) {
    validateNumber(keepAliveInitialDelay, 'options.keepAliveInitialDelay');
  }
  if (highWaterMark !== undefined) validateNumber(highWaterMark, 'options.highWaterMark');
  server._connections = 0;
  server._handle = null;
  server._usingWorkers = false;
  server._workers = [];
  server._unref = false;
  server._listeningId = 1;
  server.allowHalfOpen = options.allowHalfOpen || false;
  server.pauseOnConnect = Boolean(options.pauseOnConnect);
  server.noDelay = Boolean(options.noDelay);
  server.keepAlive = Boolean(options.keepAlive);
  server.keepAliveInitialDelay = keepAliveInitialDelay > 0 ? ~~(keepAliveInitialDelay / 1000) : 0;
  server.highWaterMark = highWaterMark >= 0
    ? highWaterMark
    : require('../streams/state').getDefaultHighWaterMark();
  if (options.blockList !== undefined) {
    server.blockList = checkBlockList(options.blockList);
  }
}

// --- listening ------------------------------------------------------------------------------

/**
 * Makes a handle and binds it.
 * @returns {object | number} the handle, or a negative error number
 */
function createServerHandle(address, port, addressType, fd, flags) {
  if (typeof fd === 'number' && fd >= 0) {
    return openServerHandle(fd);
  }
  const isPipe = port === -1 && addressType === -1;
  const handle = isPipe ?
    new Pipe(PipeConstants.SERVER) :
    new TCP(TCPConstants.SERVER);
  if (!address && !isPipe) {
    const status = handle.bind6(ANY_IPV6, port, flags);
    if (status === 0) {
      return handle;
    }
    handle.close();
    return createServerHandle(ANY_IPV4, port, undefined, undefined, flags);
  }
  let status;
  if (isPipe) {
    status = handle.bind(address);
  } else if (addressType === 6) {
    status = handle.bind6(address, port, flags);
  } else {
    status = handle.bind(address, port, flags);
  }
  if (status) {
    handle.close();
    return status;
  }
  return handle;
}

function openServerHandle(fd) {
  let handle;
  try {
    handle = createHandle(fd, true);
  } catch {
    return UV_EINVAL;
  }
  const status = handle.open(fd);
  return status || handle;
}

/** Binds to any address: IPv6's, which covers IPv4, where there is IPv6. */
function createAnyAddressHandle(port, flags) {
  const handle = createServerHandle(ANY_IPV6, port, 6, undefined, flags);
  return typeof handle === 'number' ?
    { handle: createServerHandle(ANY_IPV4, port, 4, undefined, flags), address: ANY_IPV4, type: 4 } :
    { handle, address: ANY_IPV6, type: 6 };
}

function failListening(server, error) {
  if (listenChannel.error.hasSubscribers) {
    listenChannel.error.publish({ server, error });
  }
  process.nextTick(emitErrorNT, server, error);
}

/** Also reachable as `server._listen2`. */
function setupListenHandle(address, port, addressType, backlog, fd, flags) {
  if (!this._handle) {
    let handle;
    if (!address && typeof fd !== 'number') {
      ({ handle, address, type: addressType } = createAnyAddressHandle(port, flags));
    } else {
      handle = createServerHandle(address, port, addressType, fd, flags);
    }
    if (typeof handle === 'number') {
      failListening(this, new UVExceptionWithHostPort(handle, 'listen', address, port));
      return;
    }
    this._handle = handle;
  }
  this._handle.onconnection = onconnection;
  this._handle[owner_symbol] = this;
  const status = this._handle.listen(backlog || DEFAULT_BACKLOG);
  if (status) {
    const error = new UVExceptionWithHostPort(status, 'listen', address, port);
    this._handle.close();
    this._handle = null;
    failListening(this, error);
    return;
  }
  if (listenChannel.asyncEnd.hasSubscribers) {
    listenChannel.asyncEnd.publish({ server: this });
  }
  this._connectionKey = `${addressType}:${address}:${port}`;
  if (this._unref) {
    this.unref();
  }
  tracking.withTrigger(this._handle, process.nextTick, emitListeningNT, this);
}

Server.prototype._listen2 = setupListenHandle;

function emitErrorNT(server, error) {
  server.emit('error', error);
}

function emitListeningNT(server) {
  // It may have been closed in between.
  if (server._handle) {
    server.emit('listening');
  }
}

function listenNow(server, address, port, addressType, backlog, fd, flags) {
  server._listen2(address, port, addressType, backlog, fd, flags);
}

/** Link-local addresses need a zone that a look-up does not give. */
function firstUsableAddress(addresses) {
  return addresses.find(({ address, family }) => (
    !(family === 6 && /^fe[89ab]/i.test(address)))) ?? addresses[0];
}

function lookupAndListen(server, port, address, backlog, flags) {
  const listeningId = server._listeningId;
  require('../../dns').lookup(address, { all: true }, (error, addresses) => {
    // Closed in the meantime.
    if (server._listeningId !== listeningId) {
      return;
    }
    if (error) {
      server.emit('error', error);
      return;
    }
    const { address: ip, family } = firstUsableAddress(addresses);
    listenNow(server, ip, port, ip ? family : 4, backlog, undefined, flags);
  });
}

function closeOnAbort(server, signal) {
  if (signal === undefined) {
    return;
  }
  validateAbortSignal(signal, 'options.signal');
  const onAbort = () => server.close();
  if (signal.aborted) {
    process.nextTick(onAbort);
    return;
  }
  const { addAbortListener } = require('../events/abort_listener');
  const listener = addAbortListener(signal, onAbort);
  server.once('close', () => listener[Symbol.dispose]());
}

function listenFlags(options) {
  return (options.ipv6Only === true ? TCPConstants.UV_TCP_IPV6ONLY : 0) |
    (options.reusePort === true ? TCPConstants.UV_TCP_REUSEPORT : 0);
}

function listenOnPath(server, options, backlog) {
  if (options.path[0] === '\0' && (options.readableAll || options.writableAll)) {
    // The names of the abstract namespace have no permissions.
    const text = 'can not set readableAll or writableAllt to true when path is abstract unix socket';
    throw new ERR_INVALID_ARG_VALUE('options', options, text);
  }
  server._pipeName = options.path;
  listenNow(server, options.path, -1, -1, backlog, undefined, 0);
  if (!server._handle) {
    return;
  }
  const mode =
    (options.readableAll === true ? PipeConstants.UV_READABLE : 0) |
    (options.writableAll === true ? PipeConstants.UV_WRITABLE : 0);
  if (mode === 0) {
    return;
  }
  const status = server._handle.fchmod(mode);
  if (status) {
    server._handle.close();
    server._handle = null;
    throw new ErrnoException(status, 'uv_pipe_chmod');
  }
}

/**
 * `listen([port][, host][, backlog][, cb])`, `(path[, backlog][, cb])`, `(handle[, backlog][, cb])` or
 * `(options[, cb])`.
 */
Server.prototype.listen = function(...args) {
  const [given, callback] = normalizeArgs(args);
  if (this._handle) throw new ERR_SERVER_ALREADY_LISTEN();
  if (listenChannel.asyncStart.hasSubscribers) {
    listenChannel.asyncStart.publish({ server: this, options: given });
  }
  if (callback !== null) this.once('listening', callback);
  const backlog = [args[1], args[2]].map((arg) => toNumber(arg)).find(Boolean) || false;
  const options = given._handle || given.handle || given;
  if (isServerHandle(options)) {
    this._handle = options;
    listenNow(this, null, -1, -1, backlog);
    return this;
  }
  closeOnAbort(this, options.signal);
  if (options.fd >= 0 && typeof options.fd === 'number') {
    listenNow(this, null, null, null, backlog, options.fd);
  } else {
    listenOnAddress(this, options, options.backlog || backlog, leavesPortOpen(args, options));
  }
  return this;
};

/** Whether any free port will do. */
function leavesPortOpen(args, options) {
  if (args.length === 0 || typeof args[0] === 'function' || options.port === null) return true;
  return 'port' in options && options.port === undefined;
}

function listenOnAddress(server, options, backlog, anyPort) {
  if (anyPort) options.port = 0;
  const { port, path } = options;
  if (['number', 'string'].includes(typeof port)) {
    validatePort(port, 'options.port');
    listenOnPort(server, options, backlog);
  } else if (path && isPipeName(path)) {
    listenOnPath(server, options, backlog);
  } else if ('port' in options || 'path' in options) {
    throw new ERR_INVALID_ARG_VALUE('options', options);
  } else {
    throw new ERR_INVALID_ARG_VALUE('options', options, 'must have the property "port" or "path"');
  }
}

function listenOnPort(server, options, backlog) {
  const flags = listenFlags(options);
  const port = options.port | 0;
  if (options.host) {
    lookupAndListen(server, port, options.host, backlog, flags);
  } else {
    listenNow(server, null, port, 4, backlog, undefined, flags);
  }
}

// --- connections ----------------------------------------------------------------------------

function describeConnection(handle) {
  const data = {};
  const name = {};
  if (handle.getsockname && handle.getsockname(name) === 0) {
    data.localAddress = name.address;
    data.localPort = name.port;
    data.localFamily = name.family;
  }
  const peer = {};
  if (handle.getpeername && handle.getpeername(peer) === 0) {
    data.remoteAddress = peer.address;
    data.remotePort = peer.port;
    data.remoteFamily = peer.family;
  }
  return data;
}

function refuses(server, handle) {
  if (server.maxConnections != null && server._connections >= server.maxConnections) {
    server.emit('drop', handle.getsockname ? describeConnection(handle) : undefined);
    return true;
  }
  if (server.blockList && handle.getpeername) {
    const peer = {};
    if (handle.getpeername(peer) === 0 &&
        server.blockList.check(peer.address, peer.family === 'IPv6' ? 'ipv6' : 'ipv4')) {
      server.emit('drop', describeConnection(handle));
      return true;
    }
  }
  return false;
}

function onconnection(status, clientHandle) {
  const server = this[owner_symbol];
  if (status) {
    server.emit('error', new ErrnoException(status, 'accept'));
    return;
  }
  if (refuses(server, clientHandle)) {
    clientHandle.close();
    return;
  }
  const socket = new Socket({
    handle: clientHandle,
    allowHalfOpen: server.allowHalfOpen,
    pauseOnCreate: server.pauseOnConnect,
    readable: true,
    writable: true,
    readableHighWaterMark: server.highWaterMark,
    writableHighWaterMark: server.highWaterMark,
  });
  if (server.noDelay && clientHandle.setNoDelay) {
    socket[kSetNoDelay] = true;
    clientHandle.setNoDelay(true);
  }
  if (server.keepAlive && clientHandle.setKeepAlive) {
    socket[kSetKeepAlive] = true;
    socket[kSetKeepAliveInitialDelay] = server.keepAliveInitialDelay;
    clientHandle.setKeepAlive(true, server.keepAliveInitialDelay);
  }
  server._connections++;
  socket.server = server;
  socket._server = server;
  server.emit('connection', socket);
  if (serverSocketChannel.hasSubscribers) {
    serverSocketChannel.publish({ socket });
  }
}

Server.prototype.getConnections = function(callback) {
  if (!this._usingWorkers) {
    process.nextTick(callback, null, this._connections);
    return this;
  }
  // Those that were sent to other processes count, too.
  let left = this._workers.length;
  let total = this._connections;
  const onCount = (error, count) => {
    total += count ?? 0;
    if (--left <= 0) process.nextTick(callback, error, total);
  };
  if (left === 0) onCount(null, 0);
  for (const worker of this._workers) worker.getConnections(onCount);
  return this;
};

/** Some of the connections are another process's from now on. */
Server.prototype._setupWorker = function(socketList) {
  this._usingWorkers = true;
  this._workers.push(socketList);
  socketList.once('exit', () => {
    const index = this._workers.indexOf(socketList);
    if (index >= 0) this._workers.splice(index, 1);
  });
};

// --- state ----------------------------------------------------------------------------------

Object.defineProperty(Server.prototype, 'listening', {
  __proto__: null,
  configurable: true,
  enumerable: true,
  get() {
    return Boolean(this._handle);
  },
});

Server.prototype.address = function() {
  if (this._handle?.getsockname) {
    const name = {};
    const status = this._handle.getsockname(name);
    if (status) {
      throw new ErrnoException(status, 'address');
    }
    return name;
  }
  return this._pipeName || null;
};

Server.prototype.close = function(callback) {
  this._listeningId++;
  if (typeof callback === 'function') {
    if (this._handle) {
      this.once('close', callback);
    } else {
      this.once('close', () => callback(new ERR_SERVER_NOT_RUNNING()));
    }
  }
  if (this._handle) {
    this._handle.close();
    this._handle = null;
  }
  if (this._usingWorkers) closeAfterWorkers(this);
  else this._emitCloseIfDrained();
  return this;
};

/** The server is closed when its connections in other processes are. */
function closeAfterWorkers(server) {
  let left = server._workers.length;
  // One that stands for all of them, so that 'close' does not come before they have answered.
  server._connections++;
  const onWorkerClosed = () => {
    if (--left > 0) return;
    server._connections--;
    server._emitCloseIfDrained();
  };
  if (left === 0) onWorkerClosed();
  for (const worker of [...server._workers]) worker.close(onWorkerClosed);
}

Server.prototype[Symbol.asyncDispose] = async function() {
  if (this._handle) {
    await promisify(this.close).call(this);
  }
};

Server.prototype._emitCloseIfDrained = function() {
  if (!this._handle && !this._connections) {
    process.nextTick((server) => server.emit('close'), this);
  }
};

Server.prototype.ref = function() {
  this._unref = false;
  this._handle?.ref();
  return this;
};

Server.prototype.unref = function() {
  this._unref = true;
  this._handle?.unref();
  return this;
};

Server.prototype[EventEmitter.captureRejectionSymbol] = function(error, event, socket) {
  if (event === 'connection') {
    socket.destroy(error);
  } else {
    this.emit('error', error);
  }
};

module.exports = { Server, createServerHandle };
