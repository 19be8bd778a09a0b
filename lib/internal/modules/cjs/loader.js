'use strict';

// CommonJS modules: `require`, its cache and its extensions.

const path = require('../../../path');
const { compileFunctionForCJSLoader } = internalBinding('contextify');
const { readSource } = internalBinding('modules');
const { isLoaded } = require('../../bootstrap/realm');
const { builtinId, builtinModules, requirePublic } = require('../../bootstrap/builtins');
const { findPath, finalizeExport, getStat, setStat, withStatCache } = require('./find_path');
const packageJson = require('../package_json_reader');
const { resolveExports, resolveImports } = require('../package_resolve');
const {
  customization, getCjsConditions, makeRequireFunction, nodeModulePaths, setOwn, stripBOM,
} = require('../helpers');
const { getOptionValue } = require('../../options');

const wrapper = ['(function (exports, require, module, __filename, __dirname) { ', '\n});'];

/**
 * @param {string} [id]
 * @param {Module} [parent]
 */
function Module(id = '', parent) {
  this.id = id;
  this.path = path.dirname(id);
  setOwn(this, 'exports', {});
  setParent(this, parent);
  addChild(parent, this, false);
  this.filename = null;
  this.loaded = false;
  this.children = [];
}

const parents = new WeakMap();

function setParent(module, parent) {
  parents.set(module, parent);
}

Object.defineProperty(Module.prototype, 'parent', {
  __proto__: null,
  configurable: true,
  get() {
    warnOfParent();
    return parents.get(this);
  },
  set(value) {
    warnOfParent();
    parents.set(this, value);
  },
});

let warnedOfParent = false;

function warnOfParent() {
  if (warnedOfParent || !getOptionValue('--pending-deprecation')) return;
  warnedOfParent = true;
  process.emitWarning('module.parent is deprecated due to accuracy issues. Please use require.main to find program ' +
    'entry point instead.', 'DeprecationWarning', 'DEP0144');
}

/** Whether the modules of `--require` are being loaded. */
let isPreloading = false;

Object.defineProperty(Module.prototype, 'isPreloading', {
  __proto__: null,
  configurable: true,
  get() {
    return isPreloading;
  },
});

function addChild(parent, child, scan) {
  const children = parent?.children;
  if (children && !(scan && children.includes(child))) {
    children.push(child);
  }
}

Module._cache = { __proto__: null };
Module._pathCache = { __proto__: null };
Module._extensions = { __proto__: null };
Module.globalPaths = [];
Module.Module = Module;
Module._nodeModulePaths = nodeModulePaths;
Module._debug = () => {};
Module._readPackage = (folder) => packageJson.read(path.resolve(folder, 'package.json'));

/** What kind of thing a path names: 0 for a file, 1 for a folder, else negative. Programs may replace it. */
Object.defineProperty(Module, '_stat', {
  __proto__: null, configurable: true, get: getStat, set: setStat,
});

Object.defineProperty(Module, 'wrapper', {
  __proto__: null, configurable: true, enumerable: true, writable: true, value: wrapper,
});

Module.wrap = function wrap(script) {
  return Module.wrapper[0] + script + Module.wrapper[1];
};

const originalWrap = Module.wrap;
const originalWrapper = wrapper.join('');

Module.isBuiltin = function isBuiltin(specifier) {
  return typeof specifier === 'string' && builtinId(specifier) !== undefined;
};

Object.defineProperty(Module, 'builtinModules', {
  __proto__: null,
  configurable: true,
  enumerable: true,
  get() {
    const value = Object.freeze(builtinModules());
    Object.defineProperty(Module, 'builtinModules', {
      __proto__: null, configurable: true, enumerable: true, writable: true, value,
    });
    return value;
  },
});

/** Fills `globalPaths` from NODE_PATH and the user's home. */
Module._initPaths = function _initPaths() {
  const { NODE_PATH, HOME } = process.env;
  const paths = [];
  if (HOME && getOptionValue('--global-search-paths')) {
    paths.push(path.resolve(HOME, '.node_modules'), path.resolve(HOME, '.node_libraries'));
  }
  paths.push(path.resolve(process.execPath, '..', '..', 'lib', 'node'));
  if (NODE_PATH) {
    paths.unshift(...NODE_PATH.split(path.delimiter).filter(Boolean));
  }
  modulePaths = paths;
  Module.globalPaths = [...paths];
};

let modulePaths = null;

function globalFolders() {
  if (modulePaths === null) {
    Module._initPaths();
  }
  return modulePaths;
}

function isRelative(request) {
  return request[0] === '.' &&
    (request.length === 1 || request[1] === '/' ||
      (request[1] === '.' && (request.length === 2 || request[2] === '/')));
}

/** The folders in which a request is looked for; null for a built-in module. */
Module._resolveLookupPaths = function _resolveLookupPaths(request, parent) {
  if (builtinId(request) !== undefined) {
    return null;
  }
  if (!isRelative(request)) {
    const own = parent?.paths;
    const all = own?.length ? [...own, ...globalFolders()] : [...globalFolders()];
    return all.length > 0 ? all : null;
  }
  if (!parent?.id || !parent.filename) {
    return ['.', ...nodeModulePaths('.'), ...globalFolders()];
  }
  return [path.dirname(parent.filename)];
};

Module._findPath = function _findPath(request, paths, isMain, conditions) {
  return findPath(request, paths ?? [], {
    extensions: Object.keys(Module._extensions),
    cache: Module._pathCache,
    isMain: isMain ?? false,
    conditions,
  });
};

/**
 * From a request to an absolute file name or the specifier of a built-in module.
 * @param {string} request
 * @param {Module} parent
 * @param {boolean} isMain
 * @param {{ paths?: string[], conditions?: Set<string> }} [options]
 * @returns {string}
 * @throws MODULE_NOT_FOUND
 */
Module._resolveFilename = function _resolveFilename(request, parent, isMain, options) {
  if (builtinId(request) !== undefined) {
    return request;
  }
  const conditions = options?.conditions ?? getCjsConditions();
  const paths = lookupPaths(request, parent, options);
  if (request[0] === '#' && (parent?.filename || parent?.id === '<repl>')) {
    const from = parent.filename ?? path.join(process.cwd(), 'noop.js');
    return finalizeImport(resolveImports(request, from, conditions,
      (specifier, folder) => resolveFrom(specifier, folder, conditions)), isMain);
  }
  const own = resolveSelf(request, parent, conditions);
  if (own !== undefined) {
    return finalizeExport(own, isMain);
  }
  const found = Module._findPath(request, paths, isMain, conditions);
  if (found) {
    return found;
  }
  throw moduleNotFound(request, parent);
};

function lookupPaths(request, parent, options) {
  if (typeof options !== 'object' || options === null || options.paths === undefined) {
    return Module._resolveLookupPaths(request, parent);
  }
  if (!Array.isArray(options.paths)) {
    const { codes } = require('../../errors');
    throw new codes.ERR_INVALID_ARG_VALUE('options.paths', options.paths);
  }
  if (isRelative(request)) {
    if (options.paths.some((folder) => typeof folder !== 'string')) {
      const { codes } = require('../../errors');
      throw new codes.ERR_INVALID_ARG_TYPE('paths', 'array of strings', options.paths);
    }
    return options.paths;
  }
  const folders = new Set();
  for (const folder of options.paths) {
    const fake = new Module('');
    fake.paths = nodeModulePaths(folder);
    for (const lookup of Module._resolveLookupPaths(request, fake) ?? []) {
      folders.add(lookup);
    }
  }
  return [...folders];
}

function resolveFrom(specifier, folder, conditions) {
  if (builtinId(specifier) !== undefined) {
    return specifier;
  }
  const fake = new Module(path.join(folder, 'noop.js'));
  fake.filename = fake.id;
  fake.paths = nodeModulePaths(folder);
  return Module._resolveFilename(specifier, fake, false, { conditions });
}

function finalizeImport(target, isMain) {
  return builtinId(target) !== undefined ? target : finalizeExport(target, isMain);
}

/** A package may require itself by its own name through its own `exports`. */
function resolveSelf(request, parent, conditions) {
  if (!parent?.filename || isRelative(request)) {
    return undefined;
  }
  const config = packageJson.getNearestParentPackageJSON(parent.filename);
  if (!config || config.exports === undefined || config.exports === null ||
      config.name === undefined) {
    return undefined;
  }
  if (request === config.name) {
    return resolveExports(config, '.', parent.filename, conditions);
  }
  return request.startsWith(`${config.name}/`)
    ? resolveExports(config, `.${request.slice(config.name.length)}`, parent.filename, conditions)
    : undefined;
}

function moduleNotFound(request, parent) {
  const requireStack = [];
  for (let module = parent; module; module = parents.get(module)) {
    requireStack.push(module.filename || module.id);
  }
  let message = `Cannot find module '${request}'`;
  if (requireStack.length > 0) {
    message += `\nRequire stack:\n- ${requireStack.join('\n- ')}`;
  }
  const error = new Error(message);
  error.code = 'MODULE_NOT_FOUND';
  error.requireStack = requireStack;
  return error;
}

/** File names by `folder of the parent \0 request`, for the requests of modules already loaded. */
const relativeCache = { __proto__: null };

/**
 * Loads a module or returns what is cached.
 * @param {string} request
 * @param {Module} parent
 * @param {boolean} isMain
 * @returns {any} its exports
 */
Module._load = function _load(request, parent, isMain) {
  const id = builtinId(request);
  if (request.startsWith('node:') && customization.hooks === null) {
    return loadSchemeBuiltin(request, id);
  }
  let relativeKey;
  if (parent) {
    relativeKey = `${parent.path}\x00${request}`;
    const known = relativeCache[relativeKey];
    if (known !== undefined) {
      const cached = Module._cache[known];
      if (cached !== undefined) {
        return cachedExports(cached, parent);
      }
      delete relativeCache[relativeKey];
    }
  }
  if (customization.hooks !== null) {
    return loadCustomized(request, parent, isMain, relativeKey);
  }
  const filename = Module._resolveFilename(request, parent, isMain);
  const cached = Module._cache[filename];
  if (cached !== undefined) {
    return cachedExports(cached, parent);
  }
  const builtin = builtinId(filename);
  if (builtin !== undefined) {
    return requirePublic(builtin);
  }
  if (relativeKey !== undefined) {
    relativeCache[relativeKey] = filename;
  }
  return loadFile(filename, parent, isMain, relativeKey);
};

/** {@link Module._load} as far as hooks have a say in it. */
function loadCustomized(request, parent, isMain, relativeKey) {
  const { hooks } = customization;
  const resolved = hooks.resolveRequired(request, parent, (specifier, conditions) => {
    if (!specifier.startsWith('node:')) {
      return Module._resolveFilename(specifier, parent, isMain, { conditions });
    }
    if (builtinId(specifier) === undefined) loadSchemeBuiltin(specifier);
    return specifier;
  });
  const { url, filename } = resolved;
  const builtin = builtinId(filename) ?? builtinId(url);
  let exports;
  if (builtin !== undefined && request === url) {
    exports = hooks.loadBuiltin(builtin, resolved);
    if (exports !== undefined) return exports;
  }
  const cached = Module._cache[filename];
  if (cached !== undefined) return cachedExports(cached, parent);
  if (builtin !== undefined && request !== url) {
    exports = hooks.loadBuiltin(builtin, resolved);
    if (exports !== undefined) return exports;
  }
  if (relativeKey !== undefined) relativeCache[relativeKey] = filename;
  return loadFile(filename, parent, isMain, relativeKey, resolved);
}

function loadSchemeBuiltin(request, id) {
  if (id === undefined) {
    const { codes } = require('../../errors');
    throw new codes.ERR_UNKNOWN_BUILTIN_MODULE(request);
  }
  return requirePublic(id);
}

function loadFile(filename, parent, isMain, relativeKey, resolved) {
  const module = new Module(filename, parent);
  if (resolved !== undefined) customization.hooks?.setOrigin(module, resolved);
  if (isMain) {
    process.mainModule = module;
    module.id = '.';
  }
  Module._cache[filename] = module;
  let failed = true;
  try {
    module.load(filename);
    failed = false;
  } finally {
    if (failed) {
      forget(module, filename, parent, relativeKey);
    }
    if (hasCycles) require('./circular').unwatch(module);
  }
  return module.exports;
}

/**
 * Runs a text as the CommonJS module of a file, unless that is loaded already.
 * @param {string} filename path, or a URL that hooks know
 * @param {string} text
 * @param {boolean} isMain
 * @param {((module: Module) => Function) | undefined} requireOf makes its `require`, if that is not the usual one
 * @returns {any} its exports
 */
function loadText(filename, text, isMain, requireOf) {
  const cached = Module._cache[filename];
  if (cached !== undefined) return cachedExports(cached, undefined);
  const module = new Module(filename);
  module.filename = filename;
  module.paths = nodeModulePaths(module.path);
  if (requireOf !== undefined) {
    Object.defineProperty(module, 'require', {
      __proto__: null, configurable: true, enumerable: false, writable: true, value: requireOf(module),
    });
  }
  if (isMain) {
    process.mainModule = module;
    module.id = '.';
  }
  Module._cache[filename] = module;
  try {
    module._compile(text, filename, 'commonjs');
    module.loaded = true;
  } finally {
    if (!module.loaded) forget(module, filename);
  }
  return module.exports;
}

function forget(module, filename, parent, relativeKey) {
  delete Module._cache[filename];
  if (relativeKey !== undefined) {
    delete relativeCache[relativeKey];
  }
  const children = parent?.children;
  const index = Array.isArray(children) ? children.indexOf(module) : -1;
  if (index !== -1) {
    children.splice(index, 1);
  }
}

function cachedExports(cached, parent) {
  addChild(parent, cached, true);
  if (cached.isESM) {
    return require('../esm/require_esm').exportsOfCached(cached, parent);
  }
  if (!cached.loaded) {
    hasCycles = true;
    require('./circular').watch(cached);
  }
  return cached.exports;
}

/** Whether modules were met that require each other. */
let hasCycles = false;

Module.prototype.load = function load(filename) {
  this.filename ??= filename;
  this.paths ??= nodeModulePaths(path.dirname(filename));
  const extension = findLongestRegisteredExtension(filename);
  Module._extensions[extension](this, filename);
  this.loaded = true;
};

/** `.x.y` is looked for before `.y`; anything unknown is JavaScript. */
function findLongestRegisteredExtension(filename) {
  const name = path.basename(filename);
  for (let dot = name.indexOf('.'); dot !== -1; dot = name.indexOf('.', dot + 1)) {
    if (dot !== 0) {
      const extension = name.slice(dot);
      if (Module._extensions[extension]) {
        return extension;
      }
    }
  }
  return '.js';
}

let requireChannel;

/** Loads on a program's behalf, telling `module.require`'s subscribers if there can be any. */
function load(id, parent) {
  if (!isLoaded('diagnostics_channel')) return Module._load(id, parent, false);
  requireChannel ??= require('../../../diagnostics_channel').tracingChannel('module.require');
  if (!requireChannel.hasSubscribers) return Module._load(id, parent, false);
  const context = { __proto__: null, parentFilename: parent.filename, id };
  return requireChannel.traceSync(Module._load, context, Module, id, parent, false);
}

Module.prototype.require = function require_(id) {
  const { codes } = typeof id === 'string' && id !== '' ? {} : require('../../errors');
  if (typeof id !== 'string') {
    throw new codes.ERR_INVALID_ARG_TYPE('id', 'string', id);
  }
  if (id === '') {
    throw new codes.ERR_INVALID_ARG_VALUE('id', id, 'must be a non-empty string');
  }
  return withStatCache(() => load(id, this));
};
Object.defineProperty(Module.prototype.require, 'name', { __proto__: null, value: 'require' });

/**
 * Compiles and runs a text as this module's body.
 * @param {string} content
 * @param {string} filename
 * @param {'commonjs' | undefined} [format] known format; undefined lets syntax decide
 */
Module.prototype._compile = function _compile(content, filename, format) {
  const body = compileBody(this, content, filename, format);
  if (body === undefined) {
    return require('../esm/require_esm').compileAsModule(this, content, filename, parents.get(this)?.filename);
  }
  const dirname = path.dirname(filename);
  const requireFunction = makeRequireFunction(this);
  const { exports } = this;
  return Reflect.apply(body, exports, [exports, requireFunction, this, filename, dirname]);
};

function compileBody(module, content, filename, format) {
  if (customization.noteSource !== null) customization.noteSource(filename, content, false);
  if (Module.wrap !== originalWrap || Module.wrapper[0] + Module.wrapper[1] !== originalWrapper) {
    const { ContextifyScript } = internalBinding('contextify');
    return new ContextifyScript(Module.wrap(content), filename).runInContext(null);
  }
  try {
    return compileFunctionForCJSLoader(content, filename);
  } catch (error) {
    if (!(error instanceof SyntaxError) || !require('../esm/syntax').looksLikeModule(content, filename)) throw error;
    if (format !== 'commonjs' && getOptionValue('--experimental-detect-module') &&
        (process.mainModule === module || getOptionValue('--experimental-require-module'))) {
      return undefined;
    }
    require('../../process/warning').emitWarningSync(`Failed to load the ES module: ${filename}. Make sure to set ` +
      '"type": "module" in the nearest package.json file or use the .mjs extension.');
    throw error;
  }
}

Module._extensions['.js'] = function loadJavaScript(module, filename) {
  const known = formatOfScript(filename);
  if (known?.startsWith('module') && !getOptionValue('--experimental-require-module')) rejectModule(module, filename);
  let { source, format } = readModule(module, filename, known);
  if (format?.endsWith('typescript')) {
    const typescript = require('../typescript');
    source = typescript.stripModuleTypes(source, filename);
    format = typescript.formatWithoutTypes(format);
  }
  if (format === 'module') {
    require('../esm/require_esm').compileAsModule(module, source, filename, parents.get(module)?.filename);
  } else {
    module._compile(source, filename, format === 'commonjs' ? format : undefined);
  }
};

/** `--no-experimental-require-module`. */
function rejectModule(module, filename) {
  const { codes } = require('../../errors');
  const config = filename.endsWith('.js') ? packageJson.getNearestParentPackageJSON(filename) : undefined;
  const hasModuleSyntax = require('../esm/syntax').isModuleOnly(readSource(filename), filename);
  throw new codes.ERR_REQUIRE_ESM(filename, hasModuleSyntax, parents.get(module)?.filename, config?.pjsonPath);
}

/** The format that name and package say; undefined where syntax decides. */
function formatOfScript(filename) {
  if (filename.endsWith('.mjs')) return 'module';
  if (filename.endsWith('.cjs')) return 'commonjs';
  const packageType = () => packageJson.getNearestParentPackageJSONType(filename);
  if (filename.endsWith('.js')) {
    const type = packageType();
    return type === 'none' ? undefined : type;
  }
  // Not for every program a regular expression: the first one to be compiled loads its compiler.
  const typeScript = ['.ts', '.mts', '.cts'].some((extension) => filename.endsWith(extension));
  return typeScript ? require('../typescript').formatOf(path.extname(filename), packageType) : undefined;
}

function readModule(module, filename, format) {
  if (customization.hooks === null) return { source: stripBOM(readSource(filename)), format };
  const loaded = customization.hooks.loadSource(module, filename, format);
  return { source: stripBOM(loaded.source), format: loaded.format };
}

Module._extensions['.json'] = function loadJson(module, filename) {
  const { source } = readModule(module, filename, 'json');
  try {
    module.exports = JSON.parse(source);
  } catch (error) {
    error.message = `${filename}: ${error.message}`;
    throw error;
  }
};

Module._extensions['.node'] = function loadAddon(module, filename) {
  const error = new Error(
    `Cannot load native addon '${filename}': Cortado runs no machine code of V8's binary interface`);
  error.code = 'ERR_DLOPEN_FAILED';
  throw error;
};

/** Runs the program's main file. */
Module.runMain = function runMain(main = process.argv[1]) {
  require('../run_main').executeUserEntryPoint(main);
};

/**
 * A `require` for a file or folder.
 * @param {string | URL} filename absolute path or file URL; a trailing slash means a folder
 * @returns {NodeJS.Require}
 */
Module.createRequire = function createRequire(filename) {
  let file = filename;
  const isUrl = (typeof filename === 'object' && filename?.href !== undefined) ||
    (typeof filename === 'string' && filename.startsWith('file:'));
  if (isUrl) {
    file = require('../../url').fileURLToPath(filename);
  } else if (typeof filename !== 'string' || !path.isAbsolute(filename)) {
    const { codes } = require('../../errors');
    throw new codes.ERR_INVALID_ARG_VALUE('filename', filename,
      'must be a file URL object, file URL string, or absolute path string');
  }
  const proxy = file.endsWith('/') ? path.join(file, 'noop.js') : file;
  const module = new Module(proxy);
  module.filename = proxy;
  module.paths = nodeModulePaths(module.path);
  return makeRequireFunction(module);
};

/** Loads what `--require` names, relative to the working directory. */
Module._preloadModules = function _preloadModules(requests) {
  if (!Array.isArray(requests)) {
    return;
  }
  const parent = new Module('internal/preload', null);
  parent.paths = nodeModulePaths(process.cwd());
  isPreloading = true;
  try {
    for (const request of requests) {
      parent.require(request);
    }
  } finally {
    isPreloading = false;
  }
};

Module.syncBuiltinESMExports = function syncBuiltinESMExports() {
  require('../esm/builtin_exports').sync();
};

module.exports = { Module, loadText };
