'use strict';

const assert = require('node:assert');
const { spawn } = require('node:child_process');

/** Runs a program that sends itself a signal. */
function run(source) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['-e', source], { stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    child.stdout.on('data', (chunk) => {
      output += chunk;
    });
    child.on('close', (code, signal) => resolve({ code, signal, output }));
  });
}

(async () => {
  assert.throws(() => process.on('SIGKILL', () => {}), { code: 'EINVAL', syscall: 'uv_signal_start' });
  assert.throws(() => process.kill(process.pid, 'SIGNONE'), { code: 'ERR_UNKNOWN_SIGNAL' });

  // Without a listener a signal ends the program as it ends any other.
  const killed = await run('setTimeout(() => {}, 20000); process.kill(process.pid, "SIGTERM");');
  assert.strictEqual(killed.signal, 'SIGTERM');

  const caught = await run(`
    const keep = setTimeout(() => {}, 20000);
    process.once('SIGINT', (name, number) => {
      console.log(name, number, process.listenerCount('SIGINT'));
      clearTimeout(keep);
    });
    process.kill(process.pid, 'SIGINT');
  `);
  assert.deepStrictEqual(caught, { code: 0, signal: null, output: 'SIGINT 2 0\n' });
})();
