'use strict';

const { spawnSync } = require('node:child_process');
const fs = require('node:fs');

fs.writeFileSync(
  'tsconfig.json',
  JSON.stringify({
    compilerOptions: { target: 'es2022', module: 'nodenext', outDir: 'out', strict: true, sourceMap: true, types: [] },
  }),
);
fs.writeFileSync(
  'a.ts',
  'export async function* count(to: number) { for (let i = 0; i < to; i++) yield i; }\n' + 'const wrong: string = 1;\n',
);
const tsc = require.resolve('typescript/bin/tsc');
const { status, stdout, stderr } = spawnSync(process.execPath, [tsc, '--pretty', 'false'], { encoding: 'utf8' });
console.log(status, stdout, stderr);
console.log(fs.readdirSync('out'));
console.log(fs.readFileSync('out/a.js', 'utf8'));
