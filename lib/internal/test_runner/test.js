'use strict';

// Tests, suites and hooks: when each runs, and what it reports.

const { AsyncLocalStorage } = require('../../async_hooks');
const { availableParallelism } = require('../../os');
// The real ones: a test may put mocks in the place of the global ones.
const { clearTimeout, setTimeout } = require('../../timers');
const { codes: { ERR_INVALID_ARG_TYPE }, AbortError } = require('../errors');
const { isPromise } = require('../util/types');
const { TIMEOUT_MAX } = require('../timers');
const { validateAbortSignal, validateNumber, validateUint32 } = require('../validators');
const {
  failure, hookFailure, isFailure, kCallbackAndPromise, kCancelledByParent, kMultipleCallbackInvocations,
  kParentAlreadyFinished, kSubtestsFailed, kTestAborted, kTestCodeFailure, kTestTimeout,
} = require('./failures');
const { isExcludedByName } = require('./options');
const { TestPlan } = require('./plan');

/** The test, suite or hook whose code runs now. */
const running = new AsyncLocalStorage();

const noop = () => {};

/** Rejects when a test's time is over or its signal says so. */
class Deadline {
  #timer;
  #signal;
  #onAbort;

  constructor(timeout, signal) {
    this.promise = new Promise((_, reject) => {
      if (timeout !== Infinity) {
        this.#timer = setTimeout(() => reject(failure(`test timed out after ${timeout}ms`, kTestTimeout)), timeout);
        this.#timer.unref();
      }
      this.#signal = signal;
      this.#onAbort = () => reject(new AbortError(undefined, { cause: signal.reason }));
      if (signal.aborted) this.#onAbort();
      else signal.addEventListener('abort', this.#onAbort);
    });
    // A test that is over earlier leaves nobody to hear of it.
    this.promise.catch(noop);
  }

  race(promise) {
    return Promise.race([promise, this.promise]);
  }

  dispose() {
    clearTimeout(this.#timer);
    this.#signal.removeEventListener('abort', this.#onAbort);
  }
}

/** What a function with a second parameter is called with, and the promise that it settles. */
function makeDone() {
  const { promise, resolve, reject } = Promise.withResolvers();
  let calls = 0;
  const done = (error) => {
    calls++;
    if (calls > 1) {
      if (calls > 2) return;
      throw failure('callback invoked multiple times', kMultipleCallbackInvocations);
    }
    if (error) reject(error);
    else resolve();
  };
  return { promise, done };
}

function concurrencyOf(concurrency, parent) {
  switch (typeof concurrency) {
    case 'number':
      validateUint32(concurrency, 'options.concurrency', true);
      return concurrency;
    case 'boolean':
      if (!concurrency) return 1;
      return parent === null ? Math.max(availableParallelism() - 1, 1) : Infinity;
    default:
      if (concurrency != null) throw new ERR_INVALID_ARG_TYPE('options.concurrency', ['boolean', 'number'], concurrency);
      return parent === null ? 1 : parent.concurrency;
  }
}

function timeoutOf(timeout, parent) {
  if (timeout == null) return parent === null ? Infinity : parent.timeout;
  if (timeout === Infinity) return timeout;
  validateNumber(timeout, 'options.timeout', 0, TIMEOUT_MAX);
  return timeout;
}

/** A test; the root of a tree is one, and so is a hook. */
class Test {
  #outerSignal;
  #onOuterAbort;
  #isReportStarted = false;
  #isAfterRun = false;
  #subtestsDone = null;
  #reportable = 0;

  constructor({ fn, name, parent, harness, location, entryFile, concurrency, only, skip, todo, timeout, signal, plan }) {
    this.fn = typeof fn === 'function' && !skip ? fn : noop;
    this.name = typeof name === 'string' && name !== '' ? name : fn?.name || '<anonymous>';
    this.parent = parent;
    this.root = parent === null ? this : parent.root;
    this.harness = parent === null ? harness : parent.harness;
    this.reporter = parent === null ? null : parent.reporter;
    this.location = location;
    this.entryFile = entryFile ?? parent?.entryFile;
    this.nesting = parent === null || parent.parent === null ? 0 : parent.nesting + 1;
    this.concurrency = concurrencyOf(concurrency, parent);
    this.timeout = timeoutOf(timeout, parent);
    this.only = Boolean(only);
    this.runOnlySubtests = false;
    this.skipped = Boolean(skip) || Boolean(parent?.skipped && parent.isSuite);
    this.todo = (todo !== undefined && todo !== false) || Boolean(parent?.isTodo);
    this.message = typeof skip === 'string' ? skip : typeof todo === 'string' ? todo : null;
    this.plan = plan == null ? null : new TestPlan(plan);
    this.subtests = [];
    this.pending = [];
    this.activeSubtests = 0;
    this.waitingOn = 0;
    /** The earlier run in which it passed, which is why it is not to run in this one. */
    this.passedOnAttempt = parent === null ? undefined : this.harness.rerun?.passedOnAttempt(this);
    if (this.passedOnAttempt !== undefined) {
      this.fn = noop;
      this.plan = null;
    }
    this.childNumber = parent === null ? 0 : parent.subtests.length;
    this.hooks = { before: [], after: [], beforeEach: [], afterEach: [] };
    this.passed = false;
    this.cancelled = false;
    this.error = null;
    this.diagnostics = [];
    this.mock = null;
    this.startTime = null;
    this.endTime = null;
    this.isReady = false;
    this.reported = false;
    this.isFiltered = false;
    this.abortController = new AbortController();
    this.signal = this.abortController.signal;
    validateAbortSignal(signal, 'options.signal');
    if (signal) this.#follow(signal);
    if (only && parent !== null) this.#noteOnly();
  }

  get isSuite() {
    return false;
  }

  get type() {
    return 'test';
  }

  get isTodo() {
    return this.todo;
  }

  /** The names from the outermost test in. */
  get fullName() {
    return this.parent === null || this.parent.parent === null ? this.name : `${this.parent.fullName} > ${this.name}`;
  }

  #follow(signal) {
    this.#outerSignal = signal;
    this.#onOuterAbort = () => {
      const error = signal.reason ?? new AbortError('The test was aborted');
      const aborted = failure(error, kTestAborted);
      this.cancel(aborted);
    };
    if (!signal.aborted) signal.addEventListener('abort', this.#onOuterAbort, { once: true });
  }

  /** Suites around an `only` test run those of their tests that have the option. */
  #noteOnly() {
    const { config } = this.harness;
    if (!config.only) {
      this.diagnostic("'only' and 'runOnly' require the --test-only command-line option.");
      return;
    }
    for (let test = this.parent; test !== null && (test.isSuite || test.parent === null); test = test.parent) {
      test.runOnlySubtests = true;
    }
  }

  /** Whether the names or `only` leave it out; what is left out is neither run nor reported. */
  isLeftOut() {
    const { config } = this.harness;
    if (config.leavesFiles) return false;
    return this.isLeftOutByOnly() || isExcludedByName(this, config);
  }

  isLeftOutByOnly() {
    return this.harness.config.only && this.parent.runOnlySubtests && !this.only && !this.runOnlySubtests;
  }

  createSubtest(Kind, options) {
    let parent = this;
    // A test that comes too late has nowhere to go but to the root.
    const isLate = this.endTime !== null;
    if (isLate) parent = this.root;
    const test = new Kind({ ...options, parent, fn: isLate ? noop : options.fn });
    parent.subtests.push(test);
    if (isLate) {
      const error = failure('test could not be started because its parent finished', kParentAlreadyFinished);
      test.fail(error);
      test.startTime = test.endTime = process.hrtime.bigint();
    }
    return test;
  }

  /** Runs now, or when those before it leave room. */
  start() {
    if (this.reported) return Promise.resolve();
    this.isFiltered = this.isLeftOut();
    if (!this.isFiltered) {
      this.number = ++this.parent.#reportable;
      this.reporter.enqueue(this.nesting, this.location, this.name, this.type);
    }
    const { parent } = this;
    if (parent.activeSubtests < parent.concurrency && parent.pending.length === 0) {
      if (!this.isFiltered) this.reporter.dequeue(this.nesting, this.location, this.name, this.type);
      return this.run();
    }
    const { promise, resolve } = Promise.withResolvers();
    parent.pending.push({ test: this, resolve });
    return promise;
  }

  /** Starts what waits, as far as the concurrency allows. */
  async runPending() {
    while (this.pending.length > 0 && this.activeSubtests < this.concurrency) {
      const { test, resolve } = this.pending.shift();
      // Node.js says of what has waited what kind its parent is.
      if (!test.isFiltered) test.reporter.dequeue(test.nesting, test.location, test.name, this.type);
      await test.run();
      resolve();
    }
  }

  createContext() {
    const { TestContext } = require('./contexts');
    return this.context ??= new TestContext(this);
  }

  /** @returns {boolean} whether there is nothing to run */
  isOver() {
    if (this.#outerSignal?.aborted) this.#onOuterAbort();
    return this.endTime !== null;
  }

  async run() {
    if (this.parent !== null) this.parent.activeSubtests++;
    this.startTime ??= process.hrtime.bigint();
    if (this.isFiltered || this.isOver()) {
      this.postRun();
      return;
    }
    const context = this.createContext();
    const deadline = new Deadline(this.timeout, this.signal);
    try {
      await this.#runBody(context, deadline);
    } catch (error) {
      this.#take(error);
      await this.#runLastHooks(context);
    } finally {
      deadline.dispose();
      if (this.parent !== null) this.abortController.abort();
    }
    if (this.parent !== null) this.postRun();
  }

  async #runBody(context, deadline) {
    const { parent } = this;
    if (parent !== null) await parent.runBeforeHooks();
    if (parent !== null && !this.skipped) await parent.runEachHooks('beforeEach', context);
    await deadline.race(this.invoke(context, []));
    while (!this.#areSubtestsOver()) {
      this.#subtestsDone = Promise.withResolvers();
      await deadline.race(this.#subtestsDone.promise);
    }
    if (this.lateHooks !== undefined) await this.lateHooks;
    if (this.plan !== null) await this.#checkPlan(deadline);
    this.pass();
    if (parent !== null && !this.skipped) await this.runAfterEachOnce(context);
    await this.runAfterOnce(context);
  }

  #areSubtestsOver() {
    return this.subtests.every((test) => test.isReady);
  }

  #checkPlan(deadline) {
    const checked = this.plan.check();
    return checked === undefined ? undefined : deadline.race(checked);
  }

  #take(error) {
    if (!isFailure(error)) {
      this.fail(failure(error, kTestCodeFailure));
    } else if (error.failureType === kTestTimeout) {
      this.cancel(error);
    } else {
      this.fail(error);
    }
  }

  async #runLastHooks(context) {
    try {
      if (this.parent !== null && !this.skipped) await this.runAfterEachOnce(context);
    } catch {
      // The test's own error is what counts.
    }
    try {
      await this.runAfterOnce(context);
    } catch {
      // As above.
    }
  }

  runAfterEachOnce(context) {
    if (this.isAfterEachRun) return undefined;
    this.isAfterEachRun = true;
    return this.parent.runEachHooks('afterEach', context);
  }

  runAfterOnce(context) {
    if (this.#isAfterRun) return undefined;
    this.#isAfterRun = true;
    return this.runHooks('after', context);
  }

  /** Before a suite's or a test's first subtest. */
  runBeforeHooks() {
    return this.beforeDone ??= this.runHooks('before', this.createContext());
  }

  async runHooks(kind, context) {
    for (const hook of this.hooks[kind]) {
      try {
        await hook.runFor(context);
        if (hook.error !== null) throw hook.error;
      } catch (error) {
        throw hookFailure(kind, error);
      }
    }
  }

  /** Those of the suites around come before a test in their order, and after it in the opposite one. */
  async runEachHooks(kind, context) {
    const owners = [];
    for (let test = this; test !== null; test = test.parent) owners.push(test);
    if (kind === 'beforeEach') owners.reverse();
    for (const owner of owners) {
      if (owner.hooks[kind].length > 0) await owner.runHooks(kind, context);
    }
  }

  /** Calls the function; one that takes a parameter more gets a callback. */
  invoke(context, args) {
    const { fn } = this;
    if (fn.length !== args.length + 2) {
      return running.run(this, () => Reflect.apply(fn, context, [context, ...args]));
    }
    const { promise, done } = makeDone();
    const returned = running.run(this, () => Reflect.apply(fn, context, [context, ...args, done]));
    if (!isPromise(returned)) return promise;
    this.fail(failure('passed a callback but also returned a Promise', kCallbackAndPromise));
    return returned;
  }

  createHook(kind, fn, options, location) {
    const hook = new TestHook(fn, options, this, kind, location);
    this.hooks[kind].push(hook);
    if (kind !== 'before' || this.startTime === null) return;
    // What it is to come before has begun: it runs at once.
    const started = hook.runFor(this.createContext()).then(() => {
      if (hook.error !== null) this.fail(isFailure(hook.error) ? hook.error : failure(hook.error, kTestCodeFailure));
    });
    this.lateHooks = Promise.all([this.lateHooks, started]);
  }

  fail(error) {
    if (this.error !== null) return;
    this.passed = false;
    this.error = error;
  }

  pass() {
    if (this.error !== null) return;
    this.passed = true;
  }

  cancel(error) {
    if (this.endTime !== null || this.error !== null) return;
    this.fail(error ?? failure('test did not finish before its parent and was cancelled', kCancelledByParent));
    this.startTime ??= process.hrtime.bigint();
    this.endTime = process.hrtime.bigint();
    this.cancelled = true;
    this.abortController.abort();
  }

  skip(message) {
    this.skipped = true;
    this.message = message;
  }

  setTodo(message) {
    this.todo = true;
    this.message = message;
  }

  diagnostic(message, level) {
    this.diagnostics.push({ message, level });
  }

  /**
   * The end of a test: what of it has not ended ends with it.
   * @param {Error} [pendingError] what is wrong with those
   */
  postRun(pendingError) {
    this.endTime ??= process.hrtime.bigint();
    this.startTime ??= this.endTime;
    this.#outerSignal?.removeEventListener('abort', this.#onOuterAbort);
    let failed = 0;
    this.pending = [];
    for (const subtest of this.subtests) {
      if (!subtest.isReady) {
        subtest.number ??= ++this.#reportable;
        subtest.cancel(pendingError);
        subtest.postRun(pendingError);
      }
      if (!subtest.isFiltered && !subtest.passed && !subtest.isTodo) failed++;
    }
    if ((this.passed || this.parent === null) && failed > 0) {
      this.error = null;
      this.fail(failure(`${failed} subtest${failed > 1 ? 's' : ''} failed`, kSubtestsFailed));
    }
    this.mock?.reset();
    if (this.parent === null) return;
    this.isReady = true;
    const { parent } = this;
    if (!this.isFiltered) {
      this.reporter.complete(this.#result(true), this.#directive());
    }
    parent.activeSubtests--;
    parent.reportReady();
    parent.runPending();
    if (parent.#subtestsDone !== null && parent.#areSubtestsOver()) parent.#subtestsDone.resolve();
    if (parent.parent === null) parent.onSubtestEnd?.();
  }

  #result(isComplete) {
    const details = { __proto__: null, duration_ms: this.duration() };
    if (this.type !== undefined) details.type = this.type;
    if (!this.passed) details.error = this.error;
    if (isComplete) details.passed = this.passed;
    if (this.harness.rerun !== null) details.attempt = this.harness.rerun.attempt;
    if (this.passedOnAttempt !== undefined) details.passed_on_attempt = this.passedOnAttempt;
    return {
      __proto__: null, name: this.name, nesting: this.nesting, testNumber: this.number ?? this.childNumber + 1, details,
    };
  }

  /** Where it is, and whether its result counts. */
  #directive() {
    if (this.skipped) return { ...this.location, skip: this.message ?? true };
    return this.isTodo ? { ...this.location, todo: this.message ?? true } : this.location;
  }

  duration() {
    const end = this.endTime ?? process.hrtime.bigint();
    return Number(end - (this.startTime ?? end)) / 1e6;
  }

  /** Whether everything before it has been reported. */
  isNext() {
    const { parent } = this;
    return parent === null || (parent.waitingOn === this.childNumber && parent.isNext());
  }

  /** Reports the subtests that are done, in the order in which they were written. */
  reportReady() {
    if (!this.isNext()) return;
    for (let next = this.subtests[this.waitingOn]; next?.isReady; next = this.subtests[this.waitingOn]) {
      next.reportReady();
      if (next.waitingOn < next.subtests.length) return;
      next.finalize();
      this.waitingOn++;
    }
    // What follows may have reported nothing yet because this one was in front of it.
    this.subtests[this.waitingOn]?.reportReady();
  }

  finalize() {
    if (this.isFiltered || this.reported) return;
    this.reported = true;
    this.harness.count(this);
    this.reportStart();
    if (this.#reportable > 0) this.reporter.plan(this.subtests[0].nesting, this.location, this.#reportable);
    if (this.passed) this.reporter.pass(this.#result(false), this.#directive());
    else this.reporter.fail(this.#result(false), this.#directive());
    for (const { message, level } of this.diagnostics) {
      this.reporter.diagnostic(this.nesting, this.location, message, level);
    }
  }

  reportStart() {
    if (this.#isReportStarted || this.parent === null) return;
    this.#isReportStarted = true;
    this.parent.reportStart();
    this.reporter.start(this.nesting, this.location, this.name);
  }
}

/** A function that runs around tests. */
class TestHook extends Test {
  #done = null;

  constructor(fn, { timeout, signal } = {}, owner, kind, location = owner.location) {
    super({ fn, name: kind, parent: null, harness: owner.harness, location, timeout, signal });
    this.owner = owner;
    this.kind = kind;
    this.root = owner.root;
    this.reporter = owner.reporter;
    this.entryFile = owner.entryFile;
  }

  isLeftOut() {
    return false;
  }

  /** Hooks that come once run once, whoever asks. */
  runFor(context) {
    const isOnce = this.kind === 'before' || this.kind === 'after';
    if (isOnce && this.#done !== null) return this.#done;
    return this.#done = this.#run(context);
  }

  async #run(context) {
    this.error = null;
    this.endTime = null;
    const deadline = new Deadline(this.timeout, this.signal);
    try {
      if (this.isOver() || this.signal.aborted) throw this.signal.reason;
      await deadline.race(this.invoke(context, []));
    } catch (error) {
      this.fail(error ?? failure(error, kTestCodeFailure));
    } finally {
      deadline.dispose();
      this.endTime = process.hrtime.bigint();
    }
  }

  createSubtest(Kind, options) {
    return this.owner.createSubtest(Kind, options);
  }
}

/** A group of tests. Its function runs when the suite is made, and only writes down what is in it. */
class Suite extends Test {
  constructor(options) {
    super(options);
    this.built = this.#build(options);
  }

  get isSuite() {
    return true;
  }

  get type() {
    return 'suite';
  }

  createContext() {
    const { SuiteContext } = require('./contexts');
    return this.context ??= new SuiteContext(this);
  }

  #build({ signal }) {
    if (this.skipped || signal?.aborted) return undefined;
    try {
      const context = this.createContext();
      const built = running.run(this, () => Reflect.apply(this.fn, context, [context]));
      if (!isPromise(built)) return undefined;
      return built.then(noop, (error) => this.fail(failure(error, kTestCodeFailure)));
    } catch (error) {
      this.fail(failure(error, kTestCodeFailure));
      return undefined;
    }
  }

  isLeftOut() {
    if (this.subtests.length === 0) return super.isLeftOut();
    return this.isLeftOutByOnly() || this.subtests.every((test) => test.isLeftOut());
  }

  async run() {
    this.parent.activeSubtests++;
    this.startTime ??= process.hrtime.bigint();
    const context = this.createContext();
    let deadline;
    try {
      if (this.built !== undefined) await this.built;
      if (this.isFiltered) {
        for (const test of this.subtests) test.isFiltered = true;
        this.postRun();
        return;
      }
      await this.parent.runBeforeHooks();
      if (!this.isOver() && this.error === null) {
        deadline = new Deadline(this.timeout, this.signal);
        if (!this.skipped) await this.runBeforeHooks();
        const started = Promise.all(this.subtests.map((test) => test.start()));
        await deadline.race(started);
        if (!this.skipped) await this.runAfterOnce(context);
        this.pass();
      }
    } catch (error) {
      await this.#failWith(error, context);
    } finally {
      deadline?.dispose();
      this.abortController.abort();
    }
    this.postRun();
  }

  async #failWith(error, context) {
    if (isFailure(error) && error.failureType === kTestTimeout) this.cancel(error);
    else if (isFailure(error)) this.fail(error);
    else if (this.error === null) this.fail(failure(error, kTestCodeFailure));
    try {
      if (!this.skipped) await this.runAfterOnce(context);
    } catch {
      // The first error is what counts.
    }
  }
}

module.exports = { Suite, Test, running };
