'use strict';

const fs = require('node:fs');
const { Transform } = require('node:stream');
const gulp = require('gulp');

fs.mkdirSync('src/sub', { recursive: true });
fs.writeFileSync('src/a.txt', 'a');
fs.writeFileSync('src/sub/b.txt', 'b');
const upper = () =>
  new Transform({
    objectMode: true,
    transform(file, encoding, callback) {
      file.contents = Buffer.from(file.contents.toString().toUpperCase());
      callback(null, file);
    },
  });
const copy = () => gulp.src('src/**/*.txt').pipe(upper()).pipe(gulp.dest('out'));
const check = async () => console.log(fs.readFileSync('out/a.txt', 'utf8'), fs.readFileSync('out/sub/b.txt', 'utf8'));
gulp.series(copy, check)((error) => console.log(error ?? 'done'));
