'use strict';

const { Wakeup } = internalBinding('messaging');
const { codes } = require('../errors');
const {
  Event, NodeEventTarget, defineEventHandler, kCreateEvent, kHybridDispatch, kNewListener, kRemoveListener,
} = require('../event_target');
const tracking = require('../async_tracking');
const { cloneMessage } = require('../structured_clone');
const { runNextTicks } = require('../process/task_queues');
const { kTransfer } = require('./js_transferable');
const { MessageEvent } = require('./message_event');

const kEnd = Symbol('kEnd');
const kMessageTypes = new Set(['message', 'messageerror']);
const kConstruct = Symbol('construct');
// A port that is flooded lets the rest of the loop have its turn now and then.
const MIN_BATCH = 1000;

/** One end of a channel, which a port holds until it is closed or transferred. */
class End {
  constructor() {
    this.peer = null;
    this.queue = [];
    this.port = null;
    this.started = false;
    this.closing = false;
    this.wakeup = null;
  }

  /** Binds the end to the port that now receives for it. */
  attach(port) {
    this.port = port;
    this.wakeup = new Wakeup();
    this.wakeup.unref();
    this.wakeup.onwake = () => this.drain();
    if (this.queue.length > 0 || this.closing) this.wakeup.send();
  }

  detach() {
    this.wakeup.close();
    this.wakeup = null;
    this.port = null;
    this.started = false;
  }

  receive(message) {
    this.queue.push(message);
    if (this.started) this.wakeup?.send();
  }

  /** The channel ends: first what was sent before is delivered. */
  close() {
    this.closing = true;
    this.wakeup?.send();
  }

  /** Delivers what has come, if the port wants it. */
  drain() {
    const limit = Math.max(this.queue.length, MIN_BATCH);
    for (let i = 0; this.started && this.queue.length > 0; i++) {
      if (i === limit) {
        this.wakeup.send();
        return;
      }
      const { port } = this;
      const { hooks } = tracking;
      hooks?.enter(port);
      dispatch(port, this.queue.shift());
      hooks?.exit(port);
      runNextTicks();
      if (this.port === null) return;  // a listener closed or transferred the port
    }
    if (this.closing && (this.queue.length === 0 || !this.started)) finish(this);
  }
}

function dispatch(port, { value, ports }) {
  port[kMessagePorts] = ports;
  port[kHybridDispatch](value, 'message', undefined);
}

const kMessagePorts = Symbol('kMessagePorts');

function finish(end) {
  const { port } = end;
  if (port === null) return;
  end.detach();
  port[kEnd] = null;
  const { hooks } = tracking;
  hooks?.enter(port);
  port[kHybridDispatch](undefined, 'close', new Event('close'));
  hooks?.exit(port);
  hooks?.destroy(port);
}

/** One of the two ports of a channel. */
class MessagePort extends NodeEventTarget {
  constructor(key, end) {
    if (key !== kConstruct) throw new codes.ERR_CONSTRUCT_CALL_INVALID();
    super();
    Object.defineProperties(this, {
      [kEnd]: { __proto__: null, writable: true, value: end },
      [kMessagePorts]: { __proto__: null, writable: true, value: [] },
    });
    end.attach(this);
    tracking.hooks?.init(this, 'MESSAGEPORT');
  }

  /**
   * Sends a copy of a value to the other port.
   * @param {any} value
   * @param {object[] | {transfer?: object[]}} [transferList]
   */
  postMessage(value, transferList) {
    if (arguments.length === 0) {
      const error = new TypeError('Not enough arguments to MessagePort.postMessage');
      error.code = 'ERR_MISSING_ARGS';
      throw error;
    }
    const list = transferOf(transferList);
    const peer = this[kEnd]?.peer;
    const message = cloneMessage(value, list, this);
    if (!peer) return;
    if (peer.port !== null && message.ports.some((port) => port[kEnd] === peer)) {
      process.emitWarning('The target port was posted to itself, and the communication channel was lost');
      return;
    }
    peer.receive(message);
  }

  /** Lets messages in; adding a listener for them does so by itself. */
  start() {
    const end = this[kEnd];
    if (end === null || end.started) return;
    end.started = true;
    if (end.queue.length > 0) end.wakeup.send();
  }

  /**
   * Ends the channel; both ports emit 'close'.
   * @param {Function} [callback] once closed
   */
  close(callback) {
    if (typeof callback === 'function') this.once('close', callback);
    const end = this[kEnd];
    if (end === null || end.closing) return;
    end.queue.length = 0;
    end.close();
    end.peer?.close();
  }

  ref() {
    this[kEnd]?.wakeup.ref();
  }

  unref() {
    this[kEnd]?.wakeup.unref();
  }

  hasRef() {
    return this[kEnd]?.wakeup.hasRef() ?? false;
  }

  [kCreateEvent](data, type) {
    if (!kMessageTypes.has(type)) return new Event(type);
    return new MessageEvent(type, { data, ports: this[kMessagePorts] });
  }

  [kNewListener](size, type, ...rest) {
    super[kNewListener](size, type, ...rest);
    if (type !== 'message' || size !== 1) return;
    this.ref();
    this.start();
  }

  [kRemoveListener](size, type) {
    if (type === 'message' && size === 0) this.unref();
  }

  [kTransfer]() {
    if (this[kEnd] === null) {
      const { DOMException } = require('../domexception');
      throw new DOMException('MessagePort in transfer list is already detached', 'DataCloneError');
    }
    return { value: portOf(takeEnd(this)) };
  }

  [Symbol.for('nodejs.util.inspect.custom')](depth, options) {
    const { inspect } = require('../util/inspect');
    const fields = { active: this[kEnd] !== null, refed: this.hasRef() };
    return depth < 0 ? 'MessagePort' : `MessagePort [EventTarget] ${inspect(fields, options)}`;
  }
}

/** Takes a port's end from it; the port is unusable afterwards. */
function takeEnd(port) {
  const end = port[kEnd];
  port[kEnd] = null;
  end.detach();
  return end;
}

/** @returns {MessagePort} a port for an end that has none */
function portOf(end) {
  return new MessagePort(kConstruct, end);
}

defineEventHandler(MessagePort.prototype, 'message');
defineEventHandler(MessagePort.prototype, 'messageerror');
for (const name of ['postMessage', 'start', 'close', 'ref', 'unref', 'hasRef']) {
  Object.defineProperty(MessagePort.prototype, name, { __proto__: null, enumerable: true });
}
Object.defineProperty(MessagePort, 'length', { __proto__: null, value: 0 });

function transferOf(transferList) {
  if (transferList === undefined || transferList === null) return [];
  if (typeof transferList !== 'object') throw notIterable('Optional transferList argument');
  if (typeof transferList[Symbol.iterator] === 'function') return [...transferList];
  const { transfer } = transferList;
  if (transfer === undefined || transfer === null) return [];
  if (typeof transfer[Symbol.iterator] !== 'function') throw notIterable('Optional options.transfer argument');
  return [...transfer];
}

function notIterable(what) {
  const error = new TypeError(`${what} must be an iterable`);
  error.code = 'ERR_INVALID_ARG_TYPE';
  return error;
}

/** Two ports: what is posted to one arrives at the other. */
function MessageChannel() {
  if (!new.target) {
    const error = new TypeError('Cannot call constructor without `new`');
    error.code = 'ERR_CONSTRUCT_CALL_REQUIRED';
    throw error;
  }
  const first = new End();
  const second = new End();
  first.peer = second;
  second.peer = first;
  this.port1 = new MessagePort(kConstruct, first);
  this.port2 = new MessagePort(kConstruct, second);
}

function notPort() {
  const error = new TypeError('The "port" argument must be a MessagePort instance');
  error.code = 'ERR_INVALID_ARG_TYPE';
  return error;
}

/**
 * Takes the oldest message from a port, without any event.
 * @param {MessagePort} port
 * @returns {{message: any} | undefined}
 */
function receiveMessageOnPort(port) {
  if (!(port instanceof MessagePort)) throw notPort();
  const end = port[kEnd];
  end?.peer?.pull?.();
  const message = end?.queue.shift();
  return message === undefined ? undefined : { message: message.value };
}

/**
 * `worker_threads.moveMessagePortToContext`. A port cannot change its realm.
 * @param {MessagePort} port
 */
function moveMessagePortToContext(port) {
  if (!(port instanceof MessagePort)) throw notPort();
  if (port[kEnd] === null || port[kEnd].closing) throw new codes.ERR_CLOSED_MESSAGE_PORT();
  throw new codes.ERR_FEATURE_UNAVAILABLE_ON_PLATFORM('worker_threads.moveMessagePortToContext');
}

module.exports = {
  End, MessageChannel, MessagePort, moveMessagePortToContext, portOf, receiveMessageOnPort, takeEnd,
};
