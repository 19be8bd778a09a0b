'use strict';

const { test } = require('uvu');
const assert = require('uvu/assert');

test('sums', () => {
  assert.is(1 + 1, 2);
});
test('equals', () => assert.equal({ a: [1, { b: 2 }] }, { a: [1, { b: 2 }] }));
test('fails', () =>
  assert.throws(
    () => assert.equal({ a: 1 }, { a: 2 }),
    (error) => error.code === 'ERR_ASSERTION',
  ));
test.skip('left out', () => {});
test.run();
