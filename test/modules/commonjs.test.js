'use strict';

const assert = require('node:assert');
const path = require('node:path');
const Module = require('node:module');

const fixtures = path.join(__dirname, 'fixtures');
const load = (name) => require(path.join(fixtures, name));
const fixtureRequire = Module.createRequire(path.join(fixtures, 'noop.js'));

// The wrapper.
assert.strictEqual(module.exports, exports);
assert.strictEqual(require.main, module);
assert.strictEqual(__dirname, path.dirname(__filename));
assert.strictEqual(module.filename, __filename);
assert.strictEqual(this, module.exports);

// Each file has a scope of its own; only an undeclared assignment leaks.
assert.strictEqual(load('scope.js'), 'number');
assert.strictEqual(typeof leakedVar, 'undefined');
assert.strictEqual(typeof leakedLet, 'undefined');
assert.strictEqual(globalThis.undeclaredLeak, 4);
delete globalThis.undeclaredLeak;

// Cycles see what is there so far.
const a = load('cycle/a');
assert.deepStrictEqual([a.done, a.sawB, load('cycle/b').sawA], [true, true, false]);

// The cache.
assert.strictEqual(load('cycle/a'), a);
const key = require.resolve('./fixtures/cycle/a');
assert.strictEqual(require.cache[key].exports, a);
delete require.cache[key];
assert.notStrictEqual(load('cycle/a'), a);

// A module that throws is not cached.
assert.throws(() => load('throws'), /at load/);
assert.strictEqual(require.cache[path.join(fixtures, 'throws.js')], undefined);

// Packages.
assert.strictEqual(fixtureRequire('plain'), 'plain/start');
assert.strictEqual(fixtureRequire('plain/other'), 'plain/other');
assert.strictEqual(fixtureRequire('plain/package.json').version, '1.2.3');
assert.strictEqual(fixtureRequire('exported'), 'exported/main.cjs');
assert.strictEqual(fixtureRequire('exported/features/x'), 'exported/features/x');
assert.strictEqual(fixtureRequire('exported/data').answer, 42);
assert.throws(() => fixtureRequire('exported/package.json'), {
  code: 'ERR_PACKAGE_PATH_NOT_EXPORTED',
});
assert.throws(() => fixtureRequire('exported/features/private/y'), {
  code: 'ERR_PACKAGE_PATH_NOT_EXPORTED',
});
const selfish = fixtureRequire('selfish');
assert.ok(selfish.self());
assert.deepStrictEqual([selfish.inner, selfish.plain], ['inner', 'plain/start']);

// Built-in modules.
assert.strictEqual(require('node:path'), require('path'));
assert.throws(() => require('node:nothing'), { code: 'ERR_UNKNOWN_BUILTIN_MODULE' });
assert.ok(Module.isBuiltin('node:fs') && Module.isBuiltin('fs') && !Module.isBuiltin('express'));
assert.ok(Module.builtinModules.includes('fs/promises'));

// What can't be found or read.
assert.throws(() => require('./nothing'), (error) => {
  assert.strictEqual(error.code, 'MODULE_NOT_FOUND');
  assert.strictEqual(error.message,
    `Cannot find module './nothing'\nRequire stack:\n- ${__filename}`);
  assert.deepStrictEqual(error.requireStack, [__filename]);
  return true;
});
assert.throws(() => load('broken.json'), (error) => (
  error instanceof SyntaxError && error.message.startsWith(path.join(fixtures, 'broken.json'))));
assert.throws(() => load('syntax_error.js'), SyntaxError);
assert.throws(() => require(''), { code: 'ERR_INVALID_ARG_VALUE' });
assert.throws(() => require(5), { code: 'ERR_INVALID_ARG_TYPE' });

// require.resolve and its paths.
assert.strictEqual(require.resolve('fs'), 'fs');
assert.strictEqual(require.resolve('plain', { paths: [fixtures] }),
  path.join(fixtures, 'node_modules/plain/start.js'));
assert.strictEqual(require.resolve.paths('fs'), null);
assert.strictEqual(require.resolve.paths('x')[0], path.join(__dirname, 'node_modules'));

// Extensions can be added.
require.extensions['.txt'] = (module_, filename) => {
  module_.exports = path.basename(filename);
};
assert.strictEqual(typeof require.extensions['.js'], 'function');
delete require.extensions['.txt'];
