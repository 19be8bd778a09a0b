'use strict';

const { codes: { ERR_INVALID_ARG_TYPE, ERR_STREAM_NULL_VALUES } } = require('../errors');

/**
 * A Readable of what an iterable, async iterable, string or Buffer yields.
 * @param {typeof import('./readable')} Readable
 * @throws {TypeError} ERR_INVALID_ARG_TYPE when it is not iterable
 */
function from(Readable, iterable, opts) {
  if (typeof iterable === 'string' || iterable instanceof Buffer) {
    return new Readable({
      objectMode: true,
      ...opts,
      read() {
        this.push(iterable);
        this.push(null);
      },
    });
  }

  let iterator;
  let isAsync;
  if (iterable?.[Symbol.asyncIterator]) {
    isAsync = true;
    iterator = iterable[Symbol.asyncIterator]();
  } else if (iterable?.[Symbol.iterator]) {
    isAsync = false;
    iterator = iterable[Symbol.iterator]();
  } else {
    throw new ERR_INVALID_ARG_TYPE('iterable', ['Iterable'], iterable);
  }

  const readable = new Readable({
    objectMode: true,
    highWaterMark: 1,
    ...opts,
  });
  let pulling = false;
  let asyncValues = false;

  readable._read = function() {
    if (pulling) return;
    pulling = true;
    if (isAsync) pullAsync();
    else if (asyncValues) pullAwaiting();
    else pullSync();
  };

  readable._destroy = function(error, cb) {
    close(error).then(
      () => process.nextTick(cb, error),
      (err) => process.nextTick(cb, err || error),
    );
  };

  async function close(error) {
    const hadError = error !== undefined && error !== null;
    if (hadError && typeof iterator.throw === 'function') {
      const { value, done } = await iterator.throw(error);
      await value;
      if (done) return;
    }
    if (typeof iterator.return === 'function') {
      const { value } = await iterator.return();
      await value;
    }
  }

  // One value into the stream; whether to go on.
  function take(value) {
    if (value === null) {
      pulling = false;
      throw new ERR_STREAM_NULL_VALUES();
    }
    if (readable.push(value)) return true;
    pulling = false;
    return false;
  }

  function pullSync() {
    for (;;) {
      try {
        const { value, done } = iterator.next();
        if (done) {
          readable.push(null);
          return;
        }
        if (typeof value?.then === 'function') {
          asyncValues = true;
          awaitFirst(value);
          return;
        }
        if (!take(value)) return;
      } catch (err) {
        readable.destroy(err);
        return;
      }
    }
  }

  // A sync iterator of promises: from the first one on, each value is awaited.
  async function awaitFirst(promise) {
    try {
      if (take(await promise)) await pullAwaiting();
    } catch (err) {
      readable.destroy(err);
    }
  }

  async function pullAwaiting() {
    for (;;) {
      try {
        const { value, done } = iterator.next();
        if (done) {
          readable.push(null);
          return;
        }
        if (!take(typeof value?.then === 'function' ? await value : value)) return;
      } catch (err) {
        readable.destroy(err);
        return;
      }
    }
  }

  async function pullAsync() {
    for (;;) {
      try {
        const { value, done } = await iterator.next();
        if (done) {
          readable.push(null);
          return;
        }
        if (!take(value)) return;
      } catch (err) {
        readable.destroy(err);
        return;
      }
    }
  }

  return readable;
}

module.exports = { from };
