'use strict';

// Where the first errors of a process are those of a stack that overflows, they are errors of JavaScript all the same.

const assert = require('assert');
const { spawnSync } = require('child_process');

const program = `
  async function deeper() {
    deeper();
    throw new Error();
  }
  (async () => { await deeper(); })();
`;
const { stderr, status } = spawnSync(
  process.execPath, ['--unhandled-rejections=none', '--stack-size=150', '-e', program], { encoding: 'utf8' });
assert.doesNotMatch(stderr, /\bjava\b/);
assert.strictEqual(status, 0);
