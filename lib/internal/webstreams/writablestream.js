'use strict';

const { codes: { ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_INVALID_STATE, ERR_INVALID_THIS } } = require('../errors');
const { kValidateObjectAllowObjects, kValidateObjectAllowObjectsAndNull, validateObject } = require('../validators');
const { kEmptyObject } = require('../util');
const { kTransfer } = require('../worker/js_transferable');
const {
  SizedQueue,
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
  rejectedDeferred,
  resolvedDeferred,
} = require('./util');

const kIsErrored = Symbol.for('nodejs.stream.errored');
const kIsWritable = Symbol.for('nodejs.stream.writable');
const kConstruct = Symbol('kConstruct');
const kSkipSetup = Symbol('kSkipSetup');
/** The chunk that stands for close() in the queue. */
const kClose = Symbol('kClose');

function initialState() {
  return {
    kind: 'WritableStream',
    // 'writable', 'erroring' (waiting for what is under way), 'errored' or 'closed'
    state: 'writable',
    storedError: undefined,
    writer: undefined,
    controller: undefined,
    // Deferreds of write() and close() calls: waiting, and handed to the sink.
    writeRequests: [],
    inFlightWrite: undefined,
    closeRequest: undefined,
    inFlightClose: undefined,
    pendingAbort: undefined,
    backpressure: false,
    closed: handledPromise(),
  };
}

class WritableStream {
  /**
   * @param {{start?: Function, write?: Function, close?: Function, abort?: Function}} [sink]
   * @param {{highWaterMark?: number, size?: Function}} [strategy]
   */
  constructor(sink = kEmptyObject, strategy = kEmptyObject) {
    this[kState] = initialState();
    if (sink === kSkipSetup) return;
    validateObject(sink, 'sink', kValidateObjectAllowObjects);
    validateObject(strategy, 'strategy', kValidateObjectAllowObjectsAndNull);
    if (sink?.type !== undefined) throw new ERR_INVALID_ARG_VALUE.RangeError('type', sink.type);
    const size = extractSizeAlgorithm(strategy);
    const highWaterMark = extractHighWaterMark(strategy, 1);
    const { start } = sink;
    setUpController(this, {
      start: start === undefined ? nop : (controller) => Reflect.apply(start, sink, [controller]),
      write: methodAsPromise(sink, 'sink.write', sink.write),
      close: methodAsPromise(sink, 'sink.close', sink.close),
      abort: methodAsPromise(sink, 'sink.abort', sink.abort),
    }, highWaterMark, size);
  }

  get locked() {
    checkThis(this, 'WritableStream');
    return isLocked(this);
  }

  abort(reason = undefined) {
    if (!hasState(this, 'WritableStream')) return Promise.reject(new ERR_INVALID_THIS('WritableStream'));
    if (isLocked(this)) return Promise.reject(new ERR_INVALID_STATE.TypeError('WritableStream is locked'));
    return abortStream(this, reason);
  }

  close() {
    if (!hasState(this, 'WritableStream')) return Promise.reject(new ERR_INVALID_THIS('WritableStream'));
    if (isLocked(this)) return Promise.reject(new ERR_INVALID_STATE.TypeError('WritableStream is locked'));
    if (closeQueuedOrInFlight(this)) return Promise.reject(new ERR_INVALID_STATE.TypeError('Failure closing WritableStream'));
    return closeStream(this);
  }

  getWriter() {
    checkThis(this, 'WritableStream');
    return new WritableStreamDefaultWriter(this);
  }

  get [kIsErrored]() {
    return this[kState].state === 'errored';
  }

  get [kIsWritable]() {
    return this[kState].state === 'writable';
  }

  get [kClosedPromise]() {
    return this[kState].closed;
  }

  [kTransfer]() {
    return { value: require('./transfer').transferWritable(this) };
  }

  [kControllerErrorFunction](err) {
    errorIfNeeded(this[kState].controller, err);
  }

  [kCustomInspect](depth, options) {
    return inspectAs(this, this.constructor.name, { locked: this.locked, state: this[kState].state }, depth, options);
  }
}
describeClass(WritableStream, ['locked', 'abort', 'close', 'getWriter']);

function notAttached() {
  return new ERR_INVALID_STATE.TypeError('Writer is not bound to a WritableStream');
}

class WritableStreamDefaultWriter {
  constructor(stream) {
    if (!hasState(stream, 'WritableStream')) throw new ERR_INVALID_ARG_TYPE('stream', 'WritableStream', stream);
    attachWriter(this, stream);
  }

  get closed() {
    if (!hasState(this, 'WritableStreamDefaultWriter')) {
      return Promise.reject(new ERR_INVALID_THIS('WritableStreamDefaultWriter'));
    }
    return this[kState].closed.promise;
  }

  get desiredSize() {
    checkThis(this, 'WritableStreamDefaultWriter');
    const { stream } = this[kState];
    if (stream === undefined) throw notAttached();
    return streamDesiredSize(stream);
  }

  get ready() {
    if (!hasState(this, 'WritableStreamDefaultWriter')) {
      return Promise.reject(new ERR_INVALID_THIS('WritableStreamDefaultWriter'));
    }
    return this[kState].ready.promise;
  }

  abort(reason = undefined) {
    if (!hasState(this, 'WritableStreamDefaultWriter')) {
      return Promise.reject(new ERR_INVALID_THIS('WritableStreamDefaultWriter'));
    }
    const { stream } = this[kState];
    return stream === undefined ? Promise.reject(notAttached()) : abortStream(stream, reason);
  }

  close() {
    if (!hasState(this, 'WritableStreamDefaultWriter')) {
      return Promise.reject(new ERR_INVALID_THIS('WritableStreamDefaultWriter'));
    }
    const { stream } = this[kState];
    if (stream === undefined) return Promise.reject(notAttached());
    if (closeQueuedOrInFlight(stream)) {
      return Promise.reject(new ERR_INVALID_STATE.TypeError('Failure to close WritableStream'));
    }
    return closeStream(stream);
  }

  releaseLock() {
    checkThis(this, 'WritableStreamDefaultWriter');
    if (this[kState].stream !== undefined) releaseWriter(this);
  }

  write(chunk = undefined) {
    if (!hasState(this, 'WritableStreamDefaultWriter')) {
      return Promise.reject(new ERR_INVALID_THIS('WritableStreamDefaultWriter'));
    }
    if (this[kState].stream === undefined) return Promise.reject(notAttached());
    return writeWith(this, chunk);
  }

  [kCustomInspect](depth, options) {
    const { stream, closed, ready } = this[kState];
    return inspectAs(this, this.constructor.name, {
      stream,
      close: closed.promise,
      ready: ready.promise,
      desiredSize: stream === undefined ? undefined : this.desiredSize,
    }, depth, options);
  }
}
describeClass(WritableStreamDefaultWriter, ['closed', 'desiredSize', 'ready', 'abort', 'close', 'releaseLock', 'write']);

class WritableStreamDefaultController {
  constructor(...args) {
    if (args[0] !== kConstruct) throw new ERR_ILLEGAL_CONSTRUCTOR();
  }

  /** Aborts when the stream is aborted: the sink gives up what it is writing. */
  get signal() {
    checkThis(this, 'WritableStreamDefaultController');
    return this[kState].abortController.signal;
  }

  error(err = undefined) {
    checkThis(this, 'WritableStreamDefaultController');
    if (this[kState].stream[kState].state === 'writable') errorController(this, err);
  }

  [kCustomInspect](depth, options) {
    return inspectAs(this, this.constructor.name, { stream: this[kState].stream }, depth, options);
  }
}
describeClass(WritableStreamDefaultController, ['signal', 'error']);

// --- the stream ---

function isLocked(stream) {
  return stream[kState].writer !== undefined;
}

function closeQueuedOrInFlight(stream) {
  const { closeRequest, inFlightClose } = stream[kState];
  return closeRequest !== undefined || inFlightClose !== undefined;
}

function abortStream(stream, reason) {
  const state = stream[kState];
  if (state.state === 'closed' || state.state === 'errored') return Promise.resolve();
  state.controller[kState].abortController.abort(reason);
  // A listener of the signal may have changed it.
  if (state.state === 'closed' || state.state === 'errored') return Promise.resolve();
  if (state.pendingAbort !== undefined) return state.pendingAbort.promise;

  const wasAlreadyErroring = state.state === 'erroring';
  if (wasAlreadyErroring) reason = undefined;
  state.pendingAbort = { ...Promise.withResolvers(), reason, wasAlreadyErroring };
  const { promise } = state.pendingAbort;
  if (!wasAlreadyErroring) startErroring(stream, reason);
  return promise;
}

function closeStream(stream) {
  const state = stream[kState];
  if (state.state === 'closed' || state.state === 'errored') {
    return Promise.reject(new ERR_INVALID_STATE.TypeError('WritableStream is closed'));
  }
  state.closeRequest = Promise.withResolvers();
  const { promise } = state.closeRequest;
  if (state.writer !== undefined && state.backpressure && state.state === 'writable') {
    state.writer[kState].ready.resolve?.();
  }
  enqueueClose(state.controller);
  return promise;
}

function startErroring(stream, reason) {
  const state = stream[kState];
  state.state = 'erroring';
  state.storedError = reason;
  if (state.writer !== undefined) rejectReady(state.writer, reason);
  const underWay = state.inFlightWrite !== undefined || state.inFlightClose !== undefined;
  if (!underWay && state.controller[kState].started) finishErroring(stream);
}

function finishErroring(stream) {
  const state = stream[kState];
  state.state = 'errored';
  state.controller[kState].queue.reset();
  const { storedError, writeRequests, pendingAbort } = state;
  state.writeRequests = [];
  for (const request of writeRequests) request.reject(storedError);
  if (pendingAbort === undefined) {
    rejectClosed(stream);
    return;
  }
  state.pendingAbort = undefined;
  if (pendingAbort.wasAlreadyErroring) {
    pendingAbort.reject(storedError);
    rejectClosed(stream);
    return;
  }
  const controller = state.controller[kState];
  const result = controller.abort(pendingAbort.reason);
  clearAlgorithms(controller);
  result.then(() => {
    pendingAbort.resolve();
    rejectClosed(stream);
  }, (err) => {
    pendingAbort.reject(err);
    rejectClosed(stream);
  });
}

// Whoever waits for the stream to close learns that it failed.
function rejectClosed(stream) {
  const state = stream[kState];
  if (state.closeRequest !== undefined) {
    state.closeRequest.reject(state.storedError);
    state.closeRequest = undefined;
  }
  state.closed.reject(state.storedError);
  state.writer?.[kState].closed.reject?.(state.storedError);
}

function dealWithRejection(stream, err) {
  if (stream[kState].state === 'writable') startErroring(stream, err);
  else finishErroring(stream);
}

function finishClose(stream) {
  const state = stream[kState];
  state.inFlightClose.resolve();
  state.inFlightClose = undefined;
  if (state.state === 'erroring') {
    // It closed all the same.
    state.storedError = undefined;
    if (state.pendingAbort !== undefined) {
      state.pendingAbort.resolve();
      state.pendingAbort = undefined;
    }
  }
  state.state = 'closed';
  state.writer?.[kState].closed.resolve?.();
  state.closed.resolve();
}

function failClose(stream, err) {
  const state = stream[kState];
  state.inFlightClose.reject(err);
  state.inFlightClose = undefined;
  if (state.pendingAbort !== undefined) {
    state.pendingAbort.reject(err);
    state.pendingAbort = undefined;
  }
  dealWithRejection(stream, err);
}

function updateBackpressure(stream, backpressure) {
  const state = stream[kState];
  if (state.writer !== undefined && backpressure !== state.backpressure) {
    if (backpressure) state.writer[kState].ready = handledPromise();
    else state.writer[kState].ready.resolve?.();
  }
  state.backpressure = backpressure;
}

// --- the writer ---

function attachWriter(writer, stream) {
  if (isLocked(stream)) throw new ERR_INVALID_STATE.TypeError('WritableStream is locked');
  const state = stream[kState];
  let closed;
  let ready;
  switch (state.state) {
    case 'writable':
      ready = !closeQueuedOrInFlight(stream) && state.backpressure ? handledPromise() : resolvedDeferred();
      closed = handledPromise();
      break;
    case 'erroring':
      ready = rejectedDeferred(state.storedError);
      closed = handledPromise();
      break;
    case 'closed':
      ready = resolvedDeferred();
      closed = resolvedDeferred();
      break;
    default:
      ready = rejectedDeferred(state.storedError);
      closed = rejectedDeferred(state.storedError);
  }
  writer[kState] = { kind: 'WritableStreamDefaultWriter', stream, closed, ready };
  state.writer = writer;
}

// Rejects the promise that was given out while it is pending; else a new one takes its place.
function rejectReady(writer, err) {
  const { ready, stream } = writer[kState];
  if (ready.reject !== undefined && stream !== undefined && stream[kState].backpressure) {
    ready.reject(err);
    markHandled(ready.promise);
  } else {
    writer[kState].ready = rejectedDeferred(err);
  }
}

function releaseWriter(writer) {
  const state = writer[kState];
  const { stream } = state;
  const err = new ERR_INVALID_STATE.TypeError('Writer has been released');
  const { state: streamState } = stream[kState];
  rejectReady(writer, err);
  if (streamState === 'writable' || streamState === 'erroring') state.closed.reject?.(err);
  if (state.closed.reject === undefined || streamState === 'closed' || streamState === 'errored') {
    state.closed = rejectedDeferred(err);
  }
  stream[kState].writer = undefined;
  state.stream = undefined;
}

function writeWith(writer, chunk) {
  const { stream } = writer[kState];
  const state = stream[kState];
  const size = chunkSize(state.controller, chunk);
  // Measuring may have run code of the user's.
  if (stream !== writer[kState].stream) {
    return Promise.reject(new ERR_INVALID_STATE.TypeError('Mismatched WritableStreams'));
  }
  if (state.state === 'errored') return Promise.reject(state.storedError);
  if (closeQueuedOrInFlight(stream) || state.state === 'closed') {
    return Promise.reject(new ERR_INVALID_STATE.TypeError('WritableStream is closed'));
  }
  if (state.state === 'erroring') return Promise.reject(state.storedError);
  const request = Promise.withResolvers();
  state.writeRequests.push(request);
  enqueueChunk(state.controller, chunk, size);
  return request.promise;
}

/** Closes what a pipe writes to, with the error that it may have. */
function closeWithErrorPropagation(writer) {
  const { stream } = writer[kState];
  const { state, storedError } = stream[kState];
  if (closeQueuedOrInFlight(stream) || state === 'closed') return Promise.resolve();
  if (state === 'errored') return Promise.reject(storedError);
  return closeStream(stream);
}

function streamDesiredSize(stream) {
  const { state, controller } = stream[kState];
  if (state === 'errored' || state === 'erroring') return null;
  if (state === 'closed') return 0;
  return desiredSize(controller);
}

// --- the controller ---

/** @param {object} sink `{start, write, close, abort}`; all but `start` give promises */
function setUpController(stream, sink, highWaterMark, size) {
  const { AbortController } = require('../abort_controller');
  const controller = new WritableStreamDefaultController(kConstruct);
  const state = {
    kind: 'WritableStreamDefaultController',
    stream,
    abortController: new AbortController(),
    queue: new SizedQueue(),
    started: false,
    size,
    highWaterMark,
    write: sink.write,
    close: sink.close,
    abort: sink.abort,
  };
  controller[kState] = state;
  stream[kState].controller = controller;
  updateBackpressure(stream, backpressure(controller));
  const startResult = sink.start(controller);
  Promise.resolve(startResult).then(() => {
    state.started = true;
    advanceQueue(controller);
  }, (err) => {
    state.started = true;
    dealWithRejection(stream, err);
  });
  return controller;
}

function clearAlgorithms(state) {
  state.write = undefined;
  state.close = undefined;
  state.abort = undefined;
  state.size = undefined;
}

function desiredSize(controller) {
  const { highWaterMark, queue } = controller[kState];
  return highWaterMark - queue.totalSize;
}

function backpressure(controller) {
  return desiredSize(controller) <= 0;
}

function chunkSize(controller, chunk) {
  const { size } = controller[kState];
  if (size === undefined) return 1;
  try {
    return size(chunk);
  } catch (err) {
    errorIfNeeded(controller, err);
    return 1;
  }
}

function errorController(controller, err) {
  const state = controller[kState];
  clearAlgorithms(state);
  startErroring(state.stream, err);
}

function errorIfNeeded(controller, err) {
  if (controller[kState].stream[kState].state === 'writable') errorController(controller, err);
}

function enqueueClose(controller) {
  controller[kState].queue.push(kClose, 0);
  advanceQueue(controller);
}

function enqueueChunk(controller, chunk, chunkSize) {
  const { queue, stream } = controller[kState];
  const size = +chunkSize;
  if (Number.isNaN(size) || size < 0 || size === Infinity) {
    errorIfNeeded(controller, new ERR_INVALID_ARG_VALUE.RangeError('size', chunkSize));
    return;
  }
  queue.push(chunk, size);
  if (!closeQueuedOrInFlight(stream) && stream[kState].state === 'writable') {
    updateBackpressure(stream, backpressure(controller));
  }
  advanceQueue(controller);
}

function advanceQueue(controller) {
  const state = controller[kState];
  const streamState = state.stream[kState];
  if (!state.started || streamState.inFlightWrite !== undefined) return;
  if (streamState.state === 'erroring') {
    finishErroring(state.stream);
    return;
  }
  if (state.queue.length === 0) return;
  const chunk = state.queue.peek();
  if (chunk === kClose) processClose(controller);
  else processWrite(controller, chunk);
}

function processClose(controller) {
  const state = controller[kState];
  const { stream } = state;
  stream[kState].inFlightClose = stream[kState].closeRequest;
  stream[kState].closeRequest = undefined;
  state.queue.shift();
  const result = state.close();
  clearAlgorithms(state);
  result.then(() => finishClose(stream), (err) => failClose(stream, err));
}

function processWrite(controller, chunk) {
  const state = controller[kState];
  const { stream } = state;
  const streamState = stream[kState];
  streamState.inFlightWrite = streamState.writeRequests.shift();
  state.write(chunk, controller).then(() => {
    streamState.inFlightWrite.resolve();
    streamState.inFlightWrite = undefined;
    state.queue.shift();
    if (!closeQueuedOrInFlight(stream) && streamState.state === 'writable') {
      updateBackpressure(stream, backpressure(controller));
    }
    advanceQueue(controller);
  }, (err) => {
    if (streamState.state === 'writable') clearAlgorithms(state);
    streamState.inFlightWrite.reject(err);
    streamState.inFlightWrite = undefined;
    dealWithRejection(stream, err);
  });
}

/** A WritableStream over algorithms instead of a user's sink. */
function createWritableStream(sink, highWaterMark = 1, size = () => 1) {
  const stream = new WritableStream(kSkipSetup);
  setUpController(stream, sink, highWaterMark, size);
  return stream;
}

function isWritableStream(value) {
  return hasState(value, 'WritableStream');
}

module.exports = {
  WritableStream,
  WritableStreamDefaultController,
  WritableStreamDefaultWriter,
  abortStream,
  closeQueuedOrInFlight,
  closeWithErrorPropagation,
  createWritableStream,
  errorIfNeeded,
  isLocked,
  isWritableStream,
  releaseWriter,
  writeWith,
};
