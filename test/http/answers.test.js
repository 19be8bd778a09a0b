'use strict';

// What programs see of a message's fields and of its end.

const assert = require('node:assert');
const http = require('node:http');
const net = require('node:net');

const server = http.createServer({ uniqueHeaders: ['x-once'] }, (req, res) => {
  assert.strictEqual(Object.getPrototypeOf(req.headersDistinct), Object.prototype);
  assert.deepStrictEqual(req.headersDistinct.host, ['[::1]:1']);
  res.setHeader('x-once', ['a', 'b']);
  res.appendHeader('x-once', 'c');
  assert.deepStrictEqual(res.getHeader('x-once'), ['a', 'b', 'c']);
  res.end('x');
  // The kernel has it all, though 'finish' is still to come.
  assert.strictEqual(res.writableFinished, true);
  res.end((error) => assert.strictEqual(error.code, 'ERR_STREAM_ALREADY_FINISHED'));
});

server.listen(0, () => {
  const createConnection = () => net.connect(server.address().port);
  http.get({ host: '::1', port: 1, createConnection }, (res) => {
    assert.strictEqual(res.headers['x-once'], 'a; b; c');
    res.resume().on('end', () => server.close());
  });
});

// The body was read from: it is not thrown away with the answer.
const reader = http.createServer((req, res) => {
  req.once('data', () => {
    req.pause();
    res.end();
    res.on('finish', () => {
      let rest = 0;
      req.on('data', (part) => rest += part.length).on('end', () => {
        assert.ok(rest > 0);
        reader.close();
      });
      setImmediate(() => req.resume());
    });
  });
});
reader.listen(0, () => {
  const post = http.request({ port: reader.address().port, method: 'POST' }, (res) => {
    res.resume();
    post.end(Buffer.alloc(100_000));
  });
  post.write('first');
});
