'use strict';

const { InvalidPattern } = require('./invalid_pattern');
const { parsePattern } = require('./pattern_parser');
const { patternString } = require('./pattern_string');
const { regExpSource } = require('./regexp_source');
const { FIXED_TEXT, REGEXP, kDefaultOptions } = require('./part');

function compileRegExp(source, ignoreCase) {
  try {
    return new RegExp(source, ignoreCase ? 'vi' : 'v');
  } catch (cause) {
    throw new InvalidPattern('no regular expression', { cause });
  }
}

/** The compiled pattern of one component of a URL. */
class Component {
  #regExp;
  #groupNames;

  /**
   * @param {string} text
   * @param {(text: string) => string} encode makes fixed text canonical
   * @param {import('./part').PatternOptions} [options]
   * @param {boolean} [ignoreCase]
   * @throws {InvalidPattern}
   */
  constructor(text, encode, options = kDefaultOptions, ignoreCase = false) {
    const parts = parsePattern(text, options, encode);
    this.#regExp = compileRegExp(regExpSource(parts, options), ignoreCase);
    this.#groupNames = parts.filter(({ type }) => type !== FIXED_TEXT).map(({ name }) => name);
    /** The pattern in its canonical form. */
    this.pattern = patternString(parts, options);
    /** Whether there is a group with a regular expression of its own. */
    this.hasRegExpGroups = parts.some(({ type }) => type === REGEXP);
  }

  test(input) {
    return this.#regExp.exec(input) !== null;
  }

  /**
   * @param {string} input
   * @returns {{input: string, groups: Object<string, string | undefined>} | null}
   */
  exec(input) {
    const match = this.#regExp.exec(input);
    if (match === null) return null;
    // An object over an empty one: what Node.js has here, so that no name meets Object.prototype's setters.
    const groups = Object.create({});
    for (let i = 1; i < match.length; i++) {
      Object.defineProperty(groups, this.#groupNames[i - 1], {
        __proto__: null, value: match[i], writable: true, enumerable: true, configurable: true,
      });
    }
    return { input, groups };
  }
}

/** What matches everything: most of a pattern's components do. */
const kAnything = new Component('*', String);

/** As `new Component`, which it spares the commonest pattern. */
function compileComponent(text, encode, options, ignoreCase) {
  return text === '*' ? kAnything : new Component(text, encode, options, ignoreCase);
}

module.exports = { compileComponent };
