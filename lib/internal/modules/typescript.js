'use strict';

// TypeScript in the place of JavaScript: which files are, and their text without types.

const { codes } = require('../errors');
const { getOptionValue } = require('../options');

const formatOfExtension = {
  '__proto__': null, '.cts': 'commonjs-typescript', '.mts': 'module-typescript', '.ts': 'typescript',
};

/** Whether files of TypeScript run. */
function isEnabled() {
  return getOptionValue('--strip-types') || getOptionValue('--experimental-transform-types');
}

/**
 * @param {string} extension with its dot
 * @param {() => string} packageType says 'module', 'commonjs' or 'none'
 * @returns {'typescript' | 'commonjs-typescript' | 'module-typescript' | undefined} `typescript` where syntax decides
 */
function formatOf(extension, packageType) {
  const format = formatOfExtension[extension];
  if (format === undefined || !isEnabled()) return undefined;
  if (format !== 'typescript') return format;
  const type = packageType();
  return type === 'none' ? format : `${type}-typescript`;
}


/** @returns {'commonjs' | 'module' | undefined} what the text is without its types; undefined where syntax decides */
function formatWithoutTypes(format) {
  return format === 'typescript' ? undefined : format.slice(0, -'-typescript'.length);
}

/**
 * @param {string} source
 * @param {string} name what errors call it
 * @param {(source: string, name: string) => any} [convert] erases types, by default
 * @returns {any} what it returns
 * @throws ERR_INVALID_TYPESCRIPT_SYNTAX
 * @throws ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX
 */
function strip(source, name, convert = defaultConversion()) {
  try {
    return convert(source, name);
  } catch (error) {
    const { UnsupportedSyntax } = require('../typescript/eraser');
    if (error instanceof UnsupportedSyntax) {
      const { message, start, end } = error;
      throw pointed(new codes.ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX(message), source, name, start, end);
    }
    if (error?.pos === undefined) throw error;
    const message = error.message.replace(/\s*\(\d+:\d+\)$/, '');
    throw pointed(new codes.ERR_INVALID_TYPESCRIPT_SYNTAX(message), source, name, error.pos, error.pos + 1);
  }
}

function eraseCached(source, name) {
  return require('./compile_cache').cached('strip', name, source, (text) => require('../typescript/eraser').eraseTypes(text));
}

function transformCached(source, name) {
  return require('./compile_cache').cached('transform', name, source,
    (text) => require('../typescript/transformer').transformTypes(text).code);
}

let warnedOfTransform = false;

/** What the command line wants done with TypeScript. */
function defaultConversion() {
  if (!getOptionValue('--experimental-transform-types')) return eraseCached;
  if (!warnedOfTransform) {
    warnedOfTransform = true;
    process.emitWarning('Transform Types is an experimental feature and might change at any time', 'ExperimentalWarning');
  }
  return transformCached;
}

/** Shows the place in front of the stack. */
function pointed(error, source, name, start, end) {
  const lines = source.slice(0, start).split(/\r\n|[\n\r\u2028\u2029]/);
  const column = lines.at(-1).length;
  const [line] = source.slice(start - column).split(/[\n\r\u2028\u2029]/, 1);
  const width = Math.max(1, Math.min(end - start, line.length - column));
  error.stack = `${name}:${lines.length}\n${line}\n${' '.repeat(column)}${'^'.repeat(width)}\n\n${error.stack}`;
  return error;
}

/** Texts without their types, by the text, that will be asked for once more: parsing them takes long. */
const stripped = new Map();

/**
 * The text of a module without its types.
 * @param {string} source
 * @param {string} filename or URL
 * @returns {string}
 * @throws ERR_UNSUPPORTED_NODE_MODULES_TYPE_STRIPPING packages bring JavaScript
 */
function stripModuleTypes(source, filename) {
  if (/[/\\]node_modules[/\\]/.test(filename)) {
    throw new codes.ERR_UNSUPPORTED_NODE_MODULES_TYPE_STRIPPING(filename);
  }
  const known = stripped.get(source);
  stripped.delete(source);
  return known ?? strip(source, filename);
}

/** {@link stripModuleTypes} for what comes again: a text whose syntax tells its kind, or that `require` will run. */
function stripAhead(source, filename) {
  const code = stripModuleTypes(source, filename);
  stripped.set(source, code);
  return code;
}

/**
 * A text from `-e` or stdin that may be TypeScript.
 * @returns {string | undefined} undefined where it is none
 */
function stripIfTypeScript(text, name) {
  if (!isEnabled()) return undefined;
  try {
    return strip(text, name);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return undefined;
  }
}

let warned = false;

/**
 * `module.stripTypeScriptTypes()`.
 * @param {string} code
 * @param {{ mode?: 'strip' | 'transform', sourceMap?: boolean, sourceUrl?: string }} [options]
 * @returns {string}
 */
function stripTypeScriptTypes(code, options = {}) {
  const { validateBoolean, validateObject, validateOneOf, validateString } = require('../validators');
  if (!warned) {
    warned = true;
    process.emitWarning('stripTypeScriptTypes is an experimental feature and might change at any time',
      'ExperimentalWarning');
  }
  validateString(code, 'code');
  validateObject(options, 'options');
  const { mode = 'strip', sourceMap = false, sourceUrl = '' } = options;
  validateOneOf(mode, 'options.mode', ['strip', 'transform']);
  validateString(sourceUrl, 'options.sourceUrl');
  if (mode === 'strip') {
    validateOneOf(sourceMap, 'options.sourceMap', [false, undefined]);
  } else {
    validateBoolean(sourceMap, 'options.sourceMap');
  }
  if (mode === 'transform') return transformWithMap(code, sourceUrl, sourceMap);
  const result = strip(code, sourceUrl, require('../typescript/eraser').eraseTypes);
  return withSourceURL(result, sourceUrl);
}

function withSourceURL(code, url) {
  return url ? `${code}\n\n//# sourceURL=${url}` : code;
}

function transformWithMap(source, url, wantsMap) {
  const { transformTypes } = require('../typescript/transformer');
  const { code, map } = strip(source, url, (text) => transformTypes(text, wantsMap ? url : undefined));
  if (map === undefined) return withSourceURL(code, url);
  const data = require('../../buffer').Buffer.from(JSON.stringify(map)).toString('base64');
  return `${code}\n\n//# sourceMappingURL=data:application/json;base64,${data}`;
}

module.exports = {
  formatOf, formatWithoutTypes, isEnabled, stripAhead, stripIfTypeScript, stripModuleTypes,
  stripTypeScriptTypes,
};
