'use strict';

// What the functions of suites and tests are called with.

const { codes: { ERR_INVALID_STATE } } = require('../errors');
const { setTimeout } = require('../../timers');
const { validateFunction, validateNumber, validateObject } = require('../validators');
const { MockTracker } = require('./mock');
const { TestPlan } = require('./plan');
const { Test } = require('./test');

let testOf;

/** What a suite's function gets. */
class SuiteContext {
  #suite;

  constructor(suite) {
    this.#suite = suite;
  }

  get signal() {
    return this.#suite.signal;
  }

  get name() {
    return this.#suite.name;
  }

  get filePath() {
    return this.#suite.entryFile;
  }

  get fullName() {
    return this.#suite.fullName;
  }
}

/** What a test's function gets. */
class TestContext {
  #assert;
  #test;

  static {
    testOf = (context) => context.#test;
  }

  constructor(test) {
    this.#test = test;
  }

  get signal() {
    return this.#test.signal;
  }

  get name() {
    return this.#test.name;
  }

  get filePath() {
    return this.#test.entryFile;
  }

  get fullName() {
    return this.#test.fullName;
  }

  get error() {
    const { error } = this.#test;
    return error?.code === 'ERR_TEST_FAILURE' && error.cause !== undefined ? error.cause : error;
  }

  get passed() {
    return this.#test.passed;
  }

  get attempt() {
    return 0;
  }

  diagnostic(message) {
    this.#test.diagnostic(message);
  }

  plan(count, options = {}) {
    if (this.#test.plan !== null) throw new ERR_INVALID_STATE('cannot set plan more than once');
    this.#test.plan = new TestPlan(count, options);
  }

  get assert() {
    return this.#assert ??= require('./assertions').makeAssertions(this, () => countAssertion(this.#test));
  }

  get mock() {
    return this.#test.mock ??= new MockTracker();
  }

  runOnly(value) {
    this.#test.runOnlySubtests = Boolean(value);
  }

  skip(message) {
    this.#test.skip(message ?? null);
  }

  todo(message) {
    this.#test.setTodo(message ?? null);
  }

  test(name, options, fn) {
    const { parseArguments, callSite } = require('./harness');
    const test = this.#test;
    countAssertion(test);
    const location = callSite(this.test);
    return test.createSubtest(Test, { ...parseArguments(name, options, fn), location }).start();
  }

  before(fn, options) {
    this.#test.createHook('before', fn, options, require('./harness').callSite(this.before));
  }

  after(fn, options) {
    this.#test.createHook('after', fn, options, require('./harness').callSite(this.after));
  }

  beforeEach(fn, options) {
    this.#test.createHook('beforeEach', fn, options, require('./harness').callSite(this.beforeEach));
  }

  afterEach(fn, options) {
    this.#test.createHook('afterEach', fn, options, require('./harness').callSite(this.afterEach));
  }

  waitFor(condition, options = {}) {
    validateFunction(condition, 'condition');
    validateObject(options, 'options');
    const { interval = 50, timeout = 1000 } = options;
    validateNumber(interval, 'options.interval', 0, kMaxDelay);
    validateNumber(timeout, 'options.timeout', 0, kMaxDelay);
    return poll(condition, interval, timeout);
  }
}

const kMaxDelay = 2147483647;

/** Subtests and assertions both are what a plan counts. */
function countAssertion(test) {
  test.plan?.increment();
}

/** Asks until nothing is thrown. */
function poll(condition, interval, timeout) {
  const { promise, resolve, reject } = Promise.withResolvers();
  let cause;
  let isOver = false;
  const limit = setTimeout(() => {
    isOver = true;
    const error = new Error('waitFor() timed out');
    if (cause !== undefined) error.cause = cause;
    reject(error);
  }, timeout);
  const ask = async () => {
    try {
      const result = await condition();
      if (isOver) return;
      isOver = true;
      limit.close();
      resolve(result);
    } catch (error) {
      cause = error;
      if (!isOver) setTimeout(ask, interval);
    }
  };
  ask();
  return promise;
}

module.exports = { SuiteContext, TestContext, testOf };
