'use strict';

const { codes } = require('./internal/errors');
const { hooks, makeRunner } = require('./internal/test_runner/test');

const test = makeRunner(false);
const suite = makeRunner(true);
let mock;

/** Running test files, as `node --test` does. */
function run() {
  throw new codes.ERR_FEATURE_UNAVAILABLE_ON_PLATFORM('node:test.run');
}

module.exports = test;
Object.assign(module.exports, {
  ...hooks,
  describe: suite,
  it: test,
  run,
  suite,
  test,
});
Object.defineProperty(module.exports, 'mock', {
  __proto__: null,
  configurable: true,
  enumerable: true,
  get() {
    return mock ??= new (require('./internal/test_runner/mock').MockTracker)();
  },
});
