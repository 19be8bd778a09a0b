'use strict';

// A text that begins with `#!` is a program for a shell: the line counts as a comment.

const assert = require('assert');
const { spawnSync } = require('child_process');
const fs = require('fs');
const Module = require('module');
const os = require('os');
const path = require('path');
const vm = require('vm');

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'hashbang-'));
process.on('exit', () => fs.rmSync(folder, { recursive: true }));

function run(name, text, type) {
  const file = path.join(folder, name);
  fs.writeFileSync(file, text);
  if (type !== undefined) fs.writeFileSync(path.join(folder, 'package.json'), `{"type":"${type}"}`);
  const { status, stdout, stderr } = spawnSync(process.execPath, [file], { encoding: 'utf8' });
  return { status, stdout, stderr };
}

for (const type of [undefined, 'commonjs']) {
  const text = '#!/usr/bin/env node\nconst path = require("path");\nconsole.log(typeof module, path.sep);\n';
  assert.deepStrictEqual(run('tool.js', text, type), { status: 0, stdout: 'object /\n', stderr: '' });
}
process.env.NODE_COMPILE_CACHE = path.join(folder, 'cache');
for (let i = 0; i < 2; i++) {
  assert.strictEqual(run('cached.js', '#!/usr/bin/env node\nconsole.log(require("path").sep)', 'commonjs').stdout, '/\n');
}
delete process.env.NODE_COMPILE_CACHE;
assert.strictEqual(run('tool.mjs', '#!/usr/bin/env node\nimport "path";\nconsole.log(1)').stdout, '1\n');
assert.match(run('wrong.js', '#!/usr/bin/env node\nlet a;\nlet  a;').stderr, /wrong\.js:3\nlet {2}a;\n {5}\^\n/);

function compile(text) {
  const module = new Module(path.join(folder, 'text.js'));
  module._compile(text, module.id);
  return module.exports;
}
assert.strictEqual(compile('#!/bin/sh -\nmodule.exports = 1'), 1);
assert.deepStrictEqual(compile('#!/bin/sh -'), {});

assert.strictEqual(vm.compileFunction('#!a b\nreturn 2')(), 2);
assert.strictEqual(vm.compileFunction('#!a b\nreturn x', [], { contextExtensions: [{ x: 3 }] })(), 3);
assert.strictEqual(new vm.Script('#!a b\n4').runInThisContext(), 4);

for (const text of [' #!a', '\n#!a']) {
  const wrong = { name: 'SyntaxError', message: 'Invalid or unexpected token' };
  assert.throws(() => vm.compileFunction(text), wrong);
  assert.throws(() => new vm.Script(text), wrong);
  assert.throws(() => compile(text), wrong);
}
