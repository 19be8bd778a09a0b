'use strict';

// Time in which the process cannot look for a reply is not held against the server.

const assert = require('node:assert');
const dgram = require('node:dgram');
const { Resolver } = require('node:dns').promises;

const server = dgram.createSocket('udp4');
let asked = 0;
server.on('message', (query, { port, address }) => {
  asked++;
  // The question, and an answer that points back to its name.
  const reply = Buffer.concat([query.subarray(0, 12), query.subarray(12, query.indexOf(0, 12) + 5),
                               Buffer.from('c00c000100010000000a000401020304', 'hex')]);
  reply.writeUInt16BE(0x8180, 2);
  reply.writeUInt16BE(1, 6);
  reply.writeUInt16BE(0, 8);
  reply.writeUInt16BE(0, 10);
  server.send(reply, port, address);
});

server.bind(0, '127.0.0.1', async () => {
  const resolver = new Resolver({ timeout: 500, tries: 1 });
  resolver.setServers([`127.0.0.1:${server.address().port}`]);
  const answer = resolver.resolve4('example.org');
  const end = Date.now() + 1500;
  while (Date.now() < end);
  assert.deepStrictEqual(await answer, ['1.2.3.4']);
  assert.strictEqual(asked, 1);
  server.close();
});
