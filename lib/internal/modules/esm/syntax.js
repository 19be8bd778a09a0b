'use strict';

// Telling ES modules from CommonJS by their syntax, where neither name nor package says.

const { canParseAsModule, ModuleWrap } = internalBinding('module_wrap');
const { compileFunctionForCJSLoader } = internalBinding('contextify');
const { getOptionValue } = require('../../options');

/** Whether a text that is no CommonJS module parses as an ES module. */
function looksLikeModule(text, name) {
  return canParseAsModule(text, name);
}

/** Whether a text is an ES module and can't be CommonJS. */
function isModuleOnly(text, name) {
  return kindOf(text, name) === 'module';
}

/** @returns {'commonjs' | 'module' | undefined} undefined where a text is neither */
function kindOf(text, name) {
  try {
    compileFunctionForCJSLoader(text, name);
    return 'commonjs';
  } catch {
    return getOptionValue('--experimental-detect-module') && canParseAsModule(text, name) ? 'module' : undefined;
  }
}

/** Parses an ES module; throws its SyntaxError. */
function parseModule(text, name) {
  return new ModuleWrap(name, text);
}

module.exports = { isModuleOnly, kindOf, looksLikeModule, parseModule };
