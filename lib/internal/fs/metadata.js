'use strict';

// What is known of files and what may be changed about it: stat, permissions, owners, times, links.

const { codes } = require('../errors');
const { parseFileMode, validateInteger } = require('../validators');
const { callAsPromise, operation } = require('./operation');
const {
  constants: { kMaxUserId }, StatFs, decodeName, getOptions, getStatsFromBinding, getValidMode,
  getValidatedFd, getValidatedPath, stringToSymlinkType, toUnixTimestamp, validateSymlinkType,
  wantsBytes,
} = require('./utils');
const { validateFunction } = require('../validators');

const binding = internalBinding('fs');
const { statFields } = binding;

/** Stats are read into these when nobody else can see them. */
const syncValues = new Float64Array(statFields);
const syncBigValues = new BigInt64Array(statFields);

const kNoOptions = { __proto__: null, bigint: false, throwIfNoEntry: true };

function valuesFor(big) {
  return big ? new BigInt64Array(statFields) : new Float64Array(statFields);
}

function statSyncWith(call, path, options) {
  const big = options.bigint === true;
  const values = big ? syncBigValues : syncValues;
  const found = call(getValidatedPath(path), big, values, options.throwIfNoEntry !== false);
  return found ? getStatsFromBinding(values) : undefined;
}

/** `fs.statSync(path[, options])` */
function statSync(path, options = kNoOptions) {
  return statSyncWith(binding.stat, path, options);
}

/** `fs.lstatSync(path[, options])` */
function lstatSync(path, options = kNoOptions) {
  return statSyncWith(binding.lstat, path, options);
}

/** `fs.fstatSync(fd[, options])` */
function fstatSync(fd, options = kNoOptions) {
  const big = options.bigint === true;
  const values = big ? syncBigValues : syncValues;
  binding.fstat(getValidatedFd(fd), big, values);
  return getStatsFromBinding(values);
}

function statsCallback(callback, values) {
  return (error, found) => {
    if (error) callback(error);
    else callback(null, found ? getStatsFromBinding(values) : undefined);
  };
}

/** `fs.stat(path[, options], callback)` */
function stat(path, options = kNoOptions, callback) {
  if (typeof options === 'function') {
    callback = options;
    options = kNoOptions;
  }
  validateFunction(callback, 'cb');
  const values = valuesFor(options.bigint);
  const done = statsCallback(callback, values);
  binding.stat(getValidatedPath(path), options.bigint === true, values,
    options.throwIfNoEntry !== false, done);
}

/** `fs.lstat(path[, options], callback)` */
function lstat(path, options = kNoOptions, callback) {
  if (typeof options === 'function') {
    callback = options;
    options = kNoOptions;
  }
  validateFunction(callback, 'cb');
  const values = valuesFor(options.bigint);
  const done = statsCallback(callback, values);
  binding.lstat(getValidatedPath(path), options.bigint === true, values, true, done);
}

/** `fs.fstat(fd[, options], callback)` */
function fstat(fd, options = kNoOptions, callback) {
  if (typeof options === 'function') {
    callback = options;
    options = kNoOptions;
  }
  fd = getValidatedFd(fd);
  validateFunction(callback, 'cb');
  const values = valuesFor(options.bigint);
  const done = statsCallback(callback, values);
  binding.fstat(fd, options.bigint === true, values, done);
}

async function statPromise(path, options = kNoOptions) {
  const values = valuesFor(options.bigint);
  const found = await callAsPromise(binding.stat, [
    getValidatedPath(path), options.bigint === true, values, options.throwIfNoEntry !== false,
  ]);
  return found ? getStatsFromBinding(values) : undefined;
}

async function lstatPromise(path, options = kNoOptions) {
  const values = valuesFor(options.bigint);
  await callAsPromise(binding.lstat, [
    getValidatedPath(path), options.bigint === true, values, true,
  ]);
  return getStatsFromBinding(values);
}

const statfs = operation('statfs', {
  call: binding.statfs,
  required: 1,
  optional: 1,
  hasDefault: true,
  prepare(path, options = kNoOptions) {
    path = getValidatedPath(path);
    // A wrong callback is complained about before wrong options.
    const big = options?.bigint;
    const values = big ? new BigInt64Array(7) : new Float64Array(7);
    return [path, big === true, values];
  },
  finish: (_, [, , values]) => new StatFs(...values),
});

const access = operation('access', {
  call: binding.access,
  required: 1,
  optional: 1,
  prepare: (path, mode) => [getValidatedPath(path), getValidMode(mode, 'access')],
});

let warnedOfExists = false;

/** `fs.existsSync(path)`: false for whatever is no path. */
function existsSync(path) {
  try {
    path = getValidatedPath(path);
  } catch (error) {
    if (!warnedOfExists && error.code === 'ERR_INVALID_ARG_TYPE') {
      warnedOfExists = true;
      process.emitWarning(
        'Passing invalid argument types to fs.existsSync is deprecated', 'DeprecationWarning',
        'DEP0187');
    }
    return false;
  }
  return binding.exists(path);
}

/** `fs.exists(path, callback)`: the callback gets a boolean and no error. */
function exists(path, callback) {
  validateFunction(callback, 'cb');
  try {
    path = getValidatedPath(path);
  } catch {
    callback(false);
    return;
  }
  binding.access(path, 0, (error) => callback(!error));
}
Object.defineProperty(exists, require('../util').promisify.custom, {
  __proto__: null,
  value: function exists(path) {
    return new Promise((resolve) => module.exports.exists(path, resolve));
  },
});

const chmod = operation('chmod', {
  call: binding.chmod,
  required: 2,
  prepare: (path, mode) => [getValidatedPath(path), parseFileMode(mode, 'mode')],
});

const fchmod = operation('fchmod', {
  call: binding.fchmod,
  required: 2,
  prepare: (fd, mode) => [getValidatedFd(fd), parseFileMode(mode, 'mode')],
});

function checkOwner(uid, gid) {
  validateInteger(uid, 'uid', -1, kMaxUserId);
  validateInteger(gid, 'gid', -1, kMaxUserId);
}

function prepareOwner(path, uid, gid) {
  path = getValidatedPath(path);
  checkOwner(uid, gid);
  return [path, uid, gid];
}

const chown = operation('chown', { call: binding.chown, required: 3, prepare: prepareOwner });
const lchown = operation('lchown', { call: binding.lchown, required: 3, prepare: prepareOwner });
const fchown = operation('fchown', {
  call: binding.fchown,
  required: 3,
  prepare(fd, uid, gid) {
    fd = getValidatedFd(fd);
    checkOwner(uid, gid);
    return [fd, uid, gid];
  },
});

function prepareTimes(path, atime, mtime) {
  return [getValidatedPath(path), toUnixTimestamp(atime), toUnixTimestamp(mtime)];
}

const utimes = operation('utimes', { call: binding.utimes, required: 3, prepare: prepareTimes });
const lutimes = operation('lutimes', { call: binding.lutimes, required: 3, prepare: prepareTimes });
const futimes = operation('futimes', {
  call: binding.futimes,
  required: 3,
  prepare: (fd, atime, mtime) => [
    getValidatedFd(fd), toUnixTimestamp(atime, 'atime'), toUnixTimestamp(mtime, 'mtime'),
  ],
});

const rename = operation('rename', {
  call: binding.rename,
  required: 2,
  prepare: (from, to) => [getValidatedPath(from, 'oldPath'), getValidatedPath(to, 'newPath')],
});

const link = operation('link', {
  call: binding.link,
  required: 2,
  prepare: (from, to) => [getValidatedPath(from, 'existingPath'), getValidatedPath(to, 'newPath')],
});

const symlink = operation('symlink', {
  call: binding.symlink,
  required: 2,
  optional: 1,
  prepare(target, path, type) {
    validateSymlinkType(type);
    stringToSymlinkType(type);
    return [getValidatedPath(target, 'target'), getValidatedPath(path)];
  },
});

const readlink = operation('readlink', {
  call: binding.readlink,
  required: 1,
  optional: 1,
  prepare(path, options) {
    const { encoding } = getOptions(options);
    return [getValidatedPath(path, 'oldPath'), wantsBytes(encoding)];
  },
  finish: (name, _, args) => decodeName(name, getOptions(args[1]).encoding),
});

const unlink = operation('unlink', {
  call: binding.unlink,
  required: 1,
  prepare: (path) => [getValidatedPath(path)],
});

const copyFile = operation('copyFile', {
  call: binding.copyFile,
  required: 2,
  optional: 1,
  prepare: (src, dest, mode) => [
    getValidatedPath(src, 'src'), getValidatedPath(dest, 'dest'), getValidMode(mode, 'copyFile'),
  ],
});

/** Only macOS can change a link's own mode. */
async function lchmodPromise() {
  throw new codes.ERR_METHOD_NOT_IMPLEMENTED('lchmod()');
}

module.exports = {
  access, chmod, chown, copyFile, exists, existsSync, fchmod, fchown, fstat, fstatSync,
  futimes, lchmodPromise, lchown, link, lstat, lstatPromise, lstatSync, lutimes, readlink, rename,
  stat, statPromise, statSync, statfs, symlink, unlink, utimes,
};
