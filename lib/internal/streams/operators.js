'use strict';

// Array-like methods of Readable: map, filter, take… They are lazy: data flows only as far as it is asked for.

const { AbortController, AbortSignal } = require('../abort_controller');
const { AbortError, codes: { ERR_INVALID_ARG_VALUE, ERR_MISSING_ARGS, ERR_OUT_OF_RANGE } } = require('../errors');
const {
  validateAbortSignal,
  validateFunction,
  validateInteger,
  validateObject,
} = require('../validators');
const { finished } = require('./end-of-stream');
const { addAbortSignalNoValidate } = require('./add-abort-signal');
const { isWritable, isNodeStream } = require('./utils');

function validateOptions(options) {
  if (options != null) validateObject(options, 'options');
  if (options?.signal != null) validateAbortSignal(options.signal, 'options.signal');
}

function throwIfAborted(options) {
  if (options?.signal?.aborted) throw new AbortError(undefined, { cause: options.signal.reason });
}

function compose(stream, options) {
  validateOptions(options);
  if (isNodeStream(stream) && !isWritable(stream)) {
    throw new ERR_INVALID_ARG_VALUE('stream', stream, 'must be writable');
  }
  const composed = require('./compose')(this, stream);
  if (options?.signal) addAbortSignalNoValidate(options.signal, composed);
  return composed;
}

function map(fn, options) {
  validateFunction(fn, 'fn');
  validateOptions(options);
  let concurrency = 1;
  if (options?.concurrency != null) concurrency = Math.floor(options.concurrency);
  let highWaterMark = concurrency - 1;
  if (options?.highWaterMark != null) highWaterMark = Math.floor(options.highWaterMark);
  validateInteger(concurrency, 'options.concurrency', 1);
  validateInteger(highWaterMark, 'options.highWaterMark', 0);
  return mapWithConcurrency(this, fn, options, concurrency, highWaterMark + concurrency);
}

const kEof = Symbol('kEof');
const kSkip = Symbol('kSkip');

// Results come out in the order of the chunks; at most `concurrency` calls run and `limit` results wait.
async function* mapWithConcurrency(stream, fn, options, concurrency, limit) {
  const signal = AbortSignal.any([options?.signal].filter(Boolean));
  const fnOptions = { signal };
  const queue = [];
  let next;
  let resume;
  let done = false;
  let running = 0;

  function onError() {
    done = true;
    settled();
  }
  function settled() {
    running--;
    wakePump();
  }
  function wakePump() {
    if (resume && !done && running < concurrency && queue.length < limit) {
      resume();
      resume = null;
    }
  }
  function wakeConsumer() {
    if (next) {
      next();
      next = null;
    }
  }

  async function pump() {
    try {
      for await (let val of stream) {
        if (done) return;
        if (signal.aborted) throw new AbortError();
        try {
          val = fn(val, fnOptions);
          if (val === kSkip) continue;
          val = Promise.resolve(val);
        } catch (err) {
          val = Promise.reject(err);
        }
        running++;
        val.then(settled, onError);
        queue.push(val);
        wakeConsumer();
        if (!done && (queue.length >= limit || running >= concurrency)) {
          await new Promise((resolve) => {
            resume = resolve;
          });
        }
      }
      queue.push(kEof);
    } catch (err) {
      const val = Promise.reject(err);
      val.then(settled, onError);
      queue.push(val);
    } finally {
      done = true;
      wakeConsumer();
    }
  }

  pump();
  try {
    while (true) {
      while (queue.length > 0) {
        const val = await queue[0];
        if (val === kEof) return;
        if (signal.aborted) throw new AbortError();
        if (val !== kSkip) yield val;
        queue.shift();
        wakePump();
      }
      await new Promise((resolve) => {
        next = resolve;
      });
    }
  } finally {
    done = true;
    if (resume) {
      resume();
      resume = null;
    }
  }
}

async function some(fn, options = undefined) {
  // eslint-disable-next-line no-unused-vars
  for await (const unused of filter.call(this, fn, options)) return true;
  return false;
}

async function every(fn, options = undefined) {
  validateFunction(fn, 'fn');
  return !(await some.call(this, async (...args) => !(await fn(...args)), options));
}

async function find(fn, options) {
  for await (const result of filter.call(this, fn, options)) return result;
  return undefined;
}

async function forEach(fn, options) {
  validateFunction(fn, 'fn');
  async function call(value, options) {
    await fn(value, options);
    return kSkip;
  }
  // eslint-disable-next-line no-unused-vars
  for await (const unused of map.call(this, call, options));
}

function filter(fn, options) {
  validateFunction(fn, 'fn');
  async function keep(value, options) {
    return (await fn(value, options)) ? value : kSkip;
  }
  return map.call(this, keep, options);
}

/** An empty stream without an initial value. */
class ReduceAwareErrMissingArgs extends ERR_MISSING_ARGS {
  constructor() {
    super('reduce');
    this.message = 'Reduce of an empty stream requires an initial value';
  }
}

function reduce(...args) {
  const [reducer, initialValue, options] = args;
  return reduceWith(this, reducer, initialValue, options, args.length > 1);
}

async function reduceWith(stream, reducer, initialValue, options, hasInitialValue) {
  validateFunction(reducer, 'reducer');
  validateOptions(options);
  if (options?.signal?.aborted) {
    const err = new AbortError(undefined, { cause: options.signal.reason });
    stream.once('error', () => {}); // it is told by the promise
    await finished(stream.destroy(err));
    throw err;
  }
  const ac = new AbortController();
  const { signal } = ac;
  if (options?.signal) {
    const { kResistStopPropagation, kWeakHandler } = require('../event_target');
    options.signal.addEventListener('abort', () => ac.abort(), {
      once: true, [kWeakHandler]: stream, [kResistStopPropagation]: true,
    });
  }
  let gotAnyItem = false;
  try {
    for await (const value of stream) {
      gotAnyItem = true;
      if (options?.signal?.aborted) throw new AbortError();
      if (!hasInitialValue) {
        initialValue = value;
        hasInitialValue = true;
      } else {
        initialValue = await reducer(initialValue, value, { signal });
      }
    }
    if (!gotAnyItem && !hasInitialValue) throw new ReduceAwareErrMissingArgs();
  } finally {
    ac.abort();
  }
  return initialValue;
}

async function toArray(options) {
  validateOptions(options);
  const result = [];
  for await (const val of this) {
    if (options?.signal?.aborted) throw new AbortError(undefined, { cause: options.signal.reason });
    result.push(val);
  }
  return result;
}

function flatMap(fn, options) {
  const values = map.call(this, fn, options);
  return (async function* () {
    for await (const val of values) yield* val;
  })();
}

function toIntegerOrInfinity(number) {
  number = Number(number);
  if (Number.isNaN(number)) return 0;
  if (number < 0) throw new ERR_OUT_OF_RANGE('number', '>= 0', number);
  return number;
}

function drop(number, options = undefined) {
  validateOptions(options);
  number = toIntegerOrInfinity(number);
  const stream = this;
  return (async function* () {
    throwIfAborted(options);
    for await (const val of stream) {
      throwIfAborted(options);
      if (number-- <= 0) yield val;
    }
  })();
}

function take(number, options = undefined) {
  validateOptions(options);
  number = toIntegerOrInfinity(number);
  const stream = this;
  return (async function* () {
    throwIfAborted(options);
    for await (const val of stream) {
      throwIfAborted(options);
      if (number-- > 0) yield val;
      // Not waiting for one more than asked for.
      if (number <= 0) return;
    }
  })();
}

/** Methods whose result is a stream again. */
const streamReturningOperators = { drop, filter, flatMap, map, take, compose };

/** Methods whose result is a promise. */
const promiseReturningOperators = { every, forEach, reduce, toArray, some, find };

module.exports = { streamReturningOperators, promiseReturningOperators };
