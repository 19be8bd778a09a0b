'use strict';

const assert = require('node:assert');
const querystring = require('node:querystring');

assert.deepStrictEqual({ ...querystring.parse('a=1&a=2&b=%20+&c&=d') },
  { a: ['1', '2'], b: '  ', c: '', '': 'd' });
assert.deepStrictEqual({ ...querystring.parse('a:1;b:%zz%41', ';', ':') }, { a: '1', b: '%zzA' });
assert.strictEqual(Object.keys(querystring.parse('a&b&c', null, null, { maxKeys: 2 })).length, 2);
assert.strictEqual(querystring.stringify({ a: ['x', 1, true], b: '\u20ac', c: null }),
  'a=x&a=1&a=true&b=%E2%82%AC&c=');
assert.throws(() => querystring.escape('\ud800'), { code: 'ERR_INVALID_URI' });

// An empty separator or sign, which only an empty array can be.
assert.deepEqual({ ...querystring.parse('a', []) }, { a: '' });
assert.deepEqual({ ...querystring.parse('a', null, []) }, { '': 'a' });
