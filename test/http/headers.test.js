'use strict';

// Headers on both sides: spelling, joining, order, validation.

const assert = require('node:assert');
const http = require('node:http');
const net = require('node:net');

function exchange(port, bytes) {
  return new Promise((resolve, reject) => {
    let text = '';
    const socket = net.connect(port, '127.0.0.1', () => socket.write(bytes, 'latin1'));
    socket.setEncoding('latin1');
    socket.on('data', (chunk) => { text += chunk; });
    socket.on('end', () => { socket.end(); });
    socket.on('close', () => resolve(text));
    socket.on('error', reject);
  });
}

function headOf(text) {
  return text.slice(0, text.indexOf('\r\n\r\n')).split('\r\n').filter((line) => !/^Date: /.test(line));
}

const CLOSE = 'Host: a\r\nConnection: close\r\n\r\n';

const handlers = {
  '/joined'(req, res) {
    assert.deepStrictEqual(req.rawHeaders.slice(0, 4), ['aBc', '1', 'ABC', '2']);
    assert.deepStrictEqual(req.headers, {
      'abc': '1, 2',
      'cookie': 'a=1; b=2',
      'set-cookie': ['c=3', 'd=4'],
      'content-type': 'first',
      'host': 'a',
      'connection': 'close',
    });
    assert.deepStrictEqual(req.headersDistinct.abc, ['1', '2']);
    assert.strictEqual(Object.getPrototypeOf(req.headersDistinct), Object.prototype);
    res.end();
  },
  '/multiple'(req, res) {
    res.setHeader('Set-Cookie', ['a=1', 'b=2']);
    res.setHeader('X-One', 1);
    res.appendHeader('Vary', 'A').appendHeader('vary', 'B');
    res.setHeader('Gone', 'x');
    res.removeHeader('gone');
    assert.deepStrictEqual(res.getHeaderNames(), ['set-cookie', 'x-one', 'vary']);
    assert.deepStrictEqual(res.getRawHeaderNames(), ['Set-Cookie', 'X-One', 'Vary']);
    assert.strictEqual(res.getHeader('x-ONE'), 1);
    assert.strictEqual(res.hasHeader('VARY'), true);
    assert.deepStrictEqual({ ...res.getHeaders() },
                           { 'set-cookie': ['a=1', 'b=2'], 'x-one': 1, 'vary': ['A', 'B'] });
    res.end('ok');
    assert.throws(() => res.setHeader('late', '1'), { code: 'ERR_HTTP_HEADERS_SENT' });
    assert.throws(() => res.writeHead(200), { code: 'ERR_HTTP_HEADERS_SENT' });
  },
  '/refused'(req, res) {
    assert.throws(() => res.setHeader('a b', '1'), { code: 'ERR_INVALID_HTTP_TOKEN' });
    assert.throws(() => res.setHeader('a', '1\r\nb: 2'), { code: 'ERR_INVALID_CHAR' });
    assert.throws(() => res.setHeader('a', undefined), { code: 'ERR_HTTP_INVALID_HEADER_VALUE' });
    assert.throws(() => res.writeHead(99), { code: 'ERR_HTTP_INVALID_STATUS_CODE' });
    assert.throws(() => res.write(null), { code: 'ERR_STREAM_NULL_VALUES' });
    assert.throws(() => res.write({}), { code: 'ERR_INVALID_ARG_TYPE' });
    res.writeHead(418, 'Kettle', ['X', '1', 'Y', '2', 'Y', '3']);
    res.end();
  },
  '/trailers'(req, res) {
    res.setHeader('Trailer', 'X-Sum');
    res.write('body');
    res.addTrailers({ 'X-Sum': '4' });
    res.end();
  },
};

const server = http.createServer((req, res) => handlers[req.url](req, res));
server.listen(0, async () => {
  const { port } = server.address();

  await exchange(port, 'GET /joined HTTP/1.1\r\naBc: 1\r\nABC: 2\r\nCookie: a=1\r\nCookie: b=2\r\n' +
    `Set-Cookie: c=3\r\nSet-Cookie: d=4\r\nContent-Type: first\r\nContent-Type: second\r\n${CLOSE}`);

  assert.deepStrictEqual(headOf(await exchange(port, `GET /multiple HTTP/1.1\r\n${CLOSE}`)), [
    'HTTP/1.1 200 OK', 'Set-Cookie: a=1', 'Set-Cookie: b=2', 'X-One: 1', 'Vary: A', 'Vary: B',
    'Connection: close', 'Content-Length: 2',
  ]);

  assert.deepStrictEqual(headOf(await exchange(port, `GET /refused HTTP/1.1\r\n${CLOSE}`)), [
    'HTTP/1.1 418 Kettle', 'X: 1', 'Y: 2', 'Y: 3', 'Connection: close', 'Transfer-Encoding: chunked',
  ]);

  const trailers = await exchange(port, `GET /trailers HTTP/1.1\r\n${CLOSE}`);
  assert.ok(trailers.endsWith('\r\n\r\n4\r\nbody\r\n0\r\nX-Sum: 4\r\n\r\n'), trailers);

  assert.throws(() => http.validateHeaderName('\0'), { code: 'ERR_INVALID_HTTP_TOKEN' });
  assert.throws(() => http.validateHeaderValue('x', '\x01'), { code: 'ERR_INVALID_CHAR' });
  server.close();
});
