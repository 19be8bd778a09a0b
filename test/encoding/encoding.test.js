'use strict';

const assert = require('node:assert');

const decoder = new TextDecoder();
assert.strictEqual(decoder.decode(Buffer.from('efbbbf41', 'hex')), 'A');
assert.strictEqual(decoder.decode(Buffer.from('e282', 'hex'), { stream: true }), '');
assert.strictEqual(decoder.decode(Buffer.from('ac', 'hex')), '\u20ac');
assert.strictEqual(decoder.decode(Buffer.from('c0', 'hex'), { stream: true }), '\ufffd');
assert.throws(() => new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from([255])),
  { code: 'ERR_ENCODING_INVALID_ENCODED_DATA', name: 'TypeError' });
assert.strictEqual(new TextDecoder('latin1').decode(Buffer.from([0x80, 0x81])), '\u20ac\x81');
assert.strictEqual(new TextDecoder('utf-16').decode(Buffer.from('00d800d8', 'hex')), '\ufffd\ufffd');
assert.strictEqual(new TextDecoder('sjis').decode(Buffer.from('82b1', 'hex')), '\u3053');
assert.throws(() => new TextDecoder('nonsense'), { code: 'ERR_ENCODING_NOT_SUPPORTED' });
assert.deepStrictEqual(new TextEncoder().encodeInto('a\u20ac\u20ac', new Uint8Array(5)),
  { read: 2, written: 4 });
