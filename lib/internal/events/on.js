'use strict';

const { AbortError, codes: { ERR_INVALID_ARG_TYPE } } = require('../errors');
const { validateAbortSignal, validateInteger, validateObject } = require('../validators');
const { kEmptyObject } = require('../util');
const { addAbortListener } = require('./abort_listener');
const { addListener, removeListener } = require('./target_listener');
const FixedQueue = require('../fixed_queue');

const kFirstEventParam = Symbol.for('nodejs.kFirstEventParam');
const kWatermarkData = Symbol.for('nodejs.watermarkData');

const AsyncIteratorPrototype = Object.getPrototypeOf(Object.getPrototypeOf(async function* () {}).prototype);

/** The events that arrived and nobody asked for yet, and the asks that nobody answered yet: one of both is empty. */
class EventQueue {
  constructor(emitter, high, low) {
    this.emitter = emitter;
    this.high = high;
    this.low = low;
    this.size = 0;
    this.paused = false;
    this.events = new FixedQueue();
    this.waiting = new FixedQueue();
    this.error = null;
    this.finished = false;
    this.listeners = [];
  }

  listen(emitter, name, listener, flags) {
    addListener(emitter, name, listener, flags);
    this.listeners.push([emitter, name, listener, flags]);
  }

  push(value) {
    const asked = this.waiting.shift();
    if (asked !== null) {
      asked.resolve({ value, done: false });
      return;
    }
    this.size++;
    if (!this.paused && this.size > this.high) {
      this.paused = true;
      this.emitter.pause();
    }
    this.events.push({ value });
  }

  shift() {
    if (this.size > 0) {
      const { value } = this.events.shift();
      this.size--;
      if (this.paused && this.size < this.low) {
        this.emitter.resume();
        this.paused = false;
      }
      return Promise.resolve({ value, done: false });
    }
    if (this.error !== null) {
      const rejected = Promise.reject(this.error);
      this.error = null;
      return rejected;
    }
    if (this.finished) return this.close();
    return new Promise((resolve, reject) => {
      this.waiting.push({ resolve, reject });
    });
  }

  fail(err) {
    const asked = this.waiting.shift();
    if (asked === null) this.error = err;
    else asked.reject(err);
    this.close();
  }

  close() {
    for (const [emitter, name, listener, flags] of this.listeners) removeListener(emitter, name, listener, flags);
    this.listeners.length = 0;
    this.abortListener?.[Symbol.dispose]();
    this.finished = true;
    const end = { value: undefined, done: true };
    for (let asked = this.waiting.shift(); asked !== null; asked = this.waiting.shift()) asked.resolve(end);
    return Promise.resolve(end);
  }
}

/** A limit of the queue; both spellings of its option are known. */
function markOf(options, which, preset) {
  const mark = options[`${which}WaterMark`] ?? options[`${which}Watermark`] ?? preset;
  validateInteger(mark, `options.${which}WaterMark`, 1);
  return mark;
}

/**
 * An async iterator over the `event` events of an emitter or event target; each value is the array of the event's
 * arguments. It ends on one of the `close` events and fails on 'error' or when the signal aborts.
 * @param {{signal?: AbortSignal, close?: string[], highWaterMark?: number, lowWaterMark?: number}} [options] past
 *   `highWaterMark` waiting events the emitter is paused, below `lowWaterMark` it is resumed
 */
function on(emitter, event, options = kEmptyObject) {
  validateObject(options, 'options');
  const { signal } = options;
  validateAbortSignal(signal, 'options.signal');
  const abortError = () => new AbortError(undefined, { cause: signal.reason });
  if (signal?.aborted) throw abortError();
  const high = markOf(options, 'high', Number.MAX_SAFE_INTEGER);
  const low = markOf(options, 'low', 1);

  const queue = new EventQueue(emitter, high, low);
  const iterator = Object.setPrototypeOf({
    next() {
      return queue.shift();
    },
    return() {
      return queue.close();
    },
    throw(err) {
      if (err instanceof Error) queue.fail(err);
      else throw new ERR_INVALID_ARG_TYPE('EventEmitter.AsyncIterator', 'Error', err);
    },
    [Symbol.asyncIterator]() {
      return this;
    },
    [kWatermarkData]: {
      get size() {
        return queue.size;
      },
      get low() {
        return low;
      },
      get high() {
        return high;
      },
      get isPaused() {
        return queue.paused;
      },
    },
  }, AsyncIteratorPrototype);

  queue.listen(emitter, event, options[kFirstEventParam] ? (value) => queue.push(value) : (...args) => queue.push(args));
  if (event !== 'error' && typeof emitter.on === 'function') queue.listen(emitter, 'error', (err) => queue.fail(err));
  if (options.close?.length) {
    for (const name of options.close) queue.listen(emitter, name, () => queue.close());
  }
  if (signal) {
    queue.abortListener = addAbortListener(signal, () => queue.fail(abortError()));
  }
  return iterator;
}

module.exports = { on };
