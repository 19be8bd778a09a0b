'use strict';

const constants = require('./constants');

/** The results of zlib's functions, by name and by number. */
const codes = {};
for (const name of [
  'Z_OK', 'Z_STREAM_END', 'Z_NEED_DICT', 'Z_ERRNO', 'Z_STREAM_ERROR', 'Z_DATA_ERROR', 'Z_MEM_ERROR',
  'Z_BUF_ERROR', 'Z_VERSION_ERROR',
]) {
  codes[name] = constants[name];
}
for (const name of Object.keys(codes)) codes[codes[name]] = name;

module.exports = { codes: Object.freeze(codes) };
