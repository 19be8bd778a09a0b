'use strict';

// `module.registerHooks()`: functions of the program that take part in finding and reading modules,
// for `require` as well as for `import`. Loaded with the first hook; the loaders ask
// `customization.hooks` (internal/modules/helpers), which is null while nobody has registered any.

const { codes } = require('../errors');
const { builtinId, canBeRequiredWithoutScheme, requirePublic } = require('../bootstrap/builtins');
const { fileURLToPath, pathToFileURL } = require('../url');
const { customization, getCjsConditions } = require('./helpers');
const { isAnyArrayBuffer, isArrayBufferView } = require('../util/types');
const { validateFunction } = require('../validators');
const path = require('../../path');

/** What a `resolve` hook is told beside the specifier. */
class ModuleResolveContext {
  constructor(parentURL, importAttributes, conditions) {
    this.parentURL = parentURL;
    this.importAttributes = importAttributes;
    this.conditions = conditions;
  }
}

/** What a `load` hook is told beside the URL. */
class ModuleLoadContext {
  constructor(format, importAttributes, conditions) {
    this.format = format;
    this.importAttributes = importAttributes;
    this.conditions = conditions;
  }
}

for (const { prototype } of [ModuleResolveContext, ModuleLoadContext]) {
  // Hooks spread and compare contexts: only the class's name distinguishes them from plain objects.
  Object.setPrototypeOf(prototype, null);
}

/** In the order of registration; the last one is asked first. */
const chains = { __proto__: null, resolve: [], load: [] };

const kModuleHooksIdKey = Symbol('kModuleHooksIdKey');
let registrations = 0;

/** What `registerHooks` returns. */
class ModuleHooks {
  constructor(resolve, load) {
    this.resolve = resolve;
    this.load = load;
    this[kModuleHooksIdKey] = Symbol(`module-hook-${registrations++}`);
    if (resolve !== undefined) chains.resolve.push(this);
    if (load !== undefined) chains.load.push(this);
    updateLoaders();
  }

  /** Takes the hooks out; a second call does nothing. */
  deregister() {
    for (const chain of [chains.resolve, chains.load]) {
      const index = chain.indexOf(this);
      if (index !== -1) chain.splice(index, 1);
    }
    updateLoaders();
  }
}

/**
 * @param {{ resolve?: Function, load?: Function }} hooks
 * @returns {ModuleHooks}
 */
function registerHooks({ resolve, load }) {
  if (resolve) validateFunction(resolve, 'hooks.resolve');
  if (load) validateFunction(load, 'hooks.load');
  return new ModuleHooks(resolve, load);
}

function updateLoaders() {
  customization.hooks = chains.resolve.length + chains.load.length > 0 || customization.thread !== null
    ? loaderHooks
    : null;
}

/**
 * Asks the hooks of one kind, last registered first, and finally the loader's own step.
 * @param {'resolve' | 'load'} kind
 * @param {string} input specifier or URL
 * @param {object} context shared by all steps: what one of them overrides, the next ones see
 * @param {(input: string, context: object) => object} defaultStep
 * @param {(input: string, result: any) => object} validate
 * @returns {object}
 */
function runChain(kind, input, context, defaultStep, validate) {
  const hooks = [...chains[kind]];
  let reached = hooks.length;
  function stepAt(index) {
    return (stepInput, overrides) => {
      reached = index;
      if (overrides && overrides !== context) Object.assign(context, overrides);
      if (index === 0) return validate(stepInput, defaultStep(stepInput, context));
      const result = hooks[index - 1][kind](stepInput, context, stepAt(index - 1));
      if (reached === index && !result.shortCircuit) {
        throw new codes.ERR_INVALID_RETURN_PROPERTY_VALUE(
          'true', kind, 'shortCircuit', result.shortCircuit);
      }
      return validate(stepInput, result);
    };
  }
  return stepAt(hooks.length)(input, undefined);
}

function validateResolve(specifier, { url, format, importAttributes }) {
  const invalid = (expected, name, value) => (
    new codes.ERR_INVALID_RETURN_PROPERTY_VALUE(expected, 'resolve', name, value)
  );
  if (typeof url !== 'string') throw invalid('a URL string', 'url', url);
  if (format && typeof format !== 'string') throw invalid('a string', 'format', format);
  if (importAttributes && typeof importAttributes !== 'object') {
    throw invalid('an object', 'importAttributes', importAttributes);
  }
  return { __proto__: null, url, format, importAttributes };
}

function isSource(value) {
  return typeof value === 'string' || isAnyArrayBuffer(value) || isArrayBufferView(value);
}

function assertLoadResult(url, { source, format }, sourceMayMiss) {
  const invalid = (expected, name, value) => (
    new codes.ERR_INVALID_RETURN_PROPERTY_VALUE(expected, 'load', name, value)
  );
  // Whatever a hook says that a built-in module's source is, is not used.
  if (!sourceMayMiss && !url.startsWith('node:') && !isSource(source)) {
    throw invalid('a string, an ArrayBuffer, or a TypedArray', 'source', source);
  }
  if (format !== undefined && typeof format !== 'string') throw invalid('a string', 'format', format);
}

function validateRequiredSource(url, result) {
  assertLoadResult(url, result, false);
  return result;
}

/** An imported CommonJS module without a source is read by `require`'s loader. */
function validateImportedSource(url, result) {
  const missing = result.source === null || result.source === undefined;
  assertLoadResult(url, result, missing && result.format === 'commonjs');
  return result;
}

/** The text of a source in any of the forms that hooks may return. */
function textOf(source) {
  if (typeof source === 'string') return source;
  return new (require('../encoding').TextDecoder)().decode(source);
}

// CommonJS

function urlOfFilename(filename) {
  const builtin = builtinId(filename);
  if (builtin !== undefined) return `node:${builtin}`;
  return path.isAbsolute(filename) ? pathToFileURL(filename).href : filename;
}

/** `require` names modules by path or, where a hook has invented a scheme, by URL. */
function filenameOfURL(url) {
  if (url.startsWith('file:')) return fileURLToPath(url);
  const id = builtinId(url);
  return id !== undefined && canBeRequiredWithoutScheme(id) ? id : url;
}

/**
 * What a request of `require` means.
 * @param {string} request
 * @param {Module | null} parent
 * @param {(request: string, conditions: Set<string>) => string} resolveFilename the loader's own way
 * @returns {{ url: string, filename: string, format: string | undefined }}
 */
function resolveRequired(request, parent, resolveFilename) {
  let ownURL;
  let ownFilename;
  const parentURL = parent?.filename ? urlOfFilename(parent.filename) : undefined;
  const context = new ModuleResolveContext(parentURL, undefined, [...getCjsConditions()]);
  const { url, format } = runChain('resolve', request, context, (specifier, { conditions }) => {
    ownFilename = resolveFilename(specifier, conditionSet(conditions) ?? getCjsConditions());
    ownURL = urlOfFilename(ownFilename);
    return { __proto__: null, url: ownURL };
  }, validateResolve);
  return { url, filename: url === ownURL ? ownFilename : filenameOfURL(url), format };
}

/** Conditions as a hook left them; undefined asks for the usual ones. */
function conditionSet(conditions) {
  if (conditions === undefined) return undefined;
  if (!Array.isArray(conditions)) {
    throw new codes.ERR_INVALID_ARG_VALUE('conditions', conditions, 'expected an array');
  }
  return new Set(conditions);
}

const formatsWithText = new Set([
  undefined, null, 'commonjs', 'json', 'module', 'commonjs-typescript', 'module-typescript', 'typescript',
]);

function loadRequired(url, filename, format) {
  const context = new ModuleLoadContext(format, undefined, [...getCjsConditions()]);
  return runChain('load', url, context, (stepURL, { format: stepFormat }) => {
    const file = stepURL === url ? filename : filenameOfURL(stepURL);
    const source = formatsWithText.has(stepFormat) ? require('../../fs').readFileSync(file, 'utf8') : null;
    return { source, format: stepFormat };
  }, validateRequiredSource);
}

/** What resolving said of the modules that are being loaded. */
const origins = new WeakMap();

/** @param {{ url: string, format: string | undefined }} origin */
function setOrigin(module, origin) {
  origins.set(module, origin);
}

/** Texts of files that an import has read, for `require`'s loader: hooks load each module once. */
const sourcesRead = new Map();

/** Runs `body`, during which `require` takes a file's text from here. */
function withSource(filename, source, body) {
  if (source !== undefined) sourcesRead.set(filename, source);
  try {
    return body();
  } finally {
    sourcesRead.delete(filename);
  }
}

/**
 * The text of a module that `require` loads.
 * @param {Module} module
 * @param {string} filename
 * @param {string | undefined} format as name and package say
 * @returns {{ source: string, format: string | undefined }}
 */
function loadSource(module, filename, format) {
  const read = sourcesRead.get(filename);
  if (read !== undefined) {
    sourcesRead.delete(filename);
    return { source: read, format: 'commonjs' };
  }
  const origin = origins.get(module) ?? { url: urlOfFilename(filename), format: undefined };
  const known = origin.format ?? format;
  const result = loadRequired(origin.url, filename, known);
  return { source: textOf(result.source), format: result.format ?? known };
}

/**
 * A built-in module that `require` loads.
 * @returns {any} its exports; undefined where a hook has something else to load under its name
 */
function loadBuiltin(id, { url, format }) {
  const result = loadRequired(url, id, format ?? 'builtin');
  return result.format && result.format !== 'builtin' ? undefined : requirePublic(id);
}

// ES modules

/**
 * What an import means.
 * @param {string} specifier
 * @param {string | undefined} parentURL
 * @param {Record<string, string>} importAttributes
 * @returns {{ url: string, format: string | undefined, importAttributes: object | undefined }}
 */
function resolveImported(specifier, parentURL, importAttributes) {
  const { getEsmConditions } = require('./helpers');
  const attributes = Object.assign(Object.create(null), importAttributes);
  const context = new ModuleResolveContext(parentURL, attributes, [...getEsmConditions()]);
  return runChain('resolve', specifier, context, defaultResolveImported, validateResolve);
}

function defaultResolveImported(specifier, context) {
  if (customization.thread !== null) return customization.thread.resolve(specifier, context);
  const conditions = conditionSet(context.conditions);
  const url = require('./esm/resolve').resolve(specifier, context.parentURL, conditions);
  return { __proto__: null, url, format: require('./esm/load').formatOfURL(url) };
}

/**
 * The format and source of an imported module.
 * @returns {{ format: string, source: any, isOwnSource: boolean }} `isOwnSource`: no hook has changed it
 */
function loadImported(url, format, importAttributes) {
  const { getEsmConditions } = require('./helpers');
  const attributes = Object.assign(Object.create(null), importAttributes);
  const context = new ModuleLoadContext(format, attributes, [...getEsmConditions()]);
  let own;
  const result = runChain('load', url, context, (stepURL, stepContext) => {
    const loaded = defaultLoadImported(stepURL, stepContext);
    if (stepURL === url && customization.thread === null) own = loaded.source;
    return loaded;
  }, validateImportedSource);
  return { format: result.format, source: result.source, isOwnSource: result.source === own };
}

function defaultLoadImported(url, context) {
  if (customization.thread !== null) return customization.thread.load(url, context);
  return require('./esm/load').loadForHooks(url, context);
}

/** What `customization.hooks` offers the loaders. */
const loaderHooks = {
  loadBuiltin, loadImported, loadSource, resolveImported, resolveRequired, setOrigin, textOf, withSource,
};

module.exports = { registerHooks, updateLoaders };
