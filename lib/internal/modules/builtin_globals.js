'use strict';

// `-e`, `-p` and the REPL know each built-in module by its name, as a global.

const { builtinModules, requirePublic } = require('../bootstrap/builtins');

// These names are taken by globals that a program cannot do without.
const taken = new Set(['console', 'module', 'process']);

function define(name, descriptor) {
  Object.defineProperty(globalThis, name, { __proto__: null, configurable: true, enumerable: false, ...descriptor });
}

/** Puts a getter for each module whose name is an identifier on the global object; assigning replaces it. */
function install() {
  for (const name of builtinModules()) {
    if (!/^[a-z]\w*$/.test(name) || taken.has(name)) continue;
    const set = (value) => define(name, { value, writable: true, enumerable: true });
    const get = () => {
      const exported = requirePublic(name);
      define(name, { get: () => exported, set });
      return exported;
    };
    define(name, { get, set });
  }
}

module.exports = { install };
