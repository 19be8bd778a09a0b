'use strict';

// The format of .env files.

/**
 * Reads variables: `NAME=value` a line, `export` allowed, values in quotes may span lines, `#` starts a comment.
 * @param {string} content
 * @returns {Record<string, string>}
 */
function parseEnv(content) {
  const text = content.replaceAll('\r\n', '\n');
  const variables = {};
  let at = 0;
  while (at < text.length) {
    const lineEnd = endOfLine(text, at);
    const equals = text.indexOf('=', at);
    // A line without a sign, a comment or nothing at all.
    if (equals === -1 || equals > lineEnd || text.slice(at, lineEnd).trimStart().startsWith('#')) {
      at = lineEnd + 1;
      continue;
    }
    const name = text.slice(at, equals).trim().replace(/^export\s+/, '');
    if (name === '') {
      at = lineEnd + 1;
      continue;
    }
    const { value, next } = readValue(text, equals + 1);
    variables[name] = value;
    at = next;
  }
  return variables;
}

function endOfLine(text, from) {
  const end = text.indexOf('\n', from);
  return end === -1 ? text.length : end;
}

function readValue(text, from) {
  const lineEnd = endOfLine(text, from);
  let start = from;
  while (start < lineEnd && /\s/.test(text[start])) start++;
  const quote = text[start];
  if (quote === '"' || quote === "'" || quote === '`') {
    const close = text.indexOf(quote, start + 1);
    if (close !== -1) {
      const value = text.slice(start + 1, close);
      return {
        value: quote === '"' ? value.replaceAll('\\n', '\n') : value,
        next: endOfLine(text, close) + 1,
      };
    }
    // A quote that is never closed is part of the value.
    const line = text.slice(start, lineEnd);
    return { value: stripComment(line), next: lineEnd + 1 };
  }
  return { value: stripComment(text.slice(start, lineEnd)), next: lineEnd + 1 };
}

function stripComment(value) {
  const hash = value.indexOf('#');
  return (hash === -1 ? value : value.slice(0, hash)).trim();
}

module.exports = { parseEnv };
