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

// What follows ESC [, read as far as it goes: [sequence, code, modifier].
function* readCsi(s) {
  let code = '[';
  let modifier = 0;
  let ch = yield;
  s += ch;
  if (ch === '[') {
    // ESC [ [ letter
    code += ch;
    ch = yield;
    s += ch;
  }
  const start = s.length - 1;
  // Up to three digits, then perhaps ; and a modifier.
  for (let i = 0; i < 3 && isDigit(ch); i++) {
    ch = yield;
    s += ch;
  }
  if (ch === ';') {
    ch = yield;
    s += ch;
    if (isDigit(ch)) s += yield;
  }

  const command = s.slice(start);
  let match;
  if ((match = /^(?:(\d\d?)(?:;(\d))?([~^$])|(\d{3}~))$/.exec(command)) !== null) {
    if (match[4]) {
      code += match[4];
    } else {
      code += match[1] + match[3];
      modifier = (match[2] || 1) - 1;
    }
  } else if ((match = /^((\d;)?(\d))?([A-Za-z])$/.exec(command)) !== null) {
    code += match[4];
    modifier = (match[3] || 1) - 1;
  } else {
    code += command;
  }
  return [s, code, modifier];
}

function nameCharacter(key, ch, escaped) {
  if (ch === '\r') key.name = 'return';
  else if (ch === '\n') key.name = 'enter';
  else if (ch === '\t') key.name = 'tab';
  else if (ch === '\b' || ch === '\x7f') key.name = 'backspace';
  else if (ch === kEscape) key.name = 'escape';
  else if (ch === ' ') key.name = 'space';
  else return false;
  key.meta = escaped;
  return true;
}

/** Takes characters one by one and emits 'keypress' on `stream`. */
function* emitKeys(stream) {
  while (true) {
    let ch = yield;
    let s = ch;
    let escaped = false;
    const key = { sequence: null, name: undefined, ctrl: false, meta: false, shift: false };

    if (ch === kEscape) {
      escaped = true;
      ch = yield;
      s += ch;
      if (ch === kEscape) {
        ch = yield;
        s += ch;
      }
    }

    if (escaped && ch === 'O') {
      let code = ch;
      let modifier = 0;
      ch = yield;
      s += ch;
      if (isDigit(ch)) {
        modifier = (ch >> 0) - 1;
        ch = yield;
        s += ch;
      }
      code += ch;
      describe(key, code, modifier);
    } else if (escaped && ch === '[') {
      const [sequence, code, modifier] = yield* readCsi(s);
      s = sequence;
      describe(key, code, modifier);
    } else if (nameCharacter(key, ch, escaped)) {
      // Named, and that is all.
    } else if (!escaped && ch <= '\x1a') {
      key.name = String.fromCharCode(ch.charCodeAt(0) + 'a'.charCodeAt(0) - 1);
      key.ctrl = true;
    } else if (/^[0-9A-Za-z]$/.test(ch)) {
      key.name = ch.toLowerCase();
      key.shift = /^[A-Z]$/.test(ch);
      key.meta = escaped;
    } else if (escaped) {
      // An empty character: time is up for a sequence.
      key.name = ch.length ? undefined : 'escape';
      key.meta = true;
    }

    key.sequence = s;
    if (s.length !== 0 && (key.name !== undefined || escaped)) {
      stream.emit('keypress', escaped ? undefined : s, key);
    } else if (charLengthAt(s, 0) === s.length) {
      stream.emit('keypress', s, key);
    }
    // Anything else is not a character alone: it is ignored.
  }
}

module.exports = { emitKeys };
