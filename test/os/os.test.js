'use strict';

const assert = require('node:assert');
const fs = require('node:fs');
const os = require('node:os');

assert.strictEqual(os.hostname(), fs.readFileSync('/proc/sys/kernel/hostname', 'utf8').trim());
assert.strictEqual(os.type(), 'Linux');
assert.ok(os.totalmem() >= os.freemem() && os.freemem() > 0);
assert.ok(os.cpus().length >= os.availableParallelism());
assert.strictEqual(os.loadavg().length, 3);
assert.ok(os.uptime() > 0);
const [lo] = os.networkInterfaces().lo;
assert.strictEqual(lo.cidr, '127.0.0.1/8');
assert.strictEqual(os.userInfo().uid, process.getuid());
assert.ok(Buffer.isBuffer(os.userInfo({ encoding: 'buffer' }).username));
assert.throws(() => os.getPriority(2 ** 30), { code: 'ERR_SYSTEM_ERROR', syscall: 'uv_os_getpriority' });
assert.strictEqual(os.constants.signals.SIGTERM, 15);
assert.strictEqual(os.constants.errno.ENOENT, 2);
assert.strictEqual(`${os.type}`, os.type());
