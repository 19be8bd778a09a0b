'use strict';

const binding = internalBinding('buffer');

/** What every `Buffer` is: a `Uint8Array` whose prototype is `Buffer.prototype`. */
class FastBuffer extends Uint8Array {
  constructor(bufferOrLength, byteOffset, length) {
    super(bufferOrLength, byteOffset, length);
  }
}

/**
 * What a text encoding can do. `write` and `slice` trust their indices; `byteLength` may be more than
 * what `write` writes, never less.
 */
const utf8 = {
  name: 'utf8',
  id: 0,
  byteLength: binding.byteLengthUtf8,
  write: binding.utf8Write,
  slice: binding.utf8Slice,
};

const utf16le = {
  name: 'utf16le',
  id: 1,
  byteLength: (string) => string.length * 2,
  write: binding.ucs2Write,
  slice: binding.ucs2Slice,
};

const latin1 = {
  name: 'latin1',
  id: 2,
  byteLength: (string) => string.length,
  write: binding.latin1Write,
  slice: binding.latin1Slice,
};

const ascii = {
  name: 'ascii',
  id: 3,
  byteLength: (string) => string.length,
  write: binding.latin1Write,
  slice: binding.asciiSlice,
};

const base64 = {
  name: 'base64',
  id: 4,
  byteLength: base64ByteLength,
  write: binding.base64Write,
  slice: binding.base64Slice,
};

const base64url = {
  name: 'base64url',
  id: 5,
  byteLength: base64ByteLength,
  write: binding.base64Write,
  slice: binding.base64urlSlice,
};

const hex = {
  name: 'hex',
  id: 6,
  byteLength: (string) => string.length >>> 1,
  write: binding.hexWrite,
  slice: binding.hexSlice,
};

const byName = new Map([
  ['utf8', utf8],
  ['utf-8', utf8],
  ['ucs2', utf16le],
  ['ucs-2', utf16le],
  ['utf16le', utf16le],
  ['utf-16le', utf16le],
  ['latin1', latin1],
  ['binary', latin1],
  ['ascii', ascii],
  ['base64', base64],
  ['base64url', base64url],
  ['hex', hex],
]);

function base64ByteLength(string) {
  let length = string.length;
  if (length > 0 && string.charCodeAt(length - 1) === 61) length--;
  if (length > 1 && string.charCodeAt(length - 1) === 61) length--;
  return Math.floor((length * 3) / 4);
}

/**
 * The encoding that a name in any letter case stands for.
 * @param {*} name
 * @returns {object | undefined}
 */
function encodingOf(name) {
  if (name === 'utf8') return utf8;
  return byName.get(name) ?? byName.get(`${name}`.toLowerCase());
}

module.exports = { FastBuffer, ascii, encodingOf, latin1, utf8 };
