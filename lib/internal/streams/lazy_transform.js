'use strict';

// A Transform for objects that few programs use as streams: its two states cost more than the rest of
// such an object, so they are made when somebody asks for one of them.

const Transform = require('./transform');

const states = ['_readableState', '_writableState'];

/** @param {object} [options] those of Transform */
function LazyTransform(options) {
  this._options = options;
}
Object.setPrototypeOf(LazyTransform.prototype, Transform.prototype);
Object.setPrototypeOf(LazyTransform, Transform);

function setOwn(stream, name, value) {
  Object.defineProperty(stream, name, { value, writable: true, enumerable: true, configurable: true });
}

function becomeStream(stream) {
  for (const name of states) setOwn(stream, name, undefined);
  Transform.call(stream, stream._options);
}

for (const name of states) {
  Object.defineProperty(LazyTransform.prototype, name, {
    configurable: true,
    enumerable: true,
    get() {
      // On a prototype there is none.
      if (!Object.hasOwn(this, '_options')) return undefined;
      becomeStream(this);
      return this[name];
    },
    set(value) { setOwn(this, name, value); },
  });
}

module.exports = LazyTransform;
