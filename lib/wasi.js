'use strict';

// WASI runs WebAssembly, which is not there yet: the module loads and says so when used.

const { codes: { ERR_FEATURE_UNAVAILABLE_ON_PLATFORM } } = require('./internal/errors');

class WASI {
  constructor() {
    throw new ERR_FEATURE_UNAVAILABLE_ON_PLATFORM('wasi.WASI');
  }
}

module.exports = { WASI };
