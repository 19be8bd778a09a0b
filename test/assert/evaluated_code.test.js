'use strict';

const assert = require('node:assert');

// A failed assertion quotes its call in evaluated code too, which is in no file.
const message = (call) => ({ message: `The expression evaluated to a falsy value:\n\n  ${call}\n` });
// eslint-disable-next-line no-new-func
assert.throws(() => new Function('assert', 'assert(1 === 2);')(assert), message('assert(1 === 2)'));
// eslint-disable-next-line no-eval
assert.throws(() => eval('\nassert.ok(1 === 2);'), message('assert.ok(1 === 2)'));

assert.strictEqual(Object.prototype.toString.call(process), '[object process]');
assert.ok(Object.hasOwn(process, Symbol.toStringTag));
assert.ok(!Object.hasOwn(Object.getPrototypeOf(process), Symbol.toStringTag));
