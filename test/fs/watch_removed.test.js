'use strict';

// A watched directory that goes away says so twice: that it is deleted, and that it is no longer watched.

const assert = require('node:assert');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'cortado-watch-'));
const inner = path.join(folder, 'inner');
fs.mkdirSync(inner);
fs.writeFileSync(path.join(inner, 'x'), '');

const seen = [];
const watcher = fs.watch(inner, (eventType, name) => {
  seen.push(`${eventType} ${name}`);
  if (seen.length === 3) watcher.close();
});
watcher.on('close', () => {
  fs.rmdirSync(folder);
  assert.deepStrictEqual(seen, ['rename x', 'rename inner', 'rename inner']);
});
fs.rmSync(inner, { recursive: true });
