'use strict';

const assert = require('node:assert');
const readline = require('node:readline');
const readlinePromises = require('node:readline/promises');
const { PassThrough, Readable } = require('node:stream');

(async () => {
  const lines = [];
  const input = Readable.from(['one\r', '\ntwo\nth', 'ree']);
  for await (const line of readline.createInterface({ input, crlfDelay: Infinity })) lines.push(line);
  assert.deepStrictEqual(lines, ['one', 'two', 'three']);

  const terminal = new PassThrough();
  const output = new PassThrough();
  const rl = readlinePromises.createInterface({ input: terminal, output, terminal: true });
  const answer = rl.question('name? ');
  // Types, goes to the beginning of the line, kills to its end and yanks twice.
  terminal.write('ab\x01\x0b\x19\x19\r');
  assert.strictEqual(await answer, 'abab');
  assert.ok(String(output.read()).includes('name? '));
  const keys = [];
  terminal.on('keypress', (s, key) => keys.push([key.name, key.ctrl, key.shift]));
  terminal.write('\x1b[1;5C');
  terminal.write('\x1b[A');
  await new Promise(setImmediate);
  assert.deepStrictEqual(keys, [['right', true, false], ['up', false, false]]);
  rl.close();
})();
