'use strict';

// Modules of hooks are loaded by way of the hooks that are there already.

const assert = require('node:assert');
const { register } = require('node:module');
const path = require('node:path');
const { pathToFileURL } = require('node:url');
const { MessageChannel, receiveMessageOnPort } = require('node:worker_threads');

const parentURL = pathToFileURL(path.join(__dirname, 'fixtures', 'hooks', 'main.mjs'));
const { port1, port2 } = new MessageChannel();
register('./first_hooks.mjs', { parentURL, data: { port: port2 }, transferList: [port2] });
register('./second_hooks.mjs', { parentURL });

const loaded = [];
for (let message = receiveMessageOnPort(port1); message !== undefined; message = receiveMessageOnPort(port1)) {
  loaded.push(message.message);
}
assert.ok(loaded.includes('second_hooks.mjs'), loaded.join());
assert.ok(loaded.includes('virtual:suffix'), loaded.join());
assert.ok(loaded.includes('data.json'), loaded.join());

assert.throws(() => register('./missing.mjs', { parentURL }), { code: 'ERR_MODULE_NOT_FOUND' });
import('./fixtures/hooks/plain.js?text', { with: { type: 'json' } }).then(({ default: value }) => {
  assert.deepStrictEqual(value, ['from the first', 'function', 'object']);
  port1.close();
});
