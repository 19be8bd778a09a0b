'use strict';

const { Module } = require('./internal/modules/cjs/loader');
const { codes } = require('./internal/errors');

/**
 * The nearest package.json of a specifier.
 * @param {string | URL} specifier
 * @param {string | URL} [base] required for a bare specifier
 * @returns {string | undefined}
 */
function findPackageJSON(specifier, base) {
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

function unavailable(name) {
  return () => {
    throw new codes.ERR_FEATURE_UNAVAILABLE_ON_PLATFORM(`module.${name}`);
  };
}

/** Compiled code lives in the JVM's own caches: there is none on disk to enable. */
const compileCacheStatus = Object.freeze({
  __proto__: null, FAILED: 0, ENABLED: 1, ALREADY_ENABLED: 2, DISABLED: 3,
});

function enableCompileCache() {
  return { status: compileCacheStatus.DISABLED };
}

Object.assign(Module, {
  constants: Object.freeze({ __proto__: null, compileCacheStatus }),
  enableCompileCache,
  findPackageJSON,
  findSourceMap: () => undefined,
  flushCompileCache() {},
  getCompileCacheDir: () => undefined,
  register: unavailable('register'),
  registerHooks,
  stripTypeScriptTypes: unavailable('stripTypeScriptTypes'),
});

module.exports = Module;
