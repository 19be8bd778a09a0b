'use strict';

const assert = require('node:assert');
const fs = require('node:fs');
const os = require('node:os');

const before = process.umask('077');
assert.strictEqual(process.umask(before), 0o77);
assert.strictEqual(process.umask(), before);
assert.throws(() => process.umask('9'), { code: 'ERR_INVALID_ARG_VALUE' });

const here = process.cwd();
process.chdir(os.tmpdir());
assert.strictEqual(process.cwd(), fs.realpathSync(os.tmpdir()));
assert.throws(() => process.chdir('/does/not/exist'), {
  code: 'ENOENT', syscall: 'chdir', path: process.cwd(), dest: '/does/not/exist',
});
process.chdir(here);

assert.ok(process.getgroups().includes(process.getegid()));
assert.throws(() => process.setuid('no such user'), { code: 'ERR_UNKNOWN_CREDENTIAL' });
