'use strict';

// What hello world loads is what the build keeps in one file: a file more would be read by itself at each start, and
// shows here before it is there for all.

const assert = require('node:assert');
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'cortado-start-'));
try {
  const script = path.join(folder, 'hello.js');
  fs.writeFileSync(script, "console.log('hello');\nconsole.log(process.moduleLoadList.join(' '));\n");
  const { stdout, status } = spawnSync(process.execPath, [script], { encoding: 'utf8' });
  assert.strictEqual(status, 0);
  const loaded = stdout.split('\n')[1].replaceAll('NativeModule ', '').split(' ');
  const list = path.join(__dirname, '../../src/main/resources/dev/cortado/bindings/builtins/start-files');
  const kept = fs.readFileSync(list, 'utf8').trim().split('\n');
  assert.deepStrictEqual(loaded, kept);
} finally {
  fs.rmSync(folder, { recursive: true });
}
