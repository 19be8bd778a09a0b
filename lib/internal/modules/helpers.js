'use strict';

// What both module loaders share.

const path = require('../../path');
const { getOptionValue } = require('../options');

/** @returns {string} the text without a leading byte-order mark */
function stripBOM(text) {
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}

/**
 * What changes the ways of the loaders: the hooks of `module.registerHooks()` and the thread of those of
 * `module.register()`, and who notes sources for source maps. All are null, and their files not loaded, until
 * a program asks for them.
 */
const customization = { hooks: null, thread: null, noteSource: null };

let requireConditions;
let importConditions;

/** What `exports` may offer to programs that load native addons; for those that may not it is not to be chosen. */
function addonConditions() {
  return getOptionValue('--addons') ? ['node-addons'] : [];
}

/** @returns {Set<string>} the conditions of `exports` that `require` satisfies */
function getCjsConditions() {
  requireConditions ??= new Set([
    'require', 'node', ...addonConditions(), 'module-sync', ...getOptionValue('--conditions'),
  ]);
  return requireConditions;
}

/** @returns {Set<string>} the conditions of `exports` that `import` satisfies */
function getEsmConditions() {
  importConditions ??= new Set([
    'node', 'import', 'module-sync', ...addonConditions(), ...getOptionValue('--conditions'),
  ]);
  return importConditions;
}

/**
 * Makes the `require` of one module.
 * @param {Module} module
 * @returns {NodeJS.Require}
 */
function makeRequireFunction(module) {
  const { Module } = require('./cjs/loader');
  const { validateString } = require('../validators');

  function require_(id) {
    return module.require(id);
  }
  Object.defineProperty(require_, 'name', { __proto__: null, value: 'require' });

  function resolve(request, options) {
    validateString(request, 'request');
    return Module._resolveFilename(request, module, false, options);
  }

  resolve.paths = function paths(request) {
    validateString(request, 'request');
    return Module._resolveLookupPaths(request, module);
  };

  require_.resolve = resolve;
  setOwn(require_, 'main', process.mainModule);
  require_.extensions = Module._extensions;
  require_.cache = Module._cache;
  return require_;
}

/** Like an assignment, but a setter that someone has put on a prototype has no say. */
function setOwn(object, name, value) {
  Object.defineProperty(object, name, {
    __proto__: null, configurable: true, enumerable: true, writable: true, value,
  });
}

/**
 * The path of a `file:` URL or the URL object of one; other strings are taken as paths.
 * @param {string | URL} file
 * @returns {string}
 */
function toPath(file) {
  if (typeof file === 'string' && !file.startsWith('file:')) {
    return file;
  }
  return require('../url').fileURLToPath(file);
}

/** Folders of `node_modules` that a module in a folder looks into, nearest first. */
function nodeModulePaths(from) {
  const paths = [];
  let folder = path.resolve(from);
  for (;;) {
    if (path.basename(folder) !== 'node_modules') {
      paths.push(folder === '/' ? '/node_modules' : `${folder}/node_modules`);
    }
    const parent = path.dirname(folder);
    if (parent === folder) {
      return paths;
    }
    folder = parent;
  }
}

module.exports = {
  customization, getCjsConditions, getEsmConditions, makeRequireFunction, nodeModulePaths, setOwn,
  stripBOM, toPath,
};
