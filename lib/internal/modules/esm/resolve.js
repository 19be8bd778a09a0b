'use strict';

// From a specifier and the module that imports it to a URL: "Resolution Algorithm Specification" in
// Node.js's documentation of ES modules.

const { internalModuleStat, realpath } = internalBinding('modules');
const path = require('../../../path');
const { URL, fileURLToPath, pathToFileURL } = require('../../url');
const { codes } = require('../../errors');
const { builtinId } = require('../../bootstrap/builtins');
const packageJson = require('../package_json_reader');
const { parsePackageName, resolveExports, resolveImports } = require('../package_resolve');
const { getEsmConditions } = require('../helpers');
const { getOptionValue } = require('../../options');

const encodedSeparator = /%2F|%5C/i;
const FILE = 0;
const DIRECTORY = 1;

/**
 * @param {string} specifier
 * @param {string | undefined} parentURL the importing module
 * @param {Set<string>} [conditions]
 * @returns {string} URL (`file:`, `node:` or `data:`)
 */
function resolve(specifier, parentURL, conditions = getEsmConditions()) {
  const builtin = builtinId(specifier);
  if (builtin !== undefined) {
    return `node:${builtin}`;
  }
  if (isRelative(specifier)) {
    return resolveFileURL(resolveRelative(specifier, parentURL), parentURL, specifier);
  }
  if (specifier[0] === '#') {
    return resolveImport(specifier, parentURL, conditions);
  }
  const url = URL.canParse(specifier) ? new URL(specifier) : undefined;
  if (url !== undefined) {
    return resolveAbsolute(url, parentURL, specifier);
  }
  assertHasPath(specifier, parentURL);
  return finalize(resolvePackage(specifier, parentURL, conditions), parentURL);
}

function assertHasPath(specifier, parentURL) {
  if (parentURL?.startsWith('data:')) {
    throw new codes.ERR_UNSUPPORTED_RESOLVE_REQUEST(specifier, parentURL);
  }
}

function isRelative(specifier) {
  return specifier === '' || specifier[0] === '/' || specifier.startsWith('./') ||
    specifier.startsWith('../') || specifier === '.' || specifier === '..';
}

function resolveRelative(specifier, parentURL) {
  assertHasPath(specifier, parentURL);
  return new URL(specifier, parentURL);
}

function resolveAbsolute(url, parentURL, specifier) {
  switch (url.protocol) {
    case 'file:':
      return resolveFileURL(url, parentURL, specifier);
    case 'node:':
      throw new codes.ERR_UNKNOWN_BUILTIN_MODULE(url.href);
    default:
      // What can't be loaded can be resolved all the same: a hook may know how to load it.
      return url.href;
  }
}

function resolveImport(specifier, parentURL, conditions) {
  const file = parentPath(parentURL);
  const target = resolveImports(specifier, file, conditions, (foreign, folder) => (
    builtinId(foreign) === undefined
      ? resolvePackage(foreign, pathToFileURL(`${folder}/noop.js`).href, conditions)
      : foreign
  ));
  const builtin = builtinId(target);
  return builtin === undefined ? finalize(target, parentURL) : `node:${builtin}`;
}

function parentPath(parentURL) {
  return parentURL?.startsWith('file:')
    ? fileURLToPath(parentURL)
    : path.join(process.cwd(), 'noop.js');
}

/** A bare specifier: the package's `exports`, else its `main`, else the file named. */
function resolvePackage(specifier, parentURL, conditions) {
  const { name, subpath, valid } = parsePackageName(specifier);
  const file = parentPath(parentURL);
  if (!valid) {
    throw new codes.ERR_INVALID_MODULE_SPECIFIER(
      specifier, 'is not a valid package name', file);
  }
  const own = packageJson.getNearestParentPackageJSON(file);
  if (own?.name === name && own.exports !== undefined && own.exports !== null) {
    return resolveExports(own, subpath, file, conditions);
  }
  for (let folder = file.endsWith('/') ? path.resolve(file) : path.dirname(file); ; folder = path.dirname(folder)) {
    const found = resolveIn(path.join(folder, 'node_modules', name), subpath, file, conditions);
    if (found !== undefined) {
      return found;
    }
    if (path.dirname(folder) === folder) {
      throw new codes.ERR_MODULE_NOT_FOUND(name, file);
    }
  }
}

function resolveIn(packageFolder, subpath, file, conditions) {
  if (internalModuleStat(packageFolder) !== DIRECTORY) {
    return undefined;
  }
  const config = packageJson.read(path.join(packageFolder, 'package.json'),
    { specifier: path.basename(packageFolder), base: file });
  if (config.exports !== undefined && config.exports !== null) {
    return resolveExports(config, subpath, file, conditions);
  }
  return subpath === '.'
    ? legacyMain(packageFolder, config, file)
    : path.join(packageFolder, subpath);
}

function legacyMain(packageFolder, config, file) {
  const candidates = ['index.js', 'index.json', 'index.node'];
  if (config.main) {
    candidates.unshift(config.main, `${config.main}.js`, `${config.main}.json`,
      `${config.main}.node`, `${config.main}/index.js`, `${config.main}/index.json`,
      `${config.main}/index.node`);
  }
  for (const candidate of candidates) {
    const full = path.resolve(packageFolder, candidate);
    if (internalModuleStat(full) === FILE) {
      if (config.type === 'module' && full.endsWith('.js')) {
        require('../package_deprecations').warnOfLookup(full, packageFolder, config.main, file);
      }
      return full;
    }
  }
  throw new codes.ERR_MODULE_NOT_FOUND(packageFolder, file);
}

function finalize(file, parentURL) {
  return resolveFileURL(pathToFileURL(file), parentURL, file);
}

/** Checks that a file URL names a file, and follows symbolic links. */
function resolveFileURL(url, parentURL, specifier) {
  if (url.protocol !== 'file:') {
    return resolveAbsolute(url, parentURL, specifier);
  }
  if (encodedSeparator.test(url.pathname)) {
    throw new codes.ERR_INVALID_MODULE_SPECIFIER(url.pathname,
      'must not include encoded "/" or "\\" characters', parentPath(parentURL));
  }
  const file = pathOf(url, parentURL);
  const kind = internalModuleStat(file.endsWith('/') ? file.slice(0, -1) : file);
  const from = parentURL === undefined ? undefined : parentPath(parentURL);
  if (kind === DIRECTORY) {
    throw new codes.ERR_UNSUPPORTED_DIR_IMPORT(file, from, url.href);
  }
  if (kind !== FILE) {
    throw new codes.ERR_MODULE_NOT_FOUND(file, from, url.href);
  }
  const preserve = getOptionValue(
    parentURL === undefined ? '--preserve-symlinks-main' : '--preserve-symlinks');
  const real = preserve ? url : pathToFileURL(realpath(file));
  real.search = url.search;
  real.hash = url.hash;
  return real.href;
}

function pathOf(url, parentURL) {
  try {
    return fileURLToPath(url);
  } catch (error) {
    error.input = `${url}`;
    if (parentURL !== undefined) error.module = parentURL;
    throw error;
  }
}

module.exports = { resolve };
