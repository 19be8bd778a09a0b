'use strict';

// Boot loads this file: it holds the emitter itself. The statics that few programs use live in internal/events/.

const { captureRejection, kCapture, kRejection } = require('./internal/events/capture_rejections');

// On emitters (streams) that list their usual events up front, so that listeners come and go without a change of
// shape: an event without listeners keeps its key there, with `undefined`.
const kShapeMode = Symbol('shapeMode');
const kErrorMonitor = Symbol('events.errorMonitor');
// An event target announces itself on its class; asking for that does not load its module.
const kIsEventTarget = Symbol.for('nodejs.event_target');
const kMaxEventTargetListeners = Symbol('events.maxEventTargetListeners');
const kMaxEventTargetListenersWarned = Symbol('events.maxEventTargetListenersWarned');

let defaultMaxListeners = 10;

function errors() {
  return require('./internal/errors');
}

function validators() {
  return require('./internal/validators');
}

function isEventTarget(value) {
  return value?.constructor?.[kIsEventTarget] === true;
}

function defineFixed(target, name, value) {
  Object.defineProperty(target, name, { __proto__: null, value });
}

/**
 * Creates an emitter.
 * @param {{captureRejections?: boolean}} [opts] with `captureRejections`, a promise returned by a listener that
 *   rejects is routed to `emitter[Symbol.for('nodejs.rejection')]`, or else to `'error'`
 */
function EventEmitter(opts) {
  EventEmitter.init.call(this, opts);
}

// What an object has that was never initialized as an emitter.
EventEmitter.prototype._events = undefined;
EventEmitter.prototype._eventsCount = 0;
EventEmitter.prototype._maxListeners = undefined;
Object.defineProperty(EventEmitter.prototype, kCapture, { __proto__: null, value: false, writable: true });

EventEmitter.init = function init(opts) {
  const { _events: events } = this;
  const isListed = events !== undefined && events !== Object.getPrototypeOf(this)._events;
  if (!isListed) {
    this._events = { __proto__: null };
    this._eventsCount = 0;
  }
  this[kShapeMode] = isListed;
  this._maxListeners ||= undefined;
  let capture = EventEmitter.prototype[kCapture];
  if (opts?.captureRejections) {
    validators().validateBoolean(opts.captureRejections, 'options.captureRejections');
    capture = true;
  }
  this[kCapture] = capture;
};

function checkListener(listener) {
  if (typeof listener !== 'function') validators().validateFunction(listener, 'listener');
}

function maxListenersOf(emitter) {
  return emitter._maxListeners === undefined ? defaultMaxListeners : emitter._maxListeners;
}

EventEmitter.prototype.setMaxListeners = function setMaxListeners(n) {
  validators().validateNumber(n, 'setMaxListeners', 0);
  this._maxListeners = n;
  return this;
};

EventEmitter.prototype.getMaxListeners = function getMaxListeners() {
  return maxListenersOf(this);
};

/** An 'error' that nobody listens for is thrown. */
function throwUnhandled(emitter, err) {
  if (err instanceof Error) {
    try {
      const emitted = {};
      Error.captureStackTrace(emitted, EventEmitter.prototype.emit);
      const { enhanceStackTrace } = require('./internal/events/unhandled_error');
      Object.defineProperty(err, errors().kEnhanceStackBeforeInspector, {
        __proto__: null, configurable: true, value: enhanceStackTrace.bind(emitter, err, emitted),
      });
    } catch {
      // A frozen error is thrown as it is.
    }
    throw err; // Unhandled 'error' event
  }
  let described = err;
  try {
    described = require('./internal/util/inspect').inspect(err);
  } catch {
    // Whatever it is, it cannot be shown.
  }
  const { codes: { ERR_UNHANDLED_ERROR } } = errors();
  throw Object.assign(new ERR_UNHANDLED_ERROR(described), { context: err });
}

// Monitors hear of an error before it is handled, or thrown.
function emitError(emitter, events, args) {
  if (events !== undefined && events[kErrorMonitor] !== undefined) emitter.emit(kErrorMonitor, ...args);
  // A monitor may have added the first listener of all.
  const handler = emitter._events?.error;
  if (handler === undefined) throwUnhandled(emitter, args[0]);
  return callAll(emitter, handler, 'error', args);
}

/**
 * Calls the listeners of `type`, in order, with `args`.
 * @returns {boolean} whether there were any
 */
EventEmitter.prototype.emit = function emit(type, ...args) {
  const events = this._events;
  if (type === 'error') return emitError(this, events, args);
  if (events === undefined) return false;
  const handler = events[type];
  return handler !== undefined && callAll(this, handler, type, args);
};

function callAll(emitter, handler, type, args) {
  if (typeof handler === 'function') {
    invoke(emitter, handler, type, args);
    return true;
  }
  // Whom this calls must not change while it does: see `writable` for the other half.
  handler.shared = true;
  const { length } = handler;
  for (let i = 0; i < length; i++) invoke(emitter, handler[i], type, args);
  return true;
}

function invoke(emitter, listener, type, args) {
  let result;
  // By far the most events have few arguments: calls with a known number of them need no array.
  if (args.length === 1) result = listener.call(emitter, args[0]);
  else if (args.length === 0) result = listener.call(emitter);
  else if (args.length === 2) result = listener.call(emitter, args[0], args[1]);
  else result = Reflect.apply(listener, emitter, args);
  if (result !== undefined && result !== null) captureRejection(emitter, result, type, args);
}

/**
 * The list of an event, to be changed. An emit may be going through it, so that one gets a copy: whoever emits often
 * and changes listeners seldom (as most do) has no copies made.
 */
function writable(events, type, list) {
  if (!list.shared) return list;
  const copy = list.slice();
  if (list.warned) copy.warned = true;
  events[type] = copy;
  return copy;
}

function warnAboutLeak(emitter, type, listeners, max) {
  listeners.warned = true;
  const { inspect } = require('./internal/util/inspect');
  const warning = errors().genericNodeError(
    `Possible EventEmitter memory leak detected. ${listeners.length} ${String(type)} listeners ` +
      `added to ${inspect(emitter, { depth: -1 })}. MaxListeners is ${max}. Use emitter.setMaxListeners() to increase limit`,
    { name: 'MaxListenersExceededWarning', emitter, type, count: listeners.length },
  );
  process.emitWarning(warning);
}

function insert(emitter, type, listener, atFront) {
  checkListener(listener);
  if (emitter._events === undefined) {
    emitter._events = { __proto__: null };
    emitter._eventsCount = 0;
  } else if (emitter._events.newListener !== undefined) {
    // Announced before it is there, so that a 'newListener' listener does not hear of itself.
    emitter.emit('newListener', type, listener.listener || listener);
  }

  const events = emitter._events;
  const known = events[type];
  if (known === undefined) {
    events[type] = listener;
    emitter._eventsCount++;
    return emitter;
  }
  let list;
  if (typeof known === 'function') {
    list = events[type] = atFront ? [listener, known] : [known, listener];
  } else {
    list = writable(events, type, known);
    if (atFront) list.unshift(listener);
    else list.push(listener);
  }
  const max = maxListenersOf(emitter);
  if (list.length > max && max > 0 && !list.warned) warnAboutLeak(emitter, type, list, max);
  return emitter;
}

EventEmitter.prototype.addListener = function addListener(type, listener) {
  return insert(this, type, listener, false);
};

EventEmitter.prototype.on = EventEmitter.prototype.addListener;

EventEmitter.prototype.prependListener = function prependListener(type, listener) {
  return insert(this, type, listener, true);
};

function onceWrapper(emitter, type, listener) {
  let isDone = false;
  function wrapper(...args) {
    if (isDone) return undefined;
    isDone = true;
    emitter.removeListener(type, wrapper);
    return args.length === 0 ? listener.call(emitter) : Reflect.apply(listener, emitter, args);
  }
  wrapper.listener = listener;
  return wrapper;
}

EventEmitter.prototype.once = function once(type, listener) {
  checkListener(listener);
  this.on(type, onceWrapper(this, type, listener));
  return this;
};

EventEmitter.prototype.prependOnceListener = function prependOnceListener(type, listener) {
  checkListener(listener);
  this.prependListener(type, onceWrapper(this, type, listener));
  return this;
};

/** Whether `known` is `listener`, or its wrapper made by `once`. */
function isListener(known, listener) {
  return known === listener || known.listener === listener;
}

function removeEvent(emitter, events, type) {
  emitter._eventsCount -= 1;
  if (emitter[kShapeMode]) events[type] = undefined;
  else if (emitter._eventsCount > 0) delete events[type];
  else emitter._events = { __proto__: null };
}

function removeFromList(events, type, known, listener) {
  let at = known.length;
  do {
    at -= 1;
  } while (at >= 0 && !isListener(known[at], listener));
  if (at < 0) return false;
  if (known.length === 2) {
    events[type] = known[1 - at];
    return true;
  }
  const list = writable(events, type, known);
  if (at === 0) list.shift();
  else list.splice(at, 1);
  if (list.length === 1) events[type] = list[0];
  return true;
}

EventEmitter.prototype.removeListener = function removeListener(type, listener) {
  checkListener(listener);
  const events = this._events;
  const known = events?.[type];
  if (known === undefined) return this;
  let removed = listener;
  if (isListener(known, listener)) {
    removed = known.listener || listener;
    removeEvent(this, events, type);
    // No event left at all: nobody to tell.
    if (this._eventsCount === 0) return this;
  } else if (typeof known === 'function' || !removeFromList(events, type, known, listener)) {
    return this;
  }
  if (events.removeListener) this.emit('removeListener', type, removed);
  return this;
};

EventEmitter.prototype.off = EventEmitter.prototype.removeListener;

function forgetEvents(emitter) {
  emitter._events = { __proto__: null };
  emitter._eventsCount = 0;
  emitter[kShapeMode] = false;
}

// Removes the listeners of one event, last one first, so that each is announced.
function removeEach(emitter, type) {
  const known = emitter._events[type];
  if (known === undefined) return;
  if (typeof known === 'function') {
    emitter.removeListener(type, known);
    return;
  }
  for (const listener of known.toReversed()) emitter.removeListener(type, listener);
}

EventEmitter.prototype.removeAllListeners = function removeAllListeners(...types) {
  const { _events: events } = this;
  if (events === undefined) return this;
  const [type] = types;
  const isTold = events.removeListener !== undefined;

  if (types.length > 0) {
    if (isTold) removeEach(this, type);
    else if (events[type] !== undefined) removeEvent(this, events, type);
    return this;
  }
  if (isTold) {
    // Those who are told go last.
    const others = Reflect.ownKeys(events).filter((name) => name !== 'removeListener');
    for (const name of others.concat('removeListener')) this.removeAllListeners(name);
  }
  forgetEvents(this);
  return this;
};
defineFixed(EventEmitter.prototype.removeAllListeners, 'length', 1);

/** The listeners of an event in a list of their own, as they are or as they were given to `once`. */
function listenersOf(emitter, type, asGiven) {
  const known = emitter._events?.[type];
  if (known === undefined) return [];
  const list = typeof known === 'function' ? [known] : known.slice();
  return asGiven ? list.map((each) => each.listener || each) : list;
}

EventEmitter.prototype.listeners = function listeners(type) {
  return listenersOf(this, type, true);
};

EventEmitter.prototype.rawListeners = function rawListeners(type) {
  return listenersOf(this, type, false);
};

/** How many listeners an event has; with `listener`, how often that one is among them. */
EventEmitter.prototype.listenerCount = function listenerCount(type, listener) {
  const known = this._events?.[type];
  if (known === undefined) return 0;
  const isAny = listener === undefined || listener === null;
  if (typeof known === 'function') return isAny || isListener(known, listener) ? 1 : 0;
  if (isAny) return known.length;
  return known.filter((each) => isListener(each, listener)).length;
};

EventEmitter.prototype.eventNames = function eventNames() {
  return this._eventsCount === 0 ? [] : Reflect.ownKeys(this._events);
};

/**
 * The listeners of `type` on an emitter or an event target, in order (a copy).
 * @throws {TypeError} ERR_INVALID_ARG_TYPE when it is neither
 */
function getEventListeners(emitterOrTarget, type) {
  if (typeof emitterOrTarget.listeners === 'function') return emitterOrTarget.listeners(type);
  if (isEventTarget(emitterOrTarget)) {
    return require('./internal/event_target').listenersOf(emitterOrTarget, type);
  }
  throw notAnEmitter('emitter', emitterOrTarget);
}

/**
 * How many listeners of one event an emitter or event target takes before it warns.
 * @throws {TypeError} ERR_INVALID_ARG_TYPE when it is neither
 */
function getMaxListeners(emitterOrTarget) {
  if (typeof emitterOrTarget?.getMaxListeners === 'function') return maxListenersOf(emitterOrTarget);
  if (typeof emitterOrTarget?.[kMaxEventTargetListeners] === 'number') {
    return emitterOrTarget[kMaxEventTargetListeners];
  }
  throw notAnEmitter('emitter', emitterOrTarget);
}

/**
 * Sets how many listeners of one event the targets take before they warn; without targets, sets the default.
 */
function setMaxListeners(n = defaultMaxListeners, ...eventTargets) {
  validators().validateNumber(n, 'setMaxListeners', 0);
  if (eventTargets.length === 0) defaultMaxListeners = n;
  else eventTargets.forEach((target) => setMaxListenersOf(target, n));
}
defineFixed(setMaxListeners, 'length', 0);

function setMaxListenersOf(target, n) {
  if (!isEventTarget(target)) {
    if (typeof target.setMaxListeners !== 'function') throw notAnEmitter('eventTargets', target);
    target.setMaxListeners(n);
    return;
  }
  target[kMaxEventTargetListenersWarned] = false;
  target[kMaxEventTargetListeners] = n;
}

function notAnEmitter(name, value) {
  return new (errors().codes.ERR_INVALID_ARG_TYPE)(name, ['EventEmitter', 'EventTarget'], value);
}

/** How many listeners of `type` an emitter or event target has (the method of the same name is the one to use). */
function listenerCount(emitterOrTarget, type) {
  if (typeof emitterOrTarget.listenerCount === 'function') return emitterOrTarget.listenerCount(type);
  if (isEventTarget(emitterOrTarget)) {
    return require('./internal/event_target').listenersOf(emitterOrTarget, type).length;
  }
  return EventEmitter.prototype.listenerCount.call(emitterOrTarget, type);
}

// Loaded when first called.
EventEmitter.addAbortListener = function addAbortListener(signal, listener) {
  return require('./internal/events/abort_listener').addAbortListener(signal, listener);
};
EventEmitter.once = async function once(emitter, name, options) {
  return require('./internal/events/once').once(emitter, name, options);
};
EventEmitter.on = function on(emitter, event, options) {
  return require('./internal/events/on').on(emitter, event, options);
};
for (const name of ['once', 'on']) {
  Object.defineProperty(EventEmitter[name], 'length', { __proto__: null, value: 2, configurable: true });
}
Object.assign(EventEmitter, {
  getEventListeners,
  getMaxListeners,
  listenerCount,
  EventEmitter,
  usingDomains: false,
  captureRejectionSymbol: kRejection,
});

const statics = {
  get captureRejections() {
    return EventEmitter.prototype[kCapture];
  },
  set captureRejections(value) {
    validators().validateBoolean(value, 'EventEmitter.captureRejections');
    EventEmitter.prototype[kCapture] = value;
  },
  get EventEmitterAsyncResource() {
    return require('./internal/events/async_resource').EventEmitterAsyncResource;
  },
  errorMonitor: kErrorMonitor,
  get defaultMaxListeners() {
    return defaultMaxListeners;
  },
  set defaultMaxListeners(value) {
    validators().validateNumber(value, 'defaultMaxListeners', 0);
    defaultMaxListeners = value;
  },
};
for (const name of Object.keys(statics)) {
  const isFixed = name === 'captureRejections' || name === 'defaultMaxListeners';
  Object.defineProperty(EventEmitter, name, {
    __proto__: null, ...Object.getOwnPropertyDescriptor(statics, name), configurable: !isFixed,
  });
}
defineFixed(EventEmitter, 'kMaxEventTargetListeners', kMaxEventTargetListeners);
defineFixed(EventEmitter, 'kMaxEventTargetListenersWarned', kMaxEventTargetListenersWarned);
EventEmitter.setMaxListeners = setMaxListeners;

module.exports = EventEmitter;
