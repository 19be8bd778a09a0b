'use strict';

// A missing export is reported with what the import statement asked for, in V8's words.

/**
 * @param {any} error what linking threw
 * @param {{ linked: any[], url: string }} job the module that was linked
 * @returns {any} the error to throw
 */
function explain(error, job) {
  if (!(error instanceof SyntaxError)) {
    return error;
  }
  const match = /Could not (?:resolve|find) (?:import|export)[^"']*["']([^"']+)["']/.exec(error.message);
  const request = /from module[^"']*["']([^"']+)["']/.exec(error.message);
  if (match === null || request === null) {
    return error;
  }
  error.message =
    `The requested module '${request[1]}' does not provide an export named '${match[1]}'`;
  return error;
}

module.exports = { explain };
