'use strict';

// MIME types by the rules of https://mimesniff.spec.whatwg.org/.

const { codes } = require('./errors');

const { ERR_INVALID_MIME_SYNTAX } = codes;

// What may not be in a token, and what not even in quotes.
const kNotToken = /[^\w!#$%&'*+.^`|~-]/;
const kNotQuotedStringCharacter = /[^\t -~\x80-\xff]/;
const kTrailingWhitespace = /[ \t\r\n]+$/;

function lowerCase(text) {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

/** Position of what a regular expression finds, -1 for nothing. */
function search(regexp, text) {
  return text.search(regexp);
}

function parseTypeAndSubtype(text) {
  const start = skipWhitespace(text, 0);
  const slash = text.indexOf('/', start);
  const type = text.slice(start, slash === -1 ? undefined : slash);
  const badInType = search(kNotToken, type);
  if (type === '' || badInType !== -1 || slash === -1) {
    throw new ERR_INVALID_MIME_SYNTAX('type', text, slash === -1 && badInType === -1 ? -1 : start + Math.max(badInType, 0));
  }
  const semicolon = text.indexOf(';', slash);
  const rawSubtype = text.slice(slash + 1, semicolon === -1 ? undefined : semicolon);
  const subtype = rawSubtype.replace(kTrailingWhitespace, '');
  const badInSubtype = search(kNotToken, subtype);
  if (subtype === '' || badInSubtype !== -1) {
    throw new ERR_INVALID_MIME_SYNTAX('subtype', text, badInSubtype);
  }
  return {
    type: lowerCase(type),
    subtype: lowerCase(subtype),
    rest: semicolon === -1 ? '' : text.slice(semicolon + 1),
  };
}

/** Quotes a parameter's value where it is no token. */
function encodeValue(value) {
  if (value !== '' && search(kNotToken, value) === -1) return value;
  return `"${value.replace(/["\\]/g, '\\$&')}"`;
}

/** A value in quotes, from behind the first one; escapes stand for the character that follows. */
function readQuoted(text, from) {
  let value = '';
  let at = from;
  for (; at < text.length && text[at] !== '"'; at++) {
    if (text[at] === '\\' && at + 1 < text.length) at++;
    value += text[at];
  }
  return { value, next: at + 1 };
}

/** Throws where a text has a character that does not belong into `what`. */
function check(text, outsiders, what) {
  const at = search(outsiders, text);
  if (at !== -1) throw new ERR_INVALID_MIME_SYNTAX(what, text, at);
  return text;
}

/** The same for a token, which has to have some character. */
function checkToken(text, what) {
  if (text === '') throw new ERR_INVALID_MIME_SYNTAX(what, text, -1);
  return check(text, kNotToken, what);
}

/** Reads `name=value;name="value"`; the first of a name counts, and what is no parameter is passed over. */
function parseParameters(text) {
  const found = new Map();
  let at = 0;
  while (at < text.length) {
    const start = skipWhitespace(text, at);
    const end = nameEnd(text, start);
    if (text[end] !== '=') {
      at = end + 1;
      continue;
    }
    const name = lowerCase(text.slice(start, end));
    const { value, next } = readParameter(text, end + 1);
    at = next;
    const counts = value !== undefined && name !== '' && !found.has(name) &&
      search(kNotToken, name) === -1 && search(kNotQuotedStringCharacter, value) === -1;
    if (counts) found.set(name, value);
  }
  return found;
}

function skipWhitespace(text, from) {
  let at = from;
  while (at < text.length && ' \t\r\n'.includes(text[at])) at++;
  return at;
}

let withParameters;

/** The parameters of a MIME type, in order. */
class MIMEParams {
  /** @type {string | Map<string, string>} the text until somebody asks what is in it */
  #parameters = new Map();

  static {
    withParameters = (text) => {
      const params = new MIMEParams();
      params.#parameters = text;
      return params;
    };
  }

  get #map() {
    if (typeof this.#parameters === 'string') this.#parameters = parseParameters(this.#parameters);
    return this.#parameters;
  }

  delete(name) {
    this.#map.delete(`${name}`);
  }

  get(name) {
    const value = this.#map.get(`${name}`);
    return value === undefined ? null : value;
  }

  has(name) {
    return this.#map.has(`${name}`);
  }

  set(name, value) {
    const map = this.#map;
    const nameText = `${name}`;
    const valueText = `${value}`;
    checkToken(nameText, 'parameter name');
    map.set(nameText, check(valueText, kNotQuotedStringCharacter, 'parameter value'));
  }

  *entries() {
    yield* this.#map;
  }

  *keys() {
    for (const [name] of this.#map) yield name;
  }

  *values() {
    for (const [, value] of this.#map) yield value;
  }

  toString() {
    return Array.from(this.#map, ([name, value]) => `${name}=${encodeValue(value)}`).join(';');
  }
}

function nameEnd(text, from) {
  for (let at = from; at < text.length; at++) {
    if (text[at] === ';' || text[at] === '=') return at;
  }
  return text.length;
}

function readParameter(text, from) {
  let end;
  if (text[from] === '"') {
    const { value, next } = readQuoted(text, from + 1);
    end = text.indexOf(';', next);
    return { value, next: end === -1 ? text.length : end + 1 };
  }
  end = text.indexOf(';', from);
  if (end === -1) end = text.length;
  const value = text.slice(from, end).replace(kTrailingWhitespace, '');
  return { value: value === '' ? undefined : value, next: end + 1 };
}

/** Gives a class a second name for one of its methods, out of sight. */
function alias({ prototype }, name, method) {
  Object.defineProperty(prototype, name, {
    __proto__: null, value: prototype[method], writable: true, enumerable: false, configurable: true,
  });
}

alias(MIMEParams, Symbol.iterator, 'entries');
alias(MIMEParams, 'toJSON', 'toString');

/** A MIME type: `text/html; charset=utf-8`. */
class MIMEType {
  #type;
  #subtype;
  #parameters;

  constructor(input) {
    const { type, subtype, rest } = parseTypeAndSubtype(`${input}`);
    this.#type = type;
    this.#subtype = subtype;
    this.#parameters = withParameters(rest);
  }

  get type() {
    return this.#type;
  }

  set type(value) {
    this.#type = lowerCase(checkToken(`${value}`, 'type'));
  }

  get subtype() {
    return this.#subtype;
  }

  set subtype(value) {
    this.#subtype = lowerCase(checkToken(`${value}`, 'subtype'));
  }

  get essence() {
    return `${this.#type}/${this.#subtype}`;
  }

  get params() {
    return this.#parameters;
  }

  toString() {
    const parameters = this.#parameters.toString();
    return parameters === '' ? this.essence : `${this.essence};${parameters}`;
  }
}
alias(MIMEType, 'toJSON', 'toString');

module.exports = { MIMEParams, MIMEType };
