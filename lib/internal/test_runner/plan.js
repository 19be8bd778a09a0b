'use strict';

const { clearInterval, clearTimeout, setInterval, setTimeout } = require('../../timers');
const { codes: { ERR_INVALID_ARG_TYPE } } = require('../errors');
const { validateNumber, validateObject, validateUint32 } = require('../validators');
const { failure, kTestCodeFailure, kTestTimeout } = require('./failures');
const { TIMEOUT_MAX } = require('../timers');

/** How often a plan that waits looks again, in milliseconds. */
const kPollInterval = 1;

/** How many assertions a test is to make. */
class TestPlan {
  #wait;
  actual = 0;

  constructor(count, options = {}) {
    validateUint32(count, 'count');
    validateObject(options, 'options');
    this.expected = count;
    this.#wait = waitOf(options.wait);
  }

  increment() {
    this.actual++;
  }

  #isMet() {
    return this.actual === this.expected;
  }

  /** @returns {Promise<void> | undefined} where it waits for assertions to come */
  check() {
    if (this.#isMet()) return undefined;
    if (this.#wait === 0 || this.actual > this.expected) {
      throw failure(`plan expected ${this.expected} assertions but received ${this.actual}`, kTestCodeFailure);
    }
    return this.#waitFor();
  }

  #waitFor() {
    const { promise, resolve, reject } = Promise.withResolvers();
    const poll = setInterval(() => {
      if (this.#isMet()) resolve();
      else if (this.actual > this.expected) this.#rejectAs(reject);
    }, kPollInterval);
    const limit = this.#wait === Infinity ? undefined : setTimeout(() => {
      reject(failure(
        `plan timed out after ${this.#wait}ms with ${this.actual} assertions when expecting ${this.expected}`,
        kTestTimeout));
    }, this.#wait);
    return promise.finally(() => {
      clearInterval(poll);
      clearTimeout(limit);
    });
  }

  #rejectAs(reject) {
    try {
      this.check();
    } catch (error) {
      reject(error);
    }
  }
}

function waitOf(wait) {
  switch (typeof wait) {
    case 'undefined':
      return 0;
    case 'boolean':
      return wait ? Infinity : 0;
    case 'number':
      validateNumber(wait, 'options.wait', 0, TIMEOUT_MAX);
      return wait;
    default:
      throw new ERR_INVALID_ARG_TYPE('options.wait', ['boolean', 'number'], wait);
  }
}

module.exports = { TestPlan };
