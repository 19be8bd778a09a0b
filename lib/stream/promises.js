'use strict';

const { validateAbortSignal } = require('../internal/validators');
const { isIterable, isNodeStream, isWebStream } = require('../internal/streams/utils');
const { pipelineImpl } = require('../internal/streams/pipeline');
const { finished } = require('../internal/streams/end-of-stream');
require('../stream');

/**
 * `stream.pipeline` as a promise of what its last function resolves to.
 * @param {...any} streams and at last, perhaps, `{signal, end}`
 */
function pipeline(...streams) {
  return new Promise((resolve, reject) => {
    let signal;
    let end;
    const last = streams[streams.length - 1];
    if (last && typeof last === 'object' && !isNodeStream(last) && !isIterable(last) && !isWebStream(last)) {
      const options = streams.pop();
      ({ signal, end } = options);
      if (signal !== undefined) validateAbortSignal(signal, 'options.signal');
    }
    pipelineImpl(streams, (err, value) => {
      if (err) reject(err);
      else resolve(value);
    }, { signal, end });
  });
}

module.exports = { finished, pipeline };
