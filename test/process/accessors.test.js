'use strict';

// Properties of `process` that do something when they are set.

const assert = require('node:assert');
const fs = require('node:fs');

process.title = 'a-title';
assert.strictEqual(process.title, 'a-title');
assert.strictEqual(fs.readFileSync('/proc/self/comm', 'utf8'), 'a-title\n');
assert.match(fs.readFileSync('/proc/self/cmdline', 'utf8'), /^a-title\0*$/);

process.debugPort = '2000';
assert.strictEqual(process.debugPort, 2000);
process.debugPort = {};
assert.strictEqual(process.debugPort, 0);
assert.throws(() => { process.debugPort = 3; }, {
  name: 'RangeError', code: 'ERR_OUT_OF_RANGE', message: 'process.debugPort must be 0 or in range 1024 to 65535',
});

assert.throws(() => delete process.exitCode, TypeError);
assert.strictEqual(process.abort.prototype, undefined);

const date = new Date('2018-04-14T12:34:56.789Z');
process.env.TZ = 'Europe/Amsterdam';
assert.match(date.toString(), /^Sat Apr 14 2018 14:34:56 GMT\+0200/);
process.env.TZ = 'Etc/UTC';
assert.match(date.toString(), /^Sat Apr 14 2018 12:34:56 GMT\+0000/);
delete process.env.TZ;
date.toString();

fs.stat(__filename, () => {});
fs.stat(__filename, () => {});
const requests = process._getActiveRequests();
assert.deepStrictEqual(requests.map((request) => request.constructor.name), ['FSReqCallback', 'FSReqCallback']);

const { locks } = require('node:worker_threads');
assert.strictEqual(locks, navigator.locks);
