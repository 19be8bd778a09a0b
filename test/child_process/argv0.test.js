'use strict';

// The name that a program is started by.

const assert = require('node:assert');
const { spawn, spawnSync } = require('node:child_process');

const program = 'console.log(process.argv0, process.argv.length, "CORTADO_ARGV0" in process.env)';
const options = { argv0: 'a name', encoding: 'utf8' };
assert.strictEqual(spawnSync(process.execPath, ['-e', program], options).stdout, 'a name 1 false\n');
assert.strictEqual(spawnSync('sh', ['-c', 'echo $0'], { argv0: 'other', encoding: 'utf8' }).stdout, 'other\n');

// Its own children are started by their own names.
const grandchild = `
  const { spawnSync } = require('node:child_process');
  process.stdout.write(spawnSync(process.execPath, ['-p', 'process.argv0 === "a name"'], { encoding: 'utf8' }).stdout);`;
let output = '';
spawn(process.execPath, ['-e', grandchild], options).stdout.on('data', (bytes) => output += bytes);
process.on('exit', () => assert.strictEqual(output, 'false\n'));
