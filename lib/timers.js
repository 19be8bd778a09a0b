'use strict';

const { Immediate, Timeout, clearImmediate, clearTimeout, insert } = require('./internal/timers');

const kCustomPromisify = Symbol.for('nodejs.util.promisify.custom');

function checkCallback(callback) {
  if (typeof callback !== 'function') require('./internal/validators').validateFunction(callback, 'callback');
}

function start(callback, msecs, args, repeats) {
  checkCallback(callback);
  const timer = new Timeout(callback, msecs, args.length === 0 ? undefined : args, repeats, true);
  insert(timer, timer._idleTimeout);
  return timer;
}

/**
 * Calls `callback(...args)` once, `after` milliseconds from now.
 * @returns {Timeout}
 */
function setTimeout(callback, after, ...args) {
  return start(callback, after, args, false);
}

/**
 * Calls `callback(...args)` every `repeat` milliseconds.
 * @returns {Timeout}
 */
function setInterval(callback, repeat, ...args) {
  return start(callback, repeat, args, true);
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
