'use strict';

const esbuild = require('esbuild');

console.log(esbuild.transformSync('<a b="c">d</a>', { loader: 'jsx' }).code);
try {
  esbuild.transformSync('let = ', { logLevel: 'silent' });
} catch (error) {
  console.log(error.message);
}
