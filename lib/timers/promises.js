'use strict';

const { AbortError, codes } = require('../internal/errors');
const { kEmptyObject } = require('../internal/util');
const validators = require('../internal/validators');
const timers = require('../internal/timers');

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
  const { kResistStopPropagation } = require('../internal/event_target');
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

/** Starts a timer of `lib/internal/timers`. */
function startTimeout(callback, after, args, repeats, keepsAlive) {
  const timeout = new timers.Timeout(callback, after, args, repeats, keepsAlive);
  timers.insert(timeout, timeout._idleTimeout);
  return timeout;
}

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
    (resolve) => startTimeout(resolve, after, [value], false, given.keepsAlive), timers.clearTimeout, given.signal);
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
  return promiseOf((resolve) => {
    const immediate = new timers.Immediate(resolve, [value]);
    return given.keepsAlive ? immediate : immediate.unref();
  }, timers.clearImmediate, given.signal);
}

/** Counts the ticks of an interval, so that none is lost while its consumer is busy. */
class Ticks {
  #missed = 0;
  #wake;

  constructor(after, keepsAlive) {
    this.timer = startTimeout(() => {
      this.#missed++;
      this.#wake?.();
    }, after, undefined, true, keepsAlive);
  }

  stop() {
    timers.clearTimeout(this.timer);
    this.#wake?.();
  }

  /** @returns {Promise<void>} fulfilled by the next tick, or when the interval is stopped */
  next() {
    return new Promise((resolve) => { this.#wake = resolve; });
  }

  take() {
    return this.#missed > 0 && this.#missed-- > 0;
  }
}

/**
 * Yields `value` every `after` milliseconds; ticks that pass while the consumer is busy are made up for.
 * @param {number} [after]
 * @param {any} [value]
 * @param {{signal?: AbortSignal, ref?: boolean}} [options]
 */
async function* setInterval(after, value, options = kEmptyObject) {
  const { signal, keepsAlive } = readOptions(options, after);
  const ticks = new Ticks(after, keepsAlive);
  const stopListening = signal && listen(signal, () => ticks.stop());
  try {
    do {
      while (ticks.take()) yield value;
      await ticks.next();
    } while (!signal?.aborted);
    throw aborted(signal);
  } finally {
    ticks.stop();
    stopListening?.();
  }
}

/** Knows the one object that is a Scheduler: programs cannot make another. */
let isScheduler;

/** The scheduling API of the web platform. */
class Scheduler {
  #genuine = true;

  static {
    isScheduler = (value) => #genuine in value;
  }

  constructor(key = undefined) {
    if (key !== timers) throw new codes.ERR_ILLEGAL_CONSTRUCTOR();
  }

  /** A promise that resolves in the coming check phase. */
  yield() {
    mustBeScheduler(this);
    return setImmediate();
  }

  /**
   * A promise that resolves `delay` milliseconds from now.
   * @param {number} delay
   * @param {{signal?: AbortSignal, ref?: boolean}} [options]
   */
  wait(delay, options) {
    mustBeScheduler(this);
    return setTimeout(delay, undefined, options);
  }
}

function mustBeScheduler(value) {
  if (!isScheduler(value)) throw new codes.ERR_INVALID_THIS('Scheduler');
}

module.exports = { setTimeout, setImmediate, setInterval, scheduler: new Scheduler(timers) };
