'use strict';

// Running a program through the ES module loader.

const loader = require('./loader');
const { pathToFileURL } = require('../../url');
const { getOptionValue } = require('../../options');
const { setUnsettledTopLevelAwaitCheck } = require('../../process/lifecycle');

/** The module that is the program, once it is known. */
let mainJob;

/**
 * Runs something asynchronous as the main program: an error ends the process, and a program that
 * ends while it still waits exits with 13.
 * @param {() => Promise<void>} main
 */
function runMain(main) {
  let settled = false;
  setUnsettledTopLevelAwaitCheck(() => {
    if (!settled && getOptionValue('--warnings')) {
      const place = mainJob === undefined ? '\n' : require('./top_level_await').unsettledAwaitOf(mainJob);
      // Too late for a 'warning' event: the program is at its end.
      internalBinding('stdio').writeString(2, `Warning: Detected unsettled top-level await${place}`);
    }
    return !settled;
  });
  main().then(
    () => {
      settled = true;
    },
    (error) => {
      settled = true;
      internalBinding('errors').triggerUncaughtException(error, true);
    },
  );
}

async function importPreloads() {
  const parentURL = pathToFileURL(`${process.cwd()}/`).href;
  for (const specifier of getOptionValue('--import')) {
    await loader.importModule(specifier, parentURL);
  }
}

/**
 * Runs the main file as an ES module, or as CommonJS after `--import`.
 * @param {URL} url
 */
function runEntryPoint(url) {
  runMain(async () => {
    await importPreloads();
    const job = loader.requestJob(url.href, undefined);
    job.isMain = true;
    await evaluate(job);
  });
}

async function evaluate(job) {
  mainJob = job;
  job.instantiate();
  await loader.evaluate(job);
}

/** Runs a module that is loaded already as the main program. */
function runJob(job) {
  runMain(() => evaluate(job));
}

/**
 * Runs a text (`-e`, stdin) as an ES module in the working directory.
 * @param {string} text
 */
function runTextAsModule(text) {
  runMain(async () => {
    await importPreloads();
    const url = pathToFileURL(`${process.cwd()}/[eval1]`).href;
    await evaluate(loader.createJob(url, text, undefined, false));
  });
}

/** Runs `body` after the modules of `--import`. */
function afterImports(body) {
  runMain(async () => {
    await importPreloads();
    body();
  });
}

module.exports = { afterImports, runEntryPoint, runJob, runTextAsModule };
