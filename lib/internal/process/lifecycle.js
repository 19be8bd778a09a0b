'use strict';

// How a program ends: beforeExit, exit, and the code it ends with.

const tracking = require('../async_tracking');

let exiting = false;

/** Called each time the event loop runs empty; listeners may give it new work. */
function emitBeforeExit() {
  if (!exiting) {
    tracking.hooks?.beforeExit();
    process.emit('beforeExit', process.exitCode || 0);
  }
}

/**
 * Emits 'exit' once.
 * @returns {number} the exit code, which listeners may have changed
 */
function emitExit() {
  if (!exiting) {
    exiting = true;
    process._exiting = true;
    if (process.exitCode === undefined && hasUnsettledTopLevelAwait()) {
      process.exitCode = 13;
    }
    process.emit('exit', process.exitCode || 0);
  }
  return exitCode();
}

/** @returns {number} the code the process ends with as things stand */
function exitCode() {
  return Number(process.exitCode || 0);
}

let unsettledCheck = () => false;

function hasUnsettledTopLevelAwait() {
  return unsettledCheck();
}

/** The ES module loader tells here how to see that the main module still waits. */
function setUnsettledTopLevelAwaitCheck(check) {
  unsettledCheck = check;
}

/**
 * `process.exit(code)`.
 * @param {number | string | null} [code]
 */
function exit(code) {
  if (!exiting && require('../options').getOptionValue('--trace-exit')) traceExit(code ?? process.exitCode ?? 0);
  if (code !== undefined || arguments.length !== 0) {
    process.exitCode = code ?? undefined;
  }
  if (!exiting) {
    emitExit();
  }
  process.reallyExit(process.exitCode || 0);
}

/** `--trace-exit`. */
function traceExit(code) {
  const { stack } = new Error();
  internalBinding('stdio').writeString(2, `(node:${process.pid}) WARNING: Exited the environment with code ${code}\n` +
    `${stack.split('\n').slice(3).join('\n')}\n\n`);
}

module.exports = {
  emitBeforeExit, emitExit, exit, exitCode, setUnsettledTopLevelAwaitCheck,
};
