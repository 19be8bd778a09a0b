'use strict';

/**
 * Which kinds of entries observers want, for hot code: a look costs nothing. Whoever makes entries then calls
 * `report`.
 */
const observed = { dns: false, net: false };

/**
 * Tells observers of something that took from `start` (`performance.now()`) until now.
 * @param {string} name
 * @param {'dns' | 'http' | 'net'} type
 * @param {number} start
 * @param {object} detail
 */
function report(name, type, start, detail) {
  const { PerformanceNodeEntry } = require('./entries');
  const { now } = require('./clock');
  require('./observe').enqueue(new PerformanceNodeEntry(name, type, start, now() - start, detail));
}

module.exports = { observed, report };
