'use strict';

// From a source text to a module record, by format.

const { ModuleWrap } = internalBinding('module_wrap');

const translators = {
  '__proto__': null,

  module(url, source) {
    return new ModuleWrap(url, source);
  },

  builtin(url) {
    return require('./builtin_exports').wrapOf(url.slice('node:'.length));
  },

  json(url, source) {
    let value;
    try {
      value = JSON.parse(source);
    } catch (error) {
      error.message = `${url}: ${error.message}`;
      throw error;
    }
    const wrap = new ModuleWrap(url, ['default'], () => wrap.setExport('default', value));
    return wrap;
  },

  commonjs(url, source, filename) {
    const { Module } = require('../cjs/loader');
    const names = new Set(require('./cjs_exports').exportNamesOf(filename, source));
    names.delete('default');
    const exportNames = [...names, 'default'];
    if (!names.has('module.exports')) {
      exportNames.push('module.exports');
    }
    const wrap = new ModuleWrap(url, exportNames, () => {
      const isMain = require('./loader').findJob(url)?.isMain ?? false;
      const exports = Module._load(filename, undefined, isMain);
      fillFromCommonJS(wrap, exports, names);
    });
    return wrap;
  },
};

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

module.exports = { translate };
