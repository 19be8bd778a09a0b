'use strict';

const { codes: { ERR_INVALID_ARG_TYPE } } = require('../errors');
const { isWritable, isWritableNodeStream } = require('../streams/utils');
const { validateBoolean, validateInteger } = require('../validators');
const { CSI } = require('./utils');

/** Collects cursor movements and writes them at once. */
class Readline {
  #autoCommit = false;
  #stream;
  #todo = [];

  /**
   * @param {Writable} stream
   * @param {{autoCommit?: boolean}} [options] `autoCommit` writes each of them right away
   */
  constructor(stream, options = undefined) {
    if (!isWritableNodeStream(stream)) throw new ERR_INVALID_ARG_TYPE('stream', 'Writable', stream);
    if (!isWritable(stream)) throw new (require('../errors').codes.ERR_INVALID_STATE.TypeError)('Stream is not writable');
    this.#stream = stream;
    if (options?.autoCommit != null) {
      validateBoolean(options.autoCommit, 'options.autoCommit');
      this.#autoCommit = options.autoCommit;
    }
  }

  #add(data) {
    if (this.#autoCommit) process.nextTick(() => this.#stream.write(data));
    else this.#todo.push(data);
    return this;
  }

  cursorTo(x, y = undefined) {
    validateInteger(x, 'x');
    if (y != null) validateInteger(y, 'y');
    return this.#add(y == null ? `${CSI}${x + 1}G` : `${CSI}${y + 1};${x + 1}H`);
  }

  moveCursor(dx, dy) {
    if (!dx && !dy) return this;
    validateInteger(dx, 'dx');
    validateInteger(dy, 'dy');
    let data = '';
    if (dx < 0) data += `${CSI}${-dx}D`;
    else if (dx > 0) data += `${CSI}${dx}C`;
    if (dy < 0) data += `${CSI}${-dy}A`;
    else if (dy > 0) data += `${CSI}${dy}B`;
    return this.#add(data);
  }

  clearLine(dir) {
    validateInteger(dir, 'dir', -1, 1);
    if (dir < 0) return this.#add(CSI.kClearToLineBeginning);
    return this.#add(dir > 0 ? CSI.kClearToLineEnd : CSI.kClearLine);
  }

  clearScreenDown() {
    return this.#add(CSI.kClearScreenDown);
  }

  /** Writes what was collected. */
  commit() {
    return new Promise((resolve) => {
      this.#stream.write(this.#todo.join(''), resolve);
      this.#todo = [];
    });
  }

  /** Forgets what was collected. */
  rollback() {
    this.#todo = [];
    return this;
  }
}

module.exports = { Readline };
