'use strict';

const EventEmitter = require('./events');
const { Buffer } = require('./buffer');
const {
  ErrnoException,
  ExceptionWithHostPort,
  codes: {
    ERR_BUFFER_OUT_OF_BOUNDS,
    ERR_INVALID_ARG_TYPE,
    ERR_INVALID_FD_TYPE,
    ERR_IP_BLOCKED,
    ERR_MISSING_ARGS,
    ERR_SOCKET_ALREADY_BOUND,
    ERR_SOCKET_BAD_BUFFER_SIZE,
    ERR_SOCKET_BUFFER_SIZE,
    ERR_SOCKET_DGRAM_IS_CONNECTED,
    ERR_SOCKET_DGRAM_NOT_CONNECTED,
    ERR_SOCKET_DGRAM_NOT_RUNNING,
  },
  uvErrmapGet,
} = require('./internal/errors');
const { validateAbortSignal, validateNumber, validatePort, validateString, validateUint32 } =
  require('./internal/validators');
const { deprecate, guessHandleType, promisify } = require('./internal/util');
const { owner_symbol } = require('./internal/stream_base_commons');
const { _createSocketHandle, kStateSymbol, newHandle } = require('./internal/dgram');
const { channel } = require('./diagnostics_channel');
const { constants: { UV_UDP_IPV6ONLY, UV_UDP_REUSEADDR, UV_UDP_REUSEPORT } } = internalBinding('udp_wrap');

const BIND_STATE_UNBOUND = 0;
const BIND_STATE_BINDING = 1;
const BIND_STATE_BOUND = 2;

const CONNECT_STATE_DISCONNECTED = 0;
const CONNECT_STATE_CONNECTING = 1;
const CONNECT_STATE_CONNECTED = 2;

const RECV_BUFFER = true;
const SEND_BUFFER = false;

const BYTES = ['Buffer', 'TypedArray', 'DataView', 'string'];

const socketChannel = channel('udp.socket');

function blockListOption(options, name) {
  const list = options[name];
  if (!list) return undefined;
  const { BlockList } = require('./internal/blocklist');
  if (!BlockList.isBlockList(list)) throw new ERR_INVALID_ARG_TYPE(`options.${name}`, 'net.BlockList', list);
  return list;
}

function sizeOption(options, name) {
  const size = options[name];
  if (size) validateUint32(size, `options.${name}`);
  return size;
}

/** What a socket is, apart from being an emitter. */
class State {
  constructor(handle, options) {
    this.handle = handle;
    this.receiving = false;
    this.bindState = BIND_STATE_UNBOUND;
    this.connectState = CONNECT_STATE_DISCONNECTED;
    // What waits until the socket is bound.
    this.queue = undefined;
    this.reuseAddr = options.reuseAddr;
    this.reusePort = options.reusePort;
    this.ipv6Only = options.ipv6Only;
    this.recvBufferSize = sizeOption(options, 'recvBufferSize');
    this.sendBufferSize = sizeOption(options, 'sendBufferSize');
    this.receiveBlockList = blockListOption(options, 'receiveBlockList');
    this.sendBlockList = blockListOption(options, 'sendBlockList');
  }

  bindFlags() {
    return (this.reuseAddr ? UV_UDP_REUSEADDR : 0) | (this.ipv6Only ? UV_UDP_IPV6ONLY : 0) |
      (this.reusePort ? UV_UDP_REUSEPORT : 0);
  }
}

/**
 * A UDP socket.
 * @param {'udp4' | 'udp6' | object} type or options
 * @param {(message: Buffer, sender: object) => void} [listener]
 */
function Socket(type, listener) {
  EventEmitter.call(this);
  const options = type !== null && typeof type === 'object' ? type : { type };
  const handle = newHandle(options.type, options.lookup);
  handle[owner_symbol] = this;
  this.type = options.type;
  if (typeof listener === 'function') this.on('message', listener);
  Object.defineProperty(this, kStateSymbol, {
    __proto__: null, configurable: true, writable: true, value: new State(handle, options),
  });
  if (options.signal !== undefined) closeOnAbort(this, options.signal);
  if (socketChannel.hasSubscribers) socketChannel.publish({ socket: this });
}
Object.setPrototypeOf(Socket.prototype, EventEmitter.prototype);
Object.setPrototypeOf(Socket, EventEmitter);

function closeOnAbort(socket, signal) {
  validateAbortSignal(signal, 'options.signal');
  const onAbort = () => {
    if (socket[kStateSymbol].handle) socket.close();
  };
  if (signal.aborted) {
    onAbort();
    return;
  }
  const { addAbortListener } = require('./internal/events/abort_listener');
  const listener = addAbortListener(signal, onAbort);
  socket.once('close', listener[Symbol.dispose]);
}

/**
 * @param {'udp4' | 'udp6' | object} type or options
 * @param {(message: Buffer, sender: object) => void} [listener]
 * @returns {Socket}
 */
function createSocket(type, listener) {
  return new Socket(type, listener);
}

/** The socket's handle; throws if it was closed. */
function runningHandle(socket) {
  const { handle } = socket[kStateSymbol];
  if (!handle) throw new ERR_SOCKET_DGRAM_NOT_RUNNING();
  return handle;
}

function check(status, syscall) {
  if (status) throw new ErrnoException(status, syscall);
}

// --- receiving

function startListening(socket) {
  const state = socket[kStateSymbol];
  state.handle.onmessage = onMessage;
  state.handle.recvStart();
  state.receiving = true;
  state.bindState = BIND_STATE_BOUND;
  if (state.recvBufferSize) bufferSize(socket, state.recvBufferSize, RECV_BUFFER);
  if (state.sendBufferSize) bufferSize(socket, state.sendBufferSize, SEND_BUFFER);
  socket.emit('listening');
}

function stopReceiving(socket) {
  const state = socket[kStateSymbol];
  if (!state.receiving) return;
  state.handle.recvStop();
  state.receiving = false;
}

function isBlocked(list, address, socket) {
  return list !== undefined && list.check(address, socket.type === 'udp6' ? 'ipv6' : 'ipv4');
}

function onMessage(nread, handle, buffer, sender) {
  const socket = handle[owner_symbol];
  if (nread < 0) {
    socket.emit('error', new ErrnoException(nread, 'recvmsg'));
    return;
  }
  if (isBlocked(socket[kStateSymbol].receiveBlockList, sender.address, socket)) return;
  sender.size = buffer.length;
  socket.emit('message', buffer, sender);
}

// --- waiting until the socket is bound

function whenBound(socket, action) {
  const state = socket[kStateSymbol];
  if (state.queue === undefined) {
    state.queue = [];
    socket.once(EventEmitter.errorMonitor, onListenError);
    socket.once('listening', onListenSuccess);
  }
  state.queue.push(action);
}

function onListenSuccess() {
  this.removeListener(EventEmitter.errorMonitor, onListenError);
  const state = this[kStateSymbol];
  const { queue } = state;
  state.queue = undefined;
  // One of them may close the socket.
  for (const action of queue) action();
}

function onListenError() {
  this.removeListener('listening', onListenSuccess);
  this[kStateSymbol].queue = undefined;
}

/** Binds to any port if nobody has asked for one. */
function bindIfUnbound(socket) {
  if (socket[kStateSymbol].bindState === BIND_STATE_UNBOUND) socket.bind({ port: 0, exclusive: true }, null);
}

// --- binding

function callWhenListening(socket, callback) {
  function removeListeners() {
    socket.removeListener('error', removeListeners);
    socket.removeListener('listening', onListening);
  }
  function onListening() {
    removeListeners();
    callback.call(socket);
  }
  socket.on('error', removeListeners);
  socket.on('listening', onListening);
}

/** Takes a handle from outside in the place of the socket's own. */
function adoptHandle(socket, handle) {
  const state = socket[kStateSymbol];
  const { handle: own } = state;
  handle.lookup = own.lookup;
  handle[owner_symbol] = socket;
  own.close();
  state.handle = handle;
}

function openDescriptor(socket, fd) {
  const type = guessHandleType(fd);
  if (type !== 'UDP') throw new ERR_INVALID_FD_TYPE(type);
  check(socket[kStateSymbol].handle.open(fd), 'open');
}

function bindToAddress(socket, address, port) {
  const state = socket[kStateSymbol];
  state.handle.lookup(address, (error, ip) => {
    // Closed meanwhile.
    if (!state.handle) return;
    const status = error ? 0 : state.handle.bind(ip, port || 0, state.bindFlags());
    const failure = error ?? (status ? new ExceptionWithHostPort(status, 'bind', ip, port) : null);
    if (failure === null) {
      startListening(socket);
      return;
    }
    state.bindState = BIND_STATE_UNBOUND;
    socket.emit('error', failure);
  });
}

/** The arguments of `send`, in any of their forms. */
function readSendArguments(socket, buffer, offset, length, port, address, callback) {
  const isConnected = socket[kStateSymbol].connectState === CONNECT_STATE_CONNECTED;
  if (isConnected) {
    if (typeof length !== 'number') return { isConnected, buffer, callback: offset, port, address };
    const sliced = sliceBuffer(buffer, offset, length);
    return typeof port === 'function' ?
      { isConnected, buffer: sliced, callback: port, port: undefined, address } :
      { isConnected, buffer: sliced, callback, port, address };
  }
  if (address || (port && typeof port !== 'function')) {
    return { isConnected, buffer: sliceBuffer(buffer, offset, length), port, address, callback };
  }
  return { isConnected, buffer, port: offset, address: length, callback: port };
}

function sliceBuffer(buffer, offset, length) {
  const bytes = typeof buffer === 'string' ? Buffer.from(buffer) : buffer;
  if (!ArrayBuffer.isView(bytes)) throw new ERR_INVALID_ARG_TYPE('buffer', BYTES, buffer);
  const start = offset >>> 0;
  const count = length >>> 0;
  if (start > bytes.byteLength) throw new ERR_BUFFER_OUT_OF_BOUNDS('offset');
  if (start + count > bytes.byteLength) throw new ERR_BUFFER_OUT_OF_BOUNDS('length');
  return Buffer.from(bytes.buffer, bytes.byteOffset + start, count);
}

/** The bytes of a message: what is given may be text, bytes or a list of both. */
function messageBytes(buffer) {
  if (!Array.isArray(buffer)) {
    if (typeof buffer === 'string') return Buffer.from(buffer);
    if (ArrayBuffer.isView(buffer)) return buffer;
    throw new ERR_INVALID_ARG_TYPE('buffer', BYTES, buffer);
  }
  const pieces = buffer.map((piece) => {
    if (typeof piece === 'string') return Buffer.from(piece);
    if (ArrayBuffer.isView(piece)) return Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
    throw new ERR_INVALID_ARG_TYPE('buffer list arguments', BYTES, buffer);
  });
  return pieces.length === 1 ? pieces[0] : Buffer.concat(pieces);
}

function doSend(socket, error, ip, bytes, address, port, callback) {
  const state = socket[kStateSymbol];
  const { handle } = state;
  if (error || (ip && handle && isBlocked(state.sendBlockList, ip, socket))) {
    const failure = error || new ERR_IP_BLOCKED(ip);
    if (callback) process.nextTick(callback, failure);
    else process.nextTick(() => socket.emit('error', failure));
    return;
  }
  if (!handle) return;
  const fail = (status) => new ExceptionWithHostPort(status, 'send', address, port);
  const request = {
    oncomplete(status, sent) {
      callback?.(status ? fail(status) : null, sent);
    },
  };
  const status = port ? handle.send(request, bytes, port, ip) : handle.send(request, bytes);
  if (!callback) return;
  // What is sent at once counts one more than its bytes.
  if (status > 0) process.nextTick(callback, null, status - 1);
  else if (status < 0) process.nextTick(callback, fail(status));
}

function doConnect(socket, error, ip, address, port, callback) {
  const state = socket[kStateSymbol];
  if (!state.handle) return;
  let failure = error;
  if (!failure && isBlocked(state.sendBlockList, ip, socket)) failure = new ERR_IP_BLOCKED(ip);
  if (!failure) {
    const status = state.handle.connect(ip, port);
    if (status) failure = new ExceptionWithHostPort(status, 'connect', address, port);
  }
  if (!failure) {
    state.connectState = CONNECT_STATE_CONNECTED;
    process.nextTick(() => socket.emit('connect'));
    return;
  }
  state.connectState = CONNECT_STATE_DISCONNECTED;
  process.nextTick(() => {
    if (!callback) {
      socket.emit('error', failure);
      return;
    }
    socket.removeListener('connect', callback);
    callback(failure);
  });
}

/** Gets or, with a size, sets the size of one of the kernel's buffers. */
function bufferSize(socket, size, buffer) {
  if (size >>> 0 !== size) throw new ERR_SOCKET_BAD_BUFFER_SIZE();
  const status = socket[kStateSymbol].handle.bufferSize(size, buffer);
  if (status >= 0) return status;
  const [code, message] = uvErrmapGet(status);
  throw new ERR_SOCKET_BUFFER_SIZE({
    errno: status,
    code,
    message,
    syscall: buffer === RECV_BUFFER ? 'uv_recv_buffer_size' : 'uv_send_buffer_size',
  });
}

/** @param {string} name of the handle's method that joins or leaves a group */
function membership(name) {
  return {
    [name](multicastAddress, interfaceAddress) {
      runningHandle(this);
      if (!multicastAddress) throw new ERR_MISSING_ARGS('multicastAddress');
      check(this[kStateSymbol].handle[name](multicastAddress, interfaceAddress), name);
    },
  }[name];
}

function sourceMembership(name) {
  return {
    [name](sourceAddress, groupAddress, interfaceAddress) {
      runningHandle(this);
      validateString(sourceAddress, 'sourceAddress');
      validateString(groupAddress, 'groupAddress');
      check(this[kStateSymbol].handle[name](sourceAddress, groupAddress, interfaceAddress), name);
    },
  }[name];
}

Object.assign(Socket.prototype, {
  /**
   * Binds: `([port][, address][, callback])`, `(options[, callback])`, `({ fd })` or a handle.
   */
  bind(port_, address_ /* , callback */) {
    runningHandle(this);
    const state = this[kStateSymbol];
    if (state.bindState !== BIND_STATE_UNBOUND) throw new ERR_SOCKET_ALREADY_BOUND();
    state.bindState = BIND_STATE_BINDING;
    const callback = arguments.length > 0 && arguments[arguments.length - 1];
    if (typeof callback === 'function') callWhenListening(this, callback);

    const given = port_ !== null && typeof port_ === 'object' ? port_ : undefined;
    if (typeof given?.recvStart === 'function') {
      adoptHandle(this, given);
      startListening(this);
      return this;
    }
    if (Number.isInteger(given?.fd) && given.fd > 0) {
      openDescriptor(this, given.fd);
      startListening(this);
      return this;
    }
    const address = given ? given.address : typeof address_ === 'function' ? '' : address_;
    const any = this.type === 'udp4' ? '0.0.0.0' : '::';
    bindToAddress(this, address || any, given ? given.port : port_);
    return this;
  },

  /** Makes one address the only one that is sent to and received from. */
  connect(port, address, callback) {
    const checked = validatePort(port, 'Port', false);
    if (typeof address === 'function') [address, callback] = ['', address];
    else if (address === undefined) address = '';
    validateString(address, 'address');
    const state = this[kStateSymbol];
    if (state.connectState !== CONNECT_STATE_DISCONNECTED) throw new ERR_SOCKET_DGRAM_IS_CONNECTED();
    state.connectState = CONNECT_STATE_CONNECTING;
    bindIfUnbound(this);
    const start = () => {
      if (callback) this.once('connect', callback);
      state.handle?.lookup(address, (error, ip) => doConnect(this, error, ip, address, checked, callback));
    };
    if (state.bindState === BIND_STATE_BOUND) start();
    else whenBound(this, start);
  },

  disconnect() {
    const state = this[kStateSymbol];
    if (state.connectState !== CONNECT_STATE_CONNECTED) throw new ERR_SOCKET_DGRAM_NOT_CONNECTED();
    check(state.handle.disconnect(), 'connect');
    state.connectState = CONNECT_STATE_DISCONNECTED;
  },

  /** The arguments of old: `(buffer, offset, length, port, address[, callback])`. */
  sendto(buffer, offset, length, port, address, callback) {
    validateNumber(offset, 'offset');
    validateNumber(length, 'length');
    validateNumber(port, 'port');
    validateString(address, 'address');
    this.send(buffer, offset, length, port, address, callback);
  },

  /**
   * Sends a datagram: `(msg[, offset, length][, port][, address][, callback])`.
   */
  send(msg, offset, length, toPort, toAddress, done) {
    const given = readSendArguments(this, msg, offset, length, toPort, toAddress, done);
    const { isConnected, port, buffer } = given;
    let { address, callback } = given;
    if (isConnected && (port || address)) throw new ERR_SOCKET_DGRAM_IS_CONNECTED();
    const bytes = messageBytes(buffer);
    const checked = isConnected ? undefined : validatePort(port, 'Port', false);
    if (typeof address === 'function') [address, callback] = [undefined, address];
    else if (address !== undefined && address !== null) validateString(address, 'address');
    if (typeof callback !== 'function') callback = undefined;
    runningHandle(this);
    bindIfUnbound(this);
    const state = this[kStateSymbol];
    const start = () => {
      if (isConnected) doSend(this, null, null, bytes, address, checked, callback);
      else state.handle?.lookup(address, (error, ip) => doSend(this, error, ip, bytes, address, checked, callback));
    };
    if (state.bindState === BIND_STATE_BOUND) start();
    else whenBound(this, start);
  },

  close(callback) {
    const state = this[kStateSymbol];
    if (typeof callback === 'function') this.on('close', callback);
    if (state.queue !== undefined) {
      state.queue.push(() => this.close());
      return this;
    }
    runningHandle(this);
    stopReceiving(this);
    state.handle.close();
    state.handle = null;
    process.nextTick(() => this.emit('close'));
    return this;
  },

  address() {
    const out = {};
    check(runningHandle(this).getsockname(out), 'getsockname');
    return out;
  },

  remoteAddress() {
    const handle = runningHandle(this);
    if (this[kStateSymbol].connectState !== CONNECT_STATE_CONNECTED) throw new ERR_SOCKET_DGRAM_NOT_CONNECTED();
    const out = {};
    check(handle.getpeername(out), 'getpeername');
    return out;
  },

  setBroadcast(arg) {
    check(this[kStateSymbol].handle.setBroadcast(arg ? 1 : 0), 'setBroadcast');
  },

  setTTL(ttl) {
    validateNumber(ttl, 'ttl');
    check(this[kStateSymbol].handle.setTTL(ttl), 'setTTL');
    return ttl;
  },

  setMulticastTTL(ttl) {
    validateNumber(ttl, 'ttl');
    check(this[kStateSymbol].handle.setMulticastTTL(ttl), 'setMulticastTTL');
    return ttl;
  },

  setMulticastLoopback(arg) {
    check(this[kStateSymbol].handle.setMulticastLoopback(arg ? 1 : 0), 'setMulticastLoopback');
    return arg;
  },

  setMulticastInterface(interfaceAddress) {
    runningHandle(this);
    validateString(interfaceAddress, 'interfaceAddress');
    check(this[kStateSymbol].handle.setMulticastInterface(interfaceAddress), 'setMulticastInterface');
  },

  addMembership: membership('addMembership'),
  dropMembership: membership('dropMembership'),
  addSourceSpecificMembership: sourceMembership('addSourceSpecificMembership'),
  dropSourceSpecificMembership: sourceMembership('dropSourceSpecificMembership'),

  ref() {
    this[kStateSymbol].handle?.ref();
    return this;
  },

  unref() {
    this[kStateSymbol].handle?.unref();
    return this;
  },

  setRecvBufferSize(size) {
    bufferSize(this, size, RECV_BUFFER);
  },

  setSendBufferSize(size) {
    bufferSize(this, size, SEND_BUFFER);
  },

  getRecvBufferSize() {
    return bufferSize(this, 0, RECV_BUFFER);
  },

  getSendBufferSize() {
    return bufferSize(this, 0, SEND_BUFFER);
  },

  /** Bytes that wait to be sent. */
  getSendQueueSize() {
    return this[kStateSymbol].handle.getSendQueueSize();
  },

  /** Datagrams that wait to be sent. */
  getSendQueueCount() {
    return this[kStateSymbol].handle.getSendQueueCount();
  },
});

Socket.prototype[Symbol.asyncDispose] = async function() {
  if (this[kStateSymbol].handle) await promisify(this.close).call(this);
};

// --- what old programs reach for

const DEPRECATION = 'DEP0112';

function deprecatedField(name, key) {
  const message = `Socket.prototype.${name} is deprecated`;
  Object.defineProperty(Socket.prototype, name, {
    __proto__: null,
    configurable: false,
    enumerable: false,
    get: deprecate(function() { return this[kStateSymbol][key]; }, message, DEPRECATION),
    set: deprecate(function(value) { this[kStateSymbol][key] = value; }, message, DEPRECATION),
  });
}

deprecatedField('_handle', 'handle');
deprecatedField('_receiving', 'receiving');
deprecatedField('_bindState', 'bindState');
deprecatedField('_queue', 'queue');
deprecatedField('_reuseAddr', 'reuseAddr');

Socket.prototype._healthCheck = deprecate(function() {
  runningHandle(this);
}, 'Socket.prototype._healthCheck() is deprecated', DEPRECATION);

Socket.prototype._stopReceiving = deprecate(function() {
  stopReceiving(this);
}, 'Socket.prototype._stopReceiving() is deprecated', DEPRECATION);

module.exports = {
  _createSocketHandle: deprecate(
    _createSocketHandle, 'dgram._createSocketHandle() is deprecated', DEPRECATION),
  createSocket,
  Socket,
};
