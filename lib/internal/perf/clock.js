'use strict';

const binding = internalBinding('performance');

/** @returns {number} milliseconds since the process began, with fractions */
function now() {
  return binding.now();
}

module.exports = { now, timeOrigin: binding.timeOrigin };
