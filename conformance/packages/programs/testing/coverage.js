'use strict';

// nyc: counters written into the code.

const { spawnSync } = require('node:child_process');
const fs = require('node:fs');

fs.writeFileSync('package.json', '{"name":"sample"}');
fs.writeFileSync('lib.js', 'exports.f = (x) => { if (x) { return 1; } return 2; };\nexports.g = () => 3;\n');
fs.writeFileSync('main.js', 'require("./lib").f(1);\n');
const bin = require.resolve('nyc/bin/nyc.js');
const { status, stdout, stderr } = spawnSync(process.execPath, [bin, '--reporter=text', process.execPath, 'main.js'], {
  encoding: 'utf8',
});
console.log(status, stdout, stderr);
