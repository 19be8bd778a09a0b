'use strict';

// The report of an exception that ends the program.

const { writeString } = internalBinding('stdio');

const STDERR = 2;

/**
 * Prints an uncaught error to stderr.
 * @param {any} error
 * @param {boolean} fromPromise whether it is the reason of an unhandled rejection
 */
function report(error, fromPromise) {
  let text;
  if (error !== null && typeof error === 'object' && typeof error.stack === 'string') {
    text = error.stack;
  } else {
    text = `Uncaught:\n${String(error)}`;
  }
  writeString(STDERR, `${text}\n\nNode.js ${process.version}\n`);
  return fromPromise;
}

module.exports = { report };
