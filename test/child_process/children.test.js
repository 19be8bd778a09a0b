'use strict';

const assert = require('node:assert');
const { exec, execFileSync, execSync, spawn, spawnSync } = require('node:child_process');

const result = spawnSync('sh', ['-c', 'cat; echo err >&2; exit 3'], { input: 'text', encoding: 'utf8' });
assert.deepStrictEqual([result.status, result.signal, result.stdout, result.stderr], [3, null, 'text', 'err\n']);
assert.strictEqual(execSync('pwd', { cwd: '/', encoding: 'utf8' }), '/\n');
assert.strictEqual(execSync('echo $X', { env: { X: 'y' }, encoding: 'utf8' }), 'y\n');
assert.throws(() => execFileSync('false'), { status: 1, message: 'Command failed: false' });
assert.strictEqual(spawnSync('no-such-program').error.code, 'ENOENT');
assert.strictEqual(spawnSync('sleep', ['60'], { timeout: 50 }).error.code, 'ETIMEDOUT');
assert.strictEqual(spawnSync('yes', { maxBuffer: 100 }).error.code, 'ENOBUFS');

const order = [];
const child = spawn('sh', ['-c', 'cat; exit 2']);
let output = '';
child.on('spawn', () => order.push('spawn'));
child.stdout.setEncoding('utf8').on('data', (text) => output += text);
child.on('exit', (code) => order.push(`exit ${code}`));
child.on('close', (code) => order.push(`close ${code}`));
child.stdin.end('in');

const events = [];
spawn('no-such-program')
  .on('error', (error) => events.push(error.code, error.syscall))
  .on('close', (code) => events.push(code));

const sleeper = spawn('sleep', ['60']);
sleeper.on('exit', (code, signal) => assert.deepStrictEqual([code, signal], [null, 'SIGTERM']));
assert.strictEqual(sleeper.kill(), true);

exec('exit 4', (error) => assert.strictEqual(error.code, 4));

process.on('exit', () => {
  assert.strictEqual(output, 'in');
  assert.deepStrictEqual(order, ['spawn', 'exit 2', 'close 2']);
  assert.deepStrictEqual(events, ['ENOENT', 'spawn no-such-program', -2]);
});

assert.strictEqual(require('node:util').promisify(exec).name, 'exec');
