'use strict';

// Trace events are not there yet: the module loads and says so when used.

const { codes: { ERR_FEATURE_UNAVAILABLE_ON_PLATFORM } } = require('./internal/errors');

function createTracing() {
  throw new ERR_FEATURE_UNAVAILABLE_ON_PLATFORM('trace_events.createTracing');
}

/** @returns {string | undefined} the categories that are on: none */
function getEnabledCategories() {
  return undefined;
}

module.exports = { createTracing, getEnabledCategories };
