'use strict';

// `node:sea`: programs that are part of the executable. No program of Cortado's is.

const { codes } = require('./internal/errors');
const { validateString } = require('./internal/validators');

/** @returns {boolean} whether the program is part of the executable */
function isSea() {
  return false;
}

function notInSea() {
  return new codes.ERR_NOT_IN_SINGLE_EXECUTABLE_APPLICATION();
}

/** The bytes of an asset. */
function getRawAsset(key) {
  validateString(key, 'key');
  throw notInSea();
}

/** The bytes of an asset, or its text. */
function getAsset(key, encoding) {
  if (encoding !== undefined) validateString(encoding, 'encoding');
  return getRawAsset(key);
}

function getAssetAsBlob(key, options) {
  const { Blob } = require('./buffer');
  return new Blob([getRawAsset(key)], options);
}

function getAssetKeys() {
  throw notInSea();
}

module.exports = { isSea, getAsset, getRawAsset, getAssetAsBlob, getAssetKeys };
