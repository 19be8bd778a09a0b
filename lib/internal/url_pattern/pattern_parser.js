'use strict';

const tokens = require('./tokenizer');
const { InvalidPattern } = require('./invalid_pattern');
const {
  ANYTHING, FIXED_TEXT, FULL_WILDCARD, REGEXP, SEGMENT_WILDCARD, segmentWildcard,
} = require('./part');

/** Makes the list of parts of one component's pattern. */
class PatternParser {
  #tokens;
  #index = 0;
  #prefix;
  #segmentWildcard;
  #encode;
  #parts = [];
  #names = new Set();
  /** Text that no part holds yet: what stands next to each other is encoded as a whole. */
  #pendingText = '';
  #nextNumber = 0;

  constructor(text, options, encode) {
    this.#tokens = tokens.tokenize(text, false);
    this.#prefix = options.prefix;
    this.#segmentWildcard = segmentWildcard(options);
    this.#encode = encode;
  }

  parse() {
    while (!this.#take(tokens.END)) {
      if (!this.#parseGroupWithPrefix() && !this.#parseText() && !this.#parseBraces()) {
        throw new InvalidPattern(`unexpected ${this.#tokens[this.#index].type}`);
      }
    }
    this.#flushText();
    return this.#parts;
  }

  /** The next token if it is of this type, which it then goes past. */
  #take(type) {
    const token = this.#tokens[this.#index];
    if (token.type !== type) return undefined;
    this.#index++;
    return token;
  }

  #takeMatcher(name) {
    return this.#take(tokens.REGEXP) ?? (name === undefined ? this.#take(tokens.ASTERISK) : undefined);
  }

  #takeModifier() {
    return (this.#take(tokens.MODIFIER) ?? this.#take(tokens.ASTERISK))?.value ?? '';
  }

  #takeText() {
    let text = '';
    let token;
    while ((token = this.#take(tokens.CHAR) ?? this.#take(tokens.ESCAPED_CHAR)) !== undefined) {
      text += token.value;
    }
    return text;
  }

  /** `:name`, `(regexp)` or `*`, perhaps after the character that options make its prefix. */
  #parseGroupWithPrefix() {
    const start = this.#index;
    const char = this.#take(tokens.CHAR);
    const name = this.#take(tokens.NAME);
    const matcher = this.#takeMatcher(name);
    if (name === undefined && matcher === undefined) {
      this.#index = start;
      return false;
    }
    let prefix = char?.value ?? '';
    if (prefix !== this.#prefix) {
      this.#pendingText += prefix;
      prefix = '';
    }
    this.#flushText();
    this.#addPart(prefix, name, matcher, '', this.#takeModifier());
    return true;
  }

  #parseText() {
    const token = this.#take(tokens.CHAR) ?? this.#take(tokens.ESCAPED_CHAR);
    if (token === undefined) return false;
    this.#pendingText += token.value;
    return true;
  }

  /** `{prefix:name(regexp)suffix}` and its modifier. */
  #parseBraces() {
    if (!this.#take(tokens.OPEN)) return false;
    const prefix = this.#takeText();
    const name = this.#take(tokens.NAME);
    const matcher = this.#takeMatcher(name);
    const suffix = this.#takeText();
    if (!this.#take(tokens.CLOSE)) throw new InvalidPattern('expected a closing brace');
    this.#addPart(prefix, name, matcher, suffix, this.#takeModifier());
    return true;
  }

  #flushText() {
    if (this.#pendingText === '') return;
    const value = this.#encode(this.#pendingText);
    this.#pendingText = '';
    this.#addFixedText(value, '');
  }

  #addFixedText(value, modifier) {
    this.#parts.push({ type: FIXED_TEXT, value, modifier, name: '', prefix: '', suffix: '' });
  }

  #addPart(prefix, name, matcher, suffix, modifier) {
    const isText = name === undefined && matcher === undefined;
    if (isText && modifier === '') {
      this.#pendingText += prefix;
      return;
    }
    this.#flushText();
    if (isText) {
      if (prefix !== '') this.#addFixedText(this.#encode(prefix), modifier);
      return;
    }
    const { type, value } = this.#matching(matcher);
    this.#parts.push({
      type,
      value,
      modifier,
      name: this.#uniqueName(name),
      prefix: this.#encode(prefix),
      suffix: this.#encode(suffix),
    });
  }

  /** A regular expression that is a wildcard's is that wildcard. */
  #matching(matcher) {
    let value = matcher?.value ?? this.#segmentWildcard;
    if (matcher?.type === tokens.ASTERISK) value = ANYTHING;
    if (value === this.#segmentWildcard) return { type: SEGMENT_WILDCARD, value: '' };
    if (value === ANYTHING) return { type: FULL_WILDCARD, value: '' };
    return { type: REGEXP, value };
  }

  #uniqueName(token) {
    const name = token === undefined ? `${this.#nextNumber++}` : token.value;
    if (this.#names.has(name)) throw new InvalidPattern(`two groups are called ${name}`);
    this.#names.add(name);
    return name;
  }
}

/**
 * @param {string} text a component's pattern
 * @param {import('./part').PatternOptions} options
 * @param {(text: string) => string} encode makes fixed text canonical or throws InvalidPattern
 * @returns {Array<import('./part').Part>}
 * @throws {InvalidPattern}
 */
function parsePattern(text, options, encode) {
  return new PatternParser(text, options, encode).parse();
}

module.exports = { parsePattern };
