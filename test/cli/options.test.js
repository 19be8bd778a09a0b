'use strict';

// How options are checked, and what some of them do.

const assert = require('node:assert');
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

function run(args, options) {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', ...options });
  return { status, stdout, stderr };
}

for (const [args, message, code = 9] of [
  [['--check', '--eval', '1'], 'either --check or --eval can be used, not both'],
  [['--title=', 'x.js'], '--title= requires an argument'],
  [['--no-title', 'x.js'], '--no-title is an invalid negation because it is not a boolean option'],
  [['--unhandled-rejections=x', 'x.js'], 'invalid value for --unhandled-rejections'],
  [['--security-revert=CVE-x'], 'Error: Attempt to revert an unknown CVE [CVE-x]', 12],
]) {
  const { status, stderr } = run(args);
  assert.strictEqual(stderr, `${process.execPath}: ${message}\n`);
  assert.strictEqual(status, code);
}

const program = `
  const tried = [];
  for (const run of [() => eval('1'), () => ({}).__proto__]) {
    try { run(); } catch (error) { tried.push(error.code ?? error.name); }
  }
  setTimeout(() => process.exit(), 10);
  Promise.resolve().then(() => [process.title, ...tried].join());`;
const printed = run(['--title=mine', '--disallow-code-generation-from-strings', '--disable-proto=throw', '--trace-exit', '-p', program]);
assert.strictEqual(printed.stdout, "Promise { 'mine,EvalError,ERR_PROTO_ACCESS' }\n");
assert.match(printed.stderr, /^\(node:\d+\) WARNING: Exited the environment with code 0\n {4}at /);

// --run
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'cortado-options-'));
process.on('exit', () => fs.rmSync(folder, { recursive: true }));
const file = path.join(folder, 'package.json');
fs.writeFileSync(file, JSON.stringify({ scripts: { say: 'echo said $NODE_RUN_SCRIPT_NAME' } }));
assert.deepStrictEqual(run(['--run', 'say', '--', 'a b', '$x'], { cwd: folder }),
  { status: 0, stdout: 'said say a b $x\n', stderr: '' });
const { status, stderr } = run(['--run', 'nothing'], { cwd: folder });
assert.strictEqual(status, 1);
assert.match(stderr, /^Missing script: "nothing" for .*package\.json\n\nAvailable scripts are:\n {2}say: echo said/);
