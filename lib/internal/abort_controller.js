'use strict';

const {
  Event,
  EventTarget,
  defineEventHandler,
  kNewListener,
  kRemoveListener,
  kResistStopPropagation,
  kTrustEvent,
  kWeakHandler,
} = require('./event_target');
const { codes: { ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_ARG_TYPE, ERR_INVALID_THIS } } = require('./errors');
const { lazyDOMException } = require('./util');
const { validateAbortSignal, validateObject, validateUint32 } = require('./validators');

const { kMaxEventTargetListeners } = require('../events');
const { kTransfer } = require('./worker/js_transferable');

const kCustomInspect = Symbol.for('nodejs.util.inspect.custom');
const kConstruct = Symbol('kConstruct');
const kAborted = Symbol('kAborted');
const kReason = Symbol('kReason');
// A signal that others (a timer, its sources) abort: it must live while somebody listens.
const kAbortedByOthers = Symbol('kAbortedByOthers');
const kSources = Symbol('kSources');
const kDependents = Symbol('kDependents');

const listenedTo = new Set();
let clearTimeoutRegistry;

function inspectAs(self, fields, depth, options) {
  if (depth < 0) return self;
  const { inspect } = require('./util/inspect');
  const opts = { ...options, depth: options.depth == null ? null : options.depth - 1 };
  return `${self.constructor.name} ${inspect(fields, opts)}`;
}

function isSignal(value) {
  return value !== null && typeof value === 'object' && kAborted in value;
}

function checkSignal(signal) {
  if (!isSignal(signal)) throw new ERR_INVALID_THIS('AbortSignal');
}

function aborted(reason = lazyDOMException('This operation was aborted', 'AbortError')) {
  return createAbortSignal({ aborted: true, reason });
}

/** Says that something is to be given up. Made by `new AbortController()`, `abort`, `timeout` and `any`. */
class AbortSignal extends EventTarget {
  constructor(...args) {
    if (args[0] !== kConstruct) throw new ERR_ILLEGAL_CONSTRUCTOR();
    super();
    const { aborted = false, reason = undefined, byOthers = false } = args[1] ?? {};
    // Waiting for one signal in many places is no leak.
    this[kMaxEventTargetListeners] = 0;
    this[kAborted] = aborted;
    this[kReason] = reason;
    this[kAbortedByOthers] = byOthers;
  }

  get aborted() {
    checkSignal(this);
    return !!this[kAborted];
  }

  get reason() {
    checkSignal(this);
    return this[kReason];
  }

  throwIfAborted() {
    checkSignal(this);
    if (this[kAborted]) throw this[kReason];
  }

  [kCustomInspect](depth, options) {
    return inspectAs(this, { aborted: this.aborted }, depth, options);
  }

  /** A signal that is aborted. */
  static abort(...args) {
    return aborted(...args);
  }

  /** A signal that aborts `delay` milliseconds from now; it does not keep the process alive. */
  static timeout(delay) {
    validateUint32(delay, 'delay', false);
    const signal = createAbortSignal({ byOthers: true });
    startTimeout(new WeakRef(signal), delay, signal);
    return signal;
  }

  /** A signal that aborts as soon as one of `signals` does. */
  static any(signals) {
    const list = signalsOf(signals);
    const result = createAbortSignal({ byOthers: true });
    for (const signal of list) {
      if (signal.aborted) {
        result[kAborted] = true;
        result[kReason] = signal.reason;
        return result;
      }
    }
    // Composites lead straight to the signals that they are made of.
    result[kSources] = new Set();
    const weakResult = new WeakRef(result);
    for (const signal of list) {
      const sources = signal[kSources];
      if (sources === undefined) {
        follow(result, weakResult, signal);
      } else {
        for (const source of sources) follow(result, weakResult, source);
      }
    }
    return result;
  }

  [kNewListener](size, type, listener, once, capture, passive, weak) {
    super[kNewListener](size, type, listener, once, capture, passive, weak);
    if (this[kAbortedByOthers] && type === 'abort' && !this.aborted && !weak && size === 1) listenedTo.add(this);
  }

  [kRemoveListener](size, type, listener, capture) {
    super[kRemoveListener](size, type, listener, capture);
    if (this[kAbortedByOthers] && type === 'abort' && size === 0) listenedTo.delete(this);
  }
}

function signalsOf(signals) {
  if (typeof signals?.[Symbol.iterator] !== 'function' || typeof signals === 'string') {
    throw new ERR_INVALID_ARG_TYPE('signals', 'Array', signals);
  }
  const list = [...signals];
  for (let i = 0; i < list.length; i++) {
    if (!isSignal(list[i])) throw new ERR_INVALID_ARG_TYPE(`signals[${i}]`, 'AbortSignal', list[i]);
  }
  return list;
}

function follow(dependent, weakDependent, source) {
  dependent[kSources].add(source);
  source[kDependents] ??= new Set();
  source[kDependents].add(weakDependent);
}

// Apart from AbortSignal.timeout, so that its closure does not hold the signal.
function startTimeout(weakSignal, delay, signal) {
  const { setTimeout, clearTimeout } = require('../timers');
  const timer = setTimeout(() => {
    const target = weakSignal.deref();
    if (target !== undefined) {
      listenedTo.delete(target);
      abortSignal(target, lazyDOMException('The operation was aborted due to timeout', 'TimeoutError'));
    }
  }, delay);
  timer.unref();
  clearTimeoutRegistry ??= new FinalizationRegistry(clearTimeout);
  clearTimeoutRegistry.register(signal, timer);
}

function createAbortSignal(init) {
  return new AbortSignal(kConstruct, init);
}

function abortSignal(signal, reason) {
  if (signal[kAborted]) return;
  signal[kAborted] = true;
  signal[kReason] = reason;

  // All of them are aborted before the first listener hears of it.
  const dependents = [];
  for (const weak of signal[kDependents] ?? []) {
    const dependent = weak.deref();
    if (dependent !== undefined && !dependent[kAborted]) {
      dependent[kAborted] = true;
      dependent[kReason] = reason;
      dependents.push(dependent);
    }
  }
  runAbort(signal);
  for (const dependent of dependents) runAbort(dependent);
}

function runAbort(signal) {
  signal.dispatchEvent(new Event('abort', { [kTrustEvent]: true }));
  listenedTo.delete(signal);
}

function enumerable(target, names) {
  for (const name of names) Object.defineProperty(target, name, { __proto__: null, enumerable: true });
}

function tag(prototype, name) {
  Object.defineProperty(prototype, Symbol.toStringTag, {
    __proto__: null, writable: false, enumerable: false, configurable: true, value: name,
  });
}

enumerable(AbortSignal.prototype, ['aborted']);
tag(AbortSignal.prototype, 'AbortSignal');
defineEventHandler(AbortSignal.prototype, 'abort');
Object.defineProperty(AbortSignal.abort, 'length', { __proto__: null, value: 0 });

/** Whoever may call something off. */
class AbortController {
  #signal = createAbortSignal();

  get signal() {
    checkController(this);
    return this.#signal;
  }

  abort(reason = lazyDOMException('This operation was aborted', 'AbortError')) {
    checkController(this);
    abortSignal(this.#signal, reason);
  }

  [kCustomInspect](depth, options) {
    return inspectAs(this, { signal: this.signal }, depth, options);
  }

  static isController(value) {
    return value !== null && typeof value === 'object' && #signal in value;
  }
}

const { isController } = AbortController;
delete AbortController.isController;

function checkController(value) {
  if (!isController(value)) throw new ERR_INVALID_THIS('AbortController');
}

enumerable(AbortController.prototype, ['signal', 'abort']);
tag(AbortController.prototype, 'AbortController');

/**
 * A promise that resolves when `signal` aborts; it stays pending for good when `resource` is collected before.
 * @param {AbortSignal} signal
 * @param {object} resource
 */
async function untilAborted(signal, resource) {
  if (signal === undefined) throw new ERR_INVALID_ARG_TYPE('signal', 'AbortSignal', signal);
  validateAbortSignal(signal, 'signal');
  const { kValidateObjectAllowObjects } = require('./validators');
  validateObject(resource, 'resource', kValidateObjectAllowObjects);
  if (signal.aborted) return undefined;
  const { promise, resolve } = Promise.withResolvers();
  signal.addEventListener('abort', () => resolve(), {
    __proto__: null, [kWeakHandler]: resource, once: true, [kResistStopPropagation]: true,
  });
  return promise;
}

/** The signal that a message brings: it aborts when its original does, by a message as well. */
function cloneSignal(signal) {
  const copy = createAbortSignal({ aborted: signal[kAborted], reason: signal[kReason], byOthers: true });
  makeTransferable(copy);
  if (signal[kAborted]) return copy;
  const { MessageChannel } = require('./worker/message_port');
  const { port1, port2 } = new MessageChannel();
  port1.unref();
  signal.addEventListener('abort', () => {
    port1.postMessage(signal[kReason]);
    port1.close();
  }, { once: true });
  port2.onmessage = ({ data }) => abortSignal(copy, data);
  port2.unref();
  return copy;
}

/** Lets messages take the signal along, as often as they like: it stays usable itself. */
function makeTransferable(signal) {
  Object.defineProperty(signal, kTransfer, {
    __proto__: null, configurable: true, value: () => ({ value: cloneSignal(signal) }),
  });
}

/** `util.transferableAbortSignal`. */
function transferableAbortSignal(signal) {
  if (signal?.[kAborted] === undefined) throw new ERR_INVALID_ARG_TYPE('signal', 'AbortSignal', signal);
  makeTransferable(signal);
  return signal;
}

/** `util.transferableAbortController`. */
function transferableAbortController() {
  const controller = new AbortController();
  makeTransferable(controller.signal);
  return controller;
}

module.exports = {
  AbortController, AbortSignal, aborted: untilAborted, transferableAbortController,
  transferableAbortSignal,
};
