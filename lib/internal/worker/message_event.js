'use strict';

const { Event } = require('../event_target');
const { checkEventArguments, finishWebClass, illegalInvocation, shown } = require('../events/web_event');

const kCaller = 'MessageEvent constructor';

function checkPort(value, name) {
  const { MessagePort } = require('./message_port');
  if (value instanceof MessagePort) return value;
  throw new TypeError(`${kCaller}: Expected ${name} ("${shown(value)}") to be an instance of MessagePort.`);
}

function readPorts(ports) {
  const isIterable = typeof ports === 'object' && ports !== null && ports[Symbol.iterator] !== undefined;
  if (!isIterable) throw new TypeError(`${kCaller}: eventInitDict.ports (${shown(ports)}) is not iterable.`);
  return Array.from(ports, (port, i) => checkPort(port, `eventInitDict.ports[${i}]`));
}

/** What a message port, broadcast channel or web socket received. */
class MessageEvent extends Event {
  #data = null;
  #origin = '';
  #lastEventId = '';
  #source = null;
  #ports;

  /**
   * @param {string} type
   * @param {object} [init] `data`, `origin`, `lastEventId`, `source`, `ports` and what `Event` takes
   */
  constructor(type, init = undefined) {
    checkEventArguments(arguments.length, type, init, kCaller);
    super(type, init);
    const { data, origin, lastEventId, source, ports } = init ?? {};
    if (data !== undefined) this.#data = data;
    if (origin !== undefined) this.#origin = `${origin}`.toWellFormed();
    if (lastEventId !== undefined) this.#lastEventId = `${lastEventId}`;
    if (source != null) this.#source = checkPort(source, 'eventInitDict.source');
    this.#ports = Object.freeze(ports === undefined ? [] : readPorts(ports));
  }

  static check(value) {
    if (typeof value !== 'object' || value === null || !(#data in value)) throw illegalInvocation();
  }

  get data() {
    check(this);
    return this.#data;
  }

  get origin() {
    check(this);
    return this.#origin;
  }

  get lastEventId() {
    check(this);
    return this.#lastEventId;
  }

  get source() {
    check(this);
    return this.#source;
  }

  get ports() {
    check(this);
    return this.#ports;
  }

  /**
   * Makes another event: in Node.js this one stays as it is.
   * @deprecated use the constructor
   */
  initMessageEvent(
    type, bubbles = false, cancelable = false, data = null, origin = '', lastEventId = '', source = null, ports = [],
  ) {
    check(this);
    checkEventArguments(arguments.length, type, undefined, 'MessageEvent.initMessageEvent');
    return new MessageEvent(type, { bubbles, cancelable, data, origin, lastEventId, source, ports });
  }
}

const { check } = MessageEvent;
delete MessageEvent.check;
finishWebClass(MessageEvent, 'MessageEvent', ['data', 'origin', 'lastEventId', 'source', 'ports', 'initMessageEvent']);

module.exports = { MessageEvent };
