'use strict';

// Options of V8 that a JVM can only follow from its start on.

const assert = require('node:assert');
const { spawnSync } = require('node:child_process');

function run(args, options) {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', ...options });
  assert.strictEqual(stderr, '');
  assert.strictEqual(status, 0);
  return stdout.trim();
}

// Beside what the program may take there is what the runtime takes.
const limit = 'console.log(v8.getHeapStatistics().heap_size_limit / 2 ** 20)';
const megabytes = Number(run(['--max-old-space-size=300', '-e', limit]));
assert(megabytes >= 300 && megabytes < 700, `${megabytes}`);

// The process stays the same: arguments, descriptors, environment.
const script = 'console.log(JSON.stringify([process.execArgv, process.argv.slice(1), process.env.X, ' +
  'require("fs").readFileSync(0, "utf8")]))';
assert.deepStrictEqual(
  JSON.parse(run(['--stack-size=2000', '-e', script, 'a b', ''], { env: { ...process.env, X: 'é' }, input: 'in' })),
  [['--stack-size=2000', '-e', script], ['a b', ''], 'é', 'in']);

// The stack is as deep as was said.
const measure = 'let n = 0; function f() { n++; f(); } try { f(); } catch {} console.log(n)';
const usual = Number(run(['-e', measure]));
const deep = Number(run(['--stack-size=4000', '-e', measure]));
assert(deep > usual * 2, `${deep} of ${usual}`);

for (const value of ['0', '101', 'abc', '1%']) {
  const { status, stderr } = spawnSync(
    process.execPath, [`--max-old-space-size-percentage=${value}`, '-e', '1'], { encoding: 'utf8' });
  assert.strictEqual(status, 9);
  assert.match(stderr, new RegExp(`-percentage must be greater than 0 and up to 100\\. Got: ${value}\n$`));
}
