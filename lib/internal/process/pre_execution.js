'use strict';

const { getOptionValue } = require('../options');

/** The command line asks for more than `module.setSourceMapsSupport(true)`. */
const everySourceMap = { nodeModules: true, generatedCode: true };

/**
 * What must be in place before the user's first line: the environment files, the main script's
 * absolute path, the modules of `--require` and `--import`.
 * @param {boolean} expandArgv1 whether `process.argv[1]` names a file
 */
function prepareMainThreadExecution(expandArgv1) {
  loadEnvironmentFiles();
  setUpWarnings();
  setUpWebGlobals();
  if (getOptionValue('--report-on-signal')) require('./report').listen();
  if (getOptionValue('--trace-sigint')) require('../util/trace_sigint').setTraceSigInt(true);
  if (getOptionValue('--expose-gc')) exposeGarbageCollector();
  if (getOptionValue('--disable-proto') !== '' || getOptionValue('--disallow-code-generation-from-strings')) {
    require('../vm/restrictions').restrictMainContext();
  }
  if (getOptionValue('--title') !== '') process.title = getOptionValue('--title');
  if (getOptionValue('--enable-source-maps')) {
    require('../source_map/source_map_cache').setSourceMapsSupport(true, everySourceMap);
  }
  if (expandArgv1 && process.argv[1] !== undefined) {
    process.argv[1] = expandMainPath(process.argv[1]);
  }
  setUpChannelToParent();
  const loaders = getOptionValue('--experimental-loader');
  if (loaders.length > 0) require('../modules/hooks_thread').registerFromCommandLine(loaders);
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

/** What prints warnings loads with the first one; the environment may still switch them off. */
function setUpWarnings() {
  if (getOptionValue('--warnings')) process.on('warning', onWarning);
  if (!getOptionValue('--deprecation')) process.noDeprecation = true;
  if (getOptionValue('--throw-deprecation')) process.throwDeprecation = true;
  if (getOptionValue('--trace-deprecation')) process.traceDeprecation = true;
  if (getOptionValue('--trace-warnings')) process.traceProcessWarnings = true;
}

/** The globals that options add or take away. */
function setUpWebGlobals() {
  if (getOptionValue('--experimental-eventsource')) {
    require('../util').defineLazyProperties(globalThis, () => require('../fetch'), ['EventSource'], false);
  }
  if (!getOptionValue('--experimental-websocket')) {
    delete globalThis.WebSocket;
    delete globalThis.CloseEvent;
  }
}

function onWarning(warning) {
  if (process.env.NODE_NO_WARNINGS !== '1') require('./warning').onWarning(warning);
}

/**
 * V8's `gc([options])`: a full collection, at once or, with `execution: 'async'`, before the promise resolves.
 */
function exposeGarbageCollector() {
  const { collectGarbage } = internalBinding('process_methods');
  const gc = (options) => {
    collectGarbage();
    return options?.execution === 'async' ? Promise.resolve() : undefined;
  };
  Object.defineProperty(globalThis, 'gc', {
    __proto__: null, configurable: true, enumerable: false, writable: true, value: gc,
  });
}

function loadEnvironmentFiles() {
  const required = getOptionValue('--env-file');
  const optional = getOptionValue('--env-file-if-exists');
  if (required.length + optional.length > 0) {
    require('./env_files').load(required, optional);
  }
}

module.exports = { prepareMainThreadExecution };
