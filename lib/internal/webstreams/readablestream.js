'use strict';

const {
  codes: { ERR_ARG_NOT_ITERABLE, ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_INVALID_STATE, ERR_INVALID_THIS },
} = require('../errors');
const {
  kValidateObjectAllowObjects,
  kValidateObjectAllowObjectsAndNull,
  validateObject,
} = require('../validators');
const { kEmptyObject } = require('../util');
const { kTransfer } = require('../worker/js_transferable');
const { cancelStream, isLocked, readWith, releaseReader } = require('./readable_ops');
const defaultController = require('./default_controller');
const byteController = require('./byte_controller');
const { ReadableStreamBYOBReader, ReadableStreamBYOBRequest, ReadableStreamDefaultReader } = require('./readers');
const {
  checkThis,
  describeClass,
  extractHighWaterMark,
  extractSizeAlgorithm,
  handledPromise,
  hasState,
  inspectAs,
  kClosedPromise,
  kControllerErrorFunction,
  kCustomInspect,
  kState,
  markHandled,
  methodAsPromise,
  nop,
} = require('./util');

const kIsDisturbed = Symbol.for('nodejs.stream.disturbed');
const kIsErrored = Symbol.for('nodejs.stream.errored');
const kIsReadable = Symbol.for('nodejs.stream.readable');
const kSkipSetup = Symbol('kSkipSetup');

const AsyncIteratorPrototype = Object.getPrototypeOf(Object.getPrototypeOf(async function* () {}).prototype);

class ReadableStream {
  /**
   * @param {{start?: Function, pull?: Function, cancel?: Function, type?: 'bytes', autoAllocateChunkSize?: number}} [source]
   * @param {{highWaterMark?: number, size?: Function}} [strategy]
   */
  constructor(source = kEmptyObject, strategy = kEmptyObject) {
    this[kState] = {
      kind: 'ReadableStream',
      disturbed: false,
      // 'readable', 'closed' or 'errored'
      state: 'readable',
      storedError: undefined,
      reader: undefined,
      controller: undefined,
      closed: handledPromise(),
    };
    if (source === kSkipSetup) return;
    validateObject(source, 'source', kValidateObjectAllowObjects);
    validateObject(strategy, 'strategy', kValidateObjectAllowObjectsAndNull);
    const { type, start } = source;
    const algorithms = {
      start: start === undefined ? nop : (controller) => Reflect.apply(start, source, [controller]),
      pull: methodAsPromise(source, 'source.pull', source.pull),
      cancel: methodAsPromise(source, 'source.cancel', source.cancel),
    };
    if (type !== undefined && `${type}` === 'bytes') {
      if (strategy?.size !== undefined) throw new ERR_INVALID_ARG_VALUE.RangeError('strategy.size', strategy.size);
      const chunkSize = source.autoAllocateChunkSize;
      if (chunkSize === 0) throw new ERR_INVALID_ARG_VALUE('source.autoAllocateChunkSize', chunkSize);
      byteController.setUpByteController(this, algorithms, extractHighWaterMark(strategy, 0), chunkSize);
    } else {
      if (type !== undefined) throw new ERR_INVALID_ARG_VALUE('source.type', type);
      const size = extractSizeAlgorithm(strategy);
      defaultController.setUpDefaultController(this, algorithms, extractHighWaterMark(strategy, 1), size);
    }
  }

  /** A stream of what an (async) iterable yields. */
  static from(iterable) {
    return streamOf(iterable);
  }

  get locked() {
    checkThis(this, 'ReadableStream');
    return isLocked(this);
  }

  cancel(reason = undefined) {
    if (!hasState(this, 'ReadableStream')) return Promise.reject(new ERR_INVALID_THIS('ReadableStream'));
    if (isLocked(this)) return Promise.reject(new ERR_INVALID_STATE.TypeError('ReadableStream is locked'));
    return cancelStream(this, reason);
  }

  /** @param {{mode?: 'byob'}} [options] */
  getReader(options = kEmptyObject) {
    checkThis(this, 'ReadableStream');
    validateObject(options, 'options', kValidateObjectAllowObjectsAndNull);
    const asked = options?.mode;
    const Reader = asked === undefined ? ReadableStreamDefaultReader : readersByMode[`${asked}`];
    if (Reader === undefined) throw new ERR_INVALID_ARG_VALUE('options.mode', asked);
    return new Reader(this);
  }

  /**
   * Pipes into `transform.writable` and gives `transform.readable`.
   * @param {{preventAbort?: boolean, preventCancel?: boolean, preventClose?: boolean, signal?: AbortSignal}} [options]
   */
  pipeThrough(transform, options = kEmptyObject) {
    checkThis(this, 'ReadableStream');
    const readable = transform?.readable;
    if (!isReadableStream(readable)) throw new ERR_INVALID_ARG_TYPE('transform.readable', 'ReadableStream', readable);
    markHandled(startPipe(this, transform?.writable, options));
    return readable;
  }

  pipeTo(destination, options = kEmptyObject) {
    try {
      checkThis(this, 'ReadableStream');
      return startPipe(this, destination, options);
    } catch (refusal) {
      return Promise.reject(refusal);
    }
  }

  /** Two streams of the same chunks. */
  tee() {
    checkThis(this, 'ReadableStream');
    return require('./readable_tee').tee(this);
  }

  /** @param {{preventCancel?: boolean}} [options] keeps the stream open when the loop is left */
  values(options = kEmptyObject) {
    checkThis(this, 'ReadableStream');
    validateObject(options, 'options', kValidateObjectAllowObjectsAndNull);
    return iterate(this, !!options?.preventCancel);
  }

  // What Node's stream functions ask of a stream, whichever kind it is.
  get [kIsDisturbed]() {
    const { disturbed } = this[kState];
    return disturbed;
  }

  get [kIsErrored]() {
    return isInState(this, 'errored');
  }

  get [kIsReadable]() {
    return isInState(this, 'readable');
  }

  get [kClosedPromise]() {
    const { closed } = this[kState];
    return closed;
  }

  [kTransfer]() {
    return { value: require('./transfer').transferReadable(this) };
  }

  [kControllerErrorFunction](err) {
    const { controller } = this[kState];
    if (controller[kState].kind === 'ReadableByteStreamController') byteController.error(controller, err);
    else defaultController.error(controller, err);
  }

  [kCustomInspect](depth, options) {
    return inspectAs(this, this.constructor.name, {
      locked: this.locked,
      state: this[kState].state,
      supportsBYOB: this[kState].controller?.[kState].kind === 'ReadableByteStreamController',
    }, depth, options);
  }
}
Object.defineProperty(ReadableStream, 'from', { __proto__: null, enumerable: true });
Object.defineProperty(ReadableStream.prototype, Symbol.asyncIterator, {
  ...Object.getOwnPropertyDescriptor(ReadableStream.prototype, 'values'), enumerable: false,
});
describeClass(ReadableStream, ['locked', 'cancel', 'getReader', 'pipeThrough', 'pipeTo', 'tee', 'values']);

const readersByMode = { __proto__: null, byob: ReadableStreamBYOBReader };

function isInState(stream, name) {
  return stream[kState].state === name;
}

/** What pipeTo and pipeThrough have in common: the checks, in the order of the standard, and the pipe. */
function startPipe(source, dest, options) {
  const { isWritableStream, isLocked: isWriterLocked } = require('./writablestream');
  if (!isWritableStream(dest)) throw new ERR_INVALID_ARG_TYPE('transform.writable', 'WritableStream', dest);
  const pipeOptions = readPipeOptions(options);
  for (const [name, locked] of [['ReadableStream', isLocked(source)], ['WritableStream', isWriterLocked(dest)]]) {
    if (locked) throw new ERR_INVALID_STATE.TypeError(`The ${name} is locked`);
  }
  return require('./readable_pipe').pipe(source, dest, pipeOptions);
}

function readPipeOptions(options) {
  validateObject(options, 'options', kValidateObjectAllowObjectsAndNull);
  const given = options ?? kEmptyObject;
  // Read in alphabetical order: getters may tell.
  const read = {
    preventAbort: Boolean(given.preventAbort),
    preventCancel: Boolean(given.preventCancel),
    preventClose: Boolean(given.preventClose),
    signal: given.signal,
  };
  if (read.signal === undefined) return read;
  const { AbortSignal } = require('../abort_controller');
  if (!(read.signal instanceof AbortSignal)) throw new ERR_INVALID_ARG_TYPE('options.signal', 'AbortSignal', read.signal);
  return read;
}

// An async iterator whose calls wait for each other.
function iterate(stream, preventCancel) {
  const reader = new ReadableStreamDefaultReader(stream);
  let done = false;
  let current;

  function nextSteps() {
    if (done) return Promise.resolve({ done: true, value: undefined });
    if (reader[kState].stream === undefined) {
      return Promise.reject(new ERR_INVALID_STATE.TypeError('The reader is not bound to a ReadableStream'));
    }
    const { promise, resolve, reject } = Promise.withResolvers();
    readWith(reader, {
      chunk(value) {
        current = undefined;
        resolve({ value, done: false });
      },
      close() {
        current = undefined;
        done = true;
        releaseReader(reader);
        resolve({ done: true, value: undefined });
      },
      error(err) {
        current = undefined;
        done = true;
        releaseReader(reader);
        reject(err);
      },
    });
    return promise;
  }

  async function returnSteps(value) {
    if (done) return { done: true, value };
    done = true;
    if (reader[kState].stream === undefined) {
      throw new ERR_INVALID_STATE.TypeError('The reader is not bound to a ReadableStream');
    }
    if (preventCancel) {
      releaseReader(reader);
    } else {
      const result = cancelStream(reader[kState].stream, value);
      releaseReader(reader);
      await result;
    }
    return { done: true, value };
  }

  return Object.setPrototypeOf({
    next() {
      current = current === undefined ? nextSteps() : current.then(nextSteps, nextSteps);
      return current;
    },
    return(value) {
      const steps = () => returnSteps(value);
      return current === undefined ? steps() : current.then(steps, steps);
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  }, AsyncIteratorPrototype);
}

/** An iterable's iterator, the asynchronous one if it has both. */
function iteratorOf(iterable) {
  const asyncMethod = iterable?.[Symbol.asyncIterator] ?? null;
  const isSync = asyncMethod === null;
  const method = isSync ? iterable?.[Symbol.iterator] : asyncMethod;
  if (typeof method !== 'function') throw new ERR_ARG_NOT_ITERABLE(iterable);
  const iterator = Reflect.apply(method, iterable, []);
  const isObject = typeof iterator === 'function' || (typeof iterator === 'object' && iterator !== null);
  if (!isObject) throw new ERR_INVALID_STATE.TypeError('The iterator method must return an object');
  return { iterator, isSync, next: iterator.next };
}

function checkResult(result, method) {
  if (typeof result === 'object' && result !== null) return;
  throw new ERR_INVALID_STATE.TypeError(
    `The promise returned by the iterator.${method}() method must fulfill with an object`);
}

function streamOf(iterable) {
  const { iterator, isSync, next } = iteratorOf(iterable);

  async function pull(controller) {
    const step = await Reflect.apply(next, iterator, []);
    checkResult(step, 'next');
    if (step.done) {
      defaultController.close(controller);
      return;
    }
    const chunk = isSync ? await step.value : step.value;
    defaultController.enqueue(controller, chunk);
  }

  async function cancel(reason) {
    const close = iterator.return ?? null;
    if (close !== null) checkResult(await Reflect.apply(close, iterator, [reason]), 'return');
  }

  return createReadableStream({ start: nop, pull, cancel }, 0);
}

/** A ReadableStream over algorithms instead of a user's source. */
function createReadableStream(source, highWaterMark = 1, size = () => 1) {
  const stream = new ReadableStream(kSkipSetup);
  defaultController.setUpDefaultController(stream, source, highWaterMark, size);
  return stream;
}

/** Like `createReadableStream`, of bytes. */
function createReadableByteStream(source) {
  const stream = new ReadableStream(kSkipSetup);
  byteController.setUpByteController(stream, source, 0, undefined);
  return stream;
}

function isReadableStream(value) {
  return hasState(value, 'ReadableStream');
}

module.exports = {
  ReadableStream,
  ReadableStreamBYOBReader,
  ReadableStreamBYOBRequest,
  ReadableStreamDefaultReader,
  ReadableByteStreamController: byteController.ReadableByteStreamController,
  ReadableStreamDefaultController: defaultController.ReadableStreamDefaultController,
  createReadableByteStream,
  createReadableStream,
  isReadableStream,
};
