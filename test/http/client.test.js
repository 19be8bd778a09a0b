'use strict';

const assert = require('node:assert');
const http = require('node:http');
const net = require('node:net');

const server = http.createServer((req, res) => {
  switch (req.url) {
    case '/hang':
      break;
    case '/cut':
      res.write('x');
      setTimeout(() => res.destroy(), 20);
      break;
    case '/reset':
      req.socket.destroy();
      break;
    case '/continue':
      res.writeContinue();
      req.resume().on('end', () => res.end('ok'));
      break;
    default: {
      let body = '';
      req.setEncoding('utf8');
      req.on('data', (chunk) => { body += chunk; });
      req.on('end', () => {
        res.setHeader('X-Client-Port', req.socket.remotePort);
        res.end(`${req.method} ${req.url} ${body}`);
      });
    }
  }
});

const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });

function fetchText(options, body) {
  return new Promise((resolve, reject) => {
    const req = http.request({ agent, port: server.address().port, ...options }, (res) => {
      let text = '';
      res.setEncoding('utf8');
      res.on('data', (chunk) => { text += chunk; });
      res.on('end', () => resolve({ req, res, text }));
      res.on('error', reject);
    });
    req.on('error', reject);
    req.end(body);
  });
}

async function reuse() {
  const first = await fetchText({ method: 'POST', path: '/1' }, 'body');
  assert.strictEqual(first.text, 'POST /1 body');
  assert.strictEqual(first.req.reusedSocket, false);
  const second = await fetchText({ path: '/2' });
  assert.strictEqual(second.req.reusedSocket, true);
  assert.strictEqual(second.res.headers['x-client-port'], first.res.headers['x-client-port']);
  // More requests than sockets: the others wait.
  const paths = ['/a', '/b', '/c'];
  const many = await Promise.all(paths.map((path) => fetchText({ path })));
  assert.deepStrictEqual(many.map(({ text }) => text), paths.map((path) => `GET ${path} `));
}

async function failures() {
  await assert.rejects(fetchText({ path: '/reset' }), { code: 'ECONNRESET', message: 'socket hang up' });
  await assert.rejects(fetchText({ path: '/cut' }), { code: 'ECONNRESET', message: 'aborted' });
  await assert.rejects(fetchText({ port: 1, agent: undefined }), { code: 'ECONNREFUSED', syscall: 'connect' });

  const controller = new AbortController();
  setTimeout(() => controller.abort(), 20);
  await assert.rejects(fetchText({ path: '/hang', signal: controller.signal }), { name: 'AbortError' });

  await new Promise((resolve) => {
    const req = http.get({ port: server.address().port, path: '/hang', timeout: 20 });
    req.on('timeout', () => req.destroy());
    req.on('error', (err) => {
      assert.strictEqual(err.code, 'ECONNRESET');
      resolve();
    });
  });
}

async function special() {
  const { text } = await new Promise((resolve, reject) => {
    const events = [];
    const req = http.request({
      agent, port: server.address().port, path: '/x', method: 'PUT', headers: { Expect: '100-continue' },
    }, (res) => res.setEncoding('utf8').on('data', (t) => resolve({ text: `${t}${events}` })));
    req.on('continue', () => {
      events.push('continue');
      req.end('late');
    });
    req.on('error', reject);
  });
  assert.strictEqual(text, 'PUT /x latecontinue');

  assert.throws(() => http.get({ path: '/a b' }), { code: 'ERR_UNESCAPED_CHARACTERS' });
  assert.throws(() => http.get('https://localhost'), { code: 'ERR_INVALID_PROTOCOL' });
  assert.throws(() => http.request({ method: 'A B' }), { code: 'ERR_INVALID_HTTP_TOKEN' });
  assert.throws(() => http.request({ agent: {} }), { code: 'ERR_INVALID_ARG_TYPE' });
}

/** A server that is none. */
async function badResponse() {
  const bad = net.createServer((socket) => socket.end('no HTTP at all\r\n\r\n')).listen(0);
  await new Promise((resolve) => bad.on('listening', resolve));
  await assert.rejects(fetchText({ port: bad.address().port, agent: undefined }), {
    code: 'HPE_INVALID_CONSTANT',
    bytesParsed: 0,
    message: 'Parse Error: Expected HTTP/, RTSP/ or ICE/',
  });
  bad.close();
}

server.listen(0, async () => {
  await reuse();
  await failures();
  await special();
  await badResponse();
  agent.destroy();
  server.close();
  server.closeAllConnections();
});
