'use strict';

// The tree of tests that a file writes down with `test()`, `suite()` and their like, and how it ends.

const { exitCodes } = internalBinding('errors');
const path = require('../../path');
const { validateFunction } = require('../validators');
const {
  failure, kCancelledByParent, kUncaughtException, kUnhandledRejection,
} = require('./failures');
const { commandLineConfig } = require('./options');
const { Suite, Test, running } = require('./test');
const { TestsStream } = require('./tests_stream');

const noop = () => {};

/** One run of tests: what it was told, and what came of it so far. */
class Harness {
  counts = { tests: 0, failed: 0, passed: 0, cancelled: 0, skipped: 0, todo: 0, topLevel: 0, suites: 0 };
  success = true;

  /**
   * @param {object} config as `commandLineConfig()` gives it
   * @param {object} rootOptions of the root test
   */
  constructor(config, rootOptions) {
    this.config = config;
    this.reporter = new TestsStream();
    /** What --test-rerun-failures knows of earlier runs. */
    this.rerun = config.rerunFile === undefined ? null : this.#makeRerun(config);
    this.root = new Test({ name: '<root>', fn: noop, parent: null, harness: this, ...rootOptions });
    this.root.reporter = this.reporter;
    this.root.runOnlySubtests = config.onlyAtTop;
    this.root.startTime = process.hrtime.bigint();
    this.root.onSubtestEnd = () => this.#afterSubtest();
    /** Before the first test: what reporters and a global set-up need. */
    this.ready = null;
    this.globalTearDown = null;
    this.hookError = null;
  }

  #makeRerun({ cwd, isChild, rerunFile }) {
    const { RerunState } = require('./rerun');
    const rerun = new RerunState(rerunFile, cwd);
    // Who started this process writes the file.
    if (!isChild) rerun.follow(this.reporter);
    return rerun;
  }

  count(test) {
    const { counts } = this;
    if (test.nesting === 0) counts.topLevel++;
    if (test.isSuite) {
      counts.suites++;
      if (!test.passed && !test.isTodo) this.success = false;
      return;
    }
    counts.tests++;
    if (test.skipped) counts.skipped++;
    else if (test.isTodo) counts.todo++;
    else if (test.cancelled || test.error?.failureType === kCancelledByParent) counts.cancelled++;
    else if (!test.passed) counts.failed++;
    else counts.passed++;
    if (!test.passed && !test.isTodo) this.success = false;
  }

  /** All tests that are known have run: what holds the process must get the chance to let go of it. */
  #afterSubtest() {
    const { root } = this;
    if (root.activeSubtests > 0 || root.pending.length > 0 || root.waitingOn < root.subtests.length) return;
    if (this.isManaged) return;
    this.#runLastHooks().then(() => {
      if (this.config.forceExit) this.forceExit();
    });
  }

  async #runLastHooks() {
    const { root } = this;
    try {
      await root.runAfterOnce(root.createContext());
    } catch (error) {
      this.hookError ??= error;
    }
  }

  /** Reports the end. @returns {Promise<void>} */
  async finish(pendingError) {
    const { root } = this;
    if (this.isFinished) return;
    this.isFinished = true;
    if (root.hooks.before.length > 0 || root.hooks.after.length > 0) {
      try {
        await root.runBeforeHooks();
      } catch (error) {
        this.hookError ??= error;
      }
    }
    this.hookError ??= root.error;
    root.postRun(pendingError);
    await this.#runLastHooks();
    if (this.globalTearDown !== null) await this.globalTearDown();
    this.#report();
  }

  /** Ends the run where it is; what has not ended yet is not reported, as in Node.js. */
  async abandon() {
    if (this.isFinished) return;
    this.isFinished = true;
    this.root.pending = [];
    this.reporter.mute();
    await this.#runLastHooks();
    if (this.globalTearDown !== null) await this.globalTearDown();
  }

  #report() {
    const { counts, hookError, reporter, root } = this;
    if (hookError !== null) {
      this.success = false;
      reporter.fail({
        name: root.entryFile ?? root.name, nesting: 0, testNumber: counts.topLevel + 1,
        details: { __proto__: null, duration_ms: root.duration(), error: hookError },
      }, root.location);
    }
    reporter.plan(0, root.location, counts.topLevel);
    for (const { message, level } of root.diagnostics) reporter.diagnostic(0, root.location, message, level);
    const duration = root.duration();
    const lines = [
      ['tests', counts.tests], ['suites', counts.suites], ['pass', counts.passed], ['fail', counts.failed],
      ['cancelled', counts.cancelled], ['skipped', counts.skipped], ['todo', counts.todo], ['duration_ms', duration],
    ];
    for (const { 0: name, 1: value } of lines) reporter.diagnostic(0, root.location, `${name} ${value}`);
    this.success &&= counts.failed === 0 && counts.cancelled === 0;
    require('./snapshot').writeSnapshots();
    reporter.summary(this.success, { __proto__: null, ...counts }, duration, undefined);
    reporter.end();
  }

  /** --test-force-exit: nothing that a test has left open keeps the process. */
  async forceExit() {
    await this.finish();
    await this.reportersDone;
    process.exit();
  }
}

/** What threw outside of every test's function fails the test that it comes from. */
function installErrorHandlers(harness) {
  const handler = (type) => (error) => {
    const test = running.getStore();
    if (test === undefined) {
      // Nobody knows whose it is, so nobody can take it.
      if (harness.isManaged) {
        harness.root.diagnostic(`Error: ${error?.stack ?? error}`, 'warn');
        process.exitCode = exitCodes.kGenericUserError;
        return;
      }
      throw error;
    }
    if (test.isSuite || test.endTime !== null) {
      const location = test.location === undefined ? '' :
        ` at ${path.relative(process.cwd(), test.location.file)}:${test.location.line}:${test.location.column}`;
      harness.root.diagnostic(
        `Error: ${test.kind === undefined ? 'Test' : 'Test hook'} "${test.name}"${location} generated asynchronous ` +
        `activity after the test ended. This activity created the error "${error}" and would have caused the test to ` +
        `fail, but instead triggered an ${type} event.`, 'warn');
      process.exitCode = exitCodes.kGenericUserError;
      return;
    }
    test.fail(failure(error, type));
    test.abortController.abort();
  };
  const onException = handler(kUncaughtException);
  const onRejection = handler(kUnhandledRejection);
  process.on('uncaughtException', onException);
  process.on('unhandledRejection', onRejection);
  return () => {
    process.removeListener('uncaughtException', onException);
    process.removeListener('unhandledRejection', onRejection);
  };
}

/** Ends the tree when the process has nothing left to do, or is told to end. */
function installExitHandlers(harness) {
  const pendingError = () => failure(
    'Promise resolution is still pending but the event loop has already resolved', kCancelledByParent);
  process.on('beforeExit', () => {
    if (!harness.isManaged) harness.finish(pendingError());
  });
}

let globalHarness;

/** The run that `test()` at the top of a file belongs to; the first call starts it. */
function currentHarness() {
  if (globalHarness !== undefined) return globalHarness;
  const config = commandLineConfig();
  const file = process.argv[1];
  const harness = new Harness(config, {
    location: file === undefined ? undefined : { line: 1, column: 1, file },
    entryFile: file,
    timeout: Infinity,
  });
  globalHarness = harness;
  harness.root.timeout = config.timeout;
  // With --test what preloaded modules say is for the run that follows.
  if (config.isTestRunner) {
    harness.isManaged = true;
    return harness;
  }
  installErrorHandlers(harness);
  installExitHandlers(harness);
  harness.reporter.on('test:summary', ({ success }) => {
    if (!success) process.exitCode = exitCodes.kGenericUserError;
  });
  harness.reportersDone = require('./reporters').setUp(harness);
  harness.ready = Promise.resolve(harness.reportersReady).then(() => runGlobalSetup(harness));
  return harness;
}

async function runGlobalSetup(harness) {
  const { globalSetup } = harness.config;
  if (!globalSetup || harness.config.isChild) return;
  await require('./global_setup').run(globalSetup, harness);
}

/** `run()` without processes of their own: the files' tests go into its tree, and so do the hooks of what was preloaded. */
function setCurrentHarness(harness) {
  const preloaded = globalHarness;
  globalHarness = harness;
  if (preloaded?.config.isTestRunner !== true) return;
  harness.root.hooks = preloaded.root.hooks;
  harness.root.beforeDone = preloaded.root.beforeDone;
}

/**
 * Where a function was called.
 * @param {Function} callee
 * @returns {{line: number, column: number, file: string} | undefined}
 */
function callSite(callee) {
  const { getCallSites } = require('../util/call_sites');
  const { 0: site } = getCallSites(callee, 1, { sourceMap: false });
  if (site === undefined) return undefined;
  const { scriptName } = site;
  const file = scriptName.startsWith('file://') ? require('../url').fileURLToPath(scriptName) : scriptName;
  return { line: site.lineNumber, column: site.columnNumber, file };
}

/** `test([name][, options][, fn])` */
function parseArguments(name, options, fn) {
  if (typeof name === 'function') {
    fn = name;
    options = undefined;
    name = undefined;
  } else if (name !== null && typeof name === 'object') {
    fn = options;
    options = name;
    name = undefined;
  } else if (typeof options === 'function') {
    fn = options;
    options = undefined;
  }
  if (options === null || typeof options !== 'object') options = {};
  const { concurrency, only, plan, signal, skip, timeout, todo } = options;
  return { name: name ?? options.name, fn, concurrency, only, plan, signal, skip, timeout, todo };
}

async function startWhenReady(test) {
  const { harness } = test;
  if (harness.ready !== null) {
    await harness.ready;
    harness.ready = null;
  }
  await test.start();
}

function define(Kind, callee, name, options, fn, extra) {
  const parent = running.getStore() ?? currentHarness().root;
  const subtest = parent.createSubtest(Kind, {
    ...parseArguments(name, options, fn), ...extra, location: callSite(callee),
  });
  // A suite starts what is in it when its turn comes.
  if (subtest.parent.isSuite) return Promise.resolve();
  return startWhenReady(subtest);
}

function makeRunner(Kind, name) {
  const runner = {
    [name](testName, options, fn) {
      return define(Kind, runner, testName, options, fn);
    },
  }[name];
  for (const key of ['skip', 'todo', 'only']) {
    const variant = (testName, options, fn) => define(Kind, variant, testName, options, fn, { [key]: true });
    runner[key] = variant;
  }
  return runner;
}

function makeHook(kind) {
  const hook = (fn, options) => {
    if (fn !== undefined) validateFunction(fn, 'fn');
    const parent = running.getStore() ?? currentHarness().root;
    (parent.owner ?? parent).createHook(kind, fn, options, callSite(hook));
  };
  return hook;
}

module.exports = {
  Harness,
  callSite,
  installErrorHandlers,
  makeHook,
  parseArguments,
  setCurrentHarness,
  suite: makeRunner(Suite, 'suite'),
  test: makeRunner(Test, 'test'),
};
