'use strict';

const assert = require('node:assert');
const { Writable } = require('node:stream');

let text = '';
const stdout = new Writable({
  write(chunk, encoding, callback) {
    text += chunk;
    callback();
  },
});

function printed(print) {
  text = '';
  print();
  return text;
}

const own = new console.Console({ stdout, groupIndentation: 3 });

assert.strictEqual(printed(() => own.log('a %s', 'b', { c: 1 })), 'a b { c: 1 }\n');
assert.strictEqual(printed(() => {
  own.group('head');
  own.log('one\ntwo');
  own.groupEnd();
  own.log('out');
}), 'head\n   one\n   two\nout\n');
assert.strictEqual(printed(() => {
  own.count();
  own.count();
}), 'default: 1\ndefault: 2\n');
assert.strictEqual(printed(() => own.assert(false, 'x')), 'Assertion failed: x\n');
assert.strictEqual(printed(() => own.table([{ a: 1 }, { b: 'z' }])), `\
┌─────────┬───┬─────┐
│ (index) │ a │ b   │
├─────────┼───┼─────┤
│ 0       │ 1 │     │
│ 1       │   │ 'z' │
└─────────┴───┴─────┘
`);
assert.ok(printed(() => own.trace('here')).startsWith('Trace: here\n    at '));
assert.ok(console instanceof console.Console);
assert.throws(() => new console.Console({ stdout: {} }), { code: 'ERR_CONSOLE_WRITABLE_STREAM' });

// The global console follows whoever replaces its stream.
console._stdout = stdout;
assert.strictEqual(printed(() => console.log('global')), 'global\n');
