'use strict';

// `t.assert`: the assertions of `node:assert`, each counted for the test's plan, and what programs add.

const assert = require('../../assert');
const { validateFunction, validateString } = require('../validators');
const { innerOk } = require('../assert/utils');

/** Not assertions, or not for a test to have. */
const left = new Set(['Assert', 'AssertionError', 'CallTracker', 'ok', 'options', 'strict']);

let methods;

function allMethods() {
  if (methods !== undefined) return methods;
  methods = new Map();
  for (const name of Object.keys(assert).sort()) {
    if (!left.has(name)) methods.set(name, assert[name]);
  }
  const { fileSnapshot, snapshot } = require('./snapshot');
  methods.set('snapshot', snapshot);
  methods.set('fileSnapshot', fileSnapshot);
  // Its message quotes the caller's source, so it must know who was called.
  methods.set('ok', null);
  return methods;
}

/**
 * `assert.register()` of `node:test`.
 * @param {string} name
 * @param {Function} fn called with the test's context as `this`
 */
function register(name, fn) {
  validateString(name, 'name');
  validateFunction(fn, 'fn');
  allMethods().set(name, fn);
}

/**
 * @param {object} context the test's
 * @param {() => void} count
 * @returns {object}
 */
function makeAssertions(context, count) {
  const assertions = { __proto__: null };
  for (const { 0: name, 1: method } of allMethods()) {
    assertions[name] = method === null
      ? function ok(...args) {
        count();
        innerOk(ok, args.length, args[0], args[1]);
      }
      : (...args) => {
        count();
        return Reflect.apply(method, context, args);
      };
  }
  return assertions;
}

module.exports = { makeAssertions, register };
