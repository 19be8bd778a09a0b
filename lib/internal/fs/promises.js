'use strict';

// `fs.promises`.

const { promisify } = require('../util');
const { parseFileMode, validateBoolean } = require('../validators');
const constants = require('./constants');
const contents = require('./contents');
const directories = require('./directories');
const { FileHandle, isChunked, writeToHandle } = require('./file_handle');
const metadata = require('./metadata');
const { callAsPromise } = require('./operation');
const { getOptions, getValidatedPath, stringToFlags } = require('./utils');

const binding = internalBinding('fs');

/** @returns {Promise<FileHandle>} */
async function open(path, flags, mode) {
  path = getValidatedPath(path);
  const number = stringToFlags(flags);
  mode = parseFileMode(mode, 'mode', 0o666);
  return new FileHandle(await callAsPromise(binding.open, [path, number, mode]));
}

/** Works on a new handle and closes it whatever happens. */
async function withFile(path, flags, mode, work) {
  const handle = await open(path, flags, mode);
  let result;
  try {
    result = await work(handle);
  } catch (error) {
    let failure = error;
    await handle.close().catch((closeError) => {
      const { aggregateTwoErrors } = require('../errors');
      failure = aggregateTwoErrors(closeError, error);
    });
    throw failure;
  }
  await handle.close();
  return result;
}

async function truncate(path, length = 0) {
  return withFile(path, 'r+', 0o666, (handle) => handle.truncate(length));
}

async function readFile(path, options) {
  options = getOptions(options, contents.kReadDefaults);
  if (path instanceof FileHandle) return path.readFile(options);
  return contents.readFilePromise(typeof path === 'number' ? getValidatedPath(path) : path, options);
}

async function writeFile(path, data, options) {
  options = getOptions(options, contents.kWriteDefaults);
  if (options.flush != null) validateBoolean(options.flush, 'options.flush');
  if (path instanceof FileHandle) return path.writeFile(data, options);
  if (typeof path === 'number') getValidatedPath(path);
  if (!isChunked(data)) return contents.writeFilePromise(path, data, options);
  if (options.signal?.aborted) throw require('./utils').abortError(options.signal);
  return withFile(path, options.flag || 'w', options.mode, async (handle) => {
    await writeToHandle(handle, data, options);
    if (options.flush) await handle.sync();
  });
}

async function appendFile(path, data, options) {
  options = { ...getOptions(options, contents.kAppendDefaults) };
  options.flag ||= 'a';
  return writeFile(path, data, options);
}

const realpath = directories.nativeRealpath.promise;

async function cp(src, dest, options) {
  return require('./cp').cpPromise(src, dest, options);
}

function glob(pattern, options) {
  return require('./glob').globPromise(pattern, options);
}

async function opendir(path, options) {
  return promisify(require('./dir').opendir)(path, options);
}

function watch(filename, options) {
  return require('./watchers').watchPromise(filename, options);
}

module.exports = {
  exports: {
    access: metadata.access.promise,
    copyFile: metadata.copyFile.promise,
    cp,
    glob,
    open,
    opendir,
    rename: metadata.rename.promise,
    truncate,
    rm: directories.rmPromise,
    rmdir: directories.rmdirPromise,
    mkdir: directories.mkdir.promise,
    readdir: directories.readdirPromise,
    readlink: metadata.readlink.promise,
    symlink: metadata.symlink.promise,
    lstat: metadata.lstatPromise,
    stat: metadata.statPromise,
    statfs: metadata.statfs.promise,
    link: metadata.link.promise,
    unlink: metadata.unlink.promise,
    chmod: metadata.chmod.promise,
    lchmod: metadata.lchmodPromise,
    lchown: metadata.lchown.promise,
    chown: metadata.chown.promise,
    utimes: metadata.utimes.promise,
    lutimes: metadata.lutimes.promise,
    realpath,
    mkdtemp: directories.mkdtemp.promise,
    mkdtempDisposable: directories.mkdtempDisposable,
    writeFile,
    appendFile,
    readFile,
    watch,
    constants,
  },
};
