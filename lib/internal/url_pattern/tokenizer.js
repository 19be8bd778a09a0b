'use strict';

// The lexer of the URL Pattern Standard. A token knows its place in the text, since the parser of
// constructor strings cuts the text between tokens.

const { InvalidPattern } = require('./invalid_pattern');

const OPEN = 'open';
const CLOSE = 'close';
const REGEXP = 'regexp';
const NAME = 'name';
const CHAR = 'char';
const ESCAPED_CHAR = 'escaped-char';
const MODIFIER = 'other-modifier';
const ASTERISK = 'asterisk';
const END = 'end';
const INVALID_CHAR = 'invalid-char';

const kTypeOfChar = {
  __proto__: null, '*': ASTERISK, '+': MODIFIER, '?': MODIFIER, '{': OPEN, '}': CLOSE,
};

const NAME_START = /[\p{ID_Start}$_]/u;
const NAME_PART = /[\p{ID_Continue}$\u200c\u200d]/u;

/** Whether a name, as of `:name`, may have this character at its start or after it. */
function isNameCharacter(character, first) {
  return (first ? NAME_START : NAME_PART).test(character);
}

function characterAt(text, index) {
  return String.fromCodePoint(text.codePointAt(index));
}

/** Index after the name that starts at `start`, which is `start` where there is none. */
function endOfName(text, start) {
  let end = start;
  while (end < text.length) {
    const character = characterAt(text, end);
    if (!isNameCharacter(character, end === start)) break;
    end += character.length;
  }
  return end;
}

function isAscii(text, index) {
  return text.charCodeAt(index) < 0x80;
}

/**
 * Index of the parenthesis that closes the group whose content starts at `start`, or -1 where the content is no regular
 * expression that a pattern may have: it is ASCII, isn't empty, doesn't start with `?` and has no capturing groups.
 */
function endOfRegExp(text, start) {
  let depth = 1;
  for (let i = start; i < text.length; i++) {
    if (!isAscii(text, i) || (i === start && text[i] === '?')) return -1;
    switch (text[i]) {
      case '\\':
        i++;
        if (i === text.length || !isAscii(text, i)) return -1;
        break;
      case ')':
        if (--depth === 0) return i === start ? -1 : i;
        break;
      case '(':
        depth++;
        if (text[i + 1] !== '?') return -1;
        break;
    }
  }
  return -1;
}

/**
 * Takes a pattern apart.
 * @param {string} text
 * @param {boolean} lenient whether what is no pattern becomes an `invalid-char` token instead of an error
 * @returns {Array<{type: string, index: number, value: string}>} the last one is of the type `end`
 * @throws {InvalidPattern}
 */
function tokenize(text, lenient) {
  const tokens = [];
  let index = 0;

  function add(type, next, from, to) {
    tokens.push({ type, index, value: text.slice(from, to) });
    index = next;
  }

  function addInvalid(next) {
    if (!lenient) throw new InvalidPattern(`unexpected text at ${index}`);
    add(INVALID_CHAR, next, index, next);
  }

  function addEscape() {
    if (index + 1 === text.length) return addInvalid(index + 1);
    const next = index + 1 + characterAt(text, index + 1).length;
    add(ESCAPED_CHAR, next, index + 1, next);
  }

  function addName() {
    const end = endOfName(text, index + 1);
    if (end === index + 1) addInvalid(end);
    else add(NAME, end, index + 1, end);
  }

  function addRegExp() {
    const end = endOfRegExp(text, index + 1);
    if (end === -1) addInvalid(index + 1);
    else add(REGEXP, end + 1, index + 1, end);
  }

  while (index < text.length) {
    const character = characterAt(text, index);
    if (character === '\\') addEscape();
    else if (character === ':') addName();
    else if (character === '(') addRegExp();
    else add(kTypeOfChar[character] ?? CHAR, index + character.length, index, index + character.length);
  }
  add(END, index, index, index);
  return tokens;
}

module.exports = {
  ASTERISK,
  CHAR,
  CLOSE,
  END,
  ESCAPED_CHAR,
  INVALID_CHAR,
  MODIFIER,
  NAME,
  OPEN,
  REGEXP,
  isNameCharacter,
  tokenize,
};
