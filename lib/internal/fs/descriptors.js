'use strict';

// Open files: open, close, read, write and what else takes a descriptor.

const { codes } = require('../errors');
const { customPromisifyArgs, kEmptyObject } = require('../util');
const { isArrayBufferView } = require('../util/types');
const {
  parseFileMode, validateBuffer, validateEncoding, validateFunction, validateInteger,
  validateObject,
} = require('../validators');
const { operation } = require('./operation');
const {
  getValidatedFd, getValidatedPath, stringToFlags, validateBufferArray, validateOffsetLengthRead,
  validateOffsetLengthWrite, validatePosition, validateStringAfterArrayBufferView,
} = require('./utils');

const binding = internalBinding('fs');

/** @returns {typeof import('buffer').Buffer} */
function lazyBuffer() {
  return require('../../buffer').Buffer;
}

/** `fs.openSync(path[, flags[, mode]])` */
function openSync(path, flags, mode) {
  return binding.open(getValidatedPath(path), stringToFlags(flags), parseFileMode(mode, 'mode', 0o666));
}

/** `fs.open(path[, flags[, mode]], callback)` */
function open(path, flags, mode, callback) {
  path = getValidatedPath(path);
  if (arguments.length < 3) {
    callback = flags;
    flags = 'r';
    mode = 0o666;
  } else if (typeof mode === 'function') {
    callback = mode;
    mode = 0o666;
  } else {
    mode = parseFileMode(mode, 'mode', 0o666);
  }
  const number = stringToFlags(flags);
  validateFunction(callback, 'cb');
  binding.open(path, number, mode, callback);
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

/** A position for the binding: -1 for where the descriptor stands. */
function readPosition(position, length) {
  if (position == null) return -1;
  validatePosition(position, 'position', length);
  return position;
}

function invalidEmptyBuffer(buffer) {
  return new codes.ERR_INVALID_ARG_VALUE('buffer', buffer, 'is empty and cannot be written');
}

/** `fs.read(fd, buffer, offset, length, position, callback)` and its shorter forms */
function read(fd, buffer, offsetOrOptions, length, position, callback) {
  fd = getValidatedFd(fd);
  let offset = offsetOrOptions;
  let params = null;
  if (arguments.length <= 4) {
    if (arguments.length === 4) {
      // read(fd, buffer, options, callback)
      if (offsetOrOptions !== null && offsetOrOptions !== undefined) {
        validateObject(offsetOrOptions, 'options', 4 | 2);
      }
      callback = length;
      params = offsetOrOptions;
    } else if (arguments.length === 3) {
      // read(fd, bufferOrParams, callback)
      if (!isArrayBufferView(buffer)) {
        params = buffer;
        ({ buffer = lazyBuffer().alloc(16384) } = params ?? kEmptyObject);
      }
      callback = offsetOrOptions;
    } else {
      // read(fd, callback)
      callback = buffer;
      buffer = lazyBuffer().alloc(16384);
    }
    if (params !== undefined && params !== null) validateObject(params, 'options', 4 | 2);
    ({ offset = 0, length = buffer?.byteLength - offset, position = null } = params ?? kEmptyObject);
  }
  validateBuffer(buffer);
  validateFunction(callback, 'cb');
  if (offset == null) offset = 0;
  else validateInteger(offset, 'offset', 0);
  length |= 0;
  if (length === 0) {
    process.nextTick(() => callback(null, 0, buffer));
    return;
  }
  if (buffer.byteLength === 0) throw invalidEmptyBuffer(buffer);
  validateOffsetLengthRead(offset, length, buffer.byteLength);
  position = readPosition(position, length);
  binding.read(fd, buffer, offset, length, position, (error, bytesRead) => {
    callback(error, bytesRead || 0, buffer);
  });
}
/** `fs.readSync(fd, buffer[, offset, length[, position]])` or with options */
function readSync(fd, buffer, offsetOrOptions, length, position) {
  fd = getValidatedFd(fd);
  validateBuffer(buffer);
  let offset = offsetOrOptions;
  if (arguments.length <= 3 || (typeof offsetOrOptions === 'object' && offsetOrOptions !== null)) {
    if (offsetOrOptions !== undefined) validateObject(offsetOrOptions, 'options', 1 | 2 | 4);
    ({ offset = 0, length = buffer.byteLength - offset, position = null } =
      offsetOrOptions ?? kEmptyObject);
  }
  if (offset === undefined) offset = 0;
  else validateInteger(offset, 'offset', 0);
  length |= 0;
  if (length === 0) return 0;
  if (buffer.byteLength === 0) throw invalidEmptyBuffer(buffer);
  validateOffsetLengthRead(offset, length, buffer.byteLength);
  return binding.read(fd, buffer, offset, length, readPosition(position, length));
}

function vectorPosition(position) {
  return typeof position === 'number' ? position : -1;
}

/** `fs.readv(fd, buffers[, position], callback)` */
function readv(fd, buffers, position, callback) {
  fd = getValidatedFd(fd);
  validateBufferArray(buffers);
  callback ??= position;
  validateFunction(callback, 'cb');
  binding.readv(fd, buffers, vectorPosition(position), (error, bytesRead) => {
    callback(error, bytesRead || 0, buffers);
  });
}

/** `fs.readvSync(fd, buffers[, position])` */
function readvSync(fd, buffers, position) {
  fd = getValidatedFd(fd);
  validateBufferArray(buffers);
  return binding.readv(fd, buffers, vectorPosition(position));
}

/** Which part of a view is written, out of the arguments in any of their forms. */
function writtenPart(buffer, offsetOrOptions, length, position) {
  let offset = offsetOrOptions;
  if (typeof offset === 'object') {
    ({ offset = 0, length = buffer.byteLength - offset, position = null } =
      offsetOrOptions ?? kEmptyObject);
  }
  if (offset == null || typeof offset === 'function') offset = 0;
  else validateInteger(offset, 'offset', 0);
  if (typeof length !== 'number') length = buffer.byteLength - offset;
  if (typeof position !== 'number') position = null;
  validateOffsetLengthWrite(offset, length, buffer.byteLength);
  return { offset, length, position: position ?? -1 };
}

/** Calls the binding for text: UTF-8 goes as it is. */
function writeText(fd, text, position, encoding, callback) {
  const at = typeof position === 'number' ? position : -1;
  if (encoding == null || encoding === 'utf8' || encoding === 'utf-8') {
    return binding.writeString(fd, text, at, callback);
  }
  validateEncoding(text, encoding);
  const bytes = lazyBuffer().from(text, encoding);
  return binding.write(fd, bytes, 0, bytes.length, at, callback);
}

/** `fs.write(fd, buffer[, offset[, length[, position]]], callback)` or `(fd, string[, position[, encoding]], callback)` */
function write(fd, buffer, offsetOrOptions, length, position, callback) {
  fd = getValidatedFd(fd);
  if (isArrayBufferView(buffer)) {
    callback ||= position || length || offsetOrOptions;
    validateFunction(callback, 'cb');
    const part = writtenPart(buffer, offsetOrOptions, length, position);
    binding.write(fd, buffer, part.offset, part.length, part.position, (error, written) => {
      callback(error, written || 0, buffer);
    });
    return;
  }
  validateStringAfterArrayBufferView(buffer, 'buffer');
  let at = offsetOrOptions;
  let encoding = length;
  if (typeof position !== 'function') {
    if (typeof at === 'function') {
      position = at;
      at = null;
    } else {
      position = length;
    }
    encoding = 'utf8';
  }
  validateFunction(position, 'cb');
  callback = position;
  writeText(fd, buffer, at, encoding, (error, written) => callback(error, written || 0, buffer));
}

/** `fs.writeSync(fd, buffer[, offset[, length[, position]]])` or `(fd, string[, position[, encoding]])` */
function writeSync(fd, buffer, offsetOrOptions, length, position) {
  fd = getValidatedFd(fd);
  if (isArrayBufferView(buffer)) {
    const part = writtenPart(buffer, offsetOrOptions, length, position);
    return binding.write(fd, buffer, part.offset, part.length, part.position);
  }
  validateStringAfterArrayBufferView(buffer, 'buffer');
  return writeText(fd, buffer, offsetOrOptions, length);
}

/** `fs.writev(fd, buffers[, position], callback)` */
function writev(fd, buffers, position, callback) {
  fd = getValidatedFd(fd);
  validateBufferArray(buffers);
  callback ??= position;
  validateFunction(callback, 'cb');
  if (buffers.length === 0) {
    process.nextTick(callback, null, 0, buffers);
    return;
  }
  binding.writev(fd, buffers, vectorPosition(position), (error, written) => {
    callback(error, written || 0, buffers);
  });
}

/** `fs.writevSync(fd, buffers[, position])` */
function writevSync(fd, buffers, position) {
  fd = getValidatedFd(fd);
  validateBufferArray(buffers);
  if (buffers.length === 0) return 0;
  return binding.writev(fd, buffers, vectorPosition(position));
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
  prepare(fd, length = 0) {
    fd = getValidatedFd(fd);
    validateInteger(length, 'len');
    return [fd, Math.max(0, length)];
  },
});

/** `fs.truncate(path[, len], callback)` */
function truncate(path, length, callback) {
  if (typeof length === 'function') {
    callback = length;
    length = 0;
  } else if (length === undefined) {
    length = 0;
  }
  validateInteger(length, 'len');
  validateFunction(callback, 'cb');
  length = Math.max(0, length);
  open(path, 'r+', (openError, fd) => {
    if (openError) {
      callback(openError);
      return;
    }
    binding.ftruncate(fd, length, (error) => {
      binding.close(fd, (closeError) => callback(error ?? closeError));
    });
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
