import http from 'node:http';
import got from 'got';

const server = http.createServer((request, response) => response.end('{"a":1}'));
await new Promise((resolve) => server.listen(0, resolve));
console.log(await got(`http://localhost:${server.address().port}`).json());
server.close();
