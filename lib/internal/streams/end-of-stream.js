'use strict';

// finished(): tells when a stream is over, whichever way it ends and whoever made it.

const { AbortError, codes: { ERR_INVALID_ARG_TYPE, ERR_STREAM_PREMATURE_CLOSE } } = require('../errors');
const { kEmptyObject } = require('../util');
const { validateAbortSignal, validateBoolean, validateFunction, validateObject } = require('../validators');
const tracking = require('../async_tracking');
const {
  isClosed,
  isNodeStream,
  isReadable,
  isReadableErrored,
  isReadableFinished,
  isReadableNodeStream,
  isReadableStream,
  isRequest,
  isWritable,
  isWritableErrored,
  isWritableFinished,
  isWritableNodeStream,
  isWritableStream,
  kIsClosedPromise,
  willEmitClose: streamWillEmitClose,
} = require('./utils');

function nop() {}

// A function that calls `callback` the first time, in the async context of now.
function onceInContext(callback) {
  let called = false;
  if (tracking.hooks === null) {
    return function(...args) {
      if (called) return;
      called = true;
      Reflect.apply(callback, this, args);
    };
  }
  const resource = {};
  tracking.hooks.init(resource, 'STREAM_END_OF_STREAM');
  return function(...args) {
    if (called) return;
    called = true;
    const { hooks } = tracking;
    hooks.enter(resource);
    try {
      Reflect.apply(callback, this, args);
    } finally {
      hooks.exit(resource);
    }
  };
}

/**
 * Calls back once when `stream` has ended, finished, failed or closed.
 * @param {Stream|ReadableStream|WritableStream} stream
 * @param {{readable?: boolean, writable?: boolean, error?: boolean, signal?: AbortSignal}} [options] which sides to
 *   wait for (those it has), and whether to listen for 'error'
 * @param {(err?: Error) => void} callback
 * @returns {() => void} stops waiting
 */
function eos(stream, options, callback) {
  if (callback === undefined) {
    callback = options;
    options = kEmptyObject;
  } else if (options == null) {
    options = kEmptyObject;
  } else {
    validateObject(options, 'options');
  }
  validateFunction(callback, 'callback');
  validateAbortSignal(options.signal, 'options.signal');

  callback = onceInContext(callback);
  if (isReadableStream(stream) || isWritableStream(stream)) return eosWeb(stream, options, callback);
  if (!isNodeStream(stream)) {
    throw new ERR_INVALID_ARG_TYPE('stream', ['ReadableStream', 'WritableStream', 'Stream'], stream);
  }
  return eosNode(stream, options, callback);
}

function eosNode(stream, options, callback) {
  const readable = options.readable ?? isReadableNodeStream(stream);
  const writable = options.writable ?? isWritableNodeStream(stream);
  const wState = stream._writableState;
  const rState = stream._readableState;

  // Where 'close' is sure to come, it is waited for; that is so if all sides are.
  let willEmitClose = streamWillEmitClose(stream) &&
    isReadableNodeStream(stream) === readable &&
    isWritableNodeStream(stream) === writable;
  let writableFinished = isWritableFinished(stream, false);
  let readableFinished = isReadableFinished(stream, false);
  let closed = isClosed(stream);

  function onlegacyfinish() {
    if (!stream.writable) onfinish();
  }

  function onfinish() {
    writableFinished = true;
    // Destroyed by hand: 'close' may come without the other side's end.
    if (stream.destroyed) willEmitClose = false;
    if (willEmitClose && (!stream.readable || readable)) return;
    if (!readable || readableFinished) callback.call(stream);
  }

  function onend() {
    readableFinished = true;
    if (stream.destroyed) willEmitClose = false;
    if (willEmitClose && (!stream.writable || writable)) return;
    if (!writable || writableFinished) callback.call(stream);
  }

  function onerror(err) {
    callback.call(stream, err);
  }

  function recordedError() {
    const errored = isWritableErrored(stream) || isReadableErrored(stream);
    return errored && typeof errored !== 'boolean' ? errored : undefined;
  }

  function onclose() {
    closed = true;
    const errored = recordedError();
    if (errored !== undefined) {
      callback.call(stream, errored);
    } else if (readable && !readableFinished && isReadableNodeStream(stream, true) &&
               !isReadableFinished(stream, false)) {
      callback.call(stream, new ERR_STREAM_PREMATURE_CLOSE());
    } else if (writable && !writableFinished && !isWritableFinished(stream, false)) {
      callback.call(stream, new ERR_STREAM_PREMATURE_CLOSE());
    } else {
      callback.call(stream);
    }
  }

  function onclosed() {
    closed = true;
    const errored = recordedError();
    if (errored !== undefined) callback.call(stream, errored);
    else callback.call(stream);
  }

  function onrequest() {
    stream.req.on('finish', onfinish);
  }

  if (isRequest(stream)) {
    stream.on('complete', onfinish);
    if (!willEmitClose) stream.on('abort', onclose);
    if (stream.req) onrequest();
    else stream.on('request', onrequest);
  } else if (writable && !wState) {
    stream.on('end', onlegacyfinish);
    stream.on('close', onlegacyfinish);
  }
  // Not all streams that abort close.
  if (!willEmitClose && typeof stream.aborted === 'boolean') stream.on('aborted', onclose);
  stream.on('end', onend);
  stream.on('finish', onfinish);
  if (options.error !== false) stream.on('error', onerror);
  stream.on('close', onclose);

  if (closed) {
    process.nextTick(onclose);
  } else if (wState?.errorEmitted || rState?.errorEmitted) {
    if (!willEmitClose) process.nextTick(onclosed);
  } else if (!readable && (!willEmitClose || isReadable(stream)) &&
             (writableFinished || isWritable(stream) === false) &&
             // A write that has not called back will be heard of.
             !wState?.pendingcb) {
    process.nextTick(onclosed);
  } else if (!writable && (!willEmitClose || isWritable(stream)) &&
             (readableFinished || isReadable(stream) === false)) {
    process.nextTick(onclosed);
  } else if (rState && stream.req && stream.aborted) {
    process.nextTick(onclosed);
  }

  function cleanup() {
    callback = nop;
    stream.removeListener('aborted', onclose);
    stream.removeListener('complete', onfinish);
    stream.removeListener('abort', onclose);
    stream.removeListener('request', onrequest);
    if (stream.req) stream.req.removeListener('finish', onfinish);
    stream.removeListener('end', onlegacyfinish);
    stream.removeListener('close', onlegacyfinish);
    stream.removeListener('finish', onfinish);
    stream.removeListener('end', onend);
    stream.removeListener('error', onerror);
    stream.removeListener('close', onclose);
  }

  const { signal } = options;
  if (signal && !closed) {
    const abort = () => {
      // cleanup() forgets the callback.
      const endCallback = callback;
      cleanup();
      endCallback.call(stream, new AbortError(undefined, { cause: signal.reason }));
    };
    if (signal.aborted) {
      process.nextTick(abort);
    } else {
      const disposable = require('../events/abort_listener').addAbortListener(signal, abort);
      const original = callback;
      callback = function(...args) {
        disposable[Symbol.dispose]();
        Reflect.apply(original, stream, args);
      };
    }
  }
  return cleanup;
}

function eosWeb(stream, options, callback) {
  let aborted = false;
  let abort = nop;
  const { signal } = options;
  if (signal) {
    abort = () => {
      aborted = true;
      callback.call(stream, new AbortError(undefined, { cause: signal.reason }));
    };
    if (signal.aborted) {
      process.nextTick(abort);
    } else {
      const disposable = require('../events/abort_listener').addAbortListener(signal, abort);
      const original = callback;
      callback = function(...args) {
        disposable[Symbol.dispose]();
        Reflect.apply(original, stream, args);
      };
    }
  }
  const resolved = (...args) => {
    if (!aborted) process.nextTick(() => Reflect.apply(callback, stream, args));
  };
  stream[kIsClosedPromise].promise.then(resolved, resolved);
  return nop;
}

/** `eos` as a promise; `options.cleanup: true` also removes its listeners when it settles. */
function finished(stream, opts) {
  let autoCleanup = false;
  if (opts === null) opts = kEmptyObject;
  if (opts?.cleanup) {
    validateBoolean(opts.cleanup, 'cleanup');
    autoCleanup = opts.cleanup;
  }
  return new Promise((resolve, reject) => {
    const cleanup = eos(stream, opts ?? kEmptyObject, (err) => {
      if (autoCleanup) cleanup();
      if (err) reject(err);
      else resolve();
    });
  });
}

module.exports = { eos, finished };
