'use strict';

// Which files have tests.

const { getOptionValue } = require('../options');
const path = require('../../path');

const kNames = '{test,test/**/*,test-*,*[._-]test}';

function extensions() {
  return getOptionValue('--strip-types') ? '{js,mjs,cjs,ts,mts,cts}' : '{js,mjs,cjs}';
}

const hasMagic = /[*?[{]|[!+@]\(/;

/**
 * @param {string[]} [patterns] by default what Node.js documents
 * @param {string} cwd
 * @returns {string[]} absolute and sorted; undefined where files were named and none is there
 */
function findTestFiles(patterns, cwd) {
  const isGiven = patterns?.length > 0;
  const wanted = isGiven ? patterns : [`**/${kNames}.${extensions()}`];
  const { globSync } = require('../../fs');
  const found = globSync(wanted, { cwd, exclude: (name) => path.basename(name) === 'node_modules' });
  if (isGiven && found.length === 0 && !patterns.some((pattern) => hasMagic.test(pattern))) return undefined;
  return [...new Set(found.map((name) => path.resolve(cwd, name)))].sort();
}

module.exports = { findTestFiles };
