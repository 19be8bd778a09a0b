'use strict';

/** `fs.constants`: a plain table without a prototype. */
module.exports = Object.freeze(
  Object.assign({ __proto__: null }, internalBinding('fs').constants),
);
