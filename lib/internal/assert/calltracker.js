'use strict';

const { codes } = require('../errors');
const { validateUint32 } = require('../validators');
const AssertionError = require('./assertion_error');

const noop = () => {};

/** How often one tracked function was called, and how often it should have been. */
class TrackedFunction {
  constructor(expected, stackTrace, name) {
    this.expected = expected;
    this.name = name;
    this.stackTrace = stackTrace;
    this.calls = [];
  }

  record(thisArg, args) {
    this.calls.push(Object.freeze({ thisArg, arguments: Object.freeze(args.slice()) }));
  }

  report() {
    const actual = this.calls.length;
    if (actual === this.expected) return undefined;
    return {
      message: `Expected the ${this.name} function to be executed ` +
        `${this.expected} time(s) but was executed ${actual} time(s).`,
      actual,
      expected: this.expected,
      operator: this.name,
      stack: this.stackTrace,
    };
  }
}

/** Verifies that functions were called a certain number of times. Deprecated in favour of `node:test`'s mocks. */
class CallTracker {
  #tracked = new Map();

  reset(trackedFn) {
    if (trackedFn === undefined) {
      for (const tracked of this.#tracked.values()) tracked.calls = [];
    } else {
      this.#find(trackedFn).calls = [];
    }
  }

  getCalls(trackedFn) {
    return Object.freeze([...this.#find(trackedFn).calls]);
  }

  calls(fn, expected = 1) {
    if (process._exiting) throw new codes.ERR_UNAVAILABLE_DURING_EXIT();
    let target = fn;
    let count = expected;
    if (typeof fn === 'number') {
      count = fn;
      target = noop;
    } else if (fn === undefined) {
      target = noop;
    }
    validateUint32(count, 'expected', true);
    // The error itself is the report's `stack`: it shows where the tracking began.
    const tracked = new TrackedFunction(count, new Error(), target.name || 'calls');
    const proxy = new Proxy(target, {
      __proto__: null,
      apply(callee, thisArg, args) {
        tracked.record(thisArg, args);
        return Reflect.apply(callee, thisArg, args);
      },
    });
    this.#tracked.set(proxy, tracked);
    return proxy;
  }

  report() {
    return [...this.#tracked.values()].map((tracked) => tracked.report()).filter(Boolean);
  }

  verify() {
    const errors = this.report();
    if (errors.length === 0) return;
    const message = errors.length === 1 ?
      errors[0].message :
      'Functions were not called the expected number of times';
    throw new AssertionError({ message, details: errors });
  }

  #find(trackedFn) {
    const tracked = this.#tracked.get(trackedFn);
    if (tracked === undefined) {
      throw new codes.ERR_INVALID_ARG_VALUE('tracked', trackedFn, 'is not a tracked function');
    }
    return tracked;
  }
}

module.exports = CallTracker;
