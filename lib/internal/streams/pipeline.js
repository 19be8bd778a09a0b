'use strict';

// pipeline(): streams, iterables and generator functions in a row; one failure ends them all, one callback tells.

const {
  AbortError,
  aggregateTwoErrors,
  codes: {
    ERR_INVALID_ARG_TYPE,
    ERR_INVALID_RETURN_VALUE,
    ERR_MISSING_ARGS,
    ERR_STREAM_DESTROYED,
    ERR_STREAM_PREMATURE_CLOSE,
  },
} = require('../errors');
const { validateAbortSignal, validateFunction } = require('../validators');
const {
  isIterable,
  isNodeStream,
  isReadable,
  isReadableFinished,
  isReadableNodeStream,
  isReadableStream,
  isTransformStream,
  isWebStream,
} = require('./utils');
const destroyImpl = require('./destroy');
const { eos } = require('./end-of-stream');
const Duplex = require('./duplex');

function once(callback) {
  let called = false;
  return (...args) => {
    if (called) return;
    called = true;
    callback(...args);
  };
}

// What destroys a stage of the pipeline, unless it is over by then.
function stageDestroyer(stream, reading, writing) {
  let finished = false;
  stream.on('close', () => {
    finished = true;
  });
  const cleanup = eos(stream, { readable: reading, writable: writing }, (err) => {
    finished = !err;
  });
  return {
    destroy(err) {
      if (finished) return;
      finished = true;
      destroyImpl.destroyer(stream, err || new ERR_STREAM_DESTROYED('pipe'));
    },
    cleanup,
  };
}

function makeAsyncIterable(val) {
  if (isIterable(val)) return val;
  if (isReadableNodeStream(val)) return iterateReadable(val);
  throw new ERR_INVALID_ARG_TYPE('val', ['Readable', 'Iterable', 'AsyncIterable'], val);
}

async function* iterateReadable(val) {
  // An old stream has no iterator of its own.
  yield* require('./readable').prototype[Symbol.asyncIterator].call(val);
}

async function pumpToNode(iterable, writable, finish, { end }) {
  let error;
  let onresolve = null;
  const resume = (err) => {
    if (err) error = err;
    if (onresolve) {
      const callback = onresolve;
      onresolve = null;
      callback();
    }
  };
  const wait = () => new Promise((resolve, reject) => {
    if (error) {
      reject(error);
    } else {
      onresolve = () => {
        if (error) reject(error);
        else resolve();
      };
    }
  });

  writable.on('drain', resume);
  const cleanup = eos(writable, { readable: false }, resume);
  try {
    if (writable.writableNeedDrain) await wait();
    for await (const chunk of iterable) {
      if (!writable.write(chunk)) await wait();
    }
    if (end) {
      writable.end();
      await wait();
    }
    finish();
  } catch (err) {
    finish(error !== err ? aggregateTwoErrors(error, err) : err);
  } finally {
    cleanup();
    writable.off('drain', resume);
  }
}

async function pumpToWeb(readable, writable, finish, { end }) {
  if (isTransformStream(writable)) writable = writable.writable;
  const writer = writable.getWriter();
  try {
    for await (const chunk of readable) {
      await writer.ready;
      writer.write(chunk).catch(() => {});
    }
    await writer.ready;
    if (end) await writer.close();
    finish();
  } catch (err) {
    try {
      await writer.abort(err);
      finish(err);
    } catch (err) {
      finish(err);
    }
  }
}

function pipe(src, dst, finish, finishOnlyHandleError, { end }) {
  let ended = false;
  dst.on('close', () => {
    if (!ended) finishOnlyHandleError(new ERR_STREAM_PREMATURE_CLOSE());
  });
  src.pipe(dst, { end: false });
  if (end) {
    // Ending here rather than in pipe(): stdout may be a pipeline's destination.
    const endDestination = () => {
      ended = true;
      dst.end();
    };
    if (isReadableFinished(src)) process.nextTick(endDestination);
    else src.once('end', endDestination);
  } else {
    finish();
  }
  eos(src, { readable: true, writable: false }, (err) => {
    const rState = src._readableState;
    if (err && err.code === 'ERR_STREAM_PREMATURE_CLOSE' && rState?.ended && !rState.errored && !rState.errorEmitted) {
      // It closed with data left in its buffer, which is still being read.
      src.once('end', finish).once('error', finish);
    } else {
      finish(err);
    }
  });
  return eos(dst, { readable: false, writable: true }, finish);
}

/**
 * `stream.pipeline`: connects the streams, then calls back once all of them are done.
 * @returns the last stream
 */
function pipeline(...streams) {
  const callback = streams.pop();
  validateFunction(callback, 'streams[stream.length - 1]');
  return pipelineImpl(streams, once(callback));
}

/** @param {{signal?: AbortSignal, end?: boolean}} [opts] */
function pipelineImpl(streams, callback, opts) {
  if (streams.length === 1 && Array.isArray(streams[0])) streams = streams[0];
  if (streams.length < 2) throw new ERR_MISSING_ARGS('streams');
  return new Pipeline(streams, callback, opts).connect();
}

/** One pipeline being built and watched. */
class Pipeline {
  constructor(streams, callback, opts) {
    const { AbortController } = require('../abort_controller');
    this.streams = streams;
    this.callback = callback;
    this.endsLast = opts?.end !== false;
    this.ac = new AbortController();
    this.outerSignal = opts?.signal;
    this.error = undefined;
    this.value = undefined;
    // Taken off the last stream when all went well, since that one lives on.
    this.lastStreamCleanup = [];
    this.destroys = [];
    // How many calls of finish() are to come.
    this.pending = 0;
    this.disposable = undefined;
    validateAbortSignal(this.outerSignal, 'options.signal');
    this.finish = (err) => this.settle(err, --this.pending === 0);
    this.finishOnlyHandleError = (err) => this.settle(err, false);
    this.abort = () => this.settle(new AbortError(undefined, { cause: this.outerSignal?.reason }), false);
  }

  settle(err, final) {
    if (err && (!this.error || this.error.code === 'ERR_STREAM_PREMATURE_CLOSE')) this.error = err;
    if (!this.error && !final) return;
    while (this.destroys.length > 0) this.destroys.shift()(this.error);
    this.disposable?.[Symbol.dispose]();
    this.ac.abort();
    if (final) {
      if (!this.error) this.lastStreamCleanup.forEach((clean) => clean());
      process.nextTick(this.callback, this.error, this.value);
    }
  }

  connect() {
    const { streams } = this;
    if (this.outerSignal) {
      this.disposable = require('../events/abort_listener').addAbortListener(this.outerSignal, this.abort);
    }
    let ret;
    for (let i = 0; i < streams.length; i++) {
      const stream = streams[i];
      const stage = {
        index: i,
        reading: i < streams.length - 1,
        writing: i > 0,
        isLast: i === streams.length - 1,
        end: i < streams.length - 1 || this.endsLast,
      };
      if (isNodeStream(stream)) this.watch(stream, stage);
      if (i === 0) ret = this.source(stream);
      else if (typeof stream === 'function') ret = this.throughFunction(stream, ret, stage);
      else if (isNodeStream(stream)) ret = this.intoNode(stream, ret, stage);
      else if (isWebStream(stream)) ret = this.intoWeb(stream, ret, stage);
      else ret = Duplex.from(stream);
    }
    if (this.ac.signal.aborted || this.outerSignal?.aborted) process.nextTick(this.abort);
    return ret;
  }

  watch(stream, { reading, writing, isLast, end }) {
    if (end) {
      const { destroy, cleanup } = stageDestroyer(stream, reading, writing);
      this.destroys.push(destroy);
      if (isReadable(stream) && isLast) this.lastStreamCleanup.push(cleanup);
    }
    const onError = (err) => {
      if (err && err.name !== 'AbortError' && err.code !== 'ERR_STREAM_PREMATURE_CLOSE') {
        this.finishOnlyHandleError(err);
      }
    };
    stream.on('error', onError);
    if (isReadable(stream) && isLast) {
      this.lastStreamCleanup.push(() => stream.removeListener('error', onError));
    }
  }

  source(stream) {
    if (typeof stream === 'function') {
      const ret = stream({ signal: this.ac.signal });
      if (!isIterable(ret)) throw new ERR_INVALID_RETURN_VALUE('Iterable, AsyncIterable or Stream', 'source', ret);
      return ret;
    }
    if (isIterable(stream) || isReadableNodeStream(stream) || isTransformStream(stream)) return stream;
    return Duplex.from(stream);
  }

  throughFunction(fn, input, { index, reading, isLast, end }) {
    const iterable = makeAsyncIterable(isTransformStream(input) ? input?.readable : input);
    const ret = fn(iterable, { signal: this.ac.signal });
    if (reading) {
      if (!isIterable(ret, true)) throw new ERR_INVALID_RETURN_VALUE('AsyncIterable', `transform[${index - 1}]`, ret);
      return ret;
    }
    // What the last function gives becomes a stream, which pipeline() returns.
    const PassThrough = require('./passthrough');
    const pt = new PassThrough({ objectMode: true });
    const then = ret?.then;
    if (typeof then === 'function') {
      this.pending++;
      then.call(ret, (val) => {
        this.value = val;
        if (val != null) pt.write(val);
        if (end) pt.end();
        process.nextTick(this.finish);
      }, (err) => {
        pt.destroy(err);
        process.nextTick(this.finish, err);
      });
    } else if (isIterable(ret, true)) {
      this.pending++;
      pumpToNode(ret, pt, this.finish, { end });
    } else if (isReadableStream(ret) || isTransformStream(ret)) {
      this.pending++;
      pumpToNode(ret.readable || ret, pt, this.finish, { end });
    } else {
      throw new ERR_INVALID_RETURN_VALUE('AsyncIterable or Promise', 'destination', ret);
    }
    const { destroy, cleanup } = stageDestroyer(pt, false, true);
    this.destroys.push(destroy);
    if (isLast) this.lastStreamCleanup.push(cleanup);
    return pt;
  }

  intoNode(stream, input, { isLast, end }) {
    if (isReadableNodeStream(input)) {
      this.pending += 2;
      const cleanup = pipe(input, stream, this.finish, this.finishOnlyHandleError, { end });
      if (isReadable(stream) && isLast) this.lastStreamCleanup.push(cleanup);
    } else if (isTransformStream(input) || isReadableStream(input)) {
      this.pending++;
      pumpToNode(input.readable || input, stream, this.finish, { end });
    } else if (isIterable(input)) {
      this.pending++;
      pumpToNode(input, stream, this.finish, { end });
    } else {
      throw cannotRead(input);
    }
    return stream;
  }

  intoWeb(stream, input, { end }) {
    let readable;
    if (isReadableNodeStream(input)) readable = makeAsyncIterable(input);
    else if (isReadableStream(input) || isIterable(input)) readable = input;
    else if (isTransformStream(input)) readable = input.readable;
    else throw cannotRead(input);
    this.pending++;
    pumpToWeb(readable, stream, this.finish, { end });
    return stream;
  }
}

function cannotRead(val) {
  return new ERR_INVALID_ARG_TYPE('val', ['Readable', 'Iterable', 'AsyncIterable', 'ReadableStream', 'TransformStream'], val);
}

module.exports = { pipelineImpl, pipeline };
