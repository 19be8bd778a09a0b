'use strict';

// A hash is a stream only once somebody uses it as one.

const assert = require('node:assert');
const { createHash, createHmac } = require('node:crypto');
const { Transform } = require('node:stream');

const plain = createHash('sha256');
assert.ok(plain instanceof Transform);
assert.deepStrictEqual(Object.keys(plain), ['_options']);
plain.update('x').digest('hex');
assert.ok(!Object.hasOwn(plain, '_readableState'));

const asked = createHmac('md5', 'key');
assert.ok(asked.writable && asked.readable);
assert.ok(Object.hasOwn(asked, '_readableState') && Object.hasOwn(asked, '_writableState'));

const expected = createHash('sha1').update('ab').digest('hex');
let seen = '';
const stream = createHash('sha1', { highWaterMark: 7 });
stream.setEncoding('hex');
stream.on('data', (chunk) => { seen += chunk; });
stream.on('end', () => assert.strictEqual(seen, expected));
assert.strictEqual(stream.readableHighWaterMark, 7);
stream.write('a');
stream.end('b');
process.on('exit', () => assert.strictEqual(seen, expected));
