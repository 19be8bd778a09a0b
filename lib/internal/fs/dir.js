'use strict';

// `fs.Dir`: a directory that is read entry by entry.

const { codes } = require('../errors');
const { promisify } = require('../util');
const { validateFunction, validateUint32 } = require('../validators');
const { joinPath } = require('./dirent');
const { getDirent, getOptions, getValidatedPath, decodeName, wantsBytes } = require('./utils');

const { DirHandle } = internalBinding('fs');

const kDirOptions = { encoding: 'utf8', bufferSize: 32 };

function dirOptions(options) {
  options = { ...kDirOptions, ...getOptions(options, kDirOptions) };
  validateUint32(options.bufferSize, 'options.bufferSize', true);
  return options;
}

class Dir {
  #handle;
  #path;
  #options;
  #entries = [];
  #closed = false;
  /** Calls waiting for the one under way; null when none is. */
  #queue = null;
  #pendingDirectories = [];
  #closePromise;
  #readPromise;

  constructor(handle, path, options) {
    if (handle == null) throw new codes.ERR_MISSING_ARGS('handle');
    this.#handle = handle;
    this.#path = path;
    this.#options = dirOptions(options);
    this.#closePromise = promisify(this.close);
    this.#readPromise = promisify(this.#read);
  }

  get path() {
    if (!(#path in this)) throw new codes.ERR_INVALID_THIS('Dir');
    return this.#path;
  }

  /**
   * Reads the next entry.
   * @param {(error: Error|null, entry: Dirent|null) => void} [callback]
   * @returns {Promise<Dirent|null>|undefined} a promise without a callback
   */
  read(callback) {
    if (callback === undefined) return this.#readPromise();
    return this.#read(callback);
  }

  #read(callback) {
    validateFunction(callback, 'callback');
    if (this.#closed) throw new codes.ERR_DIR_CLOSED();
    if (this.#queue !== null) {
      this.#queue.push(() => this.#read(callback));
      return;
    }
    if (this.#entries.length > 0) {
      let entry;
      try {
        entry = this.#nextEntry();
      } catch (error) {
        process.nextTick(callback, error);
        return;
      }
      process.nextTick(callback, null, entry);
      return;
    }
    this.#queue = [];
    const { encoding, bufferSize } = this.#options;
    this.#handle.read(wantsBytes(encoding), bufferSize, (error, found) => {
      process.nextTick(this.#runQueue, this.#queue);
      this.#queue = null;
      let entry = null;
      try {
        if (error) throw error;
        entry = this.#take(found);
      } catch (failure) {
        callback(failure);
        return;
      }
      callback(null, entry);
    });
  }

  #runQueue(queue) {
    for (const call of queue) call();
  }

  /** Takes a batch of the binding, or goes on to a directory below. */
  #take(found) {
    if (found !== undefined) {
      this.#addEntries(this.#path, found);
      return this.#nextEntry();
    }
    return this.#options.recursive ? this.#readBelow() : null;
  }

  #addEntries(path, found) {
    const { encoding } = this.#options;
    for (let i = 0; i < found.length; i += 2) {
      this.#entries.push(getDirent(path, decodeName(found[i], encoding), found[i + 1]));
    }
  }

  #nextEntry() {
    const entry = this.#entries.shift();
    if (this.#options.recursive && entry.isDirectory()) {
      this.#pendingDirectories.push(joinPath(entry.parentPath, entry.name));
    }
    return entry;
  }

  #readBelow() {
    while (this.#entries.length === 0) {
      const path = this.#pendingDirectories.shift();
      if (path === undefined) return null;
      const handle = new DirHandle();
      handle.open(path);
      try {
        const { encoding, bufferSize } = this.#options;
        let found;
        while ((found = handle.read(wantsBytes(encoding), bufferSize)) !== undefined) {
          this.#addEntries(path, found);
        }
      } finally {
        handle.close();
      }
    }
    return this.#nextEntry();
  }

  /** Kept for whoever calls them: they belong to the public prototype. */
  processReadResult(path, result) {
    this.#addEntries(path, result);
  }

  readSyncRecursive() {
    this.#readBelow();
  }

  #checkSync() {
    if (this.#closed) throw new codes.ERR_DIR_CLOSED();
    if (this.#queue !== null) throw new codes.ERR_DIR_CONCURRENT_OPERATION();
  }

  /** @returns {Dirent|null} the next entry */
  readSync() {
    this.#checkSync();
    if (this.#entries.length > 0) return this.#nextEntry();
    const { encoding, bufferSize } = this.#options;
    return this.#take(this.#handle.read(wantsBytes(encoding), bufferSize, undefined));
  }

  /**
   * Closes the directory.
   * @param {(error: Error|null) => void} [callback]
   * @returns {Promise<void>|undefined} a promise without a callback
   */
  close(callback) {
    if (callback === undefined) {
      if (this.#closed) return Promise.reject(new codes.ERR_DIR_CLOSED());
      return this.#closePromise();
    }
    validateFunction(callback, 'callback');
    if (this.#closed) {
      process.nextTick(callback, new codes.ERR_DIR_CLOSED());
      return undefined;
    }
    if (this.#queue !== null) {
      this.#queue.push(() => this.close(callback));
      return undefined;
    }
    this.#closed = true;
    this.#handle.close((error) => callback(error));
    return undefined;
  }

  closeSync() {
    this.#checkSync();
    this.#closed = true;
    this.#handle.close(undefined);
  }

  /** Reads to the end, then closes. */
  async* entries() {
    try {
      while (true) {
        const entry = await this.#readPromise();
        if (entry === null) break;
        yield entry;
      }
    } finally {
      await this.#closePromise();
    }
  }

  [Symbol.dispose]() {
    if (!this.#closed) this.closeSync();
  }

  async [Symbol.asyncDispose]() {
    if (!this.#closed) await this.#closePromise();
  }
}

Object.defineProperties(Dir.prototype, {
  [Symbol.asyncIterator]: {
    __proto__: null, value: Dir.prototype.entries, enumerable: false, writable: true, configurable: true,
  },
  [Symbol.dispose]: { __proto__: null, enumerable: false },
  [Symbol.asyncDispose]: { __proto__: null, enumerable: false },
});

/** `fs.opendir(path[, options], callback)` */
function opendir(path, options, callback) {
  if (typeof options === 'function') {
    callback = options;
    options = undefined;
  }
  validateFunction(callback, 'callback');
  path = getValidatedPath(path);
  options = dirOptions(options);
  const handle = new DirHandle();
  handle.open(path, (error) => {
    if (error) callback(error);
    else callback(null, new Dir(handle, path, options));
  });
}

/** `fs.opendirSync(path[, options])` */
function opendirSync(path, options) {
  path = getValidatedPath(path);
  options = dirOptions(options);
  const handle = new DirHandle();
  handle.open(path, undefined);
  return new Dir(handle, path, options);
}


module.exports = { Dir, opendir, opendirSync };
