'use strict';

// A stream of one child can be another's standard input, though reads of it do not wait here.

const assert = require('assert');
const { execFile, spawn } = require('child_process');

const first = spawn('sh', ['-c', 'sleep 0.2; echo one; echo two']);
const second = spawn('cat', { stdio: [first.stdout, 'pipe', 'pipe'] });
let output = '';
let errors = '';
second.stdout.on('data', (chunk) => { output += chunk; });
second.stderr.on('data', (chunk) => { errors += chunk; });
second.on('close', (code) => {
  assert.strictEqual(errors, '');
  assert.strictEqual(output, 'one\ntwo\n');
  assert.strictEqual(code, 0);
});

assert.throws(() => execFile('x', [], []), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => execFile('x', { argv0: 'a\0b' }), { code: 'ERR_INVALID_ARG_VALUE' });

// Object.prototype's properties are no options.
Object.prototype.uid = 'nobody';
execFile('true', (error) => assert.ifError(error));
delete Object.prototype.uid;
