'use strict';

// jest with Babel, a DOM-free coverage run and child processes as workers.

const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');

fs.writeFileSync('package.json', '{"name":"sample","jest":{"testEnvironment":"node"}}');
fs.writeFileSync(
  'babel.config.js',
  'module.exports = { presets: [["@babel/preset-env", { targets: { node: "current" } }]] };',
);
fs.writeFileSync('half.js', 'export const half = (x) => { if (x > 100) { return 50; } return x / 2; };');
for (const name of ['a', 'b']) {
  fs.writeFileSync(`${name}.test.js`, `import { half } from './half'; test('${name}', () => expect(half(4)).toBe(2));`);
}
const bin = path.join(path.dirname(require.resolve('jest')), '../bin/jest.js');
const { status, stdout, stderr } = spawnSync(process.execPath, [bin, '--ci', '--coverage', '--maxWorkers', '2'], {
  encoding: 'utf8',
});
console.log(status, stdout, stderr.split('\n').sort().join('\n'));
