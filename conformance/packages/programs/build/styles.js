'use strict';

// The CSS compilers.

const autoprefixer = require('autoprefixer');
const cssnano = require('cssnano');
const less = require('less');
const postcss = require('postcss');
const sass = require('sass');
const stylus = require('stylus');

async function main() {
  const { css } = await less.render(
    '@c: #fff; .m(@x) { width: @x } a { color: darken(@c, 10%); .m(3px); &:hover { top: 1px } }',
  );
  console.log(css);
  console.log(
    sass.compileString(
      '$m: (a: 1px, b: 2px); @each $k, $v in $m { .#{$k} { width: $v; &:hover { color: mix(red, blue) } } }',
    ).css,
  );
  console.log(stylus.render('a\n  color red\n  &:hover\n    top 1px'));
  const prefixed = await postcss([autoprefixer({ overrideBrowserslist: ['ie 11', 'safari 9'] })]).process(
    'a { display: flex; user-select: none } ::placeholder { color: red }',
    { from: undefined },
  );
  console.log(prefixed.css);
  console.log((await postcss([cssnano()]).process('a { color: #ff0000; margin: 0px 0px } b { }', { from: undefined })).css);
  try {
    sass.compileString('a { color: $missing }');
  } catch (error) {
    console.log(error.message);
  }
}

main();
