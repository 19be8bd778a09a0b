'use strict';

const net = require('./net');
const { ErrnoException, codes: { ERR_INVALID_FD, ERR_TTY_INIT_FAILED } } = require('./internal/errors');
const { getColorDepth, hasColors } = require('./internal/tty');
const { TTY, isTTY } = internalBinding('tty_wrap');

/**
 * @param {number} fd
 * @returns {boolean} whether it is a terminal
 */
function isatty(fd) {
  return Number.isInteger(fd) && fd >= 0 && fd <= 2147483647 && isTTY(fd);
}

function openTerminal(fd) {
  if (fd >> 0 !== fd || fd < 0) {
    throw new ERR_INVALID_FD(fd);
  }
  if (!isTTY(fd)) {
    throw new ERR_TTY_INIT_FAILED({
      errno: -22, code: 'EINVAL', message: 'invalid argument', syscall: 'uv_tty_init',
    });
  }
  return new TTY(fd);
}

/** The reading side of a terminal. */
function ReadStream(fd, options) {
  if (!(this instanceof ReadStream)) {
    return new ReadStream(fd, options);
  }
  const handle = openTerminal(fd);
  net.Socket.call(this, {
    readableHighWaterMark: 0, handle, manualStart: true, ...options,
  });
  this.isRaw = false;
  this.isTTY = true;
}
Object.setPrototypeOf(ReadStream.prototype, net.Socket.prototype);
Object.setPrototypeOf(ReadStream, net.Socket);

/**
 * Has keys arrive one by one and unechoed, or whole lines again.
 * @param {boolean} flag
 */
ReadStream.prototype.setRawMode = function(flag) {
  flag = Boolean(flag);
  const status = this._handle?.setRawMode(flag);
  if (status) {
    this.emit('error', new ErrnoException(status, 'setRawMode'));
    return this;
  }
  this.isRaw = flag;
  return this;
};

/** The writing side of a terminal. */
function WriteStream(fd) {
  if (!(this instanceof WriteStream)) {
    return new WriteStream(fd);
  }
  const handle = openTerminal(fd);
  net.Socket.call(this, { readableHighWaterMark: 0, handle, manualStart: true });
  // A terminal's writes return when they are done, so nothing is lost when the program ends.
  this._handle.setBlocking(true);
  const size = new Array(2);
  if (this._handle.getWindowSize(size) === 0) {
    [this.columns, this.rows] = size;
  }
}
Object.setPrototypeOf(WriteStream.prototype, net.Socket.prototype);
Object.setPrototypeOf(WriteStream, net.Socket);

WriteStream.prototype.isTTY = true;
WriteStream.prototype.getColorDepth = getColorDepth;
WriteStream.prototype.hasColors = hasColors;

WriteStream.prototype._refreshSize = function() {
  const { columns, rows } = this;
  const size = new Array(2);
  const status = this._handle.getWindowSize(size);
  if (status) {
    this.emit('error', new ErrnoException(status, 'getWindowSize'));
    return;
  }
  const [newColumns, newRows] = size;
  if (columns !== newColumns || rows !== newRows) {
    this.columns = newColumns;
    this.rows = newRows;
    this.emit('resize');
  }
};

WriteStream.prototype.cursorTo = function(x, y, callback) {
  return require('./internal/readline/callbacks').cursorTo(this, x, y, callback);
};

WriteStream.prototype.moveCursor = function(dx, dy, callback) {
  return require('./internal/readline/callbacks').moveCursor(this, dx, dy, callback);
};

WriteStream.prototype.clearLine = function(direction, callback) {
  return require('./internal/readline/callbacks').clearLine(this, direction, callback);
};

WriteStream.prototype.clearScreenDown = function(callback) {
  return require('./internal/readline/callbacks').clearScreenDown(this, callback);
};

WriteStream.prototype.getWindowSize = function() {
  return [this.columns, this.rows];
};

module.exports = { isatty, ReadStream, WriteStream };
