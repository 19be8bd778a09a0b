'use strict';

// The channel between a process and one that it forked: JSON values, one a line, over a socket.

const EventEmitter = require('../../events');
const {
  codes: { ERR_INVALID_ARG_TYPE, ERR_IPC_CHANNEL_CLOSED, ERR_IPC_DISCONNECTED, ERR_MISSING_ARGS,
           ERR_FEATURE_UNAVAILABLE_ON_PLATFORM },
} = require('../errors');
const { deprecate } = require('../util');
const { validateString } = require('../validators');

const NEWLINE = 0x0a;
const INTERNAL_PREFIX = 'NODE_';

/** One end of a channel: lines in, lines out. */
class Channel extends EventEmitter {
  constructor(fd, onMessage, onClose) {
    super();
    const { Pipe, constants } = internalBinding('pipe_wrap');
    const { Socket } = require('../../net');
    const handle = new Pipe(constants.SOCKET);
    handle.open(fd);
    this.socket = new Socket({ handle, readable: true, writable: true });
    this.rest = [];
    this.onMessage = onMessage;
    this.counted = 0;
    this.refPinned = false;
    this.socket.on('data', (chunk) => this.#receive(chunk));
    this.socket.on('error', () => this.socket.destroy());
    this.socket.on('end', () => this.socket.destroy());
    this.socket.on('close', onClose);
  }

  #receive(chunk) {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, start)) {
      this.rest.push(chunk.subarray(start, end));
      const line = Buffer.concat(this.rest).toString('utf8');
      this.rest = [];
      start = end + 1;
      this.onMessage(JSON.parse(line));
    }
    if (start < chunk.length) this.rest.push(chunk.subarray(start));
  }

  send(message, callback) {
    return this.socket.write(`${JSON.stringify(message)}\n`, 'utf8', callback);
  }

  close() {
    this.socket.end();
  }

  ref() {
    this.socket.ref();
  }

  unref() {
    this.socket.unref();
  }

  /** While somebody listens for messages the channel keeps the process alive. */
  refCounted() {
    if (++this.counted === 1 && !this.refPinned) this.ref();
  }

  unrefCounted() {
    if (--this.counted === 0 && !this.refPinned) this.unref();
  }
}

/** What user code sees as `process.channel` and `child.channel`. */
class Control extends EventEmitter {
  #channel;

  constructor(channel) {
    super();
    this.#channel = channel;
  }

  get fd() {
    return this.#channel.socket._handle?.fd;
  }

  ref() {
    this.#channel.refPinned = true;
    this.#channel.ref();
  }

  unref() {
    this.#channel.refPinned = true;
    this.#channel.unref();
  }

  refCounted() {
    this.#channel.refCounted();
  }

  unrefCounted() {
    this.#channel.unrefCounted();
  }
}

const MESSAGE_TYPES = ['string', 'object', 'number', 'boolean'];

function checkMessage(message) {
  const type = typeof message;
  if (type === 'undefined') throw new ERR_MISSING_ARGS('message');
  if (!MESSAGE_TYPES.includes(type)) throw new ERR_INVALID_ARG_TYPE('message', MESSAGE_TYPES, message);
}

const OLD_NAME = '_channel is deprecated. Use ChildProcess.channel instead.';

/** Where old programs look for the channel. */
const oldName = {
  __proto__: null,
  configurable: true,
  get: deprecate(function() { return this.channel; }, OLD_NAME, 'DEP0129'),
  set: deprecate(function(channel) { this.channel = channel; }, OLD_NAME, 'DEP0129'),
};

/**
 * Gives `target` (a ChildProcess, or `process` in a child) its side of a channel.
 * @param {EventEmitter} target
 * @param {number} fd
 * @param {string} [serializationMode] `json`; `advanced` is not there yet
 * @param {() => void} onClosed
 * @returns {Channel}
 */
function setupChannel(target, fd, serializationMode, onClosed) {
  if (serializationMode === 'advanced') {
    throw new ERR_FEATURE_UNAVAILABLE_ON_PLATFORM("The 'advanced' serialization of child processes");
  }
  const channel = new Channel(fd, (message) => deliver(target, message), () => {
    target.channel = null;
    if (target.connected) {
      target.connected = false;
      process.nextTick(() => target.emit('disconnect'));
    }
    onClosed();
  });
  target.channel = new Control(channel);
  Object.defineProperty(target, '_channel', oldName);
  target.connected = true;

  target.send = function send(message, handle, options, callback) {
    const done = [handle, options, callback].find((argument) => typeof argument === 'function');
    if (handle != null && typeof handle !== 'function' && typeof handle !== 'object') {
      throw new ERR_INVALID_ARG_TYPE('options', 'Object', handle);
    }
    if (this.connected) return target._send(message, handle, options, done);
    const error = new ERR_IPC_CHANNEL_CLOSED();
    if (done) process.nextTick(done, error);
    else process.nextTick(() => this.emit('error', error));
    return false;
  };

  target._send = function _send(message, handle, options, callback) {
    checkMessage(message);
    if (handle != null && typeof handle === 'object' && ('_handle' in handle || 'onread' in handle)) {
      throw new ERR_FEATURE_UNAVAILABLE_ON_PLATFORM('Sending handles to child processes');
    }
    return channel.send(message, typeof callback === 'function' ? (error) => callback(error ?? null) : undefined);
  };

  target.disconnect = function disconnect() {
    if (this.connected) this._disconnect();
    else this.emit('error', new ERR_IPC_DISCONNECTED());
  };

  target._disconnect = function _disconnect() {
    this.connected = false;
    channel.close();
    process.nextTick(() => {
      channel.socket.destroy();
      target.emit('disconnect');
    });
  };
  return channel;
}

function deliver(target, message) {
  const isInternal = message !== null && typeof message === 'object' && typeof message.cmd === 'string' &&
    message.cmd.startsWith(INTERNAL_PREFIX);
  // Cluster's own messages are not the program's.
  target.emit(isInternal ? 'internalMessage' : 'message', message, undefined);
}

/**
 * In a forked child: `process.send` and friends.
 * @param {number | string} fd
 * @param {string} serializationMode
 */
function setupParentChannel(fd, serializationMode) {
  if (serializationMode !== undefined) validateString(serializationMode, 'serializationMode');
  const channel = setupChannel(process, Number(fd), serializationMode, () => {});
  channel.unref();
  const counts = (event) => event === 'message' || event === 'disconnect';
  process.on('newListener', (event) => {
    if (counts(event)) channel.refCounted();
  });
  process.on('removeListener', (event) => {
    if (counts(event)) channel.unrefCounted();
  });
}

module.exports = { setupChannel, setupParentChannel };
