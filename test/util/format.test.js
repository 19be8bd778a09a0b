'use strict';

const assert = require('node:assert');
const { format } = require('node:util');

for (const [args, text] of [
  [['a', 1, { b: 2 }], 'a 1 { b: 2 }'],
  [['%s is %d%%', 'x', '4'], 'x is 4%'],
  [['%s'], '%s'],
  [['%i %f', '12.5px', '1.5s'], '12 1.5'],
  [['%j', { a: [1] }], '{"a":[1]}'],
  [['%s', new Date(0)], '1970-01-01T00:00:00.000Z'],
  [['%s', { toString: () => 'own' }], 'own'],
  [['%cstyled', 'color: red'], 'styled'],
  [[1, 'b'], '1 b'],
]) {
  assert.strictEqual(format(...args), text);
}
