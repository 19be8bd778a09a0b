'use strict';

// How a Writable works: accepting chunks, buffering them while one is under way, and finishing. The class is in writable.js.

const { asBuffer } = require('./state');
const { errorOrDestroy } = require('./destroy');
const { WritableState } = require('./writable_state');

let codes;
function errorCodes() {
  codes ??= require('../errors').codes;
  return codes;
}

function nop() {}

function initWritable(stream, options, isDuplex) {
  stream._writableState = new WritableState(options, (err) => onwrite(stream, err), isDuplex);
}

function adoptMethods(stream, options) {
  if (typeof options.write === 'function') stream._write = options.write;
  if (typeof options.writev === 'function') stream._writev = options.writev;
  if (typeof options.destroy === 'function') stream._destroy = options.destroy;
  if (typeof options.final === 'function') stream._final = options.final;
  if (typeof options.construct === 'function') stream._construct = options.construct;
}

function onConstructed(stream) {
  const state = stream._writableState;
  if (!state.writing) clearBuffer(stream, state);
  if (state.ending) finishMaybe(stream, state);
}

// Accepts a chunk; returns whether there is room for more, or the error.
function acceptWrite(stream, chunk, encoding, cb) {
  const state = stream._writableState;
  if (cb === null || typeof cb !== 'function') cb = nop;
  if (chunk === null) throw new (errorCodes().ERR_STREAM_NULL_VALUES)();

  if (state.objectMode) {
    // Anything goes, as it is.
  } else if (typeof chunk === 'string') {
    encoding ||= state.defaultEncoding;
    if (encoding !== 'buffer' && !Buffer.isEncoding(encoding)) {
      throw new (errorCodes().ERR_UNKNOWN_ENCODING)(encoding);
    }
    if (state.decodeStrings) {
      chunk = Buffer.from(chunk, encoding);
      encoding = 'buffer';
    }
  } else if (chunk instanceof Buffer) {
    encoding = 'buffer';
  } else if (ArrayBuffer.isView(chunk)) {
    chunk = asBuffer(chunk);
    encoding = 'buffer';
  } else {
    throw new (errorCodes().ERR_INVALID_ARG_TYPE)('chunk', ['string', 'Buffer', 'TypedArray', 'DataView'], chunk);
  }

  let err;
  if (state.ending) err = new (errorCodes().ERR_STREAM_WRITE_AFTER_END)();
  else if (state.destroyed) err = new (errorCodes().ERR_STREAM_DESTROYED)('write');
  if (err !== undefined) {
    process.nextTick(cb, err);
    errorOrDestroy(stream, err, true);
    return err;
  }

  state.pendingcb++;
  return writeOrBuffer(stream, state, chunk, encoding, cb);
}

function writeOrBuffer(stream, state, chunk, encoding, callback) {
  const len = state.objectMode ? 1 : chunk.length;
  state.length += len;
  const ret = state.length < state.highWaterMark;
  if (!ret) state.needDrain = true;

  if (state.writing || state.corked || state.errored || !state.constructed) {
    state.buffered.push({ chunk, encoding, callback });
    if (state.allBuffers && encoding !== 'buffer') state.allBuffers = false;
    if (state.allNoop && callback !== nop) state.allNoop = false;
  } else {
    state.writelen = len;
    state.writecb = callback;
    state.writing = true;
    state.sync = true;
    stream._write(chunk, encoding, state.onwrite);
    state.sync = false;
  }
  // After an error there is no 'drain' to wait for.
  return ret && !state.errored && !state.destroyed;
}

function callWrite(stream, state, writev, len, chunk, encoding, cb) {
  state.writelen = len;
  state.writecb = cb;
  state.writing = true;
  state.sync = true;
  if (state.destroyed) state.onwrite(new (errorCodes().ERR_STREAM_DESTROYED)('write'));
  else if (writev) stream._writev(chunk, state.onwrite);
  else stream._write(chunk, encoding, state.onwrite);
  state.sync = false;
}

function onwrite(stream, err) {
  const state = stream._writableState;
  const { sync, writecb: cb } = state;
  if (typeof cb !== 'function') {
    errorOrDestroy(stream, new (errorCodes().ERR_MULTIPLE_CALLBACK)());
    return;
  }
  state.writing = false;
  state.writecb = null;
  state.length -= state.writelen;
  state.writelen = 0;

  if (err) {
    err.stack; // eslint-disable-line no-unused-expressions -- formats the stack while what it refers to is alive
    if (!state.errored) state.errored = err;
    if (stream._readableState && !stream._readableState.errored) stream._readableState.errored = err;
    if (sync) process.nextTick(failWrite, stream, state, err, cb);
    else failWrite(stream, state, err, cb);
    return;
  }

  if (state.buffered.length > state.bufferedIndex) clearBuffer(stream, state);
  if (sync) afterSyncWrite(stream, state, cb);
  else afterWrite(stream, state, 1, cb);
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

// What was not written never will be.
function failBuffer(state) {
  if (state.writing) return;
  if (state.buffered.length > state.bufferedIndex) {
    for (let n = state.bufferedIndex; n < state.buffered.length; n++) {
      const { chunk, callback } = state.buffered[n];
      state.length -= state.objectMode ? 1 : chunk.length;
      callback(state.errored ?? new (errorCodes().ERR_STREAM_DESTROYED)('write'));
    }
  }
  callEndCallbacks(state, state.errored ?? null, 'end');
  state.resetBuffer();
}

// Calls what end() was given; with `destroyedIn` and no error, the error is that the stream was destroyed.
function callEndCallbacks(state, err, destroyedIn) {
  const callbacks = state.onFinished;
  if (callbacks === null) return;
  state.onFinished = null;
  if (err === null && destroyedIn !== undefined) err = new (errorCodes().ERR_STREAM_DESTROYED)(destroyedIn);
  for (let i = 0; i < callbacks.length; i++) callbacks[i](err);
}

function clearBuffer(stream, state) {
  if (state.corked || state.bufferProcessing || state.destroyed || !state.constructed) return;
  const { buffered, bufferedIndex } = state;
  const waiting = buffered.length - bufferedIndex;
  if (waiting === 0) return;

  state.bufferProcessing = true;
  if (waiting > 1 && stream._writev) {
    writeAllBuffered(stream, state, waiting);
  } else {
    writeOneByOne(stream, state, bufferedIndex);
  }
  state.bufferProcessing = false;
}

function writeAllBuffered(stream, state, waiting) {
  const { buffered, bufferedIndex } = state;
  state.pendingcb -= waiting - 1;
  const callback = state.allNoop ? nop : (err) => {
    for (let n = bufferedIndex; n < buffered.length; n++) buffered[n].callback(err);
  };
  // The callback above needs the array as it is.
  const chunks = state.allNoop && bufferedIndex === 0 ? buffered : buffered.slice(bufferedIndex);
  chunks.allBuffers = state.allBuffers;
  callWrite(stream, state, true, state.length, chunks, '', callback);
  state.resetBuffer();
}

function writeOneByOne(stream, state, i) {
  const { buffered, objectMode } = state;
  do {
    const { chunk, encoding, callback } = buffered[i];
    buffered[i++] = null;
    callWrite(stream, state, false, objectMode ? 1 : chunk.length, chunk, encoding, callback);
  } while (i < buffered.length && !state.writing);

  if (i === buffered.length) {
    state.resetBuffer();
  } else if (i > 256) {
    buffered.splice(0, i);
    state.bufferedIndex = 0;
  } else {
    state.bufferedIndex = i;
  }
}

function needFinish(state) {
  return (
    state.ending &&
    !state.destroyed &&
    state.constructed &&
    state.length === 0 &&
    !state.errored &&
    state.buffered.length === 0 &&
    !state.finished &&
    !state.writing &&
    !state.errorEmitted &&
    !state.closeEmitted
  );
}

function callFinal(stream, state) {
  let called = false;
  function onFinish(err) {
    if (called) {
      errorOrDestroy(stream, err ?? new (errorCodes().ERR_MULTIPLE_CALLBACK)());
      return;
    }
    called = true;
    state.pendingcb--;
    if (err) {
      callEndCallbacks(state, err);
      errorOrDestroy(stream, err, state.sync);
    } else if (needFinish(state)) {
      state.prefinished = true;
      stream.emit('prefinish');
      // Keeps a finish of another kind from coming in between.
      state.pendingcb++;
      process.nextTick(finish, stream, state);
    }
  }

  state.sync = true;
  state.pendingcb++;
  try {
    stream._final(onFinish);
  } catch (err) {
    onFinish(err);
  }
  state.sync = false;
}

function prefinish(stream, state) {
  if (state.prefinished || state.finalCalled) return;
  if (typeof stream._final === 'function' && !state.destroyed) {
    state.finalCalled = true;
    callFinal(stream, state);
  } else {
    state.prefinished = true;
    stream.emit('prefinish');
  }
}

function finishMaybe(stream, state, sync) {
  if (!needFinish(state)) return;
  prefinish(stream, state);
  if (state.pendingcb !== 0) return;
  if (sync) {
    state.pendingcb++;
    process.nextTick(finishIfStillDue, stream, state);
  } else if (needFinish(state)) {
    state.pendingcb++;
    finish(stream, state);
  }
}

function finishIfStillDue(stream, state) {
  if (needFinish(state)) finish(stream, state);
  else state.pendingcb--;
}

function finish(stream, state) {
  state.pendingcb--;
  state.finished = true;
  callEndCallbacks(state, null);
  stream.emit('finish');
  if (state.autoDestroy) {
    const r = stream._readableState;
    if (!r || (r.autoDestroy && (r.endEmitted || r.readable === false))) stream.destroy();
  }
}

module.exports = { initWritable, adoptMethods, onConstructed, acceptWrite, clearBuffer, failBuffer, finishMaybe };
