'use strict';

// A server that cannot accept for want of descriptors turns the client away, and serves the next one
// once it has room again.

const assert = require('node:assert');
const { spawn } = require('node:child_process');
const fs = require('node:fs');
const net = require('node:net');

function serve() {
  const server = net.createServer((socket) => socket.end('served'));
  server.listen(0, '127.0.0.1', () => process.send(server.address().port));
  const taken = [];
  process.on('message', (order) => {
    if (order === 'take') {
      try {
        for (;;) taken.push(fs.openSync('/dev/null'));
      } catch (error) {
        process.send(error.code);
      }
    } else {
      taken.forEach((fd) => fs.closeSync(fd));
      process.send('given back');
    }
  });
  process.on('disconnect', () => process.exit());
}

/** What a client of the server gets, or the code of the error that it meets. */
function visit(port) {
  return new Promise((resolve) => {
    let received = '';
    net.connect(port, '127.0.0.1')
      .on('data', (data) => received += data)
      .on('error', (error) => received ||= error.code)
      .on('close', () => resolve(received));
  });
}

async function check() {
  const child = spawn(
    'sh', ['-c', 'ulimit -n 100 && exec "$0" "$1" serve', process.execPath, __filename],
    { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const reply = () => new Promise((resolve) => child.once('message', resolve));
  const port = await reply();
  assert.strictEqual(await visit(port), 'served');

  child.send('take');
  assert.strictEqual(await reply(), 'EMFILE');
  for (let i = 0; i < 3; i++) assert.match(await visit(port), /^(?:ECONNRESET)?$/);

  child.send('give back');
  assert.strictEqual(await reply(), 'given back');
  assert.strictEqual(await visit(port), 'served');
  child.disconnect();
}

if (process.argv[2] === 'serve') serve();
else check();
