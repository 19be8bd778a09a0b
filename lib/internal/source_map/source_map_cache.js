'use strict';

// Which loaded modules have a source map, and where it is. Loaded when source maps are switched on;
// maps are read when the first error of a module needs them.

const { canParseAsModule } = internalBinding('module_wrap');
const { compileFunctionForCJSLoader } = internalBinding('contextify');
const { setFrameMapper } = internalBinding('errors');
const { customization } = require('../modules/helpers');
const { isUnderNodeModules } = require('../util');
const { URL, fileURLToPath, pathToFileURL } = require('../url');
const { validateBoolean, validateObject } = require('../validators');
const path = require('../../path');

const magicComment = /\/[*/]#\s+sourceMappingURL=(?<url>[^\s]+)/g;

let support = Object.freeze({ __proto__: null, enabled: false, nodeModules: false, generatedCode: false });

/** @returns {{ enabled: boolean, nodeModules: boolean, generatedCode: boolean }} */
function getSourceMapsSupport() {
  return support;
}

/**
 * Has stack traces translated, or not.
 * @param {boolean} enabled
 * @param {{ nodeModules?: boolean, generatedCode?: boolean }} [options] for modules in packages, and for
 *   `eval` and `new Function`
 */
function setSourceMapsSupport(enabled, options = {}) {
  validateBoolean(enabled, 'enabled');
  validateObject(options, 'options');
  const { nodeModules = false, generatedCode = false } = options;
  validateBoolean(nodeModules, 'options.nodeModules');
  validateBoolean(generatedCode, 'options.generatedCode');
  support = Object.freeze({ __proto__: null, enabled, nodeModules, generatedCode });
  customization.noteSource = enabled ? noteSource : null;
  setFrameMapper(enabled ? require('./prepare_stack_trace').describeFrames : undefined);
}

/** @type {Map<string, { url: string, text?: string, isModule: boolean, map?: SourceMap }>} by URL */
const entries = new Map();

/**
 * Remembers a module's text if it may name a source map.
 * @param {string} name path or URL
 * @param {string} text
 * @param {boolean} isModule
 */
function noteSource(name, text, isModule) {
  const url = toURL(name);
  entries.delete(url);
  if (!text.includes('sourceMappingURL=')) return;
  if (!support.nodeModules && isUnderNodeModules(name)) return;
  const entry = { url, text, isModule, map: undefined };
  entries.set(url, entry);
  // The engine calls such a script by the name that it gives itself.
  const given = /\/\/[#@] sourceURL=(\S+)\s*$/.exec(text)?.[1];
  if (given !== undefined) entries.set(toURL(given), entry);
}

function toURL(name) {
  return path.isAbsolute(name) ? pathToFileURL(name).href : name;
}

/**
 * @param {string} name path or URL of a module
 * @returns {SourceMap | undefined}
 */
function findSourceMap(name) {
  if (typeof name !== 'string') return undefined;
  const entry = entries.get(toURL(name));
  if (entry === undefined) return undefined;
  if (entry.text !== undefined) {
    const { url, text, isModule } = entry;
    entry.text = undefined;
    entry.map = readMap(url, text, isModule);
  }
  return entry.map;
}

function readMap(url, text, isModule) {
  const mapURL = findMapURL(text, isModule);
  if (mapURL === undefined) return undefined;
  try {
    const payload = mapURL.startsWith('data:') ? readDataURL(mapURL, url) : readFile(new URL(mapURL, url));
    if (payload === undefined) return undefined;
    const { SourceMap } = require('./source_map');
    const lineLengths = text.replace(/\n$/, '').split('\n').map((line) => line.length);
    return new SourceMap(payload, { lineLengths });
  } catch {
    // A map that can't be read is none.
    return undefined;
  }
}

/** What the last magic comment says. A string that only looks like one does not count. */
function findMapURL(text, isModule) {
  const last = [...text.matchAll(magicComment)].at(-1);
  if (last === undefined) return undefined;
  // Where a comment begins, this is no JavaScript; within a string it is as good as anything.
  const probe = `${text.slice(0, last.index)}@@ ${text.slice(last.index + 2)}`;
  return parses(probe, isModule) ? undefined : last.groups.url;
}

function parses(text, isModule) {
  if (isModule) return canParseAsModule(text, 'probe');
  try {
    compileFunctionForCJSLoader(text, 'probe');
    return true;
  } catch {
    return false;
  }
}

function readDataURL(mapURL, baseURL) {
  const comma = mapURL.indexOf(',');
  const [type, ...parameters] = mapURL.slice('data:'.length, comma).split(';');
  if (type !== 'application/json') return undefined;
  const body = mapURL.slice(comma + 1);
  const { Buffer } = require('../../buffer');
  const json = parameters.includes('base64') ? Buffer.from(body, 'base64').toString() : body;
  return withAbsoluteSources(JSON.parse(json), baseURL);
}

function readFile(mapURL) {
  if (mapURL.protocol !== 'file:') return undefined;
  const json = require('../../fs').readFileSync(fileURLToPath(mapURL), 'utf8');
  return withAbsoluteSources(JSON.parse(json), mapURL.href);
}

function withAbsoluteSources(payload, baseURL) {
  const root = payload.sourceRoot || '';
  const sources = (payload.sources ?? []).map((source) => new URL(root + source, baseURL).href);
  return { ...payload, sourceRoot: '', sources };
}

module.exports = { findSourceMap, getSourceMapsSupport, setSourceMapsSupport };
