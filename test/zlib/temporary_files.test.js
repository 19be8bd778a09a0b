'use strict';

// The native parts of libraries leave nothing behind.

const assert = require('node:assert');
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'cortado-temporary-'));
process.on('exit', () => fs.rmSync(folder, { recursive: true }));

const program = `
  const zlib = require('node:zlib');
  zlib.brotliDecompressSync(zlib.brotliCompressSync('a'));
  zlib.zstdDecompressSync(zlib.zstdCompressSync('a'));
  require('node:net').createServer().listen(0, process.exit);`;
const { stdout, stderr, status } = spawnSync(process.execPath, ['--no-warnings', '-e', program], {
  encoding: 'utf8',
  env: { ...process.env, CORTADO_JAVA_OPTS: `-Djava.io.tmpdir=${folder}` },
});
assert.deepStrictEqual([stdout, stderr, status], ['', '', 0]);
assert.deepStrictEqual(fs.readdirSync(folder), []);
