'use strict';

// Quoting, measuring and cleaning of text for inspection.

/** Control characters, the quote that strings are printed in, the backslash and lone surrogates. */
const kNeedsEscape =
  /[\x00-\x1f\x27\x5c\x7f-\x9f]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;
const kEscapes =
  /[\x00-\x1f\x27\x5c\x7f-\x9f]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
const kEscapesWithoutQuote =
  /[\x00-\x1f\x5c\x7f-\x9f]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

const kNamedEscapes = {
  '__proto__': null, '\b': '\\b', '\t': '\\t', '\n': '\\n', '\f': '\\f', '\r': '\\r', '\'': "\\'", '\\': '\\\\',
};

function escapeCharacter(character) {
  const named = kNamedEscapes[character];
  if (named !== undefined) return named;
  const code = character.charCodeAt(0);
  return code < 256 ? `\\x${code.toString(16).toUpperCase().padStart(2, '0')}` : `\\u${code.toString(16)}`;
}

/**
 * Quotes a string as a literal: in single quotes, or in what needs no escaping of the quotes in it.
 * @param {string} text
 * @returns {string}
 */
function quote(text) {
  if (!text.includes("'")) return kNeedsEscape.test(text) ? `'${text.replace(kEscapes, escapeCharacter)}'` : `'${text}'`;
  if (!text.includes('"')) return `"${text.replace(kEscapesWithoutQuote, escapeCharacter)}"`;
  if (!text.includes('`') && !text.includes('${')) return `\`${text.replace(kEscapesWithoutQuote, escapeCharacter)}\``;
  return `'${text.replace(kEscapes, escapeCharacter)}'`;
}

/** Escapes a text that is not put in quotes, such as a symbol's description. */
function escapeUnquoted(text) {
  return text.replace(kEscapes, escapeCharacter);
}

// ECMA-48 control sequences: CSI … final byte, and OSC … terminator (hyperlinks, titles).
const kControlSequences = new RegExp(
  '[\\u001B\\u009B][[\\]()#;?]*' +
  '(?:(?:(?:(?:;[-a-zA-Z\\d\\/\\#&.:=?%@~_]+)*|[a-zA-Z\\d]+(?:;[-a-zA-Z\\d\\/\\#&.:=?%@~_]*)*)?' +
  '(?:\\u0007|\\u001B\\u005C|\\u009C))' +
  '|(?:(?:\\d{1,4}(?:;\\d{0,4})*)?[\\dA-PR-TZcf-nq-uy=><~]))', 'g');

/**
 * Removes terminal control sequences.
 * @param {string} text
 * @returns {string}
 */
function stripVTControlCharacters(text) {
  require('../../validators').validateString(text, 'str');
  if (!text.includes('\u001B') && !text.includes('\u009B')) return text;
  return text.replace(kControlSequences, '');
}

function isFullWidth(code) {
  // East Asian wide and fullwidth ranges, and emoji.
  return code >= 0x1100 && (
    code <= 0x115f ||
    code === 0x2329 || code === 0x232a ||
    (code >= 0x2e80 && code <= 0x3247 && code !== 0x303f) ||
    (code >= 0x3250 && code <= 0x4dbf) ||
    (code >= 0x4e00 && code <= 0xa4c6) ||
    (code >= 0xa960 && code <= 0xa97c) ||
    (code >= 0xac00 && code <= 0xd7a3) ||
    (code >= 0xf900 && code <= 0xfaff) ||
    (code >= 0xfe10 && code <= 0xfe19) ||
    (code >= 0xfe30 && code <= 0xfe6b) ||
    (code >= 0xff01 && code <= 0xff60) ||
    (code >= 0xffe0 && code <= 0xffe6) ||
    (code >= 0x1b000 && code <= 0x1b001) ||
    (code >= 0x1f200 && code <= 0x1f251) ||
    (code >= 0x1f300 && code <= 0x1f64f) ||
    (code >= 0x1f680 && code <= 0x1f6ff) ||
    (code >= 0x1f900 && code <= 0x1f9ff) ||
    (code >= 0x20000 && code <= 0x3fffd));
}

/** Whether a code point takes no column: controls, combining marks, joiners, variation selectors. */
function isZeroWidthCodePoint(code) {
  return code <= 0x1f ||
    (code >= 0x7f && code <= 0x9f) ||
    (code >= 0x300 && code <= 0x36f) ||
    (code >= 0x200b && code <= 0x200f) ||
    (code >= 0x20d0 && code <= 0x20ff) ||
    (code >= 0xfe00 && code <= 0xfe0f) ||
    (code >= 0xfe20 && code <= 0xfe2f) ||
    (code >= 0xe0100 && code <= 0xe01ef);
}

/**
 * How many terminal columns a text takes.
 * @param {string} text
 * @param {boolean} [removeControlChars]
 * @returns {number}
 */
function getStringWidth(text, removeControlChars = true) {
  let width = 0;
  if (removeControlChars) text = stripVTControlCharacters(text);
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code >= 127) return width + wideWidth(text.slice(i).normalize('NFC'));
    if (code >= 32) width++;
  }
  return width;
}

function wideWidth(text) {
  let width = 0;
  for (const character of text) {
    const code = character.codePointAt(0);
    if (isFullWidth(code)) width += 2;
    else if (!isZeroWidthCodePoint(code)) width++;
  }
  return width;
}

module.exports = { escapeUnquoted, getStringWidth, isZeroWidthCodePoint, quote, stripVTControlCharacters };
