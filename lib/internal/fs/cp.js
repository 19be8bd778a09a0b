'use strict';

// `fs.cp`: copies files, links and directories. What it does is written once, as a generator that yields each call it needs;
// one driver makes the calls at once, another awaits them.

const { dirname, isAbsolute, join, parse, resolve, sep } = require('../../path');
const { codes } = require('../errors');
const { validateFunction } = require('../validators');
const { areIdentical, getValidatedPath, validateCpOptions } = require('./utils');

const kOwnerWrite = 0o200;

/** Makes the SystemError of a copy that is refused. */
function refusal(code, errnoName, message, path) {
  const { errno } = require('../../os').constants;
  return new codes[code]({ message, path, syscall: 'cp', errno: errno[errnoName], code: errnoName });
}

function pathParts(path) {
  return resolve(path).split(sep).filter(Boolean);
}

/** Whether `dest` is `src` or below it, by name. */
function isSrcSubdir(src, dest) {
  const destParts = pathParts(dest);
  return pathParts(src).every((part, i) => destParts[i] === part);
}

function* statOrNull(name, path) {
  try {
    return yield [name, path, { bigint: true }];
  } catch (error) {
    if (error.code === 'ENOENT') return null;
    throw error;
  }
}

/**
 * Asks the filter, and checks that the one may be copied to the other.
 * @returns what is at both places; undefined if the filter refuses
 */
function* checkPaths(src, dest, options) {
  if (options.filter && !(yield ['filter', src, dest])) return undefined;
  const name = options.dereference ? 'stat' : 'lstat';
  const srcStat = yield [name, src, { bigint: true }];
  const destStat = yield* statOrNull(name, dest);
  if (destStat !== null) {
    if (areIdentical(srcStat, destStat)) {
      throw refusal('ERR_FS_CP_EINVAL', 'EINVAL', 'src and dest cannot be the same', dest);
    }
    if (srcStat.isDirectory() && !destStat.isDirectory()) {
      throw refusal('ERR_FS_CP_DIR_TO_NON_DIR', 'EISDIR',
        `cannot overwrite non-directory ${dest} with directory ${src}`, dest);
    }
    if (!srcStat.isDirectory() && destStat.isDirectory()) {
      throw refusal('ERR_FS_CP_NON_DIR_TO_DIR', 'ENOTDIR',
        `cannot overwrite directory ${dest} with non-directory ${src}`, dest);
    }
  }
  if (srcStat.isDirectory() && isSrcSubdir(src, dest)) throw copiesIntoItself(src, dest);
  return { srcStat, destStat };
}

function copiesIntoItself(src, dest) {
  return refusal('ERR_FS_CP_EINVAL', 'EINVAL',
    `cannot copy ${src} to a subdirectory of self ${dest}`, dest);
}

/** Names can hide that the destination is below the source (links); inode numbers can't. */
function* checkParents(src, srcStat, dest) {
  const srcParent = resolve(dirname(src));
  for (let parent = resolve(dirname(dest));
    parent !== srcParent && parent !== parse(parent).root; parent = dirname(parent)) {
    const parentStat = yield* statOrNull('stat', parent);
    if (parentStat === null) return;
    if (areIdentical(srcStat, parentStat)) throw copiesIntoItself(src, dest);
  }
}

function* copy(src, dest, options) {
  const found = yield* checkPaths(src, dest, options);
  if (found === undefined) return;
  yield* checkParents(src, found.srcStat, dest);
  const parent = dirname(dest);
  if ((yield* statOrNull('stat', parent)) === null) yield ['mkdir', parent, { recursive: true }];
  yield* copyEntry(found, src, dest, options);
}

function* copyEntry({ srcStat, destStat }, src, dest, options) {
  if (srcStat.isDirectory()) {
    if (!options.recursive) {
      throw refusal('ERR_FS_EISDIR', 'EISDIR', `${src} is a directory (not copied)`, src);
    }
    yield* copyDirectory(srcStat, destStat, src, dest, options);
  } else if (srcStat.isFile() || srcStat.isCharacterDevice() || srcStat.isBlockDevice()) {
    yield* copyFile(srcStat, destStat, src, dest, options);
  } else if (srcStat.isSymbolicLink()) {
    yield* copyLink(destStat, src, dest, options);
  } else if (srcStat.isSocket()) {
    throw refusal('ERR_FS_CP_SOCKET', 'EINVAL', `cannot copy a socket file: ${dest}`, dest);
  } else if (srcStat.isFIFO()) {
    throw refusal('ERR_FS_CP_FIFO_PIPE', 'EINVAL', `cannot copy a FIFO pipe: ${dest}`, dest);
  } else {
    throw refusal('ERR_FS_CP_UNKNOWN', 'EINVAL', `cannot copy an unknown file type: ${dest}`, dest);
  }
}

function* copyFile(srcStat, destStat, src, dest, options) {
  if (destStat !== null) {
    if (!options.force) {
      if (options.errorOnExist) {
        throw refusal('ERR_FS_CP_EEXIST', 'EEXIST', `${dest} already exists`, dest);
      }
      return;
    }
    yield ['unlink', dest];
  }
  yield ['copyFile', src, dest, options.mode];
  const mode = Number(srcStat.mode);
  if (options.preserveTimestamps) {
    // A file that nobody may write doesn't take times either.
    if ((mode & kOwnerWrite) === 0) yield ['chmod', dest, mode | kOwnerWrite];
    const { atime, mtime } = yield ['stat', src];
    yield ['utimes', dest, atime, mtime];
  }
  yield ['chmod', dest, mode];
}

function* copyDirectory(srcStat, destStat, src, dest, options) {
  if (destStat === null) yield ['mkdir', dest];
  for (const name of yield ['readdir', src]) {
    const from = join(src, name);
    const to = join(dest, name);
    const found = yield* checkPaths(from, to, options);
    if (found !== undefined) yield* copyEntry(found, from, to, options);
  }
  if (destStat === null) yield ['chmod', dest, Number(srcStat.mode)];
}

function* copyLink(destStat, src, dest, options) {
  let target = yield ['readlink', src];
  if (!options.verbatimSymlinks && !isAbsolute(target)) target = resolve(dirname(src), target);
  if (destStat === null) {
    yield ['symlink', target, dest];
    return;
  }
  let destTarget;
  try {
    destTarget = yield ['readlink', dest];
  } catch (error) {
    // A file there gives EEXIST, which says more.
    if (error.code !== 'EINVAL' && error.code !== 'UNKNOWN') throw error;
    yield ['symlink', target, dest];
    return;
  }
  if (!isAbsolute(destTarget)) destTarget = resolve(dirname(dest), destTarget);
  const srcStat = yield* statOrNull('stat', src);
  if (srcStat !== null && srcStat.isDirectory()) {
    if (isSrcSubdir(target, destTarget)) {
      throw refusal('ERR_FS_CP_EINVAL', 'EINVAL',
        `cannot copy ${target} to a subdirectory of self ${destTarget}`, dest);
    }
    if (isSrcSubdir(destTarget, target)) {
      throw refusal('ERR_FS_CP_SYMLINK_TO_SUBDIRECTORY', 'EINVAL',
        `cannot overwrite ${destTarget} with ${target}`, dest);
    }
  }
  yield ['unlink', dest];
  yield ['symlink', target, dest];
}

function prepare(src, dest, options) {
  options = validateCpOptions(options);
  return [getValidatedPath(src, 'src'), getValidatedPath(dest, 'dest'), options]
    .map((value) => (value instanceof Uint8Array ? require('../../buffer').Buffer.from(value).toString() : value));
}

/** `fs.cpSync(src, dest[, options])` */
function cpSync(src, dest, options) {
  const fs = require('../../fs');
  const prepared = prepare(src, dest, options);
  const { filter } = prepared[2];
  const steps = copy(...prepared);
  let step = steps.next();
  while (!step.done) {
    const [name, ...args] = step.value;
    let value;
    try {
      value = name === 'filter' ? filter(...args) : fs[`${name}Sync`](...args);
    } catch (error) {
      step = steps.throw(error);
      continue;
    }
    if (name === 'filter' && typeof value?.then === 'function') {
      throw new codes.ERR_INVALID_RETURN_VALUE('boolean', 'filter', value);
    }
    step = steps.next(value);
  }
}

/** `fs.promises.cp(src, dest[, options])` */
async function cpPromise(src, dest, options) {
  const prepared = prepare(src, dest, options);
  await drive(prepared);
}

async function drive(prepared) {
  const { promises } = require('../../fs');
  const { filter } = prepared[2];
  const steps = copy(...prepared);
  let step = steps.next();
  while (!step.done) {
    const [name, ...args] = step.value;
    let value;
    try {
      value = await (name === 'filter' ? filter(...args) : promises[name](...args));
    } catch (error) {
      step = steps.throw(error);
      continue;
    }
    step = steps.next(value);
  }
}

/** `fs.cp(src, dest[, options], callback)` */
function cp(src, dest, options, callback) {
  if (typeof options === 'function') {
    callback = options;
    options = undefined;
  }
  validateFunction(callback, 'cb');
  const prepared = prepare(src, dest, options);
  drive(prepared).then(
    () => process.nextTick(callback, null), (error) => process.nextTick(callback, error));
}

module.exports = { cp, cpPromise, cpSync };
