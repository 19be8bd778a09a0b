'use strict';

// `fs.watch` (the kernel tells) and `fs.watchFile` (we look now and then).

const EventEmitter = require('../../events');
const { basename, join, relative, resolve } = require('../../path');
const { AbortError, UVException, codes } = require('../errors');
const tracking = require('../async_tracking');
const { kEmptyObject } = require('../util');
const {
  validateAbortSignal, validateBoolean, validateFunction, validateIgnoreOption, validateObject,
  validateOneOf, validateUint32,
} = require('../validators');
const { clearTimeout, setTimeout } = require('../../timers');
const { BigIntStats, Stats, getOptions, getValidatedPath } = require('./utils');

const { FSEvent } = internalBinding('fs');

// --- fs.watch ------------------------------

const kHandle = Symbol('kHandle');

function encodeName(bytes, encoding) {
  return encoding === 'buffer' ? bytes : bytes.toString(encoding ?? 'utf8');
}

/** Makes the test for names that are not reported. */
function ignoreTest(ignore) {
  if (ignore == null) return () => false;
  const tests = [ignore].flat().map((entry) => {
    if (typeof entry === 'function') return entry;
    if (typeof entry !== 'string') return (name) => entry.test(name);
    const { matchesGlob } = require('../path/glob');
    const byName = !entry.includes('/');
    return (name) => matchesGlob(byName ? basename(name) : name, entry, false);
  });
  return (name) => name !== null && tests.some((test) => test(`${name}`));
}

/** Puts what users look for on the error of a watch that can't start. */
function watchError(error, filename) {
  const made = new UVException({
    errno: error.errno, syscall: 'watch', path: filename, message: undefined,
  });
  made.filename = filename;
  return made;
}

class FSWatcher extends EventEmitter {
  constructor() {
    super();
    this[kHandle] = null;
  }

  /** Begins to watch; internal, but part of the prototype. */
  start(filename, persistent, recursive, encoding, ignore) {
    if (this[kHandle] !== null) return;
    const path = getValidatedPath(filename, 'filename');
    const Handle = recursive ? RecursiveHandle : SingleHandle;
    const ignored = ignoreTest(ignore);
    try {
      this[kHandle] = new Handle(path, persistent, (eventType, name) => {
        if (ignored(name)) return;
        this.emit('change', eventType, encodeName(name, encoding));
      });
    } catch (error) {
      throw error.syscall === 'watch' ? watchError(error, path) : error;
    }
  }

  close() {
    if (this[kHandle] === null || this[kHandle] === undefined) return;
    this[kHandle].close();
    this[kHandle] = undefined;
    process.nextTick(() => this.emit('close'));
  }

  ref() {
    this[kHandle]?.ref();
    return this;
  }

  unref() {
    this[kHandle]?.unref();
    return this;
  }

  [Symbol.dispose]() {
    this.close();
  }
}

/** Watches one file or directory. */
class SingleHandle {
  constructor(path, persistent, report) {
    const { Buffer } = require('../../buffer');
    const own = Buffer.from(basename(`${path}`));
    this.event = new FSEvent();
    this.event.onchange = (renamed, name) => report(renamed ? 'rename' : 'change', name ?? own);
    this.event.start(path, persistent);
  }

  close() {
    this.event.close();
  }

  ref() {
    this.event.ref();
  }

  unref() {
    this.event.unref();
  }
}

/** Watches a directory and all below it: the kernel only knows single directories. */
class RecursiveHandle {
  constructor(path, persistent, report) {
    this.root = resolve(`${path}`);
    this.persistent = persistent;
    this.report = report;
    this.directories = new Map();
    this.closed = false;
    this.#add(this.root);
    const { lstatSync } = require('../../fs');
    if (lstatSync(this.root).isDirectory()) this.#addBelow(this.root, false);
  }

  #add(path) {
    if (this.directories.has(path)) return;
    const { Buffer } = require('../../buffer');
    const event = new FSEvent();
    event.onchange = (renamed, name) => {
      const whole = name === null ? path : join(path, name.toString());
      const shown = whole === this.root ? basename(whole) : relative(this.root, whole);
      // A directory's own removal is told by its parent.
      if (name === null && path !== this.root) {
        if (renamed) this.#drop(path);
        return;
      }
      this.report(renamed ? 'rename' : 'change', Buffer.from(shown));
      if (renamed && name !== null) this.#lookAt(whole);
    };
    event.start(path, this.persistent);
    this.directories.set(path, event);
  }

  #addBelow(path, reporting) {
    const { readdirSync } = require('../../fs');
    const { Buffer } = require('../../buffer');
    let entries;
    try {
      entries = readdirSync(path, { withFileTypes: true });
    } catch {
      return;
    }
    for (const entry of entries) {
      const whole = join(path, entry.name);
      // What was put into a new directory before it was watched.
      if (reporting) this.report('rename', Buffer.from(relative(this.root, whole)));
      if (entry.isDirectory()) {
        this.#tryAdd(whole);
        this.#addBelow(whole, reporting);
      }
    }
  }

  #tryAdd(path) {
    try {
      this.#add(path);
    } catch {
      // It has gone again.
    }
  }

  #lookAt(path) {
    if (this.closed) return;
    const { lstatSync } = require('../../fs');
    const stats = lstatSync(path, { throwIfNoEntry: false });
    if (stats?.isDirectory()) {
      this.#tryAdd(path);
      this.#addBelow(path, true);
    } else if (stats === undefined) {
      this.#drop(path);
    }
  }

  #drop(path) {
    const event = this.directories.get(path);
    if (event !== undefined) {
      this.directories.delete(path);
      event.close();
    }
  }

  close() {
    this.closed = true;
    for (const event of this.directories.values()) event.close();
    this.directories.clear();
  }

  ref() {
    for (const event of this.directories.values()) event.ref();
  }

  unref() {
    for (const event of this.directories.values()) event.unref();
  }
}

/** `fs.watch(filename[, options][, listener])` */
function watch(filename, options, listener) {
  if (typeof options === 'function') listener = options;
  options = getOptions(options);
  options = { ...options };
  options.persistent ??= true;
  options.recursive ??= false;
  validateBoolean(options.persistent, 'options.persistent');
  validateBoolean(options.recursive, 'options.recursive');
  validateIgnoreOption(options.ignore, 'options.ignore');

  const watcher = new FSWatcher();
  if (listener) watcher.addListener('change', listener);
  watcher.start(filename, options.persistent, options.recursive, options.encoding, options.ignore);
  if (options.signal) {
    if (options.signal.aborted) {
      process.nextTick(() => watcher.close());
    } else {
      const abort = () => watcher.close();
      options.signal.addEventListener('abort', abort);
      watcher.once('close', () => options.signal.removeEventListener('abort', abort));
    }
  }
  return watcher;
}

const kMaxQueue = 2048;

/**
 * `fs.promises.watch(filename[, options])`
 * @returns {AsyncGenerator<{eventType: string, filename: string|Buffer}>}
 */
async function* watchPromise(filename, options = kEmptyObject) {
  const path = getValidatedPath(filename);
  validateObject(options, 'options');
  const {
    persistent = true, recursive = false, encoding = 'utf8', maxQueue = kMaxQueue,
    overflow = 'ignore', signal, ignore,
  } = options;
  validateBoolean(persistent, 'options.persistent');
  validateBoolean(recursive, 'options.recursive');
  validateUint32(maxQueue, 'options.maxQueue');
  validateOneOf(overflow, 'options.overflow', ['ignore', 'error']);
  validateAbortSignal(signal, 'options.signal');
  validateIgnoreOption(ignore, 'options.ignore');
  if (encoding && encoding !== 'buffer' && !require('../../buffer').Buffer.isEncoding(encoding)) {
    throw new codes.ERR_INVALID_ARG_VALUE('encoding', encoding, 'is invalid encoding');
  }
  if (signal?.aborted) throw new AbortError(undefined, { cause: signal.reason });

  const watcher = new FSWatcher();
  const events = [];
  let failure = null;
  let wake = () => {};
  const fail = (error) => {
    failure = error;
    wake();
  };
  watcher.on('change', (eventType, name) => {
    if (events.length < maxQueue) {
      events.push({ __proto__: null, eventType, filename: name });
      wake();
    } else if (overflow === 'error') {
      fail(new codes.ERR_FS_WATCH_QUEUE_OVERFLOW(maxQueue));
    } else {
      process.emitWarning('fs.watch maxQueue exceeded');
    }
  });
  const abort = () => fail(new AbortError(undefined, { cause: signal.reason }));
  signal?.addEventListener('abort', abort, { once: true });
  try {
    watcher.start(path, persistent, recursive, encoding, ignore);
    while (true) {
      while (events.length > 0) yield events.shift();
      if (failure !== null) throw failure;
      await new Promise((resolve) => {
        wake = resolve;
      });
    }
  } finally {
    signal?.removeEventListener('abort', abort);
    watcher.close();
  }
}

// --- fs.watchFile ------------------------------

const kDefaultInterval = 5007;

/** Those of a file that are compared. */
const kComparedFields = [
  'mtimeMs', 'ctimeMs', 'birthtimeMs', 'size', 'mode', 'uid', 'gid', 'ino', 'dev',
];

function noStats(bigint) {
  return bigint ? new BigIntStats(...new Array(14).fill(0n)) :
    new Stats(...new Array(14).fill(0));
}

class StatWatcher extends EventEmitter {
  #path;
  #bigint;
  #interval;
  #persistent;
  #timer = null;
  #stopped = false;
  #previous = undefined;
  #exists = true;

  constructor(path, { bigint, interval, persistent }) {
    super();
    this.#path = path;
    this.#bigint = bigint;
    this.#interval = interval;
    this.#persistent = persistent;
    if (tracking.hooks !== null) tracking.hooks.init(this, 'STATWATCHER');
    this.#look();
  }

  #look() {
    const { stat } = require('../../fs');
    this.#timer = null;
    stat(this.#path, { bigint: this.#bigint }, (error, current) => {
      if (this.#stopped) return;
      this.#compare(error ? noStats(this.#bigint) : current, !error);
      this.#timer = setTimeout(() => this.#look(), this.#interval);
      if (!this.#persistent) this.#timer.unref();
    });
  }

  #compare(current, exists) {
    const previous = this.#previous;
    const existed = this.#exists;
    this.#previous = current;
    this.#exists = exists;
    // The first look only tells when there is nothing.
    const changed = previous === undefined ? !exists :
      existed !== exists || kComparedFields.some((field) => current[field] !== previous[field]);
    if (!changed) return;
    const { hooks } = tracking;
    hooks?.enter(this);
    this.emit('change', current, previous ?? noStats(this.#bigint));
    hooks?.exit(this);
  }

  stop() {
    if (this.#stopped) return;
    this.#stopped = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    if (tracking.hooks !== null) tracking.hooks.destroy(this);
    process.nextTick(() => this.emit('stop'));
  }

  ref() {
    this.#persistent = true;
    this.#timer?.ref();
    return this;
  }

  unref() {
    this.#persistent = false;
    this.#timer?.unref();
    return this;
  }
}

/** By absolute path. */
const statWatchers = new Map();

/** `fs.watchFile(filename[, options], listener)` */
function watchFile(filename, options, listener) {
  filename = resolve(`${getValidatedPath(filename)}`);
  if (options === null || typeof options !== 'object') {
    listener = options;
    options = null;
  }
  options = { interval: kDefaultInterval, persistent: true, bigint: false, ...options };
  validateFunction(listener, 'listener');
  let watcher = statWatchers.get(filename);
  if (watcher === undefined) {
    validateUint32(options.interval, 'interval');
    watcher = new StatWatcher(filename, options);
    statWatchers.set(filename, watcher);
  }
  watcher.addListener('change', listener);
  return watcher;
}

/** `fs.unwatchFile(filename[, listener])` */
function unwatchFile(filename, listener) {
  filename = resolve(`${getValidatedPath(filename)}`);
  const watcher = statWatchers.get(filename);
  if (watcher === undefined) return;
  if (typeof listener === 'function') watcher.removeListener('change', listener);
  else watcher.removeAllListeners('change');
  if (watcher.listenerCount('change') === 0) {
    watcher.stop();
    statWatchers.delete(filename);
  }
}

module.exports = { unwatchFile, watch, watchFile, watchPromise };
