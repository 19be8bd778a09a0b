'use strict';

const { codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE } } = require('../errors');
const { getOptionValue } = require('../options');
const { validateFunction, validateInteger, validateObject } = require('../validators');

/** What a mocked function saw. */
class MockFunctionContext {
  #calls = [];
  #implementation;
  #once = new Map();
  #restore;

  constructor(implementation, restore) {
    this.#implementation = implementation;
    this.#restore = restore;
  }

  get calls() {
    return [...this.#calls];
  }

  callCount() {
    return this.#calls.length;
  }

  mockImplementation(implementation) {
    validateFunction(implementation, 'implementation');
    this.#implementation = implementation;
  }

  mockImplementationOnce(implementation, onCall = this.#calls.length) {
    validateFunction(implementation, 'implementation');
    validateInteger(onCall, 'onCall', this.#calls.length);
    this.#once.set(onCall, implementation);
  }

  restore() {
    this.#restore?.();
  }

  resetCalls() {
    this.#calls = [];
  }

  static nextImplementation(context) {
    const call = context.#calls.length;
    const once = context.#once.get(call);
    context.#once.delete(call);
    return once ?? context.#implementation;
  }

  static track(context, call) {
    context.#calls.push(call);
  }

  static setOriginal(context, original) {
    const restore = context.#restore;
    context.#restore = () => {
      context.#implementation = original;
      restore?.();
    };
  }
}

const { nextImplementation, setOriginal, track } = MockFunctionContext;
delete MockFunctionContext.nextImplementation;
delete MockFunctionContext.setOriginal;
delete MockFunctionContext.track;

function mocked(original, implementation, restore, times = Infinity) {
  const context = new MockFunctionContext(implementation, restore);
  setOriginal(context, original);
  function invoke(args, thisArg, target, call) {
    const record = { arguments: args, error: undefined, result: undefined, stack: new Error(), target, this: thisArg };
    try {
      record.result = call(nextImplementation(context));
      // Of a constructor it is what was made.
      if (target !== undefined) record.this = record.result;
      return record.result;
    } catch (error) {
      record.error = error;
      throw error;
    } finally {
      track(context, record);
      if (context.callCount() >= times) context.restore();
    }
  }
  return new Proxy(original, {
    __proto__: null,
    apply: (target, thisArg, args) => invoke(args, thisArg, undefined, (fn) => Reflect.apply(fn, thisArg, args)),
    construct: (target, args, newTarget) => invoke(args, undefined, target, (fn) => Reflect.construct(fn, args, newTarget)),
    get: (target, key, receiver) => (key === 'mock' ? context : Reflect.get(target, key, receiver)),
  });
}

function descriptorOf(object, name) {
  for (let owner = object; owner != null; owner = Object.getPrototypeOf(owner)) {
    const descriptor = Object.getOwnPropertyDescriptor(owner, name);
    if (descriptor !== undefined) return descriptor;
  }
  return undefined;
}

function validateTimes(times) {
  if (times !== undefined) validateInteger(times, 'options.times', 1);
}

function validateOwner(object, name) {
  if (typeof object !== 'function') validateObject(object, 'object');
  if (typeof name === 'string' || typeof name === 'symbol') return;
  throw new ERR_INVALID_ARG_TYPE('methodName', ['string', 'symbol'], name);
}

let remember;

/** Makes mocks, and takes them all back. */
class MockTracker {
  #contexts = [];
  #timers;

  /**
   * @param {Function} [original]
   * @param {Function} [implementation]
   * @param {{times?: number}} [options]
   */
  fn(original = undefined, implementation = undefined, options = undefined) {
    const given = [original, implementation, options];
    // The options may come in the place of anything that is left out.
    const at = given.findIndex((argument) => argument !== null && typeof argument === 'object');
    const settings = at !== -1 ? given[at] : options === undefined ? {} : options;
    const real = at === 0 || original === undefined ? function() {} : original;
    const mock = at === 0 || at === 1 || implementation === undefined ? real : implementation;
    validateFunction(real, 'original');
    validateFunction(mock, 'implementation');
    validateObject(settings, 'options');
    validateTimes(settings.times);
    return this.#remember(mocked(real, mock, undefined, settings.times));
  }

  static {
    remember = (tracker, context) => tracker.#contexts.push(context);
  }

  #remember(fn) {
    this.#contexts.push(fn.mock);
    return fn;
  }

  method(object, name, implementation = undefined, options = undefined) {
    if (implementation !== null && typeof implementation === 'object') {
      return this.method(object, name, undefined, implementation);
    }
    validateOwner(object, name);
    const settings = options === undefined ? {} : options;
    validateObject(settings, 'options');
    if (implementation !== undefined) validateFunction(implementation, 'implementation');
    validateTimes(settings.times);
    if (settings.setter && settings.getter) {
      throw new ERR_INVALID_ARG_VALUE('options.setter', settings.setter, "cannot be used with 'options.getter'");
    }
    const kind = (settings.getter && 'get') || (settings.setter && 'set') || 'value';
    const inherited = descriptorOf(object, name);
    const original = inherited?.[kind];
    if (typeof original !== 'function') throw new ERR_INVALID_ARG_VALUE('methodName', original, 'must be a method');
    // Also where it was inherited: the object keeps one of its own, as in Node.js.
    const restore = () => Object.defineProperty(object, name, inherited);
    const fn = mocked(original, implementation ?? original, restore, settings.times);
    Object.defineProperty(object, name, { ...inherited, [kind]: fn });
    return this.#remember(fn);
  }

  getter(object, name, implementation = undefined, options = undefined) {
    return this.#accessor('getter', object, name, implementation, options);
  }

  setter(object, name, implementation = undefined, options = undefined) {
    return this.#accessor('setter', object, name, implementation, options);
  }

  #accessor(kind, object, name, implementation, options) {
    if (implementation !== null && typeof implementation === 'object') {
      options = implementation;
      implementation = undefined;
    }
    if (options?.[kind] === false) throw new ERR_INVALID_ARG_VALUE(`options.${kind}`, false, 'cannot be false');
    return this.method(object, name, implementation, { ...options, [kind]: true });
  }

  /**
   * @param {object} object
   * @param {string | symbol} name
   * @param {any} [value] by default what it has
   * @returns {object} stands for the object, with what is known of the property as `mock`
   */
  property(object, name, ...value) {
    const { proxy, context } = require('./mock_property').mockProperty(object, name, value);
    this.#contexts.push(context);
    return proxy;
  }

  /** Timers and a clock that only move when they are told to. */
  get timers() {
    return this.#timers ??= new (require('./mock_timers').MockTimers)();
  }

  restoreAll() {
    for (const context of this.#contexts) context.restore();
  }

  reset() {
    this.restoreAll();
    this.#timers?.reset();
    this.#contexts = [];
  }
}

if (getOptionValue('--experimental-test-module-mocks')) {
  /**
   * @param {string | URL} specifier
   * @param {{cache?: boolean, namedExports?: object, defaultExport?: any}} [options]
   */
  MockTracker.prototype.module = function module(specifier, options) {
    const { mockModule } = require('./mock_module');
    const caller = require('./harness').callSite(this.module)?.file;
    const context = mockModule(specifier, options, caller);
    remember(this, context);
    return context;
  };
}

module.exports = { MockTracker };
