'use strict';

const assert = require('node:assert');
const net = require('node:net');

let left = 5;
function done() {
  left--;
}

// An address in use, and a connection refused once it is free.
const first = net.createServer().listen(0, '127.0.0.1', () => {
  assert.throws(() => first.listen(0), { code: 'ERR_SERVER_ALREADY_LISTEN' });
  const { port } = first.address();
  net.createServer().listen(port, '127.0.0.1').on('error', (error) => {
    assert.strictEqual(
      error.message, `listen EADDRINUSE: address already in use 127.0.0.1:${port}`);
    assert.deepStrictEqual(
      { ...error },
      { code: 'EADDRINUSE', errno: -98, syscall: 'listen', address: '127.0.0.1', port });
    first.close(() => {
      net.connect(port, '127.0.0.1').on('error', (refused) => {
        assert.strictEqual(refused.message, `connect ECONNREFUSED 127.0.0.1:${port}`);
        assert.strictEqual(refused.code, 'ECONNREFUSED');
        assert.strictEqual(refused.syscall, 'connect');
        assert.strictEqual(refused.port, port);
        done();
      });
    });
    done();
  });
});

// A path that is not there.
net.connect('/nonexistent/socket').on('error', (error) => {
  assert.strictEqual(error.message, 'connect ENOENT /nonexistent/socket');
  done();
});
net.createServer().listen('/nonexistent/socket').on('error', (error) => {
  assert.strictEqual(error.code, 'EACCES');
  done();
});

// A connection that is reset.
const resetting = net.createServer((socket) => socket.resetAndDestroy()).listen(0, () => {
  net.connect(resetting.address().port, '127.0.0.1').on('error', (error) => {
    assert.match(error.message, /^(?:read|connect) ECONNRESET/);
    resetting.close();
    done();
  });
});

assert.throws(() => net.connect(), { code: 'ERR_MISSING_ARGS' });
assert.throws(() => net.connect(70000), { code: 'ERR_SOCKET_BAD_PORT' });
assert.throws(() => new net.Socket({ fd: -1 }), { code: 'ERR_OUT_OF_RANGE' });

process.on('exit', () => assert.strictEqual(left, 0));
