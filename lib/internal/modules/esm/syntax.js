'use strict';

// Telling ES modules from CommonJS by their syntax, where neither name nor package says.

const { canParseAsModule, ModuleWrap } = internalBinding('module_wrap');
const { compileFunctionForCJSLoader } = internalBinding('contextify');

/** Whether a text that is no CommonJS module parses as an ES module. */
function looksLikeModule(text, name) {
  return canParseAsModule(text, name);
}

/** Whether a text is an ES module and can't be CommonJS. */
function isModuleOnly(text, name) {
  try {
    compileFunctionForCJSLoader(text, name);
    return false;
  } catch {
    return canParseAsModule(text, name);
  }
}

/** Parses an ES module; throws its SyntaxError. */
function parseModule(text, name) {
  return new ModuleWrap(name, text);
}

module.exports = { isModuleOnly, looksLikeModule, parseModule };
