'use strict';

const { Wakeup } = internalBinding('messaging');
const { codes } = require('../errors');
const { EventTarget, defineEventHandler } = require('../event_target');
const { cloneMessage } = require('../structured_clone');
const { runNextTicks } = require('../process/task_queues');
const { MessageEvent } = require('./message_event');

/** Name → the open channels of that name. */
const groups = new Map();

/** A channel to all others of its name. */
class BroadcastChannel extends EventTarget {
  #name;
  #queue = [];
  #wakeup = new Wakeup();

  /** @param {string} name */
  constructor(name) {
    if (arguments.length === 0) throw new codes.ERR_MISSING_ARGS('name');
    super();
    this.#name = `${name}`;
    this.#wakeup.onwake = () => this.#drain();
    if (!groups.has(this.#name)) groups.set(this.#name, new Set());
    groups.get(this.#name).add(this);
  }

  get name() {
    check(this);
    return this.#name;
  }

  /** Stops receiving. */
  close() {
    check(this);
    if (this.#wakeup === null) return;
    this.#wakeup.close();
    this.#wakeup = null;
    this.#queue = [];
    const group = groups.get(this.#name);
    group.delete(this);
    if (group.size === 0) groups.delete(this.#name);
  }

  /**
   * Sends a copy of a value to each other channel of this name.
   * @param {any} message
   */
  postMessage(message) {
    check(this);
    if (arguments.length === 0) throw new codes.ERR_MISSING_ARGS('message');
    if (this.#wakeup === null) {
      const { DOMException } = require('../domexception');
      throw new DOMException('BroadcastChannel is closed.', 'InvalidStateError');
    }
    for (const channel of groups.get(this.#name)) {
      if (channel !== this) channel.#receive(cloneMessage(message, []).value);
    }
  }

  ref() {
    check(this);
    this.#wakeup?.ref();
    return this;
  }

  unref() {
    check(this);
    this.#wakeup?.unref();
    return this;
  }

  #receive(message) {
    this.#queue.push(message);
    this.#wakeup.send();
  }

  #drain() {
    while (this.#queue.length > 0) {
      this.dispatchEvent(new MessageEvent('message', { data: this.#queue.shift(), origin: '' }));
      runNextTicks();
    }
  }

  static isChannel(value) {
    return typeof value === 'object' && value !== null && #name in value;
  }

  [Symbol.for('nodejs.util.inspect.custom')](depth, options) {
    check(this);
    if (depth < 0) return 'BroadcastChannel';
    const { inspect } = require('../util/inspect');
    return `BroadcastChannel ${inspect({ name: this.#name, active: this.#wakeup !== null }, options)}`;
  }
}

const { isChannel } = BroadcastChannel;
delete BroadcastChannel.isChannel;

function check(value) {
  if (!isChannel(value)) throw new codes.ERR_INVALID_THIS('BroadcastChannel');
}

defineEventHandler(BroadcastChannel.prototype, 'message');
defineEventHandler(BroadcastChannel.prototype, 'messageerror');
for (const name of ['name', 'close', 'postMessage']) {
  Object.defineProperty(BroadcastChannel.prototype, name, { __proto__: null, enumerable: true });
}

module.exports = { BroadcastChannel };
