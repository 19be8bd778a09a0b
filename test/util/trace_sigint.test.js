'use strict';

// A program that SIGINT finds busy, or idle, says where it is and ends by the signal.

const assert = require('node:assert');
const { spawn } = require('node:child_process');
const { once } = require('node:events');

const enable = 'require("util").setTraceSigInt(true);';
const ready = 'require("fs").writeSync(1, "ready\\n");';
const busy = `${ready} function turn() { for (;;) {} } turn();`;

/** Runs a program until it is ready, interrupts it and returns what it printed. */
async function interrupt(...args) {
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let printed = '';
  child.stderr.setEncoding('utf8').on('data', (text) => { printed += text; });
  await once(child.stdout, 'data');
  // Until it is in the middle of what comes after.
  setTimeout(() => child.kill('SIGINT'), 500);
  const [code, signal] = await once(child, 'close');
  assert.deepStrictEqual({ code, signal }, { code: null, signal: 'SIGINT' }, printed);
  return printed;
}

async function main() {
  const first = 'KEYBOARD_INTERRUPT: Script execution was interrupted by `SIGINT`\n';
  for (const args of [['-e', `${enable} ${busy}`], ['--trace-sigint', '-e', busy]]) {
    const printed = await interrupt(...args);
    assert.ok(printed.startsWith(`${first}    at turn ([eval]:1:`), printed);
  }
  const idle = await interrupt('-e', `${enable} setInterval(() => {}, 1e6); ${ready}`);
  assert.ok(idle.startsWith(first), idle);
  assert.strictEqual(await interrupt('-e', `${enable} require("util").setTraceSigInt(false); ${busy}`), '');
}

main();
