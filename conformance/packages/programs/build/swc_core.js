'use strict';

const swc = require('@swc/core');

console.log(swc.transformSync('const a: number = b ?? 1', { jsc: { parser: { syntax: 'typescript' } } }).code);
