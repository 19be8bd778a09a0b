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
  setUpChannelToParent();
  const preloads = getOptionValue('--require');
  if (preloads.length > 0) {
    require('../modules/cjs/loader').Module._preloadModules(preloads);
  }
}

/** A process that `child_process.fork` started finds its channel's descriptor in its environment. */
function setUpChannelToParent() {
  const { channelFd } = internalBinding('process_methods');
  if (channelFd === undefined) return;
  const { env } = process;
  const serializationMode = env.NODE_CHANNEL_SERIALIZATION_MODE;
  delete env.NODE_CHANNEL_FD;
  delete env.NODE_CHANNEL_SERIALIZATION_MODE;
  require('../../child_process')._forkChild(channelFd, serializationMode);
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
