'use strict';

const assert = require('node:assert');
const { mock } = require('node:test');

const object = { foo: 1 };
const { mock: context } = mock.property(object, 'foo', 2);
assert.strictEqual(object.foo, 2);
object.foo = 3;
context.mockImplementationOnce(42);
assert.strictEqual(object.foo, 42);
assert.strictEqual(object.foo, 3);
assert.deepStrictEqual(
  context.accesses.map(({ type, value }) => [type, value]), [['get', 2], ['set', 3], ['get', 42], ['get', 3]]);
assert.throws(() => context.mockImplementationOnce(5, 2), { code: 'ERR_OUT_OF_RANGE' });
context.resetAccesses();
assert.strictEqual(context.accessCount(), 0);
mock.reset();
assert.strictEqual(object.foo, 1);

const fixed = Object.defineProperty({}, 'bar', { value: 1, configurable: true });
mock.property(fixed, 'bar', undefined);
assert.strictEqual(fixed.bar, undefined);
assert.throws(() => { fixed.bar = 3; }, { code: 'ERR_INVALID_ARG_VALUE' });
assert.throws(() => mock.property({}, 'missing', 1), { code: 'ERR_INVALID_ARG_VALUE' });
assert.throws(() => mock.property(null, 'x', 1), { code: 'ERR_INVALID_ARG_TYPE' });
