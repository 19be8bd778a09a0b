'use strict';

// Punycode (RFC 3492): Unicode labels in the letters, digits and hyphens of host names. Deprecated as a public module.

if (!process.noDeprecation) {
  process.emitWarning(
    'The `punycode` module is deprecated. Please use a userland alternative instead.',
    'DeprecationWarning',
    'DEP0040');
}

module.exports = require('./internal/idna/punycode');
