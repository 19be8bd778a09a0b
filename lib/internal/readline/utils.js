'use strict';

const kEscape = '\x1b';
const kSubstringSearch = Symbol('kSubstringSearch');

/** Makes a control sequence: CSI`2K`; on its own it is how they all begin. */
function CSI(strings, ...args) {
  return `${kEscape}[${String.raw(strings, ...args)}`;
}
CSI.toString = () => `${kEscape}[`;
CSI.kEscape = kEscape;
CSI.kClearToLineBeginning = CSI`1K`;
CSI.kClearToLineEnd = CSI`0K`;
CSI.kClearLine = CSI`2K`;
CSI.kClearScreenDown = CSI`0J`;

// A character outside the BMP takes two places.
function charLengthLeft(str, i) {
  if (i <= 0) return 0;
  return (i > 1 && str.codePointAt(i - 2) > 0xFFFF) || str.codePointAt(i - 1) > 0xFFFF ? 2 : 1;
}

function charLengthAt(str, i) {
  // At the end: what comes next takes one.
  if (str.length <= i) return 1;
  return str.codePointAt(i) > 0xFFFF ? 2 : 1;
}

/** The longest beginning that all strings share. */
function commonPrefix(strings) {
  if (strings.length === 0) return '';
  if (strings.length === 1) return strings[0];
  const sorted = strings.toSorted();
  const first = sorted[0];
  const last = sorted[sorted.length - 1];
  let n = 0;
  while (n < first.length && first[n] === last[n]) n++;
  return first.slice(0, n);
}

module.exports = { charLengthAt, charLengthLeft, commonPrefix, CSI, kSubstringSearch };
