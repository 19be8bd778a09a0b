'use strict';

const assert = require('node:assert');

// Another receiver is refused as V8 refuses it where Node.js has private methods and fields.
const brand = { name: 'TypeError', message: /^Receiver must be an instance of class URL$/ };
const field = { name: 'TypeError', message: /^Cannot read private member #context from an object/ };

for (const name of ['toString', 'toJSON']) {
  assert.throws(() => URL.prototype[name].call({}), brand);
}
for (const name of ['href', 'search']) {
  assert.throws(() => Reflect.get(URL.prototype, name, {}), brand);
  assert.throws(() => Reflect.set(URL.prototype, name, 'http://x/', {}), field);
}
for (const name of ['protocol', 'username', 'password', 'host', 'hostname', 'port', 'pathname', 'hash']) {
  assert.throws(() => Reflect.get(URL.prototype, name, {}), field);
  assert.throws(() => Reflect.set(URL.prototype, name, 'x', {}), field);
}
assert.throws(() => Reflect.get(URL.prototype, 'origin', {}), field);
assert.throws(() => Reflect.get(URL.prototype, 'searchParams', {}), { message: /^Cannot read private member/ });
