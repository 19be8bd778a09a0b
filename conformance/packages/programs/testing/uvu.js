'use strict';

const { test } = require('uvu');
const assert = require('uvu/assert');

test('sums', () => {
  assert.is(1 + 1, 2);
});
test('equals', () => assert.equal({ a: [1, { b: 2 }] }, { a: [1, { b: 2 }] }));
test('fails', () => {
  let failure;
  try {
    assert.equal({ a: 1 }, { a: 2 });
  } catch (error) {
    failure = error;
  }
  assert.match(failure.details, 'Expected');
});
test.skip('left out', () => {});
test.run();
