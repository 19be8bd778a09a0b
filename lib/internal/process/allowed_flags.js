'use strict';

const { allowedInNodeOptions } = internalBinding('options');

/** As the command line reads it: with dashes, without the value. */
function normalize(flag) {
  const name = flag.replaceAll('_', '-');
  if (!name.startsWith('-')) return names().find((known) => known.replace(/^--?/, '') === name);
  return name.replace(/=.*$/, '');
}

let known;
function names() {
  return known ??= allowedInNodeOptions();
}

/** `process.allowedNodeEnvironmentFlags`: a set that nobody can change, and that knows other spellings. */
class NodeEnvironmentFlagsSet extends Set {
  constructor() {
    super();
    Object.freeze(this);
  }

  has(flag) {
    return typeof flag === 'string' && names().includes(normalize(flag));
  }

  add() {
    return this;
  }

  delete() {
    return false;
  }

  clear() {}

  get size() {
    return names().length;
  }

  forEach(callback, thisArg) {
    for (const flag of names()) Reflect.apply(callback, thisArg, [flag, flag, this]);
  }

  * entries() {
    for (const flag of names()) yield [flag, flag];
  }

  keys() {
    return names()[Symbol.iterator]();
  }

  values() {
    return this.keys();
  }

  [Symbol.iterator]() {
    return this.keys();
  }
}

module.exports = { allowedNodeEnvironmentFlags: new NodeEnvironmentFlagsSet() };
