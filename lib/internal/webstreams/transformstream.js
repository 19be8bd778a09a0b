'use strict';

const { codes: { ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_ARG_VALUE, ERR_INVALID_STATE } } = require('../errors');
const { kValidateObjectAllowObjects, kValidateObjectAllowObjectsAndNull, validateObject } = require('../validators');
const { kEmptyObject, lazyDOMException } = require('../util');
const { kTransfer } = require('../worker/js_transferable');
const defaultController = require('./default_controller');
const { createReadableStream } = require('./readablestream');
const { createWritableStream, errorIfNeeded } = require('./writablestream');
const {
  checkThis,
  describeClass,
  extractHighWaterMark,
  extractSizeAlgorithm,
  inspectAs,
  kCustomInspect,
  kState,
  methodAsPromise,
} = require('./util');

const kConstruct = Symbol('kConstruct');

class TransformStream {
  /**
   * @param {{start?: Function, transform?: Function, flush?: Function, cancel?: Function}} [transformer]
   * @param {{highWaterMark?: number, size?: Function}} [writableStrategy] 1 unless given
   * @param {{highWaterMark?: number, size?: Function}} [readableStrategy] 0 unless given
   */
  constructor(transformer = kEmptyObject, writableStrategy = kEmptyObject, readableStrategy = kEmptyObject) {
    validateObject(transformer, 'transformer', kValidateObjectAllowObjects);
    validateObject(writableStrategy, 'writableStrategy', kValidateObjectAllowObjectsAndNull);
    validateObject(readableStrategy, 'readableStrategy', kValidateObjectAllowObjectsAndNull);
    if (transformer.readableType !== undefined) {
      throw new ERR_INVALID_ARG_VALUE.RangeError('transformer.readableType', transformer.readableType);
    }
    if (transformer.writableType !== undefined) {
      throw new ERR_INVALID_ARG_VALUE.RangeError('transformer.writableType', transformer.writableType);
    }
    const readableHighWaterMark = extractHighWaterMark(readableStrategy, 0);
    const readableSize = extractSizeAlgorithm(readableStrategy);
    const writableHighWaterMark = extractHighWaterMark(writableStrategy, 1);
    const writableSize = extractSizeAlgorithm(writableStrategy);

    const startDone = Promise.withResolvers();
    const state = this[kState] = {
      kind: 'TransformStream',
      readable: undefined,
      writable: undefined,
      controller: undefined,
      backpressure: undefined,
      backpressureChange: undefined,
    };
    state.writable = createWritableStream({
      start: () => startDone.promise,
      write: (chunk) => sinkWrite(this, chunk),
      abort: (reason) => sinkAbort(this, reason),
      close: () => sinkClose(this),
    }, writableHighWaterMark, writableSize);
    state.readable = createReadableStream({
      start: () => startDone.promise,
      pull: () => sourcePull(this),
      cancel: (reason) => sourceCancel(this, reason),
    }, readableHighWaterMark, readableSize);
    setBackpressure(this, true);
    setUpController(this, transformer);

    const { start } = transformer;
    startDone.resolve(start === undefined ? undefined : Reflect.apply(start, transformer, [state.controller]));
  }

  get readable() {
    checkThis(this, 'TransformStream');
    return this[kState].readable;
  }

  get writable() {
    checkThis(this, 'TransformStream');
    return this[kState].writable;
  }

  /** Both sides go, each with a channel of its own. */
  [kTransfer]() {
    const { transferReadable, transferWritable } = require('./transfer');
    const { readable, writable } = this[kState];
    if (readable.locked || writable.locked) {
      throw lazyDOMException('Cannot transfer a locked TransformStream', 'DataCloneError');
    }
    const value = new TransformStream();
    value[kState].readable = transferReadable(readable);
    value[kState].writable = transferWritable(writable);
    return { value };
  }

  [kCustomInspect](depth, options) {
    return inspectAs(this, this.constructor.name, {
      readable: this.readable,
      writable: this.writable,
      backpressure: this[kState].backpressure,
    }, depth, options);
  }
}
describeClass(TransformStream, ['readable', 'writable']);

class TransformStreamDefaultController {
  constructor(...args) {
    if (args[0] !== kConstruct) throw new ERR_ILLEGAL_CONSTRUCTOR();
  }

  get desiredSize() {
    checkThis(this, 'TransformStreamDefaultController');
    return defaultController.desiredSize(readableController(this[kState].stream));
  }

  enqueue(chunk = undefined) {
    checkThis(this, 'TransformStreamDefaultController');
    enqueue(this, chunk);
  }

  error(reason = undefined) {
    checkThis(this, 'TransformStreamDefaultController');
    errorStream(this[kState].stream, reason);
  }

  /** Ends the readable side and fails the writable one. */
  terminate() {
    checkThis(this, 'TransformStreamDefaultController');
    const { stream } = this[kState];
    defaultController.close(readableController(stream));
    errorWritableAndUnblock(stream, new ERR_INVALID_STATE.TypeError('TransformStream terminated'));
  }

  [kCustomInspect](depth, options) {
    return inspectAs(this, this.constructor.name, { stream: this[kState].stream }, depth, options);
  }
}
describeClass(TransformStreamDefaultController, ['desiredSize', 'enqueue', 'error', 'terminate']);

function setUpController(stream, transformer) {
  const controller = new TransformStreamDefaultController(kConstruct);
  const { transform } = transformer;
  controller[kState] = {
    kind: 'TransformStreamDefaultController',
    stream,
    transform: transform === undefined ?
      async (chunk) => enqueue(controller, chunk) :
      methodAsPromise(transformer, 'transformer.transform', transform),
    flush: methodAsPromise(transformer, 'transformer.flush', transformer.flush),
    cancel: methodAsPromise(transformer, 'transformer.cancel', transformer.cancel),
    // The promise of whatever ends the stream: only one of cancel, abort and close calls the transformer.
    finish: undefined,
  };
  stream[kState].controller = controller;
}

function readableController(stream) {
  return stream[kState].readable[kState].controller;
}

function writableController(stream) {
  return stream[kState].writable[kState].controller;
}

function clearAlgorithms(controller) {
  const state = controller[kState];
  state.transform = undefined;
  state.flush = undefined;
  state.cancel = undefined;
}

function errorStream(stream, err) {
  defaultController.error(readableController(stream), err);
  errorWritableAndUnblock(stream, err);
}

function errorWritableAndUnblock(stream, err) {
  clearAlgorithms(stream[kState].controller);
  errorIfNeeded(writableController(stream), err);
  unblockWrite(stream);
}

function unblockWrite(stream) {
  if (stream[kState].backpressure) setBackpressure(stream, false);
}

function setBackpressure(stream, backpressure) {
  const state = stream[kState];
  state.backpressureChange?.resolve();
  state.backpressureChange = Promise.withResolvers();
  state.backpressure = backpressure;
}

function enqueue(controller, chunk) {
  const { stream } = controller[kState];
  const readable = readableController(stream);
  if (!defaultController.canCloseOrEnqueue(readable)) {
    throw new ERR_INVALID_STATE.TypeError('Unable to enqueue');
  }
  try {
    defaultController.enqueue(readable, chunk);
  } catch (err) {
    errorWritableAndUnblock(stream, err);
    throw stream[kState].readable[kState].storedError;
  }
  const backpressure = !shouldPull(readable);
  if (backpressure !== stream[kState].backpressure) setBackpressure(stream, true);
}

// Whether the readable side wants more.
function shouldPull(controller) {
  const { stream } = controller[kState];
  const { reader } = stream[kState];
  if (!defaultController.canCloseOrEnqueue(controller) || !controller[kState].started) return false;
  if (reader !== undefined && reader[kState].requests.length > 0) return true;
  return defaultController.desiredSize(controller) > 0;
}

async function performTransform(controller, chunk) {
  try {
    const { transform } = controller[kState];
    if (transform === undefined) return;
    await transform(chunk, controller);
  } catch (err) {
    errorStream(controller[kState].stream, err);
    throw err;
  }
}

async function sinkWrite(stream, chunk) {
  const state = stream[kState];
  if (state.backpressure) {
    await state.backpressureChange.promise;
    const writable = state.writable[kState];
    if (writable.state === 'erroring') throw writable.storedError;
  }
  await performTransform(state.controller, chunk);
}

function sinkAbort(stream, reason) {
  return endWith(stream, (controller) => controller.cancel(reason), {
    done() {
      const { readable } = stream[kState];
      if (readable[kState].state === 'errored') throw readable[kState].storedError;
      defaultController.error(readableController(stream), reason);
    },
    failed(err) {
      defaultController.error(readableController(stream), err);
    },
  });
}

function sinkClose(stream) {
  return endWith(stream, (controller) => controller.flush(stream[kState].controller), {
    done() {
      const { readable } = stream[kState];
      if (readable[kState].state === 'errored') throw readable[kState].storedError;
      defaultController.close(readableController(stream));
    },
    failed(err) {
      defaultController.error(readableController(stream), err);
    },
  });
}

function sourceCancel(stream, reason) {
  return endWith(stream, (controller) => controller.cancel(reason), {
    done() {
      const { writable } = stream[kState];
      if (writable[kState].state === 'errored') throw writable[kState].storedError;
      errorIfNeeded(writableController(stream), reason);
      unblockWrite(stream);
    },
    failed(err) {
      errorIfNeeded(writableController(stream), err);
      unblockWrite(stream);
    },
  });
}

function endWith(stream, call, { done, failed }) {
  const { controller } = stream[kState];
  const state = controller[kState];
  if (state.finish !== undefined) return state.finish;
  const { promise, resolve, reject } = Promise.withResolvers();
  state.finish = promise;
  const result = call(state);
  clearAlgorithms(controller);
  result.then(() => {
    try {
      done();
      resolve();
    } catch (err) {
      reject(err);
    }
  }, (err) => {
    failed(err);
    reject(err);
  });
  return promise;
}

function sourcePull(stream) {
  setBackpressure(stream, false);
  return stream[kState].backpressureChange.promise;
}

module.exports = { TransformStream, TransformStreamDefaultController };
