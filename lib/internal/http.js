'use strict';

// What the _http_* modules share.

const { second } = internalBinding('http_parser');
const { emit } = require('../events').prototype;

let dateSecond = 0;
let cachedDate = '';

/** The Date header's value for now; computed once a second. */
function utcDate() {
  if (second() !== dateSecond) {
    dateSecond = second();
    cachedDate = new Date().toUTCString();
  }
  return cachedDate;
}

/**
 * Emits an event without arguments to whoever may hear it. Most messages have no listeners, and `emit` would bring
 * all listeners of all other events into what the compiler makes of the caller.
 */
function emitIfHeard(emitter, event) {
  if (emitter._eventsCount !== 0 || emitter.emit !== emit) emitter.emit(event);
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
  emitIfHeard,
  second,
  utcDate,
};
