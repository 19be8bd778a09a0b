'use strict';

// With `flush`, whole files are written by way of fs.fsync.

const assert = require('node:assert');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'flush-'));
const file = path.join(directory, 'file');
process.on('exit', () => fs.rmSync(directory, { recursive: true }));

const { fsync, fsyncSync } = fs;
let count = 0;
fs.fsyncSync = (fd) => {
  count++;
  fsyncSync(fd);
};
fs.fsync = (fd, callback) => {
  count++;
  fsync(fd, callback);
};

fs.writeFileSync(file, 'a', { flush: true });
fs.appendFileSync(file, 'b', { flush: true });
fs.appendFileSync(file, 'c');
assert.strictEqual(count, 2);
fs.appendFile(file, 'd', { flush: true }, (error) => {
  assert.ifError(error);
  assert.strictEqual(count, 3);
  assert.strictEqual(fs.readFileSync(file, 'utf8'), 'abcd');
});
