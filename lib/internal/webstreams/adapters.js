'use strict';

// Node's streams as web streams and the other way round.

const {
  AbortError,
  codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_STREAM_PREMATURE_CLOSE },
} = require('../errors');
const { validateBoolean, validateObject, validateOneOf } = require('../validators');
const { kEmptyObject } = require('../util');
const { destroyer } = require('../streams/destroy');
const { eos } = require('../streams/end-of-stream');
const { isDestroyed, isReadable, isWritable, isWritableEnded } = require('../streams/utils');
const Readable = require('../streams/readable');
const Writable = require('../streams/writable');
const Duplex = require('../streams/duplex');
const { ReadableStream, isReadableStream } = require('./readablestream');
const { WritableStream, isWritableStream } = require('./writablestream');
const { ByteLengthQueuingStrategy, CountQueuingStrategy } = require('./queuingstrategies');
const { nop } = require('./util');

const ZLIB_ERROR = /^Z_[A-Z]+(?:_[A-Z]+)*$/;

// A stream closed before its end: for web streams, that is an abort. What is wrong with compressed data is a TypeError.
function asWebError(err) {
  const code = err?.code;
  if (code === 'ERR_STREAM_PREMATURE_CLOSE') return new AbortError(undefined, { cause: err });
  if (typeof code !== 'string' || !ZLIB_ERROR.test(code)) return err;
  const error = new TypeError(undefined, { cause: err });
  error.code = code;
  return error;
}

/** Throws `err` where nobody can catch it: a bug in a callback of the user's. */
function throwLater(err) {
  process.nextTick(() => {
    throw err;
  });
}

/** What calls back a destroy() with its error, once the web stream has followed. */
function callBackWith(callback, error) {
  return () => {
    try {
      callback(error);
    } catch (thrown) {
      throwLater(thrown);
    }
  };
}

function expectReadableStream(value, name) {
  if (!isReadableStream(value)) throw new ERR_INVALID_ARG_TYPE(name, 'ReadableStream', value);
}

function expectWritableStream(value, name) {
  if (!isWritableStream(value)) throw new ERR_INVALID_ARG_TYPE(name, 'WritableStream', value);
}

function expectEncoding(encoding) {
  if (encoding === undefined || Buffer.isEncoding(encoding)) return;
  throw new ERR_INVALID_ARG_VALUE(encoding, 'options.encoding');
}

/** A side that a web stream shows as closed, since the Node stream has none or is over. */
function closedWritable() {
  const stream = new WritableStream();
  stream.close();
  return stream;
}

function closedReadable(type) {
  const stream = new ReadableStream({ type });
  stream.cancel();
  return stream;
}

/** `Writable.toWeb` */
function newWritableStreamFromStreamWritable(streamWritable) {
  // Outgoing HTTP messages are written like streams but are no `Writable`s.
  if (typeof streamWritable?.write !== 'function' || typeof streamWritable.on !== 'function') {
    throw new ERR_INVALID_ARG_TYPE('streamWritable', 'stream.Writable', streamWritable);
  }
  if (isDestroyed(streamWritable) || !isWritable(streamWritable)) {
    return closedWritable();
  }

  const { writableHighWaterMark: highWaterMark, writableObjectMode } = streamWritable;
  const strategy = writableObjectMode ? new CountQueuingStrategy({ highWaterMark }) : { highWaterMark };
  let controller;
  let drained;
  let closed;

  function settleClose(how, err) {
    const waiting = closed;
    closed = undefined;
    waiting?.[how](err);
    return waiting !== undefined;
  }

  const stop = eos(streamWritable, (outcome) => {
    stop();
    const err = asWebError(outcome);
    // An error that comes later has nobody left to hear of it.
    streamWritable.on('error', nop);
    if (err !== undefined && err !== null) {
      drained?.reject(err);
      settleClose('reject', err);
      controller.error(err);
    } else if (!settleClose('resolve')) {
      // It ended without having been asked to.
      controller.error(new AbortError());
    }
  });

  streamWritable.on('drain', () => drained?.resolve());

  return new WritableStream({
    start(c) {
      controller = c;
    },
    write(chunk) {
      if (!streamWritable.writableObjectMode && chunk instanceof ArrayBuffer) chunk = new Uint8Array(chunk);
      if (streamWritable.writableNeedDrain || !streamWritable.write(chunk)) {
        drained = Promise.withResolvers();
        return drained.promise.finally(() => {
          drained = undefined;
        });
      }
      return undefined;
    },
    abort(reason) {
      destroyer(streamWritable, reason);
    },
    close() {
      if (closed === undefined && !isWritableEnded(streamWritable)) streamWritable.end();
      closed = Promise.withResolvers();
      return closed.promise;
    },
  }, strategy);
}

// write, writev, final and destroy of a Node stream whose data goes to a web writer.
function writeThrough(writer, streamOf) {
  function done(callback, err) {
    try {
      callback(err);
    } catch (err) {
      // Not into the promise's handler: destroys the stream, or ends the program.
      process.nextTick(() => destroyer(streamOf(), err));
    }
  }
  return {
    write(chunk, encoding, callback) {
      if (typeof chunk === 'string' && streamOf()._writableState.decodeStrings && !streamOf().writableObjectMode) {
        const { buffer, byteOffset, byteLength } = Buffer.from(chunk, encoding);
        chunk = new Uint8Array(buffer, byteOffset, byteLength);
      }
      writer.ready.then(() => writer.write(chunk)).then(
        () => done(callback),
        (err) => done(callback, err),
      );
    },
    writev(chunks, callback) {
      writer.ready.then(() => Promise.all(chunks.map((data) => writer.write(data.chunk)))).then(
        () => done(callback),
        (err) => done(callback, err),
      );
    },
    final(callback, alreadyClosed) {
      if (alreadyClosed) {
        done(callback);
        return;
      }
      writer.close().then(() => done(callback), (err) => done(callback, err));
    },
  };
}

/** `Writable.fromWeb` */
function newStreamWritableFromWritableStream(writableStream, options = kEmptyObject) {
  expectWritableStream(writableStream, 'writableStream');
  validateObject(options, 'options');
  const { highWaterMark, decodeStrings = true, objectMode = false, signal } = options;
  validateBoolean(objectMode, 'options.objectMode');
  validateBoolean(decodeStrings, 'options.decodeStrings');

  const writer = writableStream.getWriter();
  let closed = false;
  const io = writeThrough(writer, () => writable);
  const writable = new Writable({
    highWaterMark,
    objectMode,
    decodeStrings,
    signal,
    write: io.write,
    writev: io.writev,
    final(callback) {
      io.final(callback, closed);
    },
    destroy(error, callback) {
      const done = callBackWith(callback, error);
      if (closed) done();
      else if (error != null) writer.abort(error).then(done, done);
      else writer.close().then(done, done);
    },
  });
  writer.closed.then(() => {
    closed = true;
    // Closed under our feet.
    if (!isWritableEnded(writable)) destroyer(writable, new ERR_STREAM_PREMATURE_CLOSE());
  }, (err) => {
    closed = true;
    destroyer(writable, err);
  });
  return writable;
}

/**
 * `Readable.toWeb`
 * @param {{strategy?: object, type?: 'bytes'}} [options]
 */
function newReadableStreamFromStreamReadable(streamReadable, options = kEmptyObject) {
  if (typeof streamReadable?._readableState !== 'object') {
    throw new ERR_INVALID_ARG_TYPE('streamReadable', 'stream.Readable', streamReadable);
  }
  validateObject(options, 'options');
  if (options.type !== undefined) validateOneOf(options.type, 'options.type', ['bytes', undefined]);
  const isByob = options.type === 'bytes';

  if (isDestroyed(streamReadable) || !isReadable(streamReadable)) {
    return closedReadable(options.type);
  }

  const objectMode = streamReadable.readableObjectMode;
  const highWaterMark = streamReadable.readableHighWaterMark;
  const strategy = isByob ? undefined : readableStrategy(options.strategy, objectMode, highWaterMark);
  let controller;
  let wasCanceled = false;

  function onData(chunk) {
    // Copies a Buffer: its memory may be part of a pool.
    if (Buffer.isBuffer(chunk) && !objectMode) chunk = new Uint8Array(chunk);
    controller.enqueue(chunk);
    if (controller.desiredSize <= 0) streamReadable.pause();
  }

  streamReadable.pause();
  const cleanup = eos(streamReadable, (err) => {
    err = asWebError(err);
    cleanup();
    streamReadable.on('error', nop);
    if (err) {
      controller.error(err);
      return;
    }
    if (wasCanceled) return;
    controller.close();
    // A reader that waits with a view of its own gets it back.
    if (isByob) controller.byobRequest?.respond(0);
  });
  streamReadable.on('data', onData);

  return new ReadableStream({
    type: options.type,
    start(c) {
      controller = c;
      if (streamReadable.readableFlowing !== false) streamReadable.pause();
    },
    pull() {
      streamReadable.resume();
    },
    cancel(reason) {
      wasCanceled = true;
      destroyer(streamReadable, reason);
    },
  }, strategy);
}

function readableStrategy(strategy, objectMode, highWaterMark) {
  if (strategy) return strategy;
  return objectMode ? new CountQueuingStrategy({ highWaterMark }) : new ByteLengthQueuingStrategy({ highWaterMark });
}

/** `Readable.fromWeb` */
function newStreamReadableFromReadableStream(readableStream, options = kEmptyObject) {
  expectReadableStream(readableStream, 'readableStream');
  validateObject(options, 'options');
  const { highWaterMark, encoding, objectMode = false, signal } = options;
  expectEncoding(encoding);
  validateBoolean(objectMode, 'options.objectMode');

  const reader = readableStream.getReader();
  let closed = false;
  const readable = new Readable({
    objectMode,
    highWaterMark,
    encoding,
    signal,
    read() {
      pushNext(reader, readable);
    },
    destroy(error, callback) {
      const done = callBackWith(callback, error);
      if (closed) done();
      else reader.cancel(error).then(done, done);
    },
  });
  reader.closed.then(() => {
    closed = true;
  }, (err) => {
    closed = true;
    destroyer(readable, err);
  });
  return readable;
}

function pushNext(reader, readable) {
  reader.read().then((chunk) => {
    // A listener that throws must not look like a failed read.
    process.nextTick(() => readable.push(chunk.done ? null : chunk.value));
  }, (err) => {
    destroyer(readable, err);
  });
}

/** `Duplex.toWeb` */
function newReadableWritablePairFromDuplex(duplex, options = kEmptyObject) {
  if (typeof duplex?._writableState !== 'object' || typeof duplex?._readableState !== 'object') {
    throw new ERR_INVALID_ARG_TYPE('duplex', 'stream.Duplex', duplex);
  }
  if (isDestroyed(duplex)) {
    const [writable, readable] = [closedWritable(), closedReadable(options.type)];
    return { readable, writable };
  }
  return {
    writable: isWritable(duplex) ? newWritableStreamFromStreamWritable(duplex) : closedWritable(),
    readable: isReadable(duplex) ? newReadableStreamFromStreamReadable(duplex, options) : closedReadable(),
  };
}

/** `Duplex.fromWeb` */
function newStreamDuplexFromReadableWritablePair(pair = kEmptyObject, options = kEmptyObject) {
  validateObject(pair, 'pair');
  const { readable: readableStream, writable: writableStream } = pair;
  expectReadableStream(readableStream, 'pair.readable');
  expectWritableStream(writableStream, 'pair.writable');
  validateObject(options, 'options');
  const { allowHalfOpen = false, objectMode = false, encoding, decodeStrings = true, highWaterMark, signal } = options;
  validateBoolean(objectMode, 'options.objectMode');
  expectEncoding(encoding);

  const writer = writableStream.getWriter();
  const reader = readableStream.getReader();
  let writableClosed = false;
  let readableClosed = false;
  const io = writeThrough(writer, () => duplex);

  const duplex = new Duplex({
    allowHalfOpen,
    highWaterMark,
    objectMode,
    encoding,
    decodeStrings,
    signal,
    write: io.write,
    writev: io.writev,
    final(callback) {
      io.final(callback, writableClosed);
    },
    read() {
      pushNext(reader, duplex);
    },
    destroy(error, callback) {
      const done = callBackWith(callback, error);
      const endings = [];
      if (!writableClosed) endings.push(error == null ? writer.close() : writer.abort(error));
      if (!readableClosed) endings.push(reader.cancel(error));
      Promise.all(endings).then(done, done);
    },
  });
  const failBoth = (err) => {
    writableClosed = readableClosed = true;
    destroyer(duplex, err);
  };
  writer.closed.then(() => {
    writableClosed = true;
    if (!isWritableEnded(duplex)) destroyer(duplex, new ERR_STREAM_PREMATURE_CLOSE());
  }, failBoth);
  reader.closed.then(() => {
    readableClosed = true;
  }, failBoth);
  return duplex;
}

module.exports = {
  newReadableStreamFromStreamReadable,
  newReadableWritablePairFromDuplex,
  newStreamDuplexFromReadableWritablePair,
  newStreamReadableFromReadableStream,
  newStreamWritableFromWritableStream,
  newWritableStreamFromStreamWritable,
};
