'use strict';

// What the _http_* modules share.

const { setUnrefTimeout } = require('./timers');

const MS_PER_SECOND = 1000;

let cachedDate = '';

/** The Date header's value for now; computed once a second. */
function utcDate() {
  if (cachedDate === '') {
    const now = new Date();
    cachedDate = now.toUTCString();
    setUnrefTimeout(forgetDate, MS_PER_SECOND - now.getMilliseconds());
  }
  return cachedDate;
}

function forgetDate() {
  cachedDate = '';
}

/** What came of a write past the socket's stream, see http/direct_write. */
const REFUSED = 0;
const WRITTEN = 1;

module.exports = {
  REFUSED,
  WRITTEN,
  kNeedDrain: Symbol('kNeedDrain'),
  kOutHeaders: Symbol('kOutHeaders'),
  kUniqueHeaders: Symbol('kUniqueHeaders'),
  utcDate,
};
