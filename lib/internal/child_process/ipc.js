'use strict';

// The channel between a process and one that it forked.

const EventEmitter = require('../../events');
const {
  ErrnoException,
  codes: { ERR_INVALID_ARG_TYPE, ERR_IPC_CHANNEL_CLOSED, ERR_IPC_DISCONNECTED, ERR_MISSING_ARGS },
} = require('../errors');
const { deprecate } = require('../util');
const { validateObject, validateString } = require('../validators');
const { createCodec } = require('./serialization');
const { kChannel } = require('./socket_lists');

const INTERNAL_PREFIX = 'NODE_';
const HANDLE = 'NODE_HANDLE';
const ACK = 'NODE_HANDLE_ACK';
const NACK = 'NODE_HANDLE_NACK';

const UV_EOF = -4095;
/** So much may wait to be written before `send` says that the sender should slow down. */
const MAX_QUEUED = 128 * 1024;
const MAX_RETRIES = 3;

function isInternal(message) {
  return message !== null && typeof message === 'object' && typeof message.cmd === 'string' &&
    message.cmd.length > INTERNAL_PREFIX.length && message.cmd.startsWith(INTERNAL_PREFIX);
}

function isAnswer(message) {
  return message !== null && typeof message === 'object' && (message.cmd === ACK || message.cmd === NACK);
}

function onWritten(status, callback) {
  callback(status === 0 ? null : new ErrnoException(status, 'write'));
}

/** One end of a channel: messages in, messages out. */
class Channel {
  constructor(target, fd, mode, onClosed) {
    const { Pipe, constants } = internalBinding('pipe_wrap');
    this.target = target;
    this.codec = createCodec(mode);
    this.onClosed = onClosed;
    // What waits until the other side has a handle; null when none is on its way.
    this.waiting = null;
    this.unacknowledged = null;
    // Messages that came before anybody listened.
    this.unheard = [];
    /** Connections that are at the other side's, and those that we have of it: by server. */
    this.sockets = { send: { __proto__: null }, got: { __proto__: null } };
    this.counted = 0;
    this.isPinned = false;
    this.pipe = new Pipe(constants.IPC);
    this.pipe.open(fd);
    this.pipe.onread = (nread, bytes) => this.#onRead(nread, bytes);
    this.pipe.readStart();
  }

  // --- in

  #onRead(nread, bytes) {
    if (nread > 0) {
      this.#receive(bytes, this.pipe.takeReceivedDescriptor());
    } else if (nread < 0) {
      this.#end(nread);
    }
  }

  #receive(bytes, descriptor) {
    let fd = descriptor;
    for (const message of this.codec.decode(bytes)) {
      if (!isInternal(message)) {
        this.deliver('message', message, undefined);
      } else if (message.cmd === HANDLE) {
        // Never more than one comes at a time.
        this.#receiveHandle(message, fd);
        fd = -1;
      } else {
        if (isAnswer(message)) this.#onAnswer(message.cmd);
        this.deliver('internalMessage', message, undefined);
      }
    }
    this.afterMessage?.();
  }

  #receiveHandle(message, fd) {
    // It may have got lost where descriptors are short: then it is sent again.
    this.target._send({ cmd: fd < 0 ? NACK : ACK }, undefined, { swallowErrors: true });
    if (fd < 0) return;
    const { receiveHandle } = require('./handles');
    receiveHandle(this.target, message, fd, (value) => {
      this.deliver(isInternal(message.msg) ? 'internalMessage' : 'message', message.msg, value);
    });
  }

  /** Always later: what a listener throws must not keep the next messages from coming. */
  deliver(event, message, handle) {
    process.nextTick(emitMessage, this, event, message, handle);
  }

  /** Somebody may listen now. */
  deliverUnheard() {
    if (this.unheard.length === 0 || this.pipe === null || this.target.listenerCount('message') === 0) return;
    const messages = this.unheard;
    this.unheard = [];
    for (const [message, handle] of messages) this.target.emit('message', message, handle);
  }

  /** The other side has closed the channel, or is gone. */
  #end(status) {
    if (this.target.connected) this.target.disconnect();
    if (status !== UV_EOF) this.unheard = [];
    this.pipe?.readStop();
    this.close();
  }

  // --- out

  /**
   * @param {object | undefined} handle to be sent along
   * @param {{ keepOpen: boolean, swallowErrors?: boolean }} options
   * @returns {boolean} whether more may be sent at once
   */
  send(message, handle, options, callback) {
    if (this.waiting !== null && !isAnswer(message)) {
      this.waiting.push({ message, handle, options, callback });
      return this.waiting.length === 1;
    }
    const { pipe } = this;
    const text = this.codec.encode(message);
    const done = callback ?? ignoreOutcome;
    let status;
    if (handle !== undefined) status = pipe.writeWithDescriptor(Buffer.from(text), handle.fd, onWritten, done);
    else if (typeof text === 'string') status = pipe.writeUtf8String(text, onWritten, done);
    else status = pipe.writeBuffer(text, onWritten, done);

    if (status < 0) {
      if (handle !== undefined && !options.keepOpen) handle.close();
      this.#fail(new ErrnoException(status, 'write'), options, callback);
    } else {
      if (handle !== undefined) {
        this.waiting = [];
        this.unacknowledged = { message, handle, options, tries: 1 };
      }
      if (status === 0 && callback) process.nextTick(callback, null);
    }
    return pipe.writeQueueSize < MAX_QUEUED;
  }

  #fail(error, { swallowErrors }, callback) {
    if (callback) process.nextTick(callback, error);
    else if (!swallowErrors) process.nextTick(emitError, this.target, error);
  }

  #onAnswer(cmd) {
    const sent = this.unacknowledged;
    const queue = this.waiting ?? [];
    this.waiting = this.unacknowledged = null;
    if (sent !== null) {
      if (cmd === NACK && sent.tries < MAX_RETRIES) {
        this.send(sent.message, sent.handle, sent.options, undefined);
        this.unacknowledged.tries = sent.tries + 1;
      } else {
        if (cmd === NACK) process.emitWarning('Handle did not reach the receiving process correctly', 'SentHandleNotReceivedWarning');
        closeSent(sent);
      }
    }
    for (const { message, handle, options, callback } of queue) this.send(message, handle, options, callback);
    if (this.waiting === null) this.afterQueue?.();
  }

  // --- the end

  /** Ends the channel as soon as a message that has come in part is whole and what waits is sent. */
  disconnect(done) {
    const finish = () => {
      this.afterMessage = this.afterQueue = undefined;
      this.close();
      done();
    };
    if (this.waiting !== null) this.afterQueue = finish;
    else if (this.codec.isMidway) this.afterMessage = finish;
    else process.nextTick(finish);
  }

  close() {
    const { pipe, unacknowledged } = this;
    if (pipe === null) return;
    this.pipe = null;
    this.target.channel = null;
    if (unacknowledged !== null) closeSent(unacknowledged);
    this.unacknowledged = null;
    pipe.close(() => this.onClosed());
  }

  // --- keeping the process alive

  ref() {
    this.pipe?.ref();
  }

  unref() {
    this.pipe?.unref();
  }

  /** While somebody listens for messages the channel keeps the process alive. */
  refCounted() {
    if (++this.counted === 1 && !this.isPinned) this.ref();
  }

  unrefCounted() {
    if (--this.counted === 0 && !this.isPinned) this.unref();
  }
}

function ignoreOutcome() {}

function closeSent({ handle, options }) {
  if (!options.keepOpen) handle.close();
}

function emitError(target, error) {
  target.emit('error', error);
}

function emitMessage(channel, event, message, handle) {
  const { target } = channel;
  if (event === 'message' && target.listenerCount('message') === 0) channel.unheard.push([message, handle]);
  else target.emit(event, message, handle);
}

/** What user code sees as `process.channel` and `child.channel`. */
class Control extends EventEmitter {
  #channel;

  constructor(channel) {
    super();
    this.#channel = channel;
  }

  get fd() {
    return this.#channel.pipe?.fd;
  }

  ref() {
    this.#channel.isPinned = true;
    this.#channel.ref();
  }

  unref() {
    this.#channel.isPinned = true;
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

/** `send` with the arguments in any of the forms that they may have. */
function send(message, handle, options, callback) {
  if (typeof handle === 'function') {
    [handle, options, callback] = [undefined, undefined, handle];
  } else if (typeof options === 'function') {
    [options, callback] = [undefined, options];
  } else if (options !== undefined) {
    validateObject(options, 'options');
  }
  if (this.connected) return this._send(message, handle, { swallowErrors: false, ...options }, callback);
  const error = new ERR_IPC_CHANNEL_CLOSED();
  if (typeof callback === 'function') process.nextTick(callback, error);
  else process.nextTick(emitError, this, error);
  return false;
}

/** `options` may also be a boolean: whether errors are swallowed. */
function sendNow(message, handle, options, callback) {
  checkMessage(message);
  const settings = typeof options === 'boolean' ? { swallowErrors: options } : { ...options };
  const done = typeof callback === 'function' ? callback : undefined;
  const channel = this[kChannel];
  if (!handle) return channel.send(message, undefined, settings, done);
  const prepared = require('./handles').prepareHandle(this, message, handle, settings);
  settings.keepOpen = prepared.keepOpen;
  return channel.send(prepared.message, prepared.handle, settings, done);
}

function disconnect() {
  if (this.connected) this._disconnect();
  else this.emit('error', new ERR_IPC_DISCONNECTED());
}

function disconnectNow() {
  this.connected = false;
  this[kChannel].disconnect(() => process.nextTick(() => this.emit('disconnect')));
}

/**
 * Gives `target` (a ChildProcess, or `process` in a child) its side of a channel.
 * @param {EventEmitter} target
 * @param {number} fd
 * @param {string} [serializationMode] `json` or `advanced`
 * @param {() => void} onClosed
 * @returns {Channel}
 */
function setupChannel(target, fd, serializationMode, onClosed) {
  const channel = new Channel(target, fd, serializationMode, onClosed);
  Object.defineProperty(target, kChannel, { __proto__: null, configurable: true, value: channel });
  target.channel = new Control(channel);
  Object.defineProperty(target, '_channel', oldName);
  target.connected = true;
  target.send = send;
  target._send = sendNow;
  target.disconnect = disconnect;
  target._disconnect = disconnectNow;
  target.on('newListener', (event) => {
    if (event === 'message') process.nextTick(() => channel.deliverUnheard());
  });
  return channel;
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
