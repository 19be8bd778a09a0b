'use strict';

// How a Readable works: taking in chunks, handing them out, and its end. The class is in readable.js.

const { errorOrDestroy } = require('./destroy');
const { asBuffer } = require('./state');

const MAX_HWM = 0x40000000;

let knownCodes;
function fail(stream, code, ...args) {
  knownCodes ??= require('../errors').codes;
  errorOrDestroy(stream, new knownCodes[code](...args));
}

// --- taking in ------------------------------------------------------------------------------------------------------------

/**
 * Takes in what push() or unshift() was given.
 * @param {boolean} toFront unshift()
 * @returns {boolean} whether more is wanted now
 */
function takeIn(stream, chunk, encoding, toFront) {
  const state = stream._readableState;
  if (chunk === null) {
    state.reading = false;
    endInput(stream, state);
    return false;
  }
  let isText;
  if (state.objectMode) {
    // With an encoding it counts as decoded.
    isText = Boolean(encoding);
  } else {
    if (typeof chunk === 'string') {
      chunk = convertText(state, chunk, encoding || state.defaultEncoding, toFront);
    } else if (!(chunk instanceof Buffer) && chunk !== undefined) {
      if (!ArrayBuffer.isView(chunk)) {
        fail(stream, 'ERR_INVALID_ARG_TYPE', 'chunk', ['string', 'Buffer', 'TypedArray', 'DataView'], chunk);
        return false;
      }
      chunk = asBuffer(chunk);
    }
    if (chunk === undefined || chunk.length === 0) {
      state.reading = false;
      fillSoon(stream, state);
      return wantsMore(state);
    }
    isText = typeof chunk === 'string';
  }
  return toFront ? putBack(stream, state, chunk) : append(stream, state, chunk, isText);
}

// Text in the encoding that the stream gives stays text; else its bytes go through the decoder, if there is one.
// What is put back goes in front of text that is decoded already.
function convertText(state, text, encoding, toFront) {
  if (encoding === state.encoding) return text;
  const bytes = Buffer.from(text, encoding);
  return state.encoding && toFront ? bytes.toString(state.encoding) : bytes;
}

function putBack(stream, state, chunk) {
  if (state.endEmitted) {
    fail(stream, 'ERR_STREAM_UNSHIFT_AFTER_END_EVENT');
  } else {
    if (state.errored || state.destroyed) return false;
    deliver(stream, state, chunk, true);
  }
  return wantsMore(state);
}

function append(stream, state, chunk, isText) {
  if (state.ended) {
    fail(stream, 'ERR_STREAM_PUSH_AFTER_EOF');
    return false;
  }
  if (state.errored || state.destroyed) return false;
  state.reading = false;
  if (!isText && state.decoder !== null) {
    chunk = state.decoder.write(chunk);
    if (chunk.length === 0 && !state.objectMode) {
      // Only the beginning of a character.
      fillSoon(stream, state);
      return wantsMore(state);
    }
  }
  deliver(stream, state, chunk, false);
  return wantsMore(state);
}

function deliver(stream, state, chunk, toFront) {
  if (state.length === 0 && state.flowing && !state.sync && stream.listenerCount('data') > 0) {
    // Flowing with nothing ahead of it: past the buffer.
    forgetWaiters(state);
    state.dataEmitted = true;
    stream.emit('data', chunk);
  } else {
    if (toFront) state.prepend(chunk);
    else state.append(chunk);
    if (state.needReadable) announce(stream, state);
  }
  fillSoon(stream, state);
}

function wantsMore(state) {
  return !state.ended && (state.length === 0 || state.length < state.highWaterMark);
}

// Data moves on: no destination is waited for any longer.
function forgetWaiters(state) {
  if (state.multiAwaitDrain) state.awaitDrainWriters.clear();
  else state.awaitDrainWriters = null;
}

function endInput(stream, state) {
  if (state.ended) return;
  const rest = state.decoder === null ? '' : state.decoder.end();
  if (rest) state.append(rest);
  state.ended = true;
  if (state.sync) {
    // Whoever called _read sees the end.
    announce(stream, state);
    return;
  }
  state.needReadable = false;
  state.emittedReadable = true;
  emitReadable(stream);
}

// --- 'readable' -----------------------------------------------------------------------------------------------------------

/** Has 'readable' emitted in the next tick, once. */
function announce(stream, state) {
  state.needReadable = false;
  if (state.emittedReadable) return;
  state.emittedReadable = true;
  process.nextTick(emitReadable, stream);
}

function emitReadable(stream) {
  const state = stream._readableState;
  if ((state.ended || state.length > 0) && !state.errored && !state.destroyed) {
    stream.emit('readable');
    state.emittedReadable = false;
  }
  state.needReadable = !state.ended && !state.flowing && state.length <= state.highWaterMark;
  flow(stream, state);
}

function flow(stream, state) {
  let chunk;
  while (state.flowing && chunk !== null) chunk = stream.read();
}

// --- reading --------------------------------------------------------------------------------------------------------------

/** Has the buffer filled up to the high water mark in the next tick. */
function fillSoon(stream, state) {
  if (state.readingMore || !state.constructed) return;
  state.readingMore = true;
  process.nextTick(fill, stream, state);
}

function fill(stream, state) {
  // As long as _read pushes at once, and pushes anything.
  let before = -1;
  while (before !== state.length && !state.ended && !state.reading && hasRoom(state)) {
    before = state.length;
    stream.read(0);
  }
  state.readingMore = false;
}

function hasRoom(state) {
  return state.length < state.highWaterMark || (state.length === 0 && state.flowing);
}

/**
 * `read(asked)`; NaN asks for what there is.
 * @returns {Buffer|string|any|null}
 */
function read(stream, asked) {
  const state = stream._readableState;
  if (asked > state.highWaterMark) state.highWaterMark = raisedMark(asked);
  if (asked !== 0) {
    state.emittedReadable = false;
  } else if (state.needReadable && isReadableDue(state)) {
    // read(0) takes nothing: it only sees to the events.
    if (state.ended && state.length === 0) endOutput(stream, state);
    else announce(stream, state);
    return null;
  }

  let size = portion(state, asked);
  if (size === 0 && state.ended) {
    if (state.length === 0) endOutput(stream, state);
    return null;
  }
  if (mayCallRead(state) && needsMore(state, size)) {
    callRead(stream, state);
    // What it pushed at once is there to be taken.
    if (!state.reading) size = portion(state, asked);
  }
  return handOut(stream, state, asked, size);
}

function isReadableDue(state) {
  if (state.ended) return true;
  const mark = state.highWaterMark;
  return mark === 0 ? state.length > 0 : state.length >= mark;
}

function mayCallRead(state) {
  return !state.reading && state.constructed && !state.ended && !state.errored && !state.destroyed;
}

function needsMore(state, size) {
  return state.needReadable || state.length === 0 || state.length - size < state.highWaterMark;
}

function callRead(stream, state) {
  state.reading = state.sync = true;
  if (state.length === 0) state.needReadable = true;
  try {
    stream._read(state.highWaterMark);
  } catch (thrown) {
    errorOrDestroy(stream, thrown);
  }
  state.sync = false;
}

function handOut(stream, state, asked, size) {
  const chunk = size > 0 ? state.take(size) : null;
  const taken = chunk === null ? 0 : size;
  if (chunk === null) {
    state.needReadable = state.length <= state.highWaterMark;
  } else {
    state.length -= taken;
    forgetWaiters(state);
  }
  if (state.length === 0) {
    if (!state.ended) state.needReadable = true;
    else if (asked !== taken) endOutput(stream, state);
  }
  if (chunk !== null && !state.closeEmitted && !state.errorEmitted) {
    state.dataEmitted = true;
    stream.emit('data', chunk);
  }
  return chunk;
}

/** How much of the buffer goes to who asks for `asked`. */
function portion(state, asked) {
  const { length } = state;
  if (asked <= 0 || (state.ended && length === 0)) return 0;
  if (state.objectMode) return 1;
  if (asked <= length) return asked;
  // A flowing stream keeps its chunks as they came.
  if (Number.isNaN(asked)) return length > 0 && state.flowing ? state.first().length : length;
  return state.ended ? length : 0;
}

/** The power of two that a read of `size` raises the high water mark to. */
function raisedMark(size) {
  if (size <= MAX_HWM) return size <= 1 ? size : 2 ** (32 - Math.clz32(size - 1));
  const { codes: { ERR_OUT_OF_RANGE } } = require('../errors');
  throw new ERR_OUT_OF_RANGE('size', '<= 1GiB', size);
}

// --- the end --------------------------------------------------------------------------------------------------------------

/** All was read: 'end' comes in the next tick. */
function endOutput(stream, state) {
  if (state.endEmitted) return;
  state.ended = true;
  process.nextTick(emitEnd, stream, state);
}

function emitEnd(stream, state) {
  // Something may have been put back, or gone wrong, meanwhile.
  if (state.length > 0 || state.endEmitted || state.closeEmitted || state.errored) return;
  state.endEmitted = true;
  stream.emit('end');
  if (stream.allowHalfOpen === false && stream.writable) {
    process.nextTick(endOtherSide, stream);
  } else if (state.autoDestroy && isOtherSideOver(stream._writableState)) {
    stream.destroy();
  }
}

function endOtherSide(stream) {
  const isOpen = stream.writable && !stream.destroyed && !stream.writableEnded;
  if (isOpen) stream.end();
}

function isOtherSideOver(writing) {
  if (!writing) return true;
  return writing.autoDestroy && (writing.writable === false || writing.finished);
}

module.exports = { announce, fillSoon, flow, read, takeIn };
