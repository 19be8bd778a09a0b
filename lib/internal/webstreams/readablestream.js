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
    const mode = options?.mode;
    if (mode === undefined) return new ReadableStreamDefaultReader(this);
    if (`${mode}` !== 'byob') throw new ERR_INVALID_ARG_VALUE('options.mode', mode);
    return new ReadableStreamBYOBReader(this);
  }

  /**
   * Pipes into `transform.writable` and gives `transform.readable`.
   * @param {{preventAbort?: boolean, preventCancel?: boolean, preventClose?: boolean, signal?: AbortSignal}} [options]
   */
  pipeThrough(transform, options = kEmptyObject) {
    checkThis(this, 'ReadableStream');
    const { isWritableStream, isLocked: isWriterLocked } = require('./writablestream');
    const { pipe } = require('./readable_pipe');
    const readable = transform?.readable;
    if (!hasState(readable, 'ReadableStream')) {
      throw new ERR_INVALID_ARG_TYPE('transform.readable', 'ReadableStream', readable);
    }
    const writable = transform?.writable;
    if (!isWritableStream(writable)) throw new ERR_INVALID_ARG_TYPE('transform.writable', 'WritableStream', writable);
    const pipeOptions = readPipeOptions(options);
    if (isLocked(this)) throw new ERR_INVALID_STATE.TypeError('The ReadableStream is locked');
    if (isWriterLocked(writable)) throw new ERR_INVALID_STATE.TypeError('The WritableStream is locked');
    markHandled(pipe(this, writable, pipeOptions));
    return readable;
  }

  pipeTo(destination, options = kEmptyObject) {
    try {
      checkThis(this, 'ReadableStream');
      const { isWritableStream, isLocked: isWriterLocked } = require('./writablestream');
      if (!isWritableStream(destination)) {
        throw new ERR_INVALID_ARG_TYPE('transform.writable', 'WritableStream', destination);
      }
      const pipeOptions = readPipeOptions(options);
      if (isLocked(this)) throw new ERR_INVALID_STATE.TypeError('The ReadableStream is locked');
      if (isWriterLocked(destination)) throw new ERR_INVALID_STATE.TypeError('The WritableStream is locked');
      return require('./readable_pipe').pipe(this, destination, pipeOptions);
    } catch (err) {
      return Promise.reject(err);
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

  get [kIsDisturbed]() {
    return this[kState].disturbed;
  }

  get [kIsErrored]() {
    return this[kState].state === 'errored';
  }

  get [kIsReadable]() {
    return this[kState].state === 'readable';
  }

  get [kClosedPromise]() {
    return this[kState].closed;
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
Object.defineProperties(ReadableStream, { from: { __proto__: null, enumerable: true } });
Object.defineProperty(ReadableStream.prototype, Symbol.asyncIterator, {
  __proto__: null, configurable: true, enumerable: false, writable: true, value: ReadableStream.prototype.values,
});
describeClass(ReadableStream, ['locked', 'cancel', 'getReader', 'pipeThrough', 'pipeTo', 'tee', 'values']);

function readPipeOptions(options) {
  validateObject(options, 'options', kValidateObjectAllowObjectsAndNull);
  const { preventAbort, preventCancel, preventClose, signal } = options ?? kEmptyObject;
  if (signal !== undefined) {
    const { AbortSignal } = require('../abort_controller');
    if (!(signal instanceof AbortSignal)) throw new ERR_INVALID_ARG_TYPE('options.signal', 'AbortSignal', signal);
  }
  return { preventAbort: !!preventAbort, preventCancel: !!preventCancel, preventClose: !!preventClose, signal };
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

function streamOf(iterable) {
  let method = iterable?.[Symbol.asyncIterator];
  let isSync = false;
  if (method === undefined || method === null) {
    method = iterable?.[Symbol.iterator];
    isSync = true;
  }
  if (typeof method !== 'function') throw new ERR_ARG_NOT_ITERABLE(iterable);
  const iterator = Reflect.apply(method, iterable, []);
  if (iterator === null || (typeof iterator !== 'object' && typeof iterator !== 'function')) {
    throw new ERR_INVALID_STATE.TypeError('The iterator method must return an object');
  }
  const { next } = iterator;

  const stream = createReadableStream({
    start: nop,
    async pull(controller) {
      const result = await Reflect.apply(next, iterator, []);
      if (typeof result !== 'object' || result === null) {
        throw new ERR_INVALID_STATE.TypeError('The promise returned by the iterator.next() method must fulfill with an object');
      }
      if (result.done) defaultController.close(controller);
      else defaultController.enqueue(controller, isSync ? await result.value : result.value);
    },
    async cancel(reason) {
      const returnMethod = iterator.return;
      if (returnMethod === undefined || returnMethod === null) return;
      const result = await Reflect.apply(returnMethod, iterator, [reason]);
      if (typeof result !== 'object' || result === null) {
        throw new ERR_INVALID_STATE.TypeError('The promise returned by the iterator.return() method must fulfill with an object');
      }
    },
  }, 0);
  return stream;
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
