'use strict';
// `using` in blocks, functions, loops and classes: what is disposed of, when, and what is thrown.

const assert = require('assert');

const log = [];

function resource(name, error) {
  return {
    name,
    [Symbol.dispose]() {
      assert.strictEqual(this.name, name);
      log.push(name);
      if (error !== undefined) throw error;
    },
  };
}

function taken() {
  return log.splice(0).join(' ');
}

function caught(run) {
  try {
    run();
  } catch (error) {
    return error;
  }
  assert.fail('nothing was thrown');
}

// A block disposes in reverse, when it is left in any way.
{
  {
    log.push('before');
    using a = resource('a'), b = resource('b');
    using nothing = null, undef = undefined;
    assert.strictEqual(a.name + b.name, 'ab');
    assert.strictEqual(nothing, null);
    assert.strictEqual(undef, undefined);
    log.push('in');
  }
  assert.strictEqual(taken(), 'before in b a');
  const left = () => {
    for (const n of [1, 2, 3]) {
      using r = resource(`r${n}`);
      if (n === 1) continue;
      log.push(r.name.toUpperCase());
      if (n === 2) break;
    }
    using last = resource('last');
    return (log.push('value'), 5);
  };
  assert.strictEqual(left(), 5);
  assert.strictEqual(taken(), 'r1 R2 r2 value last');
}

// The method is asked for once, when the variable is declared.
{
  {
    using a = {
      get [Symbol.dispose]() {
        log.push('get');
        return () => log.push('called');
      },
    };
    log.push(typeof a);
  }
  assert.strictEqual(taken(), 'get object called');
}

// What is thrown on the way hides what was thrown before.
{
  const body = caught(() => {
    using a = resource('a');
    throw new RangeError(taken());
  });
  assert.strictEqual(body.name, 'RangeError');
  assert.strictEqual(taken(), 'a');
  const disposal = caught(() => {
    using a = resource('a', 'of a');
    log.push('in');
  });
  assert.strictEqual(disposal, 'of a');
  const all = caught(() => {
    using a = resource('a', 'of a'), b = resource('b', 'of b');
    using c = resource('c');
    throw 'of the body';
  });
  assert.ok(all instanceof SuppressedError);
  assert.strictEqual(all.message, 'An error was suppressed during disposal');
  assert.strictEqual(all.error, 'of a');
  assert.strictEqual(all.suppressed.error, 'of b');
  assert.strictEqual(all.suppressed.suppressed, 'of the body');
  assert.strictEqual(taken(), 'in a c b a');
}

// What can't be disposed of.
{
  assert.throws(() => { using a = 5; }, {
    name: 'TypeError', message: 'An object is expected with `using` declarations',
  });
  for (const value of [{}, { [Symbol.dispose]: 5 }, { [Symbol.asyncDispose]() {} }]) {
    assert.throws(() => { using a = value; }, { name: 'TypeError', message: 'Symbol(Symbol.dispose) is not a function' });
  }
  assert.throws(() => {
    using a = resource('a');
    using b = 5;
  }, TypeError);
  assert.strictEqual(taken(), 'a');
}

// A variable like that of `const`.
{
  assert.throws(() => {
    using a = null;
    a = 5;
  }, TypeError);
  assert.throws(() => {
    early();
    using a = null;
    function early() { return a; }
  }, ReferenceError);
  using f = Object.assign(() => {}, { [Symbol.dispose]() {} });
  using g = class { static [Symbol.dispose]() {} };
  assert.strictEqual(g.name, 'g');
}

// Functions of a body are there from its first line.
{
  const run = function () {
    'use strict';
    const value = later();
    using a = resource(value);
    function later() { return this === undefined ? 'strict' : 'sloppy'; }
    return value;
  };
  assert.strictEqual(run(), 'strict');
  assert.strictEqual(taken(), 'strict');
}

// Loops.
{
  for (using r of [resource('1'), null, resource('2')]) log.push(`in ${r?.name}`);
  assert.strictEqual(taken(), 'in 1 1 in undefined in 2 2');
  outer: for (using r = resource('r'), s = resource('s'); ;) {
    for (;;) {
      if (log.push('turn') < 3) continue outer;
      break outer;
    }
  }
  assert.strictEqual(taken(), 'turn turn turn s r');
  const closed = { __proto__: Iterator.prototype, next: () => ({ value: 1 }), return() { log.push('closed'); return {}; } };
  assert.throws(() => { for (using r of closed) assert.fail(); }, TypeError);
  assert.strictEqual(taken(), 'closed');
}

// Classes and generators.
{
  class Base {
    static {
      using a = resource('static');
      this.seen = a.name;
    }

    constructor() {
      using a = resource('base');
      this.x = a.name;
    }
  }
  class Derived extends Base {
    constructor() {
      using a = resource('derived');
      super();
    }
  }
  assert.strictEqual(new Derived().x + Base.seen, 'basestatic');
  assert.strictEqual(taken(), 'static base derived');
  function* generate() {
    using a = resource('generator');
    yield 1;
    yield 2;
  }
  for (const value of generate()) log.push(value);
  for (const value of generate()) break;
  assert.strictEqual(taken(), '1 2 generator generator');
}

// The word is none of the language where it stands for itself.
{
  const using = [(value) => value];
  assert.strictEqual(using[0](5), 5);
  using
  log.push('line');
  for (const of of using) log.push(typeof of);
  { using of = resource('of'); }
  assert.strictEqual(taken(), 'line function of');
}

// Lines stay where they are.
{
  using a = null;
  const { stack } = new Error();
  assert.match(stack, /declarations\.test\.js:203:/);
}
