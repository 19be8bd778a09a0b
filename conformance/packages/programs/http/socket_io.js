'use strict';

const http = require('node:http');
const { Server } = require('socket.io');
const { io } = require('socket.io-client');

const server = http.createServer();
const sockets = new Server(server);
sockets.use((socket, next) => (socket.handshake.auth.token === 'x' ? next() : next(new Error('who?'))));
sockets.on('connection', (socket) => {
  socket.join('room');
  socket.on('sum', (a, b, answer) => answer(a + b));
  socket.on('binary', (data) => socket.emit('binary', Buffer.from([...data].reverse())));
  socket.on('say', (text) => sockets.to('room').emit('said', text));
});
server.listen(0, () => {
  const url = `http://localhost:${server.address().port}`;
  const refused = io(url, { auth: { token: 'y' } });
  refused.on('connect_error', (error) => {
    console.log(error.message);
    refused.close();
    const client = io(url, { auth: { token: 'x' }, transports: ['polling', 'websocket'] });
    client.on('connect', async () => {
      console.log(await client.emitWithAck('sum', 1, 2));
      client.emit('binary', Buffer.from([1, 2, 3]));
    });
    client.on('binary', (data) => {
      console.log(data);
      client.emit('say', 'hello');
    });
    client.on('said', (text) => {
      console.log(text);
      client.close();
      sockets.close();
    });
  });
});
