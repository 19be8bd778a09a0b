'use strict';

// What a program that can't go on leaves on stderr, and its exit code.

const assert = require('node:assert');
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'cortado-cli-'));
process.on('exit', () => fs.rmSync(folder, { recursive: true }));

function run(...args) {
  const { status, stderr, stdout } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  return { status, stderr, stdout };
}

function file(name, text) {
  const full = path.join(folder, name);
  fs.writeFileSync(full, text);
  return full;
}

const broken = file('broken.js', "'use strict';\nlet x = ;\n");
const syntax = run(broken);
assert.strictEqual(syntax.status, 1);
assert.ok(syntax.stderr.startsWith(
  `${broken}:2\nlet x = ;\n        ^\n\nSyntaxError: Unexpected token ';'\n`), syntax.stderr);
assert.ok(syntax.stderr.endsWith(`\n\nNode.js ${process.version}\n`));

const missing = run(path.join(folder, 'missing.js'));
assert.strictEqual(missing.status, 1);
assert.match(missing.stderr, /Error: Cannot find module '.*missing\.js'/);
assert.match(missing.stderr, /code: 'MODULE_NOT_FOUND',\n {2}requireStack: \[\]/);

const flag = run('--no-such-flag');
assert.deepStrictEqual(flag,
  { status: 9, stdout: '', stderr: `${process.execPath}: bad option: --no-such-flag\n` });

assert.deepStrictEqual(run('-p', '[1, { a: 2 }]'), { status: 0, stdout: '[ 1, { a: 2 } ]\n', stderr: '' });

const rejected = run(file('rejected.js', "Promise.reject(new TypeError('no'));"));
assert.strictEqual(rejected.status, 1);
assert.match(rejected.stderr, /TypeError: no\n {4}at Object\.<anonymous> \(.*rejected\.js:1:16\)/);

const waiting = run(file('waiting.mjs', 'await new Promise(() => {});'));
assert.strictEqual(waiting.status, 13);
assert.match(waiting.stderr, /Warning: Detected unsettled top-level await/);

assert.strictEqual(run('-e', 'process.exitCode = 5').status, 5);
