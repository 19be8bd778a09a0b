'use strict';

const binding = internalBinding('buffer');
const { ERR_INVALID_ARG_TYPE, ERR_INVALID_STATE, ERR_MISSING_ARGS } = require('../errors').codes;
const { isAnyArrayBuffer, isTypedArray, isUint8Array } = require('../util/types');
const { encodingOf } = require('../buffer');

function domException(message, name) {
  const { lazyDOMException } = require('../util');
  return lazyDOMException(message, name);
}

function checkInput(input) {
  if (!isTypedArray(input) && !isAnyArrayBuffer(input)) {
    throw new ERR_INVALID_ARG_TYPE('input', ['ArrayBuffer', 'Buffer', 'TypedArray'], input);
  }
  const arrayBuffer = ArrayBuffer.isView(input) ? input.buffer : input;
  if (arrayBuffer.detached) {
    throw new ERR_INVALID_STATE('Cannot validate on a detached buffer');
  }
}

/**
 * Whether bytes are valid UTF-8.
 * @param {ArrayBuffer | TypedArray} input
 * @returns {boolean}
 */
function isUtf8(input) {
  checkInput(input);
  return binding.isUtf8(input);
}

/**
 * Whether bytes are all below 128.
 * @param {ArrayBuffer | TypedArray} input
 * @returns {boolean}
 */
function isAscii(input) {
  checkInput(input);
  return binding.isAscii(input);
}

/** What `transcode` knows; the encodings that are notations of bytes are none of its business. */
function textEncoding(name) {
  const encoding = encodingOf(name);
  return encoding !== undefined && encoding.id <= 3 ? encoding : undefined;
}

/**
 * Re-encodes text.
 * @param {Uint8Array} source
 * @param {string} fromEncoding
 * @param {string} toEncoding
 * @returns {Buffer}
 */
function transcode(source, fromEncoding, toEncoding) {
  if (!isUint8Array(source)) {
    throw new ERR_INVALID_ARG_TYPE('source', ['Buffer', 'Uint8Array'], source);
  }
  const { Buffer } = require('../../buffer');
  if (source.length === 0) return Buffer.alloc(0);
  const from = textEncoding(fromEncoding);
  const to = textEncoding(toEncoding);
  if (from === undefined || to === undefined) {
    const error = new Error('Unable to transcode Buffer [U_ILLEGAL_ARGUMENT_ERROR]');
    error.code = 'U_ILLEGAL_ARGUMENT_ERROR';
    error.errno = 1;
    throw error;
  }
  let text = from.slice(source, 0, source.length);
  // A character that the target lacks becomes a question mark, one for a whole surrogate pair.
  if (to.name === 'ascii') text = text.replace(/[^\x00-\x7f]/gu, '?');
  else if (to.name === 'latin1') text = text.replace(/[^\x00-\xff]/gu, '?');
  return Buffer.from(text, to.name);
}

/**
 * Base64 of a string whose characters are bytes.
 * @param {string} input
 * @returns {string}
 */
function btoa(input) {
  if (arguments.length === 0) throw new ERR_MISSING_ARGS('input');
  const encoded = binding.btoa(`${input}`);
  if (encoded === undefined) throw domException('Invalid character', 'InvalidCharacterError');
  return encoded;
}

/**
 * The string whose base64 `input` is.
 * @param {string} input
 * @returns {string}
 */
function atob(input) {
  if (arguments.length === 0) throw new ERR_MISSING_ARGS('input');
  const decoded = binding.atob(`${input}`);
  if (decoded === undefined) {
    throw domException('The string to be decoded is not correctly encoded.', 'InvalidCharacterError');
  }
  return decoded;
}

module.exports = { atob, btoa, isAscii, isUtf8, transcode };
