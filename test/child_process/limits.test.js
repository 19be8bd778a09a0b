'use strict';

const assert = require('node:assert');
const { fork, spawnSync } = require('node:child_process');

// Output beyond the limit ends the child; the piece that was too much is there as a whole.
const { error, stdout } = spawnSync('echo', ['too much'], { maxBuffer: 1 });
assert.strictEqual(error.code, 'ENOBUFS');
assert.strictEqual(String(stdout), 'too much\n');

// What ignores the signal finds nobody who reads: it neither fills the memory nor goes on for ever.
for (const limit of [{ maxBuffer: 1000 }, { maxBuffer: Infinity, timeout: 200 }]) {
  const result = spawnSync('sh', ['-c', 'trap "" TERM; yes'], limit);
  assert.strictEqual(result.error.code, limit.timeout === undefined ? 'ENOBUFS' : 'ETIMEDOUT');
  assert.strictEqual(result.signal, null);
  assert.notStrictEqual(result.status, 0);
}

if (process.argv[2] === 'child') {
  process.disconnect();
} else {
  // The channel's old name warns, once.
  const warnings = [];
  process.on('warning', ({ code }) => warnings.push(code));
  const child = fork(__filename, ['child']);
  assert.strictEqual(child._channel, child.channel);
  assert.notStrictEqual(child.channel, null);
  child.on('exit', () => assert.deepStrictEqual(warnings, ['DEP0129']));
}
