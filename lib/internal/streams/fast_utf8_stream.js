'use strict';

// A writer for logs: what comes in is gathered into chunks and one of them is under way at any time. It has `write`, `end` and
// the events of a stream but none of its machinery, as the package sonic-boom, whose behaviour Node.js took over.

const EventEmitter = require('../../events');
const fs = require('../../fs');
const path = require('../../path');
const { Buffer } = require('../../buffer');
const { ChunkQueue } = require('./chunk_queue');
const { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_INVALID_STATE, ERR_OPERATION_FAILED } =
  require('../errors').codes;
const {
  parseFileMode, validateBoolean, validateFunction, validateObject, validateOneOf, validateString, validateUint32,
} = require('../validators');
const { kEmptyObject } = require('../util');

const kMaxWrite = 16 * 1024;
const kLeastHighWaterMark = 16387;
const kRetryDelay = 100;

const kFsMethods = ['write', 'writeSync', 'fsync', 'fsyncSync', 'close', 'open', 'openSync', 'mkdir', 'mkdirSync'];
const kBooleans = { append: true, fsync: false, mkdir: false, sync: false };
const kNumbers = { maxLength: 0, maxWrite: kMaxWrite, minLength: 0, periodicFlush: 0 };

function readFs(own) {
  const methods = {};
  for (const name of kFsMethods) {
    const method = own[name] ?? fs[name];
    validateFunction(method, `options.fs.${name}`);
    methods[name] = method;
  }
  return methods;
}

function readOptions(options) {
  validateObject(options, 'options');
  const { contentMode = 'utf8', fs: ownFs = kEmptyObject, mode, retryEAGAIN = () => true } = options;
  const read = { contentMode, mode, retryEAGAIN };
  for (const [name, byDefault] of Object.entries(kNumbers)) {
    read[name] = options[name] || byDefault;
    validateUint32(read[name], `options.${name}`);
  }
  for (const [name, byDefault] of Object.entries(kBooleans)) {
    read[name] = options[name] ?? byDefault;
    validateBoolean(read[name], `options.${name}`);
  }
  validateOneOf(contentMode, 'options.contentMode', ['buffer', 'utf8']);
  validateFunction(retryEAGAIN, 'options.retryEAGAIN');
  validateObject(ownFs, 'options.fs');
  read.fs = readFs(ownFs);
  read.fileMode = parseFileMode(mode, 'mode', 0o666);
  if (read.minLength >= read.maxWrite) {
    throw new ERR_INVALID_ARG_VALUE.RangeError(
      'minLength', read.minLength, `should be smaller than maxWrite (${read.maxWrite})`,
    );
  }
  return read;
}

function sleep(milliseconds) {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

/** Whether a write that failed may succeed a little later. */
function isBusy({ code }) {
  return code === 'EAGAIN' || code === 'EBUSY';
}

/** What is left of a chunk of which `written` bytes are written; bytes, as text may be cut within a character. */
function restOf(chunk, written) {
  if (written === undefined) return '';
  if (typeof chunk !== 'string') return chunk.subarray(written);
  if (written === 0) return chunk;
  const bytes = Buffer.from(chunk);
  return written >= bytes.length ? '' : bytes.subarray(written);
}

class Utf8Stream extends EventEmitter {
  #options;
  #fs;
  #fd = -1;
  #file = null;
  #queue;
  /** Length of all that is not yet written: the queue's and that of the chunk under way. */
  #length = 0;
  /** What is under way, or failed and comes first again. */
  #chunk = '';
  #highWaterMark;
  #timer;

  #opening = false;
  #writing = false;
  #reopening = false;
  #ending = false;
  #destroyed = false;
  #flushPending = false;
  #drainScheduled = false;

  /**
   * @param {object} options
   * @param {number | string} [options.fd] a descriptor, or a path as `dest` has
   * @param {string} [options.dest] the file to write, if there is no `fd`
   * @param {boolean} [options.append] true: to the end of the file, which is emptied otherwise
   * @param {'utf8' | 'buffer'} [options.contentMode] what is written: strings or buffers
   * @param {object} [options.fs] functions to use instead of those of `fs`
   * @param {boolean} [options.fsync] whether each write is followed by `fsyncSync`
   * @param {number} [options.maxLength] how much is kept before `drop` events; 0: no limit
   * @param {number} [options.maxWrite] how long chunks become, 16384 by default
   * @param {number} [options.minLength] how much is gathered before it is written
   * @param {boolean} [options.mkdir] whether to make the directory of the file
   * @param {number | string} [options.mode] of a new file
   * @param {number} [options.periodicFlush] milliseconds between flushes; 0: none
   * @param {Function} [options.retryEAGAIN] `(error, writing, remaining)` whether to try once more after EAGAIN or EBUSY
   * @param {boolean} [options.sync] whether to write synchronously
   */
  constructor(options = kEmptyObject) {
    const read = readOptions(options);
    const target = options.fd ?? options.dest;
    if (typeof target !== 'number' && typeof target !== 'string') {
      throw new ERR_INVALID_ARG_TYPE('fd', ['number', 'string'], target);
    }
    super();
    this.#options = read;
    this.#fs = read.fs;
    this.#queue = new ChunkQueue(read.maxWrite);
    this.#highWaterMark = Math.max(read.minLength, kLeastHighWaterMark);
    if (typeof target === 'number') {
      this.#fd = target;
      process.nextTick(() => this.emit('ready'));
    } else {
      this.#open(target);
    }
    this.on('newListener', (name) => {
      if (name === 'drain') this.#drainScheduled = false;
    });
    if (read.periodicFlush !== 0) {
      this.#timer = setInterval(() => this.flush(), read.periodicFlush);
      this.#timer.unref();
    }
  }

  /**
   * Writes data, or keeps it until there is enough.
   * @param {string | Buffer} data as `contentMode` says
   * @returns {boolean} whether the caller should go on before `drain`
   */
  write(data) {
    this.#checkAlive();
    if (this.#options.contentMode === 'utf8') {
      validateString(data, 'data');
    } else if (!Buffer.isBuffer(data)) {
      throw new ERR_INVALID_ARG_TYPE('data', 'Buffer', data);
    }
    const { maxLength, minLength } = this.#options;
    const length = this.#length + data.length;
    if (maxLength !== 0 && length > maxLength) {
      this.emit('drop', data);
      return this.#length < this.#highWaterMark;
    }
    this.#queue.push(data);
    this.#length = length;
    if (!this.#writing && length >= minLength) this.#writeNext();
    return this.#length < this.#highWaterMark;
  }

  /**
   * Writes what was kept.
   * @param {(error?: Error) => void} [cb] called when it is written and in the file
   */
  flush(cb) {
    if (cb != null) validateFunction(cb, 'cb');
    if (this.#destroyed) {
      cb?.(new ERR_INVALID_STATE('Utf8Stream is destroyed'));
    } else if (this.#options.minLength <= 0) {
      // Nothing is ever kept.
      cb?.();
    } else {
      if (cb) this.#callAfterDrain(cb);
      if (!this.#writing) this.#writeNext();
    }
  }

  /** As `flush`, and returns when it is done. */
  flushSync() {
    this.#checkAlive();
    if (this.#fd < 0) throw new ERR_INVALID_STATE('Invalid file descriptor');
    // What another thread is writing is its own: only what failed is ours to write.
    if (!this.#writing) this.#requeue();
    let chunk;
    try {
      while ((chunk = this.#queue.shift()) !== undefined) {
        while (chunk.length > 0) chunk = this.#writeNow(chunk);
      }
    } catch (error) {
      this.#queue.unshift(chunk);
      throw error;
    }
    try {
      this.#fs.fsyncSync(this.#fd);
    } catch {
      // Not everything that can be written to can be synchronized.
    }
  }

  /**
   * Opens the file anew, as after it was renamed.
   * @param {string} [file] another file
   */
  reopen(file) {
    this.#checkAlive();
    if (this.#opening) {
      this.once('ready', () => this.reopen(file));
      return;
    }
    if (this.#ending) return;
    if (this.#file === null) {
      throw new ERR_OPERATION_FAILED('Unable to reopen a file descriptor, you must pass a file to SonicBoom');
    }
    if (file) this.#file = file;
    this.#reopening = true;
    if (!this.#writing) this.#open(this.#file);
  }

  /** Writes what was kept and closes the file. */
  end() {
    this.#checkAlive();
    if (this.#opening) {
      this.once('ready', () => this.end());
    } else if (!this.#ending) {
      this.#ending = true;
      if (this.#writing) return;
      if (this.#length > 0 && this.#fd >= 0) this.#writeNext();
      else this.#close();
    }
  }

  /** Closes the file; what was kept is lost. */
  destroy() {
    if (!this.#destroyed) this.#close();
  }

  get mode() { return this.#options.mode; }

  get file() { return this.#file; }

  get fd() { return this.#fd; }

  get minLength() { return this.#options.minLength; }

  get maxLength() { return this.#options.maxLength; }

  get writing() { return this.#writing; }

  get sync() { return this.#options.sync; }

  get fsync() { return this.#options.fsync; }

  get append() { return this.#options.append; }

  get periodicFlush() { return this.#options.periodicFlush; }

  get contentMode() { return this.#options.contentMode; }

  get mkdir() { return this.#options.mkdir; }

  [Symbol.dispose]() {
    this.destroy();
  }

  #checkAlive() {
    if (this.#destroyed) throw new ERR_INVALID_STATE('Utf8Stream is destroyed');
  }

  // --- opening and closing --------------------------------------------------------------------

  #open(file) {
    const { append, fileMode, mkdir, sync } = this.#options;
    const flags = append ? 'a' : 'w';
    this.#opening = true;
    this.#writing = true;
    this.#drainScheduled = false;
    if (sync) {
      this.#openSync(file, flags);
      return;
    }
    const open = () => this.#fs.open(file, flags, fileMode, (error, fd) => this.#opened(error, file, fd));
    if (!mkdir) {
      open();
      return;
    }
    this.#fs.mkdir(path.dirname(file), { recursive: true }, (error) => {
      if (error) this.#opened(error);
      else open();
    });
  }

  #openSync(file, flags) {
    let fd;
    try {
      if (this.#options.mkdir) this.#fs.mkdirSync(path.dirname(file), { recursive: true });
      fd = this.#fs.openSync(file, flags, this.#options.fileMode);
    } catch (error) {
      this.#opened(error);
      throw error;
    }
    this.#opened(null, file, fd);
  }

  #opened(error, file, fd) {
    const wasReopening = this.#reopening;
    this.#reopening = false;
    this.#writing = false;
    this.#opening = false;
    const { minLength, sync } = this.#options;
    if (error) {
      if (!sync) this.emit('error', error);
      else process.nextTick(() => this.listenerCount('error') > 0 && this.emit('error', error));
      return;
    }
    const previous = this.#fd;
    this.#fd = fd;
    this.#file = file;
    if (previous >= 0) this.#closePrevious(previous);
    if (sync) process.nextTick(() => this.emit('ready'));
    else this.emit('ready');
    if (this.#destroyed || this.#writing) return;
    if (this.#length > minLength || this.#flushPending) this.#writeNext();
    else if (wasReopening) process.nextTick(() => this.emit('drain'));
  }

  #closePrevious(fd) {
    this.#fs.close(fd, (error) => {
      if (error) this.emit('error', error);
    });
  }

  #close() {
    if (this.#fd === -1) {
      this.once('ready', () => this.#close());
      return;
    }
    if (this.#timer !== undefined) clearInterval(this.#timer);
    this.#destroyed = true;
    this.#queue.clear();
    this.#length = 0;
    // Each write was synchronized already.
    if (this.#options.fsync) this.#closeFile();
    else this.#fs.fsync(this.#fd, () => this.#closeFile());
  }

  #closeFile() {
    if (this.#fd === 1 || this.#fd === 2) this.#closed(null);
    else this.#fs.close(this.#fd, (error) => this.#closed(error));
  }

  #closed(error) {
    if (error) {
      this.emit('error', error);
      return;
    }
    if (this.#ending && !this.#writing) this.emit('finish');
    this.emit('close');
  }

  // --- writing --------------------------------------------------------------------------------

  #requeue() {
    if (this.#chunk.length > 0) this.#queue.unshift(this.#chunk);
    this.#chunk = '';
  }

  #writeNext() {
    this.#writing = true;
    if (this.#chunk.length === 0) this.#chunk = this.#queue.shift() ?? '';
    if (this.#options.sync) this.#writeChunkSync();
    else this.#writeChunk();
  }

  #writeChunk() {
    const written = (error, count) => {
      if (error) {
        this.#failed(error);
        return;
      }
      this.#chunk = this.#account(this.#chunk, count);
      if (this.#chunk.length > 0) this.#writeChunk();
      else this.#written();
    };
    if (typeof this.#chunk === 'string') this.#fs.write(this.#fd, this.#chunk, 'utf8', written);
    else this.#fs.write(this.#fd, this.#chunk, written);
  }

  #writeChunkSync() {
    try {
      do this.#chunk = this.#writeNow(this.#chunk); while (this.#chunk.length > 0);
    } catch (error) {
      this.#failed(error);
      return;
    }
    this.#written();
  }

  /** Writes as much of a chunk as the file takes at once, waiting where it is busy; returns the rest. */
  #writeNow(chunk) {
    while (true) {
      let count;
      try {
        count = typeof chunk === 'string' ?
          this.#fs.writeSync(this.#fd, chunk, 'utf8') :
          this.#fs.writeSync(this.#fd, chunk);
      } catch (error) {
        if (!this.#retries(error, chunk)) throw error;
        sleep(kRetryDelay);
        continue;
      }
      return this.#account(chunk, count);
    }
  }

  #retries(error, chunk) {
    return isBusy(error) && this.#options.retryEAGAIN(error, chunk.length, this.#length - chunk.length);
  }

  /** Takes note of what was written; returns the rest of the chunk. */
  #account(chunk, count) {
    const rest = restOf(chunk, count);
    this.#length = Math.max(this.#length + rest.length - chunk.length, 0);
    // Nobody waits for news of what is written before flushSync returns.
    if (this.#writing) this.emit('write', count);
    return rest;
  }

  #failed(error) {
    // In synchronous mode the write was tried again already.
    if (!this.#options.sync && this.#retries(error, this.#chunk)) {
      setTimeout(() => this.#writeChunk(), kRetryDelay);
      return;
    }
    this.#writing = false;
    this.emit('error', error);
  }

  /** A chunk is written: what comes next? */
  #written() {
    if (this.#options.fsync && !this.#synchronize()) return;
    if (this.#reopening) {
      this.#writing = false;
      this.#open(this.#file);
    } else if (this.#length > this.#options.minLength || (this.#ending && this.#length > 0)) {
      this.#writeNext();
    } else if (this.#ending && !this.#destroyed) {
      this.#writing = false;
      this.#close();
    } else {
      this.#writing = false;
      this.#drain();
    }
  }

  #synchronize() {
    try {
      this.#fs.fsyncSync(this.#fd);
    } catch (error) {
      this.#writing = false;
      this.emit('error', error);
      return false;
    }
    return true;
  }

  #drain() {
    if (!this.#options.sync) {
      this.emit('drain');
    } else if (!this.#drainScheduled) {
      this.#drainScheduled = true;
      process.nextTick(() => {
        if (this.listenerCount('drain') === 0) return;
        this.#drainScheduled = false;
        this.emit('drain');
      });
    }
  }

  #callAfterDrain(cb) {
    this.#flushPending = true;
    const done = (error) => {
      this.#flushPending = false;
      // Closing the file synchronized it.
      cb(error?.code === 'EBADF' ? null : error);
    };
    const onDrain = () => {
      this.off('error', onError);
      if (this.#options.fsync) done();
      else this.#fs.fsync(this.#fd, done);
    };
    const onError = (error) => {
      this.off('drain', onDrain);
      this.#flushPending = false;
      cb(error);
    };
    this.once('drain', onDrain);
    this.once('error', onError);
  }
}

module.exports = { Utf8Stream };
