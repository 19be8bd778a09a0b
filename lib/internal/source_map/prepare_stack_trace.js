'use strict';

// Stack traces in terms of the original sources.

const { findSourceMap } = require('./source_map_cache');
const { fileURLToPath } = require('../url');

/**
 * Descriptions of the frames that a source map knows.
 * @param {object[]} callSites
 * @param {number[]} enclosing line and column, from 1, where the function of each of them begins
 * @returns {(string | undefined)[]} undefined where the engine's own description stands
 */
function describeFrames(callSites, enclosing) {
  return callSites.map((callSite, index) => {
    try {
      return describeFrame(callSite, callSites[index + 1], enclosing[2 * index], enclosing[2 * index + 1]);
    } catch {
      return undefined;
    }
  });
}

function describeFrame(callSite, caller, functionLine, functionColumn) {
  const fileName = callSite.getFileName() ?? undefined;
  if (fileName === undefined || fileName.startsWith('node:')) return undefined;
  const map = findSourceMap(fileName);
  if (map === undefined) return undefined;
  const entry = entryAt(map, callSite);
  if (entry.originalSource === undefined) return undefined;
  const place = `${pathOf(entry.originalSource)}:${entry.originalLine + 1}:${entry.originalColumn + 1}`;
  const isCallerInFile = caller?.getFileName() === fileName;
  const name = map.findEntry(functionLine - 1, functionColumn - 1).name ??
    (isCallerInFile ? entryAt(map, caller).name : undefined) ??
    callSite.getFunctionName() ?? callSite.getMethodName();
  return `${prefixOf(callSite)}${qualified(callSite, name || '<anonymous>')} (${place})`;
}

function entryAt(map, callSite) {
  return map.findEntry(callSite.getLineNumber() - 1, callSite.getColumnNumber() - 1);
}

function prefixOf(callSite) {
  if (callSite.isAsync?.()) return 'async ';
  return callSite.isConstructor() ? 'new ' : '';
}

/** A method's name with that of its receiver's class. */
function qualified(callSite, name) {
  if (callSite.isConstructor() || callSite.isToplevel()) return name;
  const type = callSite.getTypeName();
  return type === null || type === 'global' || name.startsWith(`${type}.`) ? name : `${type}.${name}`;
}

/** Paths for files; other sources keep their URL. */
function pathOf(source) {
  return source.startsWith('file:') ? fileURLToPath(source) : source;
}

/**
 * The line of the original source that a place of generated code comes from.
 * @param {string} file
 * @param {number} line from 1
 * @param {number} column from 0
 * @returns {{ file: string, line: number, text: string, column: number } | undefined}
 */
function findOriginalLine(file, line, column) {
  const map = findSourceMap(file);
  const entry = map?.findEntry(line - 1, column) ?? {};
  if (entry.originalSource === undefined) return undefined;
  const text = sourceText(map, entry.originalSource)?.split(/\r?\n/)[entry.originalLine];
  return text === undefined
    ? undefined
    : { file: pathOf(entry.originalSource), line: entry.originalLine + 1, text, column: entry.originalColumn };
}

function sourceText(map, source) {
  const { sources, sourcesContent } = map.payload;
  const text = sourcesContent?.[sources.indexOf(source)];
  if (typeof text === 'string') return text;
  if (!source.startsWith('file:')) return undefined;
  try {
    return require('../../fs').readFileSync(fileURLToPath(source), 'utf8');
  } catch {
    return undefined;
  }
}

module.exports = { describeFrames, findOriginalLine };
