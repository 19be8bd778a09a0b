'use strict';

const { _checkInvalidHeaderChar: checkInvalidHeaderChar,
        _checkIsHttpToken: checkIsHttpToken } = require('../../_http_common');
const {
  codes: { ERR_HTTP_INVALID_HEADER_VALUE, ERR_INVALID_CHAR, ERR_INVALID_HTTP_TOKEN },
} = require('../errors');

const MAX_REMEMBERED = 1000;

/** Names that were found good, with their lower-case form: programs use the same few all the time. */
const knownNames = new Map();

/**
 * Returns the lower-case form of a header's name, or throws if it is none.
 * @param {string} name
 * @param {string} [label]
 */
function validateHeaderName(name, label) {
  const known = knownNames.get(name);
  if (known !== undefined) return known;
  if (typeof name !== 'string' || !name || !checkIsHttpToken(name)) {
    throw new ERR_INVALID_HTTP_TOKEN(label || 'Header name', name);
  }
  const lower = name.toLowerCase();
  if (knownNames.size < MAX_REMEMBERED) knownNames.set(name, lower);
  return lower;
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
    /** Lower-case name, name as given, value; and so on. */
    this.entries = [];
  }

  indexOf(lower) {
    const entries = this.entries;
    for (let i = 0; i < entries.length; i += 3) {
      if (entries[i] === lower) return i;
    }
    return -1;
  }

  set(lower, name, value) {
    const index = this.indexOf(lower);
    const entries = this.entries;
    if (index < 0) {
      entries.push(lower, name, value);
    } else {
      entries[index + 1] = name;
      entries[index + 2] = value;
    }
  }

  has(lower) {
    return this.indexOf(lower) >= 0;
  }

  get(lower) {
    const index = this.indexOf(lower);
    return index < 0 ? undefined : this.entries[index + 2];
  }

  /** The name as it was given. */
  rawName(lower) {
    return this.entries[this.indexOf(lower) + 1];
  }

  remove(lower) {
    const index = this.indexOf(lower);
    if (index >= 0) this.entries.splice(index, 3);
  }

  names() {
    return this.entries.filter((_, i) => i % 3 === 0);
  }

  rawNames() {
    return this.entries.filter((_, i) => i % 3 === 1);
  }

  toObject() {
    const object = { __proto__: null };
    for (let i = 0; i < this.entries.length; i += 3) {
      object[this.entries[i]] = this.entries[i + 2];
    }
    return object;
  }

  /** Calls `visit(name, value)` for each. */
  forEach(visit) {
    for (let i = 0; i < this.entries.length; i += 3) {
      visit(this.entries[i + 1], this.entries[i + 2]);
    }
  }
}

module.exports = { HeaderList, validateHeaderName, validateHeaderValue };
