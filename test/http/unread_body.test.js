'use strict';

// A response ends while the request's body is held back: what comes of it is let through, to nobody.

const assert = require('node:assert');
const http = require('node:http');

const heard = [];

const server = http.createServer((req, res) => {
  req.pause();
  req.on('data', () => heard.push('data'));
  req.on('resume', () => heard.push(`resume ${req.listenerCount('data')}`));
  req.on('end', () => heard.push('end'));
  res.flushHeaders();
  req.socket.once('data', () => res.end('answer'));
});

server.listen(0, '127.0.0.1', () => {
  const req = http.request({ method: 'POST', port: server.address().port, host: '127.0.0.1' });
  req.flushHeaders();
  req.on('response', (res) => {
    req.write('a piece of the body');
    res.resume().on('end', () => req.end('the rest'));
    res.on('close', () => server.close());
  });
  req.on('error', () => {});
});

process.on('exit', () => assert.deepStrictEqual(heard, ['resume 0', 'end']));
