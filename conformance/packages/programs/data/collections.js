'use strict';

// Libraries for values: lodash and its relatives.

const _ = require('lodash');
const R = require('ramda');
const underscore = require('underscore');
const Immutable = require('immutable');
const { produce, enablePatches, produceWithPatches } = require('immer');

console.log(
  _.chain([3, 1, 2])
    .sortBy()
    .map((n) => n * 2)
    .value(),
  _.groupBy(['a', 'bb', 'c'], 'length'),
);
console.log(
  _.merge({ a: { b: 1 } }, { a: { c: [1, { d: 2 }] } }),
  _.get({ a: [{ b: 1 }] }, 'a[0].b'),
  _.cloneDeep(new Map([[{ a: 1 }, new Set([1])]])),
);
console.log(
  _.template('<% for (const x of xs) { %><li><%- x %></li><% } %>')({ xs: ['<', 2] }),
  _.kebabCase('fooBar Baz'),
  _.isEqual(new Date(0), new Date(0)),
);
console.log(
  R.pipe(R.filter(R.gt(R.__, 1)), R.map(R.inc), R.sum)([1, 2, 3]),
  R.assocPath(['a', 'b'], 1, {}),
  R.curry((a, b, c) => a + b + c)(1)(2, 3),
);
console.log(underscore.zip([1, 2], ['a', 'b']), underscore.template('hi <%= name %>')({ name: 'x' }));
const map = Immutable.fromJS({ a: [1, { b: 2 }] });
console.log(
  map.setIn(['a', 1, 'b'], 3).toJS(),
  map.equals(Immutable.fromJS({ a: [1, { b: 2 }] })),
  String(map),
  map.hashCode(),
);
console.log(
  Immutable.Range(0, Infinity)
    .filter((n) => n % 2)
    .take(3)
    .toArray(),
  Immutable.OrderedSet(['b', 'a', 'b']),
  Immutable.Record({ a: 1 })({ a: 2 }),
);
enablePatches();
console.log(
  produce({ a: { b: 1 }, c: [] }, (draft) => {
    draft.a.b++;
    draft.c.push(1);
  }),
  produceWithPatches({ a: 1 }, (draft) => {
    delete draft.a;
  }),
);
