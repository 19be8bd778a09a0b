'use strict';

// `fs.openAsBlob`.

const { validateObject, validateString } = require('../validators');
const { getValidatedPath } = require('./utils');

/**
 * Makes a Blob of a file. Its contents are those of now: they are read here, not when the Blob is.
 * @param {string|Buffer|URL} path
 * @param {{type?: string}} options
 * @returns {Promise<Blob>}
 */
async function openAsBlob(path, options) {
  validateObject(options, 'options');
  const { type = '' } = options;
  validateString(type, 'options.type');
  const { Blob } = require('../../buffer');
  const { promises } = require('../../fs');
  return new Blob([await promises.readFile(getValidatedPath(path))], { type });
}

module.exports = { openAsBlob };
