'use strict';

// Which reporters show a run, and where to: --test-reporter and --test-reporter-destination.

const fs = require('../../fs');
const { codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE } } = require('../errors');
const { getOptionValue } = require('../options');

const builtin = {
  __proto__: null,
  dot: () => require('./reporter/dot'),
  junit: () => require('./reporter/junit'),
  lcov: () => require('./reporter/lcov'),
  spec: () => require('./reporter/spec'),
  tap: () => require('./reporter/tap'),
};

function destinationOf(name) {
  if (name === 'stdout') return process.stdout;
  if (name === 'stderr') return process.stderr;
  const path = require('../../path');
  fs.mkdirSync(path.dirname(path.resolve(name)), { recursive: true });
  return fs.createWriteStream(name);
}

/** A reporter that is no built-in one is a module, looked up from the working directory. */
async function loadReporter(name) {
  let reporter;
  if (builtin[name] !== undefined) {
    reporter = builtin[name]();
  } else {
    const { pathToFileURL } = require('../../url');
    const { importModule } = require('../modules/esm/loader');
    ({ default: reporter } = await importModule(name, pathToFileURL(`${process.cwd()}/`).href));
  }
  // Classes are told from generator functions by their prototype's constructor.
  if (reporter?.prototype && Object.getOwnPropertyDescriptor(reporter.prototype, 'constructor')) {
    reporter = new reporter();
  }
  if (!reporter || (typeof reporter !== 'function' && typeof reporter.pipe !== 'function')) {
    throw new ERR_INVALID_ARG_TYPE('Reporter', ['function', 'stream.Transform'], reporter);
  }
  return reporter;
}

function selection({ context, isTestRunner }) {
  if (!isTestRunner && context === 'child-v8') return { reporters: ['v8-serializer'], destinations: ['stdout'] };
  if (!isTestRunner && context === 'child') return { reporters: ['tap'], destinations: ['stdout'] };
  const reporters = [...getOptionValue('--test-reporter')];
  const destinations = [...getOptionValue('--test-reporter-destination')];
  if (reporters.length === 0 && destinations.length === 0) reporters.push('spec');
  if (reporters.length === 1 && destinations.length === 0) destinations.push('stdout');
  if (reporters.length !== destinations.length) {
    throw new ERR_INVALID_ARG_VALUE(
      '--test-reporter', reporters, "must match the number of specified '--test-reporter-destination'");
  }
  return { reporters, destinations };
}

function isOver(stream) {
  return new Promise((resolve) => {
    stream.once('close', resolve);
    stream.once('finish', resolve);
    stream.once('end', resolve);
  });
}

/**
 * Connects a run's stream with what shows it. What a reporter throws ends the process.
 * @param {{reporter: object, config: object}} harness gets `reportersReady`
 * @returns {Promise<void>} all has been written
 */
function setUp(harness) {
  const { reporters, destinations } = selection(harness.config);
  if (reporters[0] === 'v8-serializer' && !harness.config.isTestRunner) {
    const { writeTo } = require('./event_wire');
    harness.reportersReady = undefined;
    return writeTo(harness.reporter, process.stdout);
  }
  const { compose } = require('../../stream');
  const loading = Promise.all(reporters.map(loadReporter)).then((loaded) => loaded.map((reporter, index) => {
    const output = compose(harness.reporter, reporter);
    const destination = destinationOf(destinations[index]);
    output.pipe(destination);
    return isOver(destinations[index] === 'stdout' || destinations[index] === 'stderr' ? output : destination);
  }));
  harness.reportersReady = loading.catch((error) => {
    process.exitCode = 7;
    queueMicrotask(() => {
      require('../process/fatal_exception').report(error, false);
      process.reallyExit(7);
    });
    return new Promise(() => {});
  });
  return loading.then((outputs) => Promise.all(outputs), () => {});
}

module.exports = { setUp };
