'use strict';

const esbuild = require('esbuild-wasm');

async function main() {
  const { code } = await esbuild.transform('const a: number = b?.c ?? 1', { loader: 'ts', target: 'es2018' });
  console.log(code);
  await esbuild.stop();
}

main();
