'use strict';

// What options of the command line change before the user's first line. Loaded where there are any.

const { getOptionValue } = require('../options');

/** The command line asks for more than `module.setSourceMapsSupport(true)`. */
const everySourceMap = { nodeModules: true, generatedCode: true };

/**
 * Puts into effect what concerns the whole process.
 * @param {(warning: Error) => void} onWarning prints a warning
 */
function apply(onWarning) {
  loadEnvironmentFiles();
  setUpWarnings(onWarning);
  setUpGlobals();
  Error.stackTraceLimit = getOptionValue('--stack-trace-limit');
  if (getOptionValue('--report-on-signal')) require('./report').listen();
  if (getOptionValue('--trace-sigint')) require('../util/trace_sigint').setTraceSigInt(true);
  if (getOptionValue('--disable-proto') !== '' || getOptionValue('--disallow-code-generation-from-strings')) {
    require('../vm/restrictions').restrictMainContext();
  }
  const title = getOptionValue('--title');
  if (title !== '') process.title = title;
  setUpDebugPort(getOptionValue('--inspect-port'));
  if (getOptionValue('--enable-source-maps')) {
    require('../source_map/source_map_cache').setSourceMapsSupport(true, everySourceMap);
  }
}

/** Loads what is to be there before the program: the hooks of modules, the modules of `--require`. */
function preload() {
  const loaders = getOptionValue('--experimental-loader');
  if (loaders.length > 0) require('../modules/hooks_thread').registerFromCommandLine(loaders);
  const preloads = getOptionValue('--require');
  if (preloads.length > 0) {
    require('../modules/cjs/loader').Module._preloadModules(preloads);
  }
  // What is preloaded may still mend them.
  if (getOptionValue('--frozen-intrinsics')) {
    process.emitWarning('Frozen intristics is an experimental feature and might change at any time', 'ExperimentalWarning');
    require('../freeze_intrinsics').freezeIntrinsics();
  }
}

function loadEnvironmentFiles() {
  const required = getOptionValue('--env-file');
  const optional = getOptionValue('--env-file-if-exists');
  if (required.length + optional.length > 0) {
    require('./env_files').load(required, optional);
  }
}

function setUpWarnings(onWarning) {
  if (getOptionValue('--warnings')) process.on('warning', onWarning);
  if (!getOptionValue('--deprecation')) process.noDeprecation = true;
  if (getOptionValue('--throw-deprecation')) process.throwDeprecation = true;
  if (getOptionValue('--trace-deprecation')) process.traceDeprecation = true;
  if (getOptionValue('--trace-warnings')) process.traceProcessWarnings = true;
}

/** The globals that options add or take away. */
function setUpGlobals() {
  if (getOptionValue('--experimental-eventsource')) {
    require('../util').defineLazyProperties(globalThis, () => require('../fetch'), ['EventSource'], false);
  }
  if (!getOptionValue('--experimental-websocket')) {
    delete globalThis.WebSocket;
    delete globalThis.CloseEvent;
  }
  if (!getOptionValue('--experimental-global-navigator')) {
    delete globalThis.navigator;
    delete globalThis.Navigator;
  }
  if (getOptionValue('--expose-gc')) exposeGarbageCollector();
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

/** `[host:]port`; what is no port leaves the default, as in Node.js. */
function setUpDebugPort(address) {
  const port = address.slice(address.lastIndexOf(':') + 1);
  if (/^\d+$/.test(port)) process.debugPort = Number(port);
}

module.exports = { apply, preload };
