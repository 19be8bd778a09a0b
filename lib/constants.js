'use strict';

// What `os`, `fs` and `crypto` call constants, in one frozen object.
const { dlopen, errno, priority, signals } = require('./os').constants;

module.exports = Object.freeze(
  Object.assign(
    {},
    dlopen,
    errno,
    priority,
    signals,
    require('./fs').constants,
    require('./crypto').constants,
  ),
);
