'use strict';

// Asynchronous ids: each scheduled callback and handle has one, and knows the id of what scheduled it. Ids follow
// callbacks only once somebody asks for them (`enableIds`); hooks are told of them while any is enabled.

const tracking = require('./async_tracking');
const { frameTracking } = require('./async_context_frame');

const async_id_symbol = Symbol('asyncId');
const trigger_async_id_symbol = Symbol('triggerId');
const init_symbol = Symbol('init');
const before_symbol = Symbol('before');
const after_symbol = Symbol('after');
const destroy_symbol = Symbol('destroy');
const promise_resolve_symbol = Symbol('promiseResolve');
const kNoPromiseHook = Symbol('kNoPromiseHook');

// The main script's id.
const kBootstrapId = 1;

let lastId = kBootstrapId;
let executionId = kBootstrapId;
let triggerId = 0;
const topLevelResource = {};
let resource = topLevelResource;

/** What new resources count as made by, where that is not what runs. */
let defaultTriggerId = -1;

/** What runs around the current callback: [executionId, triggerId, resource, …], innermost last. */
const outer = [];

// Hooks that are enabled or disabled while some are called are so only once the outermost call is over.
let activeHooks = [];
let nextHooks = null;
let callDepth = 0;
const counts = { init: 0, before: 0, after: 0, destroy: 0, promiseResolve: 0 };

function newAsyncId() {
  return ++lastId;
}

function executionAsyncId() {
  return executionId;
}

function triggerAsyncId() {
  return triggerId;
}

/** @returns {object} what the running callback belongs to; one and the same object during its run */
function executionAsyncResource() {
  return resource;
}

/** What a new resource counts as made by, where its maker names nothing else. */
function getDefaultTriggerAsyncId() {
  return defaultTriggerId < 0 ? executionId : defaultTriggerId;
}

/** The id of a resource, given to it now if it has none. */
function getOrSetAsyncId(object) {
  if (Object.hasOwn(object, async_id_symbol)) return object[async_id_symbol];
  object[trigger_async_id_symbol] = getDefaultTriggerAsyncId();
  return object[async_id_symbol] = newAsyncId();
}

function push(id, trigger, nextResource) {
  outer.push(executionId, triggerId, resource);
  executionId = id;
  triggerId = trigger;
  resource = nextResource;
}

// What the loop calls with nothing around it does not belong to the main script any more.
function leaveMain() {
  if (outer.length > 0) return;
  executionId = triggerId = 0;
  resource = topLevelResource;
}

function pop() {
  if (outer.length === 0) return;
  resource = outer.pop();
  triggerId = outer.pop();
  executionId = outer.pop();
}

/** An exception in a hook ends the process: there is nobody to catch it. */
function fatalError(error) {
  const { writeString } = internalBinding('stdio');
  const text = typeof error?.stack === 'string' ? error.stack : new Error(String(error)).stack;
  writeString(2, `${text}\n`);
  if (require('./options').getOptionValue('--abort-on-uncaught-exception')) process.abort();
  process.exit(1);
}

function callHooks(symbol, ...args) {
  callDepth++;
  try {
    for (const hook of activeHooks) {
      if (typeof hook[symbol] === 'function') hook[symbol](...args);
    }
  } catch (error) {
    fatalError(error);
  } finally {
    callDepth--;
  }
  if (callDepth === 0 && nextHooks !== null) {
    const hooks = nextHooks;
    nextHooks = null;
    setActiveHooks(hooks);
  }
}

function initHooksExist() {
  return counts.init > 0;
}

function destroyHooksExist() {
  return counts.destroy > 0;
}

function emitInit(asyncId, type, trigger, object) {
  if (counts.init === 0) return;
  callHooks(init_symbol, asyncId, type, trigger ?? getDefaultTriggerAsyncId(), object);
}

function emitBefore(asyncId, trigger, object) {
  push(asyncId, trigger, object);
  if (counts.before > 0) callHooks(before_symbol, asyncId);
}

function emitAfter(asyncId) {
  if (counts.after > 0) callHooks(after_symbol, asyncId);
  // The hooks, or what ran, may have thrown and left everything.
  if (asyncId === executionId) pop();
}

/** After an uncaught exception: hooks hear of the end of all that was under way. */
function unwind() {
  defaultTriggerId = -1;
  while (outer.length > 0) {
    if (executionId === 0) pop();
    else emitAfter(executionId);
  }
  leaveMain();
  frameTracking.unwind();
}

function emitPromiseResolve(asyncId) {
  if (counts.promiseResolve > 0) callHooks(promise_resolve_symbol, asyncId);
}

let destroyed = [];

// Destroy hooks run apart from the code whose resource died, which may be in the middle of anything.
function emitDestroy(asyncId) {
  if (counts.destroy === 0 || !(asyncId > 0)) return;
  if (destroyed.push(asyncId) > 1) return;
  const { hooks } = tracking;
  tracking.hooks = null;
  try {
    const { Immediate, immediateQueue } = require('./timers');
    const immediate = new Immediate(flushDestroyed).unref();
    // Before those of programs, which may look for what the hooks did.
    immediateQueue.remove(immediate);
    immediateQueue.prepend(immediate);
  } finally {
    tracking.hooks = hooks;
  }
}

function flushDestroyed() {
  while (destroyed.length > 0) {
    const ids = destroyed;
    destroyed = [];
    for (const id of ids) callHooks(destroy_symbol, id);
  }
}

let registry;

// Not an arrow function where the registry is made: that would hold the first object, as a variable of its scope.
function onCollected({ asyncId, record }) {
  if (!record?.destroyed) emitDestroy(asyncId);
}

/** Emits destroy when `object` has been garbage collected, unless `record.destroyed` is set by then. */
function registerDestroyHook(object, asyncId, record) {
  registry ??= new FinalizationRegistry(onCollected);
  registry.register(object, { asyncId, record }, record);
}

/** Carries frames and ids through ticks, timers and immediates. */
const idTracking = {
  init(object, type) {
    frameTracking.init(object);
    const id = newAsyncId();
    const trigger = getDefaultTriggerAsyncId();
    object[async_id_symbol] = id;
    object[trigger_async_id_symbol] = trigger;
    if (counts.init > 0) emitInit(id, type, trigger, object);
  },
  enter(object) {
    leaveMain();
    frameTracking.enter(object);
    const id = object[async_id_symbol];
    // What was scheduled before the ids were asked for has none, and no hook heard of it.
    if (id === undefined) push(0, 0, object);
    else emitBefore(id, object[trigger_async_id_symbol], object);
  },
  exit(object) {
    const id = object[async_id_symbol];
    if (id !== undefined) emitAfter(id);
    else if (executionId === 0) pop();
    frameTracking.exit(object);
  },
  destroy(object) {
    if (counts.destroy > 0) emitDestroy(object[async_id_symbol]);
  },
  unwind,
  beforeExit: flushDestroyed,
  rejected: frameTracking.rejected,
  reportRejection(promise, info, report) {
    const id = promise[async_id_symbol];
    if (id !== undefined) push(id, promise[trigger_async_id_symbol], promise);
    try {
      frameTracking.reportRejection(promise, info, report);
    } finally {
      if (id !== undefined && executionId === id) pop();
    }
  },
  withTrigger(object, fn, args) {
    const outerTrigger = defaultTriggerId;
    defaultTriggerId = getOrSetAsyncId(object);
    try {
      return fn(...args);
    } finally {
      defaultTriggerId = outerTrigger;
    }
  },
};

// ---- resources that Java makes; their frames are Java's business ----

// Java's names for types are those of process.getActiveResourcesInfo().
function providerOf(type) {
  return type === 'TCPSocketWrap' ? 'TCPWRAP' : type.toUpperCase();
}

function initNative(type, object = {}, trigger = undefined) {
  const id = newAsyncId();
  const triggerId = trigger === undefined ? getDefaultTriggerAsyncId() : getOrSetAsyncId(trigger);
  object[async_id_symbol] = id;
  object[trigger_async_id_symbol] = triggerId;
  if (counts.init > 0) emitInit(id, providerOf(type), triggerId, object);
  return object;
}

function setDefaultTrigger(object) {
  defaultTriggerId = object === undefined ? -1 : getOrSetAsyncId(object);
}

function enterNative(object) {
  leaveMain();
  // Nobody had asked for ids yet when it was made: nobody knows it.
  if (object === undefined) push(0, 0, topLevelResource);
  else emitBefore(getOrSetAsyncId(object), object[trigger_async_id_symbol], object);
}

function exitNative(object) {
  if (object !== undefined) emitAfter(object[async_id_symbol]);
  else if (executionId === 0) pop();
}

function destroyNative(object) {
  if (counts.destroy > 0) emitDestroy(object[async_id_symbol]);
}

/** From now on ids follow scheduled callbacks. */
function enableIds() {
  if (tracking.hooks === idTracking) return;
  tracking.hooks = idTracking;
  internalBinding('async_wrap').setTracker(initNative, setDefaultTrigger, enterNative, exitNative, destroyNative, getOrSetAsyncId);
}

const symbolsByCount = {
  init: init_symbol,
  before: before_symbol,
  after: after_symbol,
  destroy: destroy_symbol,
  promiseResolve: promise_resolve_symbol,
};

function setActiveHooks(hooks) {
  if (callDepth > 0) {
    nextHooks = hooks;
    return;
  }
  activeHooks = hooks;
  for (const name of Object.keys(counts)) {
    const symbol = symbolsByCount[name];
    counts[name] = hooks.reduce((count, hook) => count + (typeof hook[symbol] === 'function' ? 1 : 0), 0);
  }
  updatePromiseHook();
}

function enableHook(hook) {
  const hooks = nextHooks ?? activeHooks;
  if (hooks.includes(hook)) return;
  enableIds();
  setActiveHooks([...hooks, hook]);
}

function disableHook(hook) {
  const hooks = nextHooks ?? activeHooks;
  if (hooks.includes(hook)) setActiveHooks(hooks.filter((other) => other !== hook));
}

let stopPromiseHooks = null;

// Promise hooks make promises slower, so they are set only while some hook wants promises.
function updatePromiseHook() {
  const wanted = activeHooks.some((hook) => !hook[kNoPromiseHook]);
  if (wanted === (stopPromiseHooks !== null)) return;
  if (wanted) {
    const { createHook } = require('./promise_hooks');
    stopPromiseHooks = createHook({
      init: promiseInit, before: promiseBefore, after: promiseAfter, settled: promiseResolve,
    });
  } else {
    stopPromiseHooks();
    stopPromiseHooks = null;
  }
}

function promiseInit(promise, parent) {
  trackPromise(promise, parent);
  const id = promise[async_id_symbol];
  emitInit(id, 'PROMISE', promise[trigger_async_id_symbol], promise);
  if (counts.destroy > 0) registerDestroyHook(promise, id);
}

function trackPromise(promise, parent) {
  if (promise[async_id_symbol] !== undefined) return;
  // A parent that has no id yet gets its own first: it was there before.
  promise[trigger_async_id_symbol] =
    parent === undefined ? getDefaultTriggerAsyncId() : getOrSetAsyncId(parent);
  promise[async_id_symbol] = newAsyncId();
}

function promiseResolve(promise) {
  trackPromise(promise);
  emitPromiseResolve(promise[async_id_symbol]);
}

function promiseBefore(promise) {
  trackPromise(promise);
  emitBefore(promise[async_id_symbol], promise[trigger_async_id_symbol], promise);
}

function promiseAfter(promise) {
  trackPromise(promise);
  // Hooks that were enabled while a reaction ran see its end only: nothing was entered.
  emitAfter(promise[async_id_symbol]);
}

module.exports = {
  symbols: {
    async_id_symbol,
    trigger_async_id_symbol,
    init_symbol,
    before_symbol,
    after_symbol,
    destroy_symbol,
    promise_resolve_symbol,
  },
  kNoPromiseHook,
  destroyHooksExist,
  disableHook,
  emitAfter,
  emitBefore,
  emitDestroy,
  emitInit,
  enableHook,
  enableIds,
  executionAsyncId,
  executionAsyncResource,
  getDefaultTriggerAsyncId,
  initHooksExist,
  newAsyncId,
  registerDestroyHook,
  triggerAsyncId,
};
