'use strict';

// From a URL to a format and a source text.

const { readSource } = internalBinding('modules');
const path = require('../../../path');
const { URL, fileURLToPath } = require('../../url');
const { codes } = require('../../errors');
const { getNearestParentPackageJSONType } = require('../package_json_reader');
const { stripBOM } = require('../helpers');

const formatOfExtension = {
  '__proto__': null,
  '.cjs': 'commonjs',
  '.json': 'json',
  '.mjs': 'module',
  '.node': 'addon',
  '.wasm': 'wasm',
};

const formatOfMime = {
  '__proto__': null,
  'application/json': 'json',
  'application/wasm': 'wasm',
  'text/javascript': 'module',
};

/**
 * @param {string} url
 * @param {Record<string, string>} attributes of the import
 * @returns {{ format: string, source: string | undefined, filename: string | undefined }}
 */
function load(url, attributes) {
  if (url.startsWith('node:')) {
    return { format: 'builtin', source: undefined, filename: undefined };
  }
  if (!url.startsWith('data:') && !url.startsWith('file:')) {
    const schemes = /^https?:/.test(url) ? ['file', 'data'] : ['file', 'data', 'node'];
    throw new codes.ERR_UNSUPPORTED_ESM_URL_SCHEME(new URL(url), schemes);
  }
  const loaded = url.startsWith('data:') ? loadData(url, attributes) : loadFile(url);
  assertAttributes(url, loaded.format, attributes);
  return loaded;
}

function loadData(url, attributes) {
  const match = /^data:([^,;]*)((?:;[^,;]*)*?)(;base64)?,(.*)$/s.exec(url);
  if (match === null) {
    throw new codes.ERR_INVALID_URL(url);
  }
  const [, mime, , base64, body] = match;
  const format = formatOfMime[mime.trim()];
  if (format === undefined) {
    assertAttributes(url, undefined, attributes);
    throw new codes.ERR_UNKNOWN_MODULE_FORMAT(mime || 'text/plain', url);
  }
  const { Buffer } = require('../../../buffer');
  const text = decodeURIComponent(body.replace(/#.*$/s, ''));
  const bytes = base64 ? Buffer.from(text, 'base64') : undefined;
  if (format === 'wasm') return { format, source: bytes ?? Buffer.from(text, 'latin1'), filename: undefined };
  return { format, source: bytes?.toString() ?? text, filename: undefined };
}

function loadFile(url, known) {
  const filename = fileURLToPath(new URL(url));
  const format = known ?? formatOfFile(filename);
  if (format === 'wasm') return { format, source: require('../../../fs').readFileSync(filename), filename };
  if (format === 'addon') {
    throw new codes.ERR_UNKNOWN_FILE_EXTENSION(path.extname(filename), filename);
  }
  const source = stripBOM(readSource(filename));
  return { format: detect(format, source, filename), source, filename };
}

/** The format that a file's name and package say; undefined where its syntax must tell. */
function formatOfFile(filename) {
  const extension = path.extname(filename);
  if (extension === '.js' || extension === '') {
    const type = getNearestParentPackageJSONType(filename);
    if (extension === '' && type === 'module' && isWasm(filename)) return 'wasm';
    return type === 'none' ? undefined : type;
  }
  const format = formatOfExtension[extension] ??
    require('../typescript').formatOf(extension, () => getNearestParentPackageJSONType(filename));
  if (format === undefined) {
    throw new codes.ERR_UNKNOWN_FILE_EXTENSION(extension, filename);
  }
  return format;
}

/** Whether a file begins as one of WebAssembly. */
function isWasm(filename) {
  const fs = require('../../../fs');
  const descriptor = fs.openSync(filename);
  try {
    const { Buffer } = require('../../../buffer');
    const start = Buffer.alloc(4);
    return fs.readSync(descriptor, start, 0, 4, 0) === 4 && start.latin1Slice() === '\0asm';
  } finally {
    fs.closeSync(descriptor);
  }
}

/** The format where only the syntax tells. */
function detect(format, source, filename) {
  if (format === 'typescript') {
    const code = require('../typescript').stripAhead(source, filename);
    return `${detect(undefined, code, filename)}-typescript`;
  }
  return format ?? (require('./syntax').isModuleOnly(source, filename) ? 'module' : 'commonjs');
}

/**
 * The format of a URL as far as its name says.
 * @returns {string | null | undefined} null where its text must tell, undefined where it is unknown
 */
function formatOfURL(url) {
  if (url.startsWith('node:')) return 'builtin';
  if (!url.startsWith('file:')) return undefined;
  try {
    return formatOfFile(fileURLToPath(new URL(url))) ?? null;
  } catch {
    return undefined;
  }
}

/**
 * The last step of a chain of `load` hooks.
 * @param {string} url
 * @param {{ format?: string, importAttributes?: Record<string, string> }} context
 */
function loadForHooks(url, { format, importAttributes = {} }) {
  if (!/^(?:file|data|node):/.test(url)) {
    throw new codes.ERR_UNSUPPORTED_ESM_URL_SCHEME(new URL(url), ['file', 'data']);
  }
  const { Buffer } = require('../../../buffer');
  const loaded = url.startsWith('file:') && format ? loadFile(url, format) : load(url, importAttributes);
  assertAttributes(url, loaded.format, importAttributes);
  return {
    __proto__: null,
    format: loaded.format,
    responseURL: url,
    source: loaded.source === undefined ? null : Buffer.from(loaded.source),
    shouldBeReloadedByCJSLoader: loaded.format.startsWith('commonjs'),
  };
}

/** The `type` that an import of a format must have; null where it must have none. */
const typeOfFormat = { __proto__: null, builtin: null, commonjs: null, json: 'json', module: null, wasm: null };

function assertAttributes(url, format, attributes) {
  for (const key of Object.keys(attributes)) {
    if (key !== 'type') {
      throw new codes.ERR_IMPORT_ATTRIBUTE_UNSUPPORTED(key, attributes[key], url);
    }
  }
  const expected = typeOfFormat[format];
  const type = Object.hasOwn(attributes, 'type') ? attributes.type : undefined;
  if (expected === undefined || type === (expected ?? undefined)) return;
  if (type === undefined) throw new codes.ERR_IMPORT_ATTRIBUTE_MISSING(url, 'type', expected);
  if (type !== 'json') throw new codes.ERR_IMPORT_ATTRIBUTE_UNSUPPORTED('type', type, url);
  throw new codes.ERR_IMPORT_ATTRIBUTE_TYPE_INCOMPATIBLE(url, type);
}

module.exports = { formatOfURL, load, loadForHooks };
