'use strict';

const { aggregateTwoErrors } = require('../errors');
const { destroyer } = require('./destroy');
const { eos } = require('./end-of-stream');

/** A reader's wait for a Readable: it sleeps until there is something to read or the stream is over. */
class Waiter {
  constructor(stream) {
    this.stream = stream;
    /** undefined: open, null: ended well. */
    this.outcome = undefined;
    this.wake = null;
    this.sleep = (resolve) => {
      this.wake = resolve;
    };
    this.wakeUp = () => {
      const { wake } = this;
      this.wake = null;
      if (wake !== null) wake();
    };
    stream.on('readable', this.wakeUp);
    this.stop = eos(stream, { writable: false }, (err) => {
      this.outcome = err ? aggregateTwoErrors(this.outcome, err) : null;
      this.wakeUp();
    });
  }

  next() {
    return this.stream.destroyed ? null : this.stream.read();
  }

  /** The loop is left, by its end, a failure or the reader's wish. */
  leave(destroysEarly) {
    const { outcome, stream } = this;
    const mayDestroy = outcome === undefined || stream._readableState.autoDestroy;
    if (mayDestroy && (outcome || destroysEarly)) {
      destroyer(stream, null);
      return;
    }
    stream.off('readable', this.wakeUp);
    this.stop();
  }
}

async function* iterate(stream, options) {
  const waiter = new Waiter(stream);
  try {
    for (;;) {
      const chunk = waiter.next();
      if (chunk !== null) yield chunk;
      else if (waiter.outcome === null) return;
      else if (waiter.outcome !== undefined) throw waiter.outcome;
      else await new Promise(waiter.sleep);
    }
  } catch (err) {
    waiter.outcome = aggregateTwoErrors(waiter.outcome, err);
    throw waiter.outcome;
  } finally {
    waiter.leave(options?.destroyOnReturn !== false);
  }
}

/**
 * Iterates a Readable's chunks.
 * @param {{destroyOnReturn?: boolean}} [options] `destroyOnReturn: false` keeps the stream open when the loop is left
 */
function createAsyncIterator(stream, options) {
  const readable = typeof stream.read === 'function' ? stream :
    require('./readable').wrap(stream, { objectMode: true });
  return Object.assign(iterate(readable, options), { stream: readable });
}

module.exports = { createAsyncIterator };
