'use strict';

const { Immediate, Timeout, clearImmediate, clearTimeout, insert } = require('./internal/timers');

const kCustomPromisify = Symbol.for('nodejs.util.promisify.custom');

function checkCallback(callback) {
  if (typeof callback !== 'function') require('./internal/validators').validateFunction(callback, 'callback');
}

/**
 * Calls `callback(...args)` once, `after` milliseconds from now.
 * @returns {Timeout}
 */
function setTimeout(callback, after, ...args) {
  checkCallback(callback);
  const timeout = new Timeout(callback, after, args.length > 0 ? args : undefined, false, true);
  insert(timeout, timeout._idleTimeout);
  return timeout;
}

/**
 * Calls `callback(...args)` every `repeat` milliseconds.
 * @returns {Timeout}
 */
function setInterval(callback, repeat, ...args) {
  checkCallback(callback);
  const timeout = new Timeout(callback, repeat, args.length > 0 ? args : undefined, true, true);
  insert(timeout, timeout._idleTimeout);
  return timeout;
}

function clearInterval(timer) {
  clearTimeout(timer);
}

/**
 * Calls `callback(...args)` in this turn's check phase, after I/O callbacks.
 * @returns {Immediate}
 */
function setImmediate(callback, ...args) {
  checkCallback(callback);
  return new Immediate(callback, args.length > 0 ? args : undefined);
}

// Promisifying loads the promise versions only when somebody does it.
function promisifiesTo(fn, name) {
  Object.defineProperty(fn, kCustomPromisify, {
    __proto__: null,
    enumerable: true,
    get() {
      return require('./timers/promises')[name];
    },
  });
}
promisifiesTo(setTimeout, 'setTimeout');
promisifiesTo(setImmediate, 'setImmediate');

module.exports = {
  setTimeout,
  clearTimeout,
  setImmediate,
  clearImmediate,
  setInterval,
  clearInterval,
};

Object.defineProperty(module.exports, 'promises', {
  __proto__: null,
  configurable: true,
  enumerable: true,
  get() {
    return require('./timers/promises');
  },
});
