'use strict';

const { transform } = require('sucrase');

const source = 'import a, {type B} from "a"; export const x: B = <div key="1">{a?.b!}</div>; enum E { A = 1 }';
console.log(transform(source, { transforms: ['typescript', 'jsx', 'imports'], production: true }).code);
require('sucrase/register/ts');
require('node:fs').writeFileSync('m.ts', 'export const y: number = 5; export type T = string;');
console.log(require(`${process.cwd()}/m.ts`));
