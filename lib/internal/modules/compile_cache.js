'use strict';

// The compile cache: its face to programs, and what is kept of TypeScript. The binding keeps all else.

const { enableCompileCache: enable, flushCompileCache: flush, getCompileCacheDir, getTranspiled, saveTranspiled } =
  internalBinding('compile_cache');

/** What TypeScript becomes, as the binding numbers it. */
const contents = { __proto__: null, strip: 2, transform: 3, transformWithMap: 4 };

function invalidType(message) {
  const error = new TypeError(message);
  error.code = 'ERR_INVALID_ARG_TYPE';
  return error;
}

/**
 * `module.enableCompileCache()`.
 * @param {string | { directory?: string, portable?: boolean }} [options]
 * @returns {{ status: number, message?: string, directory?: string }}
 */
function enableCompileCache(options) {
  const settings = typeof options === 'object' && options !== null ? options : { directory: options };
  const { NODE_COMPILE_CACHE, NODE_COMPILE_CACHE_PORTABLE } = process.env;
  const { directory, portable = NODE_COMPILE_CACHE_PORTABLE === '1' } = settings;
  if (directory !== undefined && typeof directory !== 'string') throw invalidType('cacheDir should be a string');
  const base = directory ?? NODE_COMPILE_CACHE ??
    require('../../path').join(require('../../os').tmpdir(), 'node-compile-cache');
  const [status, message, folder] = enable(base, Boolean(portable));
  const result = { status };
  if (message !== undefined) result.message = message;
  if (folder !== undefined) result.directory = folder;
  return result;
}

/**
 * `module.flushCompileCache()`: writes now what would be written at the end.
 * @param {boolean} [keepDeserializedCache]
 */
function flushCompileCache(keepDeserializedCache = false) {
  if (typeof keepDeserializedCache !== 'boolean') throw invalidType('keepDeserializedCache should be a boolean');
  flush(keepDeserializedCache);
}

/**
 * What a text of TypeScript becomes, from the cache or made now.
 * @param {'strip' | 'transform' | 'transformWithMap'} kind of the conversion
 * @param {string} name path or URL
 * @param {string} text
 * @param {(text: string) => string} convert
 * @returns {string}
 */
function cached(kind, name, text, convert) {
  if (getCompileCacheDir() === undefined) return convert(text);
  const content = contents[kind];
  const known = getTranspiled(content, name, text);
  if (known !== undefined) return known;
  const code = convert(text);
  saveTranspiled(content, name, text, code);
  return code;
}

module.exports = { cached, enableCompileCache, flushCompileCache, getCompileCacheDir };
