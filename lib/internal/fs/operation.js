'use strict';

// Most functions of fs exist three times: at once, with a callback, and as a promise. They differ in nothing but how they
// call the binding, so each is described once.

const { validateFunction } = require('../validators');

function named(name, length, fn) {
  return Object.defineProperties(fn, {
    name: { __proto__: null, value: name, configurable: true },
    length: { __proto__: null, value: length, configurable: true },
  });
}

/**
 * Takes the callback and what follows it off the arguments.
 * @param {Array} args
 * @param {number} first where it stands when all optional arguments are left out
 * @param {number} last where it stands when none is
 * @returns {Function|undefined}
 */
function takeCallback(args, first, last) {
  for (let i = first; i <= last; i++) {
    if (typeof args[i] === 'function') {
      const callback = args[i];
      args.length = i;
      return callback;
    }
  }
  return undefined;
}

/**
 * @template T
 * @param {Function} call a function of the binding
 * @param {Array} values its arguments, but for the callback
 * @returns {Promise<T>}
 */
function callAsPromise(call, values) {
  return new Promise((resolve, reject) => {
    call(...values, (error, value) => {
      if (error) {
        Error.captureStackTrace(error, callAsPromise);
        reject(error);
      } else {
        resolve(value);
      }
    });
  });
}

/**
 * Makes the three forms of a function.
 * @param {string} name
 * @param {object} description
 * @param {Function} description.call the function of the binding
 * @param {(...args: any[]) => any[]} description.prepare checks the user's arguments and returns the binding's
 * @param {number} description.required how many arguments must stand before the callback
 * @param {number} [description.optional] how many more may
 * @param {boolean} [description.hasDefault] whether the optional ones have default values, which `length` does not count
 * @param {(value: any, values: any[], args: any[]) => any} [description.finish] makes the result
 * @returns {{callback: Function, sync: Function, promise: Function}}
 */
function operation(name, { call, prepare, required, optional = 0, hasDefault = false, finish }) {
  const last = required + optional;
  const [syncLength, callbackLength] = hasDefault ? [required, required] : [last, last + 1];
  return {
    sync: named(`${name}Sync`, syncLength, (...args) => {
      const values = prepare(...args);
      const value = call(...values, undefined);
      return finish === undefined ? value : finish(value, values, args);
    }),
    callback: named(name, callbackLength, (...args) => {
      const callback = takeCallback(args, required, last);
      const values = prepare(...args);
      if (callback === undefined) validateFunction(args[last], 'cb');
      call(...values, finish === undefined ? (error, value) => {
        if (error || value === undefined) callback(error);
        else callback(null, value);
      } : (error, value) => {
        if (error) {
          callback(error);
          return;
        }
        const result = finish(value, values, args);
        callback(null, result);
      });
    }),
    promise: named(name, syncLength, async (...args) => {
      const values = prepare(...args);
      const value = await callAsPromise(call, values);
      return finish === undefined ? value : finish(value, values, args);
    }),
  };
}

module.exports = { callAsPromise, operation };
