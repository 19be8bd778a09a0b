'use strict';

// From a source text to a module record, by format.

const { ModuleWrap } = internalBinding('module_wrap');
const { customization } = require('../helpers');

const translators = {
  '__proto__': null,

  module(url, source) {
    if (customization.noteSource !== null) customization.noteSource(url, source, true);
    return new ModuleWrap(url, source);
  },

  builtin(url) {
    const id = require('../../bootstrap/builtins').builtinId(url);
    if (id === undefined) {
      const { codes } = require('../../errors');
      throw new codes.ERR_UNKNOWN_BUILTIN_MODULE(url);
    }
    return require('./builtin_exports').wrapOf(id);
  },

  json(url, source, filename) {
    const value = filename === undefined ? parseJSON(url, source) : sharedJSON(url, source, filename);
    const wrap = new ModuleWrap(url, ['default'], () => wrap.setExport('default', value));
    return wrap;
  },

  commonjs(url, source, filename) {
    return wrapCommonJS(url, source, filename, (isMain) => {
      const { Module } = require('../cjs/loader');
      const { hooks } = customization;
      const load = () => Module._load(filename, undefined, isMain);
      return hooks === null ? load() : hooks.withSource(filename, source, load);
    });
  },

  wasm(url, source) {
    return require('./wasm').translateWasm(url, source);
  },

  'module-typescript'(url, source) {
    return translators.module(url, require('../typescript').stripModuleTypes(source, url));
  },

  'commonjs-typescript'(url, source, filename) {
    const code = require('../typescript').stripAhead(source, filename);
    return translators.commonjs(url, code, filename);
  },
};

function parseJSON(url, source) {
  try {
    return JSON.parse(source);
  } catch (error) {
    error.message = `${url}: ${error.message}`;
    throw error;
  }
}

/** The value of a file, which `require` gives out as well, whoever comes first. */
function sharedJSON(url, source, filename) {
  if (url.includes('?') || url.includes('#')) return parseJSON(url, source);
  const { Module } = require('../cjs/loader');
  const known = Module._cache[filename];
  if (known?.loaded) return known.exports;
  const value = parseJSON(url, source);
  const module = new Module(filename);
  module.filename = filename;
  module.exports = value;
  module.loaded = true;
  Module._cache[filename] = module;
  return value;
}

/** @param {(isMain: boolean) => any} run runs the module; returns its exports */
function wrapCommonJS(url, source, filename, run) {
  const names = new Set(require('./cjs_exports').exportNamesOf(filename, source));
  names.delete('default');
  const exportNames = [...names, 'default'];
  if (!names.has('module.exports')) {
    exportNames.push('module.exports');
  }
  const wrap = new ModuleWrap(url, exportNames, () => {
    const isMain = require('./loader').findJob(url)?.isMain ?? false;
    fillFromCommonJS(wrap, run(isMain), names);
  });
  return wrap;
}

/**
 * A CommonJS module with the text that a `load` hook gave it.
 * @param {string} url
 * @param {string} source
 * @param {string | undefined} filename
 * @returns {ModuleWrap}
 */
function translateCustomizedCommonJS(url, source, filename = url) {
  const { loadText } = require('../cjs/loader');
  const requireOf = customization.thread === null ? undefined : (module) => (
    require('./require_in_imported').requireFor(module, url)
  );
  return wrapCommonJS(url, source, filename, (isMain) => loadText(filename, source, isMain, requireOf));
}

function fillFromCommonJS(wrap, exports, names) {
  for (const name of names) {
    let value;
    try {
      value = name === 'module.exports' ? exports : exports?.[name];
    } catch {
      value = undefined;
    }
    wrap.setExport(name, value);
  }
  wrap.setExport('default', exports);
  if (!names.has('module.exports')) {
    wrap.setExport('module.exports', exports);
  }
}

/**
 * @param {string} format
 * @param {string} url
 * @param {string | undefined} source
 * @param {string | undefined} filename
 * @returns {ModuleWrap}
 */
function translate(format, url, source, filename) {
  const translator = translators[format];
  if (translator === undefined) {
    const { codes } = require('../../errors');
    throw new codes.ERR_UNKNOWN_MODULE_FORMAT(format, url);
  }
  return translator(url, source, filename);
}

module.exports = { translate, translateCustomizedCommonJS };
