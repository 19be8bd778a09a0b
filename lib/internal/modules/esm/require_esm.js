'use strict';

// `require` of an ES module: its graph runs at once, or not at all if it has a top-level await.

const loader = require('./loader');
const { pathToFileURL } = require('../../url');
const { codes } = require('../../errors');
const { getOptionValue } = require('../../options');

const EVALUATING = 3;
const ERRORED = 5;

/**
 * Runs a text as the ES module that `require` asked for.
 * @param {Module} module receives the namespace as its exports
 * @param {string} source
 * @param {string} filename
 * @param {string | undefined} parentFilename of who requires it
 */
function compileAsModule(module, source, filename, parentFilename) {
  const url = pathToFileURL(filename).href;
  module.isESM = true;
  if (process.mainModule === module) {
    runAsMain(url, source, filename);
    return;
  }
  const job = loader.findJob(url) ?? loader.createJob(url, source, filename, true);
  job.cjsModule = module;
  evaluateNow(job, module, parentFilename);
  setExports(module, job);
}

/** A main module whose syntax says that it is an ES module. */
function runAsMain(url, source, filename) {
  process.mainModule = undefined;
  const job = loader.findJob(url) ?? loader.createJob(url, source, filename, true);
  job.isMain = true;
  require('./run').runJob(job);
}

function evaluateNow(job, module, parentFilename) {
  job.instantiate();
  const status = job.wrap.getStatus();
  if (status === EVALUATING) {
    throw new codes.ERR_REQUIRE_CYCLE_MODULE(
      `Cannot require() ES Module ${module.filename} in a cycle.`);
  }
  if (status === ERRORED) throw failureOf(job);
  if (job.isAsyncGraph()) throw asyncGraphError(job, module.filename, parentFilename);
  // A rejection is reported by the throw below, not as unhandled.
  job.evaluate().catch(() => {});
  if (job.wrap.getStatus() === ERRORED) throw failureOf(job);
}

function asyncGraphError(job, filename, parentFilename) {
  if (getOptionValue('--experimental-print-required-tla')) {
    const place = require('./top_level_await').firstAwaitOf(job);
    internalBinding('stdio').writeString(2, `Error: unexpected top-level await${place}`);
  }
  return new codes.ERR_REQUIRE_ASYNC_MODULE(filename, parentFilename);
}

function failureOf(job) {
  return require('./scope_errors').explainScopeError(job.wrap.getError(), job);
}

function setExports(module, job) {
  const { namespace } = job;
  if (Object.hasOwn(namespace, 'module.exports')) {
    module.exports = namespace['module.exports'];
  } else if (!Object.hasOwn(namespace, 'default') || Object.hasOwn(namespace, '__esModule')) {
    module.exports = namespace;
  } else {
    module.exports = withEsModuleFlag(job);
  }
}

/** A namespace with a default export also has `__esModule`, so that transpiled code finds it. */
function withEsModuleFlag(job) {
  const { ModuleWrap } = internalBinding('module_wrap');
  const source = `export * from '${job.url}'; export { default } from '${job.url}'; ` +
    'export const __esModule = true;';
  const facade = new ModuleWrap(`node:internal/require_facade?${job.url}`, source);
  facade.link(facade.getModuleRequests().map(() => job.wrap));
  facade.instantiate();
  facade.evaluate();
  return facade.getNamespace();
}

/** What `require` gives for an ES module that is cached already. */
function exportsOfCached(cached) {
  if (!cached.loaded) {
    throw new codes.ERR_REQUIRE_CYCLE_MODULE(
      `Cannot require() ES Module ${cached.filename} in a cycle.`);
  }
  return cached.exports;
}

/**
 * What `require` gives for a module of any format that the ES module loader has.
 * @param {ModuleJob} job
 * @param {string} filename
 * @param {string | undefined} parentFilename
 * @returns {any}
 */
function exportsOfJob(job, filename, parentFilename) {
  evaluateNow(job, { filename }, parentFilename);
  if (job.format !== 'module') return job.namespace.default;
  const holder = { exports: undefined };
  setExports(holder, job);
  return holder.exports;
}

module.exports = { compileAsModule, exportsOfCached, exportsOfJob };
