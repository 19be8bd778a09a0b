'use strict';

const { Buffer } = require('../../buffer');

function joined({ parts, length }) {
  if (parts.length === 1) return parts[0];
  return typeof parts[0] === 'string' ? parts.join('') : Buffer.concat(parts, length);
}

/** Strings, or buffers, put together into chunks that are written at once. */
class ChunkQueue {
  #chunks = [];
  #maxLength;

  /** @param {number} maxLength what a chunk doesn't exceed unless a single piece does */
  constructor(maxLength) {
    this.#maxLength = maxLength;
  }

  push(data) {
    const last = this.#chunks[this.#chunks.length - 1];
    // The rest of a chunk of text may be bytes, which text can't be added to.
    const fits = last !== undefined && typeof last.parts[0] === typeof data &&
      last.length + data.length <= this.#maxLength;
    if (fits) {
      last.parts.push(data);
      last.length += data.length;
    } else {
      this.#chunks.push({ parts: [data], length: data.length });
    }
  }

  /** Takes back what was shifted. */
  unshift(chunk) {
    this.#chunks.unshift({ parts: [chunk], length: chunk.length });
  }

  /** The first chunk, or `undefined`. */
  shift() {
    return this.#chunks.length === 0 ? undefined : joined(this.#chunks.shift());
  }

  clear() {
    this.#chunks = [];
  }
}

module.exports = { ChunkQueue };
