'use strict';

// The operations on a readable stream that its readers and controllers share.

const { codes: { ERR_INVALID_STATE } } = require('../errors');
const { handledPromise, kState, nop, rejectedDeferred, resolvedDeferred } = require('./util');

/** What a controller does for the stream: `[kCancel](reason)`, `[kPull](readRequest)`, `[kRelease]()`. */
const kCancel = Symbol('kCancel');
const kPull = Symbol('kPull');
const kRelease = Symbol('kRelease');

function isLocked(stream) {
  return stream[kState].reader !== undefined;
}

function hasDefaultReader(stream) {
  return stream[kState].reader?.[kState].kind === 'ReadableStreamDefaultReader';
}

function hasByobReader(stream) {
  return stream[kState].reader?.[kState].kind === 'ReadableStreamBYOBReader';
}

/** How many reads wait (reads into a view, with a BYOB reader). */
function pendingReads(stream) {
  return stream[kState].reader[kState].requests.length;
}

function addRequest(stream, request) {
  stream[kState].reader[kState].requests.push(request);
}

function fulfillRequest(stream, chunk, done) {
  const request = stream[kState].reader[kState].requests.shift();
  if (done) request.close(chunk);
  else request.chunk(chunk);
}

function closeStream(stream) {
  const state = stream[kState];
  state.state = 'closed';
  state.closed.resolve();
  const { reader } = state;
  if (reader === undefined) return;
  reader[kState].closed.resolve?.();
  if (hasDefaultReader(stream)) {
    const { requests } = reader[kState];
    reader[kState].requests = [];
    for (const request of requests) request.close();
  }
}

function errorStream(stream, err) {
  const state = stream[kState];
  state.state = 'errored';
  state.storedError = err;
  state.closed.reject(err);
  const { reader } = state;
  if (reader === undefined) return;
  reader[kState].closed.reject?.(err);
  failRequests(reader, err);
}

function failRequests(reader, err) {
  const { requests } = reader[kState];
  reader[kState].requests = [];
  for (const request of requests) request.error(err);
}

/** @returns {Promise<undefined>} */
function cancelStream(stream, reason) {
  const state = stream[kState];
  state.disturbed = true;
  if (state.state === 'closed') return Promise.resolve();
  if (state.state === 'errored') return Promise.reject(state.storedError);
  const { reader } = state;
  closeStream(stream);
  if (reader !== undefined && hasByobReader(stream)) {
    const { requests } = reader[kState];
    reader[kState].requests = [];
    for (const request of requests) request.close(undefined);
  }
  return state.controller[kCancel](reason).then(nop);
}

function attachReader(reader, kind, stream) {
  if (isLocked(stream)) throw new ERR_INVALID_STATE.TypeError('ReadableStream is locked');
  const { state, storedError } = stream[kState];
  let closed;
  if (state === 'readable') closed = handledPromise();
  else if (state === 'closed') closed = resolvedDeferred();
  else closed = rejectedDeferred(storedError);
  reader[kState] = { kind, stream, requests: [], closed };
  stream[kState].reader = reader;
}

function detachReader(reader) {
  const readerState = reader[kState];
  const { stream } = readerState;
  const err = new ERR_INVALID_STATE.TypeError('Reader released');
  if (stream[kState].state === 'readable') readerState.closed.reject?.(err);
  else readerState.closed = rejectedDeferred(err);
  // Promises that user code got hold of before are rejected as well, where they are pending.
  if (readerState.closed.reject === undefined) readerState.closed = rejectedDeferred(err);
  stream[kState].controller[kRelease]();
  stream[kState].reader = undefined;
  readerState.stream = undefined;
}

function releaseReader(reader) {
  detachReader(reader);
  failRequests(reader, new ERR_INVALID_STATE.TypeError('Releasing reader'));
}

/** Reads a chunk for `request`: `{chunk(value), close(), error(err)}`. */
function readWith(reader, request) {
  const { stream } = reader[kState];
  const state = stream[kState];
  state.disturbed = true;
  if (state.state === 'closed') request.close();
  else if (state.state === 'errored') request.error(state.storedError);
  else state.controller[kPull](request);
}

module.exports = {
  addRequest,
  attachReader,
  cancelStream,
  closeStream,
  errorStream,
  fulfillRequest,
  hasByobReader,
  hasDefaultReader,
  isLocked,
  kCancel,
  kPull,
  kRelease,
  pendingReads,
  readWith,
  releaseReader,
};
