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

const kFs = Symbol('kFs');
const kHandle = Symbol('kHandle');
const kIoDone = Symbol('kIoDone');
const kIsPerformingIO = Symbol('kIsPerformingIO');

const kHighWaterMark = 64 * 1024;
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
  return copy;
}

/** Takes the descriptor out of the options: a number or a FileHandle. */
function importFd(stream, options) {
  if (typeof options.fd === 'number') {
    stream[kFs] = options.fs || fs;
    return getValidatedFd(options.fd);
  }
  const { FileHandle, kRef } = require('./file_handle');
  if (options.fd instanceof FileHandle) {
    if (options.fs) throw new codes.ERR_METHOD_NOT_IMPLEMENTED('FileHandle with fs');
    stream[kHandle] = options.fd;
    stream[kFs] = fileHandleOperations(options.fd);
    options.fd[kRef]();
    options.fd.on('close', stream.close.bind(stream));
    return options.fd.fd;
  }
  throw new codes.ERR_INVALID_ARG_TYPE('options.fd', ['number', 'FileHandle'], options.fd);
}

function construct(callback) {
  const stream = this;
  if (typeof stream.fd === 'number') {
    callback();
    return;
  }
  if (stream.open !== openWriteFs && stream.open !== openReadFs) {
    constructPatched(stream, callback);
    return;
  }
  stream[kFs].open(stream.path, stream.flags, stream.mode, (error, fd) => {
    if (error) {
      callback(error);
      return;
    }
    stream.fd = fd;
    callback();
    stream.emit('open', stream.fd);
    stream.emit('ready');
  });
}

/** Programs that replaced `open` (graceful-fs) report through events. */
function constructPatched(stream, callback) {
  const emit = stream.emit;
  stream.emit = function(...args) {
    if (args[0] === 'open') {
      this.emit = emit;
      callback();
      Reflect.apply(emit, this, args);
    } else if (args[0] === 'error') {
      this.emit = emit;
      callback(args[1]);
    } else {
      Reflect.apply(emit, this, args);
    }
  };
  stream.open();
}

function closeStream(stream, error, callback) {
  // Opening it failed: there is nothing to close.
  if (stream.fd === null || stream.fd === undefined) {
    callback(error);
    return;
  }
  stream[kFs].close(stream.fd, (closeError) => callback(closeError || error));
  stream.fd = null;
}

function closeAfterIo(stream, error, callback) {
  if (stream[kIsPerformingIO]) {
    stream.once(kIoDone, (ioError) => closeStream(stream, error || ioError, callback));
  } else {
    closeStream(stream, error, callback);
  }
}

function validateFsFunctions(stream, names) {
  for (const name of names) validateFunction(stream[kFs][name], `options.fs.${name}`);
}

function inspectPrototype(constructor, Base) {
  Object.setPrototypeOf(constructor.prototype, Base.prototype);
  Object.setPrototypeOf(constructor, Base);
}

/**
 * @param {string|Buffer|URL} path
 * @param {string|object} [options]
 */
function ReadStream(path, options) {
  if (!(this instanceof ReadStream)) return new ReadStream(path, options);
  options = copyOptions(getOptions(options, kEmptyObject));
  options.highWaterMark ??= kHighWaterMark;
  options.autoDestroy = options.autoClose === undefined ? true : options.autoClose;

  if (options.fd == null) {
    this.fd = null;
    this[kFs] = options.fs || fs;
    validateFunction(this[kFs].open, 'options.fs.open');
    this.path = getValidatedPath(path);
    this.flags = options.flags === undefined ? 'r' : options.flags;
    this.mode = options.mode === undefined ? 0o666 : options.mode;
  } else {
    this.fd = importFd(this, options);
  }
  // A stream that closes itself needs close; any needs read.
  if (options.autoDestroy) validateFsFunctions(this, ['close']);
  validateFsFunctions(this, ['read']);

  this.start = options.start;
  this.end = options.end ?? Infinity;
  this.pos = undefined;
  this.bytesRead = 0;
  this[kIsPerformingIO] = false;

  if (this.start !== undefined) {
    validateInteger(this.start, 'start', 0);
    this.pos = this.start;
  }
  if (this.end !== Infinity) {
    validateInteger(this.end, 'end', 0);
    if (this.start !== undefined && this.start > this.end) {
      throw new codes.ERR_OUT_OF_RANGE('start', `<= "end" (here: ${this.end})`, this.start);
    }
  }
  Reflect.apply(Readable, this, [options]);
  if (options.encoding) this.setEncoding(options.encoding);
}
inspectPrototype(ReadStream, Readable);

Object.defineProperty(ReadStream.prototype, 'autoClose', {
  __proto__: null,
  get() {
    if (this?.fd === undefined) throw new codes.ERR_INVALID_THIS('ReadStream');
    return this._readableState.autoDestroy;
  },
  set(value) {
    this._readableState.autoDestroy = value;
  },
});

const openReadFs = deprecate(function() {
  // The stream opens itself.
}, 'ReadStream.prototype.open() is deprecated', 'DEP0135');
ReadStream.prototype.open = openReadFs;
ReadStream.prototype._construct = construct;

ReadStream.prototype._read = function(n) {
  n = this.pos !== undefined ? Math.min(this.end - this.pos + 1, n) :
    Math.min(this.end - this.bytesRead + 1, n);
  if (n <= 0) {
    this.push(null);
    return;
  }
  const buffer = Buffer.allocUnsafeSlow(n);
  this[kIsPerformingIO] = true;
  this[kFs].read(this.fd, buffer, 0, n, this.pos, (error, bytesRead, read) => {
    this[kIsPerformingIO] = false;
    // A stream that was destroyed meanwhile waits for this.
    if (this.destroyed) {
      this.emit(kIoDone, error);
      return;
    }
    if (error) {
      errorOrDestroy(this, error);
    } else if (bytesRead > 0) {
      if (this.pos !== undefined) this.pos += bytesRead;
      this.bytesRead += bytesRead;
      // A short read must not keep the memory of a long one.
      this.push(bytesRead === read.length ? read :
        Buffer.from(Uint8Array.prototype.slice.call(read, 0, bytesRead).buffer));
    } else {
      this.push(null);
    }
  });
};

ReadStream.prototype._destroy = function(error, callback) {
  closeAfterIo(this, error, callback);
};

ReadStream.prototype.close = function(callback) {
  if (typeof callback === 'function') finished(this, callback);
  this.destroy();
};

Object.defineProperty(ReadStream.prototype, 'pending', {
  __proto__: null,
  get() {
    return this.fd === null;
  },
  configurable: true,
});

/**
 * @param {string|Buffer|URL} path
 * @param {string|object} [options]
 */
function WriteStream(path, options) {
  if (!(this instanceof WriteStream)) return new WriteStream(path, options);
  options = copyOptions(getOptions(options, kEmptyObject));
  options.decodeStrings = true;
  options.autoDestroy = options.autoClose === undefined ? true : options.autoClose;

  if (options.fd == null) {
    this.fd = null;
    this[kFs] = options.fs || fs;
    validateFunction(this[kFs].open, 'options.fs.open');
    this.path = getValidatedPath(path);
    this.flags = options.flags === undefined ? 'w' : options.flags;
    this.mode = options.mode === undefined ? 0o666 : options.mode;
  } else {
    this.fd = importFd(this, options);
  }
  if (options.autoDestroy) validateFsFunctions(this, ['close']);
  // Either of the two will do.
  if (!this[kFs].write && !this[kFs].writev) {
    throw new codes.ERR_INVALID_ARG_TYPE('options.fs.write', 'function', this[kFs].write);
  }
  if (this[kFs].write) validateFsFunctions(this, ['write']);
  if (this[kFs].writev) validateFsFunctions(this, ['writev']);
  if (options.flush != null) validateBoolean(options.flush, 'options.flush');
  this.flush = options.flush ?? false;
  if (this.flush) validateFsFunctions(this, ['fsync']);
  if (!this[kFs].write) this._write = null;
  if (!this[kFs].writev) this._writev = null;

  this.start = options.start;
  this.pos = undefined;
  this.bytesWritten = 0;
  this[kIsPerformingIO] = false;
  if (this.start !== undefined) {
    validateInteger(this.start, 'start', 0);
    this.pos = this.start;
  }
  options.highWaterMark ??= kHighWaterMark;
  Reflect.apply(Writable, this, [options]);
  if (options.encoding) this.setDefaultEncoding(options.encoding);
}
inspectPrototype(WriteStream, Writable);

Object.defineProperty(WriteStream.prototype, 'autoClose', {
  __proto__: null,
  get() {
    if (this?.fd === undefined) throw new codes.ERR_INVALID_THIS('WriteStream');
    return this._writableState.autoDestroy;
  },
  set(value) {
    this._writableState.autoDestroy = value;
  },
});

const openWriteFs = deprecate(function() {
  // The stream opens itself.
}, 'WriteStream.prototype.open() is deprecated', 'DEP0135');
WriteStream.prototype.open = openWriteFs;
WriteStream.prototype._construct = construct;

/** Writes until everything is out; the kernel may take less than it is given. */
function writeAll(stream, data, length, position, callback, retries = 0) {
  stream[kFs].write(stream.fd, data, 0, length, position, (error, written, buffer) => {
    if (error?.code === 'EAGAIN') {
      error = null;
      written = 0;
    }
    if (stream.destroyed || error) {
      callback(error || new codes.ERR_STREAM_DESTROYED('write'));
      return;
    }
    stream.bytesWritten += written;
    retries = written ? 0 : retries + 1;
    const left = length - written;
    if (retries > kMaxRetries) {
      callback(new Error('write failed'));
    } else if (left > 0) {
      const rest = buffer.subarray(written);
      const next = position === undefined ? position : position + written;
      writeAll(stream, rest, left, next, callback, retries);
    } else {
      callback();
    }
  });
}

function writevAll(stream, chunks, size, position, callback, retries = 0) {
  stream[kFs].writev(stream.fd, chunks, position ?? null, (error, written, buffers) => {
    if (error?.code === 'EAGAIN') {
      error = null;
      written = 0;
    }
    if (stream.destroyed || error) {
      callback(error || new codes.ERR_STREAM_DESTROYED('writev'));
      return;
    }
    stream.bytesWritten += written;
    retries = written ? 0 : retries + 1;
    const left = size - written;
    if (retries > kMaxRetries) {
      callback(new Error('writev failed'));
    } else if (left > 0) {
      const rest = [Buffer.concat(buffers).subarray(written)];
      const next = position === undefined ? position : position + written;
      writevAll(stream, rest, left, next, callback, retries);
    } else {
      callback();
    }
  });
}

function ioDone(stream, callback) {
  return (error) => {
    stream[kIsPerformingIO] = false;
    if (stream.destroyed) {
      callback(error);
      stream.emit(kIoDone, error);
      return;
    }
    callback(error);
  };
}

WriteStream.prototype._write = function(data, encoding, callback) {
  this[kIsPerformingIO] = true;
  writeAll(this, data, data.length, this.pos, ioDone(this, callback));
  if (this.pos !== undefined) this.pos += data.length;
};

WriteStream.prototype._writev = function(data, callback) {
  const chunks = new Array(data.length);
  let size = 0;
  for (let i = 0; i < data.length; i++) {
    chunks[i] = data[i].chunk;
    size += chunks[i].length;
  }
  this[kIsPerformingIO] = true;
  writevAll(this, chunks, size, this.pos, ioDone(this, callback));
  if (this.pos !== undefined) this.pos += size;
};

WriteStream.prototype._destroy = function(error, callback) {
  if (!this.flush || error || this.fd === null) {
    closeAfterIo(this, error, callback);
    return;
  }
  this[kFs].fsync(this.fd, (flushError) => closeAfterIo(this, error || flushError, callback));
};

WriteStream.prototype.close = function(callback) {
  if (callback) {
    if (this.closed) {
      process.nextTick(callback);
      return;
    }
    this.on('close', callback);
  }
  // Nobody else will destroy it.
  if (!this.autoClose) this.on('finish', this.destroy);
  this.end();
};

// There is no half-open file.
WriteStream.prototype.destroySoon = WriteStream.prototype.end;

Object.defineProperty(WriteStream.prototype, 'pending', {
  __proto__: null,
  get() {
    return this.fd === null;
  },
  configurable: true,
});

module.exports = {
  FileReadStream: ReadStream, FileWriteStream: WriteStream, ReadStream, WriteStream, kFs, kHandle,
};
