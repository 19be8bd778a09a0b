'use strict';

const { AbortError, codes: { ERR_INVALID_ARG_TYPE } } = require('../errors');
const { validateAbortSignal } = require('../validators');
const { isNodeStream, isWebStream, kControllerErrorFunction } = require('./utils');

/**
 * Destroys (or errors) `stream` when `signal` aborts.
 * @param {AbortSignal} signal
 * @param {Stream|ReadableStream|WritableStream} stream
 * @returns the stream
 */
function addAbortSignal(signal, stream) {
  validateAbortSignal(signal, 'signal');
  const isStream = isNodeStream(stream) || isWebStream(stream);
  if (!isStream) throw new ERR_INVALID_ARG_TYPE('stream', ['ReadableStream', 'WritableStream', 'Stream'], stream);
  return addAbortSignalNoValidate(signal, stream);
}

/** The same for a signal that may be none, which is then left alone. */
function addAbortSignalNoValidate(signal, stream) {
  const isSignal = typeof signal === 'object' && signal !== null && 'aborted' in signal;
  if (!isSignal) return stream;
  const abort = () => {
    const err = new AbortError(undefined, { cause: signal.reason });
    if (isNodeStream(stream)) stream.destroy(err);
    else stream[kControllerErrorFunction](err);
  };
  if (signal.aborted) {
    abort();
    return stream;
  }
  const listening = require('../events/abort_listener').addAbortListener(signal, abort);
  require('./end-of-stream').eos(stream, listening[Symbol.dispose]);
  return stream;
}

module.exports = { addAbortSignal, addAbortSignalNoValidate };
