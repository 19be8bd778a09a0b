'use strict';

const { validateString } = require('../validators');

/** How deep braces may nest and how many alternatives they may make before they are taken literally. */
const MAX_ALTERNATIVES = 100_000;

const POSIX_CLASSES = {
  alnum: '\\p{L}\\p{Nl}\\p{Nd}',
  alpha: '\\p{L}\\p{Nl}',
  ascii: '\\x00-\\x7f',
  blank: '\\p{Zs}\\t',
  cntrl: '\\p{Cc}',
  digit: '\\p{Nd}',
  lower: '\\p{Ll}',
  print: '\\P{C}',
  punct: '\\p{P}',
  space: '\\p{Z}\\t\\r\\n\\v\\f',
  upper: '\\p{Lu}',
  word: '\\p{L}\\p{Nl}\\p{Nd}\\p{Pc}',
  xdigit: 'A-Fa-f0-9',
};

/** Index of the brace that closes the one at `open`, or -1. */
function closingBrace(pattern, open) {
  let depth = 0;
  for (let i = open; i < pattern.length; i++) {
    if (pattern[i] === '\\') i++;
    else if (pattern[i] === '{') depth++;
    else if (pattern[i] === '}' && --depth === 0) return i;
  }
  return -1;
}

function splitAlternatives(body) {
  const alternatives = [];
  let depth = 0;
  let start = 0;
  for (let i = 0; i < body.length; i++) {
    if (body[i] === '\\') i++;
    else if (body[i] === '{') depth++;
    else if (body[i] === '}') depth--;
    else if (body[i] === ',' && depth === 0) {
      alternatives.push(body.slice(start, i));
      start = i + 1;
    }
  }
  alternatives.push(body.slice(start));
  return alternatives;
}

/** The values of `1..9`, `a..e` or `01..10..3`; null when the text is no sequence. */
function expandSequence(body) {
  const match = /^(-?\d+|[a-zA-Z])\.\.(-?\d+|[a-zA-Z])(?:\.\.(-?\d+))?$/.exec(body);
  if (match === null) return null;
  const numeric = /\d/.test(match[1]);
  if (numeric !== /\d/.test(match[2])) return null;
  const from = numeric ? Number(match[1]) : match[1].charCodeAt(0);
  const to = numeric ? Number(match[2]) : match[2].charCodeAt(0);
  const step = Math.max(1, Math.abs(Number(match[3] ?? 1)));
  const padded = numeric && (/^-?0\d/.test(match[1]) || /^-?0\d/.test(match[2]));
  const width = padded ? Math.max(match[1].length, match[2].length) : 0;
  const values = [];
  for (let i = from; from <= to ? i <= to : i >= to; i += from <= to ? step : -step) {
    if (values.length >= MAX_ALTERNATIVES) break;
    if (!numeric) values.push(String.fromCharCode(i));
    else values.push(`${i < 0 ? '-' : ''}${String(Math.abs(i)).padStart(i < 0 ? width - 1 : width, '0')}`);
  }
  return values;
}

/**
 * Writes the braces of a glob out: `a{b,c}` is `ab` and `ac`.
 * @param {string} pattern
 * @returns {string[]}
 */
function expandBraces(pattern) {
  for (let open = pattern.indexOf('{'); open !== -1; open = pattern.indexOf('{', open + 1)) {
    if (open > 0 && (pattern[open - 1] === '$' || pattern[open - 1] === '\\')) continue;
    const close = closingBrace(pattern, open);
    if (close === -1) continue;
    const body = pattern.slice(open + 1, close);
    const alternatives = splitAlternatives(body);
    const heads = alternatives.length > 1 ? alternatives.flatMap(expandBraces) : expandSequence(body);
    if (heads === null) continue;
    const tails = expandBraces(pattern.slice(close + 1));
    const before = pattern.slice(0, open);
    if (heads.length * tails.length > MAX_ALTERNATIVES) return [pattern];
    return heads.flatMap((head) => tails.map((tail) => `${before}${head}${tail}`));
  }
  return [pattern];
}

/** Translates `[a-z]`; returns null where the bracket opens no class. */
function translateClass(segment, open) {
  let i = open + 1;
  const negated = segment[i] === '!' || segment[i] === '^';
  if (negated) i++;
  let source = '';
  for (let first = true; i < segment.length; first = false) {
    const c = segment[i];
    if (c === ']' && !first) {
      return { source: `[${negated ? '^' : ''}${source}]`, end: i + 1 };
    }
    if (c === '[' && segment[i + 1] === ':') {
      const close = segment.indexOf(':]', i + 2);
      const named = close === -1 ? undefined : POSIX_CLASSES[segment.slice(i + 2, close)];
      if (named !== undefined) {
        source += named;
        i = close + 2;
        continue;
      }
    }
    const isRange = c === '-' && !first && i + 1 < segment.length && segment[i + 1] !== ']';
    source += isRange ? '-' : `\\u{${segment.codePointAt(i).toString(16)}}`;
    i += segment.codePointAt(i) > 0xffff ? 2 : 1;
  }
  return null;
}

function escapeCharacter(c) {
  return /[\\^$.*+?()[\]{}|/]/.test(c) ? `\\${c}` : c;
}

/** Index of the parenthesis that closes the one at `open`, or -1. */
function closingParenthesis(segment, open) {
  let depth = 0;
  for (let i = open; i < segment.length; i++) {
    if (segment[i] === '(') depth++;
    else if (segment[i] === ')' && --depth === 0) return i;
  }
  return -1;
}

function splitExtended(body) {
  const parts = [];
  let depth = 0;
  let start = 0;
  for (let i = 0; i < body.length; i++) {
    if (body[i] === '(') depth++;
    else if (body[i] === ')') depth--;
    else if (body[i] === '|' && depth === 0) {
      parts.push(body.slice(start, i));
      start = i + 1;
    }
  }
  parts.push(body.slice(start));
  return parts;
}

/** Translates `!(a|b)`, `@(…)`, `+(…)`, `?(…)` and `*(…)`. */
function translateExtended(segment, open, close, rest) {
  const body = splitExtended(segment.slice(open + 2, close)).map((part) => translate(part)).join('|');
  switch (segment[open]) {
    case '!': return `(?:(?!(?:${body})${rest}$)[^/]*?)`;
    case '@': return `(?:${body})`;
    default: return `(?:${body})${segment[open]}`;
  }
}

/** The body of a regular expression for one segment of a glob. */
function translate(segment) {
  let source = '';
  for (let i = 0; i < segment.length; ) {
    const c = segment[i];
    if ('!@+?*'.includes(c) && segment[i + 1] === '(') {
      const close = closingParenthesis(segment, i + 1);
      if (close !== -1) {
        const rest = c === '!' ? translate(segment.slice(close + 1)) : '';
        source += translateExtended(segment, i, close, rest);
        i = close + 1;
        continue;
      }
    }
    if (c === '[') {
      const translated = translateClass(segment, i);
      if (translated !== null) {
        source += translated.source;
        i = translated.end;
        continue;
      }
    }
    if (c === '*') {
      while (segment[i + 1] === '*') i++;
      source += '[^/]*?';
    } else if (c === '?') {
      source += '[^/]';
    } else {
      source += escapeCharacter(c);
    }
    i++;
  }
  return source;
}

/** A segment as a test; a leading dot must be asked for by name. */
function compileSegment(segment, ignoreCase) {
  if (segment === '**') return '**';
  if (!/[*?[\]()!@+]/.test(segment)) {
    const wanted = ignoreCase ? segment.toLowerCase() : segment;
    return (name) => (ignoreCase ? name.toLowerCase() : name) === wanted;
  }
  const wild = /^[*?[]|^[!@+]\(/.test(segment);
  const someName = /^\*+$/.test(segment) ? '(?=.)' : '';
  const hidden = wild ? '(?!\\.)' : '';
  const expression = new RegExp(`^${hidden}${someName}${translate(segment)}$`, ignoreCase ? 'iu' : 'u');
  return (name) => name !== '.' && name !== '..' && expression.test(name);
}

function matchSegments(names, tests, n, t) {
  while (t < tests.length) {
    if (tests[t] !== '**') {
      if (n >= names.length || !tests[t](names[n])) return false;
      n++;
      t++;
      continue;
    }
    while (tests[t + 1] === '**') t++;
    if (t + 1 === tests.length) {
      for (; n < names.length; n++) {
        if (names[n][0] === '.') return false;
      }
      return true;
    }
    for (; n <= names.length; n++) {
      if (matchSegments(names, tests, n, t + 1)) return true;
      if (n < names.length && names[n][0] === '.') return false;
    }
    return false;
  }
  // `a/` matches `a` as well as the other way round: one trailing slash says nothing.
  return n === names.length || (n === names.length - 1 && names[n] === '');
}

/**
 * Whether a path matches a glob: `*`, `?`, `[…]`, `**`, `{a,b}` and `!(a|b)` with its kin.
 * @param {string} path
 * @param {string} pattern
 * @param {boolean} windows whether a backslash separates segments
 * @returns {boolean}
 */
function matchesGlob(path, pattern, windows) {
  validateString(path, 'path');
  validateString(pattern, 'pattern');
  const ignoreCase = process.platform === 'win32' || process.platform === 'darwin';
  const names = (windows ? path.replaceAll('\\', '/') : path).split(/\/+/);
  return expandBraces(pattern.replaceAll('\\', '/')).some((alternative) => {
    if (alternative === '') return path === '';
    const tests = alternative.split(/\/+/).map((segment) => compileSegment(segment, ignoreCase));
    return matchSegments(names, tests, 0, 0);
  });
}

module.exports = { expandBraces, matchesGlob };
