// HTTP clients against a server of this process.
import http from 'node:http';
import axios from 'axios';
import fetch, { FormData, Blob } from 'node-fetch';
import superagent from 'superagent';
import { Agent, fetch as undiciFetch, request } from 'undici';
import ky from 'ky';

const server = http.createServer((incoming, response) => {
  const chunks = [];
  incoming
    .on('data', (chunk) => chunks.push(chunk))
    .on('end', () => {
      if (incoming.url === '/moved') return response.writeHead(302, { location: '/new' }).end();
      if (incoming.url === '/bad') return response.writeHead(500, 'Oh no').end('broken');
      if (incoming.url === '/slow') return undefined;
      response.setHeader('content-type', 'application/json');
      const body = Buffer.concat(chunks).toString();
      return response.end(
        JSON.stringify({
          method: incoming.method,
          url: incoming.url,
          type: incoming.headers['content-type']?.split(';')[0],
          body: body.startsWith('--') ? body.split('\r\n').length : body,
          accept: incoming.headers.accept,
          x: incoming.headers['x-a'],
        }),
      );
    });
});
await new Promise((resolve) => server.listen(0, resolve));
const base = `http://localhost:${server.address().port}`;

console.log('axios', (await axios.post(`${base}/a`, { b: 1 }, { params: { q: ['1', 2] }, headers: { 'x-a': 'y' } })).data);
console.log((await axios.get(`${base}/moved`)).data.url);
await axios
  .get(`${base}/bad`)
  .catch((error) => console.log(error.name, error.code, error.message, error.response.statusText));
await axios.get(`${base}/slow`, { timeout: 100 }).catch((error) => console.log(error.code, error.message));
await axios.get('http://localhost:1/').catch((error) => console.log(error.name, error.code));
console.log((await axios.postForm(`${base}/form`, { 'a': 1, 'b[]': [1, 2] })).data.type);
console.log(
  await (
    await axios.get(`${base}/s`, { responseType: 'stream' })
  ).data
    .toArray()
    .then(Buffer.concat)
    .then((b) => b.length > 10),
);

console.log(
  'node-fetch',
  await (await fetch(`${base}/f`, { method: 'PUT', body: new URLSearchParams({ a: '1' }) })).json(),
);
const form = new FormData();
form.set('file', new Blob(['content'], { type: 'text/plain' }), 'a.txt');
console.log(await (await fetch(`${base}/form`, { method: 'POST', body: form })).json());
await fetch('http://localhost:1/').catch((error) => console.log(error.name, error.type, error.code));
const controller = new AbortController();
setTimeout(() => controller.abort(), 50);
await fetch(`${base}/slow`, { signal: controller.signal }).catch((error) => console.log(error.name));

console.log('superagent', (await superagent.post(`${base}/s`).send({ a: 1 }).query({ b: 2 }).set('x-a', 'z')).body);
console.log((await superagent.post(`${base}/s`).field('a', '1').attach('file', Buffer.from('x'), 'x.txt')).body.type);
await superagent.get(`${base}/bad`).catch((error) => console.log(error.status, error.message));
await superagent
  .get(`${base}/slow`)
  .timeout(50)
  .catch((error) => console.log(error.code, error.timeout));

const dispatcher = new Agent({ keepAliveTimeout: 10 });
const answer = await request(`${base}/u`, { method: 'POST', body: 'text', headers: { 'x-a': '1' }, dispatcher });
console.log('undici', answer.statusCode, await answer.body.json());
console.log((await (await undiciFetch(`${base}/moved`, { dispatcher })).json()).url);
await dispatcher.close();
console.log('ky', await ky.post(`${base}/k`, { json: { a: 1 }, retry: 0 }).json());
await ky.get(`${base}/bad`, { retry: 0 }).catch((error) => console.log(error.name, error.response.status));
server.close();
server.closeAllConnections();
