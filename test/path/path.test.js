'use strict';

const assert = require('node:assert');
const path = require('node:path');

assert.strictEqual(require('node:path/posix'), path.posix);
assert.strictEqual(require('node:path/win32'), path.win32);
assert.strictEqual(path.posix.normalize('/a/./b//../c/'), '/a/c/');
assert.strictEqual(path.posix.relative('/a/b/c', '/a/d'), '../../d');
assert.strictEqual(path.posix.dirname('//a'), '//');
assert.strictEqual(path.posix.basename('/a/b.html/', '.html'), 'b');
assert.deepStrictEqual(path.posix.parse('/x/y.tar.gz'), {
  root: '/', dir: '/x', base: 'y.tar.gz', ext: '.gz', name: 'y.tar',
});
assert.strictEqual(path.win32.join('C:\\a', '..', 'b'), 'C:\\b');
assert.strictEqual(path.win32.normalize('//server/share/x/..'), '\\\\server\\share\\');
assert.strictEqual(path.win32.normalize('NUL:x'), '.\\NUL:x');
assert.ok(path.posix.matchesGlob('a/b/c.js', 'a/**/*.{js,ts}'));
assert.ok(!path.posix.matchesGlob('a/.hidden', 'a/*'));
assert.throws(() => path.join('a', 1), { code: 'ERR_INVALID_ARG_TYPE' });
