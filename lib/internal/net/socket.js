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
const { TCP, constants: TCPConstants } = internalBinding('tcp_wrap');
const { Pipe, constants: PipeConstants } = internalBinding('pipe_wrap');

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
  if (type === 'PIPE') {
    return new Pipe(isServer ? PipeConstants.SERVER : PipeConstants.SOCKET);
  }
  if (type === 'TCP') {
    return new TCP(isServer ? TCPConstants.SERVER : TCPConstants.SOCKET);
  }
  throw new ERR_INVALID_FD_TYPE(type);
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
  let options = {};
  let callback = null;
  if (args.length > 0) {
    const first = args[0];
    if (typeof first === 'object' && first !== null) {
      options = first;
    } else if (isPipeName(first)) {
      options.path = first;
    } else {
      options.port = first;
      if (args.length > 1 && typeof args[1] === 'string') {
        options.host = args[1];
      }
    }
    const last = args[args.length - 1];
    callback = typeof last === 'function' ? last : null;
  }
  const normalized = [options, callback];
  normalized[normalizedArgsSymbol] = true;
  return normalized;
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

/**
 * A TCP or Unix domain connection.
 * @param {object | number} [options] or a file descriptor
 */
function Socket(options) {
  if (!(this instanceof Socket)) {
    return new Socket(options);
  }
  refuseObjectMode(options);
  if (options?.keepAliveInitialDelay !== undefined) {
    validateNumber(options.keepAliveInitialDelay, 'options.keepAliveInitialDelay');
    if (options.keepAliveInitialDelay < 0) {
      options.keepAliveInitialDelay = 0;
    }
  }
  this.connecting = false;
  this._hadError = false;
  this[kHandle] = null;
  this._parent = null;
  this._host = null;
  this[kLastWriteQueueSize] = 0;
  this[kTimeout] = null;
  this[kBuffer] = null;
  this[kBufferCb] = null;
  this[kBufferGen] = null;
  this._closeAfterHandlingError = false;

  options = typeof options === 'number' ? { fd: options } : { ...options };
  options.allowHalfOpen = Boolean(options.allowHalfOpen);
  // 'close' tells whether there was an error, and comes when the handle is closed.
  options.emitClose = false;
  options.autoDestroy = true;
  options.decodeStrings = false;
  Duplex.call(this, options);

  if (options.handle) {
    this._handle = options.handle;
  } else if (options.fd !== undefined) {
    openFd(this, options.fd);
  }
  if (options.onread) {
    takeUserBuffer(this, options.onread);
  }
  this[kSetNoDelay] = Boolean(options.noDelay);
  this[kSetKeepAlive] = Boolean(options.keepAlive);
  this[kSetKeepAliveInitialDelay] = ~~(options.keepAliveInitialDelay / 1000);
  this.on('end', onReadableStreamEnd);
  initSocketHandle(this);
  this._pendingData = null;
  this._pendingEncoding = '';

  if (this._handle && options.readable !== false && !options.manualStart) {
    if (options.pauseOnCreate) {
      this._handle.readStop();
      this.readableFlowing = false;
    } else {
      this.read(0);
    }
  }
  if (options.blockList !== undefined) {
    this.blockList = checkBlockList(options.blockList);
  }
  this.server = null;
  this._server = null;
  this[kBytesRead] = 0;
  this[kBytesWritten] = 0;
}
Object.setPrototypeOf(Socket.prototype, Duplex.prototype);
Object.setPrototypeOf(Socket, Duplex);

function checkBlockList(blockList) {
  const { BlockList } = require('../blocklist');
  if (!BlockList.isBlockList(blockList)) {
    const { codes: { ERR_INVALID_ARG_TYPE } } = require('../errors');
    throw new ERR_INVALID_ARG_TYPE('options.blockList', 'net.BlockList', blockList);
  }
  return blockList;
}

// --- ends and time-outs ---------------------------------------------------------------------

function writeAfterFIN(chunk, encoding, callback) {
  if (!this.writableEnded) {
    return Duplex.prototype.write.call(this, chunk, encoding, callback);
  }
  const done = typeof encoding === 'function' ? encoding : callback;
  const error = genericNodeError('This socket has been ended by the other party', { code: 'EPIPE' });
  if (typeof done === 'function') {
    process.nextTick(done, error);
  }
  this.destroy(error);
  return false;
}

function onReadableStreamEnd() {
  if (!this.allowHalfOpen) {
    this.write = writeAfterFIN;
  }
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
  const handle = this._handle;
  const lastSize = this[kLastWriteQueueSize];
  if (lastSize > 0 && handle) {
    // A slow write is no idleness as long as it makes progress.
    const size = handle.writeQueueSize;
    if (size !== lastSize) {
      this[kLastWriteQueueSize] = size;
      this._unrefTimer();
      return;
    }
  }
  this.emit('timeout');
};

Socket.prototype.setNoDelay = function(enable) {
  const on = enable === undefined ? true : Boolean(enable);
  if (!this._handle) {
    this[kSetNoDelay] = on;
  } else if (this._handle.setNoDelay && on !== this[kSetNoDelay]) {
    this[kSetNoDelay] = on;
    this._handle.setNoDelay(on);
  }
  return this;
};

Socket.prototype.setKeepAlive = function(enable, initialDelayMsecs) {
  const on = Boolean(enable);
  const delay = ~~(initialDelayMsecs / 1000);
  if (!this._handle) {
    this[kSetKeepAlive] = on;
    this[kSetKeepAliveInitialDelay] = delay;
  } else if (this._handle.setKeepAlive &&
             (on !== this[kSetKeepAlive] || (on && this[kSetKeepAliveInitialDelay] !== delay))) {
    this[kSetKeepAlive] = on;
    this[kSetKeepAliveInitialDelay] = delay;
    this._handle.setKeepAlive(on, delay);
  }
  return this;
};

Socket.prototype.end = function(data, encoding, callback) {
  Duplex.prototype.end.call(this, data, encoding, callback);
  return this;
};

Socket.prototype.resetAndDestroy = function() {
  if (!this._handle) {
    this.destroy(new ERR_SOCKET_CLOSED());
    return this;
  }
  if (!(this._handle instanceof TCP)) {
    throw new ERR_INVALID_HANDLE_TYPE();
  }
  if (this.connecting) {
    this.once('connect', () => this._reset());
  } else {
    this._reset();
  }
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
  if (socket[kBuffer] && !socket.connecting && socket._handle && !socket._handle.reading) {
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
  resumeUserBuffer(this);
  return Duplex.prototype.resume.call(this);
};

Socket.prototype.read = function(size) {
  resumeUserBuffer(this);
  return Duplex.prototype.read.call(this, size);
};

Socket.prototype._read = function() {
  if (this.connecting || !this._handle) {
    this.once('connect', () => this._read());
  } else if (!this._handle.reading) {
    tryReadStart(this);
  }
};

// --- writing --------------------------------------------------------------------------------

Socket.prototype._writeGeneric = function(isVector, data, encoding, callback) {
  // Until there is a connection, what is written waits here: the stream passes on one write.
  if (this.connecting) {
    this._pendingData = data;
    this._pendingEncoding = encoding;
    const onClose = () => callback(new ERR_SOCKET_CLOSED_BEFORE_CONNECTION());
    this.once('connect', function connect() {
      this.off('close', onClose);
      this._writeGeneric(isVector, data, encoding, callback);
    });
    this.once('close', onClose);
    return undefined;
  }
  this._pendingData = null;
  this._pendingEncoding = '';
  if (!this._handle) {
    callback(new ERR_SOCKET_CLOSED());
    return false;
  }
  this._unrefTimer();
  const waits = isVector ?
    writevGeneric(this, data, callback) :
    writeGeneric(this, data, encoding, callback);
  if (waits) {
    this[kLastWriteQueueSize] = this._handle.writeQueueSize;
  }
  return undefined;
};

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

function closeSocketHandle(socket, isException, detach) {
  if (!socket._handle) {
    return;
  }
  socket._handle.close(() => socket.emit('close', isException));
  if (detach) {
    detachHandle(socket);
  }
}

function emitCloseNT(socket) {
  socket.emit('close', Boolean(socket._hadError));
}

Socket.prototype._destroy = function(exception, callback) {
  this.connecting = false;
  for (let socket = this; socket !== null; socket = socket._parent) {
    if (socket[kTimeout] !== null) {
      clearTimeout(socket[kTimeout]);
    }
  }
  const handle = this._handle;
  if (handle) {
    const isException = Boolean(exception);
    this[kBytesRead] = handle.bytesRead;
    this[kBytesWritten] = handle.bytesWritten;
    if (this.resetAndClosing) {
      this.resetAndClosing = false;
      const status = handle.reset(() => this.emit('close', isException));
      if (status) {
        this.emit('error', new ErrnoException(status, 'reset'));
      }
      detachHandle(this);
    } else if (this._closeAfterHandlingError) {
      // The handle is still there while 'error' is handled, which the next tick does.
      queueMicrotask(() => closeSocketHandle(this, isException, true));
    } else {
      closeSocketHandle(this, isException, true);
    }
    callback(exception);
  } else {
    callback(exception);
    process.nextTick(emitCloseNT, this);
  }
  if (this._server) {
    this._server._connections--;
    this._server._emitCloseIfDrained?.();
  }
};

// --- names and counts -----------------------------------------------------------------------

Socket.prototype._getpeername = function() {
  if (!this._handle?.getpeername || this.connecting) {
    return this._peername || {};
  }
  if (!this._peername) {
    const name = {};
    if (this._handle.getpeername(name)) {
      return name;
    }
    this._peername = name;
  }
  return this._peername;
};

Socket.prototype._getsockname = function() {
  if (!this._handle?.getsockname) {
    return {};
  }
  if (!this._sockname) {
    this._sockname = {};
    this._handle.getsockname(this._sockname);
  }
  return this._sockname;
};

Socket.prototype.address = function() {
  return this._getsockname();
};

function byteLength(chunk, encoding) {
  return typeof chunk === 'string' ? Buffer.byteLength(chunk, encoding) : chunk.length;
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
    return this._handle ? this._handle.bytesRead : this[kBytesRead];
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
    return this._handle ? this._handle.bytesWritten : this[kBytesWritten];
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
  const normalized = args[0]?.[normalizedArgsSymbol] ? args[0] : normalizeArgs(args);
  const [options, callback] = normalized;
  if (clientSocketChannel.hasSubscribers) {
    clientSocketChannel.publish({ socket: this });
  }
  if (callback !== null) {
    this.once('connect', callback);
  }
  if (this._parent?.connecting) {
    return this;
  }
  if (options.port === undefined && options.path == null) {
    throw new ERR_MISSING_ARGS(['options', 'port', 'path']);
  }
  if (this.write !== Socket.prototype.write) {
    this.write = Socket.prototype.write;
  }
  if (this.destroyed) {
    this._handle = null;
    this._peername = undefined;
    this._sockname = undefined;
    this._undestroy();
  }
  const { path } = options;
  if (!this._handle) {
    this._handle = path ?
      new Pipe(PipeConstants.SOCKET) :
      new TCP(TCPConstants.SOCKET);
    initSocketHandle(this);
  }
  this._unrefTimer();
  this.connecting = true;
  const { connectToPath, lookupAndConnect } = require('./connect');
  if (path) {
    connectToPath(this, path);
  } else {
    lookupAndConnect(this, options);
  }
  return this;
};

Socket.prototype[kReinitializeHandle] = function(handle) {
  this._handle?.close();
  this._handle = handle;
  this._handle[owner_symbol] = this;
  initSocketHandle(this);
};

Socket.prototype.ref = function() {
  if (!this._handle) {
    this.once('connect', this.ref);
  } else if (typeof this._handle.ref === 'function') {
    this._handle.ref();
  }
  return this;
};

Socket.prototype.unref = function() {
  if (!this._handle) {
    this.once('connect', this.unref);
  } else if (typeof this._handle.unref === 'function') {
    this._handle.unref();
  }
  return this;
};

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
