'use strict';

// The rarer methods of `process`, loaded when the first of them is used.

const { codes } = require('../errors');
const { validateBoolean, validateString } = require('../validators');

/**
 * `process.getBuiltinModule(id)`
 * @param {string} id with or without `node:`
 * @returns {any} the module, or undefined where there is none of that name
 */
function getBuiltinModule(id) {
  validateString(id, 'id');
  const { builtinId, requirePublic } = require('../bootstrap/builtins');
  const known = builtinId(id);
  return known === undefined ? undefined : requirePublic(known);
}

/**
 * `process.loadEnvFile([path])`: sets the variables of a file that are not set already.
 * @param {string | URL | Buffer} [path]
 */
function loadEnvFile(path = undefined) {
  const { getValidatedPath } = require('../fs/utils');
  const file = path == null ? '.env' : getValidatedPath(path);
  const { readFileSync } = require('../../fs');
  const variables = require('../../util').parseEnv(readFileSync(file, 'utf8'));
  for (const name of Object.keys(variables)) {
    if (process.env[name] === undefined) process.env[name] = variables[name];
  }
}

/**
 * `process.setUncaughtExceptionCaptureCallback(fn)`: while set, it gets every uncaught exception.
 * @param {Function | null} fn
 */
function setUncaughtExceptionCaptureCallback(fn) {
  const execution = require('./execution');
  if (fn === null) {
    execution.setCaptureCallback(null);
    return;
  }
  if (typeof fn !== 'function') {
    throw new codes.ERR_INVALID_ARG_TYPE('fn', ['Function', 'null'], fn);
  }
  if (execution.hasCaptureCallback()) throw new codes.ERR_UNCAUGHT_EXCEPTION_CAPTURE_ALREADY_SET();
  execution.setCaptureCallback(fn);
}

function hasUncaughtExceptionCaptureCallback() {
  return require('./execution').hasCaptureCallback();
}

/** @param {boolean} enabled whether stack traces are translated by source maps */
function setSourceMapsEnabled(enabled) {
  validateBoolean(enabled, 'enabled');
  require('../source_map/source_map_cache').setSourceMapsSupport(
    enabled, { nodeModules: enabled, generatedCode: enabled });
}

const kRef = Symbol.for('nodejs.ref');
const kUnref = Symbol.for('nodejs.unref');

/** `process.ref(maybeRefable)`: calls its `Symbol.for('nodejs.ref')` or `ref` method, if any. */
function ref(maybeRefable) {
  callIfFunction(maybeRefable, maybeRefable?.[kRef] || maybeRefable?.ref);
}

function unref(maybeRefable) {
  callIfFunction(maybeRefable, maybeRefable?.[kUnref] || maybeRefable?.unref);
}

function callIfFunction(target, method) {
  if (typeof method === 'function') Reflect.apply(method, target, []);
}

/** Prints to stderr whatever state `console` is in. */
function _rawDebug(...args) {
  const { format } = require('../util/inspect');
  internalBinding('stdio').writeString(2, `${format(...args)}\n`);
}

// A method, because it is no constructor.
const { abort } = {
  /** Ends the process by SIGABRT, without any listener being called. */
  abort() {
    internalBinding('credentials').kill(process.pid, 6);
  },
};

/** `process.dlopen`: Node.js's native addons are machine code against V8 and can't be loaded. */
function dlopen(module, filename) {
  if (arguments.length < 2) throw new codes.ERR_MISSING_ARGS('module', 'filename');
  if (!require('../options').getOptionValue('--addons')) throw new codes.ERR_DLOPEN_DISABLED();
  const error = new Error(`${filename}: native addons are not supported by Cortado`);
  error.code = 'ERR_DLOPEN_FAILED';
  throw error;
}

function openStdin() {
  process.stdin.resume();
  return process.stdin;
}

/**
 * @returns {string[]} the type of each resource that keeps the process alive
 */
function getActiveResourcesInfo() {
  const { refCounts } = require('../timers');
  const { timers, immediates } = refCounts();
  return [
    ...internalBinding('process_methods').activeResources(),
    ...new Array(timers).fill('Timeout'),
    ...new Array(immediates).fill('Immediate'),
  ];
}

/** The sockets, servers, children … of `getActiveResourcesInfo`. */
function _getActiveHandles() {
  const { owner_symbol } = require('../stream_base_commons');
  return internalBinding('process_methods').activeHandles().map((handle) => handle[owner_symbol] ?? handle);
}

/** An object for each request of `getActiveResourcesInfo`, of a class that is named as its type. */
function _getActiveRequests() {
  const { activeHandleTypes, activeResources } = internalBinding('process_methods');
  // Requests come before handles.
  const types = activeResources();
  return types.slice(0, types.length - activeHandleTypes().length).map((type) => {
    const holder = { [type]: class {} };
    return new holder[type]();
  });
}

/** The legacy `process.binding`: what little of it is public knowledge. */
function binding(name) {
  const pick = bindings[name];
  if (pick === undefined) throw new Error(`No such module: ${name}`);
  return pick();
}

const bindings = {
  __proto__: null,
  constants() {
    return {
      __proto__: null,
      os: require('../../os').constants,
      fs: require('../../fs').constants,
      crypto: require('../../crypto').constants,
      zlib: require('../../zlib').constants,
    };
  },
  config: () => ({ hasIntl: true, hasInspector: false, hasOpenSSL: true, fipsMode: false, bits: 64 }),
  natives: () => Object.fromEntries(require('../bootstrap/builtins').builtinModules().map((id) => [id, ''])),
  uv: () => internalBinding('uv'),
  util() {
    const types = require('../util/types');
    const names = [
      'isArrayBuffer', 'isArrayBufferView', 'isAsyncFunction', 'isDataView', 'isDate', 'isExternal', 'isMap',
      'isMapIterator', 'isNativeError', 'isPromise', 'isRegExp', 'isSet', 'isSetIterator', 'isTypedArray',
      'isUint8Array', 'isAnyArrayBuffer',
    ];
    return Object.fromEntries(names.map((type) => [type, types[type]]));
  },
};

module.exports = {
  _getActiveHandles,
  _getActiveRequests,
  _rawDebug,
  abort,
  binding,
  dlopen,
  getActiveResourcesInfo,
  getBuiltinModule,
  hasUncaughtExceptionCaptureCallback,
  loadEnvFile,
  openStdin,
  ref,
  setSourceMapsEnabled,
  setUncaughtExceptionCaptureCallback,
  unref,
};
