'use strict';

// What the events of the Fetch and WebSocket standards check of their arguments, with the messages of Node.js.

/** What calls a getter or method of a class on something else. */
function illegalInvocation() {
  const error = new TypeError('Illegal invocation');
  error.code = 'ERR_INVALID_THIS';
  return error;
}

/**
 * Checks the arguments of a constructor, or of what takes the same ones.
 * @param {number} count how many there are
 * @param {any} type
 * @param {any} init
 * @param {string} caller such as `CloseEvent constructor`
 * @param {string} [initCaller] who refuses `init`
 */
function checkEventArguments(count, type, init, caller, initCaller = caller) {
  if (count === 0) throw new TypeError(`${caller}: 1 argument required, but 0 found.`);
  if (typeof type === 'symbol') {
    throw new TypeError(`${caller}: type is a symbol, which cannot be converted to a DOMString.`);
  }
  if (init != null && typeof init !== 'object' && typeof init !== 'function') {
    throw new TypeError(`${initCaller}: Expected ${init} to be one of: Null, Undefined, Object.`);
  }
}

/**
 * A value as messages show it.
 * @param {any} value
 * @returns {string}
 */
function shown(value) {
  if (typeof value === 'string') return `"${value}"`;
  if (typeof value === 'object' && value !== null) return require('../util/inspect').inspect(value);
  return String(value);
}

/** Gives a class what classes of the web have: enumerable members and a tag. */
function finishWebClass(Class, name, members) {
  for (const member of members) {
    Object.defineProperty(Class.prototype, member, { __proto__: null, enumerable: true });
  }
  Object.defineProperty(Class.prototype, Symbol.toStringTag, { __proto__: null, configurable: true, value: name });
}

module.exports = { checkEventArguments, finishWebClass, illegalInvocation, shown };
