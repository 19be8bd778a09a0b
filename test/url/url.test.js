'use strict';

const assert = require('node:assert');
const url = require('node:url');

const parsed = new URL('../x?q=1#h', 'HTTP://u:p%40@EXAMPLE.com:8080/a/b/c');
assert.strictEqual(parsed.href, 'http://u:p%40@example.com:8080/a/x?q=1#h');
assert.deepStrictEqual(
  [parsed.origin, parsed.username, parsed.password, parsed.host, parsed.search, parsed.hash],
  ['http://example.com:8080', 'u', 'p%40', 'example.com:8080', '?q=1', '#h'],
);
assert.strictEqual(new URL('http://0x7f.1/').hostname, '127.0.0.1');
assert.strictEqual(new URL('http://[1:0:0:2::]/').hostname, '[1:0:0:2::]');
assert.strictEqual(new URL('http://[::ffff:1.2.3.4]/').hostname, '[::ffff:102:304]');
assert.strictEqual(new URL('http://b\u00fccher.example/').hostname, 'xn--bcher-kva.example');
assert.strictEqual(new URL('file:///C|/a/../..').href, 'file:///C:/');
assert.throws(() => new URL('http://a b/'), { code: 'ERR_INVALID_URL', input: 'http://a b/' });
assert.strictEqual(URL.parse('nothing'), null);
assert.ok(URL.canParse('x', 'https://h/'));

parsed.port = '443';
parsed.protocol = 'https';
parsed.searchParams.append('r', 'a b');
assert.strictEqual(parsed.href, 'https://u:p%40@example.com/a/x?q=1&r=a+b#h');

const params = new URLSearchParams([['b', '2'], ['a', '1'], ['b', '3']]);
params.sort();
params.delete('b', '2');
assert.strictEqual(`${params}`, 'a=1&b=3');

const legacy = url.parse('/path?a=1&a=2', true);
assert.strictEqual(legacy.pathname, '/path');
assert.deepStrictEqual({ ...legacy.query }, { a: ['1', '2'] });
assert.strictEqual(url.parse('HTTP://u:p@Host:80/p#h').hostname, 'host');
assert.strictEqual(url.resolve('http://h/a/b?c', '../d'), 'http://h/d');
assert.strictEqual(url.format({ protocol: 'http', host: 'h', pathname: 'p', query: { a: 1 } }),
  'http://h/p?a=1');
assert.strictEqual(url.fileURLToPath('file:///a%20b'), '/a b');
assert.strictEqual(url.pathToFileURL('/a #?%').href, 'file:///a%20%23%3F%25');
