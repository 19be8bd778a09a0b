'use strict';

// How streams travel in messages (https://streams.spec.whatwg.org/#transferrable-streams): the original is piped into
// one end of a message channel, and what arrives is a stream over the other end. The ends speak of chunks, of the
// reader's wish for more, of the end and of errors. They keep the process alive only while the far end waits for something.

const { lazyDOMException } = require('../util');

function makeChannel() {
  const { MessageChannel } = require('../worker/message_port');
  const { port1, port2 } = new MessageChannel();
  return [port1, port2];
}

function listen(port, handlers) {
  port.onmessage = ({ data: { type, value } }) => handlers[type]?.(value);
  port.unref();
}

function send(port, type, value) {
  port.postMessage({ type, value });
}

/** What cannot be cloned fails both sides. */
function sendOrFail(port, type, value) {
  try {
    send(port, type, value);
  } catch (error) {
    send(port, 'error', error);
    port.close();
    throw error;
  }
}

/** A stream that reads what `port` receives; where it `holds` the process, it does so while somebody waits for data. */
function readableOver(port, holds) {
  const { ReadableStream } = require('./readablestream');
  let arrived = Promise.withResolvers();
  return new ReadableStream({
    start(controller) {
      listen(port, {
        chunk(value) {
          port.unref();
          controller.enqueue(value);
          arrived.resolve();
          arrived = Promise.withResolvers();
        },
        close() {
          controller.close();
          port.close();
        },
        error(reason) {
          controller.error(reason);
          port.close();
        },
      });
    },
    pull() {
      const { promise } = arrived;
      if (holds) port.ref();
      send(port, 'pull');
      return promise;
    },
    cancel(reason) {
      sendOrFail(port, 'error', reason);
      port.close();
    },
  }, { highWaterMark: 0 });
}

/** A stream that sends what is written to it by `port`, as fast as the other side wants it. */
function writableOver(port, holds) {
  const { WritableStream } = require('./writablestream');
  let wanted = Promise.withResolvers();
  return new WritableStream({
    start(controller) {
      listen(port, {
        pull: () => wanted.resolve(),
        error(reason) {
          controller.error(reason);
          wanted.resolve();
          port.close();
        },
      });
    },
    async write(chunk) {
      if (holds) port.ref();
      await wanted.promise;
      port.unref();
      wanted = Promise.withResolvers();
      sendOrFail(port, 'chunk', chunk);
    },
    close() {
      send(port, 'close');
      port.close();
    },
    abort(reason) {
      sendOrFail(port, 'error', reason);
      port.close();
    },
  });
}

function checkUnlocked(isLocked, kind) {
  if (isLocked) throw lazyDOMException(`Cannot transfer a locked ${kind}`, 'DataCloneError');
}

/** @returns {ReadableStream} reads what `stream` has; that one is locked from now on */
function transferReadable(stream) {
  checkUnlocked(stream.locked, 'ReadableStream');
  const [near, far] = makeChannel();
  stream.pipeTo(writableOver(near, false)).catch(() => {});
  return readableOver(far, true);
}

/** @returns {WritableStream} writes to `stream`, which is locked from now on */
function transferWritable(stream) {
  checkUnlocked(stream.locked, 'WritableStream');
  const [near, far] = makeChannel();
  readableOver(near, false).pipeTo(stream).catch(() => {});
  return writableOver(far, true);
}

module.exports = { transferReadable, transferWritable };
