'use strict';

const assert = require('node:assert');

function messageOf(fn) {
  try {
    fn();
  } catch (error) {
    return error.message;
  }
  throw new Error('did not fail');
}

assert.strictEqual(messageOf(() => assert.ok(1 === 2)),
  'The expression evaluated to a falsy value:\n\n  assert.ok(1 === 2)\n');
assert.strictEqual(messageOf(() => assert()), 'No value argument passed to `assert.ok()`');
assert.strictEqual(messageOf(() => assert.strictEqual(1, 2)), 'Expected values to be strictly equal:\n\n1 !== 2\n');
assert.strictEqual(messageOf(() => assert.deepStrictEqual([1, 2, 3], [1, 2, 4])),
  'Expected values to be strictly deep-equal:\n+ actual - expected\n\n  [\n    1,\n    2,\n+   3\n-   4\n  ]\n');
assert.strictEqual(messageOf(() => assert.equal(1, 2)), '1 == 2');
assert.strictEqual(messageOf(() => assert.throws(() => {}, TypeError)), 'Missing expected exception (TypeError).');

// Long equal runs are cut.
const long = Array.from({ length: 30 }, (_, i) => i);
assert.match(messageOf(() => assert.deepStrictEqual(long, [...long.slice(0, 29), 'x'])), /\.\.\. Skipped lines/);

// Expected errors: class, pattern, object, function.
const fail = () => {
  throw new TypeError('wrong value');
};
assert.throws(fail, TypeError);
assert.throws(fail, /^TypeError: wrong/);
assert.throws(fail, { name: 'TypeError', message: /wrong/ });
assert.throws(fail, (error) => error instanceof TypeError);
assert.throws(() => assert.throws(fail, 'wrong value'), { code: 'ERR_AMBIGUOUS_ARGUMENT' });
assert.throws(() => assert.throws(fail, RangeError), { message: /Received "TypeError"/ });
assert.rejects(Promise.resolve(), Error).then(() => assert.fail(), (error) => {
  assert.strictEqual(error.message, 'Missing expected rejection (Error).');
});
