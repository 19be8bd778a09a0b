'use strict';

const assert = require('node:assert');
const { isDeepStrictEqual } = require('node:util');

function equal(a, b) {
  assert.deepStrictEqual(a, b);
  assert.ok(isDeepStrictEqual(a, b));
}

function different(a, b) {
  assert.throws(() => assert.deepStrictEqual(a, b), { code: 'ERR_ASSERTION', operator: 'deepStrictEqual' });
}

// Primitives inside, prototypes, symbols, holes.
equal({ a: NaN, b: [1, { c: 'x' }] }, { a: NaN, b: [1, { c: 'x' }] });
different([0], [-0]);
assert.deepEqual([0], [-0]);
different({}, Object.create(null));
different([undefined], [,]); // eslint-disable-line no-sparse-arrays
const symbol = Symbol('s');
different({ [symbol]: 1 }, { [symbol]: 2 });
assert.deepEqual({ a: 1 }, { a: '1' });

// Collections are compared whatever the order, and no element serves twice.
equal(new Set([{ a: 1 }, { a: 2 }]), new Set([{ a: 2 }, { a: 1 }]));
different(new Set([{ a: 1 }, { a: 1 }]), new Set([{ a: 1 }, { a: 2 }]));
equal(new Map([[{ k: 1 }, 1]]), new Map([[{ k: 1 }, 1]]));
assert.notDeepEqual(new Map([[3, 0], ['3', 0]]), new Map([[3, 0], [4, 0]]));

// State that no property shows.
different(new Date(1), new Date(2));
different(/a/g, /a/i);
different(Object(1), Object(2));
different(new Uint8Array([1]), new Uint8Array([2]));
different(new Error('a'), new Error('b'));
different(new Error('a', { cause: 1 }), new Error('a', { cause: 2 }));
different(new WeakMap(), new WeakMap());

// Circles must close at the same point.
const one = {};
one.self = one;
const two = { self: {} };
two.self.self = two;
const three = {};
three.self = three;
equal(one, three);
different(one, two);

// Partial: the first may have more.
assert.partialDeepStrictEqual({ a: 1, b: [1, 2, 3], c: new Set([1, 2]) }, { b: [1, 3], c: new Set([2]) });
assert.throws(() => assert.partialDeepStrictEqual({ a: 1 }, { a: 1, b: 2 }), { operator: 'partialDeepStrictEqual' });
