'use strict';

const { AsyncResource } = require('../../async_hooks');
const { validateFunction, validateObject, validateString } = require('../validators');
const { AsyncContextFrame, trackFrames } = require('../async_context_frame');

/** A value that follows the asynchronous flow of the program. */
class AsyncLocalStorage {
  #fallback;
  #label;

  /**
   * @param {object} [options]
   * @param {any} [options.defaultValue] what `getStore` returns where no value was set
   * @param {string} [options.name]
   */
  constructor(options = {}) {
    validateObject(options, 'options');
    const { defaultValue, name = '' } = options;
    validateString(name, 'options.name');
    this.#fallback = defaultValue;
    this.#label = name;
    trackFrames();
  }

  get name() {
    return this.#label;
  }

  /**
   * Binds a function to the current context.
   * @param {Function} fn
   * @returns {Function}
   */
  static bind(fn) {
    return AsyncResource.bind(fn);
  }

  /**
   * Captures the current context.
   * @returns {(fn: Function, ...args: any[]) => any} runs functions in it
   */
  static snapshot() {
    return AsyncResource.bind((fn, ...args) => fn(...args));
  }

  /** Forgets the value in the current context; a new `run` or `enterWith` sets another. */
  disable() {
    AsyncContextFrame.disable(this);
  }

  /**
   * Sets the value for the rest of the current synchronous execution and all that it starts.
   * @param {any} data
   */
  enterWith(data) {
    AsyncContextFrame.set(new AsyncContextFrame(this, data));
  }

  /**
   * Calls a function in which, and in all that it starts, the value is `data`.
   * @param {any} data
   * @param {Function} fn
   * @param {...any} args
   * @returns {any} what the function returns
   */
  run(data, fn, ...args) {
    if (Object.is(this.getStore(), data)) return Reflect.apply(fn, null, args);
    validateFunction(fn, 'fn');
    const before = this.getStore();
    const inner = new AsyncContextFrame(this, data);
    const outer = AsyncContextFrame.exchange(inner);
    try {
      return fn(...args);
    } finally {
      // What the function entered of other storages stays entered.
      if (AsyncContextFrame.current() === inner) AsyncContextFrame.set(outer);
      else this.enterWith(before);
    }
  }

  /**
   * Calls a function in which there is no value.
   * @param {Function} fn
   * @param {...any} rest its arguments
   * @returns {any} what the function returns
   */
  exit(fn, ...rest) {
    return this.run(undefined, fn, ...rest);
  }

  /** @returns {any} the value in the current context */
  getStore() {
    const values = AsyncContextFrame.current();
    if (values === undefined) return this.#fallback;
    const value = values.get(this);
    // One look is enough nearly always; only `undefined` may be a value or the lack of one.
    return value !== undefined || values.has(this) ? value : this.#fallback;
  }
}

module.exports = AsyncLocalStorage;
