'use strict';

const Duplex = require('./duplex');

/** One of two Duplex streams, each of which reads what is written to its peer. */
class DuplexSide extends Duplex {
  #peer = null;
  /** What the peer's write calls back once its chunk has been read here. */
  #delivered = null;

  static pair(options) {
    const sides = [new DuplexSide(options), new DuplexSide(options)];
    sides.forEach((side, i) => {
      side.#peer = sides[1 - i];
    });
    return sides;
  }

  _read() {
    const delivered = this.#delivered;
    this.#delivered = null;
    delivered?.();
  }

  _write(chunk, encoding, callback) {
    // Nothing to be read: _read would never be called for it.
    if (chunk.length === 0) {
      process.nextTick(callback);
      return;
    }
    this.#peer.push(chunk);
    this.#peer.#delivered = callback;
  }

  _final(callback) {
    this.#peer.on('end', callback).push(null);
  }
}

/** Two Duplex streams: what is written to one is read from the other. */
function duplexPair(options) {
  return DuplexSide.pair(options);
}

module.exports = duplexPair;
