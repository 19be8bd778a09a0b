'use strict';

const harness = require('./internal/test_runner/harness');

const { suite, test } = harness;
let mock;

module.exports = test;
Object.assign(module.exports, {
  after: harness.makeHook('after'),
  afterEach: harness.makeHook('afterEach'),
  before: harness.makeHook('before'),
  beforeEach: harness.makeHook('beforeEach'),
  describe: suite,
  it: test,
  run(options) {
    return require('./internal/test_runner/runner').run(options);
  },
  suite,
  test,
});

function defineLazy(name, get) {
  Object.defineProperty(module.exports, name, { __proto__: null, configurable: true, enumerable: true, get });
}

defineLazy('mock', () => mock ??= new (require('./internal/test_runner/mock').MockTracker)());

let snapshot;
defineLazy('snapshot', () => {
  const { setDefaultSnapshotSerializers, setResolveSnapshotPath } = require('./internal/test_runner/snapshot');
  return snapshot ??= { __proto__: null, setDefaultSnapshotSerializers, setResolveSnapshotPath };
});

let assert;
defineLazy('assert', () => assert ??= { __proto__: null, register: require('./internal/test_runner/assertions').register });
