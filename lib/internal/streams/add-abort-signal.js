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
  if (!isNodeStream(stream) && !isWebStream(stream)) {
    throw new ERR_INVALID_ARG_TYPE('stream', ['ReadableStream', 'WritableStream', 'Stream'], stream);
  }
  return addAbortSignalNoValidate(signal, stream);
}

function addAbortSignalNoValidate(signal, stream) {
  if (signal === null || typeof signal !== 'object' || !('aborted' in signal)) return stream;
  const onAbort = isNodeStream(stream) ?
    () => stream.destroy(new AbortError(undefined, { cause: signal.reason })) :
    () => stream[kControllerErrorFunction](new AbortError(undefined, { cause: signal.reason }));
  if (signal.aborted) {
    onAbort();
  } else {
    const disposable = require('../events/abort_listener').addAbortListener(signal, onAbort);
    require('./end-of-stream').eos(stream, disposable[Symbol.dispose]);
  }
  return stream;
}

module.exports = { addAbortSignal, addAbortSignalNoValidate };
