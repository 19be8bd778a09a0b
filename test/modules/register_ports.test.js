'use strict';

// `transferList` of module.register: a program and its hooks talk through a port.

const assert = require('node:assert');
const { once } = require('node:events');
const { register } = require('node:module');
const path = require('node:path');
const { pathToFileURL } = require('node:url');
const { MessageChannel, receiveMessageOnPort } = require('node:worker_threads');

const parentURL = pathToFileURL(path.join(__dirname, 'fixtures', 'hooks', 'port_hooks.mjs'));
const { port1, port2 } = new MessageChannel();

assert.throws(() => register('./port_hooks.mjs', { parentURL, data: { port: port2 } }), { name: 'DataCloneError' });
assert.throws(() => register('./port_hooks.mjs', { parentURL, transferList: [{}] }), { name: 'DataCloneError' });

const bytes = new Uint8Array(3);
register('./port_hooks.mjs', {
  parentURL,
  data: { port: port2, same: { port: port2 }, bytes },
  transferList: [port2, bytes.buffer],
});
assert.strictEqual(bytes.byteLength, 0);
assert.throws(() => structuredClone(port2, { transfer: [port2] }), { name: 'DataCloneError' });
assert.deepStrictEqual(receiveMessageOnPort(port1), { message: ['initialized', 3, true] });

async function ask(name) {
  const answer = once(port1, 'message');
  port1.postMessage({ name });
  assert.deepStrictEqual((await answer)[0], { got: name });
}

(async () => {
  await ask('first');
  await ask('second');
  const told = once(port1, 'message');
  assert.strictEqual((await import('second')).default, 'second');
  assert.deepStrictEqual((await told)[0], { resolving: 'second' });

  // A port that goes through a port
  const channel = new MessageChannel();
  port1.postMessage({ name: 'third', reply: channel.port2 }, [channel.port2]);
  assert.deepStrictEqual((await once(channel.port1, 'message'))[0], new Set(['first', 'second', 'third']));
  channel.port1.close();
  const closed = once(port1, 'close');
  port1.close();
  await closed;
})();
