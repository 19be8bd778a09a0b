'use strict';

// A connection that falls silent in the middle of a response: request and response both hear of it, in this order.

const assert = require('node:assert');
const http = require('node:http');

const agent = new http.Agent({ keepAlive: true });
const heard = [];

const server = http.createServer((req, res) => {
  res.write('first');
  req.on('close', () => heard.push('closed'));
});

server.listen(0, '127.0.0.1', () => {
  const req = http.get({ agent, host: '127.0.0.1', port: server.address().port, timeout: 2000 }, (res) => {
    res.on('timeout', () => {
      heard.push('response');
      agent.destroy();
      server.close();
    });
    res.on('error', () => {});
    res.resume();
    assert.strictEqual(req.socket.listenerCount('timeout'), 3);
  });
  req.on('timeout', () => heard.push('request'));
});

process.on('exit', () => assert.deepStrictEqual(heard, ['request', 'response', 'closed']));
