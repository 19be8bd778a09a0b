'use strict';

const { ERR_INVALID_URI } = require('./errors').codes;

/** `%00` … `%FF`, by byte. */
const hexTable = new Array(256);
for (let i = 0; i < 256; i++) {
  hexTable[i] = `%${i < 16 ? '0' : ''}${i.toString(16).toUpperCase()}`;
}

function encodeUnit(code, table) {
  if (code < 0x80) return table[code];
  if (code < 0x800) return table[0xc0 | (code >> 6)] + table[0x80 | (code & 0x3f)];
  return table[0xe0 | (code >> 12)] + table[0x80 | ((code >> 6) & 0x3f)] + table[0x80 | (code & 0x3f)];
}

function encodePair(high, low, table) {
  const code = 0x10000 + (((high & 0x3ff) << 10) | (low & 0x3ff));
  return (
    table[0xf0 | (code >> 18)] +
    table[0x80 | ((code >> 12) & 0x3f)] +
    table[0x80 | ((code >> 6) & 0x3f)] +
    table[0x80 | (code & 0x3f)]
  );
}

/**
 * Percent-encodes a string in UTF-8.
 * @param {string} string
 * @param {ArrayLike<number>} noEscapeTable 1 for the ASCII codes that stay
 * @param {string[]} table `hexTable` or one like it
 * @returns {string}
 * @throws {URIError} ERR_INVALID_URI for a surrogate at the end
 */
function encodeStr(string, noEscapeTable, table) {
  const { length } = string;
  let encoded = '';
  let copied = 0;
  for (let i = 0; i < length; i++) {
    const code = string.charCodeAt(i);
    if (code < 0x80 && noEscapeTable[code] === 1) continue;
    if (copied < i) encoded += string.slice(copied, i);
    if (code < 0xd800 || code >= 0xe000) {
      encoded += encodeUnit(code, table);
    } else {
      if (++i >= length) throw new ERR_INVALID_URI();
      encoded += encodePair(code, string.charCodeAt(i), table);
    }
    copied = i + 1;
  }
  if (copied === 0) return string;
  return copied < length ? encoded + string.slice(copied) : encoded;
}

module.exports = { encodeStr, hexTable };
