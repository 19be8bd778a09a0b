'use strict';

const swc = require('@swc/wasm');

const { code } = swc.transformSync('const a: number = b?.c ?? 1; class A { #x = 1 }', {
  jsc: { parser: { syntax: 'typescript' }, target: 'es2015' },
});
console.log(code);
console.log(swc.minifySync('function f(first) { return first + 1; }', { mangle: true, compress: true }).code);
