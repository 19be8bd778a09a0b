'use strict';

// What a block with `using` declarations owns, and disposes of at its end. Lowered code (see lowering.js) calls these
// methods: https://tc39.es/proposal-explicit-resource-management/

const { SuppressedError } = require('../disposable_stack');

function checkObject(value) {
  if ((typeof value !== 'object' || value === null) && typeof value !== 'function') {
    throw new TypeError('An object is expected with `using` declarations');
  }
}

function checkMethod(method, symbol) {
  if (typeof method !== 'function') throw new TypeError(`${String(symbol)} is not a function`);
  return method;
}

/** The resources of one block while it runs. */
class Resources {
  #stack = [];
  #hasError = false;
  #error = undefined;
  /** Whether disposing of them has thrown, so that {@link Resources#end} must. */
  #hasNewError = false;
  /** An `await using` of nothing waits all the same, once, unless something else has. */
  #needsAwait = false;
  #hasAwaited = false;
  /** What the block is to wait for before it goes on disposing. */
  awaited = undefined;

  /** `using x = value` */
  add(value) {
    if (value !== null && value !== undefined) {
      checkObject(value);
      const method = checkMethod(value[Symbol.dispose], Symbol.dispose);
      this.#stack.push({ value, method, isAsync: false, ignoresResult: false });
    }
    return value;
  }

  /** `await using x = value` */
  addAsync(value) {
    if (value === null || value === undefined) {
      this.#stack.push({ value, method: undefined, isAsync: true, ignoresResult: false });
      return value;
    }
    checkObject(value);
    let method = value[Symbol.asyncDispose];
    const ignoresResult = method === null || method === undefined;
    let symbol = Symbol.asyncDispose;
    if (ignoresResult) {
      symbol = Symbol.dispose;
      method = value[symbol];
    }
    this.#stack.push({ value, method: checkMethod(method, symbol), isAsync: true, ignoresResult });
    return value;
  }

  /**
   * Takes note of what the block, or disposing of something, has thrown.
   * @returns {any} what is to be thrown for it
   */
  fail(error) {
    this.#error = this.#hasError
      ? new SuppressedError(error, this.#error, 'An error was suppressed during disposal')
      : error;
    this.#hasError = true;
    return this.#error;
  }

  /** {@link Resources#fail} while disposing. */
  failDisposing(error) {
    this.#hasNewError = true;
    this.fail(error);
  }

  /** The end of a block without `await using`. */
  dispose() {
    while (this.#stack.length > 0) {
      const { value, method } = this.#stack.pop();
      try {
        Reflect.apply(method, value, []);
      } catch (error) {
        this.failDisposing(error);
      }
    }
    this.end();
  }

  /**
   * Disposes of what it can without waiting.
   * @returns {boolean} whether the block must wait for `awaited` and then call again
   */
  next() {
    while (this.#stack.length > 0) {
      const resource = this.#stack.at(-1);
      if (!resource.isAsync && this.#needsAwait && !this.#hasAwaited) {
        this.#needsAwait = false;
        this.awaited = undefined;
        return true;
      }
      this.#stack.pop();
      if (this.#disposeOf(resource)) return true;
    }
    if (!this.#needsAwait || this.#hasAwaited) return false;
    this.#needsAwait = false;
    this.awaited = undefined;
    return true;
  }

  #disposeOf({ value, method, isAsync, ignoresResult }) {
    if (method === undefined) {
      this.#needsAwait = true;
      return false;
    }
    try {
      const result = Reflect.apply(method, value, []);
      if (!isAsync) return false;
      this.awaited = ignoresResult ? undefined : result;
    } catch (error) {
      // A synchronous method that stands for an asynchronous one rejects a promise.
      if (!ignoresResult) {
        this.failDisposing(error);
        return false;
      }
      this.awaited = Promise.reject(error);
    }
    this.#hasAwaited = true;
    return true;
  }

  /** Throws what disposing has thrown; what the block itself has is on its way already. */
  end() {
    if (this.#hasNewError) throw this.#error;
  }
}

/** @returns {Resources} */
function newResources() {
  return new Resources();
}

module.exports = { newResources };
