'use strict';

// Quoting, measuring and cleaning of text for inspection.

/** Control characters, the quote that strings are printed in, the backslash and (as code points) lone surrogates. */
const kNeedsEscape = /[\0-\x1F'\\\x7F-\x9F\uD800-\uDFFF]/u;
const kEscapes = new RegExp(kNeedsEscape.source, 'gu');
const kEscapesWithoutQuote = new RegExp(kNeedsEscape.source.replace("'", ''), 'gu');

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

/** East Asian wide and fullwidth blocks and emoji (Unicode TR 11): first and last code points. */
const kWideRanges = [
  [0x1100, 0x115f], [0x2329, 0x232a], [0x2e80, 0x303e], [0x3040, 0x3247], [0x3250, 0x4dbf],
  [0x4e00, 0xa4c6], [0xa960, 0xa97c], [0xac00, 0xd7a3], [0xf900, 0xfaff], [0xfe10, 0xfe19],
  [0xfe30, 0xfe6b], [0xff01, 0xff60], [0xffe0, 0xffe6], [0x1b000, 0x1b001], [0x1f200, 0x1f251],
  [0x1f300, 0x1f64f], [0x1f680, 0x1f6ff], [0x1f900, 0x1f9ff], [0x20000, 0x3fffd],
];

/** Controls, combining marks, joiners and variation selectors. */
const kZeroWidthRanges = [
  [0, 0x1f], [0x7f, 0x9f], [0x300, 0x36f], [0x200b, 0x200f], [0x20d0, 0x20ff], [0xfe00, 0xfe0f],
  [0xfe20, 0xfe2f], [0xe0100, 0xe01ef],
];

/** Whether one of the sorted ranges holds a code point. */
function isIn(ranges, code) {
  for (const [first, last] of ranges) {
    if (code <= last) return code >= first;
  }
  return false;
}

function isFullWidth(code) {
  return isIn(kWideRanges, code);
}

/** Whether a code point takes no column: controls, combining marks, joiners, variation selectors. */
function isZeroWidthCodePoint(code) {
  return isIn(kZeroWidthRanges, code);
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
