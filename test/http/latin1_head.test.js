'use strict';

// A head is Latin-1, whatever its body is, where a chunk's size stands between them.

const assert = require('node:assert');
const http = require('node:http');
const net = require('node:net');

const value = 'b\u00e5r';

function ask(port, path) {
  return new Promise((resolve) => {
    const parts = [];
    net.connect(port, function() {
      this.end(`GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
    }).on('data', (part) => parts.push(part)).on('close', () => resolve(Buffer.concat(parts)));
  });
}

const server = http.createServer((req, res) => {
  res.writeHead(200, ['x-name', value]);
  if (req.url === '/two') res.write('\u20ac');
  res.end('\u20ac');
});

server.listen(0, async () => {
  for (const path of ['/one', '/two']) {
    const answer = await ask(server.address().port, path);
    assert.ok(answer.toString('latin1').includes(`x-name: ${value}\r\n`), answer.toString('latin1'));
    assert.ok(answer.toString('utf8').includes('3\r\n\u20ac\r\n0\r\n\r\n'));
  }
  server.close();
});
