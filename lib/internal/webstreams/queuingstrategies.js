'use strict';

const { codes: { ERR_MISSING_OPTION } } = require('../errors');
const { validateObject } = require('../validators');
const { checkThis, describeClass, inspectAs, kCustomInspect, kState } = require('./util');

// One function for all instances, as the standard wants it.
const byteLength = Object.defineProperty((chunk) => chunk.byteLength, 'name', { __proto__: null, value: 'size' });
const count = Object.defineProperty(() => 1, 'name', { __proto__: null, value: 'size' });

function readHighWaterMark(init) {
  validateObject(init, 'init');
  if (init.highWaterMark === undefined) throw new ERR_MISSING_OPTION('init.highWaterMark');
  return +init.highWaterMark;
}

/** Measures chunks by their `byteLength`. */
class ByteLengthQueuingStrategy {
  constructor(init) {
    this[kState] = { kind: 'ByteLengthQueuingStrategy', highWaterMark: readHighWaterMark(init) };
  }

  get highWaterMark() {
    checkThis(this, 'ByteLengthQueuingStrategy');
    return this[kState].highWaterMark;
  }

  get size() {
    checkThis(this, 'ByteLengthQueuingStrategy');
    return byteLength;
  }

  [kCustomInspect](depth, options) {
    return inspectAs(this, this.constructor.name, { highWaterMark: this.highWaterMark }, depth, options);
  }
}
describeClass(ByteLengthQueuingStrategy, ['highWaterMark', 'size']);

/** Counts chunks. */
class CountQueuingStrategy {
  constructor(init) {
    this[kState] = { kind: 'CountQueuingStrategy', highWaterMark: readHighWaterMark(init) };
  }

  get highWaterMark() {
    checkThis(this, 'CountQueuingStrategy');
    return this[kState].highWaterMark;
  }

  get size() {
    checkThis(this, 'CountQueuingStrategy');
    return count;
  }

  [kCustomInspect](depth, options) {
    return inspectAs(this, this.constructor.name, { highWaterMark: this.highWaterMark }, depth, options);
  }
}
describeClass(CountQueuingStrategy, ['highWaterMark', 'size']);

module.exports = { ByteLengthQueuingStrategy, CountQueuingStrategy };
