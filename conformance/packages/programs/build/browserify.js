'use strict';

const fs = require('node:fs');
const path = require('node:path');
const browserify = require('browserify');

fs.writeFileSync(
  'main.js',
  'const b = require("./b"); const p = require("path"); console.log(p.join(b, "x"), Buffer.from("a").toString("hex"));',
);
fs.writeFileSync('b.js', 'module.exports = "b";');
browserify(path.resolve('main.js')).bundle((error, bundle) => {
  if (error) throw error;
  console.log(bundle.length > 10_000);
  fs.writeFileSync('bundle.js', bundle);
  require(path.resolve('bundle.js'));
});
