'use strict';

const fs = require('node:fs');
const esbuild = require('esbuild');

async function main() {
  fs.writeFileSync('a.ts', 'import { b } from "./b"; enum E { A } console.log(b as number, E.A);');
  fs.writeFileSync('b.ts', 'export const b: number = 2; export const c = 3;');
  const result = await esbuild.build({ entryPoints: ['a.ts'], bundle: true, write: false, format: 'cjs', minify: true });
  console.log(result.outputFiles[0].text, result.errors, result.warnings);
  console.log((await esbuild.transform('let x: number = 1 ?? 2', { loader: 'ts', target: 'es2015' })).code);
  await esbuild.transform('let = ', { logLevel: 'silent' }).catch((error) => console.log(error.message));
  await esbuild.stop();
}

main();
