'use strict';

// What is not there is said, in one line that names it.

const assert = require('node:assert');
const { spawnSync } = require('node:child_process');

// Node.js has them all.
if (!/cortado/i.test(process.execPath)) process.exit(0);

for (const option of [
  '-i', '--inspect-brk=0', '--heapsnapshot-signal=SIGUSR2', '--trace-event-categories=node', '--use-env-proxy',
]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [option, '--', 'nothing.js'], { encoding: 'utf8' });
  const name = option === '-i' ? '--interactive' : option.replace(/=.*/, '');
  assert.strictEqual(stderr, `${process.execPath}: ${name} is not supported\n`);
  assert.strictEqual(stdout, '');
  assert.strictEqual(status, 9);
}

const env = { ...process.env, NODE_OPTIONS: '--inspect' };
assert.strictEqual(spawnSync(process.execPath, ['-p', '1'], { encoding: 'utf8', env }).stderr,
                   `${process.execPath}: --inspect is not supported\n`);
