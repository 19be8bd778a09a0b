'use strict';

const { aggregateTwoErrors } = require('../errors');
const destroyImpl = require('./destroy');
const { eos } = require('./end-of-stream');

/**
 * Iterates a Readable's chunks.
 * @param {{destroyOnReturn?: boolean}} [options] `destroyOnReturn: false` keeps the stream open when the loop is left
 */
function createAsyncIterator(stream, options) {
  if (typeof stream.read !== 'function') {
    const Readable = require('./readable');
    stream = Readable.wrap(stream, { objectMode: true });
  }
  const iterator = iterate(stream, options);
  iterator.stream = stream;
  return iterator;
}

async function* iterate(stream, options) {
  // The loop sleeps on `wake`; what wakes it comes as 'readable' or as the stream's end.
  let wake = null;
  function wakeUp() {
    const resume = wake;
    wake = null;
    resume?.();
  }
  function sleep(resolve) {
    wake = resolve;
  }

  stream.on('readable', wakeUp);
  // undefined: open, null: ended well.
  let error;
  const cleanup = eos(stream, { writable: false }, (err) => {
    error = err ? aggregateTwoErrors(error, err) : null;
    wakeUp();
  });

  try {
    while (true) {
      const chunk = stream.destroyed ? null : stream.read();
      if (chunk !== null) {
        yield chunk;
      } else if (error) {
        throw error;
      } else if (error === null) {
        return;
      } else {
        await new Promise(sleep);
      }
    }
  } catch (err) {
    error = aggregateTwoErrors(error, err);
    throw error;
  } finally {
    if ((error || options?.destroyOnReturn !== false) &&
        (error === undefined || stream._readableState.autoDestroy)) {
      destroyImpl.destroyer(stream, null);
    } else {
      stream.off('readable', wakeUp);
      cleanup();
    }
  }
}

module.exports = { createAsyncIterator };
