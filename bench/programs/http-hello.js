'use strict';

const http = require('node:http');

const server = http.createServer((request, response) => {
  response.setHeader('Content-Type', 'text/plain');
  response.end('Hello, World!');
});

server.listen(0, '127.0.0.1', () => {
  console.log(server.address().port);
});
