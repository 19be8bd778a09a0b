'use strict';

// The chains of asynchronous hooks, on the thread that they run on.

const { codes } = require('../../errors');
const { validateObject } = require('../../validators');
const { importModule } = require('./loader');
const { URL } = require('../../url');

/** In the order of registration; the last one is asked first. */
const chains = {
  __proto__: null,
  resolve: [{ hook: defaultResolve, url: 'node:internal/modules/esm/resolve' }],
  load: [{ hook: defaultLoad, url: 'node:internal/modules/esm/load' }],
};

async function defaultResolve(specifier, { conditions, parentURL }) {
  const url = require('./resolve').resolve(specifier, parentURL, new Set(conditions));
  return { __proto__: null, url, format: require('./load').formatOfURL(url) };
}

/** The text of a CommonJS module is left to `require`, unless a hook wants to supply one. */
async function defaultLoad(url, context) {
  const loaded = require('./load').loadForHooks(url, context);
  return { format: loaded.format, responseURL: url, source: loaded.format === 'commonjs' ? undefined : loaded.source };
}

/**
 * Loads a module and takes its hooks into the chains.
 * @param {string} specifier
 * @param {string} parentURL
 * @param {any} data
 */
async function register(specifier, parentURL, data) {
  const { url, namespace } = await importHooks(specifier, parentURL);
  const { initialize, resolve: resolveHook, load: loadHook, globalPreload } = namespace;
  if (globalPreload && !initialize) {
    process.emitWarning('`globalPreload` has been removed; use `initialize` instead.', 'UnsupportedWarning');
  }
  if (resolveHook) chains.resolve.push({ hook: resolveHook, url });
  if (loadHook) chains.load.push({ hook: loadHook, url });
  await initialize?.(data);
}

/** Imports a module of hooks, which the hooks before it have a say in. */
async function importHooks(specifier, parentURL) {
  if (chains.resolve.length === 1 && chains.load.length === 1) {
    const url = require('./resolve').resolve(specifier, parentURL);
    return { url, namespace: await importModule(url, parentURL) };
  }
  const { importThrough } = require('./hooked_import');
  return importThrough({ resolve, load }, specifier, parentURL);
}

/**
 * Asks the hooks of one kind, one after the other.
 * @param {'resolve' | 'load'} kind
 * @param {string} input specifier or URL
 * @param {object} context shared by all
 * @param {(who: string, input: any) => void} validateInput of what a hook hands to the next one
 * @returns {Promise<{ result: object, who: string }>} `who` names the hook in errors
 */
async function runChain(kind, input, context, validateInput) {
  const chain = chains[kind];
  const nextName = kind === 'resolve' ? 'nextResolve' : 'nextLoad';
  let current = chain.length - 1;
  let isComplete = false;
  const hookName = () => `${chain[current].url} '${kind}'`;
  const who = () => `${hookName()} hook's ${nextName}()`;
  const run = async (index, stepInput) => {
    current = index;
    if (index === 0) isComplete = true;
    const { hook } = chain[index];
    const result = index === 0
      ? await hook(stepInput, context)
      : await hook(stepInput, context, nextFrom(index));
    if (typeof result !== 'object' || result === null) {
      throw new codes.ERR_INVALID_RETURN_VALUE('an object', who(), result);
    }
    if (result.shortCircuit === true) isComplete = true;
    return result;
  };
  const nextFrom = (index) => {
    const next = async (nextInput, overrides) => {
      validateInput(who(), nextInput);
      if (overrides !== undefined) {
        validateObject(overrides, `${who()} context`);
        Object.assign(context, overrides);
      }
      return run(index - 1, nextInput);
    };
    Object.defineProperty(next, 'name', { __proto__: null, configurable: true, value: nextName });
    return next;
  };
  const result = await run(current, input);
  if (!isComplete) throw new codes.ERR_LOADER_CHAIN_INCOMPLETE(hookName());
  return { result, who: hookName() };
}

let warnedOfAssertions = false;

function warnOfAssertions() {
  if (warnedOfAssertions) return;
  warnedOfAssertions = true;
  process.emitWarning('Use `importAttributes` instead of `importAssertions`', 'ExperimentalWarning');
}

/** The older name of the import attributes, for hooks that still use it. */
function withAssertions(context) {
  return Object.defineProperty(context, 'importAssertions', {
    __proto__: null,
    configurable: true,
    get() {
      warnOfAssertions();
      return this.importAttributes;
    },
    set(value) {
      warnOfAssertions();
      this.importAttributes = value;
    },
  });
}

/**
 * @param {string} specifier
 * @param {{ conditions: string[], importAttributes: object, parentURL?: string }} context
 * @returns {Promise<{ url: string, format?: string, importAttributes?: object }>}
 */
async function resolve(specifier, { conditions, importAttributes, parentURL }) {
  const context = withAssertions({ conditions, importAttributes, parentURL });
  const { result, who } = await runChain('resolve', specifier, context, (identifier, input) => {
    if (typeof input !== 'string') {
      throw new codes.ERR_INVALID_ARG_TYPE(`${identifier} specifier`, 'string', input);
    }
  });
  const { url, format } = result;
  const invalid = (expected, name, value) => (
    new codes.ERR_INVALID_RETURN_PROPERTY_VALUE(expected, who, name, value)
  );
  if (typeof url !== 'string' || !URL.canParse(url)) throw invalid('a URL string', 'url', url);
  if (format !== undefined && format !== null && typeof format !== 'string') {
    throw invalid('a string', 'format', format);
  }
  if (result.importAttributes && typeof result.importAttributes !== 'object') {
    throw invalid('an object', 'importAttributes', result.importAttributes);
  }
  let attributes = result.importAttributes;
  if (result.importAssertions && !attributes) {
    warnOfAssertions();
    attributes = result.importAssertions;
  }
  return { url, format, importAttributes: attributes ? { ...attributes } : undefined };
}

/**
 * @param {string} url
 * @param {{ format?: string, importAttributes: object }} context
 * @returns {Promise<{ format: string, responseURL: string, source: any }>}
 */
async function load(url, { format: knownFormat, importAttributes }) {
  const context = withAssertions({ format: knownFormat, importAttributes });
  const { result, who } = await runChain('load', url, context, (identifier, input) => {
    if (typeof input !== 'string') {
      throw new codes.ERR_INVALID_ARG_TYPE(`${identifier} url`, 'string', input);
    }
    if (!URL.canParse(input)) {
      throw new codes.ERR_INVALID_ARG_VALUE(`${identifier} url`, input, 'should be a URL string');
    }
  });
  const { format, responseURL = url, source } = result;
  if (typeof format !== 'string') {
    throw new codes.ERR_INVALID_RETURN_PROPERTY_VALUE('a string', who, 'format', format);
  }
  return { format, responseURL, source };
}

module.exports = { load, register, resolve };
