'use strict';

const { AbortError } = require('../errors');

/**
 * What stands between a Duplex and the streams behind it: writing to the Duplex goes to one of them, reading comes out
 * of another, and the Duplex calls back when they do.
 */
class Relay {
  constructor(duplex) {
    this.duplex = duplex;
    // Callbacks kept until a stream behind drains, finishes, or has something to read.
    this.whenDrained = null;
    this.whenFinished = null;
    this.whenReadable = null;
    /** undefined while the streams behind are open, null when they are over, else what destroy() waits with. */
    this.whenOver = undefined;
  }

  release(what) {
    const callback = this[what];
    if (!callback) return;
    this[what] = null;
    callback();
  }

  /**
   * The streams behind are over.
   * @returns {boolean} whether that was waited for
   */
  over(err) {
    const callback = this.whenOver;
    this.whenOver = null;
    if (!callback) return false;
    callback(err);
    return true;
  }

  /** The Duplex is being destroyed: nothing is waited for any more. Returns the error, which is an abort if there is none. */
  abandon(err) {
    this.whenDrained = null;
    this.whenFinished = null;
    this.whenReadable = null;
    return err || this.whenOver === null ? err : new AbortError();
  }

  writeTo(stream) {
    const { duplex } = this;
    duplex._write = (chunk, encoding, callback) => {
      if (!stream.write(chunk, encoding)) this.whenDrained = callback;
      else callback();
    };
    duplex._final = (callback) => {
      stream.end();
      this.whenFinished = callback;
    };
    stream.on('drain', () => this.release('whenDrained'));
  }

  readFrom(stream) {
    const { duplex } = this;
    const pull = () => {
      let chunk;
      do {
        chunk = stream.read();
      } while (chunk !== null && duplex.push(chunk));
      if (chunk === null) this.whenReadable = pull;
    };
    duplex._read = pull;
    stream.on('readable', () => this.release('whenReadable'));
    stream.on('end', () => duplex.push(null));
  }

  writeToWeb(stream) {
    const { duplex } = this;
    const writer = stream.getWriter();
    // What comes of it is reported by the stream, not by each of its promises.
    const ignore = () => {};
    duplex._write = (chunk, encoding, callback) => {
      writer.ready.then(() => {
        writer.write(chunk).catch(ignore);
        callback();
      }).catch(callback);
    };
    duplex._final = (callback) => {
      writer.ready.then(() => {
        writer.close().catch(ignore);
        this.whenFinished = callback;
      }).catch(callback);
    };
  }

  readFromWeb(stream) {
    const { duplex } = this;
    const reader = stream.getReader();
    const pull = () => reader.read().then(({ done, value }) => {
      if (duplex.push(done ? null : value)) pull();
    }).catch(() => {});
    duplex._read = pull;
  }
}

module.exports = { Relay };
