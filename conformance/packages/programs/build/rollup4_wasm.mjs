import fs from 'node:fs';
import { rollup, VERSION } from '@rollup/wasm-node';

fs.writeFileSync('main.js', 'import { a } from "./a.js"; console.log(a);');
fs.writeFileSync('a.js', 'export const a = 1; export const b = 2;');
const bundle = await rollup({ input: 'main.js' });
const { output } = await bundle.generate({ format: 'cjs' });
console.log(VERSION.split('.')[0], output[0].code);
await bundle.close();
