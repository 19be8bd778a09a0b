'use strict';

// What V8 adds to the global console.

const assert = require('node:assert');

const keys = Object.keys(console);
assert.deepStrictEqual(keys.slice(-6), ['Console', 'profile', 'profileEnd', 'timeStamp', 'context', 'createTask']);
assert.strictEqual(require('node:console').context, console.context);

const task = console.createTask('named');
assert.deepStrictEqual(Object.keys(task), ['run']);
assert.strictEqual(task.run((...args) => args.length + 6, 1, 2), 6);
assert.throws(() => task.run(() => {
  throw new RangeError('out of it');
}), RangeError);
for (const name of [undefined, '', 5, {}]) {
  assert.throws(() => console.createTask(name), { message: 'First argument must be a non-empty string.' });
}
assert.throws(() => task.run(3), { message: 'First argument must be a function.' });
assert.throws(() => task.run.call({}, () => 1), { message: "'run' called with illegal receiver." });

const context = console.context('apart');
assert.strictEqual(context.log('for an inspector only'), undefined);
assert.strictEqual(Object.keys(context).length, 22);
assert.throws(() => console.context(Symbol('no')), TypeError);
