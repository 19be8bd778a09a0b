'use strict';

// Finds the text of the call that an assertion was made with, for "The expression evaluated to a falsy value".

// eslint-disable-next-line no-control-regex
const controlCharacters = /[\x00-\x08\x0b\x0c\x0e-\x1f]/g;
const member = String.raw`[\p{ID_Continue}$]+(?:\[(?:'[^'\n]*'|"[^"\n]*"|[\w$]+)\])*`;
const memberChain = new RegExp(String.raw`(?:${member}\s*\??\.\s*)*(?:${member})?$`, 'u');
const regExpMayFollow = /(?:^|[=(,:;!&|?{}[+\-*%~^<>]|\b(?:return|typeof|case|in|of|void|delete|throw|new|await|yield))\s*$/;

/**
 * The first line of the call at a position.
 * @param {string} source
 * @param {number} line from 1
 * @param {number} column from 1; on the callee or anywhere in its member chain
 * @returns {string|undefined} from the callee's first character to its closing parenthesis or the line's end
 */
function findCall(source, line, column) {
  const start = offsetOf(source, line, column);
  if (start < 0) return undefined;
  const begin = startOfCallee(source, start);
  const open = openingParenthesis(source, start);
  if (open < 0) return undefined;
  const end = skipBalanced(source, open);
  if (end < 0) return undefined;
  return source.slice(begin, end).split('\n', 1)[0].replace(controlCharacters, escapeCharacter);
}

function offsetOf(source, line, column) {
  let start = 0;
  for (let i = 1; i < line; i++) {
    start = source.indexOf('\n', start) + 1;
    if (start === 0) return -1;
  }
  return start + column - 1;
}

/** Walks left over `a.b?.c`, as engines may report the position of the last name of a member chain. */
function startOfCallee(source, offset) {
  const before = source.slice(lineStart(source, offset), offset);
  return offset - memberChain.exec(before)[0].length;
}

function lineStart(source, offset) {
  return source.lastIndexOf('\n', offset - 1) + 1;
}

function openingParenthesis(source, offset) {
  let i = offset;
  while (i < source.length) {
    const char = source[i];
    if (char === '(') return i;
    if (char === '[') {
      i = skipBalanced(source, i);
      if (i < 0) return -1;
    } else if (source.startsWith('//', i) || source.startsWith('/*', i)) {
      i = skipComment(source, i);
    } else if (/[\p{ID_Continue}$.?\s]/u.test(char)) {
      i++;
    } else {
      return -1;
    }
  }
  return -1;
}

/** The offset behind the bracket that closes the one at `open`; -1 if there is none. */
function skipBalanced(source, open) {
  let depth = 0;
  let i = open;
  while (i < source.length) {
    const char = source[i];
    if (char === '(' || char === '[' || char === '{') {
      depth++;
      i++;
    } else if (char === ')' || char === ']' || char === '}') {
      i++;
      if (--depth === 0) return i;
    } else if (char === '"' || char === '\'') {
      i = skipString(source, i);
    } else if (char === '`') {
      i = skipTemplate(source, i);
    } else if (char === '/') {
      i = skipSlash(source, i);
    } else {
      i++;
    }
    if (i < 0) return -1;
  }
  return -1;
}

function skipString(source, start) {
  for (let i = start + 1; i < source.length; i++) {
    if (source[i] === '\\') i++;
    else if (source[i] === source[start]) return i + 1;
  }
  return -1;
}

function skipTemplate(source, start) {
  let i = start + 1;
  while (i < source.length) {
    if (source[i] === '`') return i + 1;
    if (source[i] === '\\') {
      i += 2;
    } else if (source.startsWith('${', i)) {
      i = skipBalanced(source, i + 1);
      if (i < 0) return -1;
    } else {
      i++;
    }
  }
  return -1;
}

function skipComment(source, start) {
  const end = source[start + 1] === '/' ? source.indexOf('\n', start) : source.indexOf('*/', start) + 2;
  return end < 2 ? source.length : end;
}

/** A slash is a comment, a regular expression or a division: what stands before it tells the last two apart. */
function skipSlash(source, start) {
  if (source[start + 1] === '/' || source[start + 1] === '*') return skipComment(source, start);
  if (!regExpMayFollow.test(source.slice(Math.max(0, start - 32), start))) return start + 1;
  let inClass = false;
  for (let i = start + 1; i < source.length; i++) {
    const char = source[i];
    if (char === '\\') i++;
    else if (char === '[') inClass = true;
    else if (char === ']') inClass = false;
    else if (char === '/' && !inClass) return i + 1;
    else if (char === '\n') return start + 1;
  }
  return -1;
}

function escapeCharacter(character) {
  const short = { '\b': '\\b', '\f': '\\f' }[character];
  return short ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** Where user code called `fn`, which must be on the stack. */
function callSiteOf(fn) {
  const { prepareStackTrace, stackTraceLimit } = Error;
  const holder = {};
  try {
    Error.stackTraceLimit = 1;
    Error.prepareStackTrace = (_, sites) => sites;
    Error.captureStackTrace(holder, fn);
    const sites = holder.stack;
    return Array.isArray(sites) ? sites[0] : undefined;
  } finally {
    if (prepareStackTrace === undefined) delete Error.prepareStackTrace;
    else Error.prepareStackTrace = prepareStackTrace;
    Error.stackTraceLimit = stackTraceLimit;
  }
}

const sources = new Map();

function readSource(fileName) {
  if (sources.has(fileName)) return sources.get(fileName);
  let source;
  try {
    const path = fileName.startsWith('file:') ? require('../url').fileURLToPath(fileName) : fileName;
    source = require('../../fs').readFileSync(path, 'utf8');
  } catch {
    source = undefined;  // a file that is gone
  }
  sources.set(fileName, source);
  return source;
}

/**
 * The message of an assertion that failed without one, quoting the call when its source can be read.
 * @param {Function} fn the assertion that user code called
 * @returns {string|undefined}
 */
function falsyMessage(fn) {
  const site = callSiteOf(fn);
  if (!site) return undefined;
  const fileName = site.getFileName();
  const source = fileName ? readSource(fileName) : internalBinding('util').callSiteSource(site);
  const call = source && findCall(source, site.getLineNumber(), site.getColumnNumber());
  return call && `The expression evaluated to a falsy value:\n\n  ${call}\n`;
}

module.exports = { falsyMessage };
