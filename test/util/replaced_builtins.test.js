'use strict';

const assert = require('node:assert');
const { inspect } = require('node:util');

// A program that replaces Object.keys can still have its values shown.
const { keys } = Object;
Object.keys = () => {
  throw new Error('replaced');
};
const shown = inspect({ a: 1, b: [2] });
Object.keys = keys;
assert.strictEqual(shown, '{ a: 1, b: [ 2 ] }');
