'use strict';

const assert = require('node:assert');
const { MessageChannel, receiveMessageOnPort } = require('node:worker_threads');

const value = {
  date: new Date(5), map: new Map([[{ a: 1 }, 2]]), set: new Set([1]), big: 1n, hole: [1, , 3], // eslint-disable-line
  boxed: Object('s'), bytes: new Uint16Array([1, 2]), regexp: /x/gi, error: new TypeError('q', { cause: 1 }),
};
value.self = value;
const copy = structuredClone(value);
assert.notStrictEqual(copy, value);
assert.strictEqual(copy.self, copy);
assert.deepStrictEqual({ ...copy, self: 0 }, { ...value, self: 0 });

const buffer = new ArrayBuffer(8);
const moved = structuredClone({ buffer }, { transfer: [buffer] });
assert.strictEqual(buffer.byteLength, 0);
assert.strictEqual(moved.buffer.byteLength, 8);

for (const bad of [() => {}, Symbol('s'), new WeakMap(), Promise.resolve(), { deep: () => {} }]) {
  assert.throws(() => structuredClone(bad), { name: 'DataCloneError', code: 25 });
}

const { port1, port2 } = new MessageChannel();
port1.postMessage({ first: true });
assert.deepStrictEqual(receiveMessageOnPort(port2), { message: { first: true } });
const got = [];
port2.on('message', (message) => {
  got.push(message);
  if (got.length === 2) port1.close();
});
port2.on('close', () => got.push('closed'));
port1.postMessage('a');
port1.postMessage('b');
process.on('exit', () => assert.deepStrictEqual(got, ['a', 'b', 'closed']));
