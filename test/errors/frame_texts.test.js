'use strict';

// How a frame of a stack reads: receivers, other names of methods, places, and what async functions wait for.

const assert = require('assert');

/** The first frames below an error, without the place of the second. */
function frames(run) {
  try {
    run();
  } catch (error) {
    return error.stack.split('\n    at ').slice(1).map((frame) => frame.replace(__filename, 'F'));
  }
}

function first(run) {
  return frames(run)[0].replace(/ \(.*/, '');
}

function fail() { throw new Error('x'); }
class A {
  get x() { throw new Error('x'); }
  #p() { throw new Error('x'); }
  static s() { throw new Error('x'); }
  static get y() { throw new Error('x'); }
  p() { this.#p(); }
  [Symbol.iterator]() { throw new Error('x'); }
  ['two words']() { throw new Error('x'); }
}
function Old() {}
Old.bar = function() { throw new Error('x'); };
Old.named = fail;
Old.arrow = () => { throw new Error('x'); };

assert.strictEqual(first(() => A.s()), 'A.s');
assert.strictEqual(first(() => Old.bar()), 'Old.bar');
assert.strictEqual(first(() => Old.arrow()), 'Old.arrow');
assert.strictEqual(first(() => Old.named()), 'Old.fail [as named]');
assert.strictEqual(first(() => ({ fail }).fail()), 'Object.fail');
assert.strictEqual(first(() => fail.call(class {})), 'Function.fail');
assert.strictEqual(first(() => new A().x), 'get x');
assert.strictEqual(first(() => A.y), 'get y');
assert.strictEqual(first(() => new A().p()), '#p');
assert.strictEqual(first(() => [...new A()]), '[Symbol.iterator]');
assert.strictEqual(first(() => new A()['two words']()), 'two words');
assert.strictEqual(first(() => new (class { constructor() { fail(); } })()), 'fail');
assert.match(frames(() => new (class { constructor() { fail(); } })())[1], /^new <anonymous> \(F:/);

// Looking for a name runs no getter.
const receiver = { get trap() { throw new Error('ran'); }, other: fail };
assert.strictEqual(first(() => receiver.other()), 'Object.fail [as other]');

// The place is that of the last name in a chain.
const nothing = {};
assert.strictEqual(frames(() => nothing.some.thing)[0], 'F:55:46');

const tick = () => new Promise((resolve) => setImmediate(resolve));

async function one() { await tick(); throw new Error('x'); }
async function two() {
  const promise = one();
  await promise;
}
const object = {
  async three() { await (two()); },
  arrow: async () => {
    for await (const x of [object.three()]) assert.fail(x);
  },
  async *generator() { yield object.arrow(); },
};
class B {
  static async s() { await object.generator().next(); }
  async m() { await Promise.all([1, B.s()]); }
}

(async () => {
  await new B().m();
})().catch((error) => {
  const stack = error.stack.split('\n    at ').slice(1).map((frame) => frame.replace(__filename, 'F'));
  assert.deepStrictEqual(stack.map((frame) => frame.replace(/ \(F.*/, '')), [
    'one', 'async two', 'async Object.three', 'async Object.arrow', 'async Object.generator',
    'async B.s', 'async Promise.all (index 1)', 'async B.m', 'async F:77:3',
  ]);
  assert.strictEqual(stack[1], 'async two (F:62:3)');
  assert.strictEqual(stack[2], 'async Object.three (F:65:19)');
  assert.strictEqual(stack[4], 'async Object.generator (F:69:24)');
}).then(() => {
  // What Error.prepareStackTrace is until a program sets another.
  const standard = Error.prepareStackTrace;
  assert.strictEqual(typeof standard, 'function');
  assert.strictEqual(standard(new TypeError('a'), ['b', 'c']), 'TypeError: a\n    at b\n    at c');
  Error.prepareStackTrace = (error, sites) => standard(error, sites.slice(0, 1));
  assert.match(new Error('d').stack, /^Error: d\n    at .*:\d+:\d+\)?$/);
  Error.prepareStackTrace = standard;
  assert.match(new Error('d').stack, /^Error: d(\n    at .*)+$/);
});
