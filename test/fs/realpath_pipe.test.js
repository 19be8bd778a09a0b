'use strict';

const assert = require('node:assert');
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');

// A pipe has no name, but what /proc calls it is told.
if (process.argv[2] === 'child') {
  const name = fs.realpathSync('/dev/stdin');
  assert.match(name, /^\/proc\/\d+\/fd\/(?:pipe|socket):\[\d+\]$/);
  fs.realpath('/dev/stdin', (error, found) => {
    assert.ifError(error);
    assert.strictEqual(found, name);
  });
} else {
  const child = spawnSync(process.execPath, [__filename, 'child'], { stdio: 'pipe', encoding: 'utf8' });
  assert.strictEqual(child.stderr, '');
  assert.strictEqual(child.status, 0);
}

assert.throws(() => fs.realpathSync(path.join(__dirname, 'missing')), { code: 'ENOENT', syscall: 'lstat' });

const fd = fs.openSync(__filename);
for (const options of [[], () => {}, 1, 'x']) {
  assert.throws(() => fs.readSync(fd, Buffer.alloc(4), options), { code: 'ERR_INVALID_ARG_TYPE' });
}
assert.strictEqual(fs.readSync(fd, Buffer.alloc(4), null), 4);
fs.closeSync(fd);
