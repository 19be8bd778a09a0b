'use strict';

// Modules that require each other: what is asked of exports that are not complete yet is warned of, if it is missing.

const { isProxy } = require('../../util/types');

/** Bundlers and transpilers ask for these of anything. */
const expected = new Set(['__esModule', 'then', 'toString', 'valueOf', 'constructor', 'toJSON', 'inspect']);

function warn(property) {
  process.emitWarning(
    `Accessing non-existent property '${String(property)}' of module exports inside circular dependency`);
}

function isMissing(target, property) {
  return !(property in target) && !target.__esModule && !expected.has(property) && property !== Symbol.toStringTag &&
    property !== require('../../util').customInspectSymbol;
}

/** @type {Map<Module, object>} exports by module, while it loads */
const watched = new Map();

/** In the place of `Object.prototype` while a module's exports may be incomplete. */
const warningPrototype = new Proxy({}, {
  get(target, property) {
    if (isMissing(target, property)) warn(property);
    return target[property];
  },
  getOwnPropertyDescriptor(target, property) {
    if (Object.hasOwn(target, property) || property === '__esModule') {
      return Object.getOwnPropertyDescriptor(target, property);
    }
    if (isMissing(target, property)) warn(property);
    return undefined;
  },
});

/**
 * Watches the exports of a module that is required while it loads.
 * @param {Module} module
 */
function watch(module) {
  const { exports } = module;
  if (typeof exports !== 'object' || exports === null || isProxy(exports) ||
      Object.getPrototypeOf(exports) !== Object.prototype || exports.__esModule) return;
  Object.setPrototypeOf(exports, warningPrototype);
  watched.set(module, exports);
}

/** The module's loading has ended. */
function unwatch(module) {
  const exports = watched.get(module);
  if (exports === undefined) return;
  watched.delete(module);
  if (Object.getPrototypeOf(exports) === warningPrototype) Object.setPrototypeOf(exports, Object.prototype);
}

module.exports = { unwatch, watch };
