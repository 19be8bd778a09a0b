'use strict';

const { spawnSync } = require('node:child_process');
const fs = require('node:fs');

fs.writeFileSync(
  'tsconfig.json',
  '{"compilerOptions":{"module":"commonjs","target":"es2020","esModuleInterop":true,"types":[]}}',
);
fs.writeFileSync('a.ts', 'import { b } from "./b";\nenum E { X = "x" }\nconst s: string = b(E.X);\nconsole.log(s);\n');
fs.writeFileSync('b.ts', 'export const b = (x: string) => x.repeat(3);\n');
fs.writeFileSync('bad.ts', 'const n: number = "no";\n');
const bin = require.resolve('ts-node/dist/bin.js');
for (const args of [
  ['--transpile-only', 'a.ts'],
  ['--transpile-only', '-e', 'console.log(1 as number)'],
]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...args], { encoding: 'utf8' });
  console.log(status, stdout, stderr);
}
require('ts-node').register({ compilerOptions: { types: [] } });
try {
  require(`${process.cwd()}/bad.ts`);
} catch (error) {
  console.log(error.name, error.diagnosticCodes);
}
