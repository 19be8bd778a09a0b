'use strict';

// There is no inspector yet: the module loads, for programs that ask whether somebody debugs them, and says so when
// used.

const { codes: { ERR_FEATURE_UNAVAILABLE_ON_PLATFORM, ERR_INSPECTOR_NOT_ACTIVE } } = require('./internal/errors');

function unavailable(name) {
  return new ERR_FEATURE_UNAVAILABLE_ON_PLATFORM(`inspector.${name}`);
}

class Session {
  constructor() {
    throw unavailable('Session');
  }
}

function open() {
  throw unavailable('open');
}

/** Nothing was opened. */
function close() {}

/** @returns {string | undefined} where debuggers connect: nowhere */
function url() {
  return undefined;
}

function waitForDebugger() {
  throw new ERR_INSPECTOR_NOT_ACTIVE();
}

module.exports = { open, close, url, waitForDebugger, Session };
