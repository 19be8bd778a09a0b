'use strict';

// `--test`: runs test files.

const { prepareMainThreadExecution } = require('../process/pre_execution');

prepareMainThreadExecution(false);

const { exitCodes } = internalBinding('errors');
const { getOptionValue } = require('../options');
const { commandLineConfig } = require('../test_runner/options');
const { findTestFiles } = require('../test_runner/files');

const debug = require('../util/debuglog').debuglog('test_runner');
const config = commandLineConfig();

/** What the command line asks for. */
function start() {
  const patterns = process.argv.slice(1);
  const cwd = process.cwd();
  const files = findTestFiles(patterns, cwd);
  if (files === undefined) {
    process.stderr.write(`Could not find '${patterns.join(', ')}'\n`);
    process.exit(exitCodes.kGenericUserError);
  }
  const { run } = require('../test_runner/runner');
  const options = {
    __proto__: null,
    fromCommandLine: true,
    files,
    cwd,
    // In one process tests run one after the other.
    concurrency: config.isolation === 'none' ? 1 : config.concurrency,
    timeout: config.timeout,
    isolation: config.isolation,
    shard: config.shard,
    globalSetupPath: config.globalSetup || undefined,
    rerunFailuresFilePath: config.rerunFile,
    reportersReady(harness) {
      harness.reportersDone = require('../test_runner/reporters').setUp(harness);
      return harness.reportersReady;
    },
  };
  debug('test runner configuration:', options);
  run(options).on('test:summary', ({ file, success }) => {
    if (file === undefined && !success) process.exitCode = exitCodes.kGenericUserError;
  });
}

if (getOptionValue('--import').length > 0) require('../modules/esm/run').afterImports(start);
else start();
