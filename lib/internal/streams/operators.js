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

function abortErrorOf(signal) {
  return new AbortError(undefined, { cause: signal.reason });
}

function throwIfAborted(options) {
  const signal = options?.signal;
  if (signal?.aborted) throw abortErrorOf(signal);
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
  const concurrency = Math.floor(options?.concurrency ?? 1);
  const waiting = Math.floor(options?.highWaterMark ?? concurrency - 1);
  validateInteger(concurrency, 'options.concurrency', 1);
  validateInteger(waiting, 'options.highWaterMark', 0);
  return resultsOf(new OrderedCalls(this, fn, options?.signal, concurrency, waiting + concurrency));
}

/** Behind the last result. */
const kEof = Symbol('kEof');
/** The result of a call that gives nothing. */
const kSkip = Symbol('kSkip');

/** Something one side waits for until the other one tells it. */
class Signpost {
  #pass = null;

  reached() {
    return new Promise((resolve) => {
      this.#pass = resolve;
    });
  }

  tell() {
    const pass = this.#pass;
    this.#pass = null;
    pass?.();
  }
}

/** Calls a function with the chunks of a stream, several at a time. The promises stand in the order of the chunks. */
class OrderedCalls {
  results = [];
  running = 0;
  isOver = false;
  arrival = new Signpost();
  room = new Signpost();

  /**
   * @param {AsyncIterable} source
   * @param {Function} fn
   * @param {AbortSignal} [signal]
   * @param {number} concurrency how many calls run at most
   * @param {number} limit how many results wait at most
   */
  constructor(source, fn, signal, concurrency, limit) {
    this.source = source;
    this.fn = fn;
    this.signal = AbortSignal.any(signal ? [signal] : []);
    this.fnOptions = { signal: this.signal };
    this.concurrency = concurrency;
    this.limit = limit;
  }

  get hasRoom() {
    return this.running < this.concurrency && this.results.length < this.limit;
  }

  /** Works through the stream until it ends, fails, or nobody wants more. */
  async work() {
    try {
      for await (const chunk of this.source) {
        if (this.isOver) return;
        this.throwIfAborted();
        const began = this.#begin(chunk);
        if (began && !this.isOver && !this.hasRoom) await this.room.reached();
      }
      this.results.push(kEof);
    } catch (reason) {
      const failure = Promise.reject(reason);
      failure.catch(() => {}); // whoever takes it out is told
      this.results.push(failure);
    } finally {
      this.isOver = true;
      this.arrival.tell();
    }
  }

  #begin(chunk) {
    let result;
    try {
      result = this.fn(chunk, this.fnOptions);
      if (result === kSkip) return false;
      result = Promise.resolve(result);
    } catch (reason) {
      result = Promise.reject(reason);
    }
    this.running++;
    result.then(this.#settled, this.#failed);
    this.results.push(result);
    this.arrival.tell();
    return true;
  }

  #settled = () => {
    this.running--;
    this.goOnIfRoom();
  };

  #failed = () => {
    this.isOver = true;
    this.running--;
  };

  goOnIfRoom() {
    if (!this.isOver && this.hasRoom) this.room.tell();
  }

  throwIfAborted() {
    if (this.signal.aborted) throw new AbortError();
  }

  stop() {
    this.isOver = true;
    this.room.tell();
  }
}

async function* resultsOf(calls) {
  const { results } = calls;
  calls.work();
  try {
    for (;;) {
      if (results.length === 0) {
        await calls.arrival.reached();
        continue;
      }
      const value = await results[0];
      if (value === kEof) return;
      calls.throwIfAborted();
      if (value !== kSkip) yield value;
      results.shift();
      calls.goOnIfRoom();
    }
  } finally {
    calls.stop();
  }
}

function filter(fn, options) {
  validateFunction(fn, 'fn');
  const orSkip = async (value, callOptions) => ((await fn(value, callOptions)) ? value : kSkip);
  return map.call(this, orSkip, options);
}

const kNone = Symbol('kNone');

/** The first value; the rest is not waited for. */
async function first(values) {
  for await (const value of values) return value;
  return kNone;
}

async function find(fn, options) {
  const found = await first(filter.call(this, fn, options));
  return found === kNone ? undefined : found;
}

async function some(fn, options = undefined) {
  const found = await first(filter.call(this, fn, options));
  return found !== kNone;
}

async function every(fn, options = undefined) {
  validateFunction(fn, 'fn');
  const fails = async (value, callOptions) => !(await fn(value, callOptions));
  return await first(filter.call(this, fails, options)) === kNone;
}

async function forEach(fn, options) {
  validateFunction(fn, 'fn');
  const onlyCall = async (value, callOptions) => {
    await fn(value, callOptions);
    return kSkip;
  };
  // Nothing comes out before the end does.
  await first(map.call(this, onlyCall, options));
}

/** An empty stream without an initial value. */
class ReduceAwareErrMissingArgs extends ERR_MISSING_ARGS {
  constructor(what = 'Reduce of an empty stream') {
    super('reduce');
    this.message = `${what} requires an initial value`;
  }
}

function reduce(reducer, initialValue, options) {
  // It may be undefined: having one is a matter of how many arguments there are.
  const hasInitialValue = arguments.length > 1;
  return reduceFrom(this, reducer, hasInitialValue ? initialValue : kNone, options);
}

async function reduceFrom(stream, reducer, initial, options) {
  validateFunction(reducer, 'reducer');
  validateOptions(options);
  const outer = options?.signal;
  if (outer?.aborted) {
    const reason = abortErrorOf(outer);
    stream.once('error', () => {}); // it is told by the promise
    await finished(stream.destroy(reason));
    throw reason;
  }
  const inner = new AbortController();
  if (outer) passOnAbort(outer, inner, stream);
  let result = initial;
  try {
    for await (const value of stream) {
      if (outer?.aborted) throw new AbortError();
      result = result === kNone ? value : await reducer(result, value, { signal: inner.signal });
    }
  } finally {
    inner.abort();
  }
  if (result === kNone) throw new ReduceAwareErrMissingArgs();
  return result;
}

function passOnAbort(outer, inner, holder) {
  const { kResistStopPropagation, kWeakHandler } = require('../event_target');
  const listenerOptions = { once: true, [kWeakHandler]: holder, [kResistStopPropagation]: true };
  outer.addEventListener('abort', () => inner.abort(), listenerOptions);
}

async function toArray(options) {
  validateOptions(options);
  const all = [];
  for await (const value of this) {
    throwIfAborted(options);
    all.push(value);
  }
  return all;
}

function flatMap(fn, options) {
  return flatten(map.call(this, fn, options));
}

async function* flatten(iterables) {
  for await (const each of iterables) yield* each;
}

function toCount(value) {
  const count = Number(value);
  if (count < 0) throw new ERR_OUT_OF_RANGE('number', '>= 0', count);
  return Number.isNaN(count) ? 0 : count;
}

function drop(number, options = undefined) {
  validateOptions(options);
  return slice(this, toCount(number), Infinity, options);
}

function take(number, options = undefined) {
  validateOptions(options);
  return slice(this, 0, toCount(number), options);
}

/** The chunks from `start` to before `end`, without waiting for one more. */
async function* slice(stream, start, end, options) {
  throwIfAborted(options);
  let index = 0;
  for await (const value of stream) {
    throwIfAborted(options);
    if (index >= start && index < end) yield value;
    index++;
    if (index >= end) return;
  }
}

/** Methods whose result is a stream again. */
const streamReturningOperators = { drop, filter, flatMap, map, take, compose };

/** Methods whose result is a promise. */
const promiseReturningOperators = { every, forEach, reduce, toArray, some, find };

module.exports = { streamReturningOperators, promiseReturningOperators };
