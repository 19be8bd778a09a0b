'use strict';

// What a component's pattern is made of.

const FIXED_TEXT = 'fixed-text';
const REGEXP = 'regexp';
const SEGMENT_WILDCARD = 'segment-wildcard';
const FULL_WILDCARD = 'full-wildcard';

/** The regular expression of a full wildcard. */
const ANYTHING = '.*';

/**
 * @typedef {object} Part
 * @property {string} type
 * @property {string} value text to match, or the source of a regular expression
 * @property {string} modifier `''`, `'?'`, `'*'` or `'+'`
 * @property {string} name `''` for fixed text
 * @property {string} prefix text before the group's match, repeated and left out with it
 * @property {string} suffix
 */

/**
 * @typedef {object} PatternOptions
 * @property {string} delimiter what a segment wildcard stops at, `''` for nothing
 * @property {string} prefix what a group takes from before it, `''` for nothing
 */

/** @type {PatternOptions} */
const kDefaultOptions = { delimiter: '', prefix: '' };
/** @type {PatternOptions} */
const kHostnameOptions = { delimiter: '.', prefix: '' };
/** @type {PatternOptions} */
const kPathnameOptions = { delimiter: '/', prefix: '/' };

function escapeRegExp(text) {
  return text.replace(/[.+*?^${}()[\]|/\\]/g, '\\$&');
}

function escapePattern(text) {
  return text.replace(/[+*?:{}()\\]/g, '\\$&');
}

/**
 * Source of the regular expression for one segment.
 * @param {PatternOptions} options
 * @returns {string}
 */
function segmentWildcard({ delimiter }) {
  return `[^${escapeRegExp(delimiter)}]+?`;
}

module.exports = {
  ANYTHING,
  FIXED_TEXT,
  FULL_WILDCARD,
  REGEXP,
  SEGMENT_WILDCARD,
  escapePattern,
  escapeRegExp,
  kDefaultOptions,
  kHostnameOptions,
  kPathnameOptions,
  segmentWildcard,
};
