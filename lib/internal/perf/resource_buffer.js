'use strict';

// The timeline's resource entries, of which there is a limit (Resource Timing, section 4.4): what comes when it is reached
// waits until a listener of 'resourcetimingbufferfull' had the chance to make room.

const kDefaultLimit = 250;

let limit = kDefaultLimit;
let entries = [];
let waiting = [];
let isEventPending = false;

/** @param {PerformanceResourceTiming} entry */
function add(entry) {
  if (entries.length < limit && !isEventPending) {
    entries.push(entry);
    return;
  }
  if (!isEventPending) {
    isEventPending = true;
    setImmediate(fireBufferFull);
  }
  waiting.push(entry);
}

function fireBufferFull() {
  const { Event } = require('../event_target');
  const { performance } = require('./performance');
  while (waiting.length > 0) {
    const before = waiting.length;
    if (entries.length >= limit) performance.dispatchEvent(new Event('resourcetimingbufferfull'));
    while (waiting.length > 0 && entries.length < limit) entries.push(waiting.shift());
    // Nobody has made room: the rest is lost.
    if (waiting.length >= before) waiting = [];
  }
  isEventPending = false;
}

/** @returns {PerformanceResourceTiming[]} */
function all() {
  return entries;
}

/** Forgets all entries, or those of a name. */
function clear(name) {
  entries = name === undefined ? [] : entries.filter((entry) => entry.name !== name);
}

/** @param {number} value entries that are kept already stay */
function setLimit(value) {
  limit = value;
}

module.exports = { add, all, clear, setLimit };
