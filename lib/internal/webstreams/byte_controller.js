'use strict';

// A readable stream's queue of bytes, which reads may have put right where they want them ("bring your own buffer").

const { codes: { ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_INVALID_STATE } } = require('../errors');
const {
  addRequest,
  closeStream,
  errorStream,
  fulfillRequest,
  hasByobReader,
  hasDefaultReader,
  kCancel,
  kPull,
  kRelease,
  pendingReads,
} = require('./readable_ops');
const {
  checkThis,
  copyBytes,
  describeClass,
  inspectAs,
  isDetached,
  kCustomInspect,
  kState,
  transferArrayBuffer,
} = require('./util');

const kConstruct = Symbol('kConstruct');

class ReadableByteStreamController {
  constructor(...args) {
    if (args[0] !== kConstruct) throw new ERR_ILLEGAL_CONSTRUCTOR();
  }

  get byobRequest() {
    checkThis(this, 'ReadableByteStreamController');
    return byobRequest(this);
  }

  get desiredSize() {
    checkThis(this, 'ReadableByteStreamController');
    return desiredSize(this);
  }

  close() {
    checkThis(this, 'ReadableByteStreamController');
    const { closeRequested, stream } = this[kState];
    if (closeRequested) throw new ERR_INVALID_STATE.TypeError('Controller is already closed');
    if (stream[kState].state !== 'readable') throw new ERR_INVALID_STATE.TypeError('ReadableStream is already closed');
    close(this);
  }

  enqueue(chunk) {
    checkThis(this, 'ReadableByteStreamController');
    if (!ArrayBuffer.isView(chunk)) {
      throw new ERR_INVALID_ARG_TYPE('chunk', ['Buffer', 'TypedArray', 'DataView'], chunk);
    }
    if (chunk.byteLength === 0 || chunk.buffer.byteLength === 0) {
      throw new ERR_INVALID_STATE.TypeError('chunk ArrayBuffer is zero-length or detached');
    }
    const { closeRequested, stream } = this[kState];
    if (closeRequested) throw new ERR_INVALID_STATE.TypeError('Controller is already closed');
    if (stream[kState].state !== 'readable') throw new ERR_INVALID_STATE.TypeError('ReadableStream is already closed');
    enqueue(this, chunk);
  }

  error(err = undefined) {
    checkThis(this, 'ReadableByteStreamController');
    error(this, err);
  }

  [kCancel](reason) {
    const state = this[kState];
    clearPendingPullIntos(this);
    resetQueue(state);
    const result = state.cancel(reason);
    clearAlgorithms(state);
    return result;
  }

  [kPull](request) {
    const state = this[kState];
    if (state.queueTotalSize > 0) {
      fillRequestFromQueue(this, request);
      return;
    }
    const size = state.autoAllocateChunkSize;
    if (size !== undefined) {
      try {
        state.pendingPullIntos.push(new PullInto(new ArrayBuffer(size), 0, size, 1, 1, Uint8Array, 'default'));
      } catch (err) {
        request.error(err);
        return;
      }
    }
    addRequest(state.stream, request);
    callPullIfNeeded(this);
  }

  [kRelease]() {
    const state = this[kState];
    if (state.pendingPullIntos.length > 0) {
      const first = state.pendingPullIntos[0];
      first.readerType = 'none';
      state.pendingPullIntos = [first];
    }
  }

  [kCustomInspect](depth, options) {
    return inspectAs(this, this.constructor.name, {}, depth, options);
  }
}
describeClass(ReadableByteStreamController, ['byobRequest', 'close', 'desiredSize', 'enqueue', 'error']);

/** A buffer that a read wants filled. */
class PullInto {
  constructor(buffer, byteOffset, byteLength, minimumFill, elementSize, viewConstructor, readerType) {
    this.buffer = buffer;
    this.bufferByteLength = buffer.byteLength;
    this.byteOffset = byteOffset;
    this.byteLength = byteLength;
    this.bytesFilled = 0;
    this.minimumFill = minimumFill;
    this.elementSize = elementSize;
    this.viewConstructor = viewConstructor;
    this.readerType = readerType;
  }

  /** What has been filled, as the kind of view that was given. */
  toView() {
    const buffer = transferArrayBuffer(this.buffer);
    return makeView(this.viewConstructor, buffer, this.byteOffset, this.bytesFilled / this.elementSize);
  }
}

function makeView(constructor, buffer, byteOffset, length) {
  if (constructor === Buffer) return Buffer.from(buffer, byteOffset, length);
  return new constructor(buffer, byteOffset, length);
}

function clearAlgorithms(state) {
  state.pull = undefined;
  state.cancel = undefined;
}

function resetQueue(state) {
  state.queue = [];
  state.queueTotalSize = 0;
}

function desiredSize(controller) {
  const { stream, highWaterMark, queueTotalSize } = controller[kState];
  switch (stream[kState].state) {
    case 'errored':
      return null;
    case 'closed':
      return 0;
    default:
      return highWaterMark - queueTotalSize;
  }
}

function byobRequest(controller) {
  const state = controller[kState];
  if (state.byobRequest === null && state.pendingPullIntos.length > 0) {
    const first = state.pendingPullIntos[0];
    const view = new Uint8Array(first.buffer, first.byteOffset + first.bytesFilled, first.byteLength - first.bytesFilled);
    state.byobRequest = require('./readers').createByobRequest(controller, view);
  }
  return state.byobRequest;
}

function invalidateByobRequest(state) {
  if (state.byobRequest === null) return;
  state.byobRequest[kState].controller = undefined;
  state.byobRequest[kState].view = null;
  state.byobRequest = null;
}

function clearPendingPullIntos(controller) {
  const state = controller[kState];
  invalidateByobRequest(state);
  state.pendingPullIntos = [];
}

function shouldPull(controller) {
  const state = controller[kState];
  const { stream } = state;
  if (stream[kState].state !== 'readable' || state.closeRequested || !state.started) return false;
  if (hasDefaultReader(stream) && pendingReads(stream) > 0) return true;
  if (hasByobReader(stream) && pendingReads(stream) > 0) return true;
  return desiredSize(controller) > 0;
}

function callPullIfNeeded(controller) {
  if (!shouldPull(controller)) return;
  const state = controller[kState];
  if (state.pulling) {
    state.pullAgain = true;
    return;
  }
  state.pulling = true;
  state.pull(controller).then(() => {
    state.pulling = false;
    if (state.pullAgain) {
      state.pullAgain = false;
      callPullIfNeeded(controller);
    }
  }, (err) => error(controller, err));
}

function close(controller) {
  const state = controller[kState];
  if (state.closeRequested || state.stream[kState].state !== 'readable') return;
  if (state.queueTotalSize > 0) {
    state.closeRequested = true;
    return;
  }
  if (state.pendingPullIntos.length > 0) {
    const first = state.pendingPullIntos[0];
    if (first.bytesFilled % first.elementSize !== 0) {
      const err = new ERR_INVALID_STATE.TypeError('Partial read');
      error(controller, err);
      throw err;
    }
  }
  clearAlgorithms(state);
  closeStream(state.stream);
}

function error(controller, err) {
  const state = controller[kState];
  if (state.stream[kState].state !== 'readable') return;
  clearPendingPullIntos(controller);
  resetQueue(state);
  clearAlgorithms(state);
  errorStream(state.stream, err);
}

function enqueueBytes(state, buffer, byteOffset, byteLength) {
  state.queue.push({ buffer, byteOffset, byteLength });
  state.queueTotalSize += byteLength;
}

function enqueueCopy(controller, buffer, byteOffset, byteLength) {
  let copy;
  try {
    copy = buffer.slice(byteOffset, byteOffset + byteLength);
  } catch (err) {
    error(controller, err);
    throw err;
  }
  enqueueBytes(controller[kState], copy, 0, byteLength);
}

// The reader has gone: what was filled for it goes to the queue.
function enqueueDetached(controller, pullInto) {
  if (pullInto.bytesFilled > 0) enqueueCopy(controller, pullInto.buffer, pullInto.byteOffset, pullInto.bytesFilled);
  shiftPullInto(controller);
}

function shiftPullInto(controller) {
  return controller[kState].pendingPullIntos.shift();
}

function enqueue(controller, chunk) {
  const state = controller[kState];
  const { stream } = state;
  if (state.closeRequested || stream[kState].state !== 'readable') return;
  const { byteOffset, byteLength } = chunk;
  if (isDetached(chunk.buffer)) throw new ERR_INVALID_STATE.TypeError('chunk ArrayBuffer is detached');
  const buffer = transferArrayBuffer(chunk.buffer);

  if (state.pendingPullIntos.length > 0) {
    const first = state.pendingPullIntos[0];
    if (isDetached(first.buffer)) throw new ERR_INVALID_STATE.TypeError('Destination ArrayBuffer is detached');
    invalidateByobRequest(state);
    first.buffer = transferArrayBuffer(first.buffer);
    if (first.readerType === 'none') enqueueDetached(controller, first);
  }

  if (hasDefaultReader(stream)) {
    processReadRequests(controller);
    if (pendingReads(stream) === 0) {
      enqueueBytes(state, buffer, byteOffset, byteLength);
    } else {
      if (state.pendingPullIntos.length > 0) shiftPullInto(controller);
      fulfillRequest(stream, new Uint8Array(buffer, byteOffset, byteLength), false);
    }
  } else if (hasByobReader(stream)) {
    enqueueBytes(state, buffer, byteOffset, byteLength);
    commitAll(controller, processPullIntos(controller));
  } else {
    enqueueBytes(state, buffer, byteOffset, byteLength);
  }
  callPullIfNeeded(controller);
}

function commit(stream, pullInto) {
  const done = stream[kState].state === 'closed';
  fulfillRequest(stream, pullInto.toView(), done);
}

function commitAll(controller, pullIntos) {
  for (const each of pullIntos) commit(controller[kState].stream, each);
}

// Moves bytes from the queue; whether that is enough for the read.
function fillFromQueue(controller, pullInto) {
  const state = controller[kState];
  const available = Math.min(state.queueTotalSize, pullInto.byteLength - pullInto.bytesFilled);
  const filled = pullInto.bytesFilled + available;
  const aligned = filled - (filled % pullInto.elementSize);
  const ready = aligned >= pullInto.minimumFill;
  let left = ready ? aligned - pullInto.bytesFilled : available;
  while (left > 0) {
    const head = state.queue[0];
    const count = Math.min(left, head.byteLength);
    copyBytes(pullInto.buffer, pullInto.byteOffset + pullInto.bytesFilled, head.buffer, head.byteOffset, count);
    if (head.byteLength === count) {
      state.queue.shift();
    } else {
      head.byteOffset += count;
      head.byteLength -= count;
    }
    state.queueTotalSize -= count;
    pullInto.bytesFilled += count;
    left -= count;
  }
  return ready;
}

// The reads that the queue has enough for.
function processPullIntos(controller) {
  const state = controller[kState];
  const filled = [];
  while (state.pendingPullIntos.length > 0 && state.queueTotalSize > 0) {
    if (fillFromQueue(controller, state.pendingPullIntos[0])) filled.push(shiftPullInto(controller));
  }
  return filled;
}

function processReadRequests(controller) {
  const state = controller[kState];
  const reader = state.stream[kState].reader[kState];
  while (reader.requests.length > 0 && state.queueTotalSize > 0) {
    fillRequestFromQueue(controller, reader.requests.shift());
  }
}

function fillRequestFromQueue(controller, request) {
  const state = controller[kState];
  const { buffer, byteOffset, byteLength } = state.queue.shift();
  state.queueTotalSize -= byteLength;
  handleQueueDrain(controller);
  request.chunk(new Uint8Array(buffer, byteOffset, byteLength));
}

function handleQueueDrain(controller) {
  const state = controller[kState];
  if (state.queueTotalSize === 0 && state.closeRequested) {
    clearAlgorithms(state);
    closeStream(state.stream);
  } else {
    callPullIfNeeded(controller);
  }
}

/** A read of a BYOB reader. */
function pullInto(controller, view, min, request) {
  const state = controller[kState];
  const { stream } = state;
  const elementSize = view instanceof DataView ? 1 : view.BYTES_PER_ELEMENT;
  const viewConstructor = view instanceof DataView ? DataView : baseConstructor(view);
  const { byteOffset, byteLength } = view;
  let buffer;
  try {
    buffer = transferArrayBuffer(view.buffer);
  } catch (err) {
    request.error(err);
    return;
  }
  const wanted = new PullInto(buffer, byteOffset, byteLength, min * elementSize, elementSize, viewConstructor, 'byob');

  if (state.pendingPullIntos.length > 0) {
    state.pendingPullIntos.push(wanted);
    addRequest(stream, request);
    return;
  }
  if (stream[kState].state === 'closed') {
    request.close(makeView(viewConstructor, wanted.buffer, wanted.byteOffset, 0));
    return;
  }
  if (state.queueTotalSize > 0) {
    if (fillFromQueue(controller, wanted)) {
      const filled = wanted.toView();
      handleQueueDrain(controller);
      request.chunk(filled);
      return;
    }
    if (state.closeRequested) {
      const err = new ERR_INVALID_STATE.TypeError('ReadableStream closed');
      error(controller, err);
      request.error(err);
      return;
    }
  }
  state.pendingPullIntos.push(wanted);
  addRequest(stream, request);
  callPullIfNeeded(controller);
}

// A Buffer is read as one; a subclass of a user's is not called.
function baseConstructor(view) {
  if (view instanceof Buffer) return Buffer;
  return globalThis[Object.getOwnPropertyDescriptor(
    Object.getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag).get.call(view)];
}

/** The source has written `bytesWritten` bytes into the BYOB request's view. */
function respond(controller, bytesWritten) {
  require('../validators').validateNumber(bytesWritten, 'bytesWritten', 0);
  const state = controller[kState];
  const first = state.pendingPullIntos[0];
  if (state.stream[kState].state === 'closed') {
    if (bytesWritten !== 0) {
      throw new ERR_INVALID_ARG_VALUE('bytesWritten', bytesWritten, 'must be 0 when the stream is closed');
    }
  } else {
    if (bytesWritten === 0) {
      throw new ERR_INVALID_STATE.TypeError('bytesWritten must be greater than 0 when the stream is readable');
    }
    if (first.bytesFilled + bytesWritten > first.byteLength) {
      throw new ERR_INVALID_ARG_VALUE.RangeError('bytesWritten', bytesWritten);
    }
  }
  first.buffer = transferArrayBuffer(first.buffer);
  respondInternal(controller, bytesWritten);
}

/** The source has filled a view of its own over the same memory. */
function respondWithNewView(controller, view) {
  const state = controller[kState];
  const first = state.pendingPullIntos[0];
  const { byteLength } = view;
  if (state.stream[kState].state === 'closed') {
    if (byteLength !== 0) throw new ERR_INVALID_STATE.TypeError('View is not zero-length');
  } else if (byteLength === 0) {
    throw new ERR_INVALID_STATE.TypeError('View is zero-length');
  }
  if (first.byteOffset + first.bytesFilled !== view.byteOffset) {
    throw new ERR_INVALID_ARG_VALUE.RangeError('view', view);
  }
  if (first.bytesFilled + byteLength > first.byteLength || first.bufferByteLength !== view.buffer.byteLength) {
    throw new ERR_INVALID_ARG_VALUE.RangeError('view', view);
  }
  first.buffer = transferArrayBuffer(view.buffer);
  respondInternal(controller, byteLength);
}

function respondInternal(controller, bytesWritten) {
  const state = controller[kState];
  const first = state.pendingPullIntos[0];
  invalidateByobRequest(state);
  if (state.stream[kState].state === 'closed') respondInClosedState(controller, first);
  else respondInReadableState(controller, first, bytesWritten);
  callPullIfNeeded(controller);
}

function respondInClosedState(controller, first) {
  const { stream } = controller[kState];
  if (first.readerType === 'none') shiftPullInto(controller);
  if (!hasByobReader(stream)) return;
  const filled = [];
  while (filled.length < pendingReads(stream)) filled.push(shiftPullInto(controller));
  commitAll(controller, filled);
}

function respondInReadableState(controller, first, bytesWritten) {
  first.bytesFilled += bytesWritten;
  if (first.readerType === 'none') {
    enqueueDetached(controller, first);
    commitAll(controller, processPullIntos(controller));
    return;
  }
  if (first.bytesFilled < first.minimumFill) return;
  shiftPullInto(controller);
  // Part of an element waits in the queue for its rest.
  const rest = first.bytesFilled % first.elementSize;
  if (rest > 0) {
    const end = first.byteOffset + first.bytesFilled;
    enqueueCopy(controller, first.buffer, end - rest, rest);
    first.bytesFilled -= rest;
  }
  const filled = processPullIntos(controller);
  commit(controller[kState].stream, first);
  commitAll(controller, filled);
}

/** Gives a stream a byte controller and starts it; `source` is as for `setUpDefaultController`. */
function setUpByteController(stream, source, highWaterMark, autoAllocateChunkSize) {
  const controller = new ReadableByteStreamController(kConstruct);
  const state = {
    kind: 'ReadableByteStreamController',
    stream,
    pulling: false,
    pullAgain: false,
    started: false,
    closeRequested: false,
    byobRequest: null,
    queue: [],
    queueTotalSize: 0,
    highWaterMark,
    pull: source.pull,
    cancel: source.cancel,
    autoAllocateChunkSize,
    pendingPullIntos: [],
  };
  controller[kState] = state;
  stream[kState].controller = controller;
  const startResult = source.start(controller);
  Promise.resolve(startResult).then(() => {
    state.started = true;
    callPullIfNeeded(controller);
  }, (err) => error(controller, err));
  return controller;
}

module.exports = {
  ReadableByteStreamController,
  byobRequest,
  close,
  enqueue,
  error,
  pullInto,
  respond,
  respondWithNewView,
  setUpByteController,
};
