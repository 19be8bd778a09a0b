'use strict';

// `FileHandle`: an open file of fs.promises.

const EventEmitter = require('../../events');
const { codes } = require('../errors');
const { kEmptyObject } = require('../util');
const { isArrayBufferView } = require('../util/types');
const validators = require('../validators');
const { kDeserialize, kTransfer } = require('../worker/js_transferable');
const { callAsPromise } = require('./operation');
const { kReadDefaults, kWriteDefaults, readFilePromise, writeFilePromise } = require('./contents');
const { partToRead, partToWrite, positionOrCurrent } = require('./parts');
const utils = require('./utils');

const binding = internalBinding('fs');
const { abortError, getOptions, validateBufferArray } = utils;
const { validateInteger, validateObject } = validators;

// What is under way with a file holds it open: it calls the first when it begins and the second when it ends.
const kRef = Symbol('kRef');
const kUnref = Symbol('kUnref');

const CHUNK_SIZE = 16 * 1024;

/** @type {(value: any) => boolean} */
let isFileHandle;

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
  if (!isFileHandle(handle)) throw new codes.ERR_INTERNAL_ASSERTION('handle must be an instance of FileHandle');
  if (handle.fd === -1) throw Object.assign(new Error('file closed'), { code: 'EBADF', syscall });
  handle[kRef]();
  try {
    return await work();
  } finally {
    handle[kUnref]();
  }
}

class FileHandle extends EventEmitter {
  #fd;
  // Its owner, until `close` is called, and what is under way.
  #users = 1;
  /** @type {null | ReturnType<typeof Promise.withResolvers>} */
  #closing = null;
  #hasWebStream = false;

  static {
    isFileHandle = (value) => typeof value === 'object' && value !== null && #fd in value;
  }

  constructor(fd = -1) {
    super();
    this.#fd = fd ?? -1;
    if (this.#fd >= 0) forgotten.register(this, this.#fd, this);
  }

  getAsyncId() {
    return 0;
  }

  get fd() {
    return this.#fd;
  }

  appendFile(data, options) {
    return whileOpen(this, 'writeFile', () => writeToHandle(this, data, getOptions(options, kWriteDefaults)));
  }

  chmod(mode) {
    return whileOpen(this, 'fchmod', () => {
      const bits = validators.parseFileMode(mode, 'mode');
      return callAsPromise(binding.fchmod, [this.#fd, bits]);
    });
  }

  chown(uid, gid) {
    return whileOpen(this, 'fchown', () => {
      const most = utils.constants.kMaxUserId;
      validateInteger(uid, 'uid', -1, most);
      validateInteger(gid, 'gid', -1, most);
      return callAsPromise(binding.fchown, [this.#fd, uid, gid]);
    });
  }

  datasync() {
    return whileOpen(this, 'fdatasync', () => callAsPromise(binding.fdatasync, [this.#fd]));
  }

  sync() {
    return whileOpen(this, 'fsync', () => callAsPromise(binding.fsync, [this.#fd]));
  }

  read(buffer, offset, length, position) {
    return whileOpen(this, 'read', () => read(this, buffer, offset, length, position));
  }

  readv(buffers, position) {
    return whileOpen(this, 'readv', async () => {
      validateBufferArray(buffers);
      const bytesRead = await callAsPromise(binding.readv, [this.#fd, buffers, positionOrCurrent(position)]);
      return { __proto__: null, bytesRead, buffers };
    });
  }

  readFile(options) {
    return whileOpen(this, 'readFile', () => readFilePromise(this.#fd, getOptions(options, kReadDefaults)));
  }

  readLines(options = undefined) {
    const { createInterface } = require('../../readline');
    return createInterface({ input: this.createReadStream(options), crlfDelay: Infinity });
  }

  stat(options) {
    return whileOpen(this, 'fstat', async () => {
      const big = options?.bigint === true;
      const values = new (big ? BigInt64Array : Float64Array)(binding.statFields);
      await callAsPromise(binding.fstat, [this.#fd, big, values]);
      return utils.getStatsFromBinding(values);
    });
  }

  truncate(length = 0) {
    return whileOpen(this, 'ftruncate', () => {
      validateInteger(length, 'len');
      return callAsPromise(binding.ftruncate, [this.#fd, Math.max(0, length)]);
    });
  }

  utimes(atime, mtime) {
    return whileOpen(this, 'futimes', () => callAsPromise(binding.futimes, [
      this.#fd, utils.toUnixTimestamp(atime, 'atime'), utils.toUnixTimestamp(mtime, 'mtime'),
    ]));
  }

  write(buffer, offset, length, position) {
    return whileOpen(this, 'write', () => write(this, buffer, offset, length, position));
  }

  writev(buffers, position) {
    return whileOpen(this, 'writev', async () => {
      validateBufferArray(buffers);
      const bytesWritten = buffers.length > 0 ?
        await callAsPromise(binding.writev, [this.#fd, buffers, positionOrCurrent(position)]) :
        0;
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
    if (this.#fd === -1) return Promise.resolve();
    if (this.#closing === null) {
      this.#closing = Promise.withResolvers();
      this[kUnref]();
      this.emit('close');
    }
    return this.#closing.promise;
  };

  async [Symbol.asyncDispose]() {
    await this.close();
  }

  /** The descriptor changes its owner: a message takes it along. */
  [kTransfer]() {
    if (this.#users > 1 || this.#closing !== null) {
      const { DOMException } = require('../domexception');
      throw new DOMException('Cannot transfer FileHandle while in use', 'DataCloneError');
    }
    const fd = this.#fd;
    this.#fd = -1;
    forgotten.unregister(this);
    return { data: { fd }, deserializeInfo: 'internal/fs/file_handle:FileHandle' };
  }

  [kDeserialize]({ fd }) {
    this.#fd = fd;
    if (fd >= 0) forgotten.register(this, fd, this);
  }

  [kRef]() {
    this.#users++;
  }

  [kUnref]() {
    if (--this.#users > 0) return;
    const fd = this.#fd;
    this.#fd = -1;
    forgotten.unregister(this);
    this.#closing.resolve(callAsPromise(binding.close, [fd]));
  }

  /**
   * The file as a byte stream.
   * @param {{autoClose?: boolean}} [options]
   * @returns {ReadableStream}
   */
  readableWebStream(options = kEmptyObject) {
    const obstacle = this.#fd === -1 ? 'closed' : this.#closing ? 'closing' : this.#hasWebStream && 'locked';
    if (obstacle) throw new codes.ERR_INVALID_STATE(`The FileHandle is ${obstacle}`);
    this.#hasWebStream = true;
    validateObject(options, 'options');
    const { autoClose = false, type = 'bytes' } = options;
    validators.validateBoolean(autoClose, 'options.autoClose');
    if (type !== 'bytes') {
      process.emitWarning(
        'A non-"bytes" options.type has no effect. A byte-oriented steam is always created.',
        'ExperimentalWarning');
    }
    const { ReadableStream } = require('../../stream/web');
    const stream = new ReadableStream(new ByteSource(this, autoClose));
    this[kRef]();
    const { cancelStream } = require('../webstreams/readable_ops');
    // Also under the hands of a reader: there is nothing left to read.
    this.once('close', () => {
      cancelStream(stream).catch(() => {});
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

}

/** Gives the bytes of a file to a ReadableStream, which holds the file open. */
class ByteSource {
  type = 'bytes';
  autoAllocateChunkSize = CHUNK_SIZE;

  constructor(handle, autoClose) {
    this.handle = handle;
    this.autoClose = autoClose;
  }

  async pull(controller) {
    const request = controller.byobRequest;
    const { bytesRead } = await readInto(this.handle, request.view, 0, request.view.byteLength, null);
    if (bytesRead === 0) {
      controller.close();
      await this.cancel();
    }
    request.respond(bytesRead);
  }

  async cancel() {
    this.handle[kUnref]();
    if (this.autoClose) await this.handle.close();
  }
}

/** `read(buffer, offset, length, position)`, `read(buffer, options)` or `read(options)` */
function read(handle, buffer, offset, length, position) {
  if (isArrayBufferView(buffer)) {
    return typeof offset === 'object' && offset !== null ?
      readAsAsked(handle, buffer, offset) :
      readInto(handle, buffer, offset, length, position);
  }
  const options = buffer === undefined ? kEmptyObject : buffer;
  validateObject(options, 'options', validators.kValidateObjectAllowNullable);
  const own = options?.buffer;
  if (own !== undefined) validators.validateBuffer(own);
  return readAsAsked(handle, own ?? require('../../buffer').Buffer.alloc(CHUNK_SIZE), options ?? kEmptyObject);
}

function readAsAsked(handle, buffer, options) {
  validateObject(options, 'options');
  return readInto(handle, buffer, options.offset, options.length, options.position);
}

async function readInto(handle, buffer, offset, length, position) {
  const part = partToRead(buffer, offset, length ?? buffer.byteLength - (offset ?? 0), position);
  const bytesRead = part.length === 0 ? 0 :
    await callAsPromise(binding.read, [handle.fd, buffer, part.offset, part.length, part.position]);
  return { __proto__: null, bytesRead: bytesRead || 0, buffer };
}

/** `write(buffer, offset, length, position)`, `write(buffer, options)` or `write(string, position, encoding)` */
async function write(handle, data, offsetOrPosition, lengthOrEncoding, position) {
  let bytesWritten = 0;
  if (isArrayBufferView(data)) {
    if (data.byteLength > 0) {
      const part = partToWrite(data, offsetOrPosition, lengthOrEncoding, position);
      bytesWritten = await callAsPromise(binding.write, [handle.fd, data, part.offset, part.length, part.position]);
    }
  } else if (data?.byteLength !== 0) {
    utils.validateStringAfterArrayBufferView(data, 'buffer');
    validators.validateEncoding(data, lengthOrEncoding);
    const bytes = require('../../buffer').Buffer.from(data, lengthOrEncoding ?? 'utf8');
    bytesWritten = await callAsPromise(
      binding.write, [handle.fd, bytes, 0, bytes.length, positionOrCurrent(offsetOrPosition)]);
  }
  return { __proto__: null, bytesWritten: bytesWritten || 0, buffer: data };
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

module.exports = { FileHandle, isChunked, kRef, kUnref, writeToHandle };
