'use strict';

// Making, listing and removing directories, and finding where a path really leads.

const pathModule = require('../../path');
const {
  parseFileMode, validateBoolean, validateFunction,
} = require('../validators');
const { callAsPromise, operation } = require('./operation');
const { joinPath } = require('./dirent');
const {
  decodeName, emitRecursiveRmdirWarning, getDirents, getOptions, getValidatedPath, isDirectoryError,
  validateRmOptions, validateRmdirOptions, wantsBytes,
} = require('./utils');

const binding = internalBinding('fs');
const { S_IFDIR, S_IFIFO, S_IFLNK, S_IFMT, S_IFSOCK, UV_DIRENT_DIR } = require('./constants');

/** As many links the kernel follows. */
const kMaxLinks = 40;

const mkdir = operation('mkdir', {
  call: binding.mkdir,
  required: 1,
  optional: 1,
  prepare(path, options) {
    let mode = 0o777;
    let recursive = false;
    if (typeof options === 'number' || typeof options === 'string') {
      mode = parseFileMode(options, 'mode');
    } else if (options) {
      if (options.recursive !== undefined) {
        ({ recursive } = options);
        validateBoolean(recursive, 'options.recursive');
      }
      if (options.mode !== undefined) mode = parseFileMode(options.mode, 'options.mode');
    }
    return [getValidatedPath(path), mode, recursive];
  },
});

// --- mkdtemp ------------------------------

let warnedOfTemplate = false;

function checkPrefix(prefix) {
  prefix = getValidatedPath(prefix, 'prefix');
  const last = typeof prefix === 'string' ? prefix.slice(-1) : String.fromCharCode(prefix.at(-1));
  if (last === 'X' && !warnedOfTemplate) {
    warnedOfTemplate = true;
    process.emitWarning('mkdtemp() templates ending with X are not portable. ' +
      'For details see: https://nodejs.org/api/fs.html');
  }
  return prefix;
}

const mkdtemp = operation('mkdtemp', {
  call: binding.mkdtemp,
  required: 1,
  optional: 1,
  prepare(prefix, options) {
    const { encoding } = getOptions(options);
    return [checkPrefix(prefix), wantsBytes(encoding)];
  },
  finish: (name, _, args) => decodeName(name, getOptions(args[1]).encoding),
});

/** `fs.mkdtempDisposableSync(prefix[, options])` */
function mkdtempDisposableSync(prefix, options) {
  const path = mkdtemp.sync(prefix, options);
  // A later chdir must not change what is removed.
  const whole = pathModule.resolve(`${path}`);
  function remove() {
    rmSync(whole, { force: true, recursive: true });
  }
  return { path, remove, [Symbol.dispose]: remove };
}

/** `fs.promises.mkdtempDisposable(prefix[, options])` */
async function mkdtempDisposable(prefix, options) {
  const whole = process.cwd();
  const path = await mkdtemp.promise(prefix, options);
  const absolute = pathModule.resolve(whole, `${path}`);
  async function remove() {
    await rmPromise(absolute, { force: true, recursive: true });
  }
  return {
    __proto__: { [Symbol.asyncDispose]: remove }, path, remove, [Symbol.asyncDispose]: remove,
  };
}

// --- readdir ------------------------------

function readdirOptions(options) {
  options = getOptions(options);
  if (options.recursive != null) validateBoolean(options.recursive, 'options.recursive');
  return options;
}

function decodeNames(names, encoding) {
  return wantsBytes(encoding) && encoding !== 'buffer' ?
    names.map((name) => decodeName(name, encoding)) : names;
}

/** Makes what readdir of one directory gives out of the binding's listing. */
function finishListing(path, listing, options) {
  if (!options.withFileTypes) return decodeNames(listing, options.encoding);
  return getDirents(path, [decodeNames(listing[0], options.encoding), listing[1]]);
}

/**
 * A walk over a directory and those below it, breadth first; it asks for one listing at a time.
 * @param {string|Buffer} root
 * @param {object} options
 * @yields {string|Buffer} the directory whose `[names, types]` it must be given
 * @returns {Array} names relative to the root, or entries
 */
function* walk(root, options) {
  const results = [];
  const pending = [[root, '']];
  for (let i = 0; i < pending.length; i++) {
    const [directory, below] = pending[i];
    const listing = yield directory;
    const names = decodeNames(listing[0], options.encoding);
    const dirents = getDirents(directory, [names, listing[1]]);
    for (let j = 0; j < dirents.length; j++) {
      const relative = below === '' ? names[j] : joinPath(below, names[j]);
      results.push(options.withFileTypes ? dirents[j] : relative);
      if (dirents[j].isDirectory() || listing[1][j] === UV_DIRENT_DIR) {
        pending.push([joinPath(directory, listing[0][j]), relative]);
      }
    }
  }
  return results;
}

/** `fs.readdirSync(path[, options])` */
function readdirSync(path, options) {
  options = readdirOptions(options);
  path = getValidatedPath(path);
  const bytes = wantsBytes(options.encoding);
  if (!options.recursive) {
    const listing = binding.readdir(path, bytes, Boolean(options.withFileTypes));
    return finishListing(path, listing, options);
  }
  const steps = walk(path, options);
  let step = steps.next();
  while (!step.done) step = steps.next(binding.readdir(step.value, bytes, true));
  return step.value;
}

/** `fs.promises.readdir(path[, options])` */
async function readdirPromise(path, options) {
  options = readdirOptions(options);
  path = getValidatedPath(path);
  const bytes = wantsBytes(options.encoding);
  if (!options.recursive) {
    const args = [path, bytes, Boolean(options.withFileTypes)];
    return finishListing(path, await callAsPromise(binding.readdir, args), options);
  }
  const steps = walk(path, options);
  let step = steps.next();
  while (!step.done) {
    step = steps.next(await callAsPromise(binding.readdir, [step.value, bytes, true]));
  }
  return step.value;
}

/** `fs.readdir(path[, options], callback)` */
function readdir(path, options, callback) {
  if (typeof options === 'function') {
    callback = options;
    options = undefined;
  }
  validateFunction(callback, 'cb');
  options = readdirOptions(options);
  path = getValidatedPath(path);
  const bytes = wantsBytes(options.encoding);
  if (!options.recursive) {
    binding.readdir(path, bytes, Boolean(options.withFileTypes), (error, listing) => {
      if (error) {
        callback(error);
        return;
      }
      let result;
      try {
        result = finishListing(path, listing, options);
      } catch (entryError) {
        callback(entryError);
        return;
      }
      callback(null, result);
    });
    return;
  }
  const steps = walk(path, options);
  const advance = (error, listing) => {
    if (error) {
      callback(error);
      return;
    }
    const step = steps.next(listing);
    if (step.done) callback(null, step.value);
    else binding.readdir(step.value, bytes, true, advance);
  };
  advance(null, undefined);
}

// --- rm and rmdir ------------------------------

/** Removing a directory takes `recursive`; stat's answer says whether it is one. */
function refuseDirectory(mode, path, options) {
  return !options.recursive && (mode & S_IFMT) === S_IFDIR ? isDirectoryError(path) : undefined;
}

function lstatMode(path, callback) {
  const values = new Float64Array(binding.statFields);
  if (callback === undefined) {
    return binding.lstat(path, false, values, true) ? values[1] : 0;
  }
  return binding.lstat(path, false, values, true, (error) => callback(error, values[1]));
}

function removeArguments(path, options) {
  const { recursive, force, maxRetries, retryDelay } = options;
  return [path, recursive, force, maxRetries, retryDelay];
}

/** `fs.rmSync(path[, options])` */
function rmSync(path, options) {
  path = getValidatedPath(path);
  options = validateRmOptions(options);
  if (!options.recursive) {
    let mode;
    try {
      mode = lstatMode(path);
    } catch (error) {
      if (options.force && error.code === 'ENOENT') return;
      throw error;
    }
    const refusal = refuseDirectory(mode, path, options);
    if (refusal !== undefined) throw refusal;
  }
  binding.rm(...removeArguments(path, options), undefined);
}

/** `fs.rm(path[, options], callback)` */
function rm(path, options, callback) {
  if (typeof options === 'function') {
    callback = options;
    options = undefined;
  }
  path = getValidatedPath(path);
  options = validateRmOptions(options);
  validateFunction(callback, 'cb');
  removeLater(path, options, callback);
}

function removeLater(path, options, callback) {
  if (options.recursive) {
    binding.rm(...removeArguments(path, options), callback);
    return;
  }
  lstatMode(path, (error, mode) => {
    if (error) {
      callback(options.force && error.code === 'ENOENT' ? null : error);
      return;
    }
    const refusal = refuseDirectory(mode, path, options);
    if (refusal !== undefined) callback(refusal);
    else binding.rm(...removeArguments(path, options), callback);
  });
}

/** `fs.promises.rm(path[, options])` */
async function rmPromise(path, options) {
  path = getValidatedPath(path);
  options = validateRmOptions(options);
  await new Promise((resolve, reject) => {
    removeLater(path, options, (error) => (error ? reject(error) : resolve()));
  });
}

/** rmdir's `recursive` is an older `fs.rm` that refuses what is no directory. */
function recursiveRmdirOptions(options) {
  if (!options?.recursive) {
    if (options !== undefined) validateRmdirOptions(options);
    return undefined;
  }
  emitRecursiveRmdirWarning();
  return { ...validateRmdirOptions(options), force: false };
}

/** `fs.rmdirSync(path[, options])` */
function rmdirSync(path, options) {
  path = getValidatedPath(path);
  const recursive = recursiveRmdirOptions(options);
  if (recursive === undefined || (lstatMode(path) & S_IFMT) !== S_IFDIR) binding.rmdir(path);
  else binding.rm(...removeArguments(path, recursive), undefined);
}

/** `fs.rmdir(path[, options], callback)` */
function rmdir(path, options, callback) {
  if (typeof options === 'function') {
    callback = options;
    options = undefined;
  }
  path = getValidatedPath(path);
  const recursive = recursiveRmdirOptions(options);
  validateFunction(callback, 'cb');
  rmdirLater(path, recursive, callback);
}

function rmdirLater(path, recursive, callback) {
  if (recursive === undefined) {
    binding.rmdir(path, callback);
    return;
  }
  lstatMode(path, (error, mode) => {
    if (error) callback(error);
    else if ((mode & S_IFMT) !== S_IFDIR) binding.rmdir(path, callback);
    else binding.rm(...removeArguments(path, recursive), callback);
  });
}

/** `fs.promises.rmdir(path[, options])` */
async function rmdirPromise(path, options) {
  path = getValidatedPath(path);
  const recursive = recursiveRmdirOptions(options);
  await new Promise((resolve, reject) => {
    rmdirLater(path, recursive, (error) => (error ? reject(error) : resolve()));
  });
}

// --- realpath ------------------------------

/**
 * Finds which step of a path fails, and how: libc's realpath only says that one does.
 * @param {string} path absolute
 * @returns {Error|undefined} undefined if it can be resolved after all
 */
function findFailure(path) {
  const values = new Float64Array(binding.statFields);
  let current = '';
  for (const part of path.split('/')) {
    if (part === '') continue;
    current = `${current}/${part}`;
    try {
      binding.lstat(current, false, values, true);
      if ((values[1] & S_IFMT) === S_IFLNK) {
        binding.stat(current, false, values, true);
        current = binding.realpath(current, false);
      }
    } catch (error) {
      return error;
    }
  }
  return undefined;
}

function failureOf(path, error) {
  return (typeof path === 'string' ? findFailure(path) : undefined) ?? error;
}

/**
 * Pipes and sockets that /proc has links to, as /dev/stdin, are no names of files, and yet are told.
 * @param {string} path absolute, which libc could not resolve
 * @returns {string|undefined} undefined if it leads to nothing of the kind
 */
function nameOfPipe(path) {
  const values = new Float64Array(binding.statFields);
  try {
    binding.stat(path, false, values, true);
    const kind = values[1] & S_IFMT;
    if (kind !== S_IFIFO && kind !== S_IFSOCK) return undefined;
    for (let links = 0; links < kMaxLinks; links++) {
      const folder = binding.realpath(pathModule.dirname(path), false);
      path = pathModule.resolve(folder, binding.readlink(`${folder}/${pathModule.basename(path)}`, false));
    }
    return undefined;
  } catch (error) {
    return error.code === 'ENOENT' && path.startsWith('/proc/') ? path : undefined;
  }
}

function prepareRealpath(path, options) {
  const { encoding } = getOptions(options);
  path = getValidatedPath(path);
  if (typeof path !== 'string') path = path.toString();
  return { path: pathModule.resolve(path), encoding };
}

/** `fs.realpathSync(path[, options])` */
function realpathSync(path, options) {
  const { path: absolute, encoding } = prepareRealpath(path, options);
  try {
    return decodeName(binding.realpath(absolute, wantsBytes(encoding)), encoding);
  } catch (error) {
    const name = nameOfPipe(absolute);
    if (name === undefined) throw failureOf(absolute, error);
    return decodeName(wantsBytes(encoding) ? Buffer.from(name) : name, encoding);
  }
}

/** `fs.realpath(path[, options], callback)` */
function realpath(path, options, callback) {
  if (typeof options === 'function') {
    callback = options;
    options = undefined;
  }
  validateFunction(callback, 'cb');
  const { path: absolute, encoding } = prepareRealpath(path, options);
  binding.realpath(absolute, wantsBytes(encoding), (error, result) => {
    const name = error ? nameOfPipe(absolute) : undefined;
    if (name !== undefined) callback(null, decodeName(wantsBytes(encoding) ? Buffer.from(name) : name, encoding));
    else if (error) callback(failureOf(absolute, error));
    else callback(null, decodeName(result, encoding));
  });
}

const nativeRealpath = operation('realpath', {
  call: binding.realpath,
  required: 1,
  optional: 1,
  prepare(path, options) {
    const { encoding } = getOptions(options);
    return [getValidatedPath(path), wantsBytes(encoding)];
  },
  finish: (name, _, args) => decodeName(name, getOptions(args[1]).encoding),
});
realpathSync.native = nativeRealpath.sync;
realpath.native = nativeRealpath.callback;
for (const fn of [realpathSync.native, realpath.native]) {
  Object.defineProperty(fn, 'name', { __proto__: null, value: '', configurable: true });
}

module.exports = {
  mkdir, mkdtemp, mkdtempDisposable, mkdtempDisposableSync, nativeRealpath, readdir, readdirPromise,
  readdirSync, realpath, realpathSync, rm, rmPromise, rmSync, rmdir, rmdirPromise, rmdirSync,
};
