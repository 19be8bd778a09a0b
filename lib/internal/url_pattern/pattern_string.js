'use strict';

const { isNameCharacter } = require('./tokenizer');
const {
  FIXED_TEXT, FULL_WILDCARD, REGEXP, SEGMENT_WILDCARD, escapePattern, segmentWildcard,
} = require('./part');

function isDigit(text) {
  return /^[0-9]/.test(text);
}

/** Whether text, put behind a name, would become a part of the name. */
function continuesName(text) {
  return text !== '' && isNameCharacter(String.fromCodePoint(text.codePointAt(0)), false);
}

/** Whether the text of the next part, or the digit that names it, would read as more of this part's name. */
function mergesWithNext(part, next) {
  if (part.type !== SEGMENT_WILDCARD || part.modifier !== '') return false;
  if (next === undefined || next.prefix !== '' || next.suffix !== '') return false;
  return next.type === FIXED_TEXT ? continuesName(next.value) : isDigit(next.name);
}

/** Whether a group is written in braces, without which it would be read as something else. */
function needsBraces(part, previous, next, options) {
  if (part.suffix !== '' || (part.prefix !== '' && part.prefix !== options.prefix)) return true;
  if (!isDigit(part.name) && mergesWithNext(part, next)) return true;
  // The text before it would become its prefix.
  return part.prefix === '' && options.prefix !== '' && previous?.type === FIXED_TEXT && previous.value.endsWith(options.prefix);
}

/** Whether `*` behind what comes before is a wildcard and no modifier. */
function canBeAsterisk(part, previous, inBraces) {
  return isDigit(part.name) &&
    (previous === undefined || previous.type === FIXED_TEXT || previous.modifier !== '' || inBraces ||
      part.prefix !== '');
}

function matchingString(part, previous, inBraces, options) {
  switch (part.type) {
    case REGEXP:
      return `(${part.value})`;
    case FULL_WILDCARD:
      return canBeAsterisk(part, previous, inBraces) ? '*' : '(.*)';
    default:
      return isDigit(part.name) ? `(${segmentWildcard(options)})` : '';
  }
}

function stringOfGroup(part, previous, next, options) {
  const inBraces = needsBraces(part, previous, next, options);
  const isNamed = !isDigit(part.name);
  let text = escapePattern(part.prefix);
  if (isNamed) text += `:${part.name}`;
  text += matchingString(part, previous, inBraces, options);
  if (isNamed && part.type === SEGMENT_WILDCARD && continuesName(part.suffix)) text += '\\';
  text += escapePattern(part.suffix);
  return `${inBraces ? `{${text}}` : text}${part.modifier}`;
}

function stringOfFixedText({ value, modifier }) {
  const text = escapePattern(value);
  return modifier === '' ? text : `{${text}}${modifier}`;
}

/**
 * Writes a pattern in its canonical form.
 * @param {Array<import('./part').Part>} parts
 * @param {import('./part').PatternOptions} options
 * @returns {string}
 */
function patternString(parts, options) {
  return parts.map((part, i) => (
    part.type === FIXED_TEXT ? stringOfFixedText(part) : stringOfGroup(part, parts[i - 1], parts[i + 1], options)
  )).join('');
}

module.exports = { patternString };
