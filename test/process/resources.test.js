'use strict';

// What is under way is told by Node.js's names for it.

const assert = require('node:assert');
const fs = require('node:fs');
const net = require('node:net');
const { spawn } = require('node:child_process');

const count = (type) => process.getActiveResourcesInfo().filter((name) => name === type).length;

const interval = setInterval(() => {
  assert.strictEqual(count('Timeout'), 1);
  clearInterval(interval);
  assert.strictEqual(count('Timeout'), 0);
}, 1);
assert.strictEqual(count('Timeout'), 1);

fs.stat(__filename, () => {});
assert.strictEqual(count('FSReqCallback'), 1);

const child = spawn(process.execPath, ['-v'], { stdio: 'ignore' });
assert.strictEqual(count('ProcessWrap'), 1);
child.on('exit', () => assert.strictEqual(count('ProcessWrap'), 0));

const server = net.createServer((socket) => {
  assert.ok(process._getActiveHandles().includes(socket));
  assert.strictEqual(count('TCPSocketWrap'), 2);
  server.unref();
  assert.strictEqual(count('TCPServerWrap'), 0);
  socket.end();
});
server.listen(0, '127.0.0.1', () => {
  assert.strictEqual(count('TCPServerWrap'), 1);
  assert.ok(process._getActiveHandles().includes(server));
  net.connect(server.address().port, '127.0.0.1').resume();
});
