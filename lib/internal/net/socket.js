'use strict';

const { Duplex } = require('../../stream');
const { Buffer } = require('../../buffer');
const {
  ErrnoException,
  codes: {
    ERR_INVALID_ARG_VALUE,
    ERR_INVALID_FD_TYPE,
    ERR_INVALID_HANDLE_TYPE,
    ERR_MISSING_ARGS,
    ERR_SOCKET_CLOSED,
    ERR_SOCKET_CLOSED_BEFORE_CONNECTION,
  },
  genericNodeError,
} = require('../errors');
const { validateInt32, validateNumber } = require('../validators');
const { guessHandleType } = require('../util');
const { kTimeout, clearTimeout } = require('../timers');
const {
  kAfterAsyncWrite,
  kBuffer,
  kBufferCb,
  kBufferGen,
  kHandle,
  kUpdateTimer,
  onStreamRead,
  owner_symbol,
  setStreamTimeout,
  writeGeneric,
  writevGeneric,
} = require('../stream_base_commons');
const { kReinitializeHandle, normalizedArgsSymbol } = require('../net');
const { channel } = require('../../diagnostics_channel');
const tcp = internalBinding('tcp_wrap');
const pipe = internalBinding('pipe_wrap');

const { TCP } = tcp;

const UV_ENOTCONN = -107;

const kLastWriteQueueSize = Symbol('lastWriteQueueSize');
const kSetNoDelay = Symbol('kSetNoDelay');
const kSetKeepAlive = Symbol('kSetKeepAlive');
const kSetKeepAliveInitialDelay = Symbol('kSetKeepAliveInitialDelay');
const kBytesRead = Symbol('kBytesRead');
const kBytesWritten = Symbol('kBytesWritten');

const clientSocketChannel = channel('net.client.socket');

function noop() {}

/**
 * Makes the handle that a file descriptor's type asks for; it has not been opened yet.
 * @param {number} fd
 * @param {boolean} isServer
 */
function createHandle(fd, isServer) {
  validateInt32(fd, 'fd', 0);
  const type = guessHandleType(fd);
  switch (type) {
    case 'TCP':
      return newTcp(isServer ? 'SERVER' : 'SOCKET');
    case 'PIPE':
      return newPipe(isServer ? 'SERVER' : 'SOCKET');
    default:
      throw new ERR_INVALID_FD_TYPE(type);
  }
}

function newTcp(kind) {
  return new tcp.TCP(tcp.constants[kind]);
}

function newPipe(kind) {
  return new pipe.Pipe(pipe.constants[kind]);
}

function toNumber(value) {
  const number = Number(value);
  return number >= 0 ? number : false;
}

function isPipeName(value) {
  return typeof value === 'string' && toNumber(value) === false;
}

/**
 * Brings the arguments of `connect` and `listen` into one form.
 * @param {any[]} args `(options[, cb])`, `(port[, host][, cb])` or `(path[, cb])`
 * @returns {[object, Function | null]}
 */
function normalizeArgs(args) {
  const last = args[args.length - 1];
  const normalized = [args.length > 0 ? endpointOf(args[0], args[1]) : {}, typeof last === 'function' ? last : null];
  normalized[normalizedArgsSymbol] = true;
  return normalized;
}

function endpointOf(first, second) {
  if (typeof first === 'object' && first !== null) return first;
  if (isPipeName(first)) return { path: first };
  return typeof second === 'string' ? { port: first, host: second } : { port: first };
}

function initSocketHandle(self) {
  self._sockname = null;
  const handle = self._handle;
  if (handle) {
    handle[owner_symbol] = self;
    handle.onread = onStreamRead;
    handle.reading = false;
    const userBuffer = self[kBuffer];
    if (userBuffer) {
      if (userBuffer === true) {
        self[kBuffer] = self[kBufferGen]();
      }
      handle.useUserBuffer(self[kBuffer]);
    }
  }
}

function refuseObjectMode(options) {
  for (const name of ['objectMode', 'readableObjectMode', 'writableObjectMode']) {
    if (options?.[name]) {
      throw new ERR_INVALID_ARG_VALUE(`options.${name}`, options[name], 'is not supported');
    }
  }
}

function takeUserBuffer(self, onread) {
  if (onread === null || typeof onread !== 'object' || typeof onread.callback !== 'function') {
    return;
  }
  if (typeof onread.buffer === 'function') {
    self[kBuffer] = true;
    self[kBufferGen] = onread.buffer;
  } else if (onread.buffer instanceof Uint8Array) {
    self[kBuffer] = onread.buffer;
  } else {
    return;
  }
  self[kBufferCb] = onread.callback;
}

function openFd(self, fd) {
  self._handle = createHandle(fd, false);
  const status = self._handle.open(fd);
  if (status) {
    throw new ErrnoException(status, 'open');
  }
}

/** What the stream is made with: copied, and without what a socket decides for itself. */
function streamOptions(options) {
  const given = typeof options === 'number' ? { fd: options } : options;
  return {
    ...given,
    allowHalfOpen: Boolean(given?.allowHalfOpen),
    // 'close' tells whether there was an error, and comes when the handle is closed.
    emitClose: false,
    autoDestroy: true,
    decodeStrings: false,
  };
}

function checkInitialDelay(options) {
  const delay = options?.keepAliveInitialDelay;
  if (delay === undefined) return;
  validateNumber(delay, 'options.keepAliveInitialDelay');
  if (delay < 0) options.keepAliveInitialDelay = 0;
}

/** What every socket has before it is a stream. */
function initState(self) {
  // Made from right to left, in the order that inspecting shows.
  self._hadError = self.connecting = false;
  self._host = self._parent = self[kHandle] = null;
  self[kLastWriteQueueSize] = 0;
  self[kBufferGen] = self[kBufferCb] = self[kBuffer] = self[kTimeout] = null;
  self._closeAfterHandlingError = false;
}

/**
 * A TCP or Unix domain connection.
 * @param {object | number} [options] or a file descriptor
 */
function Socket(options) {
  if (!(this instanceof Socket)) return new Socket(options);
  refuseObjectMode(options);
  checkInitialDelay(options);
  initState(this);

  const settings = streamOptions(options);
  const { blockList, fd, handle, keepAliveInitialDelay, onread } = settings;
  Duplex.call(this, settings);
  if (handle) this._handle = handle;
  else if (fd !== undefined) openFd(this, fd);
  if (onread) takeUserBuffer(this, onread);

  this[kSetNoDelay] = Boolean(settings.noDelay);
  this[kSetKeepAlive] = Boolean(settings.keepAlive);
  this[kSetKeepAliveInitialDelay] = toSeconds(keepAliveInitialDelay);
  initSocketHandle(this);
  this.on('end', onReadableStreamEnd);
  forgetPending(this);
  if (this._handle) startReading(this, settings);
  if (blockList !== undefined) this.blockList = checkBlockList(blockList);

  this._server = this.server = null;
  this[kBytesWritten] = this[kBytesRead] = 0;
}
Object.setPrototypeOf(Socket, Duplex);
Object.setPrototypeOf(Socket.prototype, Duplex.prototype);

/** Milliseconds that may be anything, in whole seconds. */
function toSeconds(msecs) {
  return (msecs / 1000) | 0;
}

function forgetPending(self) {
  self._pendingData = null;
  self._pendingEncoding = '';
}

function startReading(self, { manualStart, pauseOnCreate, readable }) {
  if (manualStart || readable === false) return;
  if (!pauseOnCreate) {
    self.read(0);
    return;
  }
  self._handle.readStop();
  self.readableFlowing = false;
}

function checkBlockList(blockList) {
  const { BlockList } = require('../blocklist');
  if (BlockList.isBlockList(blockList)) return blockList;
  const { ERR_INVALID_ARG_TYPE } = require('../errors').codes;
  throw new ERR_INVALID_ARG_TYPE('options.blockList', 'net.BlockList', blockList);
}

// --- ends and time-outs ---------------------------------------------------------------------

// Stands for `write` when the other side has ended and this one is about to.
function writeAfterEnd(chunk, encoding, callback) {
  if (!this.writableEnded) return Duplex.prototype.write.call(this, chunk, encoding, callback);
  const epipe = genericNodeError('This socket has been ended by the other party', { code: 'EPIPE' });
  const done = typeof encoding === 'function' ? encoding : callback;
  if (typeof done === 'function') process.nextTick(done, epipe);
  this.destroy(epipe);
  return false;
}

function onReadableStreamEnd() {
  if (!this.allowHalfOpen) this.write = writeAfterEnd;
}

Socket.prototype._unrefTimer = function _unrefTimer() {
  for (let socket = this; socket !== null; socket = socket._parent) {
    socket[kTimeout]?.refresh();
  }
};

Socket.prototype._final = function _final(callback) {
  if (this.connecting) {
    this.once('connect', () => this._final(callback));
    return;
  }
  if (!this._handle) {
    callback();
    return;
  }
  // That the other side has gone meanwhile is no failure of ending.
  const request = { oncomplete: () => callback() };
  const status = this._handle.shutdown(request);
  if (status === UV_ENOTCONN) {
    callback();
  } else if (status !== 0) {
    callback(new ErrnoException(status, 'shutdown'));
  }
};

Socket.prototype.setTimeout = setStreamTimeout;

Socket.prototype._onTimeout = function() {
  // A slow write is no idleness as long as it makes progress.
  if (this[kLastWriteQueueSize] > 0 && this._handle) {
    const { writeQueueSize } = this._handle;
    if (writeQueueSize !== this[kLastWriteQueueSize]) {
      this[kLastWriteQueueSize] = writeQueueSize;
      this._unrefTimer();
      return;
    }
  }
  this.emit('timeout');
};

Socket.prototype.setNoDelay = function(enable) {
  const on = enable === undefined || Boolean(enable);
  const handle = this._handle;
  // Without a handle it is for when there is one.
  if (handle && (!handle.setNoDelay || on === this[kSetNoDelay])) return this;
  this[kSetNoDelay] = on;
  handle?.setNoDelay(on);
  return this;
};

Socket.prototype.setKeepAlive = function(enable, initialDelay) {
  const on = Boolean(enable);
  const delay = toSeconds(initialDelay);
  const handle = this._handle;
  if (handle) {
    const isSame = on === this[kSetKeepAlive] && (!on || delay === this[kSetKeepAliveInitialDelay]);
    if (isSame || !handle.setKeepAlive) return this;
  }
  this[kSetKeepAlive] = on;
  this[kSetKeepAliveInitialDelay] = delay;
  handle?.setKeepAlive(on, delay);
  return this;
};

Socket.prototype.end = function(chunk, encoding, done) {
  Duplex.prototype.end.call(this, chunk, encoding, done);
  return this;
};

Socket.prototype.resetAndDestroy = function() {
  const handle = this._handle;
  if (!handle) return this.destroy(new ERR_SOCKET_CLOSED());
  if (!(handle instanceof TCP)) throw new ERR_INVALID_HANDLE_TYPE();
  // There is nothing to reset before there is a connection.
  if (!this.connecting) this._reset();
  else this.once('connect', () => this._reset());
  return this;
};

Socket.prototype._reset = function() {
  this.resetAndClosing = true;
  return this.destroy();
};

// --- reading --------------------------------------------------------------------------------

function tryReadStart(socket) {
  socket._handle.reading = true;
  const status = socket._handle.readStart();
  if (status) {
    socket.destroy(new ErrnoException(status, 'read'));
  }
}

/** With a user's buffer nothing is kept back: reading itself starts and stops. */
function resumeUserBuffer(socket) {
  if (!socket.connecting && socket._handle && !socket._handle.reading) {
    tryReadStart(socket);
  }
}

Socket.prototype.pause = function() {
  const handle = this._handle;
  if (this[kBuffer] && !this.connecting && handle?.reading) {
    handle.reading = false;
    if (!this.destroyed) {
      const status = handle.readStop();
      if (status) {
        this.destroy(new ErrnoException(status, 'read'));
      }
    }
  }
  return Duplex.prototype.pause.call(this);
};

Socket.prototype.resume = function() {
  if (this[kBuffer]) resumeUserBuffer(this);
  return Duplex.prototype.resume.call(this);
};

Socket.prototype.read = function(size) {
  if (this[kBuffer]) resumeUserBuffer(this);
  return Duplex.prototype.read.call(this, size);
};

Socket.prototype._read = function() {
  const handle = this.connecting ? null : this._handle;
  if (!handle) this.once('connect', () => this._read());
  else if (!handle.reading) tryReadStart(this);
};

// --- writing --------------------------------------------------------------------------------

Socket.prototype._writeGeneric = function(isVector, data, encoding, callback) {
  if (this.connecting) {
    writeWhenConnected(this, isVector, data, encoding, callback);
    return undefined;
  }
  forgetPending(this);
  const handle = this._handle;
  if (!handle) {
    callback(new ERR_SOCKET_CLOSED());
    return false;
  }
  this._unrefTimer();
  const waits = isVector ?
    writevGeneric(this, data, callback) :
    writeGeneric(this, data, encoding, callback);
  if (waits) this[kLastWriteQueueSize] = handle.writeQueueSize;
  return undefined;
};

/** Until there is a connection, what is written waits here: the stream passes on one write. */
function writeWhenConnected(socket, isVector, data, encoding, callback) {
  const fail = () => callback(new ERR_SOCKET_CLOSED_BEFORE_CONNECTION());
  socket._pendingData = data;
  socket._pendingEncoding = encoding;
  socket.once('close', fail);
  socket.once('connect', () => {
    socket.off('close', fail);
    socket._writeGeneric(isVector, data, encoding, callback);
  });
}

Socket.prototype._writev = function(chunks, callback) {
  this._writeGeneric(true, chunks, '', callback);
};

Socket.prototype._write = function(data, encoding, callback) {
  this._writeGeneric(false, data, encoding, callback);
};

// --- closing --------------------------------------------------------------------------------

Socket.prototype.destroySoon = function() {
  if (this.writable) {
    this.end();
  }
  if (this.writableFinished) {
    this.destroy();
  } else {
    this.once('finish', this.destroy);
  }
};

function detachHandle(socket) {
  socket._handle.onread = noop;
  socket._handle = null;
  socket._sockname = null;
}

function closeAndDetach(socket, isException) {
  if (!socket._handle) return;
  socket._handle.close(() => socket.emit('close', isException));
  detachHandle(socket);
}

function emitCloseNT(socket) {
  socket.emit('close', Boolean(socket._hadError));
}

Socket.prototype._destroy = function(exception, callback) {
  this.connecting = false;
  for (let socket = this; socket !== null; socket = socket._parent) {
    if (socket[kTimeout] !== null) clearTimeout(socket[kTimeout]);
  }
  const hadHandle = Boolean(this._handle);
  if (hadHandle) closeHandle(this, Boolean(exception));
  callback(exception);
  if (!hadHandle) process.nextTick(emitCloseNT, this);
  const server = this._server;
  if (server) {
    server._connections--;
    server._emitCloseIfDrained?.();
  }
};

/** Closes or resets the handle, which says 'close' when it is done. */
function closeHandle(socket, isException) {
  const handle = socket._handle;
  socket[kBytesRead] = handle.bytesRead;
  socket[kBytesWritten] = handle.bytesWritten;
  if (socket.resetAndClosing) {
    socket.resetAndClosing = false;
    const status = handle.reset(() => socket.emit('close', isException));
    if (status) socket.emit('error', new ErrnoException(status, 'reset'));
    detachHandle(socket);
    return;
  }
  const close = () => closeAndDetach(socket, isException);
  // The handle is still there while 'error' is handled, which the next tick does.
  if (socket._closeAfterHandlingError) queueMicrotask(close);
  else close();
}

// --- names and counts -----------------------------------------------------------------------

Socket.prototype._getpeername = function() {
  const handle = this.connecting ? null : this._handle;
  if (handle?.getpeername && !this._peername) {
    const name = {};
    // A name that could not be had is asked for again.
    if (handle.getpeername(name)) return name;
    this._peername = name;
  }
  return this._peername || {};
};

Socket.prototype._getsockname = function() {
  const handle = this._handle;
  if (!handle?.getsockname) return {};
  if (!this._sockname) handle.getsockname(this._sockname = {});
  return this._sockname;
};

Socket.prototype.address = function address() {
  return this._getsockname();
};

function byteLength(chunk, encoding) {
  return typeof chunk !== 'string' ? chunk.length : Buffer.byteLength(chunk, encoding);
}

/** A count of the handle's, or the one kept when the handle went. */
function handleCount(socket, name, kept) {
  const handle = socket._handle;
  return handle ? handle[name] : socket[kept];
}

function countBytesWritten(socket) {
  const { _pendingData: pending, writableBuffer } = socket;
  if (!writableBuffer) {
    return undefined;
  }
  let bytes = socket._bytesDispatched;
  for (const { chunk, encoding } of writableBuffer) {
    bytes += byteLength(chunk, encoding);
  }
  if (Array.isArray(pending)) {
    for (const entry of pending) {
      bytes += pending.allBuffers ? entry.length : byteLength(entry.chunk, entry.encoding);
    }
  } else if (pending) {
    bytes += byteLength(pending, socket._pendingEncoding);
  }
  return bytes;
}

function readyState() {
  if (this.connecting) {
    return 'opening';
  }
  if (this.readable) {
    return this.writable ? 'open' : 'readOnly';
  }
  return this.writable ? 'writeOnly' : 'closed';
}

function defineGetters(enumerable, getters) {
  for (const name of Object.keys(getters)) {
    Object.defineProperty(Socket.prototype, name, {
      __proto__: null, enumerable, configurable: name === 'pending', get: getters[name],
    });
  }
}

defineGetters(false, {
  _connecting() {
    return this.connecting;
  },
  pending() {
    return !this._handle || this.connecting;
  },
  readyState,
  bufferSize() {
    return this._handle ? this[kLastWriteQueueSize] + this.writableLength : undefined;
  },
});

defineGetters(true, {
  bytesRead() {
    return handleCount(this, 'bytesRead', kBytesRead);
  },
  remoteAddress() {
    return this._getpeername().address;
  },
  remoteFamily() {
    return this._getpeername().family;
  },
  remotePort() {
    return this._getpeername().port;
  },
  localAddress() {
    return this._getsockname().address;
  },
  localPort() {
    return this._getsockname().port;
  },
  localFamily() {
    return this._getsockname().family;
  },
  _bytesDispatched() {
    return handleCount(this, 'bytesWritten', kBytesWritten);
  },
  bytesWritten() {
    return countBytesWritten(this);
  },
});

Object.defineProperties(Socket.prototype, {
  _handle: {
    __proto__: null,
    get() {
      return this[kHandle];
    },
    set(value) {
      this[kHandle] = value;
    },
  },
  [kUpdateTimer]: {
    __proto__: null,
    get() {
      return this._unrefTimer;
    },
  },
});

Socket.prototype[kAfterAsyncWrite] = function() {
  this[kLastWriteQueueSize] = 0;
};

// --- connecting -----------------------------------------------------------------------------

Socket.prototype.connect = function(...args) {
  const isNormalized = args[0]?.[normalizedArgsSymbol];
  const [options, onConnect] = isNormalized ? args[0] : normalizeArgs(args);
  const { path, port } = options;
  if (clientSocketChannel.hasSubscribers) clientSocketChannel.publish({ socket: this });
  if (onConnect !== null) this.once('connect', onConnect);
  if (this._parent?.connecting) return this;
  const hasPath = path !== undefined && path !== null;
  if (!hasPath && port === undefined) throw new ERR_MISSING_ARGS(['options', 'port', 'path']);
  // One that was connected before begins anew.
  if (this.write !== Socket.prototype.write) this.write = Socket.prototype.write;
  if (this.destroyed) revive(this);
  if (!this._handle) {
    this._handle = path ? newPipe('SOCKET') : newTcp('SOCKET');
    initSocketHandle(this);
  }
  this._unrefTimer();
  this.connecting = true;
  const connecting = require('./connect');
  if (path) connecting.connectToPath(this, path);
  else connecting.lookupAndConnect(this, options);
  return this;
};

function revive(socket) {
  socket._sockname = socket._peername = undefined;
  socket._handle = null;
  socket._undestroy();
}

Socket.prototype[kReinitializeHandle] = function(handle) {
  const before = this._handle;
  before?.close();
  handle[owner_symbol] = this;
  this._handle = handle;
  initSocketHandle(this);
};

// Before there is a handle, they count from when there is one.
for (const name of ['ref', 'unref']) {
  Socket.prototype[name] = function() {
    const handle = this._handle;
    if (!handle) this.once('connect', this[name]);
    else if (typeof handle[name] === 'function') handle[name]();
    return this;
  };
}

module.exports = {
  Socket,
  checkBlockList,
  createHandle,
  isPipeName,
  kSetKeepAlive,
  kSetKeepAliveInitialDelay,
  kSetNoDelay,
  normalizeArgs,
  toNumber,
};
