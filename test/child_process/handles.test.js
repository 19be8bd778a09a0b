'use strict';

// Servers and connections go to a forked process, and messages that nobody listens to yet are kept.

const assert = require('node:assert');
const { fork } = require('node:child_process');
const net = require('node:net');

/** All that a connection to `port` is sent. */
function readAll(port) {
  return new Promise((resolve, reject) => {
    let text = '';
    net.connect(port).setEncoding('utf8')
      .on('data', (part) => text += part)
      .on('error', reject)
      .on('close', () => resolve(text));
  });
}

function child() {
  let server;
  const actions = {
    'server': (handle) => {
      server = handle;
      server.on('connection', (socket) => socket.end('from the child'));
      process.send('listening');
    },
    'socket': (socket) => socket.end('on behalf of the parent'),
    'done': () => {
      server.close();
      process.disconnect();
    },
  };
  // The first message comes before this.
  setTimeout(() => {
    process.on('message', (name, handle) => {
      if (name === 'early') process.send('heard');
      else actions[name](handle);
    });
  }, 50);
}

function message(from, expected) {
  return new Promise((resolve) => {
    from.once('message', (text) => {
      assert.strictEqual(text, expected);
      resolve();
    });
  });
}

async function parent() {
  const forked = fork(__filename, ['child']);
  assert.strictEqual(forked.send('early'), true);
  await message(forked, 'heard');

  const given = net.createServer(() => assert.fail('the child should have had it'));
  await new Promise((resolve) => given.listen(0, resolve));
  forked.send('server', given);
  await message(forked, 'listening');
  const { port } = given.address();
  given.close();
  assert.strictEqual(await readAll(port), 'from the child');

  const own = net.createServer((socket) => forked.send('socket', socket));
  await new Promise((resolve) => own.listen(0, resolve));
  assert.strictEqual(await readAll(own.address().port), 'on behalf of the parent');
  own.close(() => forked.send('done'));

  assert.throws(() => forked.send('x', 'no handle'), { code: 'ERR_INVALID_HANDLE_TYPE' });
  assert.throws(() => forked.send('x', null, null), { code: 'ERR_INVALID_ARG_TYPE' });
  const [code] = await new Promise((resolve) => forked.on('close', (...args) => resolve(args)));
  assert.strictEqual(code, 0);
}

if (process.argv[2] === 'child') child();
else parent();
