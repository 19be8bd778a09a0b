'use strict';

// Web Locks: within the process, and here on its one thread of JavaScript.

const { DOMException } = require('./domexception');
const { codes: { ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_ARG_VALUE, ERR_INVALID_THIS } } = require('./errors');
const { kEnumerableProperty } = require('./util');
const { validateAbortSignal, validateFunction } = require('./validators');

const kConstruct = Symbol('construct');
const kName = Symbol('kName');
const kMode = Symbol('kMode');

/** What a callback holds until the promise that it returns settles. */
class Lock {
  constructor(key = undefined, name, mode) {
    if (key !== kConstruct) throw new ERR_ILLEGAL_CONSTRUCTOR();
    this[kName] = name;
    this[kMode] = mode;
  }

  get name() {
    return checkedLock(this)[kName];
  }

  get mode() {
    return checkedLock(this)[kMode];
  }
}

function checkedLock(value) {
  if (value?.[kName] === undefined) throw new ERR_INVALID_THIS('Lock');
  return value;
}

/** A call of `request`: first pending, then holding its lock. */
class LockRequest {
  /** Calls the callback as if from where `request` was called. */
  #run;
  #settled = Promise.withResolvers();

  constructor(name, mode, callback) {
    this.name = name;
    this.mode = mode;
    this.#run = callback;
  }

  get promise() {
    return this.#settled.promise;
  }

  /** The callback will be called from elsewhere. */
  keepContext() {
    const { AsyncResource } = require('../async_hooks');
    this.#run = AsyncResource.bind(this.#run, 'LockRequest');
  }

  /**
   * Calls the callback.
   * @param {Lock | null} lock
   * @param {() => void} [release] called before the request settles
   */
  run(lock, release) {
    const settle = (name) => (value) => {
      release?.();
      this.#settled[name](value);
    };
    let result;
    try {
      result = Promise.resolve(this.#run(lock));
    } catch (error) {
      settle('reject')(error);
      return;
    }
    result.then(settle('resolve'), settle('reject'));
  }

  reject(reason) {
    this.#settled.reject(reason);
  }
}

/** The locks of one name: who holds them and who waits, in order. */
class LockQueue {
  /** Name → queue, while there is somebody in it. */
  static all = new Map();

  held = new Set();
  pending = new Set();
  #name;

  static of(name) {
    return LockQueue.all.get(name) ?? new LockQueue(name);
  }

  constructor(name) {
    this.#name = name;
  }

  add(request) {
    LockQueue.all.set(this.#name, this);
    this.pending.add(request);
    this.#advance();
    if (this.pending.has(request)) request.keepContext();
  }

  addIfAvailable(request) {
    if (this.canGrant(request.mode)) this.add(request);
    else request.run(null);
  }

  /** Whether a request would not have to wait. */
  canGrant(mode) {
    return this.pending.size === 0 && this.#isFree(mode);
  }

  /** Takes the lock from all who hold it, who are not stopped, and goes before all who wait. */
  steal(request) {
    LockQueue.all.set(this.#name, this);
    for (const holder of this.held) {
      holder.reject(new DOMException('The operation was aborted', 'AbortError'));
    }
    this.held.clear();
    this.#grant(request);
  }

  /** Forgets a request that still waits. */
  withdraw(request, reason) {
    if (!this.pending.delete(request)) return;
    request.reject(reason);
    this.#advance();
  }

  #isFree(mode) {
    if (this.held.size === 0) return true;
    const [holder] = this.held;
    return mode === 'shared' && holder.mode === 'shared';
  }

  /** Grants what can be granted, first come, first served. */
  #advance() {
    for (const request of this.pending) {
      if (!this.#isFree(request.mode)) break;
      this.pending.delete(request);
      this.#grant(request);
    }
    if (this.held.size === 0 && this.pending.size === 0) LockQueue.all.delete(this.#name);
  }

  #grant(request) {
    this.held.add(request);
    request.run(new Lock(kConstruct, request.name, request.mode), () => {
      if (this.held.delete(request)) this.#advance();
    });
  }
}

function typeError(message) {
  const error = new TypeError(message);
  error.code = 'ERR_INVALID_ARG_TYPE';
  return error;
}

function notSupported(message) {
  return new DOMException(message, 'NotSupportedError');
}

function readName(value) {
  if (typeof value === 'symbol') throw new ERR_INVALID_ARG_VALUE('value', value);
  return `${value}`;
}

function readMode(value) {
  if (value === undefined) return 'exclusive';
  const mode = `${value}`;
  if (mode === 'exclusive' || mode === 'shared') return mode;
  const error = new TypeError(`mode value '${mode}' is not a valid enum value of type LockMode.`);
  error.code = 'ERR_INVALID_ARG_VALUE';
  throw error;
}

function readSignal(value) {
  if (value === undefined) return undefined;
  if (value === null || (typeof value !== 'object' && typeof value !== 'function')) throw typeError('Value is not an object');
  validateAbortSignal(value, 'options.signal');
  return value;
}

function readOptions(options) {
  if (options != null && typeof options !== 'object' && typeof options !== 'function') {
    throw typeError('Value cannot be converted to a dictionary');
  }
  return {
    ifAvailable: Boolean(options?.ifAvailable),
    mode: readMode(options?.mode),
    signal: readSignal(options?.signal),
    steal: Boolean(options?.steal),
  };
}

function checkRequest(name, { ifAvailable, mode, signal, steal }) {
  if (name.startsWith('-')) throw notSupported('Lock name may not start with hyphen');
  if (ifAvailable && steal) throw notSupported('ifAvailable and steal are mutually exclusive');
  if (mode !== 'exclusive' && steal) throw notSupported(`mode: "${mode}" and steal are mutually exclusive`);
  if (signal !== undefined && (steal || ifAvailable)) {
    throw notSupported('signal cannot be used with steal or ifAvailable');
  }
  signal?.throwIfAborted();
}

function abortable(queue, request, signal) {
  const onAbort = () => queue.withdraw(request, signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  return () => signal.removeEventListener('abort', onAbort);
}

function clientId() {
  return `node-${process.pid}-${require('../worker_threads').threadId}`;
}

/** `navigator.locks` */
class LockManager {
  #brand = true;

  constructor(key = undefined) {
    if (key !== kConstruct) throw new ERR_ILLEGAL_CONSTRUCTOR();
  }

  /**
   * Calls `callback` with a lock once it is free; the lock is held until what `callback` returns settles.
   * @param {string} name
   * @param {{mode?: 'exclusive' | 'shared', ifAvailable?: boolean, steal?: boolean, signal?: AbortSignal}} [options]
   * @param {(lock: Lock | null) => any} callback null with `ifAvailable` when the lock is not free
   * @returns {Promise<any>} settles as what `callback` returns
   */
  async request(name, options, callback = undefined) {
    if (!(#brand in this)) throw new ERR_INVALID_THIS('LockManager');
    if (callback === undefined) {
      callback = options;
      options = undefined;
    }
    name = readName(name);
    validateFunction(callback, 'callback');
    const read = readOptions(options);
    checkRequest(name, read);

    if (read.signal !== undefined && LockQueue.of(name).canGrant(read.mode)) {
      // Who aborts right after the call must not find the callback called.
      await null;
      read.signal.throwIfAborted();
    }
    const queue = LockQueue.of(name);
    let disarm;
    const request = new LockRequest(name, read.mode, (lock) => {
      disarm?.();
      return callback(lock);
    });
    if (read.signal !== undefined) disarm = abortable(queue, request, read.signal);
    if (read.steal) queue.steal(request);
    else if (read.ifAvailable) queue.addIfAvailable(request);
    else queue.add(request);
    return request.promise;
  }

  /** @returns {Promise<{held: object[], pending: object[]}>} each `{ name, mode, clientId }` */
  async query() {
    if (!(#brand in this)) throw new ERR_INVALID_THIS('LockManager');
    const id = clientId();
    const listed = (requests) => Array.from(requests, ({ name, mode }) => ({ name, mode, clientId: id }));
    const queues = [...LockQueue.all.values()];
    return {
      held: queues.flatMap(({ held }) => listed(held)),
      pending: queues.flatMap(({ pending }) => listed(pending)),
    };
  }
}

function finish(Class, members) {
  for (const member of members) Object.defineProperty(Class.prototype, member, kEnumerableProperty);
  Object.defineProperty(Class.prototype, Symbol.toStringTag, { __proto__: null, configurable: true, value: Class.name });
}
finish(Lock, ['name', 'mode']);
finish(LockManager, ['request', 'query']);

module.exports = { locks: new LockManager(kConstruct) };
