'use strict';

const { Buffer } = require('./buffer');
const { encodeStr, hexTable } = require('./internal/querystring');

const PERCENT = 37;
const PLUS = 43;
const SPACE = 32;

const ESCAPE = /%[\da-f]{2}/i;

/** What stays as it is, as for `encodeURIComponent`. */
const noEscape = Int8Array.from({ length: 128 }, (_, code) => (
  /[\w!'()*.~-]/.test(String.fromCharCode(code)) ? 1 : 0
));

function hexValue(code) {
  if (code >= 48 && code <= 57) return code - 48;
  const lower = code | 32;
  return lower >= 97 && lower <= 102 ? lower - 87 : -1;
}

/**
 * The bytes that a percent-encoded string stands for; what is malformed stays.
 * @param {string | Buffer} string
 * @param {boolean} [decodeSpaces] whether a plus sign is a space
 * @returns {Buffer}
 */
function unescapeBuffer(string, decodeSpaces) {
  const source = typeof string === 'string' ? undefined : string;
  const { length } = string;
  const bytes = Buffer.allocUnsafe(length);
  let written = 0;
  for (let i = 0; i < length; i++) {
    let code = source === undefined ? string.charCodeAt(i) : source[i];
    if (code === PLUS && decodeSpaces) {
      code = SPACE;
    } else if (code === PERCENT && i + 2 < length) {
      const high = hexValue(source === undefined ? string.charCodeAt(i + 1) : source[i + 1]);
      const low = hexValue(source === undefined ? string.charCodeAt(i + 2) : source[i + 2]);
      if (high >= 0 && low >= 0) {
        code = high * 16 + low;
        i += 2;
      }
    }
    bytes[written++] = code;
  }
  return written === length ? bytes : bytes.slice(0, written);
}

/**
 * Decodes a percent-encoded string; what is malformed does not throw.
 * @param {string} string
 * @param {boolean} [decodeSpaces]
 * @returns {string}
 */
function qsUnescape(string, decodeSpaces) {
  try {
    return decodeURIComponent(string);
  } catch {
    return QueryString.unescapeBuffer(string, decodeSpaces).toString();
  }
}

/**
 * Percent-encodes a value for a query string.
 * @param {*} value
 * @returns {string}
 */
function qsEscape(value) {
  if (typeof value !== 'string') value = typeof value === 'object' ? String(value) : value + '';
  return encodeStr(value, noEscape, hexTable);
}

function textOf(value) {
  switch (typeof value) {
    case 'string':
      return value;
    case 'number':
      return Number.isFinite(value) ? `${value}` : '';
    case 'bigint':
    case 'boolean':
      return `${value}`;
    default:
      return '';
  }
}

/** Numbers and booleans need no escaping, except those with an exponent. */
function encodeValue(value, encode) {
  switch (typeof value) {
    case 'string':
      return value.length === 0 ? '' : encode(value);
    case 'number':
      if (!Number.isFinite(value)) return '';
      return Math.abs(value) < 1e21 ? `${value}` : encode(`${value}`);
    case 'bigint':
    case 'boolean':
      return `${value}`;
    default:
      return '';
  }
}

/**
 * Writes an object as a query string.
 * @param {object} obj strings, numbers, bigints, booleans, or arrays of them; all else is empty
 * @param {string} [sep]
 * @param {string} [eq]
 * @param {{encodeURIComponent?: Function}} [options]
 * @returns {string}
 */
function stringify(obj, sep, eq, options) {
  sep ||= '&';
  eq ||= '=';
  if (obj === null || typeof obj !== 'object') return '';
  let encode = QueryString.escape;
  if (options && typeof options.encodeURIComponent === 'function') {
    encode = options.encodeURIComponent;
  }
  const convert = encode === qsEscape ? encodeValue : encodeStringified;
  let fields = '';
  for (const key of Object.keys(obj)) {
    const value = obj[key];
    const prefix = `${convert(key, encode)}${eq}`;
    if (!Array.isArray(value)) {
      fields += `${fields === '' ? '' : sep}${prefix}${convert(value, encode)}`;
      continue;
    }
    for (let i = 0; i < value.length; i++) {
      fields += `${fields === '' ? '' : sep}${prefix}${convert(value[i], encode)}`;
    }
  }
  return fields;
}

/** With an encoder that somebody else wrote, every text goes through it. */
function encodeStringified(value, encode) {
  return encode(textOf(value));
}

function decodeWith(decode, text) {
  try {
    return decode(text);
  } catch {
    return QueryString.unescape(text, true);
  }
}

function addPair(obj, key, value) {
  const known = obj[key];
  if (known === undefined) obj[key] = value;
  else if (Array.isArray(known)) known.push(value);
  else obj[key] = [known, value];
}

/** Decodes `text` from `from` to `to`. A foreign decoder sees all text, with `%20` for a plus. */
function decodePart(text, decode, isOwn) {
  if (text.includes('+')) text = text.replaceAll('+', isOwn ? ' ' : '%20');
  if (text.length === 0 || (isOwn && !(text.includes('%') && ESCAPE.test(text)))) return text;
  return decodeWith(decode, text);
}

/**
 * Reads a query string.
 * @param {string} qs
 * @param {string} [sep]
 * @param {string} [eq]
 * @param {{maxKeys?: number, decodeURIComponent?: Function}} [options] `maxKeys` is 1000; 0 is no limit
 * @returns {object} without a prototype; a name that comes again has an array
 */
function parse(qs, sep, eq, options) {
  const obj = { __proto__: null };
  if (typeof qs !== 'string' || qs.length === 0) return obj;
  sep = sep ? `${sep}` : '&';
  eq = eq ? `${eq}` : '=';
  let left = 1000;
  if (options && typeof options.maxKeys === 'number') {
    left = options.maxKeys > 0 ? options.maxKeys : -1;
  }
  let decode = QueryString.unescape;
  if (options && typeof options.decodeURIComponent === 'function') {
    decode = options.decodeURIComponent;
  }
  const isOwn = decode === qsUnescape;
  if (sep === '') {
    // Nothing ends the first key but the sign, and nothing begins a second one.
    const sign = qs.indexOf(eq);
    addPair(obj, decodePart(sign === -1 ? qs : qs.slice(0, sign), decode, isOwn), '');
    return obj;
  }
  for (let start = 0; start < qs.length && left !== 0; left--) {
    let end = qs.indexOf(sep, start);
    if (end === -1) end = qs.length;
    if (end > start || eq === '') {
      const sign = qs.indexOf(eq, start);
      const hasValue = sign !== -1 && sign + eq.length <= end;
      const key = decodePart(qs.slice(start, hasValue ? sign : end), decode, isOwn);
      const value = hasValue ? decodePart(qs.slice(sign + eq.length, end), decode, isOwn) : '';
      addPair(obj, key, value);
    }
    start = end + sep.length;
  }
  return obj;
}

const QueryString = (module.exports = {
  unescapeBuffer,
  unescape: qsUnescape,
  escape: qsEscape,
  stringify,
  encode: stringify,
  parse,
  decode: parse,
});
