'use strict';

// `FileHandle`: an open file of fs.promises.

const EventEmitter = require('../../events');
const { codes } = require('../errors');
const { kEmptyObject } = require('../util');
const { isArrayBufferView } = require('../util/types');
const { parseFileMode, validateBuffer, validateInteger, validateObject } = require('../validators');
const { callAsPromise } = require('./operation');
const {
  abortError, constants: { kMaxUserId }, getOptions, getStatsFromBinding, toUnixTimestamp,
  validateBufferArray, validateOffsetLengthRead, validateOffsetLengthWrite, validatePosition,
  validateStringAfterArrayBufferView,
} = require('./utils');
const { kReadDefaults, kWriteDefaults, readFilePromise, writeFilePromise } = require('./contents');

const binding = internalBinding('fs');

const kFd = Symbol('kFd');
const kRefs = Symbol('kRefs');
const kClosePromise = Symbol('kClosePromise');
const kCloseResolve = Symbol('kCloseResolve');
const kCloseReject = Symbol('kCloseReject');
const kRef = Symbol('kRef');
const kUnref = Symbol('kUnref');
const kLocked = Symbol('kLocked');

const { kValidateObjectAllowNullable } = require('../validators');

/** Descriptors whose handles were forgotten are closed, with a complaint. */
const forgotten = new FinalizationRegistry((fd) => {
  binding.close(fd, () => {});
  process.emitWarning(`Closing file descriptor ${fd} on garbage collection`);
  process.emitWarning(
    'Closing a FileHandle object on garbage collection is deprecated. ' +
    'Please close FileHandle objects explicitly using FileHandle.prototype.close(). ' +
    'In the future, an error will be thrown if a file descriptor is closed during garbage collection.',
    'DeprecationWarning', 'DEP0137');
});

/**
 * Does something with an open handle, which stays open meanwhile.
 * @template T
 * @param {FileHandle} handle
 * @param {string} syscall what the error of a closed handle names
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
async function whileOpen(handle, syscall, work) {
  if (handle?.[kRefs] === undefined) {
    throw new codes.ERR_INTERNAL_ASSERTION('handle must be an instance of FileHandle');
  }
  if (handle.fd === -1) {
    const error = new Error('file closed');
    error.code = 'EBADF';
    error.syscall = syscall;
    throw error;
  }
  try {
    handle[kRef]();
    return await work();
  } finally {
    handle[kUnref]();
  }
}

class FileHandle extends EventEmitter {
  constructor(fd) {
    super();
    this[kFd] = fd ?? -1;
    this[kRefs] = 1;
    this[kClosePromise] = null;
    this[kLocked] = false;
    if (this[kFd] !== -1) forgotten.register(this, this[kFd], this);
  }

  getAsyncId() {
    return 0;
  }

  get fd() {
    return this[kFd];
  }

  appendFile(data, options) {
    return whileOpen(this, 'writeFile', () => writeToHandle(this, data, getOptions(options, kWriteDefaults)));
  }

  chmod(mode) {
    return whileOpen(this, 'fchmod', () => (
      callAsPromise(binding.fchmod, [this.fd, parseFileMode(mode, 'mode')])));
  }

  chown(uid, gid) {
    return whileOpen(this, 'fchown', () => {
      validateInteger(uid, 'uid', -1, kMaxUserId);
      validateInteger(gid, 'gid', -1, kMaxUserId);
      return callAsPromise(binding.fchown, [this.fd, uid, gid]);
    });
  }

  datasync() {
    return whileOpen(this, 'fdatasync', () => callAsPromise(binding.fdatasync, [this.fd]));
  }

  sync() {
    return whileOpen(this, 'fsync', () => callAsPromise(binding.fsync, [this.fd]));
  }

  read(buffer, offset, length, position) {
    return whileOpen(this, 'read', () => read(this, buffer, offset, length, position));
  }

  readv(buffers, position) {
    return whileOpen(this, 'readv', async () => {
      validateBufferArray(buffers);
      const at = typeof position === 'number' ? position : -1;
      const bytesRead = await callAsPromise(binding.readv, [this.fd, buffers, at]);
      return { __proto__: null, bytesRead, buffers };
    });
  }

  readFile(options) {
    return whileOpen(this, 'readFile', () => readFilePromise(this.fd, getOptions(options, kReadDefaults)));
  }

  readLines(options = undefined) {
    return require('../../readline').createInterface({
      input: this.createReadStream(options), crlfDelay: Infinity,
    });
  }

  stat(options) {
    return whileOpen(this, 'fstat', async () => {
      const big = options?.bigint === true;
      const values = new (big ? BigInt64Array : Float64Array)(binding.statFields);
      await callAsPromise(binding.fstat, [this.fd, big, values]);
      return getStatsFromBinding(values);
    });
  }

  truncate(length = 0) {
    return whileOpen(this, 'ftruncate', () => {
      validateInteger(length, 'len');
      return callAsPromise(binding.ftruncate, [this.fd, Math.max(0, length)]);
    });
  }

  utimes(atime, mtime) {
    return whileOpen(this, 'futimes', () => callAsPromise(binding.futimes, [
      this.fd, toUnixTimestamp(atime, 'atime'), toUnixTimestamp(mtime, 'mtime'),
    ]));
  }

  write(buffer, offset, length, position) {
    return whileOpen(this, 'write', () => write(this, buffer, offset, length, position));
  }

  writev(buffers, position) {
    return whileOpen(this, 'writev', async () => {
      validateBufferArray(buffers);
      const at = typeof position === 'number' ? position : -1;
      const bytesWritten = buffers.length === 0 ? 0 :
        await callAsPromise(binding.writev, [this.fd, buffers, at]);
      return { __proto__: null, bytesWritten, buffers };
    });
  }

  writeFile(data, options) {
    return whileOpen(this, 'writeFile', () => writeToHandle(this, data, getOptions(options, kWriteDefaults)));
  }

  /**
   * Closes the file when all that is under way has ended.
   * @returns {Promise<void>}
   */
  close = () => {
    if (this[kFd] === -1) return Promise.resolve();
    if (this[kClosePromise]) return this[kClosePromise];
    this[kRefs]--;
    if (this[kRefs] === 0) {
      this[kClosePromise] = closeNow(this).finally(() => {
        this[kClosePromise] = undefined;
      });
    } else {
      this[kClosePromise] = new Promise((resolve, reject) => {
        this[kCloseResolve] = resolve;
        this[kCloseReject] = reject;
      }).finally(() => {
        this[kClosePromise] = undefined;
        this[kCloseReject] = undefined;
        this[kCloseResolve] = undefined;
      });
    }
    this.emit('close');
    return this[kClosePromise];
  };

  async [Symbol.asyncDispose]() {
    await this.close();
  }

  /**
   * The file as a byte stream.
   * @param {{autoClose?: boolean}} [options]
   * @returns {ReadableStream}
   */
  readableWebStream(options = kEmptyObject) {
    if (this[kFd] === -1) throw new codes.ERR_INVALID_STATE('The FileHandle is closed');
    if (this[kClosePromise]) throw new codes.ERR_INVALID_STATE('The FileHandle is closing');
    if (this[kLocked]) throw new codes.ERR_INVALID_STATE('The FileHandle is locked');
    this[kLocked] = true;
    validateObject(options, 'options');
    const { autoClose = false, type = 'bytes' } = options;
    require('../validators').validateBoolean(autoClose, 'options.autoClose');
    if (type !== 'bytes') {
      process.emitWarning(
        'A non-"bytes" options.type has no effect. A byte-oriented stream is always created.',
        'ExperimentalWarning');
    }
    const finish = async () => {
      this[kUnref]();
      if (autoClose) await this.close();
    };
    const { ReadableStream } = require('../../stream/web');
    const stream = new ReadableStream({
      type: 'bytes',
      autoAllocateChunkSize: 16384,
      pull: async (controller) => {
        const { view } = controller.byobRequest;
        const { bytesRead } = await this.read(view, view.byteOffset, view.byteLength);
        if (bytesRead === 0) {
          controller.close();
          await finish();
        }
        controller.byobRequest.respond(bytesRead);
      },
      cancel: finish,
    });
    this[kRef]();
    this.once('close', () => {
      if (!stream.locked) stream.cancel().catch(() => {});
    });
    return stream;
  }

  createReadStream(options = undefined) {
    const { ReadStream } = require('./streams');
    return new ReadStream(undefined, { ...options, fd: this });
  }

  createWriteStream(options = undefined) {
    const { WriteStream } = require('./streams');
    return new WriteStream(undefined, { ...options, fd: this });
  }

  [kRef]() {
    this[kRefs]++;
  }

  [kUnref]() {
    this[kRefs]--;
    if (this[kRefs] === 0) closeNow(this).then(this[kCloseResolve], this[kCloseReject]);
  }
}

function closeNow(handle) {
  const fd = handle[kFd];
  handle[kFd] = -1;
  forgotten.unregister(handle);
  return callAsPromise(binding.close, [fd]);
}

async function read(handle, bufferOrParams, offset, length, position) {
  let buffer = bufferOrParams;
  if (!isArrayBufferView(buffer)) {
    if (bufferOrParams !== undefined) {
      validateObject(bufferOrParams, 'options', kValidateObjectAllowNullable);
    }
    ({
      buffer = require('../../buffer').Buffer.alloc(16384),
      offset = 0, length = buffer.byteLength - offset, position = null,
    } = bufferOrParams ?? kEmptyObject);
    validateBuffer(buffer);
  }
  if (offset !== null && typeof offset === 'object') {
    validateObject(offset, 'options', kValidateObjectAllowNullable);
    ({ offset = 0, length = buffer.byteLength - offset, position = null } = offset);
  }
  if (offset == null) offset = 0;
  else validateInteger(offset, 'offset', 0);
  length ??= buffer.byteLength - offset;
  if (length === 0) return { __proto__: null, bytesRead: length, buffer };
  if (buffer.byteLength === 0) {
    throw new codes.ERR_INVALID_ARG_VALUE('buffer', buffer, 'is empty and cannot be written');
  }
  validateOffsetLengthRead(offset, length, buffer.byteLength);
  if (position == null) position = -1;
  else validatePosition(position, 'position', length);
  const bytesRead = await callAsPromise(
    binding.read, [handle.fd, buffer, offset, length, position]) || 0;
  return { __proto__: null, bytesRead, buffer };
}

async function write(handle, buffer, offsetOrOptions, length, position) {
  if (buffer?.byteLength === 0) return { __proto__: null, bytesWritten: 0, buffer };
  let offset = offsetOrOptions;
  if (isArrayBufferView(buffer)) {
    if (typeof offset === 'object') {
      ({ offset = 0, length = buffer.byteLength - offset, position = null } =
        offsetOrOptions ?? kEmptyObject);
    }
    if (offset == null) offset = 0;
    else validateInteger(offset, 'offset', 0);
    if (typeof length !== 'number') length = buffer.byteLength - offset;
    if (typeof position !== 'number') position = -1;
    validateOffsetLengthWrite(offset, length, buffer.byteLength);
    const bytesWritten = await callAsPromise(
      binding.write, [handle.fd, buffer, offset, length, position]) || 0;
    return { __proto__: null, bytesWritten, buffer };
  }
  validateStringAfterArrayBufferView(buffer, 'buffer');
  require('../validators').validateEncoding(buffer, length);
  const bytes = require('../../buffer').Buffer.from(buffer, length ?? 'utf8');
  const at = typeof offset === 'number' ? offset : -1;
  const bytesWritten = await callAsPromise(
    binding.write, [handle.fd, bytes, 0, bytes.length, at]) || 0;
  return { __proto__: null, bytesWritten, buffer };
}

/** Whether data is to be written piece by piece. */
function isChunked(data) {
  return data !== null && typeof data === 'object' && !isArrayBufferView(data) &&
    (typeof data[Symbol.asyncIterator] === 'function' || typeof data[Symbol.iterator] === 'function');
}

async function writeToHandle(handle, data, options) {
  const { encoding, signal } = options;
  if (!isChunked(data)) return writeFilePromise(handle.fd, data, options);
  if (signal?.aborted) throw abortError(signal);
  const { Buffer } = require('../../buffer');
  for await (const chunk of data) {
    if (signal?.aborted) throw abortError(signal);
    if (!isArrayBufferView(chunk) && typeof chunk !== 'string') {
      throw new codes.ERR_INVALID_ARG_TYPE(
        'data', ['string', 'Buffer', 'TypedArray', 'DataView'], chunk);
    }
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk, encoding || 'utf8') : chunk;
    await callAsPromise(binding.writeFileFd, [handle.fd, bytes, false]);
  }
  return undefined;
}

module.exports = { FileHandle, isChunked, kRef, kUnref, whileOpen, writeToHandle };
