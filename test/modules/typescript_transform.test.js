'use strict';

// The mode 'transform': what TypeScript has and JavaScript has not.

const assert = require('node:assert');
const { stripTypeScriptTypes } = require('node:module');
const vm = require('node:vm');

process.removeAllListeners('warning');

function evaluate(typescript) {
  const module = { exports: {} };
  const code = stripTypeScriptTypes(typescript, { mode: 'transform' });
  vm.runInThisContext(`(function (module, require) {${code}\n})`)(module, require);
  return module.exports;
}

// Enums: values, values of other members, reverse names, merging, blocks.
assert.deepStrictEqual({ ...evaluate(`
  enum A { X, Y = 5, Z, S = 'str', W = 1 << 2, Q = A.X | Y | A['W'], T = \`t\${S}\`, N = -1, C = 'abc'.length, D = Q + C }
  enum A { Late = 99 }
  module.exports = A;`) }, {
  X: 0, 0: 'X', Y: 5, 5: 'Q', Z: 6, 6: 'Z', S: 'str', W: 4, 4: 'W', Q: 5, T: 'tstr', N: -1, '-1': 'N', C: 3, 3: 'C',
  D: 8, 8: 'D', Late: 99, 99: 'Late',
});
assert.deepStrictEqual(evaluate('{ const enum A { X = "x" } { enum A { X = "inner" } module.exports = A.X } }'), 'inner');
assert.deepStrictEqual({ ...evaluate('enum E { "a b" = 1, c, }; module.exports = E') }, { 'a b': 1, 1: 'a b', 'c': 2, 2: 'c' });

// Namespaces
assert.deepStrictEqual(evaluate(`
  namespace N {
    export const one = 1;
    export let count = 0, more: number = 2;
    const own = 5;
    export function increment(): number { return ++count + own; }
    export class C { static s = one }
    export namespace Inner.Deep { export const deep = one + own; }
    export enum E { A }
    export interface Nothing {}
    export const { d, e: [f] } = { d: 'd', e: ['f'] };
  }
  namespace N { export const added = N.one + 1; }
  namespace Empty { export type T = 1 }
  N.increment();
  module.exports = [N.one, N.count, N.more, N.C.s, N.Inner.Deep.deep, N.E[0], N.d, N.f, N.added, typeof (globalThis as any).Empty];`),
[1, 1, 2, 1, 6, 'A', 'd', 'f', 2, 'undefined']);
assert.strictEqual(evaluate('function f() {} namespace f { export const x = 1 } module.exports = f.x'), 1);
assert.strictEqual(evaluate('namespace A { export const x = 1 } namespace B { export import y = A.x; } module.exports = B.y'), 1);

// Parameter properties
assert.deepStrictEqual(evaluate(`
  class Base { constructor(public a: number, protected readonly b = 2, c?: string) {} }
  class Derived extends Base {
    own = 'own';
    constructor(private d: string) { super(1); this.own += this.d; }
  }
  module.exports = { ...new Derived('x') };`), { a: 1, b: 2, d: 'x', own: 'ownx' });

// Imports, exports, assertions
assert.strictEqual(evaluate('import path = require("node:path"); import sep = path.sep; export = sep;'), '/');
assert.strictEqual(evaluate('function f() { return <any>5 } module.exports = f()'), 5);

// Lines stay, with or without a source map.
const text = 'enum A {\n  X,\n  Y,\n}\nnamespace N {\n  export const x = 1;\n}\nthrow new Error("here");';
assert.throws(() => vm.runInThisContext(`(function () {${stripTypeScriptTypes(text, { mode: 'transform', sourceMap: false })}\n})`,
  { filename: 'lines.ts' })(), /here/);
const mapped = stripTypeScriptTypes(text, { mode: 'transform', sourceMap: true, sourceUrl: 'lines.ts' });
const { sources, mappings, version } = JSON.parse(Buffer.from(/base64,(.*)$/.exec(mapped)[1], 'base64'));
assert.deepStrictEqual([sources, version], [['lines.ts'], 3]);
const { SourceMap } = require('node:module');
const line = mapped.split('\n').findIndex((each) => each.startsWith('throw'));
assert.strictEqual(new SourceMap({ version, sources, mappings, names: [] }).findEntry(line, 0).originalLine, 7);
