'use strict';

const { cancelStream, readWith, releaseReader } = require('./readable_ops');
const defaultController = require('./default_controller');
const byteController = require('./byte_controller');
const { ReadableStreamBYOBReader, ReadableStreamDefaultReader } = require('./readers');
const { kState, nop } = require('./util');

/** Two streams of the same chunks. */
function tee(stream) {
  return stream[kState].controller[kState].kind === 'ReadableByteStreamController' ? teeBytes(stream) : teeChunks(stream);
}

// What both kinds have in common: the source is cancelled when both branches are, with both reasons.
class Cancellation {
  constructor(stream) {
    this.stream = stream;
    this.cancelled = [false, false];
    this.reasons = [undefined, undefined];
    this.deferred = Promise.withResolvers();
  }

  cancel(branch, reason) {
    this.cancelled[branch] = true;
    this.reasons[branch] = reason;
    if (this.cancelled[1 - branch]) this.deferred.resolve(cancelStream(this.stream, this.reasons));
    return this.deferred.promise;
  }

  get both() {
    return this.cancelled[0] && this.cancelled[1];
  }
}

function teeChunks(stream) {
  const { createReadableStream } = require('./readablestream');
  const reader = new ReadableStreamDefaultReader(stream);
  const cancellation = new Cancellation(stream);
  let reading = false;
  let readAgain = false;

  async function pull() {
    if (reading) {
      readAgain = true;
      return;
    }
    reading = true;
    readWith(reader, {
      chunk(value) {
        // Later, so that an error comes before the chunk that caused it.
        queueMicrotask(() => {
          readAgain = false;
          branches.forEach((branch, i) => {
            if (!cancellation.cancelled[i]) defaultController.enqueue(branch[kState].controller, value);
          });
          reading = false;
          if (readAgain) pull();
        });
      },
      close() {
        reading = false;
        branches.forEach((branch, i) => {
          if (!cancellation.cancelled[i]) defaultController.close(branch[kState].controller);
        });
        if (!cancellation.both) cancellation.deferred.resolve();
      },
      error() {
        reading = false;
      },
    });
  }

  const branches = [0, 1].map((i) => createReadableStream({
    start: nop,
    pull,
    cancel: (reason) => cancellation.cancel(i, reason),
  }));
  reader[kState].closed.promise.then(undefined, (err) => {
    for (const branch of branches) defaultController.error(branch[kState].controller, err);
    if (!cancellation.both) cancellation.deferred.resolve();
  });
  return branches;
}

function teeBytes(stream) {
  const { createReadableByteStream } = require('./readablestream');
  const cancellation = new Cancellation(stream);
  let reader = new ReadableStreamDefaultReader(stream);
  let reading = false;
  const readAgain = [false, false];

  function forwardErrors(thisReader) {
    thisReader[kState].closed.promise.then(undefined, (err) => {
      if (thisReader !== reader) return;
      for (const branch of branches) byteController.error(branch[kState].controller, err);
      if (!cancellation.both) cancellation.deferred.resolve();
    });
  }

  function useReader(Reader) {
    if (reader instanceof Reader) return;
    releaseReader(reader);
    reader = new Reader(stream);
    forwardErrors(reader);
  }

  function fail(err) {
    for (const branch of branches) byteController.error(branch[kState].controller, err);
    cancellation.deferred.resolve(cancelStream(stream, err));
  }

  function copyOf(view) {
    return new Uint8Array(view.buffer.slice(view.byteOffset, view.byteOffset + view.byteLength));
  }

  function again() {
    reading = false;
    if (readAgain[0]) pull(0);
    else if (readAgain[1]) pull(1);
  }

  function pullWithDefaultReader() {
    useReader(ReadableStreamDefaultReader);
    readWith(reader, {
      chunk(chunk) {
        queueMicrotask(() => {
          readAgain.fill(false);
          const chunks = [chunk, chunk];
          if (!cancellation.cancelled[0] && !cancellation.cancelled[1]) {
            try {
              chunks[1] = copyOf(chunk);
            } catch (err) {
              fail(err);
              return;
            }
          }
          branches.forEach((branch, i) => {
            if (!cancellation.cancelled[i]) byteController.enqueue(branch[kState].controller, chunks[i]);
          });
          again();
        });
      },
      close() {
        reading = false;
        branches.forEach((branch, i) => {
          if (!cancellation.cancelled[i]) byteController.close(branch[kState].controller);
        });
        for (const branch of branches) {
          const { controller } = branch[kState];
          if (controller[kState].pendingPullIntos.length > 0) byteController.respond(controller, 0);
        }
        if (!cancellation.both) cancellation.deferred.resolve();
      },
      error() {
        reading = false;
      },
    });
  }

  // Reads right into the view that branch `i` was given.
  function pullWithByobReader(view, i) {
    useReader(ReadableStreamBYOBReader);
    const own = branches[i];
    const other = branches[1 - i];
    byteController.pullInto(stream[kState].controller, view, 1, {
      chunk(chunk) {
        queueMicrotask(() => {
          readAgain.fill(false);
          const ownCancelled = cancellation.cancelled[i];
          if (!cancellation.cancelled[1 - i]) {
            let copy;
            try {
              copy = copyOf(chunk);
            } catch (err) {
              fail(err);
              return;
            }
            if (!ownCancelled) byteController.respondWithNewView(own[kState].controller, chunk);
            byteController.enqueue(other[kState].controller, copy);
          } else if (!ownCancelled) {
            byteController.respondWithNewView(own[kState].controller, chunk);
          }
          again();
        });
      },
      close(chunk) {
        reading = false;
        const ownCancelled = cancellation.cancelled[i];
        const otherCancelled = cancellation.cancelled[1 - i];
        if (!ownCancelled) byteController.close(own[kState].controller);
        if (!otherCancelled) byteController.close(other[kState].controller);
        if (chunk !== undefined) {
          if (!ownCancelled) byteController.respondWithNewView(own[kState].controller, chunk);
          const { controller } = other[kState];
          if (!otherCancelled && controller[kState].pendingPullIntos.length > 0) byteController.respond(controller, 0);
        }
        if (!ownCancelled || !otherCancelled) cancellation.deferred.resolve();
      },
      error() {
        reading = false;
      },
    });
  }

  async function pull(i) {
    if (reading) {
      readAgain[i] = true;
      return;
    }
    reading = true;
    const request = byteController.byobRequest(branches[i][kState].controller);
    if (request === null) pullWithDefaultReader();
    else pullWithByobReader(request[kState].view, i);
  }

  const branches = [];
  for (const i of [0, 1]) {
    branches.push(createReadableByteStream({
      start: nop,
      pull: () => pull(i),
      cancel: (reason) => cancellation.cancel(i, reason),
    }));
  }
  forwardErrors(reader);
  return branches;
}

module.exports = { tee };
