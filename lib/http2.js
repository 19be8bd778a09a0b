'use strict';

// HTTP/2 is not there yet: the module loads, for programs that only look at it, and says so when used.

const { codes: { ERR_FEATURE_UNAVAILABLE_ON_PLATFORM } } = require('./internal/errors');

function unavailable(name) {
  return new ERR_FEATURE_UNAVAILABLE_ON_PLATFORM(`http2.${name}`);
}

/** What programs compare with `instanceof`: nothing is one yet. */
class Http2ServerRequest {
  constructor() {
    throw unavailable('Http2ServerRequest');
  }
}

class Http2ServerResponse {
  constructor() {
    throw unavailable('Http2ServerResponse');
  }
}

/** The header names of RFC 9113 that programs use by their constants. */
const constants = {
  HTTP2_HEADER_STATUS: ':status',
  HTTP2_HEADER_METHOD: ':method',
  HTTP2_HEADER_AUTHORITY: ':authority',
  HTTP2_HEADER_SCHEME: ':scheme',
  HTTP2_HEADER_PATH: ':path',
};

module.exports = {
  constants,
  sensitiveHeaders: Symbol('sensitiveHeaders'),
  Http2ServerRequest,
  Http2ServerResponse,
};

for (const name of ['connect', 'createServer', 'createSecureServer', 'getDefaultSettings',
                    'getPackedSettings', 'getUnpackedSettings', 'performServerHandshake']) {
  module.exports[name] = { [name]() { throw unavailable(name); } }[name];
}
