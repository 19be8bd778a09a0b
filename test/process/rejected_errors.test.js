'use strict';

// A rejection that nobody handles is reported as what it is if it has a stack, even without a message of its own.

const assert = require('node:assert');
const { spawnSync } = require('node:child_process');

for (const [reason, expected] of [
  ['new Error()', /^Error\n/m],
  ['new DOMException("words", "OperationError")', /^DOMException \[OperationError\]: words\n/m],
  ['{ stack: "made up" }', /^\{ stack: 'made up' \}$/m],
  ['{ message: "words" }', /UnhandledPromiseRejection: .*The promise rejected with the reason "#<Object>"/],
]) {
  const { status, stderr } = spawnSync(process.execPath, ['-e', `Promise.reject(${reason})`], { encoding: 'utf8' });
  assert.strictEqual(status, 1);
  assert.match(stderr, expected);
}
