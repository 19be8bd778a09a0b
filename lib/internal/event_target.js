'use strict';

const {
  codes: {
    ERR_EVENT_RECURSION,
    ERR_INVALID_ARG_TYPE,
    ERR_INVALID_THIS,
    ERR_MISSING_ARGS,
  },
} = require('./errors');
const EventEmitter = require('../events');

const { kMaxEventTargetListeners, kMaxEventTargetListenersWarned } = EventEmitter;

const kIsEventTarget = Symbol.for('nodejs.event_target');
const kIsNodeEventTarget = Symbol('kIsNodeEventTarget');
const kCustomInspect = Symbol.for('nodejs.util.inspect.custom');

// Internal users' hooks and options.
const kEvents = Symbol('kEvents');
const kNewListener = Symbol('kNewListener');
const kRemoveListener = Symbol('kRemoveListener');
const kCreateEvent = Symbol('kCreateEvent');
const kHybridDispatch = Symbol.for('nodejs.internal.kHybridDispatch');
const kIsNodeStyleListener = Symbol('kIsNodeStyleListener');
const kTrustEvent = Symbol('kTrustEvent');
/** Option of addEventListener: the listener lives as long as this object does, not as long as the target. */
const kWeakHandler = Symbol('kWeak');
/** Option of addEventListener: called even after another listener stopped the event. */
const kResistStopPropagation = Symbol('kResistStopPropagation');
const kHandlers = Symbol('kHandlers');

function inspectWith(name, self, fields, depth, options) {
  const { inspect } = require('./util/inspect');
  if (depth < 0) return name;
  const opts = { ...options, depth: Number.isInteger(options.depth) ? options.depth - 1 : options.depth };
  return `${name} ${inspect(fields, opts)}`;
}

let dispatch;

/** Something that happened. */
class Event {
  #type;
  #timeStamp;
  #bubbles = false;
  #cancelable = false;
  #composed = false;
  #defaultPrevented = false;
  #propagationStopped = false;
  #stopped = false;
  #dispatching = false;
  // Whether the listener that runs has promised to prevent nothing.
  #isPassive = false;
  #target = null;
  #trusted = false;

  static {
    // What dispatching asks of an event.
    dispatch = {
      __proto__: null,
      isUnderWay: (event) => event.#dispatching,
      begin(event, target) {
        event.#target = target;
        event.#dispatching = true;
      },
      end(event) {
        event.#dispatching = false;
      },
      isStopped: (event) => event.#stopped,
      setPassive(event, isPassive) {
        event.#isPassive = isPassive;
      },
    };
  }

  /**
   * @param {string} type
   * @param {{bubbles?: boolean, cancelable?: boolean, composed?: boolean}} [options]
   */
  constructor(type, options = undefined) {
    // eslint-disable-next-line prefer-rest-params
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('type');
    if (options != null) {
      require('./validators').validateObject(options, 'options');
      const { bubbles, cancelable, composed, [kTrustEvent]: trusted } = options;
      if (bubbles) this.#bubbles = true;
      if (cancelable) this.#cancelable = true;
      if (composed) this.#composed = true;
      if (trusted) this.#trusted = true;
    }
    this.#type = `${type}`;
    this.#timeStamp = process.uptime() * 1000;
  }

  get isTrusted() {
    checkEvent(this);
    return this.#trusted;
  }

  initEvent(type, bubbles = false, cancelable = false) {
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('type'); // eslint-disable-line prefer-rest-params
    if (!this.#dispatching) {
      this.#type = `${type}`;
      this.#cancelable = Boolean(cancelable);
      this.#bubbles = Boolean(bubbles);
    }
  }

  [kCustomInspect](depth, options) {
    checkEvent(this);
    const name = this.constructor.name;
    return inspectWith(name, this, {
      type: this.#type,
      defaultPrevented: this.#defaultPrevented,
      cancelable: this.#cancelable,
      timeStamp: this.#timeStamp,
    }, depth, options);
  }

  stopImmediatePropagation() {
    checkEvent(this);
    this.stopPropagation();
    this.#stopped = true;
  }

  preventDefault() {
    checkEvent(this);
    if (!this.#isPassive) this.#defaultPrevented = true;
  }

  get target() {
    checkEvent(this);
    return this.#target;
  }

  get currentTarget() {
    checkEvent(this);
    return this.#dispatching ? this.#target : null;
  }

  get srcElement() {
    checkEvent(this);
    return this.#target;
  }

  get type() {
    checkEvent(this);
    return this.#type;
  }

  get cancelable() {
    checkEvent(this);
    return this.#cancelable;
  }

  get defaultPrevented() {
    checkEvent(this);
    return this.#cancelable && this.#defaultPrevented;
  }

  get timeStamp() {
    checkEvent(this);
    return this.#timeStamp;
  }

  composedPath() {
    checkEvent(this);
    return this.#dispatching ? [this.#target] : [];
  }

  get returnValue() {
    checkEvent(this);
    return !this.#cancelable || !this.#defaultPrevented;
  }

  set returnValue(value) {
    checkEvent(this);
    if (!value) this.preventDefault();
  }

  get bubbles() {
    checkEvent(this);
    return this.#bubbles;
  }

  get composed() {
    checkEvent(this);
    return this.#composed;
  }

  get eventPhase() {
    checkEvent(this);
    return this.#dispatching ? Event.AT_TARGET : Event.NONE;
  }

  get cancelBubble() {
    checkEvent(this);
    return this.#propagationStopped;
  }

  set cancelBubble(value) {
    checkEvent(this);
    if (value) this.stopPropagation();
  }

  stopPropagation() {
    checkEvent(this);
    this.#propagationStopped = true;
  }

  static isEvent(value) {
    return typeof value === 'object' && value !== null && #type in value;
  }
}

const { isEvent } = Event;
delete Event.isEvent;

function checkEvent(value) {
  if (!isEvent(value)) throw new ERR_INVALID_THIS('Event');
}

const kEnumerable = { __proto__: null, enumerable: true };

function makeEnumerable(prototype, names) {
  for (const name of names) Object.defineProperty(prototype, name, kEnumerable);
}

function tag(prototype, name) {
  Object.defineProperty(prototype, Symbol.toStringTag, {
    __proto__: null, value: name, writable: false, enumerable: false, configurable: true,
  });
}

tag(Event.prototype, 'Event');
makeEnumerable(Event.prototype, [
  'isTrusted', 'initEvent', 'stopImmediatePropagation', 'preventDefault', 'target', 'currentTarget', 'srcElement', 'type', 'cancelable',
  'defaultPrevented', 'timeStamp', 'composedPath', 'returnValue', 'bubbles', 'composed', 'eventPhase', 'cancelBubble',
  'stopPropagation',
]);
Object.defineProperty(Event.prototype, 'isTrusted', { __proto__: null, configurable: false });
['NONE', 'CAPTURING_PHASE', 'AT_TARGET', 'BUBBLING_PHASE'].forEach((name, value) => {
  const descriptor = { __proto__: null, value, writable: false, enumerable: true, configurable: false };
  Object.defineProperty(Event, name, descriptor);
});

/** An event that carries something. */
class CustomEvent extends Event {
  #detail;

  constructor(type, options = undefined) {
    // eslint-disable-next-line prefer-rest-params
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('type');
    super(type, options);
    this.#detail = options?.detail ?? null;
  }

  get detail() {
    if (!(#detail in this)) throw new ERR_INVALID_THIS('CustomEvent');
    return this.#detail;
  }
}
tag(CustomEvent.prototype, 'CustomEvent');
makeEnumerable(CustomEvent.prototype, ['detail']);

// Weak listeners: object → the listeners that live as long as it does.
const retainedListeners = new WeakMap();
let collected;

/** One listener in the ring of those of one event type. */
class Listener {
  next = this;
  previous = this;

  constructor(listener, flags) {
    this.once = flags.once;
    this.capture = flags.capture;
    this.passive = flags.passive;
    this.isNodeStyle = flags.isNodeStyle;
    this.resistStopPropagation = flags.resistStopPropagation;
    this.weak = Boolean(flags.weak);
    this.removed = false;
    if (this.weak) {
      this.listener = new WeakRef(listener);
      const retained = retainedListeners.get(flags.weak);
      if (retained === undefined) retainedListeners.set(flags.weak, [listener]);
      else retained.push(listener);
      collected ??= new FinalizationRegistry((each) => each.remove());
      collected.register(listener, this, this);
    } else {
      this.listener = listener;
    }
  }

  get() {
    return this.weak ? this.listener.deref() : this.listener;
  }

  /** Leaves the ring; who stands at this one still finds the way on. */
  remove() {
    const { next, previous } = this;
    next.previous = previous;
    previous.next = next;
    this.removed = true;
    if (this.weak) collected.unregister(this);
  }
}

/** The listeners of one event type: a ring that begins and ends here. */
class ListenerRing {
  next = this;
  previous = this;
  size = 0;

  find(listener, capture) {
    for (let each = this.next; each !== this; each = each.next) {
      if (each.capture === capture && each.get() === listener) return each;
    }
    return undefined;
  }

  append(entry) {
    const last = this.previous;
    entry.previous = last;
    entry.next = this;
    last.next = this.previous = entry;
    this.size++;
  }
}

function initEventTarget(self) {
  self[kEvents] = new Map();
  self[kMaxEventTargetListeners] = EventEmitter.defaultMaxListeners;
  self[kMaxEventTargetListenersWarned] = false;
  self[kHandlers] = new Map();
}

/** Something that events are dispatched to. */
class EventTarget {
  static [kIsEventTarget] = true;

  constructor() {
    initEventTarget(this);
  }

  [kNewListener](size, type) {
    const max = this[kMaxEventTargetListeners];
    if (max > 0 && size > max && !this[kMaxEventTargetListenersWarned]) {
      this[kMaxEventTargetListenersWarned] = true;
      const { inspect } = require('./util/inspect');
      const { genericNodeError } = require('./errors');
      process.emitWarning(genericNodeError(
        `Possible EventTarget memory leak detected. ${size} ${type} listeners ` +
        `added to ${inspect(this, { depth: -1 })}. MaxListeners is ${max}. Use ` +
        'events.setMaxListeners() to increase limit',
        { name: 'MaxListenersExceededWarning', target: this, type, count: size },
      ));
    }
  }

  [kRemoveListener]() {}

  /**
   * @param {string} type
   * @param {Function|{handleEvent: Function}} listener
   * @param {boolean|{once?: boolean, capture?: boolean, passive?: boolean, signal?: AbortSignal}} [options]
   */
  addEventListener(...args) {
    checkTarget(this);
    if (args.length < 2) throw new ERR_MISSING_ARGS('type', 'listener');
    const listener = args[1];
    const flags = listenerFlags(args[2]);
    if (!isListener(listener)) {
      // The DOM does nothing here, silently.
      const warning = new Error(`addEventListener called with ${listener} which has no effect.`);
      warning.name = 'AddEventListenerArgumentTypeWarning';
      warning.target = this;
      warning.type = args[0];
      process.emitWarning(warning);
      return;
    }
    const type = `${args[0]}`;
    const { signal } = flags;
    if (signal) {
      if (signal.aborted) return;
      signal.addEventListener('abort', () => this.removeEventListener(type, listener, args[2]), {
        __proto__: null, once: true, [kWeakHandler]: this, [kResistStopPropagation]: true,
      });
    }

    let ring = this[kEvents].get(type);
    if (ring === undefined) {
      ring = new ListenerRing();
      this[kEvents].set(type, ring);
    } else if (ring.find(listener, flags.capture) !== undefined) {
      return;
    }
    ring.append(new Listener(listener, flags));
    this[kNewListener](ring.size, type, listener, flags.once, flags.capture, flags.passive, flags.weak);
  }

  removeEventListener(...args) {
    checkTarget(this);
    if (args.length < 2) throw new ERR_MISSING_ARGS('type', 'listener');
    const listener = args[1];
    if (!isListener(listener)) return;
    const type = `${args[0]}`;
    const options = args[2];
    const capture = !!(options !== null && typeof options === 'object' ? options.capture : options);
    const ring = this[kEvents].get(type);
    const entry = ring?.find(listener, capture);
    if (entry !== undefined) removeEntry(this, type, ring, entry);
  }

  /** @returns {boolean} false when a listener prevented the default */
  dispatchEvent(...args) {
    checkTarget(this);
    if (args.length < 1) throw new ERR_MISSING_ARGS('event');
    const event = args[0];
    if (!isEvent(event)) throw new ERR_INVALID_ARG_TYPE('event', 'Event', event);
    if (dispatch.isUnderWay(event)) throw new ERR_EVENT_RECURSION(event.type);
    this[kHybridDispatch](event, event.type, event);
    return !event.defaultPrevented;
  }

  // Calls the listeners of `type`: with an Event, or Node-style ones with `nodeValue`.
  [kHybridDispatch](nodeValue, type, event) {
    if (event !== undefined) dispatch.begin(event, this);
    const ring = this[kEvents].get(type);
    for (let entry = ring?.next, next; entry !== ring; entry = next) {
      next = entry.next;
      if (entry.removed) continue;
      if (event !== undefined && dispatch.isStopped(event) && !entry.resistStopPropagation) continue;
      if (entry.once) removeEntry(this, type, ring, entry);
      if (event === undefined && !entry.isNodeStyle) {
        event = this[kCreateEvent](nodeValue, type);
        dispatch.begin(event, this);
      }
      if (entry.passive && event !== undefined) {
        dispatch.setPassive(event, true);
        callListener(this, entry, entry.isNodeStyle ? nodeValue : event);
        dispatch.setPassive(event, false);
      } else {
        callListener(this, entry, entry.isNodeStyle ? nodeValue : event);
      }
    }
    if (event !== undefined) dispatch.end(event);
  }

  [kCustomInspect](depth, options) {
    checkTarget(this);
    return inspectWith(this.constructor.name, this, {}, depth, options);
  }
}

tag(EventTarget.prototype, 'EventTarget');
makeEnumerable(EventTarget.prototype, ['addEventListener', 'removeEventListener', 'dispatchEvent']);
Object.defineProperties(EventTarget.prototype.addEventListener, { length: { __proto__: null, value: 2 } });
Object.defineProperties(EventTarget.prototype.removeEventListener, { length: { __proto__: null, value: 2 } });
Object.defineProperties(EventTarget.prototype.dispatchEvent, { length: { __proto__: null, value: 1 } });

function removeEntry(target, type, ring, entry) {
  entry.remove();
  ring.size--;
  target[kRemoveListener](ring.size, type, entry.get(), entry.capture);
  if (ring.next === ring) target[kEvents].delete(type);
}

// A listener that throws does not stop the others: its error is an uncaught exception.
function callListener(target, entry, arg) {
  try {
    const listener = entry.get();
    if (!listener) return;
    const result = typeof listener === 'function' ? listener.call(target, arg) : listener.handleEvent(arg);
    if (result !== undefined && result !== null) catchRejection(result);
  } catch (err) {
    throwLater(err);
  }
}

function catchRejection(result) {
  const then = result.then;
  if (typeof then === 'function') then.call(result, undefined, throwLater);
}

function throwLater(err) {
  process.nextTick(() => {
    throw err;
  });
}

function checkTarget(value) {
  if (!isEventTarget(value)) throw new ERR_INVALID_THIS('EventTarget');
}

function isListener(listener) {
  switch (typeof listener) {
    case 'function': return true;
    case 'object': return listener !== null;
    case 'undefined': return false;
  }
  // The DOM would take no primitive; Node.js takes one that somebody gave the method.
  if (typeof listener.handleEvent === 'function') return true;
  throw new ERR_INVALID_ARG_TYPE('listener', 'EventListener', listener);
}

function listenerFlags(options) {
  if (options === undefined || options === null || typeof options === 'boolean') {
    return { once: false, capture: !!options, passive: false, isNodeStyle: false, weak: undefined,
      resistStopPropagation: false, signal: undefined };
  }
  const validators = require('./validators');
  validators.validateObject(options, 'options', validators.kValidateObjectAllowObjects);
  const { signal } = options;
  if (signal !== undefined) validators.validateAbortSignal(signal, 'options.signal');
  return {
    once: !!options.once,
    capture: !!options.capture,
    passive: !!options.passive,
    isNodeStyle: !!options[kIsNodeStyleListener],
    weak: options[kWeakHandler],
    resistStopPropagation: options[kResistStopPropagation] ?? false,
    signal,
  };
}

/** The listeners of `type` on an event target, in order. */
function listenersOf(target, type) {
  const listeners = [];
  const ring = target[kEvents].get(type);
  for (let entry = ring?.next; entry !== ring; entry = entry.next) {
    const listener = entry.get();
    if (listener !== undefined) listeners.push(listener);
  }
  return listeners;
}

/** An event target that also has the emitter's methods (`on`, `emit`…). */
class NodeEventTarget extends EventTarget {
  static [kIsNodeEventTarget] = true;
  static defaultMaxListeners = 10;

  setMaxListeners(n) {
    checkNodeTarget(this);
    EventEmitter.setMaxListeners(n, this);
  }

  getMaxListeners() {
    checkNodeTarget(this);
    return this[kMaxEventTargetListeners];
  }

  eventNames() {
    checkNodeTarget(this);
    return [...this[kEvents].keys()];
  }

  listenerCount(type) {
    checkNodeTarget(this);
    return this[kEvents].get(`${type}`)?.size ?? 0;
  }

  off(type, listener, options) {
    checkNodeTarget(this);
    this.removeEventListener(type, listener, options);
    return this;
  }

  removeListener(type, listener, options) {
    return this.off(type, listener, options);
  }

  on(type, listener) {
    return listenNodeStyle(this, type, listener, false);
  }

  addListener(type, listener) {
    return this.on(type, listener);
  }

  emit(type, arg) {
    checkNodeTarget(this);
    require('./validators').validateString(type, 'type');
    const count = this.listenerCount(type);
    this[kHybridDispatch](arg, type);
    return count > 0;
  }

  once(type, listener) {
    return listenNodeStyle(this, type, listener, true);
  }

  removeAllListeners(type) {
    checkNodeTarget(this);
    const rings = this[kEvents];
    if (type === undefined) rings.clear();
    else rings.delete(`${type}`);
    return this;
  }
}
makeEnumerable(NodeEventTarget.prototype, [
  'setMaxListeners', 'getMaxListeners', 'eventNames', 'listenerCount', 'off', 'removeListener', 'on', 'addListener', 'once',
  'emit', 'removeAllListeners',
]);

function listenNodeStyle(target, type, listener, once) {
  checkNodeTarget(target);
  target.addEventListener(type, listener, { __proto__: null, once, [kIsNodeStyleListener]: true });
  return target;
}

function checkNodeTarget(value) {
  if (!value?.constructor?.[kIsNodeEventTarget]) throw new ERR_INVALID_THIS('NodeEventTarget');
}

function isEventTarget(value) {
  return value?.constructor?.[kIsEventTarget] === true;
}

/**
 * Gives a prototype an `on<name>` property, which holds at most one listener.
 * @param {string} [event] the event's type, where it is not `name`
 */
function defineEventHandler(prototype, name, event = name) {
  const property = `on${name}`;
  function get() {
    checkTarget(this);
    return this[kHandlers]?.get(name)?.handler ?? null;
  }
  function set(value) {
    checkTarget(this);
    let wrapped = this[kHandlers].get(name);
    if (wrapped === undefined) {
      // Keeps its place among the listeners when it is replaced.
      wrapped = function(...args) {
        return typeof wrapped.handler === 'function' ? Reflect.apply(wrapped.handler, this, args) : undefined;
      };
      this[kHandlers].set(name, wrapped);
    }
    const had = typeof wrapped.handler === 'function';
    wrapped.handler = typeof value === 'function' || (typeof value === 'object' && value !== null) ? value : null;
    const has = typeof wrapped.handler === 'function';
    if (has && !had) this.addEventListener(event, wrapped);
    else if (had && !has) this.removeEventListener(event, wrapped);
  }
  Object.defineProperty(get, 'name', { __proto__: null, value: `get ${property}` });
  Object.defineProperty(set, 'name', { __proto__: null, value: `set ${property}` });
  Object.defineProperty(prototype, property, { __proto__: null, get, set, configurable: true, enumerable: true });
}

module.exports = {
  Event,
  CustomEvent,
  EventTarget,
  NodeEventTarget,
  defineEventHandler,
  isEventTarget,
  listenersOf,
  kCreateEvent,
  kHybridDispatch,
  kNewListener,
  kRemoveListener,
  kResistStopPropagation,
  kTrustEvent,
  kWeakHandler,
};
