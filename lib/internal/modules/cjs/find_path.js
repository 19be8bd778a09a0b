'use strict';

// From a request to a file: extensions, folders with a main file, symbolic links.

const { internalModuleStat, realpath } = internalBinding('modules');
const path = require('../../../path');
const packageJson = require('../package_json_reader');
const { parsePackageName, resolveExports } = require('../package_resolve');
const { getCjsConditions } = require('../helpers');
const { getOptionValue } = require('../../options');

const FILE = 0;
const DIRECTORY = 1;

/** Answers of stat, kept while one `require` of the outermost level runs. */
let statCache = null;

let stat = cachedStat;

/** @returns {(file: string) => number} what tells the kind of a path */
function getStat() {
  return stat;
}

/** `Module._stat = ...`: a program that knows of more files than there are. */
function setStat(value) {
  stat = value;
}

/** Runs a function during which a path's kind is asked of the file system only once. */
function withStatCache(body) {
  if (statCache !== null) {
    return body();
  }
  statCache = new Map();
  try {
    return body();
  } finally {
    statCache = null;
  }
}

function cachedStat(file) {
  const known = statCache?.get(file);
  if (known !== undefined) {
    return known;
  }
  const result = internalModuleStat(file);
  if (result >= 0) {
    statCache?.set(file, result);
  }
  return result;
}

const realPaths = new Map();

function toRealPath(file) {
  let real = realPaths.get(file);
  if (real === undefined) {
    real = realpath(file);
    realPaths.set(file, real);
  }
  return real;
}

function tryFile(file, isMain) {
  if (stat(file) !== FILE) {
    return undefined;
  }
  const preserve = getOptionValue(isMain ? '--preserve-symlinks-main' : '--preserve-symlinks');
  return preserve ? path.resolve(file) : toRealPath(file);
}

function tryExtensions(base, extensions, isMain) {
  for (const extension of extensions) {
    const found = tryFile(base + extension, isMain);
    if (found !== undefined) {
      return found;
    }
  }
  return undefined;
}

/** The main file of a folder: what its package.json says, else index. */
function tryPackage(folder, extensions, isMain, request) {
  const config = packageJson.read(path.resolve(folder, 'package.json'));
  if (!config.main) {
    return tryExtensions(path.resolve(folder, 'index'), extensions, isMain);
  }
  const file = path.resolve(folder, config.main);
  const found = tryFile(file, isMain) ??
    tryExtensions(file, extensions, isMain) ??
    tryExtensions(path.resolve(file, 'index'), extensions, isMain);
  if (found !== undefined) {
    return found;
  }
  const index = tryExtensions(path.resolve(folder, 'index'), extensions, isMain);
  if (index === undefined) {
    const error = new Error(
      `Cannot find module '${file}'. Please verify that the package.json has a valid "main" entry`);
    error.code = 'MODULE_NOT_FOUND';
    error.path = config.pjsonPath;
    error.requestPath = request;
    throw error;
  }
  process.emitWarning(
    `Invalid 'main' field in '${config.pjsonPath}' of '${config.main}'. ` +
      'Please either fix that or report it to the module author',
    'DeprecationWarning', 'DEP0128');
  return index;
}

/** A request into a package whose package.json has `exports`. */
function resolvePackageExports(folder, request, conditions) {
  const { name, subpath, valid } = parsePackageName(request);
  if (!valid) {
    return undefined;
  }
  const config = packageJson.read(path.resolve(folder, name, 'package.json'));
  if (!config.exists || config.exports === undefined || config.exports === null) {
    return undefined;
  }
  return resolveExports(config, subpath, undefined, conditions);
}

const folderEndings = ['/', '/.', '/..'];

/** `x/`, `.` and `..` in any form ask for a folder. */
function asksForFolder(request) {
  return request === '.' || request === '..' || folderEndings.some((ending) => request.endsWith(ending));
}

/**
 * Looks for a request in several folders.
 * @param {string} request
 * @param {string[]} folders
 * @param {object} options
 * @param {string[]} options.extensions what may be appended, in order
 * @param {Map<string, string>} options.cache of earlier answers
 * @param {boolean} options.isMain
 * @param {Set<string>} [options.conditions]
 * @returns {string | false} the file
 */
function findPath(request, folders, { extensions, cache, isMain, conditions }) {
  const absolute = path.isAbsolute(request);
  const searched = absolute ? [''] : folders;
  if (searched.length === 0) {
    return false;
  }
  const key = `${request}\x00${searched.join('\x00')}`;
  const known = cache[key];
  if (known) {
    return known;
  }
  const insideFolder = asksForFolder(request);
  for (const folder of searched) {
    if (folder && stat(folder) !== DIRECTORY) {
      continue;
    }
    const found = findIn(folder, request, absolute, insideFolder, extensions, isMain, conditions);
    if (found !== undefined) {
      cache[key] = found;
      return found;
    }
  }
  return false;
}

function findIn(folder, request, absolute, insideFolder, extensions, isMain, conditions) {
  if (!absolute) {
    const exported = resolvePackageExports(folder, request, conditions ?? getCjsConditions());
    if (exported !== undefined) {
      return finalizeExport(exported, isMain);
    }
  }
  const base = path.resolve(folder, request);
  const kind = stat(base);
  if (!insideFolder) {
    if (kind === FILE) {
      return tryFile(base, isMain);
    }
    const found = tryExtensions(base, extensions, isMain);
    if (found !== undefined) {
      return found;
    }
  }
  return kind === DIRECTORY ? tryPackage(base, extensions, isMain, request) : undefined;
}

/** A target of `exports` names its file exactly: no extension is tried. */
function finalizeExport(file, isMain) {
  const found = tryFile(file, isMain);
  if (found === undefined) {
    const error = new Error(`Cannot find module '${file}'`);
    error.code = 'MODULE_NOT_FOUND';
    throw error;
  }
  return found;
}

module.exports = { findPath, finalizeExport, getStat, setStat, withStatCache };
