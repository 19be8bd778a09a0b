'use strict';

// What terminals send for a key, told apart character by character.

const { charLengthAt } = require('./utils');

const kEscape = '\x1b';

/** Names of keys by the code that is left of their sequence once modifiers are taken out. */
const names = {
  '__proto__': null,
  // Modified keys of xterm and gnome: ESC [ letter, ESC O letter
  '[P': 'f1', '[Q': 'f2', '[R': 'f3', '[S': 'f4',
  'OP': 'f1', 'OQ': 'f2', 'OR': 'f3', 'OS': 'f4',
  // rxvt
  '[11~': 'f1', '[12~': 'f2', '[13~': 'f3', '[14~': 'f4',
  // Bracketed paste
  '[200~': 'paste-start', '[201~': 'paste-end',
  // Cygwin, libuv
  '[[A': 'f1', '[[B': 'f2', '[[C': 'f3', '[[D': 'f4', '[[E': 'f5',
  '[15~': 'f5', '[17~': 'f6', '[18~': 'f7', '[19~': 'f8', '[20~': 'f9', '[21~': 'f10', '[23~': 'f11', '[24~': 'f12',
  '[A': 'up', '[B': 'down', '[C': 'right', '[D': 'left', '[E': 'clear', '[F': 'end', '[H': 'home',
  'OA': 'up', 'OB': 'down', 'OC': 'right', 'OD': 'left', 'OE': 'clear', 'OF': 'end', 'OH': 'home',
  '[1~': 'home', '[2~': 'insert', '[3~': 'delete', '[4~': 'end', '[5~': 'pageup', '[6~': 'pagedown',
  // PuTTY
  '[[5~': 'pageup', '[[6~': 'pagedown',
  '[7~': 'home', '[8~': 'end',
};

/** rxvt has codes of their own for some keys with Shift and with Control. */
const shifted = {
  '__proto__': null,
  '[a': 'up', '[b': 'down', '[c': 'right', '[d': 'left', '[e': 'clear',
  '[2$': 'insert', '[3$': 'delete', '[5$': 'pageup', '[6$': 'pagedown', '[7$': 'home', '[8$': 'end',
  '[Z': 'tab',
};
const controlled = {
  '__proto__': null,
  'Oa': 'up', 'Ob': 'down', 'Oc': 'right', 'Od': 'left', 'Oe': 'clear',
  '[2^': 'insert', '[3^': 'delete', '[5^': 'pageup', '[6^': 'pagedown', '[7^': 'home', '[8^': 'end',
};

function isDigit(ch) {
  return ch >= '0' && ch <= '9';
}

// Modifiers are a sum: 1 Shift, 2 Alt, 4 Control, 8 Meta.
function describe(key, code, modifier) {
  key.ctrl = (modifier & 4) !== 0;
  key.meta = (modifier & 10) !== 0;
  key.shift = (modifier & 1) !== 0;
  key.code = code;
  if (names[code] !== undefined) {
    key.name = names[code];
  } else if (shifted[code] !== undefined) {
    key.name = shifted[code];
    key.shift = true;
  } else if (controlled[code] !== undefined) {
    key.name = controlled[code];
    key.ctrl = true;
  } else {
    key.name = 'undefined';
  }
}

/** What a terminal sends for one key, as it comes in: each `read()` is for the caller to fill with a character. */
class Sequence {
  text = '';
  last = '';

  /** Takes one more character. */
  add(ch) {
    this.text += ch;
    this.last = ch;
  }

  *read() {
    this.add(yield);
  }

  /** Takes characters while they are digits, but not more than `most`. */
  *readDigits(most) {
    for (; most > 0 && isDigit(this.last); most--) yield* this.read();
  }
}

// Digits may name the key, a digit after ; tells the modifiers. A letter without the first has the second alone.
const numbered = /^(\d{1,2})(?:;(\d))?([~^$])$/;
const lettered = /^(?:(?:\d;)?(\d))?([A-Za-z])$/;
const threeDigits = /^\d{3}~$/;

function modifiersOf(digit) {
  return digit === undefined ? 0 : digit - 1;
}

/** Reads on after ESC [ and says which key it was. */
function* readCsi(sequence, key) {
  let prefix = '[';
  yield* sequence.read();
  if (sequence.last === '[') {
    prefix = '[[';
    yield* sequence.read();
  }
  const start = sequence.text.length - 1;
  yield* sequence.readDigits(3);
  if (sequence.last === ';') {
    yield* sequence.read();
    yield* sequence.readDigits(1);
  }
  const command = sequence.text.slice(start);
  const byNumber = numbered.exec(command);
  if (byNumber !== null) {
    describe(key, prefix + byNumber[1] + byNumber[3], modifiersOf(byNumber[2]));
    return;
  }
  const byLetter = threeDigits.test(command) ? null : lettered.exec(command);
  if (byLetter === null) describe(key, prefix + command, 0);
  else describe(key, prefix + byLetter[2], modifiersOf(byLetter[1]));
}

/** Reads on after ESC O, where a digit may come before the letter. */
function* readSs3(sequence, key) {
  yield* sequence.read();
  let modifiers = 0;
  if (isDigit(sequence.last)) {
    modifiers = modifiersOf(sequence.last);
    yield* sequence.read();
  }
  describe(key, `O${sequence.last}`, modifiers);
}

const namedCharacters = new Map([
  ['\r', 'return'], ['\n', 'enter'], ['\t', 'tab'], [' ', 'space'],
  ['\b', 'backspace'], ['\x7f', 'backspace'], [kEscape, 'escape'],
]);

/** Names the key of a single character, after ESC or without. */
function describeCharacter(key, ch, escaped) {
  const name = namedCharacters.get(ch);
  if (name !== undefined) {
    key.name = name;
    key.meta = escaped;
  } else if (!escaped && ch <= '\x1a') {
    // Control and a letter: the letter's place in the alphabet.
    key.name = String.fromCharCode(0x60 + ch.charCodeAt(0));
    key.ctrl = true;
  } else if (ch.length === 1 && (isDigit(ch) || isLetter(ch))) {
    key.name = ch.toLowerCase();
    key.meta = escaped;
    key.shift = ch <= 'Z' && !isDigit(ch);
  } else if (escaped) {
    key.meta = true;
    // The empty character says that time is up: ESC was all.
    if (ch === '') key.name = 'escape';
  }
}

function isLetter(ch) {
  return (ch >= 'A' && ch <= 'Z') || (ch >= 'a' && ch <= 'z');
}

/** Reads up to the end of one key. @returns whether it began with ESC */
function* readKey(sequence, key) {
  yield* sequence.read();
  const escaped = sequence.last === kEscape;
  if (escaped) {
    yield* sequence.read();
    if (sequence.last === kEscape) yield* sequence.read();
  }
  if (escaped && sequence.last === '[') yield* readCsi(sequence, key);
  else if (escaped && sequence.last === 'O') yield* readSs3(sequence, key);
  else describeCharacter(key, sequence.last, escaped);
  return escaped;
}

/** Takes characters one by one and emits 'keypress' on `stream`. */
function* emitKeys(stream) {
  for (;;) {
    const key = { sequence: null, name: undefined, ctrl: false, meta: false, shift: false };
    const sequence = new Sequence();
    const escaped = yield* readKey(sequence, key);
    const { text } = sequence;
    key.sequence = text;
    const isKey = text !== '' && (escaped || key.name !== undefined);
    // What is neither a key nor one character is ignored.
    if (isKey || charLengthAt(text, 0) === text.length) stream.emit('keypress', isKey && escaped ? undefined : text, key);
  }
}

module.exports = { emitKeys };
