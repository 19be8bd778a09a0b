'use strict';

// Tests in one file, run one after the other in the order they are written, reported as TAP-like lines.

const { codes: { ERR_TEST_FAILURE }, AbortError } = require('../errors');
// The real ones: a test may put mocks in the place of the global ones.
const { clearTimeout, setImmediate, setTimeout } = require('../../timers');
const { MockTracker } = require('./mock');

const kHooks = ['before', 'after', 'beforeEach', 'afterEach'];

function parse(name, options, fn) {
  const args = [name, options, fn];
  const text = typeof args[0] === 'string' ? args.shift() : undefined;
  const settings = args[0] !== null && typeof args[0] === 'object' ? args.shift() : {};
  const body = args.find((arg) => typeof arg === 'function');
  return { name: text ?? settings.name ?? (body?.name || '<anonymous>'), options: settings, fn: body ?? (() => {}) };
}

/** A test or a suite. */
class Test {
  constructor(parent, { name, options, fn }, isSuite) {
    this.parent = parent;
    this.name = name;
    this.options = options;
    this.fn = fn;
    this.isSuite = isSuite;
    this.children = [];
    this.hooks = { before: [], after: [], beforeEach: [], afterEach: [] };
    this.failed = 0;
    this.error = null;
    this.planned = null;
    this.assertions = 0;
    this.controller = null;
    this.tail = Promise.resolve();
    this.skipped = Boolean(options.skip) || Boolean(parent?.skipped);
    this.todo = Boolean(options.todo);
    this.message = typeof options.skip === 'string' ? options.skip : typeof options.todo === 'string' ? options.todo : '';
  }

  /** The names from the outermost suite in. */
  get fullName() {
    return this.parent?.name ? `${this.parent.fullName} > ${this.name}` : this.name;
  }

  /** Queues a child; it runs when those before it are done. */
  add(child) {
    this.children.push(child);
    const run = () => child.run();
    if (this.isSuite) return Promise.resolve();
    return this.tail = this.tail.then(run);
  }

  async run() {
    const start = performance.now();
    if (!this.skipped) {
      try {
        await this.#runBody();
      } catch (error) {
        this.error = error;
      }
    }
    if (this.error === null && this.failed > 0) {
      this.error = new ERR_TEST_FAILURE(`${this.failed} subtest${this.failed > 1 ? 's' : ''} failed`, 'subtestsFailed');
    }
    if (this.error !== null && !this.todo) this.parent.failed++;
    this.parent.report(this, performance.now() - start);
  }

  async #runBody() {
    const context = this.isSuite ? new SuiteContext(this) : new TestContext(this);
    if (this.isSuite) await withCurrent(this, () => this.fn.call(context, context));
    else await this.#runHooks(this.#inherited('beforeEach'), context);
    try {
      await this.#runHooks(this.hooks.before, context);
      if (this.isSuite) for (const child of this.children) await child.run();
      else await withCurrent(this, () => this.#call(context));
      await this.tail;
      this.#checkPlan();
    } finally {
      await this.#runHooks(this.hooks.after, context);
      if (!this.isSuite) await this.#runHooks(this.#inherited('afterEach'), context);
      this.mock?.reset();
      this.controller?.abort();
    }
  }

  /** Calls the test's function; one that takes a second parameter gets a callback. */
  async #call(context) {
    const { timeout, signal } = this.options;
    if (signal?.aborted) throw new AbortError(undefined, { cause: signal.reason });
    const work = this.fn.length > 1 ?
      new Promise((resolve, reject) => {
        this.fn.call(context, context, (error) => (error ? reject(error) : resolve()));
      }) :
      this.fn.call(context, context);
    if (!(timeout < Infinity)) return work;
    let timer;
    const late = new Promise((_, reject) => {
      timer = setTimeout(() => {
        reject(new ERR_TEST_FAILURE(`test timed out after ${timeout}ms`, 'testTimeoutFailure'));
      }, timeout);
    });
    try {
      return await Promise.race([work, late]);
    } finally {
      clearTimeout(timer);
    }
  }

  #inherited(name) {
    const hooks = [];
    for (let suite = this.parent; suite != null; suite = suite.parent) hooks.unshift(...suite.hooks[name]);
    return hooks;
  }

  async #runHooks(hooks, context) {
    for (const hook of hooks) await hook.call(context, context);
  }

  #checkPlan() {
    if (this.planned === null || this.planned === this.assertions) return;
    throw new ERR_TEST_FAILURE(
      `plan expected ${this.planned} assertions but received ${this.assertions}`, 'testCodeFailure');
  }

  report(test, duration) {
    root.print(test, duration);
  }
}

let testOf;

/** What the functions of suites and tests both get. */
class Context {
  #test;

  static {
    testOf = (context) => context.#test;
  }

  constructor(test) {
    this.#test = test;
  }

  get name() {
    return this.#test.name;
  }

  get fullName() {
    return this.#test.fullName;
  }

  get filePath() {
    return process.argv[1];
  }

  get signal() {
    return (this.#test.controller ??= new AbortController()).signal;
  }
}

/** What a suite's function gets. */
class SuiteContext extends Context {}

function markAs(test, mark, message) {
  test[mark] = true;
  if (message !== undefined) test.message = String(message);
}

/** What a test's function gets. */
class TestContext extends Context {
  #assert;

  get error() {
    return testOf(this).error;
  }

  get passed() {
    return testOf(this).error === null;
  }

  get mock() {
    return testOf(this).mock ??= new MockTracker();
  }

  /** The assertions of `node:assert`, counted for `plan`. */
  get assert() {
    if (this.#assert !== undefined) return this.#assert;
    const assert = require('../../assert');
    this.#assert = { __proto__: null };
    for (const key of Object.keys(assert)) {
      const method = assert[key];
      if (typeof method !== 'function' || ['AssertionError', 'CallTracker', 'Assert', 'strict'].includes(key)) continue;
      this.#assert[key] = (...args) => {
        testOf(this).assertions++;
        return Reflect.apply(method, assert, args);
      };
    }
    return this.#assert;
  }

  plan(count) {
    testOf(this).planned = count;
  }

  diagnostic(message) {
    console.log(`# ${message}`);
  }

  skip(message) {
    markAs(testOf(this), 'skipped', message);
  }

  todo(message) {
    markAs(testOf(this), 'todo', message);
  }

  runOnly() {}

  test(name, options, fn) {
    const test = testOf(this);
    test.assertions++;
    return test.add(new Test(test, parse(name, options, fn), false));
  }

  before(fn) {
    testOf(this).hooks.before.push(fn);
    return fn();
  }

  after(fn) {
    testOf(this).hooks.after.push(fn);
  }

  beforeEach(fn) {
    testOf(this).hooks.beforeEach.push(fn);
  }

  afterEach(fn) {
    testOf(this).hooks.afterEach.push(fn);
  }
}

/** The file itself. */
class Root extends Test {
  constructor() {
    super(null, { name: '', options: {}, fn() {} }, false);
    this.isStarted = false;
    this.number = 0;
    this.total = { tests: 0, suites: 0, pass: 0, fail: 0, skipped: 0, todo: 0 };
  }

  start() {
    if (this.isStarted) return;
    this.isStarted = true;
    // Tests that the file adds while it loads come first: they run once it has loaded.
    this.tail = new Promise((resolve) => {
      setImmediate(resolve);
    });
    process.once('beforeExit', () => this.finish());
    process.once('exit', () => this.summarize());
  }

  add(child) {
    this.start();
    this.children.push(child);
    if (this.hooksDone === undefined) {
      this.hooksDone = true;
      this.tail = this.tail.then(() => Promise.all(this.hooks.before.map((hook) => hook())));
    }
    return this.tail = this.tail.then(() => child.run());
  }

  async finish() {
    const hooks = this.hooks.after;
    this.hooks.after = [];
    for (const hook of hooks) await hook();
  }

  print(test, duration) {
    const { total } = this;
    total[test.isSuite ? 'suites' : 'tests']++;
    const failed = test.error !== null;
    if (!test.isSuite) total[test.skipped ? 'skipped' : test.todo ? 'todo' : failed ? 'fail' : 'pass']++;
    const mark = test.skipped ? '\ufe63' : failed ? '\u2716' : '\u2714';
    const note = test.skipped ? ` # ${test.message || 'SKIP'}` : test.todo ? ` # ${test.message || 'TODO'}` : '';
    console.log(`${mark} ${test.fullName} (${duration}ms)${note}`);
    if (failed && test.error?.failureType !== 'subtestsFailed') console.log(test.error);
  }

  summarize() {
    for (const name of Object.keys(this.total)) console.log(`\u2139 ${name} ${this.total[name]}`);
    if (this.failed > 0) process.exitCode = 1;
  }
}

const root = new Root();
let current = root;

async function withCurrent(test, body) {
  const outer = current;
  current = test;
  try {
    return await body();
  } finally {
    current = outer;
  }
}

function register(isSuite, name, options, fn, extra) {
  const parsed = parse(name, options, fn);
  parsed.options = { ...parsed.options, ...extra };
  const parent = current.isSuite ? current : root;
  return parent.add(new Test(parent, parsed, isSuite));
}

function makeRunner(isSuite) {
  const runner = (name, options, fn) => register(isSuite, name, options, fn);
  for (const key of ['skip', 'todo', 'only']) {
    runner[key] = (name, options, fn) => register(isSuite, name, options, fn, { [key]: true });
  }
  return runner;
}

function makeHook(name) {
  return (fn) => {
    root.start();
    current.hooks[name].push(fn);
  };
}

module.exports = {
  makeRunner,
  hooks: Object.fromEntries(kHooks.map((name) => [name, makeHook(name)])),
};
