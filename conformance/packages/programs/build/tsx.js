'use strict';

const { spawnSync } = require('node:child_process');
const fs = require('node:fs');

fs.writeFileSync(
  'a.ts',
  'import { b } from "./b.js";\nenum E { X = "x" }\nconsole.log(b(E.X), await Promise.resolve(1));\n',
);
fs.writeFileSync('b.ts', 'export const b = (x: string) => x.repeat(3);\n');
fs.writeFileSync(
  'c.cts',
  'const fs = require("node:fs") as any; namespace N { export const x = 1 } console.log(typeof fs.readFile, N.x);\n',
);
fs.writeFileSync('package.json', '{"type":"module"}');
const bin = require.resolve('tsx/cli');
for (const file of ['a.ts', 'c.cts']) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, file], { encoding: 'utf8' });
  console.log(status, stdout, stderr);
}
