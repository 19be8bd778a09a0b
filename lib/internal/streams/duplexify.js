'use strict';

const { AbortError, codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_RETURN_VALUE } } = require('../errors');
const {
  isDuplexNodeStream,
  isIterable,
  isNodeStream,
  isReadable,
  isReadableNodeStream,
  isReadableStream,
  isWritable,
  isWritableNodeStream,
  isWritableStream,
} = require('./utils');
const { destroyer } = require('./destroy');
const { eos } = require('./end-of-stream');
const Duplex = require('./duplex');
const Readable = require('./readable');
const Writable = require('./writable');
const { Relay } = require('./relay');
const { from } = require('./from');

/**
 * Makes a Duplex of anything that can be read from or written to.
 * @param {any} body a stream, a web stream, a Blob, an (async) iterable, an async (generator) function, a promise or
 *   `{readable, writable}`
 * @param {string} name what `body` is called in errors
 */
module.exports = function duplexify(body, name) {
  if (isDuplexNodeStream(body)) return body;
  if (isReadableNodeStream(body)) return join({ readable: body });
  if (isWritableNodeStream(body)) return join({ writable: body });
  if (isNodeStream(body)) return join({ writable: false, readable: false });
  if (isReadableStream(body)) return join({ readable: Readable.fromWeb(body) });
  if (isWritableStream(body)) return join({ writable: Writable.fromWeb(body) });
  if (typeof body === 'function') return fromFunction(body);
  if (isBlob(body)) return duplexify(body.arrayBuffer());
  if (isIterable(body)) return from(Duplex, body, { objectMode: true, writable: false });
  if (isReadableStream(body?.readable) && isWritableStream(body?.writable)) return Duplex.fromWeb(body);

  const isPair = ['writable', 'readable'].some((side) => typeof body?.[side] === 'object');
  if (isPair) {
    return join({
      readable: sideOf(body.readable, isReadableNodeStream, duplexify),
      writable: sideOf(body.writable, isWritableNodeStream, duplexify),
    });
  }
  // Asked for once: it may be a getter.
  const then = body?.then;
  if (typeof then === 'function') return fromPromise(body, then);

  throw new ERR_INVALID_ARG_TYPE(name, [
    'Blob', 'ReadableStream', 'WritableStream', 'Stream', 'Iterable', 'AsyncIterable', 'Function',
    '{ readable, writable } pair', 'Promise',
  ], body);
};

function isBlob(value) {
  return typeof Blob === 'function' && value instanceof Blob;
}

function sideOf(part, isStream, convert) {
  if (!part) return undefined;
  return isStream(part) ? part : convert(part);
}

function fromPromise(promise, then) {
  const d = new Duplex({ objectMode: true, writable: false, read() {} });
  const onValue = (value) => {
    if (value !== undefined && value !== null) d.push(value);
    d.push(null);
  };
  Reflect.apply(then, promise, [onValue, (err) => destroyer(d, err)]);
  return d;
}

function fromFunction(fn) {
  const input = new Input();
  const value = fn(input.chunks(), { signal: input.signal });
  // A class: it was constructed.
  if (isDuplexNodeStream(value)) return value;
  const { write, final, destroy } = input.implementation();
  if (isIterable(value)) return from(Duplex, value, { objectMode: true, write, final, destroy });
  const then = value?.then;
  if (typeof then === 'function') return intoAsyncFunction(value, then, { write, final, destroy });
  throw new ERR_INVALID_RETURN_VALUE('Iterable, AsyncIterable or AsyncFunction', 'body', value);
}

// The function consumes: the stream finishes when the function's promise does.
function intoAsyncFunction(running, then, { write, final, destroy }) {
  const d = new Duplex({
    objectMode: true,
    readable: false,
    write,
    destroy,
    final(cb) {
      final(() => {
        Promise.resolve(consumed).then(() => process.nextTick(cb, null), (err) => process.nextTick(cb, err));
      });
    },
  });
  const onResult = (result) => {
    if (result !== undefined && result !== null) throw new ERR_INVALID_RETURN_VALUE('nully', 'body', result);
  };
  const consumed = Reflect.apply(then, running, [onResult, (err) => destroyer(d, err)]);
  return d;
}

/** What is written to a Duplex, as the async iterable that a function reads. */
class Input {
  #abort = new (require('../abort_controller').AbortController)();
  // The next write or end: a promise that the reader waits for, and what fulfils it.
  #slot = Promise.withResolvers();

  get signal() {
    return this.#abort.signal;
  }

  async* chunks() {
    const { signal } = this;
    for (;;) {
      const { chunk, isEnd, cb } = await this.#slot.promise;
      process.nextTick(cb);
      if (isEnd) return;
      if (signal.aborted) throw new AbortError(undefined, { cause: signal.reason });
      this.#slot = Promise.withResolvers();
      yield chunk;
    }
  }

  implementation() {
    return {
      write: (chunk, encoding, cb) => this.#slot.resolve({ chunk, isEnd: false, cb }),
      final: (cb) => this.#slot.resolve({ chunk: undefined, isEnd: true, cb }),
      destroy: (err, cb) => {
        this.#abort.abort();
        cb(err);
      },
    };
  }
}

// One Duplex over a readable and a writable stream, either of which may be missing.
function join({ readable, writable: w }) {
  // A stream of old has no read().
  const r = !readable || typeof readable.read === 'function' ? readable : Readable.wrap(readable);
  const reads = Boolean(isReadable(r));
  const writes = Boolean(isWritable(w));
  const d = new Duplex({
    readableObjectMode: Boolean(r?.readableObjectMode),
    writableObjectMode: Boolean(w?.writableObjectMode),
    readable: reads,
    writable: writes,
  });
  const relay = new Relay(d);
  if (!reads && !writes) relay.whenOver = null;

  const sideIsOver = (err) => {
    if (err) destroyer(r, err);
    if (!relay.over(err) && err) d.destroy(err);
  };
  if (writes) {
    eos(w, sideIsOver);
    relay.writeTo(w);
    w.on('finish', () => relay.release('whenFinished'));
  }
  if (reads) {
    eos(r, sideIsOver);
    relay.readFrom(r);
  }
  d._destroy = (err, callback) => {
    const reason = relay.abandon(err);
    if (relay.whenOver === null) {
      callback(reason);
      return;
    }
    relay.whenOver = callback;
    for (const behind of [w, r]) destroyer(behind, reason);
  };
  return d;
}
