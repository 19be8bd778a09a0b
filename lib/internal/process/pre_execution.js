'use strict';

const { getOptionValue } = require('../options');

/**
 * What must be in place before the user's first line: the environment files, the main script's
 * absolute path, the modules of `--require` and `--import`.
 * @param {boolean} expandArgv1 whether `process.argv[1]` names a file
 */
function prepareMainThreadExecution(expandArgv1) {
  loadEnvironmentFiles();
  if (expandArgv1 && process.argv[1] !== undefined) {
    process.argv[1] = expandMainPath(process.argv[1]);
  }
  const preloads = getOptionValue('--require');
  if (preloads.length > 0) {
    require('../modules/cjs/loader').Module._preloadModules(preloads);
  }
}

function expandMainPath(file) {
  const path = require('../../path');
  return path.resolve(file);
}

function loadEnvironmentFiles() {
  const required = getOptionValue('--env-file');
  const optional = getOptionValue('--env-file-if-exists');
  if (required.length + optional.length > 0) {
    require('./env_files').load(required, optional);
  }
}

module.exports = { prepareMainThreadExecution };
