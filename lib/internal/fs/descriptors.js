'use strict';

// Open files: open, close, read, write and what else takes a descriptor.

const { customPromisifyArgs } = require('../util');
const { isArrayBufferView } = require('../util/types');
const validators = require('../validators');
const { operation } = require('./operation');
const { partToRead, partToWrite, positionOrCurrent } = require('./parts');
const { getValidatedFd, getValidatedPath, stringToFlags, validateBufferArray, validateStringAfterArrayBufferView } =
  require('./utils');

const binding = internalBinding('fs');
const { parseFileMode, validateBuffer, validateFunction } = validators;
const { kValidateObjectAllowObjects } = validators;

const READ_SIZE = 16 * 1024;
const DEFAULT_MODE = 0o666;

/** @returns {typeof import('buffer').Buffer} */
function lazyBuffer() {
  return require('../../buffer').Buffer;
}

/** `fs.openSync(path[, flags[, mode]])` */
function openSync(path, flags, mode) {
  return binding.open(getValidatedPath(path), stringToFlags(flags), parseFileMode(mode, 'mode', DEFAULT_MODE));
}

/** `fs.open(path[, flags[, mode]], callback)` */
function open(path, flags, mode, callback) {
  const file = getValidatedPath(path);
  if (arguments.length < 3) openAs(file, 'r', DEFAULT_MODE, flags);
  else if (typeof mode === 'function') openAs(file, flags, DEFAULT_MODE, mode);
  else openAs(file, flags, parseFileMode(mode, 'mode', DEFAULT_MODE), callback);
}

function openAs(file, flags, mode, callback) {
  const flagBits = stringToFlags(flags);
  validateFunction(callback, 'cb');
  binding.open(file, flagBits, mode, callback);
}

function ignoreSuccess(error) {
  if (error) throw error;
}

/** `fs.close(fd[, callback])` */
function close(fd, callback = ignoreSuccess) {
  fd = getValidatedFd(fd);
  if (callback !== ignoreSuccess) validateFunction(callback, 'cb');
  binding.close(fd, callback);
}

/** `fs.closeSync(fd)` */
function closeSync(fd) {
  binding.close(getValidatedFd(fd));
}

/** `fs.read(fd, buffer, offset, length, position, callback)` and its shorter forms */
function read(fd, buffer, offsetOrOptions, length, position, callback) {
  const file = getValidatedFd(fd);
  const count = arguments.length;
  if (count > 4) {
    readInto(file, buffer, offsetOrOptions, length, position, callback);
  } else if (count === 4) {
    readAsAsked(file, buffer, offsetOrOptions, length);
  } else if (count === 3 && isArrayBufferView(buffer)) {
    readAsAsked(file, buffer, undefined, offsetOrOptions);
  } else {
    // The options, if any, may have a buffer.
    const options = count === 3 ? buffer : undefined;
    const own = options?.buffer;
    readAsAsked(file, own === undefined ? lazyBuffer().alloc(READ_SIZE) : own, options, count === 3 ? offsetOrOptions : buffer);
  }
}

function readAsAsked(fd, buffer, options, callback) {
  if (options === undefined || options === null) {
    readInto(fd, buffer, 0, buffer?.byteLength, null, callback);
    return;
  }
  validators.validateObject(options, 'options', kValidateObjectAllowObjects);
  const { offset = 0, length = buffer?.byteLength - offset, position } = options;
  readInto(fd, buffer, offset, length, position, callback);
}

function readInto(fd, buffer, offset, length, position, callback) {
  validateBuffer(buffer);
  validateFunction(callback, 'cb');
  const part = partToRead(buffer, offset, length | 0, position);
  if (part.length === 0) {
    process.nextTick(callback, null, 0, buffer);
    return;
  }
  binding.read(fd, buffer, part.offset, part.length, part.position, (error, count) => callback(error, count || 0, buffer));
}

/** `fs.readSync(fd, buffer[, offset, length[, position]])` or with options */
function readSync(fd, buffer, offsetOrOptions, length, position) {
  const file = getValidatedFd(fd);
  validateBuffer(buffer);
  const byOptions = arguments.length < 4 || (offsetOrOptions !== null && typeof offsetOrOptions === 'object');
  return byOptions ?
    readSyncAsAsked(file, buffer, offsetOrOptions) :
    readSyncInto(file, buffer, offsetOrOptions, length, position);
}

function readSyncAsAsked(fd, buffer, options) {
  if (options === undefined || options === null) return readSyncInto(fd, buffer, 0, buffer.byteLength, null);
  validators.validateObject(options, 'options');
  const { offset = 0, length = buffer.byteLength - offset, position } = options;
  return readSyncInto(fd, buffer, offset, length, position);
}

function readSyncInto(fd, buffer, offset, length, position) {
  // Unlike the other forms, this one takes no null.
  if (offset === null) validators.validateInteger(offset, 'offset', 0);
  const part = partToRead(buffer, offset, length | 0, position);
  return part.length === 0 ? 0 : binding.read(fd, buffer, part.offset, part.length, part.position);
}

/** The callback of an operation on several buffers: the last argument that was given. */
function vectorCallback(position, callback) {
  const last = callback ?? position;
  validateFunction(last, 'cb');
  return last;
}

/** `fs.readv(fd, buffers[, position], callback)` */
function readv(fd, buffers, position, callback) {
  const file = getValidatedFd(fd);
  validateBufferArray(buffers);
  const done = vectorCallback(position, callback);
  binding.readv(file, buffers, positionOrCurrent(position), (error, count) => done(error, count || 0, buffers));
}

/** `fs.readvSync(fd, buffers[, position])` */
function readvSync(fd, buffers, position) {
  const file = getValidatedFd(fd);
  validateBufferArray(buffers);
  return binding.readv(file, buffers, positionOrCurrent(position));
}

/** Calls the binding for text: UTF-8 goes as it is. */
function writeText(fd, text, position, encoding, callback) {
  const at = positionOrCurrent(position);
  if (encoding == null || encoding === 'utf8' || encoding === 'utf-8') {
    return binding.writeString(fd, text, at, callback);
  }
  validators.validateEncoding(text, encoding);
  const bytes = lazyBuffer().from(text, encoding);
  return binding.write(fd, bytes, 0, bytes.length, at, callback);
}

/** `fs.write(fd, buffer[, offset[, length[, position]]], callback)` or `(fd, string[, position[, encoding]], callback)` */
function write(fd, buffer, offsetOrOptions, length, position, callback) {
  const file = getValidatedFd(fd);
  if (isArrayBufferView(buffer)) {
    const done = callback || position || length || offsetOrOptions;
    validateFunction(done, 'cb');
    const part = partToWrite(buffer, offsetOrOptions, length, position);
    binding.write(file, buffer, part.offset, part.length, part.position, (error, count) => done(error, count || 0, buffer));
    return;
  }
  validateStringAfterArrayBufferView(buffer, 'buffer');
  if (typeof position === 'function') writeString(file, buffer, offsetOrOptions, length, position);
  else if (typeof offsetOrOptions === 'function') writeString(file, buffer, null, 'utf8', offsetOrOptions);
  else writeString(file, buffer, offsetOrOptions, 'utf8', length);
}

function writeString(fd, text, position, encoding, callback) {
  validateFunction(callback, 'cb');
  writeText(fd, text, position, encoding, (error, count) => callback(error, count || 0, text));
}

/** `fs.writeSync(fd, buffer[, offset[, length[, position]]])` or `(fd, string[, position[, encoding]])` */
function writeSync(fd, buffer, offsetOrOptions, length, position) {
  const file = getValidatedFd(fd);
  if (isArrayBufferView(buffer)) {
    const part = partToWrite(buffer, offsetOrOptions, length, position);
    return binding.write(file, buffer, part.offset, part.length, part.position);
  }
  validateStringAfterArrayBufferView(buffer, 'buffer');
  return writeText(file, buffer, offsetOrOptions, length);
}

/** `fs.writev(fd, buffers[, position], callback)` */
function writev(fd, buffers, position, callback) {
  const file = getValidatedFd(fd);
  validateBufferArray(buffers);
  const done = vectorCallback(position, callback);
  if (buffers.length > 0) {
    binding.writev(file, buffers, positionOrCurrent(position), (error, count) => done(error, count || 0, buffers));
  } else {
    process.nextTick(done, null, 0, buffers);
  }
}

/** `fs.writevSync(fd, buffers[, position])` */
function writevSync(fd, buffers, position) {
  const file = getValidatedFd(fd);
  validateBufferArray(buffers);
  return buffers.length > 0 ? binding.writev(file, buffers, positionOrCurrent(position)) : 0;
}

for (const [fn, names] of [
  [read, ['bytesRead', 'buffer']], [readv, ['bytesRead', 'buffers']],
  [write, ['bytesWritten', 'buffer']], [writev, ['bytesWritten', 'buffers']],
]) {
  Object.defineProperty(fn, customPromisifyArgs, { __proto__: null, value: names, enumerable: false });
}

const onDescriptor = (name) => operation(name, {
  call: binding[name], required: 1, prepare: (fd) => [getValidatedFd(fd)],
});

const fsync = onDescriptor('fsync');
const fdatasync = onDescriptor('fdatasync');

const ftruncate = operation('ftruncate', {
  call: binding.ftruncate,
  required: 1,
  optional: 1,
  hasDefault: true,
  prepare(fd, length = 0) {
    fd = getValidatedFd(fd);
    validators.validateInteger(length, 'len');
    return [fd, Math.max(0, length)];
  },
});

/** `fs.truncate(path[, len], callback)` */
function truncate(path, length, callback) {
  const done = typeof length === 'function' ? length : callback;
  const wanted = done === length || length === undefined ? 0 : length;
  validators.validateInteger(wanted, 'len');
  validateFunction(done, 'cb');
  open(path, 'r+', (openError, fd) => {
    if (openError) done(openError);
    else binding.ftruncate(fd, Math.max(0, wanted), (error) => binding.close(fd, (closeError) => done(error ?? closeError)));
  });
}

/** `fs.truncateSync(path[, len])` */
function truncateSync(path, length) {
  if (length === undefined) length = 0;
  const fd = openSync(path, 'r+');
  try {
    ftruncate.sync(fd, length);
  } finally {
    closeSync(fd);
  }
}

module.exports = {
  close, closeSync, fdatasync, fsync, ftruncate, open, openSync, read, readSync, readv, readvSync,
  truncate, truncateSync, write, writeSync, writev, writevSync,
};
