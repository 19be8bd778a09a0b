'use strict';

// `fs.ReadStream` and `fs.WriteStream`.

const { codes } = require('../errors');
const { deprecate, kEmptyObject } = require('../util');
const { validateBoolean, validateFunction, validateInteger } = require('../validators');
const { Readable, Writable, finished } = require('../../stream');
const { Buffer } = require('../../buffer');
const fs = require('../../fs');
const { errorOrDestroy } = require('../streams/destroy');
const { getOptions, getValidatedFd, getValidatedPath } = require('./utils');

/** The functions a stream works with: those of `fs`, of `options.fs`, or a FileHandle's. */
const kFs = Symbol('kFs');
/** The FileHandle, where there is one. */
const kHandle = Symbol('kHandle');
/** Whether a call is under way, and the event that tells a destroyed stream that it ended. */
const kIsPerformingIO = Symbol('kIsPerformingIO');
const kIoDone = Symbol('kIoDone');

const kDefaultHighWaterMark = 2 ** 16;
/** How often in a row a write may get rid of nothing. */
const kMaxRetries = 5;

/** What a stream calls when its descriptor is a FileHandle. */
function fileHandleOperations(handle) {
  const { kUnref } = require('./file_handle');
  return {
    open() {
      throw new codes.ERR_METHOD_NOT_IMPLEMENTED('open()');
    },
    close(fd, callback) {
      handle[kUnref]();
      handle.close().then(() => callback(), callback);
    },
    fsync(fd, callback) {
      handle.sync().then(() => callback(), callback);
    },
    read(fd, buffer, offset, length, position, callback) {
      handle.read(buffer, offset, length, position).then(
        (result) => callback(null, result.bytesRead, result.buffer),
        (error) => callback(error, 0, buffer));
    },
    write(fd, buffer, offset, length, position, callback) {
      handle.write(buffer, offset, length, position).then(
        (result) => callback(null, result.bytesWritten, result.buffer),
        (error) => callback(error, 0, buffer));
    },
    writev(fd, buffers, position, callback) {
      handle.writev(buffers, position).then(
        (result) => callback(null, result.bytesWritten, result.buffers),
        (error) => callback(error, 0, buffers));
    },
  };
}

/** Inherited options count too. */
function copyOptions(options) {
  const copy = {};
  for (const name in options) copy[name] = options[name];
  const { autoClose = true } = copy;
  copy.autoDestroy = autoClose;
  return copy;
}

/** Uses a descriptor that is open already: a number or a FileHandle. Returns the number. */
function takeDescriptor(stream, { fd, fs: given }) {
  if (typeof fd === 'number') {
    stream[kFs] = given || fs;
    return getValidatedFd(fd);
  }
  const { FileHandle, kRef } = require('./file_handle');
  if (!(fd instanceof FileHandle)) {
    throw new codes.ERR_INVALID_ARG_TYPE('options.fd', ['number', 'FileHandle'], fd);
  }
  if (given) throw new codes.ERR_METHOD_NOT_IMPLEMENTED('FileHandle with fs');
  stream[kHandle] = fd;
  stream[kFs] = fileHandleOperations(fd);
  fd[kRef]();
  fd.on('close', stream.close.bind(stream));
  return fd.fd;
}

/** Keeps what it takes to open the file, or the descriptor of one that is open. */
function attachFile(stream, path, options, defaultFlags) {
  if (options.fd !== undefined && options.fd !== null) {
    stream.fd = takeDescriptor(stream, options);
  } else {
    const { flags = defaultFlags, mode = 0o666 } = options;
    stream.fd = null;
    stream[kFs] = options.fs || fs;
    requireOperation(stream, 'open');
    stream.path = getValidatedPath(path);
    stream.flags = flags;
    stream.mode = mode;
  }
  if (options.autoDestroy) requireOperation(stream, 'close');
}

function requireOperation(stream, name) {
  validateFunction(stream[kFs][name], `options.fs.${name}`);
}

/** Where to begin; without it the file's own position counts. */
function setStart(stream, start) {
  stream.pos = start;
  if (start !== undefined) validateInteger(start, 'start', 0);
}

function _construct(callback) {
  if (typeof this.fd === 'number') callback();
  else if (this.open === openToRead || this.open === openToWrite) openFile(this, callback);
  else openByEvents(this, callback);
}

function openFile(stream, callback) {
  const { path, flags, mode } = stream;
  stream[kFs].open(path, flags, mode, (error, fd) => {
    if (error) return callback(error);
    stream.fd = fd;
    callback();
    stream.emit('open', fd);
    return stream.emit('ready');
  });
}

/** Programs that replaced `open` (graceful-fs) report through events. */
function openByEvents(stream, callback) {
  const { emit } = stream;
  stream.emit = function(...event) {
    const [name, detail] = event;
    const failed = name === 'error';
    if (failed || name === 'open') {
      stream.emit = emit;
      callback(failed ? detail : undefined);
    }
    // The failure is the stream's to tell.
    if (!failed) Reflect.apply(emit, this, event);
  };
  stream.open();
}

function closeFile(stream, error, callback) {
  const { fd } = stream;
  // Opening it failed: there is nothing to close.
  if (fd === undefined || fd === null) {
    callback(error);
    return;
  }
  stream[kFs].close(fd, (closeError) => callback(closeError || error));
  stream.fd = null;
}

function closeAfterIo(stream, error, callback) {
  if (!stream[kIsPerformingIO]) closeFile(stream, error, callback);
  else stream.once(kIoDone, (ioError) => closeFile(stream, error || ioError, callback));
}

function deprecatedOpen(name) {
  // The stream opens itself.
  return deprecate(function() {}, `${name}.prototype.open() is deprecated`, 'DEP0135');
}

const openToRead = deprecatedOpen('ReadStream');
const openToWrite = deprecatedOpen('WriteStream');

/** Makes `constructor` a kind of `Base`, with the methods in the given order and what all file streams have. */
function extend(constructor, Base, stateName, methods) {
  const { prototype } = constructor;
  Object.setPrototypeOf(constructor, Base);
  Object.setPrototypeOf(prototype, Base.prototype);
  Object.defineProperty(prototype, 'autoClose', {
    __proto__: null,
    get() {
      if (this?.fd !== undefined) return this[stateName].autoDestroy;
      throw new codes.ERR_INVALID_THIS(constructor.name);
    },
    set(value) {
      this[stateName].autoDestroy = value;
    },
  });
  Object.assign(prototype, methods);
  Object.defineProperty(prototype, 'pending', {
    __proto__: null,
    configurable: true,
    get() {
      return this.fd === null;
    },
  });
}

/**
 * @param {string|Buffer|URL} path
 * @param {string|object} [options]
 */
function ReadStream(path, options) {
  if (!(this instanceof ReadStream)) return new ReadStream(path, options);
  const settings = copyOptions(getOptions(options, kEmptyObject));
  const { start, encoding } = settings;
  settings.highWaterMark ??= kDefaultHighWaterMark;
  attachFile(this, path, settings, 'r');
  requireOperation(this, 'read');

  this.start = start;
  this.end = settings.end ?? Infinity;
  setStart(this, start);
  this.bytesRead = 0;
  this[kIsPerformingIO] = false;
  if (this.end !== Infinity) checkEnd(start, this.end);

  Readable.call(this, settings);
  if (encoding) this.setEncoding(encoding);
}

function checkEnd(start, end) {
  validateInteger(end, 'end', 0);
  if (start !== undefined && start > end) {
    throw new codes.ERR_OUT_OF_RANGE('start', `<= "end" (here: ${end})`, start);
  }
}

extend(ReadStream, Readable, '_readableState', {
  open: openToRead,
  _construct,

  _read(size) {
    const next = this.pos ?? this.bytesRead;
    const length = Math.min(size, this.end - next + 1);
    if (length <= 0) {
      this.push(null);
      return;
    }
    const memory = Buffer.allocUnsafeSlow(length);
    this[kIsPerformingIO] = true;
    this[kFs].read(this.fd, memory, 0, length, this.pos, (error, bytesRead, filled) => {
      this[kIsPerformingIO] = false;
      if (this.destroyed) this.emit(kIoDone, error); // it waits for this
      else if (error) errorOrDestroy(this, error);
      else pushRead(this, filled, bytesRead);
    });
  },

  _destroy(error, callback) {
    closeAfterIo(this, error, callback);
  },

  close(callback) {
    if (typeof callback === 'function') finished(this, callback);
    this.destroy();
  },
});

function pushRead(stream, memory, length) {
  if (length <= 0) {
    stream.push(null);
    return;
  }
  stream.bytesRead += length;
  if (stream.pos !== undefined) stream.pos += length;
  // A short read must not keep the memory of a long one.
  const isFull = length === memory.length;
  stream.push(isFull ? memory : Buffer.from(Uint8Array.prototype.slice.call(memory, 0, length).buffer));
}

/**
 * @param {string|Buffer|URL} path
 * @param {string|object} [options]
 */
function WriteStream(path, options) {
  if (!(this instanceof WriteStream)) return new WriteStream(path, options);
  const settings = copyOptions(getOptions(options, kEmptyObject));
  const { start, encoding } = settings;
  settings.decodeStrings = true;
  settings.highWaterMark ??= kDefaultHighWaterMark;
  attachFile(this, path, settings, 'w');
  checkWriteOperations(this, settings);

  this.start = start;
  setStart(this, start);
  this.bytesWritten = 0;
  this[kIsPerformingIO] = false;

  Writable.call(this, settings);
  if (encoding) this.setDefaultEncoding(encoding);
}

/** Either of `write` and `writev` will do; the stream then has only the method for it. */
function checkWriteOperations(stream, options) {
  const { write, writev } = stream[kFs];
  if (!(write || writev)) throw new codes.ERR_INVALID_ARG_TYPE('options.fs.write', 'function', write);
  if (write) requireOperation(stream, 'write');
  if (writev) requireOperation(stream, 'writev');
  const flush = options.flush ?? false;
  validateBoolean(flush, 'options.flush');
  stream.flush = flush;
  if (flush) requireOperation(stream, 'fsync');
  if (!write) stream._write = null;
  if (!writev) stream._writev = null;
}

/** What `_write` or `_writev` was given, until all of it is out: the kernel may take less than it is given. */
class PendingWrite {
  constructor(stream, operation, data, size, callback) {
    this.stream = stream;
    this.operation = operation;
    this.data = data;
    this.left = size;
    this.position = stream.pos;
    this.callback = callback;
    this.retries = 0;
    this.onWritten = (error, count) => this.take(error, count);
    stream[kIsPerformingIO] = true;
    if (stream.pos !== undefined) stream.pos += size;
    this.goOn();
  }

  goOn() {
    const { fd, [kFs]: operations } = this.stream;
    if (this.operation === 'write') operations.write(fd, this.data, 0, this.left, this.position, this.onWritten);
    else operations.writev(fd, this.data, this.position ?? null, this.onWritten);
  }

  take(error, count) {
    const mayRetry = error?.code === 'EAGAIN';
    if (error && !mayRetry) {
      this.end(error);
      return;
    }
    if (this.stream.destroyed) {
      this.end(new codes.ERR_STREAM_DESTROYED(this.operation));
      return;
    }
    const taken = mayRetry ? 0 : count;
    this.stream.bytesWritten += taken;
    this.left -= taken;
    this.retries = taken ? 0 : this.retries + 1;
    if (this.retries > kMaxRetries) {
      this.end(new Error(`${this.operation} failed`));
    } else if (this.left > 0) {
      if (taken > 0) this.skip(taken);
      this.goOn();
    } else {
      this.end();
    }
  }

  skip(count) {
    const { data } = this;
    this.data = Array.isArray(data) ? [Buffer.concat(data).subarray(count)] : data.subarray(count);
    if (this.position !== undefined) this.position += count;
  }

  end(error) {
    const { stream } = this;
    const isAwaited = stream.destroyed;
    stream[kIsPerformingIO] = false;
    this.callback(error);
    if (isAwaited) stream.emit(kIoDone, error);
  }
}

extend(WriteStream, Writable, '_writableState', {
  open: openToWrite,
  _construct,

  _write(data, encoding, callback) {
    new PendingWrite(this, 'write', data, data.length, callback);
  },

  _writev(entries, callback) {
    let size = 0;
    const chunks = entries.map(({ chunk }) => {
      size += chunk.length;
      return chunk;
    });
    new PendingWrite(this, 'writev', chunks, size, callback);
  },

  _destroy(error, callback) {
    const mustFlush = this.flush && !error && this.fd !== null;
    if (mustFlush) this[kFs].fsync(this.fd, (flushError) => closeAfterIo(this, flushError, callback));
    else closeAfterIo(this, error, callback);
  },

  close(callback) {
    if (callback && this.closed) {
      process.nextTick(callback);
      return;
    }
    if (callback) this.on('close', callback);
    // Nobody else will destroy it.
    if (!this.autoClose) this.on('finish', this.destroy);
    this.end();
  },

  // There is no half-open file.
  destroySoon: Writable.prototype.end,
});

module.exports = {
  FileReadStream: ReadStream, FileWriteStream: WriteStream, ReadStream, WriteStream,
};
