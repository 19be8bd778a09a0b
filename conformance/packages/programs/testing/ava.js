'use strict';

const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');

fs.writeFileSync('package.json', '{"type":"module","ava":{"workerThreads":false}}');
fs.writeFileSync(
  'a.test.js',
  `
  import test from 'ava';
  test('passes', (t) => { t.plan(1); t.deepEqual({ a: 1 }, { a: 1 }); });
  test('fails', (t) => t.is(1, 2));
  test('throws', async (t) => { await t.throwsAsync(Promise.reject(new TypeError('x')), { instanceOf: TypeError }); });`,
);
const bin = path.join(path.dirname(require.resolve('ava')), 'cli.mjs');
const { status, stdout, stderr } = spawnSync(process.execPath, [bin, '--tap', '--serial'], { encoding: 'utf8' });
console.log(status, stdout, stderr);
