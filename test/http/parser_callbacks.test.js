'use strict';

// A program may drive a parser of its own; and a connection may get input while input is being parsed.

const assert = require('node:assert');
const { HTTPParser, methods } = require('_http_common');
const http = require('node:http');
const { Duplex } = require('node:stream');

function logging(type) {
  const log = [];
  const parser = new HTTPParser();
  parser.initialize(type, {});
  parser[HTTPParser.kOnMessageBegin | 0] = () => log.push(['begin']);
  parser[HTTPParser.kOnHeadersComplete | 0] = (...args) => { log.push(['head', ...args]); };
  parser[HTTPParser.kOnBody | 0] = (bytes) => log.push(['body', bytes.toString()]);
  parser[HTTPParser.kOnHeaders | 0] = (fields) => log.push(['fields', fields]);
  parser[HTTPParser.kOnMessageComplete | 0] = () => log.push(['complete']);
  return { log, parser };
}

{
  const { log, parser } = logging(HTTPParser.REQUEST);
  const input = Buffer.from('POST /a HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\nT: 1\r\n\r\n');
  for (const byte of input) assert.strictEqual(parser.execute(Buffer.of(byte)), 1);
  const [, head, ...rest] = log;
  assert.deepStrictEqual(head, [
    'head', 1, 1, ['Transfer-Encoding', 'chunked'], methods.indexOf('POST'), '/a', undefined, undefined, false, true,
  ]);
  assert.deepStrictEqual(rest, [['body', 'h'], ['body', 'i'], ['fields', ['T', '1']], ['complete']]);
}

{
  const { log, parser } = logging(HTTPParser.RESPONSE);
  parser.execute(Buffer.from('HTTP/1.0 404 Gone away\r\nContent-Length: 0\r\n\r\n'));
  assert.deepStrictEqual(log.map(([what]) => what), ['begin', 'head', 'complete']);
  assert.deepStrictEqual(log[1].slice(4), [undefined, undefined, 404, 'Gone away', false, false]);

  parser.initialize(HTTPParser.RESPONSE, {});
  parser[HTTPParser.kOnHeadersComplete | 0] = () => { throw new Error('mine'); };
  assert.throws(() => parser.execute(Buffer.from('HTTP/1.1 200 OK\r\n\r\n')), { message: 'mine' });
}

let socket;
const heard = [];
const req = http.request('http://localhost:8080', {
  createConnection() {
    socket = new Duplex({
      read() {},
      write(chunk, encoding, callback) {
        if (heard.length === 0) this.push('HTTP/1.1 100 Continue\r\n\r\n');
        callback();
      },
    });
    return socket;
  },
});
req.on('information', ({ statusCode }) => {
  heard.push(statusCode);
  socket.push('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n');
  socket.push('ok');
  socket.push(null);
});
req.on('response', async (res) => {
  heard.push(res.statusCode, (await res.toArray()).join(''));
});
req.end();
process.on('exit', () => assert.deepStrictEqual(heard, [100, 200, 'ok']));
