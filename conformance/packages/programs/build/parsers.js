'use strict';

// What reads and prints JavaScript.

const acorn = require('acorn');
const esprima = require('esprima');
const recast = require('recast');
const { parse } = require('@typescript-eslint/parser');

console.log(acorn.parse('a?.b ?? `x${1n}`', { ecmaVersion: 'latest' }).body[0].expression.type);
console.log(esprima.tokenize('let x = /a[/]b/g;').map(({ type }) => type));
const ast = recast.parse('const  a = 1; // kept\nfunction   f( ) { }\n');
ast.program.body[0].declarations[0].id.name = 'renamed';
console.log(recast.print(ast).code);
console.log(parse('abstract class A<T> implements B { declare x: T }').body[0].type);
