'use strict';

const { Module } = require('./internal/modules/cjs/loader');
const { customization } = require('./internal/modules/helpers');
const { codes } = require('./internal/errors');

/**
 * The nearest package.json of a specifier.
 * @param {string | URL} specifier
 * @param {string | URL} [base] required for a bare specifier
 * @returns {string | undefined}
 */
function findPackageJSON(specifier, base) {
  if (specifier === undefined && base === undefined) {
    throw new codes.ERR_MISSING_ARGS('specifier');
  }
  if (base === undefined && `${specifier}` === '') {
    throw new codes.ERR_INVALID_ARG_VALUE('specifier', specifier);
  }
  return require('./internal/modules/find_package_json').find(specifier, base);
}

/**
 * Registers synchronous functions that take part in finding and reading modules.
 * @param {{ resolve?: Function, load?: Function }} hooks
 * @returns {{ deregister(): void }}
 */
function registerHooks(hooks) {
  return require('./internal/modules/customization_hooks').registerHooks(hooks);
}

/**
 * Registers a module of asynchronous hooks, which run on a thread of their own.
 * @param {string | URL} specifier
 * @param {string | URL} [parentURL] what the specifier is relative to; the options may stand here
 * @param {{ parentURL?: string | URL, data?: any, transferList?: object[] }} [options]
 */
function register(specifier, parentURL, options) {
  const { isURL } = require('./internal/url');
  if (typeof parentURL === 'object' && parentURL !== null && !isURL(parentURL)) {
    options = parentURL;
    parentURL = options.parentURL;
  }
  const { register: registerOnThread } = require('./internal/modules/hooks_thread');
  registerOnThread(`${specifier}`, `${parentURL ?? 'data:'}`, options?.data, options?.transferList);
}

const noSourceMaps = Object.freeze({ __proto__: null, enabled: false, nodeModules: false, generatedCode: false });

function sourceMaps() {
  return require('./internal/source_map/source_map_cache');
}

/**
 * The source map of a module that was loaded while source maps were enabled.
 * @param {string} path or URL
 * @returns {SourceMap | undefined}
 */
function findSourceMap(path) {
  return customization.noteSource === null ? undefined : sourceMaps().findSourceMap(path);
}

/** @returns {{ enabled: boolean, nodeModules: boolean, generatedCode: boolean }} */
function getSourceMapsSupport() {
  return customization.noteSource === null ? noSourceMaps : sourceMaps().getSourceMapsSupport();
}

/**
 * Has stack traces translated by source maps, or not.
 * @param {boolean} enabled
 * @param {{ nodeModules?: boolean, generatedCode?: boolean }} [options]
 */
function setSourceMapsSupport(enabled, options = {}) {
  sourceMaps().setSourceMapsSupport(enabled, options);
}

/**
 * TypeScript's text without its types; see `internal/modules/typescript`.
 * @param {string} code
 * @param {object} [options]
 * @returns {string}
 */
function stripTypeScriptTypes(code, options) {
  return require('./internal/modules/typescript').stripTypeScriptTypes(code, options);
}

function compileCache() {
  return require('./internal/modules/compile_cache');
}

const compileCacheStatus = Object.freeze({
  __proto__: null, FAILED: 0, ENABLED: 1, ALREADY_ENABLED: 2, DISABLED: 3,
});

/** See `internal/modules/compile_cache`. */
function enableCompileCache(options) {
  return compileCache().enableCompileCache(options);
}

function flushCompileCache(keepDeserializedCache) {
  compileCache().flushCompileCache(keepDeserializedCache);
}

function getCompileCacheDir() {
  return compileCache().getCompileCacheDir();
}

Object.assign(Module, {
  constants: Object.freeze({ __proto__: null, compileCacheStatus }),
  enableCompileCache,
  findPackageJSON,
  findSourceMap,
  flushCompileCache,
  getCompileCacheDir,
  getSourceMapsSupport,
  register,
  registerHooks,
  setSourceMapsSupport,
  stripTypeScriptTypes,
});

Object.defineProperty(Module, 'SourceMap', {
  __proto__: null,
  configurable: true,
  enumerable: true,
  get() {
    const { SourceMap } = require('./internal/source_map/source_map');
    Object.defineProperty(Module, 'SourceMap', {
      __proto__: null, configurable: true, enumerable: true, writable: true, value: SourceMap,
    });
    return SourceMap;
  },
});

module.exports = Module;
