'use strict';

const { codes } = require('./errors');

/** `fetch`: the HTTP client of undici is not part of Cortado yet. */
async function fetch() {
  throw new codes.ERR_FEATURE_UNAVAILABLE_ON_PLATFORM('fetch');
}

module.exports = { fetch };
