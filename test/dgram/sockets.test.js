'use strict';

const assert = require('node:assert');
const dgram = require('node:dgram');
const { once } = require('node:events');

async function main() {
  const server = dgram.createSocket({ type: 'udp4', recvBufferSize: 10_000 });
  server.bind(0, '127.0.0.1');
  await once(server, 'listening');
  const { address, family, port } = server.address();
  assert.deepStrictEqual([address, family], ['127.0.0.1', 'IPv4']);
  assert.ok(server.getRecvBufferSize() >= 10_000);

  // Not bound: it binds itself.
  const client = dgram.createSocket('udp4');
  const sent = new Promise((resolve) => {
    client.send(['he', Buffer.from('llo')], port, '127.0.0.1', (error, bytes) => resolve([error, bytes]));
  });
  const [message, sender] = await once(server, 'message');
  assert.deepStrictEqual(await sent, [null, 5]);
  assert.strictEqual(message.toString(), 'hello');
  assert.deepStrictEqual(Object.keys(sender), ['address', 'family', 'port', 'size']);
  assert.deepStrictEqual([sender.port, sender.size], [client.address().port, 5]);

  server.send('offsets', 3, 4, sender.port, '127.0.0.1');
  assert.strictEqual((await once(client, 'message'))[0].toString(), 'sets');

  client.connect(port, '127.0.0.1');
  await once(client, 'connect');
  assert.strictEqual(client.remoteAddress().port, port);
  client.send('connected');
  assert.strictEqual((await once(server, 'message'))[0].toString(), 'connected');
  assert.throws(() => client.send('x', 0, 1, port), { code: 'ERR_SOCKET_DGRAM_IS_CONNECTED' });
  client.disconnect();
  assert.throws(() => client.remoteAddress(), { code: 'ERR_SOCKET_DGRAM_NOT_CONNECTED' });

  assert.throws(() => server.bind(0), { code: 'ERR_SOCKET_ALREADY_BOUND' });
  assert.throws(() => server.setTTL(1000), { code: 'EINVAL', syscall: 'setTTL' });
  assert.strictEqual(server.setTTL(16), 16);
  server.setBroadcast(true);
  assert.throws(() => dgram.createSocket('udp5'), { code: 'ERR_SOCKET_BAD_TYPE' });
  assert.throws(() => client.send('x', 0), { code: 'ERR_SOCKET_BAD_PORT' });

  const other = dgram.createSocket('udp4');
  other.bind(port, '127.0.0.1');
  const [error] = await once(other, 'error');
  assert.deepStrictEqual([error.code, error.syscall, error.port], ['EADDRINUSE', 'bind', port]);
  other.close();

  client.close();
  assert.throws(() => client.close(), { code: 'ERR_SOCKET_DGRAM_NOT_RUNNING' });
  await server[Symbol.asyncDispose]();
}

main();
