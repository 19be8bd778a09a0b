'use strict';

const assert = require('node:assert');

for (const [text, hex] of [
  ['💩', 'f09f92a9'],
  ['a💩b', '61f09f92a962'],
  ['\ud83d', 'efbfbd'],
  ['\udca9\ud83d', 'efbfbdefbfbd'],
  ['é€', 'c3a9e282ac'],
]) {
  assert.strictEqual(Buffer.byteLength(text), hex.length / 2);
  assert.strictEqual(Buffer.from(text).toString('hex'), hex);
  assert.strictEqual(Buffer.from(new TextEncoder().encode(text)).toString('hex'), hex);
}
