'use strict';

const { areDefaults } = internalBinding('options');

/**
 * What must be in place before the user's first line: what options ask for, the main script's absolute path, the
 * channel to the parent.
 * @param {boolean} expandArgv1 whether `process.argv[1]` names a file
 */
function prepareMainThreadExecution(expandArgv1) {
  // Most programs are started without options.
  if (areDefaults) process.on('warning', onWarning);
  else require('./command_line').apply(onWarning);
  if (expandArgv1 && process.argv[1] !== undefined) {
    process.argv[1] = expandMainPath(process.argv[1]);
  }
  setUpChannelToParent();
  if (!areDefaults) require('./command_line').preload();
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

/** What prints warnings loads with the first one; the environment may still switch them off. */
function onWarning(warning) {
  if (process.env.NODE_NO_WARNINGS !== '1') require('./warning').onWarning(warning);
}

module.exports = { prepareMainThreadExecution };
