'use strict';

// The first file that runs: it loads all others. Its wrapper has one parameter, `internalBinding`;
// it returns the function that requires a built-in module by its id.

const { compileBuiltin, resolveBuiltin } = internalBinding('builtins');

/** Filled by internal/bootstrap/node; here already so that every module can close over it. */
const process = {};

/** Modules of `lib/` by id (`fs`, `internal/errors`), loaded or loading. */
const loaded = new Map();

function makeRequire(from) {
  /** Exports of whole modules by request: hot functions require what they need late, too. */
  const known = new Map();
  return function require(request) {
    return known.get(request) ?? requireFrom(from, request, known);
  };
}

function requireFrom(from, request, known) {
  const id = resolveBuiltin(from, request);
  const exports = requireBuiltin(id);
  if (loaded.get(id).loaded) known.set(request, exports);
  return exports;
}

/**
 * Loads a module of `lib/` once.
 * @param {string} id its path below `lib/`, without the extension
 * @returns {any} its exports
 */
function requireBuiltin(id) {
  const known = loaded.get(id);
  if (known !== undefined && !known.failed) {
    return known.exports;
  }
  const module = { id, exports: {}, loaded: false, failed: false };
  loaded.set(id, module);
  try {
    const body = compileBuiltin(id);
    body.call(undefined, module.exports, makeRequire(id), module, process, internalBinding);
    module.loaded = true;
  } finally {
    if (!module.loaded) {
      // Where the stack has overflown, a call may fail here as well; this does not.
      module.failed = true;
      loaded.delete(id);
    }
  }
  return module.exports;
}

loaded.set('internal/bootstrap/realm', {
  exports: {
    requireBuiltin,
    /** Has `exports` stand for a module that is not loaded yet. */
    provide: (id, exports) => loaded.set(id, { id, exports, loaded: true }),
    /** @returns {string[]} `Internal Binding x`- and `NativeModule x`-like names of what is loaded */
    loadedBuiltins: () => [...loaded.keys()],
    /** Whether a module was asked for so far. */
    isLoaded: (id) => loaded.has(id),
  },
});

return requireBuiltin;
