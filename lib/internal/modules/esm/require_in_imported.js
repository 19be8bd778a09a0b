'use strict';

// `require` in a CommonJS module whose text a hook of `module.register()` has supplied: what it asks for goes through
// the hooks as well.

const { codes } = require('../../errors');
const { validateString } = require('../../validators');
const { builtinId } = require('../../bootstrap/builtins');
const { fileURLToPath, pathToFileURL } = require('../../url');

/**
 * @param {Module} module that was imported
 * @param {string} url its own
 * @returns {(specifier: string) => any}
 */
function requireFor(module, url) {
  return function require_(specifier) {
    validateString(specifier, 'id');
    if (specifier === '') throw new codes.ERR_INVALID_ARG_VALUE('id', specifier, 'must be a non-empty string');
    return load(specifier, module, url);
  };
}

function load(specifier, module, parentURL) {
  const { Module } = require('../cjs/loader');
  let request = specifier;
  let attributes = {};
  if (builtinId(specifier) === undefined) {
    // The hooks are told what `require` has found, as a URL.
    const filename = Module._resolveFilename(specifier, module, false);
    if (filename.endsWith('.node')) return Module._load(specifier, module, false);
    if (filename.endsWith('.json')) attributes = { type: 'json' };
    request = builtinId(filename) === undefined ? pathToFileURL(filename).href : filename;
  }
  const job = require('./loader').requestJob(request, parentURL, attributes);
  const known = Module._cache[job.url.startsWith('file:') ? fileURLToPath(job.url) : job.url];
  return known === undefined
    ? require('./require_esm').exportsOfJob(job, job.filename ?? job.url, module.filename)
    : known.exports;
}

module.exports = { requireFor };
