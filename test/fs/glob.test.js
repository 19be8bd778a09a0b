'use strict';

const assert = require('node:assert');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const cwd = fs.mkdtempSync(path.join(os.tmpdir(), 'cortado-glob-'));
fs.mkdirSync(path.join(cwd, 'a/b/c'), { recursive: true });
fs.mkdirSync(path.join(cwd, 'a/g'));
fs.writeFileSync(path.join(cwd, 'a/b/file.js'), '');

try {
  const glob = (pattern) => fs.globSync(pattern, { cwd }).sort();
  // The results are normal paths, however the pattern was written.
  assert.deepStrictEqual(glob('./**/c'), ['a/b/c']);
  assert.deepStrictEqual(glob('a/*/../g'), ['a/g']);
  assert.deepStrictEqual(glob('a//b/./*.js'), ['a/b/file.js']);
  assert.deepStrictEqual(glob('a/**/'), ['a', 'a/b', 'a/b/c', 'a/g']);
  assert.deepStrictEqual(glob('a/*/'), ['a/b', 'a/g']);
} finally {
  fs.rmSync(cwd, { recursive: true });
}
