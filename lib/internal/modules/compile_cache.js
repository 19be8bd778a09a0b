'use strict';

// The compile cache. What is compiled stays inside the JVM; what takes longest before that, turning TypeScript into
// JavaScript, is kept: each text in a file named by its hash, beside the text that it was made of.

const fs = require('../../fs');
const path = require('../../path');

const { constants: { compileCacheStatus } } = require('../../module');

/** Where the cache is; undefined while it is not enabled. */
let folder;
let hasReadEnvironment = false;

/** NODE_COMPILE_CACHE enables the cache before the program can. */
function readEnvironment() {
  if (hasReadEnvironment) return;
  hasReadEnvironment = true;
  const { NODE_COMPILE_CACHE } = process.env;
  if (NODE_COMPILE_CACHE) enable(NODE_COMPILE_CACHE);
}

function enable(directory) {
  if (process.env.NODE_DISABLE_COMPILE_CACHE) {
    return { status: compileCacheStatus.DISABLED, message: 'Disabled by NODE_DISABLE_COMPILE_CACHE' };
  }
  if (folder !== undefined) return { status: compileCacheStatus.ALREADY_ENABLED, directory: folder };
  const base = path.resolve(directory);
  const made = path.join(base, `${process.version}-${process.arch}-cortado-${process.getuid()}`);
  try {
    fs.mkdirSync(made, { recursive: true });
  } catch (error) {
    const reason = require('../../util').getSystemErrorMessage(error.errno) ?? error.message;
    return { status: compileCacheStatus.FAILED, message: `Cannot create cache directory: ${reason}` };
  }
  folder = made;
  return { status: compileCacheStatus.ENABLED, directory: base };
}

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
  readEnvironment();
  const directory = typeof options === 'object' && options !== null ? options.directory : options;
  if (directory !== undefined && typeof directory !== 'string') throw invalidType('cacheDir should be a string');
  return enable(directory ?? process.env.NODE_COMPILE_CACHE ??
    path.join(require('../../os').tmpdir(), 'node-compile-cache'));
}

/** @returns {string | undefined} the folder of the cache, if it is enabled */
function getCompileCacheDir() {
  readEnvironment();
  return folder;
}

/**
 * `module.flushCompileCache()`: everything is on disk already.
 * @param {boolean} [keepDeserializedCache]
 */
function flushCompileCache(keepDeserializedCache) {
  if (keepDeserializedCache !== undefined && typeof keepDeserializedCache !== 'boolean') {
    throw invalidType('keepDeserializedCache should be a boolean');
  }
}

/** FNV-1a; texts with the same hash are told apart by what their file says. */
function hashOf(text) {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  }
  return (hash >>> 0).toString(16).padStart(8, '0');
}

/**
 * What a text becomes, from the cache or made now.
 * @param {string} kind of the conversion
 * @param {string} text
 * @param {(text: string) => string} convert
 * @returns {string}
 */
function cached(kind, text, convert) {
  readEnvironment();
  if (folder === undefined) return convert(text);
  const file = path.join(folder, `${kind}-${hashOf(text)}-${text.length.toString(16)}`);
  const known = read(file);
  if (known !== undefined && known.text === text) return known.code;
  const code = convert(text);
  write(file, JSON.stringify({ text, code }));
  return code;
}

function read(file) {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/** Other processes see a whole file or none. */
function write(file, content) {
  const temporary = `${file}.${process.pid}`;
  try {
    fs.writeFileSync(temporary, content);
    fs.renameSync(temporary, file);
  } catch {
    // A cache that can't be written is none.
  }
}

module.exports = { cached, enableCompileCache, flushCompileCache, getCompileCacheDir };
