'use strict';

const assert = require('node:assert');
const http = require('node:http');

// A server that lets requests leave HTTP but has nobody to take them closes the connection.
const server = http.createServer({ shouldUpgradeCallback: () => true }, () => assert.fail('no request is heard'));
server.listen(0, () => {
  const headers = { Upgrade: 'websocket', Connection: 'Upgrade' };
  const req = http.get({ port: server.address().port, headers }, () => assert.fail('no answer comes'));
  req.on('error', (error) => {
    assert.strictEqual(error.code, 'ECONNRESET');
    server.close();
    appendsToUniqueHeader();
  });
});

// Another spelling of a header's name that is there does not replace the first.
function appendsToUniqueHeader() {
  const req = http.request({ uniqueHeaders: ['x-a'], headers: { 'X-A': '1' }, createConnection() {} });
  req.on('error', () => {});
  req.appendHeader('x-a', ['2', '3']);
  assert.strictEqual(req.getRawHeaderNames()[0], 'X-A');
  // They are joined when they are sent.
  assert.deepStrictEqual(req.getHeader('x-a'), ['1', '2', '3']);
  req.destroy();
}
