'use strict';

// The methods of `process` that need no state of their own.

const binding = internalBinding('process_methods');

/**
 * Adds them to `process`.
 * @param {object} target
 */
function install(target) {
  target.hrtime = hrtime;
}

/**
 * `process.hrtime([time])`: seconds and nanoseconds of a monotonic clock.
 * @param {[number, number]} [previous] the difference to it is returned
 * @returns {[number, number]}
 */
function hrtime(previous) {
  const now = binding.hrtime();
  const seconds = Math.floor(now / 1e9);
  const nanos = now % 1e9;
  if (previous === undefined) {
    return [seconds, nanos];
  }
  const { validateArray } = require('../validators');
  validateArray(previous, 'time');
  if (previous.length !== 2) {
    const { codes } = require('../errors');
    throw new codes.ERR_OUT_OF_RANGE('time', 2, previous.length);
  }
  let wholeSeconds = seconds - previous[0];
  let rest = nanos - previous[1];
  if (rest < 0) {
    wholeSeconds--;
    rest += 1e9;
  }
  return [wholeSeconds, rest];
}

hrtime.bigint = function bigint() {
  return BigInt(binding.hrtime());
};

module.exports = { install };
