'use strict';

const { getDefaultEncoding, getDefaultHighWaterMark, getHighWaterMark } = require('./state');

/** What a Writable knows about itself. Packages read these fields. */
class WritableState {
  /**
   * @param {object} [options] the stream's
   * @param {(err?: Error) => void} onwrite what `_write` calls back
   * @param {boolean} isDuplex
   */
  constructor(options, onwrite, isDuplex) {
    this.objectMode = !!options && !!(options.objectMode || (isDuplex && options.writableObjectMode));
    this.highWaterMark = options ?
      getHighWaterMark(this, options, 'writableHighWaterMark', isDuplex) :
      getDefaultHighWaterMark(false);
    // Bytes or objects written and not yet called back for.
    this.length = 0;
    // Whether somebody waits for 'drain'.
    this.needDrain = false;
    this.finalCalled = false;
    // end() was called; has been taken note of; 'finish' was emitted.
    this.ending = false;
    this.ended = false;
    this.finished = false;
    this.prefinished = false;
    this.destroyed = false;
    this.decodeStrings = !options || options.decodeStrings !== false;
    this.defaultEncoding = getDefaultEncoding(options);
    // _write is under way; it has not returned yet.
    this.writing = false;
    this.sync = true;
    this.corked = 0;
    this.bufferProcessing = false;
    this.onwrite = onwrite;
    // The chunk under way: its callback and its size.
    this.writecb = null;
    this.writelen = 0;
    this.afterWriteTickInfo = null;
    this.afterWritePending = false;
    this.resetBuffer();
    // Callbacks (of write, final) that must come before 'finish'.
    this.pendingcb = 0;
    this.constructed = true;
    this.errored = null;
    this.errorEmitted = false;
    this.emitClose = !options || options.emitClose !== false;
    this.autoDestroy = !options || options.autoDestroy !== false;
    this.closed = false;
    this.closeEmitted = false;
    this.writable = undefined;
    /** Callbacks of end(), or null. */
    this.onFinished = null;
  }

  resetBuffer() {
    // Chunks that wait: {chunk, encoding, callback}, from bufferedIndex on.
    this.buffered = [];
    this.bufferedIndex = 0;
    // Whether all of them are Buffers; whether none has a callback.
    this.allBuffers = true;
    this.allNoop = true;
  }

  /** @param {boolean} isNoop whether `callback` does nothing */
  enqueue(chunk, encoding, callback, isNoop) {
    this.buffered.push({ chunk, encoding, callback });
    if (encoding !== 'buffer') this.allBuffers = false;
    if (!isNoop) this.allNoop = false;
  }

  /** The chunks before `index` have been written. */
  dropUntil(index) {
    if (index === this.buffered.length) {
      this.resetBuffer();
      return;
    }
    // Cut off only now and then: that moves all the others.
    const cut = index > 256 ? index : 0;
    if (cut > 0) this.buffered.splice(0, cut);
    this.bufferedIndex = index - cut;
  }

  getBuffer() {
    return this.buffered.slice(this.bufferedIndex);
  }

  get bufferedRequestCount() {
    return this.buffered.length - this.bufferedIndex;
  }
}

module.exports = { WritableState };
