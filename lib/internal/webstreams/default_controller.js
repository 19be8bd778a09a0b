'use strict';

// A readable stream's queue of chunks of any kind.

const { codes: { ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_ARG_VALUE, ERR_INVALID_STATE } } = require('../errors');
const {
  addRequest,
  closeStream,
  errorStream,
  fulfillRequest,
  hasDefaultReader,
  kCancel,
  kPull,
  kRelease,
  pendingReads,
} = require('./readable_ops');
const { SizedQueue, checkThis, describeClass, inspectAs, kCustomInspect, kState } = require('./util');

const kConstruct = Symbol('kConstruct');

class ReadableStreamDefaultController {
  constructor(...args) {
    if (args[0] !== kConstruct) throw new ERR_ILLEGAL_CONSTRUCTOR();
  }

  get desiredSize() {
    checkThis(this, 'ReadableStreamDefaultController');
    return desiredSize(this);
  }

  close() {
    checkThis(this, 'ReadableStreamDefaultController');
    if (!canCloseOrEnqueue(this)) throw new ERR_INVALID_STATE.TypeError('Controller is already closed');
    close(this);
  }

  enqueue(chunk = undefined) {
    checkThis(this, 'ReadableStreamDefaultController');
    if (!canCloseOrEnqueue(this)) throw new ERR_INVALID_STATE.TypeError('Controller is already closed');
    enqueue(this, chunk);
  }

  error(err = undefined) {
    checkThis(this, 'ReadableStreamDefaultController');
    error(this, err);
  }

  [kCancel](reason) {
    const state = this[kState];
    state.queue.reset();
    const result = state.cancel(reason);
    clearAlgorithms(this);
    return result;
  }

  [kPull](request) {
    const state = this[kState];
    if (state.queue.length === 0) {
      addRequest(state.stream, request);
      callPullIfNeeded(this);
      return;
    }
    const chunk = state.queue.shift();
    if (state.closeRequested && state.queue.length === 0) {
      clearAlgorithms(this);
      closeStream(state.stream);
    } else {
      callPullIfNeeded(this);
    }
    request.chunk(chunk);
  }

  [kRelease]() {}

  [kCustomInspect](depth, options) {
    return inspectAs(this, this.constructor.name, {}, depth, options);
  }
}
describeClass(ReadableStreamDefaultController, ['close', 'desiredSize', 'enqueue', 'error']);

function clearAlgorithms(controller) {
  const state = controller[kState];
  state.pull = undefined;
  state.cancel = undefined;
  state.size = undefined;
}

function desiredSize(controller) {
  const { stream, highWaterMark, queue } = controller[kState];
  switch (stream[kState].state) {
    case 'errored':
      return null;
    case 'closed':
      return 0;
    default:
      return highWaterMark - queue.totalSize;
  }
}

function canCloseOrEnqueue(controller) {
  const { closeRequested, stream } = controller[kState];
  return !closeRequested && stream[kState].state === 'readable';
}

function shouldPull(controller) {
  const state = controller[kState];
  if (!canCloseOrEnqueue(controller) || !state.started) return false;
  if (hasDefaultReader(state.stream) && pendingReads(state.stream) > 0) return true;
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
  if (!canCloseOrEnqueue(controller)) return;
  const state = controller[kState];
  state.closeRequested = true;
  if (state.queue.length === 0) {
    clearAlgorithms(controller);
    closeStream(state.stream);
  }
}

function enqueue(controller, chunk) {
  if (!canCloseOrEnqueue(controller)) return;
  const state = controller[kState];
  if (hasDefaultReader(state.stream) && pendingReads(state.stream) > 0) {
    fulfillRequest(state.stream, chunk, false);
  } else {
    try {
      const size = +state.size(chunk);
      if (Number.isNaN(size) || size < 0 || size === Infinity) throw new ERR_INVALID_ARG_VALUE.RangeError('size', size);
      state.queue.push(chunk, size);
    } catch (err) {
      error(controller, err);
      throw err;
    }
  }
  callPullIfNeeded(controller);
}

function error(controller, err) {
  const { queue, stream } = controller[kState];
  if (stream[kState].state !== 'readable') return;
  queue.reset();
  clearAlgorithms(controller);
  errorStream(stream, err);
}

/**
 * Gives a stream a controller and starts it.
 * @param {object} source `{start(controller), pull(controller): Promise, cancel(reason): Promise}`
 */
function setUpDefaultController(stream, source, highWaterMark, size) {
  const controller = new ReadableStreamDefaultController(kConstruct);
  const state = {
    kind: 'ReadableStreamDefaultController',
    stream,
    queue: new SizedQueue(),
    started: false,
    closeRequested: false,
    pulling: false,
    pullAgain: false,
    highWaterMark,
    size,
    pull: source.pull,
    cancel: source.cancel,
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
  ReadableStreamDefaultController,
  canCloseOrEnqueue,
  close,
  desiredSize,
  enqueue,
  error,
  setUpDefaultController,
};
