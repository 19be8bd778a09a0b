// Flags: --expose-gc
'use strict';

// Entries that the runtime makes: of look-ups, connections, HTTP messages and garbage collections.

const assert = require('node:assert');
const dns = require('node:dns');
const http = require('node:http');
const { PerformanceObserver, constants } = require('node:perf_hooks');

const found = new Map();
const observer = new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) found.set(entry.name, entry);
});
observer.observe({ entryTypes: ['dns', 'gc', 'http', 'net'] });

globalThis.gc();
dns.lookupService('127.0.0.1', 80, () => {});
const server = http.createServer((req, res) => res.end('x')).listen(0, '127.0.0.1', () => {
  http.get({ port: server.address().port, host: '127.0.0.1', path: '/a', agent: false }, (res) => {
    res.resume();
    server.close();
    setTimeout(check, 50);
  });
});

function check() {
  observer.disconnect();
  for (const [name, type] of [
    ['lookupService', 'dns'], ['connect', 'net'], ['HttpRequest', 'http'], ['HttpClient', 'http'], ['gc', 'gc'],
  ]) {
    const entry = found.get(name);
    assert.strictEqual(entry.entryType, type);
    assert.ok(entry.startTime > 0 && entry.startTime <= performance.now());
    assert.ok(entry.duration >= 0);
  }
  assert.strictEqual(found.get('lookupService').detail.host, '127.0.0.1');
  assert.deepStrictEqual(found.get('connect').detail, { host: '127.0.0.1', port: found.get('connect').detail.port });
  const { req, res } = found.get('HttpRequest').detail;
  assert.deepStrictEqual([req.method, req.url, res.statusCode], ['GET', '/a', 200]);
  assert.strictEqual(found.get('HttpClient').detail.req.url, 'http://127.0.0.1/a');
  assert.strictEqual(found.get('gc').detail.flags, constants.NODE_PERFORMANCE_GC_FLAGS_FORCED);
}
