'use strict';

// The module's name before `stream` had them all.
module.exports = require('./stream').Readable;
