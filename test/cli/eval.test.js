'use strict';

// What `-e` and `-p` give a program beyond its text: the built-in modules as globals, and gc() when asked for.

const assert = require('node:assert');
const { spawnSync } = require('node:child_process');

function evaluate(...args) {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  assert.strictEqual(status, 0, stderr);
  return stdout.trim();
}

assert.strictEqual(
  evaluate('--expose-gc', '-p', '[typeof vm.Script, path.sep, (fs = 5), Object.keys(globalThis).includes("os"), gc()].join()'),
  'function,/,5,false,',
);

// An error that a callback throws ends its stack where the callback began.
const { stderr } = spawnSync(process.execPath, ['-e', 'setImmediate(() => { null.x; })'], { encoding: 'utf8' });
assert.match(stderr, /at processImmediate[^\n]*\n\nNode\.js v/);
