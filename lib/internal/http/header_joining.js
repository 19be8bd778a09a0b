'use strict';

// How fields that came more than once are put together in `message.headers`.

const LIST = 0;
const FIRST_WINS = 1;
const COOKIES = 2;
const SET_COOKIE = 3;

const MAX_REMEMBERED = 1000;

const rules = new Map([
  ['set-cookie', SET_COOKIE],
  ['cookie', COOKIES],
]);
for (const name of ['age', 'authorization', 'content-length', 'content-type', 'etag', 'expires', 'from',
                    'host', 'if-modified-since', 'if-unmodified-since', 'last-modified', 'location',
                    'max-forwards', 'proxy-authorization', 'referer', 'retry-after', 'server',
                    'user-agent']) {
  rules.set(name, FIRST_WINS);
}

// Names come as the same few spellings all the time: lower-casing is remembered.
const lowered = new Map();

function lowerCase(field) {
  let lower = lowered.get(field);
  if (lower === undefined) {
    lower = field.toLowerCase();
    if (lowered.size < MAX_REMEMBERED) lowered.set(field, lower);
  }
  return lower;
}

/**
 * Adds a field to an object of joined headers.
 * @param {string} field name as it came
 * @param {string} value
 * @param {object} dest
 * @param {boolean} joinDuplicateHeaders join even what should come once
 */
function joinHeader(field, value, dest, joinDuplicateHeaders) {
  const name = lowerCase(field);
  const before = dest[name];
  const rule = rules.get(name) ?? LIST;
  if (rule === SET_COOKIE) {
    if (before !== undefined) before.push(value);
    else dest[name] = [value];
  } else if (typeof before !== 'string') {
    dest[name] = value;
  } else if (rule === COOKIES) {
    dest[name] = before + '; ' + value;
  } else if (rule === LIST || joinDuplicateHeaders) {
    dest[name] = before + ', ' + value;
  }
}

/** Adds a field to an object that has an array for each name. */
function joinDistinct(field, value, dest) {
  const name = lowerCase(field);
  const before = dest[name];
  if (Array.isArray(before)) {
    before.push(value);
  } else if (name === '__proto__') {
    Object.defineProperty(dest, name, { configurable: true, enumerable: true, value: [value], writable: true });
  } else {
    dest[name] = [value];
  }
}

module.exports = { joinDistinct, joinHeader };
