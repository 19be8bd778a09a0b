'use strict';

// What a server does with a connection: keep-alive, pipelining, upgrades, half-closed sockets.

const assert = require('node:assert');
const http = require('node:http');
const net = require('node:net');

/** Sends the parts one after the other and resolves to all that came back once `done` holds. */
function talk(port, parts, done) {
  return new Promise((resolve, reject) => {
    let text = '';
    const socket = net.connect(port, '127.0.0.1', async () => {
      for (const part of parts) {
        socket.write(part, 'latin1');
        await new Promise((next) => setTimeout(next, 10));
      }
    });
    socket.setEncoding('latin1');
    socket.on('data', (chunk) => {
      text += chunk;
      if (done?.(text)) {
        socket.destroy();
        resolve(text);
      }
    });
    socket.on('end', () => {
      socket.end();
      resolve(text);
    });
    socket.on('error', reject);
  });
}

function bodiesOf(text) {
  return text.split(/HTTP\/1\.1 \d+ [^\r]*\r\n/).slice(1)
    .map((message) => message.slice(message.indexOf('\r\n\r\n') + 4));
}

const get = (path, fields = '') => `GET ${path} HTTP/1.1\r\nHost: a\r\n${fields}\r\n`;

function handle(req, res) {
  switch (req.url) {
    case '/slow':
      setTimeout(() => res.end('slow'), 30);
      break;
    case '/echo': {
      const parts = [];
      req.on('data', (chunk) => parts.push(chunk));
      req.on('end', () => res.end(`${req.method} ${Buffer.concat(parts)} ${JSON.stringify(req.trailers)}`));
      break;
    }
    case '/pieces':
      res.write('a');
      res.write(Buffer.from('bb'));
      setImmediate(() => res.end('ccc'));
      break;
    case '/big':
      res.end(Buffer.alloc(1 << 20, 'x'));
      break;
    case '/none':
      res.statusCode = 204;
      res.end();
      break;
    case '/hints':
      res.writeEarlyHints({ link: '</a.css>; rel=preload' });
      res.end('hinted');
      break;
    default:
      res.end(req.url);
  }
}

const server = http.createServer(handle);
server.on('upgrade', (req, socket, head) => {
  socket.write(`HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n<${head}>`);
  socket.on('data', (chunk) => socket.end(`[${chunk}]`));
});
server.on('connect', (req, socket, head) => {
  socket.end(`HTTP/1.1 200 OK\r\n\r\n${req.url}<${head}>`);
});

server.listen(0, async () => {
  const { port } = server.address();
  const last = (path) => get(path, 'Connection: close\r\n');

  // Answers come in the requests' order, however long each takes.
  assert.deepStrictEqual(bodiesOf(await talk(port, [get('/slow') + get('/2') + last('/3')])),
                         ['slow', '/2', '/3']);
  // A request in pieces, with a chunked body and a trailer.
  assert.deepStrictEqual(
    bodiesOf(await talk(port, ['POST /echo HTTP/1.1\r\nHo', 'st: a\r\nTransfer-Encoding: chunked\r\n',
                               'Connection: close\r\n\r\n5\r\nhe', 'llo\r\n0\r\nX: y\r\n\r\n'])),
    ['POST hello {"x":"y"}']);
  // A body that nobody reads does not get in the way of the next request.
  assert.deepStrictEqual(
    bodiesOf(await talk(port, ['POST /1 HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc' + last('/2')])),
    ['/1', '/2']);
  assert.deepStrictEqual(bodiesOf(await talk(port, [last('/pieces')])),
                         ['1\r\na\r\n2\r\nbb\r\n3\r\nccc\r\n0\r\n\r\n']);
  assert.strictEqual(bodiesOf(await talk(port, [last('/big')]))[0].length, 1 << 20);
  assert.deepStrictEqual(bodiesOf(await talk(port, [last('/none')])), ['']);
  assert.match(await talk(port, [last('/hints')]), /^HTTP\/1\.1 103 Early Hints\r\nLink: <\/a\.css>[^]*hinted$/);
  assert.match(await talk(port, ['HEAD /x HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n']),
               /Connection: close\r\n\r\n$/);
  // HTTP/1.0 closes unless asked to stay, and knows no chunks.
  assert.match(await talk(port, ['GET /pieces HTTP/1.0\r\n\r\n']), /Connection: close\r\n\r\nabbccc$/);
  assert.match(await talk(port, ['POST /echo HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\n' +
    'Content-Length: 2\r\nConnection: close\r\n\r\n', 'ok']), /^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200[^]*POST ok/);

  assert.match(await talk(port, [get('/', 'Connection: Upgrade\r\nUpgrade: x\r\n') + 'head', 'data']),
               /101 Switching[^]*<head>\[data\]$/);
  assert.match(await talk(port, ['CONNECT there:1 HTTP/1.1\r\nHost: a\r\n\r\nhead']), /there:1<head>$/);

  // An idle connection does not hold up close().
  await talk(port, [get('/idle')], (text) => text.endsWith('/idle'));
  server.close();
  server.closeAllConnections();
});

// A write that would break the promised length does not count.
{
  const server = http.createServer((req, res) => {
    res.strictContentLength = true;
    res.setHeader('Content-Length', 2);
    res.write('ab');
    assert.throws(() => res.write('c'), { code: 'ERR_HTTP_CONTENT_LENGTH_MISMATCH' });
    res.end();
  });
  server.listen(0, () => {
    http.get({ port: server.address().port, agent: false }, (res) => {
      res.resume();
      res.on('end', () => server.close());
    });
  });
}
