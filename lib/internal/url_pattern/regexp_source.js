'use strict';

const {
  ANYTHING, FIXED_TEXT, FULL_WILDCARD, SEGMENT_WILDCARD, escapeRegExp, segmentWildcard,
} = require('./part');

function matchingSource(part, options) {
  if (part.type === SEGMENT_WILDCARD) return segmentWildcard(options);
  return part.type === FULL_WILDCARD ? ANYTHING : part.value;
}

function sourceOfFixedText({ value, modifier }) {
  const text = escapeRegExp(value);
  return modifier === '' ? text : `(?:${text})${modifier}`;
}

/** Each group of a pattern captures once, however often it repeats: all of its text, without the outer prefix and suffix. */
function sourceOfGroup(part, options) {
  const { modifier } = part;
  const matching = matchingSource(part, options);
  const repeats = modifier === '*' || modifier === '+';
  if (part.prefix === '' && part.suffix === '') {
    return repeats ? `((?:${matching})${modifier})` : `(${matching})${modifier}`;
  }
  const prefix = escapeRegExp(part.prefix);
  const suffix = escapeRegExp(part.suffix);
  if (!repeats) return `(?:${prefix}(${matching})${suffix})${modifier}`;
  const repeated = `((?:${matching})(?:${suffix}${prefix}(?:${matching}))*)`;
  return `(?:${prefix}${repeated}${suffix})${modifier === '*' ? '?' : ''}`;
}

/**
 * Source of the regular expression that matches a whole component.
 * @param {Array<import('./part').Part>} parts
 * @param {import('./part').PatternOptions} options
 * @returns {string}
 */
function regExpSource(parts, options) {
  let source = '^';
  for (const part of parts) {
    source += part.type === FIXED_TEXT ? sourceOfFixedText(part) : sourceOfGroup(part, options);
  }
  return `${source}$`;
}

module.exports = { regExpSource };
