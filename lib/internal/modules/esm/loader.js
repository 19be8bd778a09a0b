'use strict';

// The ES module loader. Loading is synchronous (everything comes from files, data: URLs or built-in
// modules), so `require` of an ES module and `import` share one path; only evaluation may wait.

const { ModuleWrap } = internalBinding('module_wrap');
const { resolve } = require('./resolve');
const { load } = require('./load');
const translators = require('./translators');
const { customization, stripBOM } = require('../helpers');
const { isLoaded } = require('../../bootstrap/realm');
const { getOptionValue } = require('../../options');

const INSTANTIATED = 2;

/** Of an import that wants what a module is made from, not its instance. */
const SOURCE_PHASE = 1;

/** One module of the graph. */
class ModuleJob {
  /**
   * @param {string} url
   * @param {string} format
   * @param {ModuleWrap} wrap
   * @param {string | undefined} filename
   */
  constructor(url, format, wrap, filename) {
    this.url = url;
    this.format = format;
    this.wrap = wrap;
    this.filename = filename;
    this.isMain = false;
    /** The modules that run before this one. */
    this.linked = undefined;
    this.evaluation = undefined;
    /** The CommonJS module that `require` made for this one, if any. */
    this.cjsModule = undefined;
  }

  /** Loads what this module imports, and what that imports. */
  linkGraph() {
    if (this.linked !== undefined) {
      return;
    }
    this.linked = [];
    try {
      const requests = this.wrap.getModuleRequests();
      const requested = requests.map(({ specifier, attributes }) => (
        requestJob(specifier, this.url, attributes)
      ));
      this.wrap.link(requested.map((job) => job.wrap));
      this.linked = requested.filter((_, index) => requests[index].phase !== SOURCE_PHASE);
      for (const job of this.linked) {
        job.linkGraph();
      }
    } catch (error) {
      this.linked = undefined;
      throw error;
    }
  }

  instantiate() {
    this.linkGraph();
    if (this.wrap.getStatus() < INSTANTIATED) {
      try {
        this.wrap.instantiate();
      } catch (error) {
        throw require('./link_errors').explain(error, this);
      }
    }
  }

  /** @returns {Promise<void>} settled when the module and what it imports have run */
  evaluate() {
    this.evaluation ??= this.wrap.evaluate();
    return this.evaluation;
  }

  /** Whether this module or one that it imports has a top-level await. */
  isAsyncGraph(seen = new Set()) {
    if (seen.has(this)) {
      return false;
    }
    seen.add(this);
    return this.wrap.hasTopLevelAwait() ||
      (this.linked ?? []).some((job) => job.isAsyncGraph(seen));
  }

  /** @returns {any} the namespace object */
  get namespace() {
    return this.wrap.getNamespace();
  }
}

/** @type {Map<string, ModuleJob>} by URL and type */
const jobs = new Map();

/** @returns {ModuleJob} the module of a URL, loaded but not linked */
function getJob(url, attributes = {}, format = undefined) {
  const key = `${url}\x00${Object.hasOwn(attributes, 'type') ? attributes.type : ''}`;
  const known = jobs.get(key);
  if (known !== undefined) {
    return known;
  }
  if (customization.hooks !== null) {
    const job = loadCustomized(url, attributes, format);
    jobs.set(key, job);
    return job;
  }
  const loaded = load(url, attributes);
  const wrap = translators.translate(loaded.format, url, loaded.source, loaded.filename);
  const job = new ModuleJob(url, loaded.format, wrap, loaded.filename);
  jobs.set(key, job);
  return job;
}

/** A module that hooks may have a say in. */
function loadCustomized(url, attributes, knownFormat) {
  const { hooks } = customization;
  const { format, source, isOwnSource } = hooks.loadImported(url, knownFormat, attributes);
  const filename = url.startsWith('file:') ? require('../../url').fileURLToPath(url) : undefined;
  const hasSource = source !== null && source !== undefined;
  if (format === 'commonjs' && !hasSource && filename === undefined) {
    const { codes } = require('../../errors');
    throw new codes.ERR_UNSUPPORTED_ESM_URL_SCHEME(new URL(url), ['file', 'data']);
  }
  const text = hasSource && format !== 'wasm' ? stripBOM(hooks.textOf(source)) : source ?? undefined;
  const wrap = format === 'commonjs' && hasSource && !isOwnSource
    ? translators.translateCustomizedCommonJS(url, text, filename)
    : translators.translate(format, url, text, filename);
  return new ModuleJob(url, format, wrap, filename);
}

/** What imports meant before: a module that was loaded once is found again, whatever has become of its file. */
const resolved = new Map();

/** @returns {ModuleJob} what an import means, loaded but not linked */
function requestJob(specifier, parentURL, attributes = {}) {
  if (customization.hooks === null) {
    const key = `${parentURL}\x00${specifier}`;
    const known = resolved.get(key);
    if (known !== undefined) return getJob(known, attributes);
    const url = resolve(specifier, parentURL);
    const job = getJob(url, attributes);
    resolved.set(key, url);
    return job;
  }
  const { url, format, importAttributes } =
    customization.hooks.resolveImported(specifier, parentURL, attributes);
  return getJob(url, importAttributes ?? attributes, format);
}

function resolveURL(specifier, parentURL) {
  return customization.hooks === null
    ? resolve(specifier, parentURL)
    : customization.hooks.resolveImported(specifier, parentURL, {}).url;
}

/**
 * A module whose text is at hand (`-e`, or a file that `require` has read).
 * @returns {ModuleJob}
 */
function createJob(url, source, filename, cached) {
  if (customization.noteSource !== null) customization.noteSource(url, source, true);
  const job = new ModuleJob(url, 'module', new ModuleWrap(url, source), filename);
  if (cached) {
    jobs.set(`${url}\x00`, job);
  }
  return job;
}

/** @returns {ModuleJob | undefined} the module of a URL, if it was loaded */
function findJob(url) {
  return jobs.get(`${url}\x00`);
}

let importChannel;

/**
 * `import(specifier)`, of which `module.import`'s subscribers hear if there can be any.
 * @param {string} specifier
 * @param {string | undefined} parentURL
 * @param {Record<string, string>} attributes
 * @param {number} [phase] of the engine
 * @returns {Promise<object>} the namespace, or the source object where that is what is imported
 */
function importModule(specifier, parentURL, attributes = {}, phase = 0) {
  if (!isLoaded('diagnostics_channel')) return loadAndEvaluate(specifier, parentURL, attributes, phase);
  importChannel ??= require('../../../diagnostics_channel').tracingChannel('module.import');
  if (!importChannel.hasSubscribers) return loadAndEvaluate(specifier, parentURL, attributes, phase);
  const context = { __proto__: null, parentURL, url: specifier };
  return importChannel.tracePromise(loadAndEvaluate, context, undefined, specifier, parentURL, attributes, phase);
}

async function loadAndEvaluate(specifier, parentURL, attributes, phase) {
  let job;
  try {
    job = requestJob(specifier, parentURL, attributes);
    if (phase === SOURCE_PHASE) return job.wrap.getModuleSource();
    job.instantiate();
  } catch (error) {
    // What a hook never answers leaves an import waiting for ever.
    if (error?.code === 'ERR_ASYNC_LOADER_REQUEST_NEVER_SETTLED') await new Promise(() => {});
    throw error;
  }
  await evaluate(job);
  return job.namespace;
}

/** Runs a module's graph; what it throws is explained where Node.js explains it. */
async function evaluate(job) {
  try {
    await job.evaluate();
  } catch (error) {
    throw require('./scope_errors').explainScopeError(error, job);
  }
}

/** The URL of who says `import()`: modules are named by URL, scripts by path; nobody is in the working directory. */
function referrerURL(name = '') {
  if (/^[a-z][a-z\d+.-]*:/i.test(name)) {
    return name;
  }
  const { pathToFileURL } = require('../../url');
  const path = require('../../../path');
  return pathToFileURL(path.isAbsolute(name) ? name : `${process.cwd()}/${name}`).href;
}

function initializeImportMeta(meta, wrap) {
  const { url } = wrap;
  if (findJob(url)?.format === 'wasm' && require('./wasm').initializeImportMeta(meta, wrap)) return;
  if (url.startsWith('file:')) {
    const { fileURLToPath } = require('../../url');
    const filename = fileURLToPath(url);
    meta.dirname = require('../../../path').dirname(filename);
    meta.filename = filename;
  }
  meta.main = findJob(url)?.isMain ?? false;
  const takesParent = getOptionValue('--experimental-import-meta-resolve');
  meta.resolve = function (specifier, parent = url) {
    const base = takesParent ? validParent(parent) : url;
    try {
      return resolveURL(`${specifier}`, base);
    } catch (error) {
      if (error.code === 'ERR_MODULE_NOT_FOUND' || error.code === 'ERR_UNSUPPORTED_DIR_IMPORT') {
        if (error.url) {
          return error.url;
        }
      }
      throw error;
    }
  };
  Object.defineProperty(meta.resolve, 'name', { __proto__: null, value: 'resolve' });
  meta.url = url;
}

/** The second argument of `import.meta.resolve`. */
function validParent(parent) {
  if (typeof parent === 'string') return parent;
  if (require('../../url').isURL(parent)) return parent.href;
  const { codes } = require('../../errors');
  throw new codes.ERR_INVALID_ARG_TYPE('parentURL', ['string', 'URL'], parent);
}

/**
 * What the engine calls for `import()`.
 * @param {string | undefined} referrer name of the script or module that says it
 * @param {string} specifier
 * @param {Record<string, string>} attributes
 * @param {number} phase
 * @returns {Promise<object>}
 */
function importDynamically(referrer, specifier, attributes, phase) {
  return importModule(specifier, referrerURL(referrer), attributes, phase);
}

module.exports = {
  createJob, evaluate, findJob, importDynamically, importModule, initializeImportMeta, requestJob,
};
