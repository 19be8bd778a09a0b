'use strict';

// Handles of all kinds are resources, and tell their ids.

const assert = require('node:assert');
const { createHook } = require('node:async_hooks');
const { spawn } = require('node:child_process');
const dgram = require('node:dgram');
const net = require('node:net');

// Made before anybody asked for ids.
const early = net.createServer().listen(0);
assert(early._handle.getAsyncId() > 0);
assert.strictEqual(early._handle.getAsyncId(), early._handle.getAsyncId());
early.close();

const types = new Map();
const destroyed = [];
const destroy = (asyncId) => destroyed.push(types.get(asyncId));
createHook({
  init(asyncId, type) {
    types.set(asyncId, type);
  },
  destroy,
}).enable();

const server = net.createServer().listen(0);
assert.strictEqual(types.get(server._handle.getAsyncId()), 'TCPSERVERWRAP');

const child = spawn(process.execPath, ['-v']);
assert.strictEqual(types.get(child._handle.getAsyncId()), 'PROCESSWRAP');
assert.strictEqual(types.get(child.stdout._handle.getAsyncId()), 'PIPEWRAP');

const socket = dgram.createSocket('udp4');
assert([...types.values()].includes('UDPWRAP'));

child.on('close', () => {
  server.close();
  socket.close();
  setTimeout(() => {
    for (const type of ['TCPSERVERWRAP', 'PROCESSWRAP', 'UDPWRAP']) assert(destroyed.includes(type), type);
  }, 50);
});
