'use strict';

// Timers of one duration expire in the order they were started, so each duration has a list of its own and only the
// lists are sorted (a heap by expiry). Starting or stopping a timer is then O(1), and the loop knows one expiry only.

const binding = internalBinding('timers');
const PriorityQueue = require('./priority_queue');
const tracking = require('./async_tracking');

const { immediateInfo, timerInfo, getLibuvNow, scheduleTimer, toggleTimerRef, toggleImmediateRef } = binding;

// Places in immediateInfo, which the loop reads: how many there are, how many of them keep the process alive, and
// whether a chain was left half run.
const [kCount, kRefCount, kHasOutstanding] = [0, 1, 2];

/** The longest duration, in milliseconds: libuv's and every browser's. */
const TIMEOUT_MAX = 0x7FFFFFFF;

const kRefed = Symbol('refed');
const kHasPrimitive = Symbol('kHasPrimitive');
const kTimerId = Symbol('timerId');
/** Where sockets and streams keep their idle timer. */
const kTimeout = Symbol('timeout');

/** The timers of one duration: a ring with this as its head, the oldest timer first. */
class TimersList {
  constructor(msecs, expiry) {
    this.msecs = msecs;
    this.expiry = expiry;
    this.turn = nextTurn++;
    this.priorityQueuePosition = 0;
    this._idlePrev = this._idleNext = this;
  }

  get isEmpty() {
    return this._idleNext === this;
  }

  static isBefore(one, other) {
    return one.expiry === other.expiry ? one.turn < other.turn : one.expiry < other.expiry;
  }
}

// Lists of one expiry come out in the order they were put in.
let nextTurn = Number.MIN_SAFE_INTEGER;
let nextExpiry = Infinity;
let nextTimerId = 1;

const timerListMap = new Map();
const timerListQueue = new PriorityQueue(TimersList.isBefore);
/** Timers whose number somebody asked for, so that `clearTimeout(number)` finds them. */
const knownTimersById = new Map();

function unlink(timer) {
  const { _idlePrev: before, _idleNext: after } = timer;
  timer._idlePrev = timer._idleNext = null;
  if (before) before._idleNext = after;
  if (after) after._idlePrev = before;
}

function append(list, timer) {
  if (timer._idleNext || timer._idlePrev) unlink(timer);
  const youngest = list._idlePrev;
  list._idlePrev = youngest._idleNext = timer;
  timer._idlePrev = youngest;
  timer._idleNext = list;
}

// The loop stays alive while one timer or more wants it to.
function incRefCount() {
  if (++timerInfo[0] === 1) toggleTimerRef(true);
}

function decRefCount() {
  if (--timerInfo[0] === 0) toggleTimerRef(false);
}

/** How many timers and immediates keep the process alive, the ones being run among them. */
function refCounts() {
  return { timers: timerInfo[0], immediates: immediateInfo[kRefCount] };
}

function countRef(refed) {
  if (refed) incRefCount();
  else decRefCount();
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
    list = new TimersList(msecs, expiry);
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
  const { _idleTimeout: msecs, [kRefed]: wasRefed } = timer;
  // -1 is a timer stopped for good; what was never given a duration is none.
  if (msecs === undefined || msecs < 0) return;
  insert(timer, msecs, start);
  timer[kRefed] = refed;
  if (!timer._destroyed) {
    if (!wasRefed === refed) countRef(refed);
    return;
  }
  timer._destroyed = false;
  if (tracking.hooks !== null) tracking.hooks.init(timer, 'Timeout');
  if (refed) incRefCount();
}

/** Stops a timer for good (unless it is refreshed). */
function unenroll(timer) {
  if (timer._destroyed) return;
  release(timer);
  unlink(timer);
  if (timer[kRefed]) {
    // Lists of unreferenced timers stay: they are mostly HTTP's, which come back soon.
    const list = timerListMap.get(Math.trunc(timer._idleTimeout));
    if (list?.isEmpty) dropList(list);
    decRefCount();
  }
  timer._idleTimeout = -1;
}

// From here on it is nobody's timer: not its number's, not the hooks'.
function release(timer) {
  timer._destroyed = true;
  if (timer[kHasPrimitive]) knownTimersById.delete(timer[kTimerId]);
  if (tracking.hooks !== null) tracking.hooks.destroy(timer);
}

function dropList(list) {
  timerListMap.delete(list.msecs);
  timerListQueue.removeAt(list.priorityQueuePosition);
}

/** Complaints that are made once, as are all but those of durations that are too long. */
const made = new Set();

function complain(what, type) {
  if (made.has(type)) return;
  if (type !== 'TimeoutOverflowWarning') made.add(type);
  process.emitWarning(`${what}.\nTimeout duration was set to 1.`, type);
}

function validDuration(after) {
  if (after === undefined) return 1;
  const msecs = after * 1;
  if (msecs >= 1 && msecs <= TIMEOUT_MAX) return msecs;
  if (msecs > TIMEOUT_MAX) complain(`${msecs} does not fit into a 32-bit signed integer`, 'TimeoutOverflowWarning');
  else if (msecs < 0) complain(`${msecs} is a negative number`, 'TimeoutNegativeWarning');
  else if (Number.isNaN(msecs)) complain('NaN is not a number', 'TimeoutNaNWarning');
  return 1;
}

/** What `setTimeout` and `setInterval` return. */
class Timeout {
  constructor(listener, after, args, repeats, refed) {
    const msecs = validDuration(after);
    this._idleTimeout = msecs;
    this._idlePrev = null;
    this._idleNext = null;
    this._idleStart = null;
    this._onTimeout = listener;
    this._timerArgs = args;
    this._repeat = repeats ? msecs : null;
    this._destroyed = false;
    this[kRefed] = refed;
    this[kHasPrimitive] = false;
    if (refed) incRefCount();
    if (tracking.hooks !== null) tracking.hooks.init(this, 'Timeout');
  }

  /** Starts it over from now. */
  refresh() {
    restart(this, this[kRefed]);
    return this;
  }

  unref() {
    setRefed(this, false);
    return this;
  }

  ref() {
    setRefed(this, true);
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

function setRefed(timer, refed) {
  if (timer[kRefed] === refed) return;
  timer[kRefed] = refed;
  if (!timer._destroyed) countRef(refed);
}

/** Stops a timeout or interval, given as itself or as its number. */
function clearTimeout(timer) {
  const isId = typeof timer === 'number' || typeof timer === 'string';
  const timeout = isId ? timerOfId(timer) : timer;
  if (!timeout?._onTimeout) return;
  timeout._onTimeout = null;
  unenroll(timeout);
}

// As a property's name it would be: '1' is 1, '01' is not.
function timerOfId(id) {
  const number = Number(id);
  return String(number) === String(id) ? knownTimersById.get(number) : undefined;
}

/** A started timeout that does not keep the process alive. */
function setUnrefTimeout(listener, after) {
  if (typeof listener !== 'function') require('./validators').validateFunction(listener, 'callback');
  const timeout = new Timeout(listener, after, undefined, false, false);
  insert(timeout, timeout._idleTimeout);
  return timeout;
}

/**
 * A duration for an idle timer.
 * @throws {RangeError|TypeError} when it is not a finite number ≥ 0
 */
function getTimerDuration(msecs, name) {
  require('./validators').validateNumber(msecs, name);
  if (msecs >= 0 && msecs <= TIMEOUT_MAX) return msecs;
  if (!(msecs > TIMEOUT_MAX && msecs < Infinity)) {
    const { ERR_OUT_OF_RANGE } = require('./errors').codes;
    throw new ERR_OUT_OF_RANGE(name, 'a non-negative finite number', msecs);
  }
  const overflow = `${msecs} does not fit into a 32-bit signed integer.`;
  process.emitWarning(`${overflow}\nTimer duration was truncated to ${TIMEOUT_MAX}.`, 'TimeoutOverflowWarning');
  return TIMEOUT_MAX;
}

/** A chain of immediates, in the order they will run. */
class ImmediateList {
  head = null;
  tail = null;

  append(immediate) {
    const { tail } = this;
    this.tail = immediate;
    immediate._idlePrev = tail;
    if (tail === null) this.head = immediate;
    else tail._idleNext = immediate;
  }

  /** Also for one in a chain that was taken out of the list to be run. */
  prepend(immediate) {
    const { head } = this;
    if (head !== null) {
      immediate._idleNext = head;
      head._idlePrev = immediate;
    } else {
      this.tail = immediate;
    }
    this.head = immediate;
  }

  remove(immediate) {
    const { _idlePrev: before, _idleNext: after } = immediate;
    if (this.head === immediate) this.head = after;
    if (this.tail === immediate) this.tail = before;
    if (before) before._idleNext = after;
    if (after) after._idlePrev = before;
    immediate._idlePrev = immediate._idleNext = null;
  }
}

const immediateQueue = new ImmediateList();
/** What is left of the chain being run, when a callback threw. */
const outstandingQueue = new ImmediateList();

function countImmediateRef(refed) {
  const count = immediateInfo[kRefCount] += refed ? 1 : -1;
  if (count === (refed ? 1 : 0)) toggleImmediateRef(refed);
}

/** What `setImmediate` returns; it is queued when made. */
class Immediate {
  constructor(listener, args) {
    // Made from right to left: next comes before previous.
    this._idlePrev = this._idleNext = null;
    this._onImmediate = listener;
    this._argv = args;
    this._destroyed = false;
    this[kRefed] = true;
    if (tracking.hooks !== null) tracking.hooks.init(this, 'Immediate');
    countImmediateRef(true);
    immediateInfo[kCount] += 1;
    immediateQueue.append(this);
  }

  ref() {
    return changeRef(this, true);
  }

  unref() {
    return changeRef(this, false);
  }

  hasRef() {
    return this[kRefed] === true;
  }

  [Symbol.dispose]() {
    clearImmediate(this);
  }
}

// One that has run or was cleared has null: it is neither.
function changeRef(immediate, refed) {
  if (immediate[kRefed] === !refed) {
    immediate[kRefed] = refed;
    countImmediateRef(refed);
  }
  return immediate;
}

/** Counts one that is about to run, or will not run, out. */
function retire(immediate) {
  immediate._destroyed = true;
  immediateInfo[kCount] -= 1;
  if (immediate[kRefed]) countImmediateRef(false);
  immediate[kRefed] = null;
}

function clearImmediate(immediate) {
  const isWaiting = immediate?._onImmediate && !immediate._destroyed;
  if (!isWaiting) return;
  retire(immediate);
  immediate._onImmediate = null;
  immediateQueue.remove(immediate);
  if (tracking.hooks !== null) tracking.hooks.destroy(immediate);
}

function callImmediate(immediate) {
  const args = immediate._argv;
  if (args !== undefined) immediate._onImmediate(...args);
  else immediate._onImmediate();
}

function callTimer(timer) {
  const args = timer._timerArgs;
  if (args !== undefined) Reflect.apply(timer._onTimeout, timer, args);
  else timer._onTimeout();
}

// An exception leaves the resource entered: its handlers belong to it, and leave all of them (`hooks.unwind`).
function callTracked(hooks, resource, call) {
  hooks.enter(resource);
  call(resource);
  hooks.exit(resource);
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

      retire(immediate);
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
        // What has come due since the phase began waits for the next turn, or slow callbacks would starve the loop.
        return timerInfo[0] > 0 ? nextExpiry : -nextExpiry;
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
        list.turn = nextTurn++;
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
    if (list === timerListMap.get(msecs)) dropList(list);
  }

  function runTimer(timer) {
    const { hooks } = tracking;
    // The next period begins where this call does, however long it takes.
    const began = timer._repeat ? getLibuvNow() : 0;
    try {
      if (hooks === null) callTimer(timer);
      else callTracked(hooks, timer, callTimer);
    } finally {
      afterCall(timer, began);
    }
  }

  function afterCall(timer, began) {
    const period = timer._repeat;
    if (period && timer._idleTimeout !== -1) {
      timer._idleTimeout = period;
      insert(timer, period, began);
      return;
    }
    const wasRestarted = timer._idleNext || timer._idlePrev;
    if (!wasRestarted) finish(timer);
  }

  function finish(timer) {
    if (timer._destroyed) return;
    if (timer[kRefed]) decRefCount();
    release(timer);
  }

  return { processImmediate, processTimers };
}

const callbacks = getTimerCallbacks(require('./process/task_queues').runNextTicks);
binding.setupTimers(callbacks.processImmediate, callbacks.processTimers);

module.exports = {
  TIMEOUT_MAX,
  kTimeout,
  Timeout,
  Immediate,
  immediateQueue,
  insert,
  clearTimeout,
  clearImmediate,
  setUnrefTimeout,
  getTimerDuration,
  getLibuvNow,
  refCounts,
};
