'use strict';

// Whatever a client sends or fails to send: it gets the right answer and the server keeps serving.

const assert = require('node:assert');
const http = require('node:http');
const net = require('node:net');

const errors = [];

function createServer(options) {
  const server = http.createServer(options, (req, res) => {
    req.on('error', (err) => errors.push(`request ${err.code}`));
    if (req.method === 'GET') {
      res.end('fine');
    } else {
      req.resume();
      req.on('end', () => res.end('got it'));
    }
  });
  // The default handling of 'clientError' answers; counting it must not replace that.
  const emit = server.emit;
  server.emit = function(event, err, ...rest) {
    if (event === 'clientError') errors.push(err.code);
    return Reflect.apply(emit, this, [event, err, ...rest]);
  };
  return server;
}

const server = createServer({});

function send(port, bytes, end = () => {}) {
  return new Promise((resolve) => {
    let text = '';
    const socket = net.connect(port, '127.0.0.1', () => {
      if (bytes) socket.write(bytes, 'latin1');
      end(socket);
    });
    socket.setEncoding('latin1');
    socket.on('data', (chunk) => { text += chunk; });
    socket.on('error', () => {});
    socket.on('close', () => resolve(text));
  });
}

function stillServes(port) {
  return new Promise((resolve, reject) => {
    http.get({ port, agent: false }, (res) => {
      assert.strictEqual(res.statusCode, 200);
      res.resume();
      res.on('end', resolve);
    }).on('error', reject);
  });
}

const HEAD = 'POST / HTTP/1.1\r\nHost: a\r\n';

const cases = [
  ['GEX / HTTP/1.1\r\n\r\n', 400, 'HPE_INVALID_METHOD'],
  ['GET / HTTP/1.1\r\nA b: c\r\n\r\n', 400, 'HPE_INVALID_HEADER_TOKEN'],
  ['GET / HTTP/1.1\r\nA: b\r\n folded\r\n\r\n', 400, 'HPE_INVALID_HEADER_TOKEN'],
  ['GET / HTTP/9.9\r\n\r\n', 400, 'HPE_INVALID_VERSION'],
  ['\x16\x03\x01\x02\x00\x01\x00\x01\xfc', 400, 'HPE_INVALID_METHOD'],
  [`GET / HTTP/1.1\r\nHost: a\r\nA: ${'x'.repeat(20_000)}\r\n\r\n`, 431, 'HPE_HEADER_OVERFLOW'],
  [`GET / HTTP/1.1\r\nHost: a\r\n${'A: b\r\n'.repeat(10_000)}\r\n`, 431, 'HPE_HEADER_OVERFLOW'],
  [`${HEAD}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n`, 400, 'HPE_INVALID_TRANSFER_ENCODING'],
  [`${HEAD}Content-Length: 5\r\nContent-Length: 6\r\n\r\n`, 400, 'HPE_UNEXPECTED_CONTENT_LENGTH'],
  [`${HEAD}Transfer-Encoding: chunked\r\n\r\nzz\r\n`, 400, 'HPE_INVALID_CHUNK_SIZE'],
  [`${HEAD}Transfer-Encoding: chunked\r\n\r\n5;${'x'.repeat(20_000)}\r\n`, 413, 'HPE_CHUNK_EXTENSIONS_OVERFLOW'],
];

/** Clients that take their time: with the head, with the body, with the first byte. */
async function slowClients() {
  const strict = createServer({
    connectionsCheckingInterval: 50, headersTimeout: 300, requestTimeout: 600,
  }).listen(0);
  await new Promise((resolve) => strict.on('listening', resolve));
  const { port } = strict.address();
  for (const bytes of ['GET / HTTP/1.1\r\nHost: ', `${HEAD}Content-Length: 5\r\n\r\n`, '']) {
    errors.length = 0;
    assert.match(await send(port, bytes), /^HTTP\/1\.1 408 Request Timeout\r\n/);
    assert.strictEqual(errors[0], 'ERR_HTTP_REQUEST_TIMEOUT');
    await stillServes(port);
  }
  strict.close();
}

server.listen(0, async () => {
  const { port } = server.address();
  for (const [bytes, status, code] of cases) {
    errors.length = 0;
    const answer = await send(port, bytes);
    assert.ok(answer.startsWith(`HTTP/1.1 ${status} `), `${JSON.stringify(bytes.slice(0, 60))}: ${answer}`);
    assert.ok(answer.endsWith('Connection: close\r\n\r\n'));
    assert.strictEqual(errors[0], code);
    await stillServes(port);
  }

  // No Host header: the request is understood, and refused.
  assert.match(await send(port, 'GET / HTTP/1.1\r\n\r\n'), /^HTTP\/1\.1 400 Bad Request\r\n/);

  // A body cut short.
  errors.length = 0;
  assert.match(await send(port, `${HEAD}Content-Length: 50\r\n\r\nhello`, (s) => s.end()), /^HTTP\/1\.1 400 /);
  assert.deepStrictEqual(errors, ['HPE_INVALID_EOF_STATE', 'request ECONNRESET']);
  await stillServes(port);

  // A client that disappears in the middle.
  errors.length = 0;
  await send(port, `${HEAD}Content-Length: 50\r\n\r\nhello`, (s) => setTimeout(() => s.resetAndDestroy(), 50));
  await new Promise((resolve) => setTimeout(resolve, 100));
  assert.ok(errors.includes('request ECONNRESET'), String(errors));
  await stillServes(port);

  await slowClients();

  // A port in use.
  const second = http.createServer();
  const [err] = await new Promise((resolve) => {
    second.on('error', (...args) => resolve(args));
    second.listen(port);
  });
  assert.strictEqual(err.code, 'EADDRINUSE');
  assert.strictEqual(err.syscall, 'listen');
  assert.strictEqual(err.port, port);
  await stillServes(port);
  server.close();
});
