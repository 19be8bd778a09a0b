'use strict';

const assert = require('node:assert');
const dns = require('node:dns');

let left = 5;

dns.lookup('127.0.0.1', (error, address, family) => {
  assert.deepStrictEqual([error, address, family], [null, '127.0.0.1', 4]);
  left--;
});
dns.lookup('localhost', { all: true }, (error, addresses) => {
  assert.strictEqual(error, null);
  assert(addresses.some(({ address }) => address === '127.0.0.1' || address === '::1'));
  left--;
});
dns.promises.lookup('::1', { all: true }).then((addresses) => {
  assert.deepStrictEqual(addresses, [{ address: '::1', family: 6 }]);
  left--;
});

// Nobody listens there: the query is refused at once.
const resolver = new dns.Resolver({ tries: 1, timeout: 500 });
resolver.setServers(['127.0.0.1:9', '[::1]:9']);
assert.deepStrictEqual(resolver.getServers(), ['127.0.0.1:9', '[::1]:9']);
resolver.resolve4('example.com', (error) => {
  assert.match(error.code, /^(?:ECONNREFUSED|ETIMEOUT)$/);
  assert.strictEqual(error.syscall, 'queryA');
  assert.strictEqual(error.hostname, 'example.com');
  left--;
});
const cancelled = new dns.Resolver();
cancelled.setServers(['192.0.2.1']);
cancelled.resolveMx('example.com', (error) => {
  assert(['ECANCELLED', 'ECONNREFUSED'].includes(error.code));
  left--;
});
cancelled.cancel();

assert.throws(() => dns.lookup('x', 5, () => {}), { code: 'ERR_INVALID_ARG_VALUE' });
assert.throws(() => dns.lookup('x', { hints: 100 }, () => {}), { code: 'ERR_INVALID_ARG_VALUE' });
assert.throws(() => dns.setServers(['x']), { code: 'ERR_INVALID_IP_ADDRESS' });
assert.throws(() => dns.lookupService('x', 1, () => {}), { code: 'ERR_INVALID_ARG_VALUE' });
const order = dns.getDefaultResultOrder();
dns.setDefaultResultOrder('ipv4first');
assert.strictEqual(dns.getDefaultResultOrder(), 'ipv4first');
dns.setDefaultResultOrder(order);

process.on('exit', () => assert.strictEqual(left, 0));
