'use strict';

const { Socket } = require('./net');
const { ErrnoException, codes: { ERR_INVALID_FD, ERR_TTY_INIT_FAILED } } = require('./internal/errors');
const { getColorDepth, hasColors } = require('./internal/tty');
const { TTY, isTTY } = internalBinding('tty_wrap');

/** File descriptors are C's int. */
function isDescriptor(fd) {
  return Number.isInteger(fd) && fd >= 0 && fd <= 0x7FFFFFFF;
}

/**
 * @param {number} fd
 * @returns {boolean} whether it is a terminal
 */
function isatty(fd) {
  return isDescriptor(fd) && isTTY(fd);
}

/** Makes `stream` a socket on the terminal that `fd` is. */
function connect(stream, fd, options) {
  if (!isDescriptor(fd)) throw new ERR_INVALID_FD(fd);
  if (!isTTY(fd)) {
    throw new ERR_TTY_INIT_FAILED({
      errno: -22, code: 'EINVAL', message: 'invalid argument', syscall: 'uv_tty_init',
    });
  }
  const handle = new TTY(fd);
  // A terminal is not read ahead: what is typed may be for the next program.
  Socket.call(stream, { readableHighWaterMark: 0, handle, manualStart: true, ...options });
  return handle;
}

function extendSocket(constructor, members) {
  Object.setPrototypeOf(constructor, Socket);
  Object.setPrototypeOf(constructor.prototype, Socket.prototype);
  Object.assign(constructor.prototype, members);
}

/** Reports a failed call on the handle as the stream's error. */
function emitFailure(stream, status, syscall) {
  stream.emit('error', new ErrnoException(status, syscall));
}

/** The reading side of a terminal. */
function ReadStream(fd, options) {
  if (!(this instanceof ReadStream)) return new ReadStream(fd, options);
  connect(this, fd, options);
  this.isRaw = false;
  this.isTTY = true;
}

extendSocket(ReadStream, {
  /**
   * Has keys arrive one by one and unechoed, or whole lines again.
   * @param {boolean} flag
   */
  setRawMode(flag) {
    const raw = Boolean(flag);
    const status = this._handle?.setRawMode(raw);
    if (status) emitFailure(this, status, 'setRawMode');
    else this.isRaw = raw;
    return this;
  },
});

/** The writing side of a terminal. */
function WriteStream(fd) {
  if (!(this instanceof WriteStream)) return new WriteStream(fd);
  const handle = connect(this, fd);
  // A terminal's writes return when they are done, so nothing is lost when the program ends.
  handle.setBlocking(true);
  const size = [0, 0];
  if (handle.getWindowSize(size) === 0) [this.columns, this.rows] = size;
}

function cursor() {
  return require('./internal/readline/callbacks');
}

extendSocket(WriteStream, {
  isTTY: true,
  getColorDepth,
  hasColors,

  _refreshSize() {
    const size = [0, 0];
    const status = this._handle.getWindowSize(size);
    if (status) {
      emitFailure(this, status, 'getWindowSize');
    } else if (size[0] !== this.columns || size[1] !== this.rows) {
      [this.columns, this.rows] = size;
      this.emit('resize');
    }
  },

  cursorTo(column, row, done) {
    return cursor().cursorTo(this, column, row, done);
  },

  moveCursor(columns, rows, done) {
    return cursor().moveCursor(this, columns, rows, done);
  },

  clearLine(direction, done) {
    return cursor().clearLine(this, direction, done);
  },

  clearScreenDown(done) {
    return cursor().clearScreenDown(this, done);
  },

  getWindowSize() {
    const { columns, rows } = this;
    return [columns, rows];
  },
});

module.exports = { isatty, ReadStream, WriteStream };
