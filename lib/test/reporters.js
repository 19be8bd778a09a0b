'use strict';

// node:test/reporters

const reporters = {
  dot: () => require('../internal/test_runner/reporter/dot'),
  junit: () => require('../internal/test_runner/reporter/junit'),
  spec: () => require('../internal/test_runner/reporter/spec'),
  tap: () => require('../internal/test_runner/reporter/tap'),
  lcov: () => require('../internal/test_runner/reporter/lcov'),
};

for (const name of ['dot', 'junit', 'tap']) {
  Object.defineProperty(module.exports, name, {
    __proto__: null, configurable: true, enumerable: true, get: reporters[name],
  });
}
for (const name of ['spec', 'lcov']) {
  // Classes that may also be called.
  Object.defineProperty(module.exports, name, {
    __proto__: null,
    configurable: true,
    enumerable: true,
    value: function value(...args) {
      return Reflect.construct(reporters[name](), args);
    },
  });
}
