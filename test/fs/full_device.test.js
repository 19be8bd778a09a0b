'use strict';

// A device with no room left: every way of writing says so, and printing to it is no crash.

const assert = require('node:assert');
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const { pipeline } = require('node:stream');

const FULL = '/dev/full';
const noSpace = {
  code: 'ENOSPC', errno: -28, syscall: 'write',
  message: 'ENOSPC: no space left on device, write',
};

function isNoSpace(error) {
  for (const key of Object.keys(noSpace)) assert.strictEqual(error[key], noSpace[key]);
}

const events = [];
const outcomes = [];

function descriptors() {
  const fd = fs.openSync(FULL, 'w');
  assert.throws(() => fs.writeSync(fd, 'x'), noSpace);
  assert.throws(() => fs.writevSync(fd, [Buffer.from('x')]), noSpace);
  fs.write(fd, 'x', (error, written) => {
    isNoSpace(error);
    assert.strictEqual(written, 0);
    fs.closeSync(fd);
    outcomes.push('write');
  });
}

function streams() {
  const stream = fs.createWriteStream(FULL);
  for (const name of ['ready', 'finish', 'error', 'close']) {
    stream.on(name, (error) => {
      events.push(name);
      if (name === 'error') isNoSpace(error);
    });
  }
  stream.write('x', (error) => {
    isNoSpace(error);
    events.push('write');
  });
  stream.end('y', (error) => {
    isNoSpace(error);
    events.push('end');
  });
  pipeline(fs.createReadStream(__filename), fs.createWriteStream(FULL), (error) => {
    isNoSpace(error);
    outcomes.push('pipeline');
  });
}

/** Runs `code` with a standard stream to the full device; `fd` is 1 or 2. */
function printing(fd, code) {
  const full = fs.openSync(FULL, 'w');
  const stdio = ['ignore', 'pipe', 'pipe'];
  stdio[fd] = full;
  const { status, stdout, stderr } = spawnSync(process.execPath, ['-e', code], { stdio, encoding: 'utf8' });
  fs.closeSync(full);
  return { status, text: fd === 1 ? stderr : stdout };
}

function standardStreams() {
  const log = printing(1, `
    console.log(1);
    console.log(2);
    setTimeout(() => console.error('alive'), 10);
  `);
  assert.deepStrictEqual(log, { status: 0, text: 'alive\n' });

  const handled = printing(1, `
    process.stdout.on('error', (error) => console.error('error', error.code));
    process.stdout.write('x', (error) => console.error('write', error.code));
  `);
  assert.deepStrictEqual(handled, { status: 0, text: 'write ENOSPC\nerror ENOSPC\n' });

  const unhandled = printing(1, "process.stdout.write('x')");
  assert.strictEqual(unhandled.status, 1);
  assert.match(unhandled.text, /^Error: ENOSPC: no space left on device, write$/m);

  assert.deepStrictEqual(printing(2, 'console.error(1)'), { status: 0, text: '' });
  assert.deepStrictEqual(printing(2, "throw new Error('unseen')"), { status: 1, text: '' });
}

descriptors();
streams();
standardStreams();

process.on('exit', () => {
  assert.deepStrictEqual(events, ['ready', 'write', 'end', 'error', 'close']);
  assert.deepStrictEqual(outcomes.sort(), ['pipeline', 'write']);
});
