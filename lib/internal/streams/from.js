'use strict';

const { codes: { ERR_INVALID_ARG_TYPE, ERR_STREAM_NULL_VALUES } } = require('../errors');

function isThenable(value) {
  return typeof value?.then === 'function';
}

/** Draws an iterator's values into a Readable, one after the other while they are wanted. */
class Source {
  constructor(readable, iterator, isAsync) {
    this.readable = readable;
    this.iterator = iterator;
    this.drawing = false;
    // An iterator that gave one promise is taken to give more: from then on it is drawn from asynchronously.
    this.waits = isAsync;
    this.isAsync = isAsync;
  }

  read() {
    if (this.drawing) return;
    this.drawing = true;
    if (this.waits) this.drawWaiting();
    else this.draw();
  }

  draw() {
    try {
      let step;
      do {
        step = this.iterator.next();
        if (!step.done && isThenable(step.value)) {
          this.waits = true;
          this.drawWaiting(step);
          return;
        }
      } while (this.deliver(step.done, step.value));
    } catch (err) {
      this.readable.destroy(err);
    }
  }

  /** @param {{done: boolean, value: any}} [step] one that was drawn already */
  async drawWaiting(step) {
    try {
      let wanted = true;
      while (wanted) {
        step ??= this.isAsync ? await this.iterator.next() : this.iterator.next();
        const { done } = step;
        let { value } = step;
        step = undefined;
        if (!done && !this.isAsync && isThenable(value)) value = await value;
        wanted = this.deliver(done, value);
      }
    } catch (err) {
      this.readable.destroy(err);
    }
  }

  /** Hands on one step; whether another one is wanted. The end is handed on once: `drawing` stays. */
  deliver(done, value) {
    if (done) {
      this.readable.push(null);
      return false;
    }
    const wanted = value !== null && this.readable.push(value);
    if (!wanted) this.drawing = false;
    if (value === null) throw new ERR_STREAM_NULL_VALUES();
    return wanted;
  }

  /** Lets the iterator clean up: it hears of an error, and may deal with it. */
  async close(error) {
    const { iterator } = this;
    if (error !== undefined && error !== null && typeof iterator.throw === 'function') {
      const answer = await iterator.throw(error);
      await answer.value;
      if (answer.done) return;
    }
    if (typeof iterator.return === 'function') await (await iterator.return()).value;
  }
}

/**
 * A Readable of what an iterable, async iterable, string or Buffer yields.
 * @param {typeof import('./readable')} Readable
 * @throws {TypeError} ERR_INVALID_ARG_TYPE when it is not iterable
 */
function from(Readable, iterable, opts) {
  if (typeof iterable === 'string' || iterable instanceof Buffer) {
    const whole = function() {
      this.push(iterable);
      this.push(null);
    };
    return new Readable({ objectMode: true, ...opts, read: whole });
  }

  const isAsync = Boolean(iterable?.[Symbol.asyncIterator]);
  if (!isAsync && !iterable?.[Symbol.iterator]) throw new ERR_INVALID_ARG_TYPE('iterable', ['Iterable'], iterable);
  const iterator = iterable[isAsync ? Symbol.asyncIterator : Symbol.iterator]();

  const readable = new Readable({ objectMode: true, highWaterMark: 1, ...opts });
  const source = new Source(readable, iterator, isAsync);
  readable._read = () => source.read();
  readable._destroy = (error, cb) => {
    const done = (failure) => process.nextTick(cb, failure || error);
    source.close(error).then(() => done(error), done);
  };
  return readable;
}

module.exports = { from };
