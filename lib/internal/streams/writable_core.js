'use strict';

// How a Writable works: accepting chunks, buffering them while one is under way, and finishing. The class is in writable.js.

const { asBuffer } = require('./state');
const { errorOrDestroy } = require('./destroy');
const { WritableState } = require('./writable_state');

function codedError(code, ...args) {
  return new (require('../errors').codes[code])(...args);
}

function nop() {}

function initWritable(stream, options, isDuplex) {
  stream._writableState = new WritableState(options, (err) => onwrite(stream, err), isDuplex);
}

/** The implementations that the options of a Writable bring along. */
function adoptMethods(stream, { write, writev, destroy, final, construct }) {
  if (typeof write === 'function') stream._write = write;
  if (typeof writev === 'function') stream._writev = writev;
  if (typeof destroy === 'function') stream._destroy = destroy;
  if (typeof final === 'function') stream._final = final;
  if (typeof construct === 'function') stream._construct = construct;
}

function onConstructed(stream) {
  const state = stream._writableState;
  if (!state.writing) clearBuffer(stream, state);
  if (state.ending) finishMaybe(stream, state);
}

/**
 * Accepts a chunk.
 * @returns {boolean|Error} whether there is room for more
 */
function acceptWrite(stream, chunk, encoding, cb) {
  const state = stream._writableState;
  const callback = typeof cb === 'function' ? cb : nop;
  if (chunk === null) throw codedError('ERR_STREAM_NULL_VALUES');

  // Bytes first: they are what most programs write.
  if (!state.objectMode) {
    if (chunk instanceof Buffer) {
      encoding = 'buffer';
    } else if (typeof chunk === 'string') {
      encoding = textEncoding(state, encoding);
      if (state.decodeStrings) {
        chunk = Buffer.from(chunk, encoding);
        encoding = 'buffer';
      }
    } else if (ArrayBuffer.isView(chunk)) {
      chunk = asBuffer(chunk);
      encoding = 'buffer';
    } else {
      throw codedError('ERR_INVALID_ARG_TYPE', 'chunk', ['string', 'Buffer', 'TypedArray', 'DataView'], chunk);
    }
  }
  if (state.ending || state.destroyed) return refuseWrite(stream, state, callback);
  state.pendingcb++;
  return writeOrBuffer(stream, state, chunk, encoding, callback);
}

function textEncoding(state, encoding) {
  if (!encoding) return state.defaultEncoding;
  if (encoding !== 'buffer' && !Buffer.isEncoding(encoding)) throw codedError('ERR_UNKNOWN_ENCODING', encoding);
  return encoding;
}

function refuseWrite(stream, state, callback) {
  const err = state.ending ? codedError('ERR_STREAM_WRITE_AFTER_END') : codedError('ERR_STREAM_DESTROYED', 'write');
  process.nextTick(callback, err);
  errorOrDestroy(stream, err, true);
  return err;
}

function writeOrBuffer(stream, state, chunk, encoding, callback) {
  const size = state.objectMode ? 1 : chunk.length;
  state.length += size;
  const isFull = state.length >= state.highWaterMark;
  if (isFull) state.needDrain = true;
  const mustWait = state.writing || state.corked > 0 || !state.constructed || state.errored;
  if (mustWait) {
    state.enqueue(chunk, encoding, callback, callback === nop);
  } else {
    begin(state, size, callback);
    stream._write(chunk, encoding, state.onwrite);
    state.sync = false;
  }
  // After an error there is no 'drain' to wait for.
  return !isFull && !state.destroyed && !state.errored;
}

/** Notes what is under way; `sync` is to be reset when the implementation has returned. */
function begin(state, size, callback) {
  state.writing = true;
  state.sync = true;
  state.writelen = size;
  state.writecb = callback;
}

function writeBuffered(stream, state, size, chunk, encoding, callback) {
  begin(state, size, callback);
  if (state.destroyed) state.onwrite(codedError('ERR_STREAM_DESTROYED', 'write'));
  else stream._write(chunk, encoding, state.onwrite);
  state.sync = false;
}

function onwrite(stream, err) {
  const state = stream._writableState;
  const callback = state.writecb;
  if (callback === null) {
    errorOrDestroy(stream, codedError('ERR_MULTIPLE_CALLBACK'));
    return;
  }
  state.writecb = null;
  state.writing = false;
  state.length -= state.writelen;
  state.writelen = 0;
  if (err) {
    noteFailure(stream, state, err, callback);
    return;
  }
  // Read first: what waits may be written at once, and be done.
  const { sync } = state;
  if (state.bufferedIndex < state.buffered.length) clearBuffer(stream, state);
  if (sync) afterSyncWrite(stream, state, callback);
  else afterWrite(stream, state, 1, callback);
}

function noteFailure(stream, state, err, callback) {
  // Formatted now: later it would keep alive all that its frames refer to.
  void err.stack;
  state.errored ||= err;
  const reading = stream._readableState;
  if (reading) reading.errored ||= err;
  if (state.sync) process.nextTick(failWrite, stream, state, err, callback);
  else failWrite(stream, state, err, callback);
}

// The caller of write() is still on the stack: callbacks and 'drain' wait for the next tick, together.
function afterSyncWrite(stream, state, cb) {
  if (cb === nop) {
    if (!state.afterWritePending && state.needDrain && state.length === 0) {
      state.afterWritePending = true;
      process.nextTick(afterWrite, stream, state, 1, cb);
    } else {
      state.pendingcb--;
      if (state.ending) finishMaybe(stream, state, true);
    }
  } else if (state.afterWriteTickInfo !== null && state.afterWriteTickInfo.cb === cb) {
    state.afterWriteTickInfo.count++;
  } else {
    state.afterWriteTickInfo = { count: 1, cb, stream, state };
    state.afterWritePending = true;
    process.nextTick(afterWriteTick, state.afterWriteTickInfo);
  }
}

function failWrite(stream, state, err, cb) {
  state.pendingcb--;
  cb(err);
  failBuffer(state);
  // Only now, so that the callbacks come before 'error'.
  errorOrDestroy(stream, err);
}

function afterWriteTick({ stream, state, count, cb }) {
  state.afterWriteTickInfo = null;
  afterWrite(stream, state, count, cb);
}

function afterWrite(stream, state, count, cb) {
  state.afterWritePending = false;
  if (!state.ending && !stream.destroyed && state.length === 0 && state.needDrain) {
    state.needDrain = false;
    stream.emit('drain');
  }
  while (count-- > 0) {
    state.pendingcb--;
    cb(null);
  }
  if (state.destroyed) failBuffer(state);
  finishMaybe(stream, state);
}

/** What was not written never will be. */
function failBuffer(state) {
  if (state.writing) return;
  const { buffered, errored } = state;
  for (let i = state.bufferedIndex; i < buffered.length; i++) {
    const entry = buffered[i];
    state.length -= state.objectMode ? 1 : entry.chunk.length;
    entry.callback(errored ?? codedError('ERR_STREAM_DESTROYED', 'write'));
  }
  if (state.onFinished !== null) callEndCallbacks(state, errored ?? codedError('ERR_STREAM_DESTROYED', 'end'));
  state.resetBuffer();
}

/** Calls what end() was given. */
function callEndCallbacks(state, err) {
  const callbacks = state.onFinished;
  state.onFinished = null;
  callbacks?.forEach((callback) => callback(err));
}

/** Writes what waits, as far as it goes. */
function clearBuffer(stream, state) {
  const waiting = state.buffered.length - state.bufferedIndex;
  if (waiting === 0 || state.corked || state.bufferProcessing || !state.constructed || state.destroyed) return;
  state.bufferProcessing = true;
  if (stream._writev && waiting > 1) writeTogether(stream, state, waiting);
  else writeInTurn(stream, state);
  state.bufferProcessing = false;
}

function writeTogether(stream, state, waiting) {
  const { allBuffers, allNoop, buffered, bufferedIndex } = state;
  // They call back as one.
  state.pendingcb -= waiting - 1;
  const chunks = allNoop && bufferedIndex === 0 ? buffered : buffered.slice(bufferedIndex);
  chunks.allBuffers = allBuffers;
  // `_writev` may do with its array what it likes: the callbacks are looked up in the other one.
  begin(state, state.length, allNoop ? nop : (err) => {
    for (let i = bufferedIndex; i < buffered.length; i++) buffered[i].callback(err);
  });
  stream._writev(chunks, state.onwrite);
  state.sync = false;
  state.resetBuffer();
}

function writeInTurn(stream, state) {
  const { buffered } = state;
  let next = state.bufferedIndex;
  do {
    const { chunk, encoding, callback } = buffered[next];
    buffered[next] = null;
    next += 1;
    writeBuffered(stream, state, state.objectMode ? 1 : chunk.length, chunk, encoding, callback);
  } while (!state.writing && next < buffered.length);
  state.dropUntil(next);
}

// --- finishing ------------------------------------------------------------------------------------------------------------

function isReadyToFinish(state) {
  if (!state.ending || state.finished || state.writing || !state.constructed) return false;
  if (state.length !== 0 || state.buffered.length !== 0) return false;
  return !(state.destroyed || state.errored || state.errorEmitted || state.closeEmitted);
}

/** One run of `_final`, whose callback counts once. */
class Finalization {
  constructor(stream, state) {
    this.stream = stream;
    this.state = state;
    this.over = false;
  }

  begin() {
    const { state, stream } = this;
    state.finalCalled = true;
    state.sync = true;
    state.pendingcb++;
    try {
      stream._final((err) => this.complete(err));
    } catch (thrown) {
      this.complete(thrown);
    }
    state.sync = false;
  }

  complete(err) {
    const { state, stream } = this;
    if (this.over) {
      errorOrDestroy(stream, err ?? codedError('ERR_MULTIPLE_CALLBACK'));
      return;
    }
    this.over = true;
    state.pendingcb--;
    if (err) {
      callEndCallbacks(state, err);
      errorOrDestroy(stream, err, state.sync);
    } else if (isReadyToFinish(state)) {
      emitPrefinish(stream, state);
      // Counted, so that nobody else finishes meanwhile.
      state.pendingcb++;
      process.nextTick(finish, stream, state);
    }
  }
}

function emitPrefinish(stream, state) {
  state.prefinished = true;
  stream.emit('prefinish');
}

/** Finishes where everything has been written. @param {boolean} [sync] in the next tick */
function finishMaybe(stream, state, sync) {
  if (!isReadyToFinish(state)) return;
  if (!state.finalCalled && !state.prefinished) {
    if (typeof stream._final === 'function') new Finalization(stream, state).begin();
    else emitPrefinish(stream, state);
  }
  if (state.pendingcb > 0) return;
  if (sync) {
    state.pendingcb++;
    process.nextTick(finishIfStillReady, stream, state);
  } else if (isReadyToFinish(state)) {
    state.pendingcb++;
    finish(stream, state);
  }
}

function finishIfStillReady(stream, state) {
  if (isReadyToFinish(state)) finish(stream, state);
  else state.pendingcb--;
}

function finish(stream, state) {
  state.finished = true;
  state.pendingcb--;
  callEndCallbacks(state, null);
  stream.emit('finish');
  if (state.autoDestroy && isOtherSideOver(stream._readableState)) stream.destroy();
}

function isOtherSideOver(reading) {
  if (!reading) return true;
  return reading.autoDestroy && (reading.readable === false || reading.endEmitted);
}

module.exports = { initWritable, adoptMethods, onConstructed, acceptWrite, clearBuffer, failBuffer, finishMaybe };
