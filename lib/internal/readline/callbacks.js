'use strict';

const { codes: { ERR_INVALID_ARG_VALUE, ERR_INVALID_CURSOR_POS } } = require('../errors');
const { validateFunction } = require('../validators');
const { CSI } = require('./utils');

// Writes an escape sequence, or calls back at once where there is nothing to write (to).
function send(stream, sequence, callback) {
  if (callback !== undefined) validateFunction(callback, 'callback');
  if (stream === null || stream === undefined || sequence === '') {
    if (typeof callback === 'function') process.nextTick(callback, null);
    return true;
  }
  return stream.write(sequence, callback);
}

/**
 * Moves the cursor to a column, or to a column and row.
 * @returns {boolean} false: wait for 'drain'
 */
function cursorTo(stream, x, y, callback) {
  if (callback !== undefined) validateFunction(callback, 'callback');
  if (typeof y === 'function') {
    callback = y;
    y = undefined;
  }
  if (Number.isNaN(x)) throw new ERR_INVALID_ARG_VALUE('x', x);
  if (Number.isNaN(y)) throw new ERR_INVALID_ARG_VALUE('y', y);
  if (stream == null || (typeof x !== 'number' && typeof y !== 'number')) return send(null, '', callback);
  if (typeof x !== 'number') throw new ERR_INVALID_CURSOR_POS();
  return send(stream, typeof y !== 'number' ? `${CSI}${x + 1}G` : `${CSI}${y + 1};${x + 1}H`, callback);
}

/** Moves the cursor by columns and rows. */
function moveCursor(stream, dx, dy, callback) {
  if (callback !== undefined) validateFunction(callback, 'callback');
  if (stream == null || !(dx || dy)) return send(null, '', callback);
  let data = '';
  if (dx < 0) data += `${CSI}${-dx}D`;
  else if (dx > 0) data += `${CSI}${dx}C`;
  if (dy < 0) data += `${CSI}${-dy}A`;
  else if (dy > 0) data += `${CSI}${dy}B`;
  return send(stream, data, callback);
}

/** Clears the line: to the left of the cursor (-1), to its right (1), or all of it (0). */
function clearLine(stream, dir, callback) {
  let part = '2K';
  if (dir < 0) part = '1K';
  else if (dir > 0) part = '0K';
  return send(stream, CSI + part, callback);
}

/** Clears the screen from the cursor on. */
function clearScreenDown(stream, callback) {
  return send(stream, `${CSI}0J`, callback);
}

module.exports = { clearLine, clearScreenDown, cursorTo, moveCursor };
