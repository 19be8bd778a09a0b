'use strict';

// What a stream is and what state it is in, asked without assuming that it is one of ours.

// Registered symbols: other copies of these streams (readable-stream) mark theirs in the same way.
const kIsDestroyed = Symbol.for('nodejs.stream.destroyed');
const kIsErrored = Symbol.for('nodejs.stream.errored');
const kIsReadable = Symbol.for('nodejs.stream.readable');
const kIsWritable = Symbol.for('nodejs.stream.writable');
const kIsDisturbed = Symbol.for('nodejs.stream.disturbed');
const kIsClosedPromise = Symbol.for('nodejs.webstream.isClosedPromise');
const kControllerErrorFunction = Symbol.for('nodejs.webstream.controllerErrorFunction');

/** Whether `value` is an object that has all of these methods. */
function hasMethods(value, ...names) {
  if (value === null || value === undefined) return false;
  for (const name of names) {
    if (typeof value[name] !== 'function') return false;
  }
  return true;
}

/** Whether `value` is an object whose properties of these names are all booleans. */
function hasFlags(value, ...names) {
  return names.every((name) => typeof value[name] === 'boolean');
}

/** @param {boolean} [strict] also asks for pause() and resume() */
function isReadableNodeStream(obj, strict = false) {
  if (!hasMethods(obj, 'pipe', 'on')) return false;
  if (strict && !hasMethods(obj, 'pause', 'resume')) return false;
  // A Writable has a pipe method as well, and a Duplex may have its readable side switched off.
  const reading = obj._readableState;
  return obj._writableState ? Boolean(reading) && reading.readable !== false : true;
}

function isWritableNodeStream(obj) {
  if (!hasMethods(obj, 'write', 'on')) return false;
  return obj._readableState ? obj._writableState?.writable !== false : true;
}

function isDuplexNodeStream(obj) {
  return hasMethods(obj, 'pipe', 'on', 'write') && Boolean(obj._readableState);
}

function isNodeStream(obj) {
  if (!obj) return obj;
  const state = obj._readableState || obj._writableState;
  return state || hasMethods(obj, 'on', 'write') || hasMethods(obj, 'on', 'pipe');
}

function isReadableStream(obj) {
  return hasMethods(obj, 'getReader', 'pipeThrough', 'cancel') && !isNodeStream(obj);
}

function isWritableStream(obj) {
  return hasMethods(obj, 'getWriter', 'abort') && !isNodeStream(obj);
}

function isTransformStream(obj) {
  if (!obj || isNodeStream(obj)) return false;
  return typeof obj.writable === 'object' && typeof obj.readable === 'object';
}

function isWebStream(obj) {
  return [isReadableStream, isWritableStream, isTransformStream].some((test) => test(obj));
}

/** @param {boolean} [isAsync] true: only async iterables, false: only sync ones */
function isIterable(obj, isAsync) {
  const sync = isAsync !== true && hasMethods(obj, Symbol.iterator);
  return sync || (isAsync !== false && hasMethods(obj, Symbol.asyncIterator));
}

// In what follows `null` means: it is no such stream, so nobody knows.

function isDestroyed(stream) {
  if (!isNodeStream(stream)) return null;
  if (stream.destroyed || stream[kIsDestroyed]) return true;
  return Boolean((stream._writableState || stream._readableState)?.destroyed);
}

/** A flag of a state: false once the stream has failed, null where the state has no such flag. */
function settledFlag(state, name) {
  if (state?.errored) return false;
  return typeof state?.[name] === 'boolean' ? state[name] : null;
}

/** Whether a side that was told its end has also nothing left in its buffer. */
function isDrained(state) {
  return state.ended === true && state.length === 0;
}

/** Has been ended: `end()` was called. */
function isWritableEnded(stream) {
  if (!isWritableNodeStream(stream)) return null;
  return stream.writableEnded === true || settledFlag(stream._writableState, 'ended');
}

/** Has finished; with `strict` false also where it will, all being written. */
function isWritableFinished(stream, strict) {
  if (!isWritableNodeStream(stream)) return null;
  if (stream.writableFinished === true) return true;
  const finished = settledFlag(stream._writableState, 'finished');
  const state = stream._writableState;
  return finished === false && strict === false && !state.errored ? isDrained(state) : finished;
}

/** Has emitted 'end'; with `strict` false also where it will, all being read. */
function isReadableFinished(stream, strict) {
  if (!isReadableNodeStream(stream)) return null;
  const state = stream._readableState;
  const emitted = settledFlag(state, 'endEmitted');
  return emitted === false && strict === false && !state.errored ? isDrained(state) : emitted;
}

function isReadable(stream) {
  const told = stream?.[kIsReadable] ?? null;
  if (told !== null) return told;
  if (typeof stream?.readable !== 'boolean') return null;
  return !isDestroyed(stream) && isReadableNodeStream(stream) && stream.readable &&
    !isReadableFinished(stream);
}

function isWritable(stream) {
  const told = stream?.[kIsWritable] ?? null;
  if (told !== null) return told;
  if (typeof stream?.writable !== 'boolean') return null;
  return !isDestroyed(stream) && isWritableNodeStream(stream) && stream.writable &&
    !isWritableEnded(stream);
}

/** Whether nothing more comes out of it nor goes into it. */
function isFinished(stream, opts) {
  if (!isNodeStream(stream)) return null;
  if (isDestroyed(stream)) return true;
  const reads = opts?.readable !== false && isReadable(stream);
  return !(reads || (opts?.writable !== false && isWritable(stream)));
}

function isWritableErrored(stream) {
  return isNodeStream(stream)
    ? stream.writableErrored || (stream._writableState?.errored ?? null)
    : null;
}

function isReadableErrored(stream) {
  return isNodeStream(stream)
    ? stream.readableErrored || (stream._readableState?.errored ?? null)
    : null;
}

function isClosed(stream) {
  if (!isNodeStream(stream)) return null;
  if (typeof stream.closed === 'boolean') return stream.closed;
  const flags = [stream._writableState?.closed, stream._readableState?.closed];
  if (flags.some((flag) => typeof flag === 'boolean')) return flags[0] || flags[1];
  return isOutgoingMessage(stream) ? stream._closed : null;
}

function isOutgoingMessage(stream) {
  return hasFlags(stream, '_removedConnection', '_removedContLen', '_defaultKeepAlive', '_closed');
}

function isServerResponse(stream) {
  return hasFlags(stream, '_sent100') && isOutgoingMessage(stream);
}

function isServerRequest(stream) {
  return hasFlags(stream, '_dumped', '_consuming') && stream.req?.upgradeOrConnect === undefined;
}

function isRequest(stream) {
  return Boolean(stream?.setHeader) && hasMethods(stream, 'abort');
}

/** Whether a stream that is done will say so with 'close'. */
function willEmitClose(stream) {
  if (!isNodeStream(stream)) return null;
  const state = stream._writableState || stream._readableState;
  if (!state) return isServerResponse(stream);
  return Boolean(state.emitClose && state.autoDestroy && state.closed === false);
}

function isDisturbed(stream) {
  if (!stream) return false;
  const told = stream[kIsDisturbed] ?? null;
  return Boolean(told === null ? stream.readableAborted || stream.readableDidRead : told);
}

function isErrored(stream) {
  if (!stream) return false;
  const { _readableState: reading, _writableState: writing } = stream;
  const answers = [
    stream[kIsErrored], stream.readableErrored, stream.writableErrored, reading?.errorEmitted,
    writing?.errorEmitted, reading?.errored, writing?.errored,
  ];
  return Boolean(answers.find((answer) => answer !== null && answer !== undefined));
}

module.exports = {
  isClosed,
  isDestroyed,
  isDisturbed,
  isDuplexNodeStream,
  isErrored,
  isFinished,
  isIterable,
  isNodeStream,
  isReadable,
  isReadableErrored,
  isReadableFinished,
  isReadableNodeStream,
  isReadableStream,
  isRequest,
  isServerRequest,
  isServerResponse,
  isTransformStream,
  isWebStream,
  isWritable,
  isWritableEnded,
  isWritableErrored,
  isWritableFinished,
  isWritableNodeStream,
  isWritableStream,
  kControllerErrorFunction,
  kIsClosedPromise,
  kIsDestroyed,
  kIsDisturbed,
  kIsErrored,
  kIsReadable,
  kIsWritable,
  willEmitClose,
};
