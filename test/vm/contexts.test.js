'use strict';

const assert = require('node:assert');
const vm = require('node:vm');

// A context's global variables are the properties of the sandbox, both ways.
const sandbox = { given: 1 };
const context = vm.createContext(sandbox);
assert.strictEqual(context, sandbox);
assert.ok(vm.isContext(sandbox));
assert.ok(!vm.isContext({}));
assert.strictEqual(vm.runInContext('var made = given + 1; implicit = 5; made', context), 2);
assert.strictEqual(sandbox.made, 2);
assert.strictEqual(sandbox.implicit, 5);
sandbox.later = 'later';
assert.strictEqual(vm.runInContext('later', context), 'later');
assert.strictEqual(vm.runInContext('typeof setTimeout + typeof process', context),
  'undefinedundefined');

// Lexical declarations stay from script to script; builtins are the realm's own.
vm.runInContext('let lexical = 9', context);
assert.strictEqual(vm.runInContext('lexical', context), 9);
assert.strictEqual(sandbox.lexical, undefined);
assert.notStrictEqual(vm.runInContext('Array', context), Array);
assert.throws(() => vm.runInContext('absent', context), { name: 'ReferenceError' });
assert.strictEqual(vm.runInContext('globalThis.viaThis = 3; viaThis', context), 3);

// Scripts run more than once and know their names.
const script = new vm.Script('count = (typeof count === "undefined" ? 0 : count) + 1');
assert.strictEqual(script.runInContext(context), 1);
assert.strictEqual(script.runInContext(context), 2);
assert.strictEqual(script.runInNewContext({ count: 10 }), 11);
assert.strictEqual(vm.runInThisContext('typeof require'), 'undefined');
assert.throws(() => vm.runInThisContext('throw new Error("x")', { filename: 'named.js' }),
  (error) => /named\.js:1/.test(error.stack));
assert.throws(() => new vm.Script('}'), SyntaxError);

assert.strictEqual(vm.compileFunction('return a + b', ['a', 'b'])(1, 2), 3);
assert.throws(() => vm.runInContext('1', {}), { code: 'ERR_INVALID_ARG_TYPE' });
