'use strict';

// The names that a CommonJS module will export, read off its text before it runs.

const { readSource } = internalBinding('modules');
const { stripBOM } = require('../helpers');

let lexer;

function parse(source) {
  if (lexer === undefined) {
    lexer = require('../../deps/cjs-module-lexer/lexer');
    lexer.init?.();
  }
  try {
    return lexer.parse(source);
  } catch {
    return { exports: [], reexports: [] };
  }
}

/** @type {Map<string, Set<string>>} */
const cache = new Map();

/**
 * @param {string} filename
 * @param {string} [source] the text, where it is at hand
 * @returns {Set<string>}
 */
function exportNamesOf(filename, source) {
  const known = cache.get(filename);
  if (known !== undefined) {
    return known;
  }
  const names = new Set();
  cache.set(filename, names);
  const { exports, reexports } = parse(source ?? readText(filename));
  for (const name of exports) {
    names.add(name);
  }
  for (const request of reexports) {
    addReexports(names, request, filename);
  }
  return names;
}

function readText(filename) {
  return stripBOM(readSource(filename));
}

function addReexports(names, request, filename) {
  const { Module } = require('../cjs/loader');
  let target;
  try {
    target = Module.createRequire(filename).resolve(request);
    if (!/\.(c?js)$/.test(target)) {
      return;
    }
    for (const name of exportNamesOf(target)) {
      if (name !== 'default') {
        names.add(name);
      }
    }
  } catch {
    // What can't be found or read exports nothing; requiring it tells the user why.
  }
}

module.exports = { exportNamesOf };
