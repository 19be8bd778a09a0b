'use strict';

// MIME types by the rules of https://mimesniff.spec.whatwg.org/.

const { codes } = require('./errors');

const { ERR_INVALID_MIME_SYNTAX } = codes;

const kNotToken = /[^!#$%&'*+\-.^_`|~A-Za-z0-9]/g;
const kNotQuotedStringCharacter = /[^\t\u0020-\u007E\u0080-\u00FF]/g;
const kLeadingWhitespace = /^[\r\n\t ]+/;
const kTrailingWhitespace = /[\r\n\t ]+$/;

function lowerCase(text) {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

/** Position of what a regular expression finds, -1 for nothing. */
function search(regexp, text) {
  regexp.lastIndex = 0;
  return text.search(regexp);
}

function parseTypeAndSubtype(text) {
  const start = text.length - text.replace(kLeadingWhitespace, '').length;
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
    throw new ERR_INVALID_MIME_SYNTAX('subtype', text, slash + 1 + Math.max(badInSubtype, 0));
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

/** The parameters of a MIME type, in order. */
class MIMEParams {
  #data = new Map();
  #source = '';
  #parsed = true;

  /** The parameters of a text that is read when they are first asked for. */
  static instantiate(text) {
    const params = new MIMEParams();
    params.#source = text;
    params.#parsed = false;
    return params;
  }

  delete(name) {
    this.#parse();
    this.#data.delete(`${name}`);
  }

  get(name) {
    this.#parse();
    return this.#data.get(`${name}`) ?? null;
  }

  has(name) {
    this.#parse();
    return this.#data.has(`${name}`);
  }

  set(name, value) {
    this.#parse();
    name = `${name}`;
    value = `${value}`;
    const badInName = search(kNotToken, name);
    if (name.length === 0 || badInName !== -1) throw new ERR_INVALID_MIME_SYNTAX('parameter name', name, badInName);
    const badInValue = search(kNotQuotedStringCharacter, value);
    if (badInValue !== -1) throw new ERR_INVALID_MIME_SYNTAX('parameter value', value, badInValue);
    this.#data.set(name, value);
  }

  *entries() {
    this.#parse();
    yield* this.#data.entries();
  }

  *keys() {
    this.#parse();
    yield* this.#data.keys();
  }

  *values() {
    this.#parse();
    yield* this.#data.values();
  }

  toString() {
    this.#parse();
    return [...this.#data].map(([name, value]) => `${name}=${encodeValue(value)}`).join(';');
  }

  #parse() {
    if (this.#parsed) return;
    this.#parsed = true;
    const text = this.#source;
    let at = 0;
    while (at < text.length) {
      at += text.slice(at).length - text.slice(at).replace(kLeadingWhitespace, '').length;
      const end = nameEnd(text, at);
      const name = lowerCase(text.slice(at, end));
      at = end;
      if (text[at] !== '=') {
        at++;
        continue;
      }
      const { value, next } = readParameter(text, at + 1);
      at = next;
      if (value === undefined || name === '' || this.#data.has(name)) continue;
      if (search(kNotToken, name) === -1 && search(kNotQuotedStringCharacter, value) === -1) this.#data.set(name, value);
    }
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

const { instantiate } = MIMEParams;
delete MIMEParams.instantiate;
Object.defineProperties(MIMEParams.prototype, {
  [Symbol.iterator]: {
    __proto__: null, configurable: true, enumerable: false, writable: true, value: MIMEParams.prototype.entries,
  },
  toJSON: { __proto__: null, configurable: true, enumerable: false, writable: true, value: MIMEParams.prototype.toString },
});

/** A MIME type: `text/html; charset=utf-8`. */
class MIMEType {
  #type;
  #subtype;
  #parameters;

  constructor(input) {
    const { type, subtype, rest } = parseTypeAndSubtype(`${input}`);
    this.#type = type;
    this.#subtype = subtype;
    this.#parameters = instantiate(rest);
  }

  get type() {
    return this.#type;
  }

  set type(value) {
    value = `${value}`;
    const bad = search(kNotToken, value);
    if (value.length === 0 || bad !== -1) throw new ERR_INVALID_MIME_SYNTAX('type', value, bad);
    this.#type = lowerCase(value);
  }

  get subtype() {
    return this.#subtype;
  }

  set subtype(value) {
    value = `${value}`;
    const bad = search(kNotToken, value);
    if (value.length === 0 || bad !== -1) throw new ERR_INVALID_MIME_SYNTAX('subtype', value, bad);
    this.#subtype = lowerCase(value);
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
Object.defineProperty(MIMEType.prototype, 'toJSON', {
  __proto__: null, configurable: true, enumerable: false, writable: true, value: MIMEType.prototype.toString,
});

module.exports = { MIMEParams, MIMEType };
