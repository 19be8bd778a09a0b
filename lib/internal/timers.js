'use strict';

// Timers of one duration expire in the order they were started, so each duration has a list of its own and only the
// lists are sorted (a heap by expiry). Starting or stopping a timer is then O(1), and the loop knows one expiry only.

const binding = internalBinding('timers');
const PriorityQueue = require('./priority_queue');
const tracking = require('./async_tracking');

const { immediateInfo, timerInfo, getLibuvNow, scheduleTimer, toggleTimerRef, toggleImmediateRef } = binding;

// Places in immediateInfo, which the loop reads.
const kCount = 0;
const kRefCount = 1;
const kHasOutstanding = 2;

const TIMEOUT_MAX = 2 ** 31 - 1;

const kRefed = Symbol('refed');
const kHasPrimitive = Symbol('kHasPrimitive');
const kTimerId = Symbol('timerId');
/** Where sockets and streams keep their idle timer. */
const kTimeout = Symbol('timeout');

/** The head of a ring of timers of one duration, oldest first. */
class TimersList {
  constructor(expiry, msecs) {
    this._idleNext = this;
    this._idlePrev = this;
    this.expiry = expiry;
    this.id = nextListId++;
    this.msecs = msecs;
    this.priorityQueuePosition = 0;
  }
}

// Lists of one expiry come out in the order they were put in.
let nextListId = Number.MIN_SAFE_INTEGER;
let nextExpiry = Infinity;
let nextTimerId = 1;
let warnedNegative = false;
let warnedNotNumber = false;

const timerListMap = new Map();
const timerListQueue = new PriorityQueue((a, b) => (a.expiry === b.expiry ? a.id < b.id : a.expiry < b.expiry));
/** Timers whose number somebody asked for, so that `clearTimeout(number)` finds them. */
const knownTimersById = new Map();

function unlink(timer) {
  if (timer._idleNext) timer._idleNext._idlePrev = timer._idlePrev;
  if (timer._idlePrev) timer._idlePrev._idleNext = timer._idleNext;
  timer._idleNext = null;
  timer._idlePrev = null;
}

function append(list, timer) {
  if (timer._idleNext || timer._idlePrev) unlink(timer);
  const last = list._idlePrev;
  timer._idlePrev = last;
  timer._idleNext = list;
  last._idleNext = timer;
  list._idlePrev = timer;
}

function incRefCount() {
  if (timerInfo[0]++ === 0) toggleTimerRef(true);
}

function decRefCount() {
  if (--timerInfo[0] === 0) toggleTimerRef(false);
}

/**
 * Starts a timer: it expires `msecs` after `start`.
 * @param {Timeout} timer
 * @param {number} msecs
 * @param {number} [start] in the loop's milliseconds
 */
function insert(timer, msecs, start = getLibuvNow()) {
  msecs = Math.trunc(msecs);
  timer._idleStart = start;
  let list = timerListMap.get(msecs);
  if (list === undefined) {
    const expiry = start + msecs;
    list = new TimersList(expiry, msecs);
    timerListMap.set(msecs, list);
    timerListQueue.insert(list);
    if (nextExpiry > expiry) {
      scheduleTimer(msecs);
      nextExpiry = expiry;
    }
  }
  append(list, timer);
}

// (Re)starts a timer that may have been stopped, or be about to change between referenced and not.
function restart(timer, refed, start) {
  const msecs = timer._idleTimeout;
  if (msecs < 0 || msecs === undefined) return;
  insert(timer, msecs, start);
  const wasDestroyed = timer._destroyed;
  if (wasDestroyed) {
    timer._destroyed = false;
    if (tracking.hooks !== null) tracking.hooks.init(timer, 'Timeout');
    if (refed) incRefCount();
  } else if (refed === !timer[kRefed]) {
    if (refed) incRefCount();
    else decRefCount();
  }
  timer[kRefed] = refed;
}

/** Starts a timer anew; it keeps the process alive. */
function active(timer) {
  restart(timer, true);
}

/** Starts a timer anew; it does not keep the process alive. */
function unrefActive(timer) {
  restart(timer, false);
}

/** Stops a timer for good (unless it is refreshed). */
function unenroll(timer) {
  if (timer._destroyed) return;
  timer._destroyed = true;
  if (timer[kHasPrimitive]) knownTimersById.delete(timer[kTimerId]);
  if (tracking.hooks !== null) tracking.hooks.destroy(timer);
  unlink(timer);
  // Lists of unreferenced timers stay: they are mostly HTTP's, which come back soon.
  if (timer[kRefed]) {
    const list = timerListMap.get(Math.trunc(timer._idleTimeout));
    if (list !== undefined && list._idleNext === list) {
      timerListQueue.removeAt(list.priorityQueuePosition);
      timerListMap.delete(list.msecs);
    }
    decRefCount();
  }
  timer._idleTimeout = -1;
}

function validDuration(after) {
  if (after === undefined) return 1;
  after *= 1;
  if (after >= 1 && after <= TIMEOUT_MAX) return after;
  if (after > TIMEOUT_MAX) {
    process.emitWarning(`${after} does not fit into a 32-bit signed integer.\nTimeout duration was set to 1.`,
      'TimeoutOverflowWarning');
  } else if (after < 0 && !warnedNegative) {
    warnedNegative = true;
    process.emitWarning(`${after} is a negative number.\nTimeout duration was set to 1.`, 'TimeoutNegativeWarning');
  } else if (Number.isNaN(after) && !warnedNotNumber) {
    warnedNotNumber = true;
    process.emitWarning(`${after} is not a number.\nTimeout duration was set to 1.`, 'TimeoutNaNWarning');
  }
  return 1;
}

/** What `setTimeout` and `setInterval` return. */
class Timeout {
  constructor(callback, after, args, isRepeat, isRefed) {
    after = validDuration(after);
    this._idleTimeout = after;
    this._idlePrev = null;
    this._idleNext = null;
    this._idleStart = null;
    this._onTimeout = callback;
    this._timerArgs = args;
    this._repeat = isRepeat ? after : null;
    this._destroyed = false;
    if (isRefed) incRefCount();
    this[kRefed] = isRefed;
    this[kHasPrimitive] = false;
    if (tracking.hooks !== null) tracking.hooks.init(this, 'Timeout');
  }

  /** Starts it over from now. */
  refresh() {
    restart(this, this[kRefed] === true);
    return this;
  }

  unref() {
    if (this[kRefed]) {
      this[kRefed] = false;
      if (!this._destroyed) decRefCount();
    }
    return this;
  }

  ref() {
    if (this[kRefed] === false) {
      this[kRefed] = true;
      if (!this._destroyed) incRefCount();
    }
    return this;
  }

  hasRef() {
    return this[kRefed];
  }

  close() {
    clearTimeout(this);
    return this;
  }

  [Symbol.for('nodejs.util.inspect.custom')](_, options) {
    const { inspect } = require('./util/inspect');
    return inspect(this, { ...options, depth: 0, customInspect: false });
  }

  [Symbol.dispose]() {
    clearTimeout(this);
  }

  /** The number that `clearTimeout` takes as well. */
  [Symbol.toPrimitive]() {
    if (!this[kHasPrimitive]) {
      this[kHasPrimitive] = true;
      this[kTimerId] = nextTimerId++;
      if (!this._destroyed) knownTimersById.set(this[kTimerId], this);
    }
    return this[kTimerId];
  }
}

/** Stops a timeout or interval, given as itself or as its number. */
function clearTimeout(timer) {
  if (timer?._onTimeout) {
    timer._onTimeout = null;
    unenroll(timer);
    return;
  }
  if (typeof timer === 'number' || typeof timer === 'string') {
    const known = knownTimersById.get(+timer);
    if (known !== undefined && String(+timer) === String(timer)) {
      known._onTimeout = null;
      unenroll(known);
    }
  }
}

/** A started timeout that does not keep the process alive. */
function setUnrefTimeout(callback, after) {
  if (typeof callback !== 'function') require('./validators').validateFunction(callback, 'callback');
  const timer = new Timeout(callback, after, undefined, false, false);
  insert(timer, timer._idleTimeout);
  return timer;
}

/**
 * A duration for an idle timer.
 * @throws {RangeError|TypeError} when it is not a finite number ≥ 0
 */
function getTimerDuration(msecs, name) {
  require('./validators').validateNumber(msecs, name);
  if (msecs < 0 || !Number.isFinite(msecs)) {
    const { codes: { ERR_OUT_OF_RANGE } } = require('./errors');
    throw new ERR_OUT_OF_RANGE(name, 'a non-negative finite number', msecs);
  }
  if (msecs > TIMEOUT_MAX) {
    process.emitWarning(`${msecs} does not fit into a 32-bit signed integer.\n` +
      `Timer duration was truncated to ${TIMEOUT_MAX}.`, 'TimeoutOverflowWarning');
    return TIMEOUT_MAX;
  }
  return msecs;
}

/** A chain of immediates. */
class ImmediateList {
  constructor() {
    this.head = null;
    this.tail = null;
  }

  append(item) {
    if (this.tail === null) {
      this.head = item;
    } else {
      this.tail._idleNext = item;
      item._idlePrev = this.tail;
    }
    this.tail = item;
  }

  remove(item) {
    if (item._idleNext) item._idleNext._idlePrev = item._idlePrev;
    if (item._idlePrev) item._idlePrev._idleNext = item._idleNext;
    if (item === this.head) this.head = item._idleNext;
    if (item === this.tail) this.tail = item._idlePrev;
    item._idleNext = null;
    item._idlePrev = null;
  }
}

const immediateQueue = new ImmediateList();
/** What is left of the chain being run, when a callback threw. */
const outstandingQueue = new ImmediateList();

/** What `setImmediate` returns; it is queued when made. */
class Immediate {
  constructor(callback, args) {
    this._idleNext = null;
    this._idlePrev = null;
    this._onImmediate = callback;
    this._argv = args;
    this._destroyed = false;
    this[kRefed] = true;
    if (tracking.hooks !== null) tracking.hooks.init(this, 'Immediate');
    if (immediateInfo[kRefCount]++ === 0) toggleImmediateRef(true);
    immediateInfo[kCount]++;
    immediateQueue.append(this);
  }

  ref() {
    if (this[kRefed] === false) {
      this[kRefed] = true;
      if (immediateInfo[kRefCount]++ === 0) toggleImmediateRef(true);
    }
    return this;
  }

  unref() {
    if (this[kRefed] === true) {
      this[kRefed] = false;
      if (--immediateInfo[kRefCount] === 0) toggleImmediateRef(false);
    }
    return this;
  }

  hasRef() {
    return !!this[kRefed];
  }

  [Symbol.dispose]() {
    clearImmediate(this);
  }
}

function clearImmediate(immediate) {
  if (!immediate?._onImmediate || immediate._destroyed) return;
  immediateInfo[kCount]--;
  immediate._destroyed = true;
  if (immediate[kRefed] && --immediateInfo[kRefCount] === 0) toggleImmediateRef(false);
  immediate[kRefed] = null;
  if (tracking.hooks !== null) tracking.hooks.destroy(immediate);
  immediate._onImmediate = null;
  immediateQueue.remove(immediate);
}

function callImmediate(immediate) {
  const argv = immediate._argv;
  if (argv === undefined) immediate._onImmediate();
  else immediate._onImmediate(...argv);
}

function callTimer(timer) {
  const args = timer._timerArgs;
  if (args === undefined) timer._onTimeout();
  else Reflect.apply(timer._onTimeout, timer, args);
}

function callTracked(hooks, resource, call) {
  hooks.enter(resource);
  try {
    call(resource);
  } finally {
    hooks.exit(resource);
  }
}

/**
 * What the loop calls in its timers and check phases.
 * @param {() => void} runNextTicks runs between callbacks
 * @returns {{processImmediate(): void, processTimers(now: number): number}} `processTimers` returns when it wants to
 *   be called next: 0 never, negative where only unreferenced timers are left. After an exception the loop calls
 *   either one again, and it goes on with what is left.
 */
function getTimerCallbacks(runNextTicks) {
  function processImmediate() {
    const resumed = outstandingQueue.head !== null;
    let immediate = resumed ? outstandingQueue.head : immediateQueue.head;
    if (!resumed) {
      // What the callbacks add waits for the next turn.
      immediateQueue.head = immediateQueue.tail = null;
      immediateInfo[kHasOutstanding] = 1;
    }

    let previous = null;
    let ranOne = false;
    while (immediate !== null) {
      if (ranOne) runNextTicks();
      else ranOne = true;

      // A tick may have cleared it, which took it out of the chain.
      if (immediate._destroyed) {
        immediate = previous._idleNext;
        outstandingQueue.head = immediate;
        continue;
      }

      immediate._destroyed = true;
      immediateInfo[kCount]--;
      if (immediate[kRefed] && --immediateInfo[kRefCount] === 0) toggleImmediateRef(false);
      immediate[kRefed] = null;
      previous = immediate;
      const { hooks } = tracking;
      try {
        if (hooks === null) callImmediate(immediate);
        else callTracked(hooks, immediate, callImmediate);
      } finally {
        immediate._onImmediate = null;
        if (hooks !== null) hooks.destroy(immediate);
        outstandingQueue.head = immediate._idleNext;
      }
      immediate = immediate._idleNext;
    }
    immediateInfo[kHasOutstanding] = 0;
  }

  function processTimers(now) {
    nextExpiry = Infinity;
    let ranOne = false;
    for (let list = timerListQueue.peek(); list !== undefined; list = timerListQueue.peek()) {
      if (list.expiry > now) {
        nextExpiry = list.expiry;
        // Callbacks took time: the list may have come due meanwhile.
        now = getLibuvNow();
        if (nextExpiry > now) return timerInfo[0] > 0 ? nextExpiry : -nextExpiry;
      }
      if (ranOne) runNextTicks();
      else ranOne = true;
      listOnTimeout(list, now);
    }
    return 0;
  }

  function listOnTimeout(list, now) {
    const { msecs } = list;
    let ranOne = false;
    for (let timer = list._idleNext; timer !== list; timer = list._idleNext) {
      if (now - timer._idleStart < msecs) {
        // The rest of the list is for later.
        list.expiry = Math.max(timer._idleStart + msecs, now + 1);
        list.id = nextListId++;
        timerListQueue.sink(list.priorityQueuePosition);
        return;
      }
      if (ranOne) {
        // The ticks may stop or refresh this very timer: look again.
        ranOne = false;
        runNextTicks();
        continue;
      }
      ranOne = true;
      unlink(timer);
      if (!timer._onTimeout) {
        finish(timer);
        continue;
      }
      runTimer(timer);
    }
    // A timer of this duration started by a callback would have used this list.
    if (list === timerListMap.get(msecs)) {
      timerListMap.delete(msecs);
      timerListQueue.removeAt(list.priorityQueuePosition);
    }
  }

  function runTimer(timer) {
    const start = timer._repeat ? getLibuvNow() : 0;
    const { hooks } = tracking;
    try {
      if (hooks === null) callTimer(timer);
      else callTracked(hooks, timer, callTimer);
    } finally {
      if (timer._repeat && timer._idleTimeout !== -1) {
        timer._idleTimeout = timer._repeat;
        insert(timer, timer._idleTimeout, start);
      } else if (!timer._idleNext && !timer._idlePrev && !timer._destroyed) {
        finish(timer);
      }
    }
  }

  function finish(timer) {
    if (timer._destroyed) return;
    timer._destroyed = true;
    if (timer[kRefed]) decRefCount();
    if (timer[kHasPrimitive]) knownTimersById.delete(timer[kTimerId]);
    if (tracking.hooks !== null) tracking.hooks.destroy(timer);
  }

  return { processImmediate, processTimers };
}

const callbacks = getTimerCallbacks(require('./process/task_queues').runNextTicks);
binding.setupTimers(callbacks.processImmediate, callbacks.processTimers);

module.exports = {
  TIMEOUT_MAX,
  kTimeout,
  kRefed,
  kHasPrimitive,
  Timeout,
  Immediate,
  immediateQueue,
  insert,
  active,
  unrefActive,
  unenroll,
  clearTimeout,
  clearImmediate,
  setUnrefTimeout,
  getTimerDuration,
  getTimerCallbacks,
  getLibuvNow,
  timerListMap,
  timerListQueue,
  incRefCount,
  decRefCount,
};
