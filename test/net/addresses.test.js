'use strict';

const assert = require('node:assert');
const { inspect } = require('node:util');
const { BlockList, SocketAddress, isIP, isIPv4, isIPv6 } = require('node:net');

for (const [text, expected] of [
  ['127.0.0.1', 4], ['255.255.255.255', 4], ['256.0.0.1', 0], ['01.2.3.4', 0], ['1.2.3', 0],
  ['::', 6], ['::1', 6], ['1::', 6], ['1:2:3:4:5:6:7:8', 6], ['1:2:3:4:5:6:7::', 6],
  ['1:2:3:4:5:6:7:8::', 0], ['::ffff:127.0.0.1', 6], ['fe80::1%eth0', 6], ['fe80::1%', 0],
  [':::', 0], ['1:2', 0], ['', 0], ['localhost', 0], ['::1.2.3.4', 6], ['1.2.3.4::', 0],
]) {
  assert.strictEqual(isIP(text), expected, text);
  assert.strictEqual(isIPv4(text), expected === 4);
  assert.strictEqual(isIPv6(text), expected === 6);
}

const address = new SocketAddress({ address: '0:0::1', family: 'IPv6', port: 80, flowlabel: 3 });
assert.deepStrictEqual(
  address.toJSON(), { address: '::1', port: 80, family: 'ipv6', flowlabel: 3 });
assert.throws(() => new SocketAddress({ address: '::1' }), { code: 'ERR_INVALID_ADDRESS' });
assert.deepStrictEqual(
  SocketAddress.parse('[::1]:81').toJSON(),
  { address: '::1', port: 81, family: 'ipv6', flowlabel: 0 });
assert.strictEqual(SocketAddress.parse('x y'), undefined);

const list = new BlockList();
list.addAddress('1.1.1.1');
list.addRange('10.0.0.2', '10.0.0.10');
list.addSubnet('8592:757c:efae:4e45::', 64, 'ipv6');
assert.strictEqual(list.check('1.1.1.1'), true);
assert.strictEqual(list.check('::ffff:1.1.1.1', 'ipv6'), true);
assert.strictEqual(list.check('10.0.0.10'), true);
assert.strictEqual(list.check('10.0.0.11'), false);
assert.strictEqual(list.check('8592:757c:efae:4e45:f::1', 'ipv6'), true);
assert.strictEqual(list.check('8592:757c:efae:4e46::1', 'ipv6'), false);
assert.strictEqual(list.check('no address'), false);
assert.deepStrictEqual(list.rules.sort(), [
  'Address: IPv4 1.1.1.1',
  'Range: IPv4 10.0.0.2-10.0.0.10',
  'Subnet: IPv6 8592:757c:efae:4e45::/64',
]);
assert.match(inspect(list), /^BlockList \{/);
const copy = new BlockList();
copy.fromJSON(JSON.stringify(list));
assert.deepStrictEqual(copy.rules.sort(), list.rules.sort());
