'use strict';

const assert = require('node:assert');
const http = require('node:http');

// With optimizeEmptyRequests a request that announces no body is closed before anybody reads it.
const seen = [];
const server = http.createServer({ optimizeEmptyRequests: true }, (req, res) => {
  seen.push([req.method, req.destroyed, req.readableEnded]);
  res.end('ok');
});

function ask(method, headers = {}) {
  return new Promise((resolve) => {
    http.request({ port: server.address().port, method, headers }, (res) => {
      res.resume().on('end', resolve);
    }).end();
  });
}

server.listen(0, async () => {
  await ask('GET');
  await ask('HEAD');
  await ask('POST', { 'Content-Length': '0' });
  await ask('GET');
  assert.deepStrictEqual(seen, [
    ['GET', true, true],
    ['HEAD', true, true],
    ['POST', false, false],
    ['GET', true, true],
  ]);
  server.close();
  http.globalAgent.destroy();
});
