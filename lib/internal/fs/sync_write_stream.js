'use strict';

const { Writable } = require('../../stream');
const { writeBytes } = internalBinding('stdio');

/** Writes to a file descriptor at once; for standard output to a file. */
class SyncWriteStream extends Writable {
  /**
   * @param {number} fd
   * @param {{autoClose?: boolean}} [options]
   */
  constructor(fd, options = {}) {
    super({ autoDestroy: true });
    this.fd = fd;
    this.readable = false;
    this.autoClose = options.autoClose ?? true;
  }

  _write(chunk, encoding, callback) {
    try {
      writeBytes(this.fd, chunk);
    } catch (error) {
      callback(error);
      return;
    }
    callback();
  }

  _destroy(error, callback) {
    if (this.fd === null) {
      callback(error);
      return;
    }
    if (this.autoClose) {
      require('../../fs').closeSync(this.fd);
    }
    this.fd = null;
    callback(error);
  }

  destroySoon() {
    this.destroy();
  }
}

module.exports = SyncWriteStream;
