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

  if (typeof body?.writable === 'object' || typeof body?.readable === 'object') {
    const readable = body?.readable ?
      (isReadableNodeStream(body.readable) ? body.readable : duplexify(body.readable)) : undefined;
    const writable = body?.writable ?
      (isWritableNodeStream(body.writable) ? body.writable : duplexify(body.writable)) : undefined;
    return join({ readable, writable });
  }

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

function fromPromise(body, then) {
  const d = new Duplex({ objectMode: true, writable: false, read() {} });
  then.call(body, (val) => {
    if (val != null) d.push(val);
    d.push(null);
  }, (err) => {
    destroyer(d, err);
  });
  return d;
}

function fromFunction(body) {
  const { value, write, final, destroy } = callWithInput(body);
  // A class: it was constructed.
  if (isDuplexNodeStream(value)) return value;
  if (isIterable(value)) return from(Duplex, value, { objectMode: true, write, final, destroy });

  const then = value?.then;
  if (typeof then === 'function') {
    const d = new Duplex({
      objectMode: true,
      readable: false,
      write,
      final(cb) {
        final(async () => {
          try {
            await promise;
            process.nextTick(cb, null);
          } catch (err) {
            process.nextTick(cb, err);
          }
        });
      },
      destroy,
    });
    const promise = then.call(value, (val) => {
      if (val != null) throw new ERR_INVALID_RETURN_VALUE('nully', 'body', val);
    }, (err) => {
      destroyer(d, err);
    });
    return d;
  }
  throw new ERR_INVALID_RETURN_VALUE('Iterable, AsyncIterable or AsyncFunction', 'body', value);
}

// Calls an async function with what is written as its input, an async iterable.
function callWithInput(fn) {
  const { AbortController } = require('../abort_controller');
  let { promise, resolve } = Promise.withResolvers();
  const ac = new AbortController();
  const { signal } = ac;

  const value = fn(async function* () {
    while (true) {
      const next = promise;
      promise = null;
      const { chunk, done, cb } = await next;
      process.nextTick(cb);
      if (done) return;
      if (signal.aborted) throw new AbortError(undefined, { cause: signal.reason });
      ({ promise, resolve } = Promise.withResolvers());
      yield chunk;
    }
  }(), { signal });

  return {
    value,
    write(chunk, encoding, cb) {
      const give = resolve;
      resolve = null;
      give({ chunk, done: false, cb });
    },
    final(cb) {
      const give = resolve;
      resolve = null;
      give({ done: true, cb });
    },
    destroy(err, cb) {
      ac.abort();
      cb(err);
    },
  };
}

// One Duplex over a readable and a writable stream, either of which may be missing.
function join(pair) {
  const r = pair.readable && typeof pair.readable.read !== 'function' ? Readable.wrap(pair.readable) : pair.readable;
  const w = pair.writable;
  let readable = !!isReadable(r);
  let writable = !!isWritable(w);
  let ondrain = null;
  let onfinish = null;
  let onreadable = null;
  // undefined: open, null: over, a function: what destroy() waits for.
  let onclose = readable || writable ? undefined : null;

  function onfinished(err) {
    const cb = onclose;
    onclose = null;
    if (cb) cb(err);
    else if (err) d.destroy(err);
  }

  const d = new Duplex({
    readableObjectMode: !!r?.readableObjectMode,
    writableObjectMode: !!w?.writableObjectMode,
    readable,
    writable,
  });

  if (writable) {
    eos(w, (err) => {
      writable = false;
      if (err) destroyer(r, err);
      onfinished(err);
    });
    d._write = function(chunk, encoding, callback) {
      if (w.write(chunk, encoding)) callback();
      else ondrain = callback;
    };
    d._final = function(callback) {
      w.end();
      onfinish = callback;
    };
    w.on('drain', () => {
      const cb = ondrain;
      ondrain = null;
      cb?.();
    });
    w.on('finish', () => {
      const cb = onfinish;
      onfinish = null;
      cb?.();
    });
  }

  if (readable) {
    eos(r, (err) => {
      readable = false;
      if (err) destroyer(r, err);
      onfinished(err);
    });
    r.on('readable', () => {
      const cb = onreadable;
      onreadable = null;
      cb?.();
    });
    r.on('end', () => {
      d.push(null);
    });
    d._read = function() {
      for (;;) {
        const buf = r.read();
        if (buf === null) {
          onreadable = d._read;
          return;
        }
        if (!d.push(buf)) return;
      }
    };
  }

  d._destroy = function(err, callback) {
    if (!err && onclose !== null) err = new AbortError();
    onreadable = null;
    ondrain = null;
    onfinish = null;
    if (onclose === null) {
      callback(err);
    } else {
      onclose = callback;
      destroyer(w, err);
      destroyer(r, err);
    }
  };
  return d;
}
