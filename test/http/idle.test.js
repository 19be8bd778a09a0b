'use strict';

// A server that nobody asks for anything sleeps: it uses less than half a percent of a processor.

const assert = require('node:assert');
const { fork } = require('node:child_process');
const fs = require('node:fs');
const http = require('node:http');
const { setTimeout: sleep } = require('node:timers/promises');

const WINDOW_SECONDS = 4;
const MOST_TICKS = 2; // of the 100 a second that /proc counts in
const MOST_WINDOWS = 8; // the compilers may have work left from the start

function serve() {
  const server = http.createServer((request, response) => response.end('x'));
  server.listen(0, '127.0.0.1', () => process.send(server.address().port));
}

/** The processor time that a process has used, in ticks. */
function ticks(pid) {
  const text = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return Number(fields[11]) + Number(fields[12]);
}

async function check() {
  const child = fork(__filename, ['serve']);
  try {
    const port = await new Promise((resolve) => child.once('message', resolve));
    const agent = new http.Agent({ keepAlive: true });
    const response = await new Promise((resolve) => http.get({ port, agent, host: '127.0.0.1' }, resolve));
    response.resume();

    const used = [];
    do {
      const before = ticks(child.pid);
      await sleep(WINDOW_SECONDS * 1000);
      used.push(ticks(child.pid) - before);
    } while (used.at(-1) >= MOST_TICKS && used.length < MOST_WINDOWS);
    agent.destroy();
    assert.ok(used.at(-1) < MOST_TICKS, `ticks used in ${WINDOW_SECONDS} s each: ${used}`);
  } finally {
    child.kill();
  }
}

if (process.argv[2] === 'serve') serve();
else if (fs.existsSync('/proc/self/stat')) check();
