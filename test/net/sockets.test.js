'use strict';

// The less usual ways to use a socket: a buffer of one's own, time-outs, limits, abortion.
const assert = require('node:assert');
const net = require('node:net');

let left = 4;

const server = net.createServer((socket) => {
  socket.end('0123456789');
  socket.on('error', () => {});
}).listen(0, '127.0.0.1', () => {
  const { port } = server.address();

  const buffer = Buffer.alloc(4);
  let text = '';
  net.connect({
    port,
    host: '127.0.0.1',
    onread: {
      buffer,
      callback(size, same) {
        assert.strictEqual(same, buffer);
        text += buffer.toString('latin1', 0, size);
        return true;
      },
    },
  }).on('close', () => {
    assert.strictEqual(text, '0123456789');
    left--;
    server.close();
  });

  const controller = new AbortController();
  net.connect({ port, host: '127.0.0.1', signal: controller.signal }).on('error', (error) => {
    assert.strictEqual(error.name, 'AbortError');
    left--;
  });
  controller.abort();
});

const silent = net.createServer().listen(0, '127.0.0.1', () => {
  const socket = net.connect(silent.address().port, '127.0.0.1');
  socket.setTimeout(30, () => {
    left--;
    socket.destroy();
    silent.close();
  });
});
silent.on('connection', (socket) => socket.on('error', () => {}).resume());

const limited = net.createServer((socket) => socket.resume()).listen(0, '127.0.0.1', () => {
  limited.maxConnections = 1;
  const { port } = limited.address();
  const first = net.connect(port, '127.0.0.1', () => net.connect(port, '127.0.0.1'));
  limited.on('drop', (data) => {
    assert.strictEqual(data.localPort, port);
    assert.strictEqual(data.remoteFamily, 'IPv4');
    left--;
    first.destroy();
    limited.close();
  });
});

process.on('exit', () => assert.strictEqual(left, 0));
