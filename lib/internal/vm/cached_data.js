'use strict';

// What `createCachedData()` gives and `cachedData` takes. The JVM does not let compiled code out, so the data only
// identifies the text that it was made of: programs that keep it know whether it still fits, and gain no time.

const { createHash } = require('../../crypto');

const kMagic = 'cortado1';
const kHashLength = 32;

/**
 * @param {string} text
 * @returns {Buffer}
 */
function cachedDataOf(text) {
  const { Buffer } = require('../../buffer');
  return Buffer.concat([Buffer.from(kMagic, 'latin1'), createHash('sha256').update(text).digest()]);
}

/**
 * @param {string} text
 * @param {ArrayBufferView} data
 * @returns {boolean} whether the data was made of this text
 */
function isCachedDataOf(text, data) {
  const { Buffer } = require('../../buffer');
  const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  return bytes.length === kMagic.length + kHashLength && bytes.equals(cachedDataOf(text));
}

module.exports = { cachedDataOf, isCachedDataOf };
