'use strict';

const assert = require('node:assert');
const net = require('node:net');

const name = `\0cortado-${process.pid}`;
let closed = 0;

const server = net.createServer((socket) => socket.pipe(socket)).listen(name, () => {
  assert.strictEqual(server.address(), name);
  const client = net.connect(name, () => client.end('over a Unix socket'));
  let text = '';
  client.on('data', (chunk) => {
    text += chunk;
  });
  client.on('close', () => {
    assert.strictEqual(text, 'over a Unix socket');
    assert.strictEqual(client.remoteAddress, undefined);
    server.close(() => closed++);
  });
});

process.on('exit', () => assert.strictEqual(closed, 1));

// Names of the abstract namespace have no permissions.
assert.throws(() => net.createServer().listen({ path: '\0cortado', readableAll: true }), {
  code: 'ERR_INVALID_ARG_VALUE',
  message: /abstract unix socket/,
});
