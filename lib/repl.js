'use strict';

// There is no REPL yet: the module loads, for programs that offer one beside what they do, and says so when used.

const { inspect } = require('./util');
const { codes: { ERR_FEATURE_UNAVAILABLE_ON_PLATFORM } } = require('./internal/errors');

function unavailable(name) {
  return new ERR_FEATURE_UNAVAILABLE_ON_PLATFORM(`repl.${name}`);
}

class REPLServer {
  constructor() {
    throw unavailable('REPLServer');
  }
}

function start() {
  throw unavailable('start');
}

/** What an `eval` function hands to its callback when a line is only the beginning of a statement. */
class Recoverable extends SyntaxError {
  constructor(err) {
    super();
    this.err = err;
  }
}

/** How results are printed. */
function writer(value) {
  return inspect(value, writer.options);
}
writer.options = { ...inspect.defaultOptions, showProxy: true };

module.exports = {
  start,
  writer,
  REPLServer,
  REPL_MODE_SLOPPY: Symbol('repl-sloppy'),
  REPL_MODE_STRICT: Symbol('repl-strict'),
  Recoverable,
};
