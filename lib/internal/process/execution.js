'use strict';

// What runs a program's text, and what happens when it throws and nobody catches.

const { setUncaughtExceptionHandler, exitCodes } = internalBinding('errors');
const tracking = require('../async_tracking');

let captureCallback = null;

/** Makes every uncaught exception go through `process`. */
function install() {
  setUncaughtExceptionHandler(onUncaughtException);
}

/**
 * @param {any} error what was thrown
 * @param {boolean} fromPromise whether it is an unhandled rejection
 * @returns {boolean} whether a listener took it
 */
function onUncaughtException(error, fromPromise) {
  if (!fromPromise && captureCallback === null && !domainHandler?.isListening()) abortIfWanted(error);
  try {
    if (!handle(error, fromPromise)) return false;
  } catch (second) {
    abortIfWanted(second);
    require('./fatal_exception').report(second, false);
    process.reallyExit(exitCodes.kExceptionInFatalExceptionHandler);
  }
  tracking.hooks?.unwind();
  return true;
}

function handle(error, fromPromise) {
  const origin = fromPromise ? 'unhandledRejection' : 'uncaughtException';
  process.emit('uncaughtExceptionMonitor', error, origin);
  if (captureCallback !== null) {
    captureCallback(error);
    return true;
  }
  if (domainHandler?.handle(error) || process.emit('uncaughtException', error, origin)) return true;
  die(error, fromPromise);
  return false;
}

/** Emits 'exit', reports the error as Node.js does and ends the process. */
function die(error, fromPromise) {
  const { emitExit } = require('./lifecycle');
  let code = exitCodes.kGenericUserError;
  try {
    process.exitCode = code;
    code = emitExit();
  } catch {
    // The first error is the one to tell of.
  }
  require('./fatal_exception').report(error, fromPromise);
  process.reallyExit(code);
}

/** `--abort-on-uncaught-exception`: no listener of 'uncaughtException' is asked. */
function abortIfWanted(error) {
  if (!require('../options').getOptionValue('--abort-on-uncaught-exception')) return;
  require('./fatal_exception').reportAborting(error);
  process.abort();
}

let domainHandler = null;

/**
 * What the `domain` module has between the capture callback and 'uncaughtException'.
 * @param {{ isListening: () => boolean, handle: (error: any) => boolean }} handler
 */
function setDomainHandler(handler) {
  domainHandler = handler;
}

/** `process.setUncaughtExceptionCaptureCallback`'s seat. */
function setCaptureCallback(callback) {
  captureCallback = callback;
}

function hasCaptureCallback() {
  return captureCallback !== null;
}

/**
 * Runs a text as `node -e` does: a script of the global scope that sees `require` and friends.
 * @param {string} name `[eval]` or `[stdin]`
 * @param {string} text
 * @param {boolean} print whether its completion value is printed
 */
function evalScript(name, text, print) {
  const { Module } = require('../modules/cjs/loader');
  const path = require('../../path');
  const { ContextifyScript } = internalBinding('contextify');
  const cwd = process.cwd();
  const module = new Module(name);
  module.filename = path.join(cwd, name);
  module.paths = Module._nodeModulePaths(cwd);
  const { makeRequireFunction } = require('../modules/helpers');
  Object.assign(globalThis, {
    __filename: name, module, exports: module.exports, __dirname: '.',
    require: makeRequireFunction(module),
  });
  require('../modules/builtin_globals').install();
  const script = new ContextifyScript(text, name);
  const result = script.runInContext(null);
  if (print) printResult(result);
}

/** A promise is printed as it is at the end. */
function printResult(result) {
  const { log } = require('../console/global');
  if (require('../util/types').isPromise(result)) {
    process.on('exit', () => log(result));
  } else {
    log(result);
  }
}

module.exports = {
  evalScript, hasCaptureCallback, install, setCaptureCallback, setDomainHandler,
};
