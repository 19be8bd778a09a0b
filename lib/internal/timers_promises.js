'use strict';

// timers/promises, over whatever starts and cancels timers: the loop's, or a test's (node:test's mock timers).

const { AbortError, codes } = require('./errors');
const { kEmptyObject } = require('./util');
const validators = require('./validators');

/** What every function here is given: checked, and with the defaults filled in. */
function readOptions(options, after) {
  if (after !== undefined) validators.validateNumber(after, 'delay');
  validators.validateObject(options, 'options');
  const { signal, ref } = options;
  if (signal !== undefined) validators.validateAbortSignal(signal, 'options.signal');
  if (ref !== undefined) validators.validateBoolean(ref, 'options.ref');
  const given = { signal, keepsAlive: ref ?? true };
  if (signal?.aborted) throw aborted(signal);
  return given;
}

function aborted({ reason: cause }) {
  return new AbortError(undefined, { cause });
}

/** Calls `onAbort` when the signal aborts, whatever other listeners stop; returns what ends that. */
function listen(signal, onAbort) {
  const { kResistStopPropagation } = require('./event_target');
  signal.addEventListener('abort', onAbort, { __proto__: null, once: true, [kResistStopPropagation]: true });
  return () => signal.removeEventListener('abort', onAbort);
}

/**
 * The promise of a timer that is started here and cancelled should the signal abort.
 * @param {(resolve: Function) => object} start starts the timer
 * @param {(timer: object) => void} cancel
 */
function promiseOf(start, cancel, signal) {
  if (!signal) return new Promise(start);
  const { promise, resolve, reject } = Promise.withResolvers();
  const timer = start(resolve);
  const stopListening = listen(signal, () => {
    cancel(timer);
    reject(aborted(signal));
  });
  promise.then(stopListening, stopListening);
  return promise;
}

/** Counts the ticks of an interval, so that none is lost while its consumer is busy. */
class Ticks {
  #missed = 0;
  #wake;

  constructor(primitives, after, keepsAlive) {
    this.primitives = primitives;
    this.timer = primitives.startTimeout(() => {
      this.#missed++;
      this.#wake?.();
    }, after, undefined, true, keepsAlive);
  }

  stop() {
    this.primitives.clearTimeout(this.timer);
    this.#wake?.();
  }

  /** @returns {Promise<void>} fulfilled by the next tick, or when the interval is stopped */
  next() {
    return new Promise((resolve) => { this.#wake = resolve; });
  }

  areDue() {
    return this.#missed > 0;
  }

  take() {
    return this.#missed > 0 && this.#missed-- > 0;
  }
}

const kConstruct = Symbol('kConstruct');

/** Knows the one object that is a Scheduler: programs cannot make another. */
let isScheduler;

/** The scheduling API of the web platform. */
class Scheduler {
  #genuine = true;
  #promises;

  static {
    isScheduler = (value) => #genuine in value;
  }

  constructor(key = undefined, promises) {
    if (key !== kConstruct) throw new codes.ERR_ILLEGAL_CONSTRUCTOR();
    this.#promises = promises;
  }

  /** A promise that resolves in the coming check phase. */
  yield() {
    mustBeScheduler(this);
    return this.#promises.setImmediate();
  }

  /**
   * A promise that resolves `delay` milliseconds from now.
   * @param {number} delay
   * @param {{signal?: AbortSignal, ref?: boolean}} [options]
   */
  wait(delay, options) {
    mustBeScheduler(this);
    return this.#promises.setTimeout(delay, undefined, options);
  }
}

function mustBeScheduler(value) {
  if (!isScheduler(value)) throw new codes.ERR_INVALID_THIS('Scheduler');
}

/**
 * @param {object} primitives
 * @param {(callback: Function, after: number, args: any[], repeats: boolean, keepsAlive: boolean) => object}
 *   primitives.startTimeout
 * @param {(callback: Function, args: any[], keepsAlive: boolean) => object} primitives.startImmediate
 * @param {(timer: object) => void} primitives.clearTimeout
 * @param {(immediate: object) => void} primitives.clearImmediate
 * @returns {object} what `timers/promises` exports
 */
function createTimersPromises(primitives) {
  const { startTimeout, startImmediate, clearTimeout, clearImmediate } = primitives;

  /**
   * A promise of `value`, `after` milliseconds from now.
   * @param {number} [after]
   * @param {any} [value]
   * @param {{signal?: AbortSignal, ref?: boolean}} [options]
   */
  function setTimeout(after, value, options = kEmptyObject) {
    let given;
    try {
      given = readOptions(options, after);
    } catch (error) {
      return Promise.reject(error);
    }
    return promiseOf(
      (resolve) => startTimeout(resolve, after, [value], false, given.keepsAlive), clearTimeout, given.signal);
  }

  /**
   * A promise of `value`, in the coming check phase.
   * @param {any} [value]
   * @param {{signal?: AbortSignal, ref?: boolean}} [options]
   */
  function setImmediate(value, options = kEmptyObject) {
    let given;
    try {
      given = readOptions(options);
    } catch (error) {
      return Promise.reject(error);
    }
    return promiseOf(
      (resolve) => startImmediate(resolve, [value], given.keepsAlive), clearImmediate, given.signal);
  }

  /**
   * Yields `value` every `after` milliseconds; ticks that pass while the consumer is busy are made up for.
   * @param {number} [after]
   * @param {any} [value]
   * @param {{signal?: AbortSignal, ref?: boolean}} [options]
   */
  async function* setInterval(after, value, options = kEmptyObject) {
    const { signal, keepsAlive } = readOptions(options, after);
    const ticks = new Ticks(primitives, after, keepsAlive);
    const stopListening = signal && listen(signal, () => ticks.stop());
    try {
      while (!signal?.aborted) {
        if (!ticks.areDue()) await ticks.next();
        while (ticks.take()) yield value;
      }
      throw aborted(signal);
    } finally {
      ticks.stop();
      stopListening?.();
    }
  }

  const scheduler = new Scheduler(kConstruct, { setTimeout, setImmediate });
  return { setTimeout, setImmediate, setInterval, scheduler };
}

module.exports = { createTimersPromises };
