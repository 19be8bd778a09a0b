'use strict';

const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');

fs.writeFileSync('eslint.config.js', 'module.exports = [{ rules: { semi: "error", "no-var": "error" } }];\n');
fs.writeFileSync('a.js', 'var x = 1\nmodule.exports = x;\n');
const bin = path.join(path.dirname(require.resolve('eslint/package.json')), 'bin/eslint.js');
for (const args of [['a.js'], ['--fix', 'a.js'], ['missing.js']]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...args], { encoding: 'utf8' });
  console.log(status, stdout, stderr);
}
console.log(fs.readFileSync('a.js', 'utf8'));
