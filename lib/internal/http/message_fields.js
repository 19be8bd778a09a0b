'use strict';

// The methods by which a program sets the fields of a message that it sends.

const { _checkInvalidHeaderChar: checkInvalidHeaderChar } = require('../../_http_common');
const { kOutHeaders, kUniqueHeaders } = require('../http');
const { HeaderList, fieldName, validateHeaderName } = require('./header_list');
const { validateString } = require('../validators');
const { codes: { ERR_HTTP_HEADERS_SENT, ERR_INVALID_ARG_TYPE, ERR_INVALID_CHAR } } = require('../errors');

/** Once the head is there, it is too late. */
function mustBeOpen(msg, action) {
  if (msg._header) throw new ERR_HTTP_HEADERS_SENT(action);
}

function find(msg, name) {
  validateString(name, 'name');
  return msg[kOutHeaders] === null ? -1 : msg[kOutHeaders].indexOf(name.toLowerCase());
}

function isHeadersLike(value) {
  return value && !Array.isArray(value) && [value.keys, value.get].every((each) => typeof each === 'function');
}

/** What a removal has to remember, so that the field is not added by itself. */
const removals = new Map([
  ['connection', (msg) => { msg._removedConnection = true; }],
  ['content-length', (msg) => { msg._removedContLen = true; }],
  ['transfer-encoding', (msg) => { msg._removedTE = true; }],
  ['date', (msg) => { msg.sendDate = false; }],
]);

function trailerLine(name, value) {
  if (checkInvalidHeaderChar(value)) throw new ERR_INVALID_CHAR('trailer content', name);
  return `${name}: ${value}\r\n`;
}

function trailerLines(name, value, joined) {
  if (!Array.isArray(value)) return trailerLine(name, value);
  if (joined || value.length < 2) return trailerLine(name, value.join('; '));
  let lines = '';
  for (const one of value) lines += trailerLine(name, one);
  return lines;
}

const fieldMethods = {
  /** Sets a header to be sent; `value` may be an array of values. */
  setHeader(name, value) {
    mustBeOpen(this, 'set');
    const field = fieldName(name);
    field.check(value);
    (this[kOutHeaders] ??= new HeaderList()).set(field, value);
    return this;
  },

  /** Sets several headers at once, from a Headers object or a Map. */
  setHeaders(headers) {
    mustBeOpen(this, 'set');
    if (!isHeadersLike(headers)) throw new ERR_INVALID_ARG_TYPE('headers', ['Headers', 'Map'], headers);
    // A Headers object gives each Set-Cookie as an entry of its own: they are gathered first.
    let cookies;
    for (const [name, value] of headers) {
      if (name === 'set-cookie') cookies = (cookies ?? []).concat(value);
      else this.setHeader(name, value);
    }
    if (cookies?.length > 0) this.setHeader('set-cookie', cookies);
    return this;
  },

  /** Adds a value to a header. */
  appendHeader(name, value) {
    mustBeOpen(this, 'append');
    const field = fieldName(name);
    field.check(value);
    // Where it may be sent only once, its values are joined when it is.
    (this[kOutHeaders] ??= new HeaderList()).append(field, value);
    return this;
  },

  getHeader(name) {
    const index = find(this, name);
    return index < 0 ? undefined : this[kOutHeaders].entries[index + 2];
  },

  getHeaderNames() {
    return this[kOutHeaders]?.names() ?? [];
  },

  getRawHeaderNames() {
    return this[kOutHeaders]?.rawNames() ?? [];
  },

  getHeaders() {
    const target = { __proto__: null };
    return this[kOutHeaders]?.copyTo(target, false) ?? target;
  },

  hasHeader(name) {
    return find(this, name) >= 0;
  },

  removeHeader(name) {
    validateString(name, 'name');
    mustBeOpen(this, 'remove');
    const lower = name.toLowerCase();
    removals.get(lower)?.(this);
    this[kOutHeaders]?.remove(lower);
  },

  /** Sets the fields that follow a chunked body. */
  addTrailers(headers) {
    let text = '';
    this._trailer = text;
    for (const [key, entry] of Object.entries(headers)) {
      const [name, value] = Array.isArray(headers) ? entry : [key, entry];
      const lower = validateHeaderName(name, 'Trailer name');
      text += trailerLines(name, value, this[kUniqueHeaders]?.has(lower));
    }
    this._trailer = text;
  },

  _renderHeaders() {
    mustBeOpen(this, 'render');
    return this[kOutHeaders]?.copyTo({}, true) ?? {};
  },
};

module.exports = { fieldMethods };
