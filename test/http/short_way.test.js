'use strict';

// What makes a server fast can be lost without anything failing: a plain request and its answer go past
// the streams of the socket and of the request.

const assert = require('node:assert');
const http = require('node:http');
const net = require('node:net');

let answered;

const server = http.createServer((req, res) => {
  assert.ok(req.socket._handle._consumed, 'the parser reads the handle itself');
  assert.ok(!Object.hasOwn(req, '_readableState'), 'a request without a body has no stream state');
  const { write, _writableState: state } = req.socket;
  assert.strictEqual(write, net.Socket.prototype.write);
  res.setHeader('Content-Type', 'text/plain');
  res.end('hello');
  assert.strictEqual(state.length, 0);
  answered = req;
});

server.listen(0, '127.0.0.1', () => {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  const ask = (done) => http.get({ port: server.address().port, agent }, (res) => {
    res.resume();
    res.on('end', done);
  });
  // The first request is all over when the second is answered on the same connection.
  ask(() => {
    const first = answered;
    ask(() => {
      assert.notStrictEqual(first, answered);
      assert.ok(!Object.hasOwn(first, '_readableState'), 'nor has it one when all is over');
      agent.destroy();
      server.close();
    });
  });
});
