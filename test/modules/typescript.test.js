'use strict';

const assert = require('node:assert');
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const { stripTypeScriptTypes } = require('node:module');
const os = require('node:os');
const path = require('node:path');

process.removeAllListeners('warning');

// What is erased leaves as many spaces; the right column is what runs.
const erased = [
  ['const x: number = 1;', 'const x         = 1;'],
  ['let a = b as any as string;', 'let a = b                 ;'],
  ['a!.b!; a?.b!.c; a![0]; a!()', 'a .b ; a?.b .c; a [0]; a ()'],
  ['import {type A, B} from "x"', 'import {        B} from "x"'],
  ['import type {A} from "x"; export {type Q, R}', '                          export {        R}'],
  ['namespace A { type x = 1 }', '                          '],
  ['export default interface X {}', '                             '],
  ['abstract class A<T> extends B<T> implements C, D {}', '         class A    extends B                    {}'],
  ['class A extends B { public static override async b<T>(this: X, a?: T): Promise<T> {} }',
    'class A extends B {        static          async b   (         a    )             {} }'],
  ['class A { [key: string]: any; declare z: any; o?; static #p!: string; f(a: T): void; f(a) {} }',
    'class A {                                     o ; static #p         ;                f(a) {} }'],
  ['foo<string>(1); new Foo<Bar>; tag<string>`a`', 'foo        (1); new Foo     ; tag        `a`'],
  ['var x!: number; try {} catch (e: unknown) {}', 'var x         ; try {} catch (e         ) {}'],
  ['function f(a: string): void;\nfunction f(a) {}', '                            \nfunction f(a) {}'],
  ['type A = {\n b: c\n}\n', '          \n     \n \n'],
  // Where spaces alone would join two lines or part one.
  ['let a = 1\ntype B = 1\n(foo)', 'let a = 1\n;         \n(foo)'],
  ['let x = y as any\n(1)', 'let x = y ;     \n(1)'],
  ['if (a) type X = 1', 'if (a) ;         '],
  ['const f = (a\n: string)\n: number => 1', 'const f = (a\n         \n       ) => 1'],
  ['const f = async <\nT>(a) => a', 'const f = async (\n   a) => a'],
  ['class A { x = 1\nprivate ["y"] = 2 }', 'class A { x = 1\n;       ["y"] = 2 }'],
  ['class A { x: string\n["y"]: string }', 'class A { x;       \n["y"]         }'],
];
for (const [typescript, javascript] of erased) {
  assert.strictEqual(stripTypeScriptTypes(typescript), javascript);
}

const unsupported = [
  'enum A {}', 'export const enum A {}', 'namespace A { let x = 1 }', 'module A {}', 'declare module A {}', 'let a = <any>b',
  'import a = require("a")', 'export = 5', 'class A { constructor(private x) {} }',
];
for (const text of unsupported) {
  assert.throws(() => stripTypeScriptTypes(text), { name: 'SyntaxError', code: 'ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX' }, text);
}
assert.throws(() => stripTypeScriptTypes('const x: number = ;'), (error) => {
  assert.strictEqual(error.code, 'ERR_INVALID_TYPESCRIPT_SYNTAX');
  assert.match(error.stack, /^:1\nconst x: number = ;\n {18}\^\n\nSyntaxError \[ERR_INVALID_TYPESCRIPT_SYNTAX\]: /);
  return true;
});
assert.strictEqual(stripTypeScriptTypes('let a', { sourceUrl: 'b.ts' }), 'let a\n\n//# sourceURL=b.ts');
assert.throws(() => stripTypeScriptTypes({}), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => stripTypeScriptTypes('', { mode: 'x' }), { code: 'ERR_INVALID_ARG_VALUE' });
assert.throws(() => stripTypeScriptTypes('', { sourceMap: true }), { code: 'ERR_INVALID_ARG_VALUE' });
assert.strictEqual(process.features.typescript, 'strip');

// Files

const folder = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), 'cortado-typescript-'));

function write(files) {
  for (const [name, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), text);
  }
}

function run(...args) {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
  return { status, stdout, stderr };
}

write({
  'a.ts': `import { c } from './c.cts'; import { m } from './m.mts'; import * as p from './package/p.ts';
    export const text: string = c + m + p.p; console.log(text satisfies string);`,
  'c.cts': 'const path: any = require("node:path"); exports.c = path.basename("/x/c") as string;',
  'm.mts': 'export const m = import.meta.filename!.slice(-5);',
  'package/package.json': '{ "type": "module" }',
  'package/p.ts': 'export const p: number = 1;',
  'required.cts': 'const { text } = require("./a.ts"); const { m }: { m: string } = require("./m.mts"); console.log(text, m);',
  'throws.ts': 'interface A {}\ntype B = 1;\n\n  throw new Error("here");',
  'enum.ts': 'const a = 1;\n  enum A { B }',
  'node_modules/t/index.ts': 'export {}',
  'node_modules/t/package.json': '{ "main": "index.ts", "type": "commonjs" }',
  'uses.mts': 'import "t"',
});
try {
  assert.deepStrictEqual(run('a.ts'), { status: 0, stdout: 'cm.mts1\n', stderr: '' });
  assert.deepStrictEqual(run('required.cts'), { status: 0, stdout: 'cm.mts1\ncm.mts1 m.mts\n', stderr: '' });
  assert.strictEqual(run('-c', 'a.ts').status, 0);
  assert.match(run('throws.ts').stderr, /^.*throws\.ts:4\n {2}throw new Error\("here"\);\n {2}\^\n\nError: here\n.*throws\.ts:4:9/s);
  assert.match(run('enum.ts').stderr,
    /^\S*enum\.ts:2\n {2}enum A \{ B \}\n {2}\^+\n\nSyntaxError \[ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX\]: TypeScript enum is not/);
  assert.match(run('uses.mts').stderr, /ERR_UNSUPPORTED_NODE_MODULES_TYPE_STRIPPING/);
  assert.match(run('-e', 'require("./a")').stderr, /Cannot find module '\.\/a'/);
  assert.match(run('--no-strip-types', 'm.mts').stderr, /ERR_UNKNOWN_FILE_EXTENSION/);
  assert.strictEqual(run('--experimental-transform-types', 'enum.ts').status, 0);
  assert.strictEqual(run('-e', 'let a: string = "x"; console.log(a)').stdout, 'x\n');
  assert.strictEqual(run('-e', 'import fs from "fs"; let a: string = typeof fs; console.log(a)').stdout, 'object\n');
  assert.strictEqual(run('--input-type=commonjs-typescript', '-p', '1 as any').stdout, '1\n');
  assert.strictEqual(run('--input-type=module-typescript', '-e', 'console.log(import.meta.url! as any && 1)').stdout, '1\n');
  assert.match(run('-e', 'enum A {}').stderr, /^\[eval\]:1\nenum A \{\}\n\^+\n\nSyntaxError: /);
} finally {
  fs.rmSync(folder, { recursive: true });
}
