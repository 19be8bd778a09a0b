'use strict';

const assert = require('node:assert');
const { StringDecoder } = require('node:string_decoder');

function decode(encoding, ...hexChunks) {
  const decoder = new StringDecoder(encoding);
  return [...hexChunks.map((hex) => decoder.write(Buffer.from(hex, 'hex'))), decoder.end()];
}

assert.deepStrictEqual(decode('utf8', 'e2', '82', 'ac'), ['', '', '€', '']);
assert.deepStrictEqual(decode('utf8', 'f09f', '92a9'), ['', '💩', '']);
assert.deepStrictEqual(decode('utf8', 'e282', '41'), ['', '\ufffdA', '']);
assert.deepStrictEqual(decode('utf8', 'e282'), ['', '\ufffd']);
assert.deepStrictEqual(decode('utf8', 'f0', '28', '8c'), ['', '\ufffd(', '\ufffd', '']);
assert.deepStrictEqual(decode('utf8', 'ed', 'a0', '80'), ['', '', '\ufffd\ufffd\ufffd', '']);
assert.deepStrictEqual(decode('utf16le', '3dd8', '4ddc'), ['', '👍', '']);
assert.deepStrictEqual(decode('base64', '61', '6263', '6465'), ['', 'YWJj', '', 'ZGU=']);
assert.deepStrictEqual(decode('base64url', 'fb', 'ff'), ['', '', '-_8']);
assert.throws(() => new StringDecoder('none'), { code: 'ERR_UNKNOWN_ENCODING' });
