'use strict';

// The file system. Each room of internal/fs/ has one kind of function; what few programs use is loaded when first called.

const { defineLazyProperties, deprecate } = require('./internal/util');
const constants = require('./internal/fs/constants');
const contents = require('./internal/fs/contents');
const descriptors = require('./internal/fs/descriptors');
const directories = require('./internal/fs/directories');
const metadata = require('./internal/fs/metadata');
const { Dirent } = require('./internal/fs/dirent');
const { Stats } = require('./internal/fs/stats');
const { toUnixTimestamp } = require('./internal/fs/utils');

const lazyCp = () => require('./internal/fs/cp');
const lazyDir = () => require('./internal/fs/dir');
const lazyGlob = () => require('./internal/fs/glob');
const lazyStreams = () => require('./internal/fs/streams');
const lazyWatchers = () => require('./internal/fs/watchers');

/** `fs.cp(src, dest[, options], callback)` */
function cp(src, dest, options, callback) {
  lazyCp().cp(src, dest, options, callback);
}

/** `fs.cpSync(src, dest[, options])` */
function cpSync(src, dest, options) {
  lazyCp().cpSync(src, dest, options);
}

/**
 * `fs.createReadStream(path[, options])`
 * @returns {import('fs').ReadStream}
 */
function createReadStream(path, options) {
  const { ReadStream } = module.exports;
  return new ReadStream(path, options);
}

/**
 * `fs.createWriteStream(path[, options])`
 * @returns {import('fs').WriteStream}
 */
function createWriteStream(path, options) {
  const { WriteStream } = module.exports;
  return new WriteStream(path, options);
}

/** `fs.glob(pattern[, options], callback)` */
function glob(pattern, options, callback) {
  lazyGlob().globCallback(pattern, options, callback);
}

/** `fs.globSync(pattern[, options])` */
function globSync(pattern, options) {
  return lazyGlob().globSync(pattern, options);
}

/** `fs.opendir(path[, options], callback)` */
function opendir(path, options, callback) {
  lazyDir().opendir(path, options, callback);
}

/** `fs.opendirSync(path[, options])` */
function opendirSync(path, options) {
  return lazyDir().opendirSync(path, options);
}

/**
 * `fs.openAsBlob(path[, options])`
 * @returns {Promise<Blob>}
 */
function openAsBlob(path, options = {}) {
  return require('./internal/fs/blob').openAsBlob(path, options);
}

/** `fs.watch(filename[, options][, listener])` */
function watch(filename, options, listener) {
  return lazyWatchers().watch(filename, options, listener);
}

/** `fs.watchFile(filename[, options], listener)` */
function watchFile(filename, options, listener) {
  return lazyWatchers().watchFile(filename, options, listener);
}

/** `fs.unwatchFile(filename[, listener])` */
function unwatchFile(filename, listener) {
  lazyWatchers().unwatchFile(filename, listener);
}

module.exports = {
  appendFile: contents.appendFile,
  appendFileSync: contents.appendFileSync,
  access: metadata.access.callback,
  accessSync: metadata.access.sync,
  chown: metadata.chown.callback,
  chownSync: metadata.chown.sync,
  chmod: metadata.chmod.callback,
  chmodSync: metadata.chmod.sync,
  close: descriptors.close,
  closeSync: descriptors.closeSync,
  copyFile: metadata.copyFile.callback,
  copyFileSync: metadata.copyFile.sync,
  cp,
  cpSync,
  createReadStream,
  createWriteStream,
  exists: metadata.exists,
  existsSync: metadata.existsSync,
  fchown: metadata.fchown.callback,
  fchownSync: metadata.fchown.sync,
  fchmod: metadata.fchmod.callback,
  fchmodSync: metadata.fchmod.sync,
  fdatasync: descriptors.fdatasync.callback,
  fdatasyncSync: descriptors.fdatasync.sync,
  fstat: metadata.fstat,
  fstatSync: metadata.fstatSync,
  fsync: descriptors.fsync.callback,
  fsyncSync: descriptors.fsync.sync,
  ftruncate: descriptors.ftruncate.callback,
  ftruncateSync: descriptors.ftruncate.sync,
  futimes: metadata.futimes.callback,
  futimesSync: metadata.futimes.sync,
  glob,
  globSync,
  lchown: metadata.lchown.callback,
  lchownSync: metadata.lchown.sync,
  // Only macOS can change a link's own mode.
  lchmod: undefined,
  lchmodSync: undefined,
  link: metadata.link.callback,
  linkSync: metadata.link.sync,
  lstat: metadata.lstat,
  lstatSync: metadata.lstatSync,
  lutimes: metadata.lutimes.callback,
  lutimesSync: metadata.lutimes.sync,
  mkdir: directories.mkdir.callback,
  mkdirSync: directories.mkdir.sync,
  mkdtemp: directories.mkdtemp.callback,
  mkdtempSync: directories.mkdtemp.sync,
  mkdtempDisposableSync: directories.mkdtempDisposableSync,
  open: descriptors.open,
  openSync: descriptors.openSync,
  openAsBlob,
  readdir: directories.readdir,
  readdirSync: directories.readdirSync,
  read: descriptors.read,
  readSync: descriptors.readSync,
  readv: descriptors.readv,
  readvSync: descriptors.readvSync,
  readFile: contents.readFile,
  readFileSync: contents.readFileSync,
  readlink: metadata.readlink.callback,
  readlinkSync: metadata.readlink.sync,
  realpath: directories.realpath,
  realpathSync: directories.realpathSync,
  rename: metadata.rename.callback,
  renameSync: metadata.rename.sync,
  rm: directories.rm,
  rmSync: directories.rmSync,
  rmdir: directories.rmdir,
  rmdirSync: directories.rmdirSync,
  stat: metadata.stat,
  statfs: metadata.statfs.callback,
  statSync: metadata.statSync,
  statfsSync: metadata.statfs.sync,
  symlink: metadata.symlink.callback,
  symlinkSync: metadata.symlink.sync,
  truncate: descriptors.truncate,
  truncateSync: descriptors.truncateSync,
  unwatchFile,
  unlink: metadata.unlink.callback,
  unlinkSync: metadata.unlink.sync,
  utimes: metadata.utimes.callback,
  utimesSync: metadata.utimes.sync,
  watch,
  watchFile,
  writeFile: contents.writeFile,
  writeFileSync: contents.writeFileSync,
  write: descriptors.write,
  writeSync: descriptors.writeSync,
  writev: descriptors.writev,
  writevSync: descriptors.writevSync,
  Dirent,
  Stats: deprecate(Stats, 'fs.Stats constructor is deprecated.', 'DEP0180'),
};

defineLazyProperties(module.exports, lazyStreams, [
  'ReadStream', 'WriteStream', 'FileReadStream', 'FileWriteStream',
]);
Object.defineProperty(module.exports, 'Utf8Stream', {
  __proto__: null,
  configurable: true,
  enumerable: true,
  get() {
    return require('./internal/streams/fast_utf8_stream').Utf8Stream;
  },
});
module.exports._toUnixTimestamp = toUnixTimestamp;
internalBinding('builtins').defineLazyProperties(module.exports, ['Dir'], true, true, () => lazyDir().Dir);
module.exports.opendir = opendir;
module.exports.opendirSync = opendirSync;

for (const name of ['F_OK', 'R_OK', 'W_OK', 'X_OK']) {
  Object.defineProperty(module.exports, name, {
    __proto__: null,
    enumerable: false,
    get: deprecate(() => constants[name], `fs.${name} is deprecated, use fs.constants.${name} instead`, 'DEP0176'),
  });
}

Object.defineProperties(module.exports, {
  constants: { __proto__: null, configurable: false, enumerable: true, value: constants },
  promises: {
    __proto__: null,
    configurable: true,
    enumerable: true,
    get() {
      return require('./internal/fs/promises').exports;
    },
  },
});
