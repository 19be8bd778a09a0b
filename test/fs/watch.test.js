'use strict';

const assert = require('node:assert');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'cortado-watch-'));

const watcher = fs.watch(dir);
watcher.once('change', (eventType, filename) => {
  assert.strictEqual(eventType, 'rename');
  assert.strictEqual(filename, 'new');
  watcher.close();
});
watcher.on('close', () => fs.rmSync(dir, { recursive: true }));
fs.writeFile(path.join(dir, 'new'), '', assert.ifError);

assert.throws(() => fs.watch(path.join(dir, 'none')), {
  code: 'ENOENT', syscall: 'watch', filename: path.join(dir, 'none'),
});
