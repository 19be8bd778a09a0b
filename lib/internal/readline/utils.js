'use strict';

const kSubstringSearch = Symbol('kSubstringSearch');

const ESC = '\x1b';

function step(distance, forth, back) {
  if (distance > 0) return `${ESC}[${distance}${forth}`;
  return distance < 0 ? `${ESC}[${-distance}${back}` : '';
}

/** ECMA-48 control sequences: each begins with ESC and a bracket. */
const CSI = {
  kEscape: ESC,
  kClearToLineBeginning: `${ESC}[1K`,
  kClearToLineEnd: `${ESC}[0K`,
  kClearLine: `${ESC}[2K`,
  kClearScreenDown: `${ESC}[0J`,

  /** To a column of the current row, or to a column and a row; both count from 0. */
  to(column, row) {
    return row === undefined ? `${ESC}[${column + 1}G` : `${ESC}[${row + 1};${column + 1}H`;
  },

  /** By so many columns (to the right) and rows (down). */
  by(columns, rows) {
    return step(columns, 'C', 'D') + step(rows, 'B', 'A');
  },

  /** Clears the current line: before the cursor (-1), after it (1), or all of it (0). */
  clearLine(direction) {
    if (direction > 0) return CSI.kClearToLineEnd;
    return direction < 0 ? CSI.kClearToLineBeginning : CSI.kClearLine;
  },
};

// A character outside the BMP takes two places.
function isPairAt(text, index) {
  return text.codePointAt(index) > 0xFFFF;
}

/** How many places the character that ends before `index` takes. */
function charLengthLeft(text, index) {
  if (index <= 0) return 0;
  return isPairAt(text, index - 1) || isPairAt(text, index - 2) ? 2 : 1;
}

/** How many places the character at `index` takes; behind the end it is what may be typed there. */
function charLengthAt(text, index) {
  return isPairAt(text, index) ? 2 : 1;
}

/** The longest beginning that all strings share. */
function commonPrefix(strings) {
  let prefix = strings.length > 0 ? strings[0] : '';
  for (let i = 1; i < strings.length; i++) {
    let shared = 0;
    while (shared < prefix.length && prefix[shared] === strings[i][shared]) shared++;
    prefix = prefix.slice(0, shared);
  }
  return prefix;
}

module.exports = { charLengthAt, charLengthLeft, commonPrefix, CSI, kSubstringSearch };
