'use strict';

const { Immediate, Timeout, clearImmediate, clearTimeout, insert } = require('../internal/timers');
const { AbortError, codes: { ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_THIS } } = require('../internal/errors');
const { validateAbortSignal, validateBoolean, validateNumber, validateObject } = require('../internal/validators');
const { kEmptyObject } = require('../internal/util');

const kScheduler = Symbol('kScheduler');

function validateOptions(options) {
  validateObject(options, 'options');
  if (options?.signal !== undefined) validateAbortSignal(options.signal, 'options.signal');
  if (options?.ref !== undefined) validateBoolean(options.ref, 'options.ref');
}

function abortError(signal) {
  return new AbortError(undefined, { cause: signal.reason });
}

// Rejects `promise` and calls `cancel` when the signal aborts before the promise settles.
function abortable(promise, signal, cancel, reject) {
  const { kResistStopPropagation } = require('../internal/event_target');
  const onAbort = () => {
    cancel();
    reject(abortError(signal));
  };
  signal.addEventListener('abort', onAbort, { __proto__: null, [kResistStopPropagation]: true });
  const stopListening = () => signal.removeEventListener('abort', onAbort);
  promise.then(stopListening, stopListening);
  return promise;
}

/**
 * A promise of `value`, `after` milliseconds from now.
 * @param {number} [after]
 * @param {any} [value]
 * @param {{signal?: AbortSignal, ref?: boolean}} [options]
 */
function setTimeout(after, value, options = kEmptyObject) {
  try {
    if (after !== undefined) validateNumber(after, 'delay');
    validateOptions(options);
  } catch (err) {
    return Promise.reject(err);
  }
  const { signal, ref = true } = options;
  if (signal?.aborted) return Promise.reject(abortError(signal));

  const { promise, resolve, reject } = Promise.withResolvers();
  const timeout = new Timeout(resolve, after, [value], false, ref);
  insert(timeout, timeout._idleTimeout);
  return signal ? abortable(promise, signal, () => clearTimeout(timeout), reject) : promise;
}

/**
 * A promise of `value`, in the coming check phase.
 * @param {any} [value]
 * @param {{signal?: AbortSignal, ref?: boolean}} [options]
 */
function setImmediate(value, options = kEmptyObject) {
  try {
    validateOptions(options);
  } catch (err) {
    return Promise.reject(err);
  }
  const { signal, ref = true } = options;
  if (signal?.aborted) return Promise.reject(abortError(signal));

  const { promise, resolve, reject } = Promise.withResolvers();
  const immediate = new Immediate(resolve, [value]);
  if (!ref) immediate.unref();
  return signal ? abortable(promise, signal, () => clearImmediate(immediate), reject) : promise;
}

/**
 * Yields `value` every `after` milliseconds; ticks that pass while the consumer is busy are made up for.
 * @param {number} [after]
 * @param {any} [value]
 * @param {{signal?: AbortSignal, ref?: boolean}} [options]
 */
async function* setInterval(after, value, options = kEmptyObject) {
  if (after !== undefined) validateNumber(after, 'delay');
  validateOptions(options);
  const { signal, ref = true } = options;
  if (signal?.aborted) throw abortError(signal);

  let due = 0;
  let wake = null;
  let stopListening;
  const interval = new Timeout(() => {
    due++;
    wake?.();
  }, after, undefined, true, ref);
  insert(interval, interval._idleTimeout);
  try {
    if (signal) {
      const { kResistStopPropagation } = require('../internal/event_target');
      const onAbort = () => {
        clearTimeout(interval);
        wake?.();
      };
      signal.addEventListener('abort', onAbort, { __proto__: null, once: true, [kResistStopPropagation]: true });
      stopListening = () => signal.removeEventListener('abort', onAbort);
    }
    while (!signal?.aborted) {
      if (due === 0) {
        await new Promise((resolve) => {
          wake = resolve;
        });
        wake = null;
      }
      for (; due > 0; due--) yield value;
    }
    throw abortError(signal);
  } finally {
    clearTimeout(interval);
    stopListening?.();
  }
}

/** The scheduling API of the web platform; `scheduler` is the only one. */
class Scheduler {
  constructor() {
    throw new ERR_ILLEGAL_CONSTRUCTOR();
  }

  /** A promise that resolves in the coming check phase. */
  yield() {
    if (!this[kScheduler]) throw new ERR_INVALID_THIS('Scheduler');
    return setImmediate();
  }

  /**
   * A promise that resolves `delay` milliseconds from now.
   * @param {number} delay
   * @param {{signal?: AbortSignal, ref?: boolean}} [options]
   */
  wait(delay, options) {
    if (!this[kScheduler]) throw new ERR_INVALID_THIS('Scheduler');
    return setTimeout(delay, undefined, options);
  }
}

const scheduler = Reflect.construct(function() {
  this[kScheduler] = true;
}, [], Scheduler);

module.exports = { setTimeout, setImmediate, setInterval, scheduler };
