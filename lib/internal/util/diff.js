'use strict';

const { validateString, validateStringArray } = require('../validators');

function check(value, name) {
  if (Array.isArray(value)) validateStringArray(value, name);
  else validateString(value, name);
}

/**
 * util.diff: how `expected` becomes `actual`, character by character or element by element.
 * @param {string|string[]} actual
 * @param {string|string[]} expected
 * @returns {Array<[number, string]>} -1 removed, 0 the same, 1 added
 */
function diff(actual, expected) {
  check(actual, 'actual');
  check(expected, 'expected');
  if (actual === expected) return [];
  const { myersDiff } = require('../assert/myers_diff');
  return myersDiff([...actual], [...expected]).map(({ type, value }) => [type, value]);
}

module.exports = { diff };
