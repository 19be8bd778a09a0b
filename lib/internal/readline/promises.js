'use strict';

const { codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_STATE } } = require('../errors');
const streams = require('../streams/utils');
const { validateBoolean, validateInteger } = require('../validators');
const { CSI } = require('./utils');

/** Collects cursor movements and writes them at once. */
class Readline {
  #output;
  #pending = '';
  #writesAtOnce;

  /**
   * @param {Writable} stream
   * @param {{autoCommit?: boolean}} [options] `autoCommit` writes each of them right away
   */
  constructor(stream, options = undefined) {
    if (!streams.isWritableNodeStream(stream)) {
      throw new ERR_INVALID_ARG_TYPE('stream', 'Writable', stream);
    }
    if (!streams.isWritable(stream)) throw new ERR_INVALID_STATE.TypeError('Stream is not writable');
    this.#output = stream;
    const atOnce = options?.autoCommit ?? false;
    validateBoolean(atOnce, 'options.autoCommit');
    this.#writesAtOnce = atOnce;
  }

  #take(sequence) {
    if (this.#writesAtOnce) process.nextTick(writeTo, this.#output, sequence);
    else this.#pending += sequence;
    return this;
  }

  /** To a column, or to a column and row. */
  cursorTo(x, y = undefined) {
    validateInteger(x, 'x');
    const hasRow = y !== undefined && y !== null;
    if (hasRow) validateInteger(y, 'y');
    return this.#take(CSI.to(x, hasRow ? y : undefined));
  }

  moveCursor(dx, dy) {
    if (!dx && !dy) return this;
    for (const [name, distance] of [['dx', dx], ['dy', dy]]) validateInteger(distance, name);
    return this.#take(CSI.by(dx, dy));
  }

  clearLine(dir) {
    validateInteger(dir, 'dir', -1, 1);
    return this.#take(CSI.clearLine(dir));
  }

  clearScreenDown() {
    return this.#take(CSI.kClearScreenDown);
  }

  /** Writes what was collected. */
  commit() {
    return new Promise((written) => {
      this.#output.write(this.#pending, written);
      this.#pending = '';
    });
  }

  /** Forgets what was collected. */
  rollback() {
    this.#pending = '';
    return this;
  }
}

function writeTo(stream, text) {
  stream.write(text);
}

module.exports = { Readline };
