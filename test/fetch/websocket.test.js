'use strict';

// A web socket against a server of a few lines: the handshake, text and binary messages, closing.

const assert = require('node:assert');
const crypto = require('node:crypto');
const http = require('node:http');
const { once } = require('node:events');

const GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

/** Sends each short frame back as it came, unmasked; answers a close with a close (RFC 6455, 5.2). */
function echo(socket) {
  socket.on('data', (bytes) => {
    for (let at = 0; at < bytes.length;) {
      const length = bytes[at + 1] & 0x7f;
      const mask = bytes.subarray(at + 2, at + 6);
      const body = bytes.subarray(at + 6, at + 6 + length).map((byte, i) => byte ^ mask[i % 4]);
      socket.write(Buffer.concat([Buffer.from([bytes[at], length]), body]));
      if ((bytes[at] & 0xf) === 8) socket.end();
      at += 6 + length;
    }
  });
}

const server = http.createServer((req, res) => res.writeHead(404).end());
server.on('upgrade', (req, socket) => {
  assert.strictEqual(req.headers.upgrade, 'websocket');
  const accept = crypto.createHash('sha1').update(req.headers['sec-websocket-key'] + GUID).digest('base64');
  socket.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' +
    `Sec-WebSocket-Accept: ${accept}\r\n\r\n`);
  echo(socket);
});

server.listen(0, '127.0.0.1', async () => {
  const socket = new WebSocket(`ws://127.0.0.1:${server.address().port}/chat`);
  socket.binaryType = 'arraybuffer';
  assert.strictEqual(socket.readyState, WebSocket.CONNECTING);
  await once(socket, 'open');
  socket.send('grüße');
  const [text] = await once(socket, 'message');
  assert.ok(text instanceof MessageEvent);
  assert.strictEqual(text.data, 'grüße');
  socket.send(new Uint8Array([1, 2, 3]));
  const [binary] = await once(socket, 'message');
  assert.deepStrictEqual(new Uint8Array(binary.data), new Uint8Array([1, 2, 3]));
  socket.close(3001, 'enough');
  const [closing] = await once(socket, 'close');
  assert.ok(closing instanceof CloseEvent);
  assert.deepStrictEqual([closing.code, closing.reason, closing.wasClean], [3001, 'enough', true]);

  server.removeAllListeners('upgrade');
  const refused = new WebSocket(`ws://127.0.0.1:${server.address().port}`);
  const [error] = await once(refused, 'error', { signal: undefined }).catch((reason) => [reason]);
  assert.ok(error);
  server.close();
});
