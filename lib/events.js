'use strict';

// Boot loads this file: it holds the emitter itself. The statics that few programs use live in internal/events/.

const kCapture = Symbol('kCapture');
const kErrorMonitor = Symbol('events.errorMonitor');
// Set on emitters (streams) that list their usual events up front, so that adding and removing listeners never
// changes the shape of `_events`: a removed event then keeps its key with `undefined`.
const kShapeMode = Symbol('shapeMode');
const kMaxEventTargetListeners = Symbol('events.maxEventTargetListeners');
const kMaxEventTargetListenersWarned = Symbol('events.maxEventTargetListenersWarned');
const kRejection = Symbol.for('nodejs.rejection');

let defaultMaxListeners = 10;

function errors() {
  return require('./internal/errors');
}

function validators() {
  return require('./internal/validators');
}

function isEventTarget(value) {
  // An event target announces itself on its prototype; asking so does not load its module.
  return value?.constructor?.[Symbol.for('nodejs.event_target')] === true;
}

/**
 * Creates an emitter.
 * @param {{captureRejections?: boolean}} [opts] with `captureRejections`, a promise returned by a listener that
 *   rejects is routed to `emitter[Symbol.for('nodejs.rejection')]`, or else to `'error'`
 */
function EventEmitter(opts) {
  EventEmitter.init.call(this, opts);
}

EventEmitter.prototype._events = undefined;
EventEmitter.prototype._eventsCount = 0;
EventEmitter.prototype._maxListeners = undefined;
Object.defineProperty(EventEmitter.prototype, kCapture, {
  value: false,
  writable: true,
  enumerable: false,
});

EventEmitter.init = function init(opts) {
  if (this._events === undefined || this._events === Object.getPrototypeOf(this)._events) {
    this._events = { __proto__: null };
    this._eventsCount = 0;
    this[kShapeMode] = false;
  } else {
    this[kShapeMode] = true;
  }
  this._maxListeners = this._maxListeners || undefined;
  if (opts?.captureRejections) {
    validators().validateBoolean(opts.captureRejections, 'options.captureRejections');
    this[kCapture] = true;
  } else {
    this[kCapture] = EventEmitter.prototype[kCapture];
  }
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

// What a listener returned, when the emitter captures rejections: a rejection becomes an 'error' (never inside the
// promise's own job, where a throw would be one more rejection).
function captureRejection(emitter, result, type, args) {
  if (!emitter[kCapture]) return;
  try {
    const then = result.then;
    if (typeof then !== 'function') return;
    then.call(result, undefined, (err) => {
      process.nextTick(routeRejection, emitter, err, type, args);
    });
  } catch (err) {
    emitter.emit('error', err);
  }
}

function routeRejection(emitter, err, type, args) {
  if (typeof emitter[kRejection] === 'function') {
    emitter[kRejection](err, type, ...args);
    return;
  }
  // Capturing is off meanwhile: an async 'error' listener that rejects must not loop back here.
  const before = emitter[kCapture];
  try {
    emitter[kCapture] = false;
    emitter.emit('error', err);
  } finally {
    emitter[kCapture] = before;
  }
}

function emitUnhandledError(emitter, args) {
  const er = args.length > 0 ? args[0] : undefined;
  if (er instanceof Error) {
    try {
      const own = {};
      Error.captureStackTrace(own, EventEmitter.prototype.emit);
      Object.defineProperty(er, errors().kEnhanceStackBeforeInspector, {
        __proto__: null,
        value: require('./internal/events/unhandled_error').enhanceStackTrace.bind(emitter, er, own),
        configurable: true,
      });
    } catch {
      // A frozen error is thrown as it is.
    }
    throw er; // Unhandled 'error' event
  }
  let text;
  try {
    text = require('./internal/util/inspect').inspect(er);
  } catch {
    text = er;
  }
  const err = new (errors().codes.ERR_UNHANDLED_ERROR)(text);
  err.context = er;
  throw err;
}

/**
 * Calls the listeners of `type`, in order, with `args`.
 * @returns {boolean} whether there were any
 */
EventEmitter.prototype.emit = function emit(type, ...args) {
  const events = this._events;
  if (type === 'error') {
    if (events !== undefined && events[kErrorMonitor] !== undefined) this.emit(kErrorMonitor, ...args);
    if (events === undefined || events.error === undefined) emitUnhandledError(this, args);
  } else if (events === undefined) {
    return false;
  }

  const handler = events[type];
  if (handler === undefined) return false;
  if (typeof handler === 'function') {
    invoke(this, handler, type, args);
    return true;
  }
  // A listener may add or remove others, which must not change whom this very emit calls.
  if (handler.length === 2) {
    const first = handler[0];
    const second = handler[1];
    invoke(this, first, type, args);
    invoke(this, second, type, args);
    return true;
  }
  const listeners = handler.slice();
  for (let i = 0; i < listeners.length; i++) invoke(this, listeners[i], type, args);
  return true;
};

function invoke(emitter, handler, type, args) {
  let result;
  switch (args.length) {
    case 0:
      result = Reflect.apply(handler, emitter, args);
      break;
    case 1:
      result = handler.call(emitter, args[0]);
      break;
    case 2:
      result = handler.call(emitter, args[0], args[1]);
      break;
    case 3:
      result = handler.call(emitter, args[0], args[1], args[2]);
      break;
    default:
      result = Reflect.apply(handler, emitter, args);
  }
  if (result !== undefined && result !== null) captureRejection(emitter, result, type, args);
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

function insert(emitter, type, listener, prepend) {
  checkListener(listener);
  let events = emitter._events;
  let existing;
  if (events === undefined) {
    events = emitter._events = { __proto__: null };
    emitter._eventsCount = 0;
  } else {
    // Announced before it is there, so that a 'newListener' listener does not hear of itself.
    if (events.newListener !== undefined) {
      emitter.emit('newListener', type, listener.listener ? listener.listener : listener);
      events = emitter._events;
    }
    existing = events[type];
  }

  if (existing === undefined) {
    events[type] = listener;
    emitter._eventsCount++;
    return emitter;
  }
  if (typeof existing === 'function') {
    existing = events[type] = prepend ? [listener, existing] : [existing, listener];
  } else if (prepend) {
    existing.unshift(listener);
  } else {
    existing.push(listener);
  }
  const max = maxListenersOf(emitter);
  if (max > 0 && existing.length > max && !existing.warned) warnAboutLeak(emitter, type, existing, max);
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
  let fired = false;
  function wrapper(...args) {
    if (fired) return undefined;
    emitter.removeListener(type, wrapper);
    fired = true;
    if (args.length === 0) return listener.call(emitter);
    return Reflect.apply(listener, emitter, args);
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

function removeEvent(emitter, events, type) {
  emitter._eventsCount--;
  if (emitter[kShapeMode]) {
    events[type] = undefined;
  } else if (emitter._eventsCount === 0) {
    emitter._events = { __proto__: null };
  } else {
    delete events[type];
  }
}

EventEmitter.prototype.removeListener = function removeListener(type, listener) {
  checkListener(listener);
  const events = this._events;
  if (events === undefined) return this;
  const list = events[type];
  if (list === undefined) return this;

  if (list === listener || list.listener === listener) {
    removeEvent(this, events, type);
    if (this._eventsCount > 0 && events.removeListener) {
      this.emit('removeListener', type, list.listener || listener);
    }
  } else if (typeof list !== 'function') {
    let at = list.length - 1;
    while (at >= 0 && list[at] !== listener && list[at].listener !== listener) at--;
    if (at < 0) return this;
    if (at === 0) list.shift();
    else list.splice(at, 1);
    if (list.length === 1) events[type] = list[0];
    if (events.removeListener !== undefined) this.emit('removeListener', type, listener);
  }
  return this;
};

EventEmitter.prototype.off = EventEmitter.prototype.removeListener;

EventEmitter.prototype.removeAllListeners = function removeAllListeners(...types) {
  const events = this._events;
  if (events === undefined) return this;
  const type = types[0];

  if (events.removeListener === undefined) {
    // Nobody is to be told.
    if (types.length === 0) {
      this._events = { __proto__: null };
      this._eventsCount = 0;
    } else if (events[type] !== undefined) {
      removeEvent(this, events, type);
      return this;
    }
    this[kShapeMode] = false;
    return this;
  }

  if (types.length === 0) {
    for (const key of Reflect.ownKeys(events)) {
      if (key !== 'removeListener') this.removeAllListeners(key);
    }
    this.removeAllListeners('removeListener');
    this._events = { __proto__: null };
    this._eventsCount = 0;
    this[kShapeMode] = false;
    return this;
  }

  const listeners = events[type];
  if (typeof listeners === 'function') {
    this.removeListener(type, listeners);
  } else if (listeners !== undefined) {
    for (let i = listeners.length - 1; i >= 0; i--) this.removeListener(type, listeners[i]);
  }
  return this;
};
Object.defineProperty(EventEmitter.prototype.removeAllListeners, 'length', { __proto__: null, value: 1 });

function listenersOf(emitter, type, unwrap) {
  const events = emitter._events;
  if (events === undefined) return [];
  const list = events[type];
  if (list === undefined) return [];
  if (typeof list === 'function') return [unwrap ? list.listener || list : list];
  return unwrap ? list.map((each) => each.listener || each) : list.slice();
}

EventEmitter.prototype.listeners = function listeners(type) {
  return listenersOf(this, type, true);
};

EventEmitter.prototype.rawListeners = function rawListeners(type) {
  return listenersOf(this, type, false);
};

EventEmitter.prototype.listenerCount = function listenerCount(type, listener) {
  const events = this._events;
  if (events === undefined) return 0;
  const list = events[type];
  if (list === undefined) return 0;
  if (listener === undefined || listener === null) return typeof list === 'function' ? 1 : list.length;
  if (typeof list === 'function') return list === listener || list.listener === listener ? 1 : 0;
  let matching = 0;
  for (let i = 0; i < list.length; i++) {
    if (list[i] === listener || list[i].listener === listener) matching++;
  }
  return matching;
};

EventEmitter.prototype.eventNames = function eventNames() {
  return this._eventsCount > 0 ? Reflect.ownKeys(this._events) : [];
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
  if (eventTargets.length === 0) {
    defaultMaxListeners = n;
    return;
  }
  for (const target of eventTargets) {
    if (isEventTarget(target)) {
      target[kMaxEventTargetListeners] = n;
      target[kMaxEventTargetListenersWarned] = false;
    } else if (typeof target.setMaxListeners === 'function') {
      target.setMaxListeners(n);
    } else {
      throw notAnEmitter('eventTargets', target);
    }
  }
}
Object.defineProperty(setMaxListeners, 'length', { __proto__: null, value: 0 });

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

EventEmitter.addAbortListener = function addAbortListener(signal, listener) {
  return require('./internal/events/abort_listener').addAbortListener(signal, listener);
};
EventEmitter.once = async function once(emitter, name, options) {
  return require('./internal/events/once').once(emitter, name, options);
};
Object.defineProperty(EventEmitter.once, 'length', { __proto__: null, value: 2, configurable: true });
EventEmitter.on = function on(emitter, event, options) {
  return require('./internal/events/on').on(emitter, event, options);
};
Object.defineProperty(EventEmitter.on, 'length', { __proto__: null, value: 2, configurable: true });
EventEmitter.getEventListeners = getEventListeners;
EventEmitter.getMaxListeners = getMaxListeners;
EventEmitter.listenerCount = listenerCount;
EventEmitter.EventEmitter = EventEmitter;
EventEmitter.usingDomains = false;
EventEmitter.captureRejectionSymbol = kRejection;

Object.defineProperties(EventEmitter, {
  captureRejections: {
    __proto__: null,
    get() {
      return EventEmitter.prototype[kCapture];
    },
    set(value) {
      validators().validateBoolean(value, 'EventEmitter.captureRejections');
      EventEmitter.prototype[kCapture] = value;
    },
    configurable: false,
    enumerable: true,
  },
  EventEmitterAsyncResource: {
    __proto__: null,
    get() {
      return require('./internal/events/async_resource').EventEmitterAsyncResource;
    },
    set: undefined,
    configurable: true,
    enumerable: true,
  },
  errorMonitor: {
    __proto__: null,
    value: kErrorMonitor,
    writable: true,
    configurable: true,
    enumerable: true,
  },
  defaultMaxListeners: {
    __proto__: null,
    get() {
      return defaultMaxListeners;
    },
    set(value) {
      validators().validateNumber(value, 'defaultMaxListeners', 0);
      defaultMaxListeners = value;
    },
    enumerable: true,
  },
  kMaxEventTargetListeners: { __proto__: null, value: kMaxEventTargetListeners },
  kMaxEventTargetListenersWarned: { __proto__: null, value: kMaxEventTargetListenersWarned },
});
EventEmitter.setMaxListeners = setMaxListeners;

module.exports = EventEmitter;
