'use strict';

// Which rejected promises have no handler, and what happens about them (--unhandled-rejections).

const { promiseRejectEvents, tickInfo } = internalBinding('task_queue');
const tracking = require('../async_tracking');
const { getOptionValue } = require('../options');

const {
  kPromiseRejectWithNoHandler,
  kPromiseHandlerAddedAfterReject,
  kPromiseRejectAfterResolved,
  kPromiseResolveAfterResolved,
} = promiseRejectEvents;
const kHasRejectionToWarn = 1;

/** Promise → {reason, uid, warned, domain}: rejected and without a handler so far. */
const unhandled = new WeakMap();
/** Those of them that nothing was said about yet, in the order of their rejection. */
const pending = [];
/** Handled after all, but after something was said: [{promise, warning}]. */
const handledLate = [];
let lastId = 0;
let mode;

/**
 * Takes note of what the engine reports.
 * @param {number} type one of promiseRejectEvents
 * @param {Promise} promise
 * @param {any} reason
 * @param {object | null} domain the one that was entered then
 */
function promiseRejectHandler(type, promise, reason, domain) {
  switch (type) {
    case kPromiseRejectWithNoHandler:
      noteRejection(promise, { reason, uid: ++lastId, warned: false, domain });
      break;
    case kPromiseHandlerAddedAfterReject:
      rejectionHandled(promise);
      break;
    case kPromiseRejectAfterResolved:
      settledTwice('reject', promise, reason);
      break;
    case kPromiseResolveAfterResolved:
      settledTwice('resolve', promise, reason);
      break;
  }
}

function noteRejection(promise, info) {
  tracking.hooks?.rejected(info);
  unhandled.set(promise, info);
  pending.push(promise);
  tickInfo[kHasRejectionToWarn] = 1;
}

function rejectionHandled(promise) {
  const info = unhandled.get(promise);
  if (info === undefined) return;
  unhandled.delete(promise);
  if (!info.warned) return;
  const warning = new Error(`Promise rejection was handled asynchronously (rejection id: ${info.uid})`);
  warning.name = 'PromiseRejectionHandledWarning';
  warning.id = info.uid;
  handledLate.push({ promise, warning });
  tickInfo[kHasRejectionToWarn] = 1;
}

let warnedOfMultipleResolves = false;

function settledTwice(how, promise, reason) {
  if (!process.listenerCount('multipleResolves')) return;
  if (!warnedOfMultipleResolves) {
    warnedOfMultipleResolves = true;
    process.emitWarning('The multipleResolves event has been deprecated.', 'DeprecationWarning', 'DEP0160');
  }
  // Later: here an exception of the listener would end in the promise's executor.
  process.nextTick(() => process.emit('multipleResolves', how, promise, reason));
}

// What `reason` looks like without running any of its code.
function describe(reason) {
  if (reason instanceof Error) return `${reason.name}: ${reason.message}`;
  if (typeof reason === 'symbol' || typeof reason === 'function') {
    return (typeof reason === 'symbol' ? Symbol : Function).prototype.toString.call(reason);
  }
  if (typeof reason !== 'object' || reason === null) return String(reason);
  const prototype = Object.getPrototypeOf(reason);
  const constructor = prototype === null ? undefined :
    Object.getOwnPropertyDescriptor(prototype, 'constructor')?.value;
  return `#<${constructor?.name || 'Object'}>`;
}

/** What a promise rejected with, where that was no error. */
class UnhandledPromiseRejection extends Error {
  constructor(reason) {
    super('This error originated either by throwing inside of an async function without a catch block, ' +
      'or by rejecting a promise which was not handled with .catch(). ' +
      `The promise rejected with the reason "${describe(reason)}".`);
    this.code = 'ERR_UNHANDLED_REJECTION';
  }
}
Object.defineProperty(UnhandledPromiseRejection.prototype, 'name', {
  __proto__: null,
  value: 'UnhandledPromiseRejection',
  configurable: true,
  writable: true,
});

function throwUncaught(reason) {
  const { isErrorLike } = require('../errors');
  const err = isErrorLike(reason) ? reason : new UnhandledPromiseRejection(reason);
  internalBinding('errors').triggerUncaughtException(err, true);
}

function emitUnhandled(promise, info) {
  const { domain } = info;
  if (domain !== null && domain !== undefined) return domain.emit('error', info.reason);
  return process.emit('unhandledRejection', info.reason, promise);
}

function warn(info) {
  const { isErrorLike } = require('../errors');
  const { reason } = info;
  const name = 'UnhandledPromiseRejectionWarning';
  const warning = new Error('Unhandled promise rejection. This error originated either by throwing inside of an ' +
    'async function without a catch block, or by rejecting a promise which was not handled with .catch(). ' +
    'To terminate the node process on unhandled promise rejection, use the CLI flag ' +
    '`--unhandled-rejections=strict` (see https://nodejs.org/api/cli.html#cli_unhandled_rejections_mode). ' +
    `(rejection id: ${info.uid})`);
  warning.name = name;
  try {
    if (isErrorLike(reason)) {
      warning.stack = reason.stack;
      process.emitWarning(reason.stack, name);
    } else {
      process.emitWarning(describe(reason), name);
    }
  } catch {
    // A hostile `stack` getter: the warning below says enough.
  }
  process.emitWarning(warning);
}

const modes = {
  __proto__: null,
  throw(promise, info) {
    if (!emitUnhandled(promise, info)) throwUncaught(info.reason);
  },
  strict(promise, info) {
    throwUncaught(info.reason);
    if (!emitUnhandled(promise, info)) warn(info);
  },
  warn(promise, info) {
    emitUnhandled(promise, info);
    warn(info);
  },
  'warn-with-error-code'(promise, info) {
    if (emitUnhandled(promise, info)) return;
    warn(info);
    process.exitCode = 1;
  },
  none(promise, info) {
    emitUnhandled(promise, info);
  },
};

/**
 * Reports the rejections that still have no handler now that ticks and microtasks have run.
 * @returns {boolean} whether user code may have queued more of them
 */
function processPromiseRejections() {
  let ranUserCode = handledLate.length > 0;
  while (handledLate.length > 0) {
    const { promise, warning } = handledLate.shift();
    if (!process.emit('rejectionHandled', promise)) process.emitWarning(warning);
  }

  mode ??= modes[getOptionValue('--unhandled-rejections')] ?? modes.throw;
  // What a listener rejects is for the next round. A listener may throw: then the rest stays pending.
  for (let left = pending.length; left > 0; left--) {
    const promise = pending.shift();
    const info = unhandled.get(promise);
    if (info === undefined) continue;
    info.warned = true;
    ranUserCode = true;
    if (tracking.hooks === null) mode(promise, info);
    else tracking.hooks.reportRejection(promise, info, mode);
  }
  return ranUserCode || pending.length > 0;
}

module.exports = { promiseRejectHandler, processPromiseRejections };
