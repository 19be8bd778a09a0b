'use strict';

const http = require('node:http');
const { WebSocket, WebSocketServer } = require('ws');

const server = http.createServer();
const sockets = new WebSocketServer({ server, perMessageDeflate: { threshold: 10 } });
sockets.on('connection', (socket, request) => {
  console.log('connected', request.url, socket.extensions);
  socket.on('message', (data, isBinary) => socket.send(isBinary ? data : `echo ${data}`, { binary: isBinary }));
  socket.on('close', (code, reason) => {
    console.log('closed', code, String(reason));
    sockets.close();
    server.close();
  });
});
server.listen(0, () => {
  const client = new WebSocket(`ws://localhost:${server.address().port}/path`);
  const received = [];
  client.on('open', () => {
    client.send('text');
    client.send('long '.repeat(10_000));
    client.send(Buffer.from([1, 2, 3]));
    client.ping('p');
  });
  client.on('pong', (data) => console.log('pong', String(data)));
  client.on('message', (data, isBinary) => {
    received.push([isBinary, data.length]);
    if (received.length === 3) {
      console.log(received);
      client.close(4000, 'enough');
    }
  });
});
new WebSocket('ws://localhost:1').on('error', ({ code }) => console.log(code));
