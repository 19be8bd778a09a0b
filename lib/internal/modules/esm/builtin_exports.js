'use strict';

// Built-in modules as ES modules: default is what `require` gives, named exports are its properties.

const { ModuleWrap } = internalBinding('module_wrap');
const { requirePublic } = require('../../bootstrap/builtins');

/** @type {Map<string, { wrap: ModuleWrap, exports: any, names: string[] }>} by id */
const modules = new Map();

/**
 * @param {string} id of a public built-in module
 * @returns {ModuleWrap}
 */
function wrapOf(id) {
  const known = modules.get(id);
  if (known !== undefined) {
    return known.wrap;
  }
  const exports = requirePublic(id);
  const names = exportNames(exports);
  const wrap = new ModuleWrap(`node:${id}`, [...names, 'default'], () => {
    fill(wrap, exports, names);
  });
  modules.set(id, { wrap, exports, names });
  return wrap;
}

function exportNames(exports) {
  const isObject = (typeof exports === 'object' && exports !== null) ||
    typeof exports === 'function';
  return isObject ? Object.keys(exports).filter((name) => name !== 'default') : [];
}

function fill(wrap, exports, names) {
  wrap.setExport('default', exports);
  for (const name of names) {
    wrap.setExport(name, valueOf(exports, name));
  }
}

/** What a property holds. One that is not supported may throw when it is read: the others can still be imported. */
function valueOf(exports, name) {
  try {
    return exports[name];
  } catch {
    return undefined;
  }
}

/** `module.syncBuiltinESMExports()`: live bindings take the values that the properties have now. */
function sync() {
  for (const { wrap, exports, names } of modules.values()) {
    if (wrap.getStatus() >= 4) {
      fill(wrap, exports, names);
    }
  }
}

module.exports = { sync, wrapOf };
