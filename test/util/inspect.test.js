'use strict';

const assert = require('node:assert');
const { inspect } = require('node:util');

const circular = { name: 'a' };
circular.self = circular;

for (const [value, text, options] of [
  ["it's", '"it\'s"'],
  [-0, '-0'],
  [123456.789, '123_456.789', { numericSeparator: true }],
  [[1, , 3], '[ 1, <1 empty item>, 3 ]'],
  [new Map([['a', { b: 1 }]]), "Map(1) { 'a' => { b: 1 } }"],
  [new Set([1]).values(), '[Set Iterator] { 1 }'],
  [new Map([[1, 2]]).entries(), '[Map Entries] { [ 1, 2 ] }'],
  [Promise.resolve(4), 'Promise { 4 }'],
  [new Promise(() => {}), 'Promise { <pending> }'],
  [new Proxy({ a: 1 }, {}), 'Proxy [ { a: 1 }, {} ]', { showProxy: true }],
  [circular, "<ref *1> { name: 'a', self: [Circular *1] }"],
  [{ a: { b: { c: { d: 1 } } } }, '{ a: { b: { c: [Object] } } }'],
  [class A extends Array {}, '[class A extends Array]'],
  [Object.create(null), '[Object: null prototype] {}'],
  [{ get a() { return 1; } }, '{ a: [Getter: 1] }', { getters: true }],
  [new Uint8Array(2), 'Uint8Array(2) [ 0, 0 ]'],
  [Array.from({ length: 7 }, (_, i) => i), '[\n  0, 1, 2, 3,\n  4, 5, 6\n]'],
  [{ [inspect.custom]: (depth) => `custom ${depth}` }, 'custom 2'],
  [{ in: { [inspect.custom]: () => 'two\nlines' } }, '{\n  in: two\n  lines\n}'],
]) {
  assert.strictEqual(inspect(value, options), text);
}
