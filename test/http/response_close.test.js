'use strict';

// A response that the client has read closes, and its connection serves the next request all the same.

const assert = require('node:assert');
const { once } = require('node:events');
const http = require('node:http');

async function get(port, agent) {
  const [res] = await once(http.get({ port, agent }), 'response');
  const ends = [];
  res.on('end', () => ends.push(['end', res.destroyed]));
  res.on('close', () => ends.push(['close', res.destroyed]));
  res.resume();
  await once(res, 'close');
  assert.deepStrictEqual(ends, [['end', false], ['close', true]]);
  // Too late to do harm.
  res.destroy();
}

async function main() {
  const server = http.createServer((req, res) => res.end('a')).listen(0);
  await once(server, 'listening');
  const connections = [];
  server.on('connection', (socket) => connections.push(socket));
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  const { port } = server.address();
  await get(port, agent);
  await get(port, agent);
  assert.strictEqual(connections.length, 1);
  agent.destroy();
  await get(port, new http.Agent({ keepAlive: false }));
  await new Promise((resolve) => { server.close(resolve); });
}

main();
