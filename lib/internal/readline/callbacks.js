'use strict';

const { codes: { ERR_INVALID_ARG_VALUE, ERR_INVALID_CURSOR_POS } } = require('../errors');
const { validateFunction } = require('../validators');
const { CSI } = require('./utils');

function checkCallback(callback) {
  if (callback !== undefined) validateFunction(callback, 'callback');
}

// Calls back at once where there is nothing to write (to).
function send(stream, sequence, callback) {
  if (stream && sequence) return stream.write(sequence, callback);
  if (callback) process.nextTick(callback, null);
  return true;
}

/**
 * Moves the cursor to a column, or to a column and row.
 * @returns {boolean} false: wait for 'drain'
 */
function cursorTo(stream, x, y, callback) {
  checkCallback(callback);
  const done = typeof y === 'function' ? y : callback;
  const row = y === done ? undefined : y;
  for (const [name, place] of [['x', x], ['y', row]]) {
    if (Number.isNaN(place)) throw new ERR_INVALID_ARG_VALUE(name, place);
  }
  const hasColumn = typeof x === 'number';
  const hasRow = typeof row === 'number';
  if (stream && hasRow && !hasColumn) throw new ERR_INVALID_CURSOR_POS();
  return send(stream, hasColumn && CSI.to(x, hasRow ? row : undefined), done);
}

/** Moves the cursor by columns and rows. */
function moveCursor(stream, dx, dy, callback) {
  checkCallback(callback);
  return send(stream, CSI.by(dx, dy), callback);
}

/** Clears the line: to the left of the cursor (-1), to its right (1), or all of it (0). */
function clearLine(stream, dir, callback) {
  checkCallback(callback);
  return send(stream, CSI.clearLine(dir), callback);
}

/** Clears the screen from the cursor on. */
function clearScreenDown(stream, callback) {
  checkCallback(callback);
  return send(stream, CSI.kClearScreenDown, callback);
}

module.exports = { clearLine, clearScreenDown, cursorTo, moveCursor };
