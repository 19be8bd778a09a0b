'use strict';

const test = require('tape');

test('a tape', (t) => {
  t.plan(4);
  t.equal(1 + 1, 2, 'adds');
  t.deepEqual({ a: [1] }, { a: [1] });
  t.throws(() => {
    throw new TypeError('no');
  }, /no/);
  setTimeout(() => t.pass('later'), 5);
});
test('async', async (t) => {
  t.ok(await Promise.resolve(true));
});
