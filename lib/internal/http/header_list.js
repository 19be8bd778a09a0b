'use strict';

const { _checkInvalidHeaderChar: checkInvalidHeaderChar,
        _checkIsHttpToken: checkIsHttpToken } = require('../../_http_common');
const {
  codes: { ERR_HTTP_INVALID_HEADER_VALUE, ERR_INVALID_CHAR, ERR_INVALID_HTTP_TOKEN },
} = require('../errors');

const MAX_REMEMBERED = 1000;
const MAX_REMEMBERED_VALUE = 128;

/** Bits for the names that say something about the message itself. */
const CONNECTION = 1;
const CONTENT_LENGTH = 2;
const TRANSFER_ENCODING = 4;
const DATE = 8;
const EXPECT = 16;
const TRAILER = 32;
const KEEP_ALIVE = 64;
const CONTENT_DISPOSITION = 128;
const COOKIE = 256;

const meanings = new Map([
  ['connection', CONNECTION],
  ['content-length', CONTENT_LENGTH],
  ['transfer-encoding', TRANSFER_ENCODING],
  ['date', DATE],
  ['expect', EXPECT],
  ['trailer', TRAILER],
  ['keep-alive', KEEP_ALIVE],
  ['content-disposition', CONTENT_DISPOSITION],
  ['cookie', COOKIE],
]);

/**
 * A header's name in one spelling, with the line it last made: programs send the same few fields with
 * the same values all the time.
 */
class FieldName {
  constructor(name) {
    this.name = name;
    this.lower = name.toLowerCase();
    this.meaning = meanings.get(this.lower) ?? 0;
    this.prefix = name + ': ';
    this.value = undefined;
    this.line = '';
  }

  /** The line of the head that gives this field a value, which has been checked. */
  lineFor(value) {
    if (value === this.value) return this.line;
    const line = this.prefix + value + '\r\n';
    if (typeof value === 'string' && value.length <= MAX_REMEMBERED_VALUE) {
      // Reading a character makes the engine put the pieces together, once.
      line.charCodeAt(0);
      this.value = value;
      this.line = line;
    }
    return line;
  }

  /** Throws unless `value` may be sent. */
  check(value) {
    if (value !== this.value || value === undefined) validateHeaderValue(this.name, value);
  }
}

const known = new Map();

/**
 * Finds a name among those known, or checks it and throws if it is none.
 * @param {string} name
 * @param {string} [label] what to call it in the error
 * @returns {FieldName}
 */
function fieldName(name, label) {
  const found = known.get(name);
  if (found !== undefined) return found;
  if (typeof name !== 'string' || !checkIsHttpToken(name)) {
    throw new ERR_INVALID_HTTP_TOKEN(label || 'Header name', name);
  }
  const made = new FieldName(name);
  if (known.size < MAX_REMEMBERED) known.set(name, made);
  return made;
}

/** Returns the lower-case form of a header's name, or throws if it is none. */
function validateHeaderName(name, label) {
  return fieldName(name, label).lower;
}

/** Throws unless `value` may be sent as a header's value. */
function validateHeaderValue(name, value) {
  if (value === undefined) throw new ERR_HTTP_INVALID_HEADER_VALUE(value, name);
  if (checkInvalidHeaderChar(value)) throw new ERR_INVALID_CHAR('header content', name);
}

/**
 * The headers of a message to be sent, in the order they were set. A flat array: messages have few
 * headers, and going through them beats a hash table.
 */
class HeaderList {
  constructor() {
    /** Lower-case name, FieldName, value; and so on. */
    this.entries = [];
  }

  indexOf(lower) {
    const { entries } = this;
    for (let i = 0; i < entries.length; i += 3) {
      if (entries[i] === lower) return i;
    }
    return -1;
  }

  set(field, value) {
    const { entries } = this;
    const index = this.indexOf(field.lower);
    if (index < 0) {
      entries.push(field.lower, field, value);
    } else {
      entries[index + 1] = field;
      entries[index + 2] = value;
    }
  }

  /** Adds to the values that are there. */
  append(field, value) {
    const index = this.indexOf(field.lower);
    if (index < 0) this.entries.push(field.lower, field, value);
    else this.entries[index + 2] = [].concat(this.entries[index + 2], value);
  }

  remove(lower) {
    const index = this.indexOf(lower);
    if (index >= 0) this.entries.splice(index, 3);
  }

  names() {
    return this.entries.filter((_, i) => i % 3 === 0);
  }

  rawNames() {
    return this.entries.filter((_, i) => i % 3 === 1).map((field) => field.name);
  }

  /** Puts all into an object, under their lower-case names or those that were given. */
  copyTo(target, raw) {
    const { entries } = this;
    for (let i = 0; i < entries.length; i += 3) {
      target[raw ? entries[i + 1].name : entries[i]] = entries[i + 2];
    }
    return target;
  }
}

module.exports = {
  CONNECTION,
  CONTENT_DISPOSITION,
  CONTENT_LENGTH,
  COOKIE,
  DATE,
  EXPECT,
  HeaderList,
  KEEP_ALIVE,
  TRAILER,
  TRANSFER_ENCODING,
  fieldName,
  validateHeaderName,
  validateHeaderValue,
};
