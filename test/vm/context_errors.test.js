'use strict';

const assert = require('node:assert');
const vm = require('node:vm');

// The line that threw stands in front of the stack, unless the program does not want it.
function stackOf(run) {
  try {
    run();
  } catch (error) {
    return error.stack.split('\n');
  }
  throw new Error('it must throw');
}

const code = 'throw new Error("foo");';
for (const run of [
  () => vm.runInNewContext(code, {}, 'a.vm'),
  () => vm.runInThisContext(code, { filename: 'a.vm' }),
]) {
  const lines = stackOf(run);
  assert.deepStrictEqual(lines.slice(0, 5), ['a.vm:1', code, '^', '', 'Error: foo']);
  assert.strictEqual(lines[5].trim(), 'at a.vm:1:7');
}
assert.strictEqual(stackOf(() => new vm.Script(code).runInThisContext({ displayErrors: false }))[0], 'Error: foo');
assert.deepStrictEqual(stackOf(() => new vm.Script('}', 'b.vm')).slice(0, 5),
  ['b.vm:1', '}', '^', '', "SyntaxError: Unexpected token '}'"]);

// Arrays may be contexts too.
assert.strictEqual(vm.isContext([]), false);
assert.strictEqual(vm.isContext(vm.createContext([])), true);

// Properties keep the attributes that a script gives them; variables can be deleted.
const context = vm.createContext({});
vm.runInContext('Object.defineProperty(this, "h", { value: "h" }); var v = 1; function f() {}', context);
assert.deepStrictEqual(Object.getOwnPropertyDescriptor(context, 'h'),
  { value: 'h', writable: false, enumerable: false, configurable: false });
assert.strictEqual(Object.getOwnPropertyDescriptor(context, 'v').configurable, true);
assert.strictEqual(Object.getOwnPropertyDescriptor(context, 'f').configurable, true);
