'use strict';

// What is not there yet loads, for packages that only offer it, and says so when it is used.

const assert = require('assert');

const unavailable = { code: 'ERR_FEATURE_UNAVAILABLE_ON_PLATFORM' };
const inCortado = process.execPath.includes('cortado');

const repl = require('repl');
assert.strictEqual(repl.writer({ a: 1 }), '{ a: 1 }');
assert(new repl.Recoverable(new Error('x')) instanceof SyntaxError);

const inspector = require('inspector');
assert.strictEqual(inspector.url(), undefined);
assert.strictEqual(inspector.close(), undefined);
assert.throws(() => inspector.waitForDebugger(), { code: 'ERR_INSPECTOR_NOT_ACTIVE' });
assert.strictEqual(require('inspector/promises').url, inspector.url);

assert.strictEqual(require('trace_events').getEnabledCategories(), undefined);

if (inCortado) {
  assert.throws(() => repl.start(), unavailable);
  assert.throws(() => new repl.REPLServer(), unavailable);
  assert.throws(() => inspector.open(), unavailable);
  assert.throws(() => new inspector.Session(), unavailable);
  assert.throws(() => require('trace_events').createTracing({ categories: ['node'] }), unavailable);
  assert.throws(() => new (require('wasi').WASI)({ version: 'preview1' }), unavailable);
}

// Packages ask this object with methods that it inherits (graceful-fs).
const constants = require('constants');
assert.strictEqual(Object.getPrototypeOf(constants), Object.prototype);
assert(Object.isFrozen(constants));
assert.strictEqual(constants.hasOwnProperty('O_RDONLY'), true); // eslint-disable-line no-prototype-builtins
