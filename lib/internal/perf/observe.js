'use strict';

const {
  codes: { ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_MISSING_ARGS },
} = require('../errors');
const { validateFunction, validateObject } = require('../validators');
const { inspectInside, tag } = require('./entries');
const resources = require('./resource_buffer');
const { observed } = require('./observed');
const { deprecate } = require('../util');

const supportedEntryTypes = Object.freeze([
  'dns', 'function', 'gc', 'http', 'http2', 'mark', 'measure', 'net', 'resource',
]);
// What `performance.getEntries` remembers beside resources; the other kinds only observers see.
const buffers = { __proto__: null, mark: [], measure: [] };
const observers = new Set();
const pending = new Set();
let flushing = false;
let watchesCollections = false;
let watchesHttp = false;

// perf_hooks.constants has these.
const kMajor = 4;
const kMinor = 1;
const kForced = 4;

function byStartTime(a, b) {
  return a.startTime - b.startTime;
}

/** The entries that an observer is handed. */
class PerformanceObserverEntryList {
  #entries;

  constructor(skipThrow = undefined, entries) {
    if (skipThrow !== pending) throw new ERR_ILLEGAL_CONSTRUCTOR();
    this.#entries = entries.sort(byStartTime);
  }

  getEntries() {
    return [...this.#entries];
  }

  getEntriesByType(type) {
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('type');
    return this.#entries.filter((entry) => entry.entryType === `${type}`);
  }

  getEntriesByName(name, type = undefined) {
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('name');
    return filterByName(this.#entries, name, type);
  }

  [Symbol.for('nodejs.util.inspect.custom')](depth, options) {
    return depth < 0 ? this : inspectInside('PerformanceObserverEntryList', this.#entries, options);
  }
}

function filterByName(entries, name, type) {
  return entries.filter((entry) => (
    entry.name === `${name}` && (type == null || entry.entryType === `${type}`)));
}

/** Either many kinds are asked for, or one. */
function checkChoice(entryTypes, type) {
  const missing = (value) => value === undefined || value === null;
  if (entryTypes === undefined && type === undefined) {
    throw new ERR_MISSING_ARGS('options.entryTypes', 'options.type');
  }
  if (missing(entryTypes) || missing(type)) return;
  const reason = 'options.entryTypes can not set with options.type together';
  throw new ERR_INVALID_ARG_VALUE('options.entryTypes', entryTypes, reason);
}

/** Tells of new entries of some kinds. */
class PerformanceObserver {
  #callback;
  #types = new Set();
  #mode;
  #buffer = [];

  /** @param {(list: PerformanceObserverEntryList, observer: PerformanceObserver) => void} callback */
  constructor(callback) {
    validateFunction(callback, 'callback');
    this.#callback = callback;
  }

  static get supportedEntryTypes() {
    return supportedEntryTypes;
  }

  /**
   * @param {{entryTypes: string[]} | {type: string, buffered?: boolean}} [options]
   */
  observe(options = {}) {
    validateObject(options, 'options');
    const { entryTypes, type, buffered } = options;
    checkChoice(entryTypes, type);
    this.#setMode(entryTypes == null ? 'single' : 'multiple');
    if (this.#mode === 'multiple') this.#observeMany(entryTypes);
    else this.#observeOne(type, buffered);
    if (this.#types.size > 0) observers.add(this);
    else this.disconnect();
    countObserved();
  }

  #setMode(mode) {
    this.#mode ??= mode;
    if (this.#mode === mode) return;
    const { DOMException } = require('../domexception');
    const wanted = mode === 'multiple' ? 'multiple observations' : 'single observation';
    throw new DOMException(`PerformanceObserver can not change to ${wanted}`, 'InvalidModificationError');
  }

  #observeMany(entryTypes) {
    if (!Array.isArray(entryTypes)) throw new ERR_INVALID_ARG_TYPE('options.entryTypes', 'string[]', entryTypes);
    this.#types = new Set(entryTypes.filter((type) => supportedEntryTypes.includes(type)));
  }

  #observeOne(type, buffered) {
    if (!supportedEntryTypes.includes(type)) return;
    this.#types.add(type);
    const remembered = type === 'resource' ? resources.all() : buffers[type];
    if (!buffered || remembered === undefined) return;
    this.#buffer.push(...remembered);
    schedule(this);
  }

  disconnect() {
    observers.delete(this);
    pending.delete(this);
    this.#buffer = [];
    this.#types.clear();
    this.#mode = undefined;
    countObserved();
  }

  /** @returns {PerformanceEntry[]} what it was not told yet */
  takeRecords() {
    const entries = this.#buffer;
    this.#buffer = [];
    return entries;
  }

  static offer(observer, entry) {
    if (!observer.#types.has(entry.entryType)) return;
    observer.#buffer.push(entry);
    schedule(observer);
  }

  static flush(observer) {
    const entries = observer.takeRecords();
    if (entries.length > 0) {
      observer.#callback.call(observer, new PerformanceObserverEntryList(pending, entries), observer);
    }
  }

  static observes(observer, type) {
    return observer.#types.has(type);
  }

  [Symbol.for('nodejs.util.inspect.custom')](depth, options) {
    if (depth < 0) return this;
    return inspectInside('PerformanceObserver', {
      connected: observers.has(this),
      pending: pending.has(this),
      entryTypes: [...this.#types],
      buffer: this.#buffer,
    }, options);
  }
}

const { flush, observes, offer } = PerformanceObserver;
delete PerformanceObserver.flush;
delete PerformanceObserver.observes;
delete PerformanceObserver.offer;
tag(PerformanceObserver, ['observe', 'disconnect', 'takeRecords']);
tag(PerformanceObserverEntryList, ['getEntries', 'getEntriesByType', 'getEntriesByName']);

function schedule(observer) {
  pending.add(observer);
  if (flushing) return;
  flushing = true;
  setImmediate(() => {
    flushing = false;
    const due = [...pending];
    pending.clear();
    for (const each of due) flush(each);
  });
}

/** Puts an entry on the timeline and tells observers. */
function enqueue(entry) {
  if (entry.entryType === 'resource') resources.add(entry);
  else buffers[entry.entryType]?.push(entry);
  for (const observer of observers) offer(observer, entry);
}

/** Lets what makes entries know in one look whether somebody wants them. */
function countObserved() {
  observed.dns = hasObserver('dns');
  observed.net = hasObserver('net');
  if (hasObserver('http') !== watchesHttp) {
    watchesHttp = !watchesHttp;
    const http = require('./http_entries');
    if (watchesHttp) http.start();
    else http.stop();
  }
  if (hasObserver('gc') === watchesCollections) return;
  watchesCollections = !watchesCollections;
  const { addListener, removeListener } = require('./garbage_collections');
  if (watchesCollections) addListener(onCollection);
  else removeListener(onCollection);
}

function onCollection({ isMajor, isForced, startTime, duration }) {
  const { PerformanceNodeEntry } = require('./entries');
  const detail = { kind: isMajor ? kMajor : kMinor, flags: isForced ? kForced : 0 };
  const entry = new PerformanceNodeEntry('gc', 'gc', startTime, duration, detail);
  for (const name of ['kind', 'flags']) {
    Object.defineProperty(entry, name, deprecatedDetail(detail[name]));
  }
  enqueue(entry);
}

const kDeprecated = 'Custom PerformanceEntry accessors are deprecated. Please use the detail property.';

function deprecatedDetail(value) {
  return {
    __proto__: null,
    configurable: true,
    enumerable: true,
    get: deprecate(() => value, kDeprecated, 'DEP0152'),
    set: deprecate((next) => {
      value = next;
    }, kDeprecated, 'DEP0152'),
  };
}

function hasObserver(type) {
  for (const observer of observers) {
    if (observes(observer, type)) return true;
  }
  return false;
}

function clearEntries(type, name) {
  buffers[type] = name === undefined ? [] : buffers[type].filter((entry) => entry.name !== name);
}

/** @returns {PerformanceEntry[]} the timeline's entries, oldest first */
function timeline(type) {
  if (type === 'resource') return [...resources.all()].sort(byStartTime);
  if (type !== undefined) return [...(buffers[type] ?? [])].sort(byStartTime);
  return [...buffers.mark, ...buffers.measure, ...resources.all()].sort(byStartTime);
}

module.exports = {
  PerformanceObserver, PerformanceObserverEntryList, clearEntries, enqueue, filterByName, hasObserver,
  timeline,
};
