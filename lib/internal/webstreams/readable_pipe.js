'use strict';

const { AbortError, codes: { ERR_INVALID_STATE } } = require('../errors');
const { cancelStream, readWith, releaseReader } = require('./readable_ops');
const { ReadableStreamDefaultReader } = require('./readers');
const {
  WritableStreamDefaultWriter,
  abortStream,
  closeQueuedOrInFlight,
  closeWithErrorPropagation,
  releaseWriter,
  writeWith,
} = require('./writablestream');
const { kState, nop } = require('./util');

/**
 * Pipes one stream into another.
 * @param {{preventAbort: boolean, preventCancel: boolean, preventClose: boolean, signal?: AbortSignal}} options
 * @returns {Promise<undefined>} when all has been written and the destination is closed
 */
function pipe(source, destination, options) {
  return new Pipe(source, destination, options).start();
}

/** A pipe under way. */
class Pipe {
  constructor(source, destination, options) {
    this.source = source;
    this.destination = destination;
    this.options = options;
    this.reader = new ReadableStreamDefaultReader(source);
    this.writer = new WritableStreamDefaultWriter(destination);
    this.shuttingDown = false;
    this.currentWrite = Promise.resolve();
    this.result = Promise.withResolvers();
    this.disposable = undefined;
    source[kState].disturbed = true;
  }

  start() {
    const { signal } = this.options;
    if (signal !== undefined) {
      if (signal.aborted) {
        this.abort();
        return this.result.promise;
      }
      this.disposable = require('../events/abort_listener').addAbortListener(signal, () => this.abort());
    }
    this.watch();
    this.loop();
    return this.result.promise;
  }

  abort() {
    const { preventAbort, preventCancel, signal } = this.options;
    const reason = signal.reason ?? new AbortError(undefined, { cause: signal.reason });
    this.shutdown(async () => {
      const actions = [];
      if (!preventAbort && this.destination[kState].state === 'writable') {
        actions.push(abortStream(this.destination, reason));
      }
      if (!preventCancel && this.source[kState].state === 'readable') {
        actions.push(cancelStream(this.source, reason));
      }
      await Promise.all(actions);
    }, true, reason);
  }

  // Ends the pipe as soon as either stream ends.
  watch() {
    const { source, destination, reader, writer } = this;
    const { preventAbort, preventCancel, preventClose } = this.options;

    const onSourceErrored = (err) => {
      if (preventAbort) this.shutdown(undefined, true, err);
      else this.shutdown(() => abortStream(destination, err), true, err);
    };
    const onDestinationErrored = (err) => {
      if (preventCancel) this.shutdown(undefined, true, err);
      else this.shutdown(() => cancelStream(source, err), true, err);
    };
    const onSourceClosed = () => {
      if (preventClose) this.shutdown();
      else this.shutdown(() => closeWithErrorPropagation(writer));
    };

    if (source[kState].state === 'errored') onSourceErrored(source[kState].storedError);
    else reader[kState].closed.promise.then(undefined, onSourceErrored);
    if (destination[kState].state === 'errored') onDestinationErrored(destination[kState].storedError);
    else writer[kState].closed.promise.then(undefined, onDestinationErrored);
    if (source[kState].state === 'closed') onSourceClosed();
    else reader[kState].closed.promise.then(onSourceClosed, nop);

    if (closeQueuedOrInFlight(destination) || destination[kState].state === 'closed') {
      const err = new ERR_INVALID_STATE.TypeError('Destination WritableStream is closed');
      if (preventCancel) this.shutdown(undefined, true, err);
      else this.shutdown(() => cancelStream(source, err), true, err);
    }
  }

  async loop() {
    try {
      while (!this.shuttingDown) {
        await this.writer[kState].ready.promise;
        if (this.shuttingDown || await this.moveChunk()) return;
      }
    } catch {
      // What went wrong is seen by watch().
    }
  }

  // One chunk; whether it was the last.
  moveChunk() {
    const { promise, resolve, reject } = Promise.withResolvers();
    readWith(this.reader, {
      chunk: (chunk) => {
        this.currentWrite = writeWith(this.writer, chunk).then(nop, nop);
        resolve(false);
      },
      close: () => resolve(true),
      error: reject,
    });
    return promise;
  }

  async waitForWrites() {
    let write;
    do {
      write = this.currentWrite;
      await write;
    } while (write !== this.currentWrite);
  }

  async shutdown(action, isError = false, err = undefined) {
    if (this.shuttingDown) return;
    this.shuttingDown = true;
    const { destination } = this;
    if (destination[kState].state === 'writable' && !closeQueuedOrInFlight(destination)) {
      await this.waitForWrites();
    }
    try {
      await action?.();
    } catch (actionError) {
      isError = true;
      err = actionError;
    }
    releaseWriter(this.writer);
    releaseReader(this.reader);
    this.disposable?.[Symbol.dispose]();
    if (isError) this.result.reject(err);
    else this.result.resolve();
  }
}

module.exports = { pipe };
