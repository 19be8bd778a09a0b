'use strict';

const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');

fs.writeFileSync('package.json', '{"type":"module"}');
fs.writeFileSync(
  'a.test.js',
  `
  import { expect, test, vi } from 'vitest';
  test('adds', () => expect(1 + 1).toBe(2));
  test('spies', () => { const f = vi.fn(() => 3); expect(f(1)).toBe(3); expect(f).toHaveBeenCalledWith(1); });
  test('fails', () => expect({ a: 1 }).toEqual({ a: 2 }));`,
);
const bin = path.join(path.dirname(require.resolve('vitest/package.json')), 'vitest.mjs');
const { status, stdout, stderr } = spawnSync(process.execPath, [bin, 'run', '--pool=forks', '--reporter=tap-flat'], {
  encoding: 'utf8',
});
console.log(status, stdout, stderr);
