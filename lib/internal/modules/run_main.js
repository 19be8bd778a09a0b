'use strict';

// Which loader runs the program.

const path = require('../../path');
const { getOptionValue } = require('../options');
const { getNearestParentPackageJSONType } = require('./package_json_reader');

/**
 * Runs the main file.
 * @param {string} main absolute path
 */
function executeUserEntryPoint(main) {
  const { Module } = require('./cjs/loader');
  const resolved = resolveMain(Module, main);
  if (needsModuleLoader(resolved)) {
    require('./esm/run').runEntryPoint(require('../url').pathToFileURL(resolved ?? main));
  } else {
    Module._load(main, null, true);
  }
}

function resolveMain(Module, main) {
  const found = Module._findPath(path.resolve(main), null, true);
  return found || undefined;
}

function needsModuleLoader(file) {
  if (getOptionValue('--import').length > 0 || getOptionValue('--experimental-loader').length > 0) {
    return true;
  }
  if (file === undefined || file.endsWith('.cjs') || file.endsWith('.cts')) {
    return false;
  }
  if (file.endsWith('.mjs') || file.endsWith('.mts') || file.endsWith('.wasm')) {
    return true;
  }
  const mayBeModule = file.endsWith('.js') || file.endsWith('.ts');
  return mayBeModule && getNearestParentPackageJSONType(file) === 'module';
}

/**
 * Runs a text that came from `-e` or stdin.
 * @param {string} name what stack traces call it
 * @param {string} text
 */
function runText(name, text) {
  const print = getOptionValue('--print');
  let type = getOptionValue('--input-type');
  if (type.endsWith('-typescript')) {
    const typescript = require('./typescript');
    text = typescript.stripModuleTypes(text, name);
    type = typescript.formatWithoutTypes(type);
  } else if (type === '') {
    ({ text, type } = detectText(name, text));
  }
  if (type === 'module') {
    if (print) {
      const { codes } = require('../errors');
      throw new codes.ERR_EVAL_ESM_CANNOT_PRINT();
    }
    require('./esm/run').runTextAsModule(text);
    return;
  }
  if (getOptionValue('--import').length > 0) {
    require('./esm/run').afterImports(() => (
      require('../process/execution').evalScript(name, text, print)
    ));
    return;
  }
  require('../process/execution').evalScript(name, text, print);
}

/** Which kind of module a text is that nothing is said of; TypeScript is tried where JavaScript fails. */
function detectText(name, text) {
  const { kindOf } = require('./esm/syntax');
  const type = kindOf(text, name);
  if (type !== undefined) return { text, type };
  const stripped = require('./typescript').stripIfTypeScript(text, name);
  const strippedType = stripped === undefined ? undefined : kindOf(stripped, name);
  return strippedType === undefined ? { text, type: 'commonjs' } : { text: stripped, type: strippedType };
}

/**
 * `--check`: parses and does not run. A syntax error is thrown.
 * @param {string | undefined} file undefined reads stdin
 */
function checkSyntax(file) {
  const { readSource, readStdin } = internalBinding('modules');
  const { stripBOM } = require('./helpers');
  const { compileFunctionForCJSLoader } = internalBinding('contextify');
  let name = '[stdin]';
  let asModule = getOptionValue('--input-type') === 'module';
  let text;
  if (file === undefined) {
    text = readStdin();
  } else {
    const { Module } = require('./cjs/loader');
    name = Module._resolveFilename(file, null, true);
    text = readSource(name);
    asModule = needsModuleLoader(name);
  }
  text = stripBOM(text);
  if (require('./typescript').formatOf(path.extname(name), () => 'none') !== undefined) {
    text = require('./typescript').stripModuleTypes(text, name);
  }
  if (asModule) {
    require('./esm/syntax').parseModule(text, name);
    return;
  }
  try {
    compileFunctionForCJSLoader(text, name);
  } catch (error) {
    if (/\.c[jt]s$/.test(name) || !require('./esm/syntax').looksLikeModule(text, name)) {
      throw error;
    }
  }
}

module.exports = { checkSyntax, executeUserEntryPoint, runText };
