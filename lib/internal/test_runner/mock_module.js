'use strict';

// `mock.module()`: other exports in the place of a module's, for `require` and `import` alike. Hooks of the loaders
// give what is mocked a URL of its own, so the real module stays as it is in their caches.

const path = require('../../path');
const { isURL, pathToFileURL } = require('../url');
const { builtinId } = require('../bootstrap/builtins');
const { codes: { ERR_INVALID_STATE } } = require('../errors');
const { registerHooks } = require('../modules/customization_hooks');
const { kEmptyObject } = require('../util');
const { validateBoolean, validateObject, validateString } = require('../validators');

const kScheme = 'node-test-mock:';
/** Where the modules that stand in find what they export. */
const kMocks = Symbol.for('nodejs.test.mocks');

/** By the URL of the module that is mocked. */
const mocks = new Map();
let lastId = 0;
let hooks;

/** A module's stand-in. */
class ModuleMock {
  #id;

  constructor(url, { format, cache, names, namedExports, hasDefault, defaultExport }) {
    Object.assign(this, { url, format, names, namedExports, hasDefault, defaultExport });
    this.#id = cache ? `${++lastId}` : undefined;
  }

  get isCached() {
    return this.#id !== undefined;
  }

  /** Without a cache each request finds a module that nobody has loaded yet. */
  nextURL() {
    return `${kScheme}${this.#id ?? ++lastId}?${this.url}`;
  }

  /** What `require` returns. */
  get commonjs() {
    const exports = this.hasDefault ? this.defaultExport : {};
    if (this.names.length === 0) return exports;
    if (exports === null || (typeof exports !== 'object' && typeof exports !== 'function')) {
      throw new Error('Cannot create mock because named exports cannot be applied to the provided default export.');
    }
    for (const name of this.names) {
      Object.defineProperty(exports, name, Object.getOwnPropertyDescriptor(this.namedExports, name));
    }
    return exports;
  }

  /** The text of the module that `import` gets. */
  get moduleSource() {
    const lines = [`const mock = globalThis[Symbol.for('nodejs.test.mocks')].get(${JSON.stringify(this.url)});`];
    // A CommonJS module's default export is what `require` returns.
    if (this.format === 'module') {
      if (this.hasDefault) lines.push('export default mock.defaultExport;');
    } else {
      lines.push('export default mock.commonjs;');
    }
    this.names.forEach((name, index) => {
      if (name === 'default') return;
      const variable = `export${index}`;
      const key = JSON.stringify(name);
      lines.push(`const ${variable} = mock.namedExports[${key}];`, `export { ${variable} as ${key} };`);
    });
    return lines.join('\n');
  }
}

function resolve(specifier, context, nextResolve) {
  const resolved = nextResolve(specifier, context);
  const mock = mocks.get(withoutQuery(resolved.url));
  if (mock === undefined) return resolved;
  const format = mock.format === 'json' ? 'json' : undefined;
  return { __proto__: null, url: mock.nextURL(), format, shortCircuit: true };
}

function load(url, context, nextLoad) {
  if (!url.startsWith(kScheme)) return nextLoad(url, context);
  const mock = mocks.get(url.slice(url.indexOf('?') + 1));
  if (mock.format === 'json' && context.conditions.includes('import')) {
    return { __proto__: null, format: 'json', source: JSON.stringify(mock.defaultExport), shortCircuit: true };
  }
  if (context.conditions.includes('import')) {
    return { __proto__: null, format: 'module', source: mock.moduleSource, shortCircuit: true };
  }
  let source = `module.exports = globalThis[Symbol.for('nodejs.test.mocks')].get(${JSON.stringify(mock.url)}).commonjs;`;
  // The loader remembers what a request of a folder's files has led to for as long as that is in its cache.
  if (!mock.isCached) source += 'delete require.cache[module.filename];';
  return { __proto__: null, format: 'commonjs', source, shortCircuit: true };
}

function withoutQuery(url) {
  const at = url.search(/[?#]/);
  return at === -1 ? url : url.slice(0, at);
}

/** The module that a specifier means in the file that asks for the mock. */
function urlOf(specifier, caller) {
  if (isURL(specifier)) return withoutQuery(specifier.href);
  const id = builtinId(specifier);
  if (id !== undefined) return `node:${id}`;
  if (specifier.startsWith('file:')) return withoutQuery(specifier);
  const from = caller ?? path.join(process.cwd(), 'mock.js');
  try {
    const { Module } = require('../modules/cjs/loader');
    return pathToFileURL(Module.createRequire(from).resolve(specifier)).href;
  } catch {
    // Packages may be there for `import` only.
    return require('../modules/esm/resolve').resolve(specifier, pathToFileURL(from).href);
  }
}

function formatOf(url) {
  return url.startsWith('node:') ? 'builtin' : require('../modules/esm/load').formatOfURL(url);
}

/**
 * @param {string | URL} specifier
 * @param {{cache?: boolean, namedExports?: object, defaultExport?: any}} options
 * @param {string} [caller] the file that asks
 * @returns {{restore: () => void}}
 */
function mockModule(specifier, options = kEmptyObject, caller) {
  warnOnce();
  if (!isURL(specifier)) validateString(specifier, 'specifier');
  validateObject(options, 'options');
  const { cache = false, namedExports = kEmptyObject, defaultExport } = options;
  validateBoolean(cache, 'options.cache');
  validateObject(namedExports, 'options.namedExports');
  const url = urlOf(specifier, caller);
  if (mocks.has(url)) throw new ERR_INVALID_STATE(`Cannot mock '${url}.' The module is already mocked.`);
  if (globalThis[kMocks] === undefined) {
    Object.defineProperty(globalThis, kMocks, { __proto__: null, configurable: true, value: mocks });
  }
  mocks.set(url, new ModuleMock(url, {
    format: formatOf(url), cache, names: Object.keys(namedExports), namedExports,
    hasDefault: 'defaultExport' in options, defaultExport,
  }));
  hooks ??= registerHooks({ resolve, load });
  return { restore: () => restore(url) };
}

let hasWarned = false;

function warnOnce() {
  if (hasWarned) return;
  hasWarned = true;
  process.emitWarning(
    'Module mocking is an experimental feature and might change at any time', 'ExperimentalWarning');
}

function restore(url) {
  const mock = mocks.get(url);
  mocks.delete(url);
  if (mock?.isCached) delete require('../modules/cjs/loader').Module._cache[mock.nextURL()];
  if (mocks.size > 0 || hooks === undefined) return;
  hooks.deregister();
  hooks = undefined;
}

module.exports = { mockModule };
