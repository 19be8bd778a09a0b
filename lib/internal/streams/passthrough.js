'use strict';

const Transform = require('./transform');

/** A Transform that changes nothing. */
function PassThrough(options) {
  return this instanceof PassThrough ? void Transform.call(this, options) : new PassThrough(options);
}
Object.setPrototypeOf(PassThrough, Transform);
Object.setPrototypeOf(PassThrough.prototype, Transform.prototype);

PassThrough.prototype._transform = (chunk, encoding, callback) => callback(null, chunk);

module.exports = PassThrough;
