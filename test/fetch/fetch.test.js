'use strict';

// fetch over real sockets: what is sent, what comes back, and how each failure looks.

const assert = require('node:assert');
const http = require('node:http');
const net = require('node:net');
const zlib = require('node:zlib');
const { once } = require('node:events');

const answers = {
  '/echo'(req, res) {
    const pieces = [];
    req.on('data', (piece) => pieces.push(piece));
    req.on('end', () => {
      res.setHeader('content-type', 'application/json');
      res.setHeader('set-cookie', ['a=1', 'b=2']);
      res.end(JSON.stringify({ method: req.method, headers: req.headers, body: Buffer.concat(pieces).toString() }));
    });
  },
  '/gzip'(req, res) {
    res.setHeader('content-encoding', 'gzip');
    res.end(zlib.gzipSync('x'.repeat(100_000)));
  },
  '/redirect'(req, res) {
    res.writeHead(302, { location: '/echo' }).end();
  },
  '/large'(req, res) {
    res.end(Buffer.alloc(3_000_000, 'l'));
  },
  '/short'(req, res) {
    res.writeHead(200, { 'content-length': '100' });
    res.write('short', () => res.destroy());
  },
  '/never'() {},
  '/empty'(req, res) {
    res.writeHead(204).end();
  },
};

async function main() {
  const server = http.createServer((req, res) => answers[req.url](req, res)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const base = `http://127.0.0.1:${server.address().port}`;

  const plain = await fetch(`${base}/echo`);
  assert.ok(plain instanceof Response);
  assert.deepStrictEqual([plain.status, plain.statusText, plain.ok, plain.url], [200, 'OK', true, `${base}/echo`]);
  assert.deepStrictEqual(plain.headers.getSetCookie(), ['a=1', 'b=2']);
  const { headers } = await plain.json();
  assert.strictEqual(headers['user-agent'], 'node');
  assert.strictEqual(headers['accept-encoding'], 'gzip, deflate');

  const post = await fetch(new Request(`${base}/echo`, { method: 'POST', body: new URLSearchParams({ a: '1 2' }) }));
  const sent = await post.json();
  assert.deepStrictEqual([sent.method, sent.body, sent.headers['content-length']], ['POST', 'a=1+2', '5']);

  const stream = new Blob(['one ', 'two']).stream();
  const streamed = await (await fetch(`${base}/echo`, { method: 'PUT', body: stream, duplex: 'half' })).json();
  assert.deepStrictEqual([streamed.body, streamed.headers['transfer-encoding']], ['one two', 'chunked']);

  const form = new FormData();
  form.append('field', 'value');
  form.append('file', new File(['text'], 'name.txt', { type: 'text/plain' }));
  const copied = await (await fetch(`${base}/echo`, { method: 'POST', body: form })).json();
  const parsed = await new Response(copied.body, { headers: { 'content-type': copied.headers['content-type'] } }).formData();
  assert.strictEqual(parsed.get('field'), 'value');
  assert.strictEqual(await parsed.get('file').text(), 'text');

  assert.strictEqual((await (await fetch(`${base}/gzip`)).text()).length, 100_000);
  assert.strictEqual((await (await fetch(`${base}/large`)).arrayBuffer()).byteLength, 3_000_000);
  assert.strictEqual((await fetch(`${base}/empty`)).body, null);
  const redirected = await fetch(`${base}/redirect`);
  assert.deepStrictEqual([redirected.redirected, redirected.url], [true, `${base}/echo`]);
  assert.strictEqual((await fetch(`${base}/redirect`, { redirect: 'manual' })).status, 302);
  assert.strictEqual(await (await fetch('data:text/plain,from%20here')).text(), 'from here');

  await assert.rejects((await fetch(`${base}/short`)).text(), { name: 'TypeError', message: 'terminated' });
  await assert.rejects(fetch(`${base}/never`, { signal: AbortSignal.timeout(20) }), { name: 'TimeoutError' });
  const reason = new Error('changed my mind');
  const controller = new AbortController();
  const aborted = fetch(`${base}/never`, { signal: controller.signal });
  controller.abort(reason);
  await assert.rejects(aborted, reason);
  await assert.rejects(fetch('/relative'), { name: 'TypeError', message: 'Failed to parse URL from /relative' });

  const closed = net.createServer().listen(0, '127.0.0.1');
  await once(closed, 'listening');
  const { port } = closed.address();
  closed.close();
  await once(closed, 'close');
  const refused = await fetch(`http://127.0.0.1:${port}`).catch((error) => error);
  assert.deepStrictEqual([refused.name, refused.message, refused.cause.code], ['TypeError', 'fetch failed', 'ECONNREFUSED']);
  assert.match(refused.stack, /fetch\.test\.js/);

  const rude = net.createServer((socket) => socket.end('no HTTP at all\r\n\r\n')).listen(0, '127.0.0.1');
  await once(rude, 'listening');
  await assert.rejects(fetch(`http://127.0.0.1:${rude.address().port}`), { message: 'fetch failed' });
  rude.close();

  // Connections that nobody uses do not keep the process alive: the server's end would, so only it is closed.
  server.close();
  server.closeAllConnections();
}

main();
