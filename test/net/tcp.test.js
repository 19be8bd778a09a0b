'use strict';

const assert = require('node:assert');
const net = require('node:net');

const log = [];
const big = Buffer.alloc(3_000_000, 'abcdefg');

const server = net.createServer({ allowHalfOpen: true }, (socket) => {
  const chunks = [];
  socket.on('data', (chunk) => chunks.push(chunk));
  socket.on('end', () => {
    const received = Buffer.concat(chunks);
    assert.strictEqual(received.length, big.length + 4);
    assert(received.subarray(4).equals(big));
    log.push('server end');
    socket.end('done ✓');
  });
});

server.listen(0, '127.0.0.1', () => {
  const { address, family, port } = server.address();
  assert.deepStrictEqual([address, family], ['127.0.0.1', 'IPv4']);
  const client = net.connect({ port, host: '127.0.0.1', noDelay: true, keepAlive: true });
  assert.strictEqual(client.connecting, true);
  assert.strictEqual(client.readyState, 'opening');
  client.write('head', () => log.push('head written'));
  assert.strictEqual(client.bytesWritten, 4);
  client.on('connect', () => {
    log.push('connect');
    assert.strictEqual(client.remotePort, port);
    assert.strictEqual(client.remoteFamily, 'IPv4');
    assert.strictEqual(client.localAddress, '127.0.0.1');
  });
  client.on('ready', () => log.push('ready'));
  assert.strictEqual(client.write(big), false);
  client.end(() => log.push('finish'));
  let text = '';
  client.setEncoding('utf8').on('data', (chunk) => {
    text += chunk;
  });
  client.on('end', () => log.push('client end'));
  client.on('close', (hadError) => {
    assert.strictEqual(hadError, false);
    assert.strictEqual(text, 'done ✓');
    assert.strictEqual(client.bytesRead, Buffer.byteLength(text));
    assert.strictEqual(client.bytesWritten, big.length + 4);
    log.push('client close');
    server.close(() => log.push('server close'));
  });
});

process.on('exit', () => {
  assert.deepStrictEqual(log, [
    'head written', 'connect', 'ready', 'finish', 'server end', 'client end', 'client close',
    'server close',
  ]);
});
