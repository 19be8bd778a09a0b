'use strict';

// `run()`: test files, each in a process of its own or all in this one.

const { exitCodes } = internalBinding('errors');
const { spawn } = require('../../child_process');
const path = require('../../path');
const { codes: { ERR_FEATURE_UNAVAILABLE_ON_PLATFORM, ERR_INVALID_ARG_VALUE }, AbortError } = require('../errors');
const { kEmptyObject } = require('../util');
const {
  validateAbortSignal, validateArray, validateBoolean, validateFunction, validateInteger, validateObject, validateOneOf,
  validateString, validateStringArray,
} = require('../validators');
const { EventReader } = require('./event_wire');
const {
  failure, kCancelledByParent, kSubtestsFailed, kTestAborted, kTestCodeFailure, kTestTimeout,
} = require('./failures');
const { findTestFiles } = require('./files');
const { Harness, installErrorHandlers, setCurrentHarness } = require('./harness');
const { commandLineConfig, parsePatterns } = require('./options');
const { Test } = require('./test');

/** Options of this process that are not for those of the files. */
const kOwnFlag = '--test';
const kOwnValues = [
  '--test-concurrency', '--test-global-setup', '--test-isolation', '--test-reporter', '--test-reporter-destination',
  '--test-rerun-failures', '--test-shard',
];

/** A test file that runs in a process of its own. */
class FileTest extends Test {
  #buffer = [];
  #reported = 0;
  #failed = 0;

  /** Takes what the process tells; it goes on in the order of the files. */
  add(item) {
    if (item.type === 'test:pass' || item.type === 'test:fail') {
      this.#reported++;
      if (item.type === 'test:fail') this.#failed++;
    }
    if (this.isNext()) {
      this.#drain();
      this.#forward(item);
    } else {
      this.#buffer.push(item);
    }
  }

  get hasFailedSubtests() {
    return this.#failed > 0;
  }

  #drain() {
    for (const item of this.#buffer.splice(0)) this.#forward(item);
  }

  #forward(item) {
    const { data, type } = item;
    // The sums of one file are not those of the run.
    if (type === 'test:plan' && data.nesting === 0 && data.line === 1 && data.column === 1) return;
    if (type === 'test:diagnostic' && data.nesting === 0 && isSum(data)) return;
    if (type === 'test:summary') data.file = this.location.file;
    if (type === 'test:pass' || type === 'test:fail') {
      const { counts } = this.harness;
      if (data.nesting === 0) data.testNumber = counts.topLevel + 1;
      this.harness.count({
        nesting: data.nesting,
        isSuite: data.details.type === 'suite',
        skipped: data.skip !== undefined,
        isTodo: data.todo !== undefined,
        passed: type === 'test:pass',
        cancelled: isCancelled(data.details.error),
      });
    }
    this.reporter.forward(item);
  }

  reportReady() {
    super.reportReady();
    if (this.isNext()) this.#drain();
  }

  /** The file itself is only news where it told nothing, or failed otherwise than by its tests. */
  finalize() {
    this.#drain();
    if (this.#reported > 0 && (this.error === null || this.error.failureType === kSubtestsFailed)) {
      this.reported = true;
      if (this.error !== null) this.harness.success = false;
      return;
    }
    this.number = this.harness.counts.topLevel + 1;
    super.finalize();
  }
}

function isSum({ line, column, message }) {
  return line === 1 && column === 1 && /^(?:tests|suites|pass|fail|cancelled|skipped|todo|duration_ms) [\d.]+$/.test(message);
}

const kCancelling = [kCancelledByParent, kTestAborted, kTestTimeout];

function isCancelled(error) {
  return kCancelling.includes(error?.failureType);
}

/** The options that a file's process gets of ours. */
function inheritedArguments() {
  const args = [];
  const { execArgv } = process;
  for (let i = 0; i < execArgv.length; i++) {
    const name = execArgv[i].split('=', 1)[0];
    if (execArgv[i] === kOwnFlag) continue;
    if (kOwnValues.includes(name)) {
      if (!execArgv[i].includes('=')) i++;
      continue;
    }
    args.push(execArgv[i]);
  }
  return args;
}

function argumentsFor(file, options) {
  const args = [...inheritedArguments(), ...options.execArgv];
  if (options.fromApi) {
    for (const pattern of options.config.namePatterns ?? []) args.push(`--test-name-pattern=${pattern}`);
    for (const pattern of options.config.skipPatterns ?? []) args.push(`--test-skip-pattern=${pattern}`);
    if (options.only) args.push('--test-only');
    if (options.timeout != null && options.timeout !== Infinity) args.push(`--test-timeout=${options.timeout}`);
  }
  if (options.config.rerunFile !== undefined) args.push(`--test-rerun-failures=${options.config.rerunFile}`);
  args.push(file, ...options.argv);
  return args;
}

async function runFile(file, test, signal, options) {
  const child = spawn(process.execPath, argumentsFor(file, options), {
    __proto__: null,
    cwd: options.cwd,
    env: { ...(options.env ?? process.env), NODE_TEST_CONTEXT: 'child-v8' },
    signal,
    encoding: 'utf8',
    stdio: ['inherit', 'pipe', 'pipe'],
  });
  options.children.set(file, child);
  let spawnError;
  child.on('error', (error) => spawnError = error);
  readOutput(child, file, test);
  const { promise, resolve } = Promise.withResolvers();
  child.on('close', (code, killedBy) => resolve([code, killedBy]));
  const { 0: code, 1: killedBy } = await promise;
  options.children.delete(file);
  if (code === 0 && killedBy === null) return;
  if (spawnError !== undefined && spawnError.name !== 'AbortError') throw spawnError;
  if (signal.aborted) throw new AbortError(undefined, { cause: signal.reason });
  const error = failure('test failed', test.hasFailedSubtests ? kSubtestsFailed : kTestCodeFailure);
  error.exitCode = code;
  error.signal = killedBy;
  // There is nothing of interest in it.
  error.stack = undefined;
  throw error;
}

function readOutput(child, file, test) {
  const reader = new EventReader(
    (item) => test.add(item),
    (message) => test.add({ __proto__: null, type: 'test:stdout', data: { __proto__: null, file, message } }));
  child.stdout.on('data', (chunk) => reader.push(chunk));
  child.stdout.on('end', () => reader.end());
  const lines = require('../../readline').createInterface({ __proto__: null, input: child.stderr });
  lines.on('line', (line) => {
    test.add({ __proto__: null, type: 'test:stderr', data: { __proto__: null, file, message: `${line}\n` } });
  });
}

function startFiles(files, harness, options) {
  return Promise.all(files.map((file) => harness.root.createSubtest(FileTest, {
    name: path.relative(options.cwd, file),
    location: { line: 1, column: 1, file },
    // It is for the tests in the file, not for the start of a process.
    timeout: Infinity,
    fn: (context) => {
      const { testOf } = require('./contexts');
      return runFile(file, testOf(context), context.signal, options);
    },
  }).start()));
}

/** All files in this process: their tests become one tree. */
async function importFiles(files, harness, options) {
  const { root } = harness;
  const { promise, resolve } = Promise.withResolvers();
  harness.ready = promise;
  setCurrentHarness(harness);
  const { importModule } = require('../modules/esm/loader');
  const { pathToFileURL } = require('../../url');
  const parent = pathToFileURL(`${options.cwd}/`).href;
  for (const file of files) {
    root.entryFile = file;
    try {
      await importModule(pathToFileURL(file).href, parent);
    } catch (error) {
      root.createSubtest(Test, {
        name: path.relative(options.cwd, file),
        location: { line: 1, column: 1, file },
        fn() {
          throw error;
        },
      }).start();
    }
  }
  root.entryFile = undefined;
  const idle = Promise.withResolvers();
  root.onSubtestEnd = () => {
    if (root.subtests.every((test) => test.isReady)) idle.resolve();
  };
  resolve();
  await null;
  if (root.subtests.length > 0) await idle.promise;
}

function validateShard(shard) {
  validateObject(shard, 'options.shard');
  const { index, total } = shard;
  validateInteger(total, 'options.shard.total', 1);
  validateInteger(index, 'options.shard.index', 1, total);
}

function validateWatch({ watch, forceExit, shard }) {
  if (watch === undefined) return;
  validateBoolean(watch, 'options.watch');
  if (!watch) return;
  if (forceExit) throw new ERR_INVALID_ARG_VALUE('options.forceExit', forceExit, 'is not supported with watch mode');
  if (shard !== undefined) throw new ERR_INVALID_ARG_VALUE('options.shard', shard, 'shards not supported with watch mode');
  throw new ERR_FEATURE_UNAVAILABLE_ON_PLATFORM("node:test.run()'s watch mode");
}

function rerunFileOf(given) {
  if (given == null || given === '') return undefined;
  const { getValidatedPath } = require('../fs/paths');
  return path.resolve(String(getValidatedPath(given, 'options.rerunFailuresFilePath')));
}

function checkOptions(options) {
  const {
    argv = [], coverage, cwd = process.cwd(), execArgv = [], files, forceExit, globPatterns, globalSetupPath,
    isolation = 'process', only, rerunFailuresFilePath, setup, shard, signal,
  } = options;
  if (forceExit !== undefined) validateBoolean(forceExit, 'options.forceExit');
  if (only !== undefined) validateBoolean(only, 'options.only');
  if (files !== undefined) validateArray(files, 'options.files');
  if (globPatterns !== undefined) validateArray(globPatterns, 'options.globPatterns');
  if (globPatterns?.length > 0 && files?.length > 0) {
    throw new ERR_INVALID_ARG_VALUE('options.globPatterns', globPatterns, "is not supported when specifying 'options.files'");
  }
  if (shard !== undefined) validateShard(shard);
  validateWatch(options);
  if (signal !== undefined) validateAbortSignal(signal, 'options.signal');
  if (setup !== undefined) validateFunction(setup, 'options.setup');
  validateString(cwd, 'options.cwd');
  if (globalSetupPath !== undefined) validateString(globalSetupPath, 'options.globalSetupPath');
  if (coverage !== undefined) validateBoolean(coverage, 'options.coverage');
  if (coverage) throw new ERR_FEATURE_UNAVAILABLE_ON_PLATFORM("node:test.run()'s code coverage");
  validateOneOf(isolation, 'options.isolation', ['process', 'none']);
  validateStringArray(argv, 'options.argv');
  validateStringArray(execArgv, 'options.execArgv');
  if (isolation === 'none' && options.env !== undefined) {
    throw new ERR_INVALID_ARG_VALUE('options.env', options.env, 'is not supported with isolation=\'none\'');
  }
  return {
    argv, cwd: path.resolve(cwd), env: options.env, execArgv, isolation, only, timeout: options.timeout,
    rerunFile: rerunFileOf(rerunFailuresFilePath),
  };
}

/** The tests of a shard are every so-and-so-many-th. */
function takeShard(files, shard) {
  if (shard === undefined) return files;
  return files.filter((_, index) => index % shard.total === shard.index - 1);
}

/**
 * Runs test files.
 * @param {object} [options] as Node.js documents them
 * @returns {import('./tests_stream').TestsStream}
 */
function run(options = kEmptyObject) {
  validateObject(options, 'options');
  const checked = checkOptions(options);
  const commandLine = commandLineConfig();
  const config = {
    ...commandLine,
    only: options.only || commandLine.onlyAtTop || checked.isolation === 'none',
    onlyAtTop: Boolean(options.only) || commandLine.onlyAtTop,
    forceExit: options.forceExit ?? (options.fromCommandLine ? commandLine.forceExit : false),
    namePatterns: parsePatterns(options.testNamePatterns, 'options.testNamePatterns') ?? commandLine.namePatterns,
    skipPatterns: parsePatterns(options.testSkipPatterns, 'options.testSkipPatterns') ?? commandLine.skipPatterns,
    globalSetup: options.globalSetupPath ?? '',
    rerunFile: checked.rerunFile,
    cwd: checked.cwd,
  };
  const isProcess = checked.isolation === 'process';
  const harness = new Harness(config, {
    concurrency: options.concurrency ?? (isProcess ? undefined : 1),
    timeout: options.timeout,
    signal: options.signal,
  });
  harness.isManaged = true;
  harness.children = checked.children = new Map();
  Object.assign(checked, { config, fromApi: !options.fromCommandLine });
  if (process.env.NODE_TEST_CONTEXT !== undefined) {
    process.emitWarning('node:test run() is being called recursively within a test file. skipping running files.');
    harness.root.postRun();
    harness.reporter.end();
    return harness.reporter;
  }
  // Neither the names nor `only` are about the files themselves.
  if (isProcess) Object.assign(config, { leavesFiles: true });
  const files = options.files?.map((file) => path.resolve(checked.cwd, file)) ??
    findTestFiles(options.globPatterns, checked.cwd);
  begin(files, harness, options, checked);
  return harness.reporter;
}

async function begin(files, harness, options, checked) {
  const removeHandlers = installErrorHandlers(harness);
  const onBeforeExit = () => {
    harness.finish(failure(
      'Promise resolution is still pending but the event loop has already resolved', kCancelledByParent));
  };
  process.on('beforeExit', onBeforeExit);
  if (options.fromCommandLine) installSignalHandlers(harness);
  try {
    await null;
    if (typeof options.setup === 'function') await options.setup(harness.reporter);
    await options.reportersReady?.(harness);
    if (harness.config.globalSetup) await require('./global_setup').run(harness.config.globalSetup, harness);
    const mine = takeShard(files, options.shard);
    if (checked.isolation === 'process') await startFiles(mine, harness, checked);
    else await importFiles(mine, harness, checked);
    await harness.finish();
  } finally {
    process.removeListener('beforeExit', onBeforeExit);
    removeHandlers();
  }
  if (harness.config.forceExit) {
    await harness.reportersDone;
    process.exit();
  }
}

/** Told to end, the run takes its processes with it. */
function installSignalHandlers(harness) {
  const onSignal = async () => {
    for (const child of harness.children.values()) child.kill('SIGKILL');
    await harness.abandon();
    process.exit(exitCodes.kGenericUserError);
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
}

module.exports = { run };
