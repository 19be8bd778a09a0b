'use strict';

// finished(): tells when a stream is over, whichever way it ends and whoever made it.

const { AbortError, codes: { ERR_INVALID_ARG_TYPE, ERR_STREAM_PREMATURE_CLOSE } } = require('../errors');
const { kEmptyObject } = require('../util');
const { validateAbortSignal, validateBoolean, validateFunction, validateObject } = require('../validators');
const tracking = require('../async_tracking');
const kinds = require('./utils');

function nop() {}

/** The callback of one `eos`: it is called once, in the async context in which it was given. */
class Completion {
  constructor(stream, callback) {
    this.stream = stream;
    this.callback = callback;
    this.abortListener = null;
    this.resource = null;
    if (tracking.hooks !== null) {
      this.resource = {};
      tracking.hooks.init(this.resource, 'STREAM_END_OF_STREAM');
    }
  }

  settle(...args) {
    const { callback, resource, stream } = this;
    if (callback === null) return;
    this.cancel();
    const hooks = resource === null ? null : tracking.hooks;
    if (hooks === null) {
      Reflect.apply(callback, stream, args);
      return;
    }
    hooks.enter(resource);
    try {
      Reflect.apply(callback, stream, args);
    } finally {
      hooks.exit(resource);
    }
  }

  cancel() {
    this.callback = null;
    this.abortListener?.[Symbol.dispose]();
  }

  /** @param {() => void} [before] what is to be undone first */
  settleOnAbort(signal, before = nop) {
    const onAbort = () => {
      before();
      this.settle(new AbortError(undefined, { cause: signal.reason }));
    };
    if (signal.aborted) process.nextTick(onAbort);
    else this.abortListener = require('../events/abort_listener').addAbortListener(signal, onAbort);
  }
}

/** Watches one Node stream; which of its sides are to end is up to the caller. */
class Watch {
  constructor(stream, options, completion) {
    this.stream = stream;
    this.completion = completion;
    const hasReadable = kinds.isReadableNodeStream(stream);
    const hasWritable = kinds.isWritableNodeStream(stream);
    this.reads = options.readable ?? hasReadable;
    this.writes = options.writable ?? hasWritable;
    this.readDone = kinds.isReadableFinished(stream, false);
    this.writeDone = kinds.isWritableFinished(stream, false);
    this.closed = kinds.isClosed(stream);
    // Where 'close' is sure to come it is what counts, provided that the caller waits for all there is.
    this.awaitsClose = kinds.willEmitClose(stream) && this.reads === hasReadable && this.writes === hasWritable;
    /** Emitter, event and listener of each subscription, in a row. */
    this.subscriptions = [];
    this.onFinish = () => this.writableEnds();
    this.onClose = () => this.closes();
  }

  subscribe(emitter, event, listener) {
    this.subscriptions.push(emitter, event, listener);
    emitter.on(event, listener);
  }

  unsubscribe() {
    const { subscriptions } = this;
    for (let i = 0; i < subscriptions.length; i += 3) {
      subscriptions[i].removeListener(subscriptions[i + 1], subscriptions[i + 2]);
    }
    subscriptions.length = 0;
  }

  start(options) {
    const { stream } = this;
    if (kinds.isRequest(stream)) {
      this.subscribeToRequest();
    } else if (this.writes && !stream._writableState) {
      // Streams of old have no 'finish'.
      const onLegacyEnd = () => {
        if (!stream.writable) this.writableEnds();
      };
      this.subscribe(stream, 'end', onLegacyEnd);
      this.subscribe(stream, 'close', onLegacyEnd);
    }
    if (!this.awaitsClose && typeof stream.aborted === 'boolean') this.subscribe(stream, 'aborted', this.onClose);
    this.subscribe(stream, 'end', () => this.readableEnds());
    this.subscribe(stream, 'finish', this.onFinish);
    if (options.error !== false) this.subscribe(stream, 'error', (err) => this.completion.settle(err));
    this.subscribe(stream, 'close', this.onClose);

    if (this.closed) process.nextTick(this.onClose);
    else if (this.isAlreadyOver()) process.nextTick(() => this.settle());
    if (options.signal && !this.closed) this.completion.settleOnAbort(options.signal, () => this.unsubscribe());
  }

  subscribeToRequest() {
    const { stream } = this;
    this.subscribe(stream, 'complete', this.onFinish);
    if (!this.awaitsClose) this.subscribe(stream, 'abort', this.onClose);
    const onRequest = () => this.subscribe(stream.req, 'finish', this.onFinish);
    if (stream.req) onRequest();
    else this.subscribe(stream, 'request', onRequest);
  }

  /** Whether no event is to come that would tell. */
  isAlreadyOver() {
    const { stream, awaitsClose } = this;
    const { _readableState: reading, _writableState: writing } = stream;
    if (reading?.errorEmitted || writing?.errorEmitted) return !awaitsClose;
    if (!this.reads && (this.writeDone || kinds.isWritable(stream) === false) &&
        (!awaitsClose || kinds.isReadable(stream))) {
      // Unless a write has still to call back, which will be heard of.
      if (!writing?.pendingcb) return true;
    }
    if (!this.writes && (this.readDone || kinds.isReadable(stream) === false) &&
        (!awaitsClose || kinds.isWritable(stream))) {
      return true;
    }
    return Boolean(reading && stream.req && stream.aborted);
  }

  writableEnds() {
    this.writeDone = true;
    this.sideEnds(this.stream.readable, this.reads, this.readDone);
  }

  readableEnds() {
    this.readDone = true;
    this.sideEnds(this.stream.writable, this.writes, this.writeDone);
  }

  sideEnds(otherIsOpen, otherCounts, otherIsDone) {
    // Destroyed from within its own event: what 'close' was to say may not be said.
    if (this.stream.destroyed) this.awaitsClose = false;
    if (this.awaitsClose && (otherCounts || !otherIsOpen)) return;
    if (otherIsDone || !otherCounts) this.completion.settle();
  }

  closes() {
    const { stream } = this;
    const readCutShort = this.reads && !this.readDone && kinds.isReadableNodeStream(stream, true) &&
      !kinds.isReadableFinished(stream, false);
    const cutShort = readCutShort ||
      (this.writes && !this.writeDone && !kinds.isWritableFinished(stream, false));
    this.settle(cutShort);
  }

  /** Reports the error that the stream has on record, if any. */
  settle(cutShort = false) {
    const { stream, completion } = this;
    this.closed = true;
    const recorded = kinds.isWritableErrored(stream) || kinds.isReadableErrored(stream);
    if (recorded && recorded !== true) completion.settle(recorded);
    else if (cutShort) completion.settle(new ERR_STREAM_PREMATURE_CLOSE());
    else completion.settle();
  }
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
  if (callback === undefined) [options, callback] = [kEmptyObject, options];
  options ??= kEmptyObject;
  validateObject(options, 'options');
  validateFunction(callback, 'callback');
  const { signal } = options;
  validateAbortSignal(signal, 'options.signal');

  if (kinds.isReadableStream(stream) || kinds.isWritableStream(stream)) {
    watchWebStream(stream, new Completion(stream, callback), signal);
    return nop;
  }
  if (!kinds.isNodeStream(stream)) {
    throw new ERR_INVALID_ARG_TYPE('stream', ['ReadableStream', 'WritableStream', 'Stream'], stream);
  }
  const completion = new Completion(stream, callback);
  const watch = new Watch(stream, options, completion);
  watch.start(options);
  return () => {
    completion.cancel();
    watch.unsubscribe();
  };
}

function watchWebStream(stream, completion, signal) {
  if (signal) completion.settleOnAbort(signal);
  const settleLater = (outcome) => process.nextTick(() => completion.settle(outcome));
  stream[kinds.kIsClosedPromise].promise.then(settleLater, settleLater);
}

/** `eos` as a promise; `options.cleanup: true` also removes its listeners when it settles. */
function finished(stream, opts) {
  const options = opts ?? kEmptyObject;
  const cleansUp = options.cleanup;
  if (cleansUp) validateBoolean(cleansUp, 'cleanup');
  const { promise, resolve, reject } = Promise.withResolvers();
  // A stream that is wrong makes eos throw: that, too, is the promise's matter.
  try {
    const stop = eos(stream, options, (err) => {
      if (cleansUp) stop();
      if (err) reject(err);
      else resolve();
    });
  } catch (thrown) {
    reject(thrown);
  }
  return promise;
}

module.exports = { eos, finished };
