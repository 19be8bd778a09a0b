'use strict';

// What the functions of suites and tests are called with.

const { codes: { ERR_INVALID_STATE } } = require('../errors');
const { setTimeout } = require('../../timers');
const { validateFunction, validateNumber, validateObject } = require('../validators');
const { MockTracker } = require('./mock');
const { TestPlan } = require('./plan');
const { Test } = require('./test');

let testOf;

/** What suites and tests both tell their functions. */
class Context {
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
}

/** What a suite's function gets. */
class SuiteContext extends Context {}

/** What a test's function gets. */
class TestContext extends Context {
  #assert;

  get error() {
    const { error } = testOf(this);
    return error?.code === 'ERR_TEST_FAILURE' && error.cause !== undefined ? error.cause : error;
  }

  get passed() {
    return testOf(this).passed;
  }

  get attempt() {
    return testOf(this).harness.rerun?.attempt ?? 0;
  }

  diagnostic(message) {
    testOf(this).diagnostic(message);
  }

  plan(count, options = {}) {
    if (testOf(this).plan !== null) throw new ERR_INVALID_STATE('cannot set plan more than once');
    testOf(this).plan = new TestPlan(count, options);
  }

  get assert() {
    return this.#assert ??= require('./assertions').makeAssertions(this, () => countAssertion(testOf(this)));
  }

  get mock() {
    return testOf(this).mock ??= new MockTracker();
  }

  runOnly(value) {
    testOf(this).runOnlySubtests = Boolean(value);
  }

  skip(message) {
    testOf(this).skip(message ?? null);
  }

  todo(message) {
    testOf(this).setTodo(message ?? null);
  }

  test(name, options, fn) {
    const { parseArguments, callSite } = require('./harness');
    const test = testOf(this);
    countAssertion(test);
    const location = callSite(this.test);
    return test.createSubtest(Test, { ...parseArguments(name, options, fn), location }).start();
  }

  before(fn, options) {
    testOf(this).createHook('before', fn, options, require('./harness').callSite(this.before));
  }

  after(fn, options) {
    testOf(this).createHook('after', fn, options, require('./harness').callSite(this.after));
  }

  beforeEach(fn, options) {
    testOf(this).createHook('beforeEach', fn, options, require('./harness').callSite(this.beforeEach));
  }

  afterEach(fn, options) {
    testOf(this).createHook('afterEach', fn, options, require('./harness').callSite(this.afterEach));
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
    if (isOver) return;
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
