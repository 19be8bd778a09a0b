'use strict';

// `process.finalization`: callbacks for the end of the process, for objects that are still alive then.

const { validateFunction, validateObject, kValidateObjectAllowFunction } = require('../validators');

/** Event → [{ref: WeakRef, fn}] */
const registered = { exit: [], beforeExit: [] };
const listeners = { exit: undefined, beforeExit: undefined };

function add(event, ref, fn) {
  validateObject(ref, 'ref', kValidateObjectAllowFunction);
  validateFunction(fn, 'callback');
  if (listeners[event] === undefined) {
    listeners[event] = () => callAll(event);
    process.on(event, listeners[event]);
  }
  registered[event].push({ ref: new WeakRef(ref), fn });
}

function callAll(event) {
  const entries = registered[event];
  clear(event);
  for (const { ref, fn } of entries) {
    const object = ref.deref();
    if (object !== undefined) fn(object, event);
  }
}

function clear(event) {
  registered[event] = [];
  if (listeners[event] === undefined) return;
  process.removeListener(event, listeners[event]);
  listeners[event] = undefined;
}

/**
 * @param {object} ref
 * @param {(ref: object, event: string) => void} callback called at exit unless `ref` is gone by then
 */
function register(ref, callback) {
  add('exit', ref, callback);
}

function registerBeforeExit(ref, callback) {
  add('beforeExit', ref, callback);
}

function unregister(ref) {
  for (const event of Object.keys(registered)) {
    registered[event] = registered[event].filter((entry) => {
      const object = entry.ref.deref();
      return object !== undefined && object !== ref;
    });
    if (registered[event].length === 0) clear(event);
  }
}

module.exports = { register, registerBeforeExit, unregister };
