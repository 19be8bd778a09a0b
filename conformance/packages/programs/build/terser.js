'use strict';

const { minify } = require('terser');

const code = {
  'a.js':
    'function add(first, second) { if (false) { dead(); } return first + second; }\nconsole.log(add(1, 2), add(3, 4));',
  'b.js':
    'class Long { constructor(name) { this.name = name; } get upper() { return this.name.toUpperCase(); } }\nnew Long("x").upper;',
};
minify(code, { sourceMap: { filename: 'out.js' }, toplevel: true, compress: { passes: 2 } }).then((result) => {
  console.log(result.code);
  console.log(result.map);
});
minify('var a = ;').catch((error) => console.log(error.name, error.message, error.line, error.col));
