'use strict';

const { validateAbortSignal } = require('../internal/validators');
const { isIterable, isNodeStream, isWebStream } = require('../internal/streams/utils');
const { pipelineImpl } = require('../internal/streams/pipeline');
const { finished } = require('../internal/streams/end-of-stream');
require('../stream');

/** Whether the last argument is no stream, nor what could stand for one. */
function isOptions(last) {
  return typeof last === 'object' && last !== null && !isNodeStream(last) && !isIterable(last) && !isWebStream(last);
}

/**
 * `stream.pipeline` as a promise of what its last function resolves to.
 * @param {...any} streams and at last, perhaps, `{signal, end}`
 */
function pipeline(...streams) {
  const { promise, resolve, reject } = Promise.withResolvers();
  try {
    const { signal, end } = isOptions(streams.at(-1)) ? streams.pop() : {};
    if (signal !== undefined) validateAbortSignal(signal, 'options.signal');
    pipelineImpl(streams, (error, value) => (error ? reject(error) : resolve(value)), { signal, end });
  } catch (error) {
    reject(error);
  }
  return promise;
}

module.exports = { finished, pipeline };
