'use strict';

// pipeline(): streams, iterables and generator functions in a row; one failure ends them all, one callback tells.

const { AbortError, aggregateTwoErrors, codes } = require('../errors');
const { validateAbortSignal, validateFunction } = require('../validators');
const {
  isClosed,
  isDestroyed,
  isIterable,
  isNodeStream,
  isReadable,
  isReadableFinished,
  isReadableNodeStream,
  isReadableStream,
  isTransformStream,
  isWebStream,
} = require('./utils');
const { destroyer } = require('./destroy');
const { eos } = require('./end-of-stream');
const Duplex = require('./duplex');

const kPrematureClose = 'ERR_STREAM_PREMATURE_CLOSE';

/** Watches a stage of the pipeline, to destroy it unless it is over by then. */
class Stage {
  constructor(stream, readable, writable) {
    this.stream = stream;
    this.over = false;
    stream.on('close', () => {
      this.over = true;
    });
    this.unwatch = eos(stream, { readable, writable }, (err) => {
      this.over = !err;
    });
  }

  destroy(err) {
    if (this.over) return;
    this.over = true;
    destroyer(this.stream, err || new codes.ERR_STREAM_DESTROYED('pipe'));
  }
}

function readableSide(stream) {
  return isTransformStream(stream) ? stream?.readable : stream;
}

/** What can be iterated: `value` itself, or the chunks of an old stream, which has no iterator of its own. */
function chunksOf(value) {
  if (isIterable(value)) return value;
  if (isReadableNodeStream(value)) return chunksOfOldStream(value);
  throw new codes.ERR_INVALID_ARG_TYPE('val', ['Readable', 'Iterable', 'AsyncIterable'], value);
}

async function* chunksOfOldStream(stream) {
  const { prototype } = require('./readable');
  yield* Reflect.apply(prototype[Symbol.asyncIterator], stream, []);
}

/** What a writable stream wants: more, or nothing since it is over. */
class Demand {
  constructor(writable) {
    this.writable = writable;
    this.failure = null;
    this.parked = null;
    this.park = (resolve, reject) => {
      this.parked = { resolve, reject };
    };
    this.onDrain = () => this.changed();
    writable.on('drain', this.onDrain);
    this.unwatch = eos(writable, { readable: false }, (err) => this.changed(err));
  }

  changed(err) {
    const { parked } = this;
    this.parked = null;
    if (err) this.failure = err;
    if (this.failure !== null) parked?.reject(this.failure);
    else parked?.resolve();
  }

  /** Until it drains or finishes; fails when it fails. */
  change() {
    return this.failure === null ? new Promise(this.park) : Promise.reject(this.failure);
  }

  forget() {
    this.unwatch();
    this.writable.off('drain', this.onDrain);
  }
}

/** Writes all of `chunks`, then calls `finish`, which is also told of errors. */
async function pumpIntoNode(chunks, writable, end, finish) {
  const demand = new Demand(writable);
  try {
    if (writable.writableNeedDrain) await demand.change();
    for await (const chunk of chunks) {
      const hasRoom = writable.write(chunk);
      if (!hasRoom) await demand.change();
    }
    if (end) {
      writable.end();
      await demand.change();
    }
    finish();
  } catch (thrown) {
    const { failure } = demand;
    finish(thrown === failure ? thrown : aggregateTwoErrors(failure ?? undefined, thrown));
  } finally {
    demand.forget();
  }
}

/** The same into a web stream. */
async function pumpIntoWeb(chunks, stream, end, finish) {
  const writer = (isTransformStream(stream) ? stream.writable : stream).getWriter();
  // A write that fails makes the next `ready` fail.
  const ignore = () => {};
  let outcome;
  try {
    for await (const chunk of chunks) {
      await writer.ready;
      writer.write(chunk).catch(ignore);
    }
    await writer.ready;
    if (end) await writer.close();
  } catch (thrown) {
    outcome = thrown;
    // Rather why it could not be aborted, if it could not.
    await writer.abort(thrown).catch((err) => {
      outcome = err;
    });
  }
  finish(outcome);
}

/**
 * `stream.pipeline`: connects the streams, then calls back once all of them are done.
 * @returns the last stream
 */
function pipeline(...streams) {
  const callback = streams.pop();
  validateFunction(callback, 'streams[stream.length - 1]');
  let calls = 0;
  return pipelineImpl(streams, (...outcome) => {
    if (calls++ === 0) callback(...outcome);
  });
}

/** @param {{signal?: AbortSignal, end?: boolean}} [opts] */
function pipelineImpl(streams, callback, opts) {
  if (streams.length === 1 && Array.isArray(streams[0])) streams = streams[0];
  if (streams.length < 2) throw new codes.ERR_MISSING_ARGS('streams');
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
    /** Those to be destroyed when something fails. */
    this.stages = [];
    // How many calls of finish() are to come.
    this.pending = 0;
    this.disposable = undefined;
    validateAbortSignal(this.outerSignal, 'options.signal');
    this.finish = (err) => this.settle(err, --this.pending === 0);
    this.finishOnlyHandleError = (err) => this.settle(err, false);
    this.abort = () => this.settle(new AbortError(undefined, { cause: this.outerSignal?.reason }), false);
  }

  settle(err, final) {
    // A stream that closed too soon did so for a reason, which may be told later.
    if (err && (!this.error || this.error.code === kPrematureClose)) this.error = err;
    if (!this.error && !final) return;
    for (const stage of this.stages.splice(0)) stage.destroy(this.error);
    this.disposable?.[Symbol.dispose]();
    this.ac.abort();
    if (final) {
      if (!this.error) this.lastStreamCleanup.forEach((clean) => clean());
      process.nextTick(this.callback, this.error, this.value);
    }
  }

  connect() {
    const { streams } = this;
    checkOpen(streams);
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
      const stage = new Stage(stream, reading, writing);
      this.stages.push(stage);
      if (isLast && isReadable(stream)) this.lastStreamCleanup.push(stage.unwatch);
    }
    const onError = (err) => {
      const isConsequence = !err || err.code === kPrematureClose || err.name === 'AbortError';
      if (!isConsequence) this.finishOnlyHandleError(err);
    };
    stream.on('error', onError);
    if (isLast && isReadable(stream)) this.lastStreamCleanup.push(() => stream.off('error', onError));
  }

  source(stream) {
    if (typeof stream !== 'function') {
      const isSource = isIterable(stream) || isReadableNodeStream(stream) || isTransformStream(stream);
      return isSource ? stream : Duplex.from(stream);
    }
    const chunks = stream({ signal: this.ac.signal });
    if (isIterable(chunks)) return chunks;
    throw new codes.ERR_INVALID_RETURN_VALUE('Iterable, AsyncIterable or Stream', 'source', chunks);
  }

  throughFunction(fn, input, { index, reading, isLast, end }) {
    const result = fn(chunksOf(readableSide(input)), { signal: this.ac.signal });
    if (!reading) return this.outOfLastFunction(result, isLast, end);
    if (isIterable(result, true)) return result;
    throw new codes.ERR_INVALID_RETURN_VALUE('AsyncIterable', `transform[${index - 1}]`, result);
  }

  // What the last function gives becomes a stream, which pipeline() returns.
  outOfLastFunction(result, isLast, end) {
    const PassThrough = require('./passthrough');
    const output = new PassThrough({ objectMode: true });
    // Asked for once: it may be a getter.
    const then = result?.then;
    if (typeof then === 'function') {
      this.pending++;
      this.awaitValue(result, then, output, end);
    } else if (isIterable(result, true)) {
      this.pumpInto(output, result, end);
    } else if (isReadableStream(result) || isTransformStream(result)) {
      this.pumpInto(output, result.readable || result, end);
    } else {
      throw new codes.ERR_INVALID_RETURN_VALUE('AsyncIterable or Promise', 'destination', result);
    }
    const stage = new Stage(output, false, true);
    this.stages.push(stage);
    if (isLast) this.lastStreamCleanup.push(stage.unwatch);
    return output;
  }

  awaitValue(promise, then, output, end) {
    const onValue = (value) => {
      this.value = value;
      if (value !== undefined && value !== null) output.write(value);
      if (end) output.end();
      process.nextTick(this.finish);
    };
    const onFailure = (err) => {
      output.destroy(err);
      process.nextTick(this.finish, err);
    };
    Reflect.apply(then, promise, [onValue, onFailure]);
  }

  pumpInto(writable, chunks, end) {
    this.pending++;
    pumpIntoNode(chunks, writable, end, this.finish);
  }

  intoNode(stream, input, { isLast, end }) {
    if (isReadableNodeStream(input)) {
      const unwatch = this.pipe(input, stream, end);
      if (isLast && isReadable(stream)) this.lastStreamCleanup.push(unwatch);
      return stream;
    }
    const isWebSource = isTransformStream(input) || isReadableStream(input);
    if (!isWebSource && !isIterable(input)) throw cannotRead(input);
    this.pumpInto(stream, isWebSource ? input.readable || input : input, end);
    return stream;
  }

  /** From Node stream to Node stream; both count. */
  pipe(source, dest, end) {
    this.pending += 2;
    let ended = false;
    dest.on('close', () => {
      if (!ended) this.finishOnlyHandleError(new codes.ERR_STREAM_PREMATURE_CLOSE());
    });
    // pipe() would not end standard output.
    source.pipe(dest, { end: false });
    const endDest = () => {
      ended = true;
      dest.end();
    };
    if (!end) this.finish();
    else if (isReadableFinished(source)) process.nextTick(endDest);
    else source.once('end', endDest);

    eos(source, { readable: true, writable: false }, (err) => {
      const state = source._readableState;
      if (err?.code === kPrematureClose && state?.ended && !state.errorEmitted && !state.errored) {
        // Closed with chunks in its buffer, which are still being read.
        source.once('end', this.finish);
        source.once('error', this.finish);
        return;
      }
      this.finish(err);
    });
    return eos(dest, { readable: false, writable: true }, this.finish);
  }

  intoWeb(stream, input, { end }) {
    const isChunks = isReadableStream(input) || isIterable(input);
    if (!isReadableNodeStream(input) && !isChunks && !isTransformStream(input)) throw cannotRead(input);
    const chunks = isReadableNodeStream(input) || isChunks ? chunksOf(input) : input.readable;
    this.pending++;
    pumpIntoWeb(chunks, stream, end, this.finish);
    return stream;
  }
}

/** A closed stream would swallow what is piped to it; that is refused before anything is touched. */
function checkOpen(streams) {
  for (let i = 1; i < streams.length; i++) {
    const dest = streams[i];
    const isPiped = isNodeStream(dest) && isReadableNodeStream(streams[i - 1]);
    if (isPiped && (isClosed(dest) || isDestroyed(dest))) throw new codes.ERR_STREAM_UNABLE_TO_PIPE();
  }
}

const readables = ['Readable', 'Iterable', 'AsyncIterable', 'ReadableStream', 'TransformStream'];

function cannotRead(value) {
  return new codes.ERR_INVALID_ARG_TYPE('val', readables, value);
}

module.exports = { pipelineImpl, pipeline };
