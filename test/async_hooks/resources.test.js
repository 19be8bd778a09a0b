'use strict';

// What the runtime itself makes is a resource: with a type, a trigger, callbacks around which hooks are called, an end.

const assert = require('node:assert');
const async_hooks = require('node:async_hooks');
const fs = require('node:fs');
const http = require('node:http');
const net = require('node:net');

const resources = new Map();
const before = new Map();
const after = new Map();
const destroyed = new Set();
const count = (map, id) => map.set(id, (map.get(id) ?? 0) + 1);

const hook = async_hooks.createHook({
  init(id, type, triggerAsyncId, resource) {
    assert.strictEqual(resources.has(id), false);
    resources.set(id, { id, type, triggerAsyncId, resource });
  },
  before: (id) => count(before, id),
  after: (id) => count(after, id),
  destroy: (id) => destroyed.add(id),
}).enable();

const ofType = (type) => [...resources.values()].filter((entry) => entry.type === type);

function checkOwn() {
  const own = resources.get(async_hooks.executionAsyncId());
  assert.strictEqual(async_hooks.executionAsyncResource(), own.resource);
  assert.strictEqual(async_hooks.triggerAsyncId(), own.triggerAsyncId);
  return own;
}

let left = 4;
function done() {
  if (--left === 0) setTimeout(() => setImmediate(check), 200);
}

fs.access(__filename, () => {
  assert.strictEqual(checkOwn().type, 'FSREQCALLBACK');
  done();
});

const server = net.createServer((connection) => {
  assert.strictEqual(checkOwn().type, 'TCPSERVERWRAP');
  connection.end('hi');
  server.close(done);
}).listen(0, () => {
  net.connect(server.address().port, '127.0.0.1', () => {
    assert.strictEqual(checkOwn().type, 'TCPCONNECTWRAP');
  }).on('data', () => {
    assert.strictEqual(checkOwn().type, 'TCPWRAP');
  }).on('close', done);
});

const web = http.createServer((req, res) => {
  assert.strictEqual(checkOwn().type, 'HTTPINCOMINGMESSAGE');
  res.end('x');
}).listen(0, () => {
  http.get({ port: web.address().port, agent: false }, (res) => {
    assert.strictEqual(checkOwn().type, 'HTTPCLIENTREQUEST');
    res.resume();
    web.close(done);
  });
});

function check() {
  hook.disable();
  const [access] = ofType('FSREQCALLBACK');
  assert.strictEqual(before.get(access.id), 1);
  assert.strictEqual(after.get(access.id), 1);
  assert.ok(destroyed.has(access.id));

  const [connect] = ofType('TCPCONNECTWRAP');
  const client = resources.get(connect.triggerAsyncId);
  assert.strictEqual(client.type, 'TCPWRAP');
  const accepted = ofType('TCPWRAP').find(({ triggerAsyncId }) => {
    return resources.get(triggerAsyncId)?.type === 'TCPSERVERWRAP' && triggerAsyncId !== client.triggerAsyncId;
  });
  assert.ok(accepted !== undefined);
  for (const { id } of [client, accepted, ...ofType('HTTPINCOMINGMESSAGE'), ...ofType('HTTPCLIENTREQUEST')]) {
    assert.ok(destroyed.has(id), `${resources.get(id).type} has no end`);
    assert.strictEqual(before.get(id), after.get(id));
  }
}
