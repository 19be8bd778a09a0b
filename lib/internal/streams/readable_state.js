'use strict';

const { getDefaultEncoding, getHighWaterMark } = require('./state');

/** What a Readable knows about itself. Packages read these fields. */
class ReadableState {
  /**
   * @param {object} [options] the stream's
   * @param {Stream} [stream]
   * @param {boolean} isDuplex
   */
  constructor(options, stream, isDuplex) {
    const isObjects = options?.objectMode || (isDuplex && options?.readableObjectMode);
    // Whether one chunk is one object, whatever it is; else chunks are bytes or text.
    this.objectMode = Boolean(isObjects);
    this.highWaterMark = getHighWaterMark(this, options, 'readableHighWaterMark', isDuplex);
    // Chunks pushed and not read yet: buffer[bufferIndex...].
    this.buffer = [];
    this.bufferIndex = 0;
    this.length = 0;
    this.pipes = [];
    // null: nobody consumes it, true: 'data' flows, false: it was paused.
    this.flowing = null;
    this.paused = null;
    // null was pushed.
    this.ended = false;
    this.endEmitted = false;
    // _read was called and has not pushed yet.
    this.reading = false;
    this.constructed = true;
    // _read is on the stack.
    this.sync = true;
    // Whether 'readable' is to be emitted when there is something.
    this.needReadable = false;
    this.emittedReadable = false;
    this.readableListening = false;
    this.resumeScheduled = false;
    this.readingMore = false;
    this.dataEmitted = false;
    this.errored = null;
    this.errorEmitted = false;
    this.emitClose = !options || options.emitClose !== false;
    this.autoDestroy = !options || options.autoDestroy !== false;
    this.destroyed = false;
    this.closed = false;
    this.closeEmitted = false;
    this.defaultEncoding = getDefaultEncoding(options);
    // The piped-to stream that is full; a Set of them when there are several pipes.
    this.awaitDrainWriters = null;
    this.multiAwaitDrain = false;
    this.decoder = null;
    this.encoding = null;
    this.readable = undefined;
    if (options?.encoding) {
      const { StringDecoder } = require('../../string_decoder');
      this.decoder = new StringDecoder(options.encoding);
      this.encoding = options.encoding;
    }
  }

  /** Chunks are text from now on, those in the buffer included. */
  decodeWith(decoder) {
    let text = '';
    for (let i = this.bufferIndex; i < this.buffer.length; i++) text += decoder.write(this.buffer[i]);
    this.clearBuffer();
    if (text) this.buffer.push(text);
    this.length = text.length;
    this.decoder = decoder;
    this.encoding = decoder.encoding;
  }

  get pipesCount() {
    return this.pipes.length;
  }

  /** The next chunk in the buffer. */
  first() {
    return this.buffer[this.bufferIndex];
  }

  append(chunk) {
    this.length += this.objectMode ? 1 : chunk.length;
    this.buffer.push(chunk);
  }

  prepend(chunk) {
    this.length += this.objectMode ? 1 : chunk.length;
    if (this.bufferIndex > 0) this.buffer[--this.bufferIndex] = chunk;
    else this.buffer.unshift(chunk);
  }

  /** Removes the first chunk of the buffer. */
  shiftBuffer() {
    const chunk = this.buffer[this.bufferIndex];
    this.buffer[this.bufferIndex++] = null;
    this.#compact();
    return chunk;
  }

  #compact() {
    if (this.bufferIndex === this.buffer.length) {
      this.buffer.length = 0;
      this.bufferIndex = 0;
    } else if (this.bufferIndex > 1024) {
      this.buffer.splice(0, this.bufferIndex);
      this.bufferIndex = 0;
    }
  }

  clearBuffer() {
    this.buffer.length = 0;
    this.bufferIndex = 0;
  }

  /**
   * Takes `n` bytes, characters or objects out of the buffer (all of it with 0 or more than there is).
   * The caller keeps the count in `length`.
   */
  take(n) {
    if (this.length === 0) return null;
    if (this.objectMode) return this.shiftBuffer();
    if (!n || n >= this.length) return this.#takeAll();
    const first = this.first();
    if (n < first.length) {
      this.buffer[this.bufferIndex] = first.slice(n);
      return first.slice(0, n);
    }
    if (n === first.length) return this.shiftBuffer();
    return this.decoder === null ? this.#takeBytes(n) : this.#takeText(n);
  }

  #takeAll() {
    const { buffer, bufferIndex } = this;
    let all;
    if (this.decoder !== null) {
      all = '';
      for (let i = bufferIndex; i < buffer.length; i++) all += buffer[i];
    } else if (buffer.length === bufferIndex) {
      all = Buffer.alloc(0);
    } else if (buffer.length - bufferIndex === 1) {
      all = buffer[bufferIndex];
    } else {
      all = Buffer.allocUnsafe(this.length);
      let at = 0;
      for (let i = bufferIndex; i < buffer.length; i++) {
        all.set(buffer[i], at);
        at += buffer[i].length;
      }
    }
    this.clearBuffer();
    return all;
  }

  #takeText(n) {
    let text = '';
    while (n > 0) {
      const chunk = this.first();
      if (n < chunk.length) {
        text += chunk.slice(0, n);
        this.buffer[this.bufferIndex] = chunk.slice(n);
        break;
      }
      text += this.shiftBuffer();
      n -= chunk.length;
    }
    return text;
  }

  #takeBytes(n) {
    const bytes = Buffer.allocUnsafe(n);
    let at = 0;
    while (at < n) {
      const chunk = this.first();
      const wanted = n - at;
      if (wanted < chunk.length) {
        bytes.set(new Uint8Array(chunk.buffer, chunk.byteOffset, wanted), at);
        this.buffer[this.bufferIndex] = chunk.slice(wanted);
        break;
      }
      bytes.set(this.shiftBuffer(), at);
      at += chunk.length;
    }
    return bytes;
  }
}

module.exports = { ReadableState };
