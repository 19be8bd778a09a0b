'use strict';

const assert = require('node:assert');
const http = require('node:http');
const net = require('node:net');

// Without a limit of the server's own, a request of more than a thousand header fields is answered with 431.

function statusFor(port, head) {
  return new Promise((resolve, reject) => {
    let text = '';
    const socket = net.connect(port, () => socket.write(head));
    socket.setEncoding('latin1');
    socket.on('data', (data) => text += data);
    socket.on('error', reject);
    socket.on('close', () => resolve(text.split(' ')[1]));
  });
}

function request(fields, line = 'a: b\r\n') {
  return `GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n${line.repeat(fields - 2)}\r\n`;
}

async function main() {
  const counts = [];
  const server = http.createServer((req, res) => {
    counts.push(req.rawHeaders.length / 2);
    res.end();
  });
  await new Promise((resolve) => server.listen(0, resolve));
  const { port } = server.address();

  assert.strictEqual(await statusFor(port, request(1000)), '200');
  assert.strictEqual(await statusFor(port, request(1001)), '431');
  assert.strictEqual(await statusFor(port, request(8000)), '431');
  server.maxHeadersCount = 0;
  assert.strictEqual(await statusFor(port, request(3000)), '200');
  server.maxHeadersCount = 10;
  assert.strictEqual(await statusFor(port, request(3000)), '200');
  assert.deepStrictEqual(counts, [1000, 3000, 3000]);
  server.close();
}

main();
