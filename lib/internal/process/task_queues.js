'use strict';

const {
  enqueueMicrotask,
  promiseRejectEvents,
  runMicrotasks,
  setPromiseRejectCallback,
  setTickCallback,
  tickInfo,
} = internalBinding('task_queue');
const FixedQueue = require('../fixed_queue');
const tracking = require('../async_tracking');

// Places in tickInfo, which tell the loop whether to call processTicksAndRejections after a callback.
const kHasTickScheduled = 0;
const kHasRejectionToWarn = 1;

const queue = new FixedQueue();
let rejections = null;
/** What happened before `rejections` is loaded. */
const firstRejections = [];

/** One call that `process.nextTick` queued. */
class Tick {
  constructor(callback, args) {
    this.callback = callback;
    this.args = args;
  }
}

function callTick(tick) {
  const { callback, args } = tick;
  if (args === undefined) callback();
  else callback(...args);
}

// An exception leaves the resource entered: its handlers belong to it, and leave all of them (`hooks.unwind`).
function callTracked(hooks, tick, call) {
  hooks.enter(tick);
  try {
    call(tick);
  } finally {
    hooks.destroy(tick);
  }
  hooks.exit(tick);
}

/**
 * Runs ticks, then microtasks, then reports unhandled rejections, until none of them is left. Callbacks are
 * called right here, and this with `process` as `this`, because stacks show it.
 */
function processTicksAndRejections() {
  do {
    for (let tick = queue.shift(); tick !== null; tick = queue.shift()) {
      const { hooks } = tracking;
      const { callback, args } = tick;
      if (hooks !== null) callTracked(hooks, tick, callTick);
      else if (args === undefined) callback();
      else if (args.length === 1) callback(args[0]);
      else if (args.length === 2) callback(args[0], args[1]);
      else callback(...args);
    }
    runMicrotasks();
    if (rejections === null) loadRejections();
  } while (!queue.isEmpty() || (rejections !== null && rejections.processPromiseRejections()));
  tickInfo[kHasTickScheduled] = 0;
  tickInfo[kHasRejectionToWarn] = 0;
}

/** Like `processTicksAndRejections`, at little cost when there is nothing to run. */
function runNextTicks() {
  if (tickInfo[kHasTickScheduled] === 0 && tickInfo[kHasRejectionToWarn] === 0) runMicrotasks();
  if (tickInfo[kHasTickScheduled] === 0 && tickInfo[kHasRejectionToWarn] === 0) return;
  processTicksAndRejections.call(process);
}

/**
 * Calls `callback(...args)` as soon as the running callback has returned, before promise jobs and I/O.
 * @param {Function} callback
 * @param {...any} args
 */
function nextTick(callback, ...args) {
  if (typeof callback !== 'function') require('../validators').validateFunction(callback, 'callback');
  if (process._exiting) return;
  tickInfo[kHasTickScheduled] = 1;
  const tick = new Tick(callback, args.length === 0 ? undefined : args);
  if (tracking.hooks !== null) tracking.hooks.init(tick, 'TickObject');
  queue.push(tick);
}

/** Whether what runs now can just as well do at once what it would put off with nextTick. */
function isLastTick() {
  return queue.isEmpty() && tracking.hooks === null;
}

function callMicrotask(resource) {
  resource.callback();
}

/**
 * Queues a microtask.
 * @param {() => void} callback
 */
function queueMicrotask(callback) {
  if (typeof callback !== 'function') require('../validators').validateFunction(callback, 'callback');
  const resource = { callback };
  if (tracking.hooks !== null) tracking.hooks.init(resource, 'Microtask');
  enqueueMicrotask(() => {
    // An error must not keep the microtasks behind it from running.
    try {
      const { hooks } = tracking;
      if (hooks === null) callback();
      else callTracked(hooks, resource, callMicrotask);
    } catch (err) {
      internalBinding('errors').triggerUncaughtException(err, false);
    }
  });
}

// Most programs never leave a promise rejected without a handler: the bookkeeping loads with the first, though not
// right then. That may be at the end of the stack, and what fails to load there stays broken.
function onPromiseReject(type, promise, reason) {
  if (rejections !== null) {
    rejections.promiseRejectHandler(type, promise, reason, process.domain);
    return;
  }
  if (type === promiseRejectEvents.kPromiseResolveAfterResolved && !process.listenerCount('multipleResolves')) return;
  firstRejections.push({ type, promise, reason, domain: process.domain });
  tickInfo[kHasRejectionToWarn] = 1;
  if (tracking.hooks !== null) loadRejections();
}

function loadRejections() {
  if (firstRejections.length === 0) return;
  rejections = require('./promises');
  for (const { type, promise, reason, domain } of firstRejections.splice(0)) {
    rejections.promiseRejectHandler(type, promise, reason, domain);
  }
}

/** Connects the queues to the loop; called once, at boot. */
function setupTaskQueue() {
  setTickCallback(processTicksAndRejections, process);
  setPromiseRejectCallback(onPromiseReject);
  return { nextTick, runNextTicks };
}

module.exports = { setupTaskQueue, isLastTick, nextTick, queueMicrotask, runNextTicks };
