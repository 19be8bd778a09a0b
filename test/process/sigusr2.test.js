'use strict';

// SIGUSR2 belongs to the program: it ends one that does not listen, and is heard by one that does.

const assert = require('node:assert');
const { spawn } = require('node:child_process');
const { once } = require('node:events');

async function run(code) {
  const child = spawn(process.execPath, ['-e', code], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  child.kill('SIGUSR2');
  return once(child, 'exit');
}

async function main() {
  const wait = 'console.log("up"); setInterval(() => {}, 1000);';
  assert.deepStrictEqual(await run(wait), [null, 'SIGUSR2']);
  assert.deepStrictEqual(await run(`process.on("SIGUSR2", () => process.exit(7)); ${wait}`), [7, null]);
  assert.deepStrictEqual(Object.keys(process.env).filter((name) => name.includes('JAVA_SR')), []);
}

main();
