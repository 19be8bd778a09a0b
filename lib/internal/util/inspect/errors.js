'use strict';

// How errors look: their stack with what is missing from it, colours, and without repetitions.

const { isError } = require('../../util');
const { getPrefix } = require('./names');

/** A frame of our own: `    at f (node:fs:1:2)`. */
const kCoreFrame = /^ {4}at (?:[^/\\(]+ \(|)node:(.+):\d+:\d+(?:\)|$)/;

/** Shorter stacks are shown whole, however they repeat themselves. */
const kMinFramesToCollapse = 10;

function core() {
  return require('../inspect').internals;
}

function errorToString(error) {
  return Error.prototype.toString.call(error);
}

function getStackString(context, error) {
  const { stack } = error;
  if (!stack) return errorToString(error);
  if (typeof stack === 'string') return stack;
  context.seen.push(error);
  context.indentationLvl += 4;
  // A depth that is no number keeps what follows from being put on one line.
  const text = core().formatValue(context, stack, NaN);
  context.indentationLvl -= 4;
  context.seen.pop();
  return `${errorToString(error)}\n    ${text}`;
}

/**
 * The longest run of frames that both stacks end up sharing.
 * @param {string[]} a
 * @param {string[]} b
 * @returns {{len: number, offset: number}} where it is in `a`; `len` 0 for runs of up to three
 */
function identicalSequenceRange(a, b) {
  for (let i = 0; i < a.length - 3; i++) {
    const position = b.indexOf(a[i]);
    if (position === -1) continue;
    const rest = b.length - position;
    if (rest <= 3) continue;
    let length = 1;
    const limit = Math.min(a.length - i, rest);
    while (length < limit && a[i + length] === b[position + length]) length++;
    if (length > 3) return { len: length, offset: i };
  }
  return { len: 0, offset: 0 };
}

/** How often the `length` lines at `start` are followed by themselves. */
function countRepetitions(lines, start, length) {
  let times = 0;
  for (let next = start + length; next + length <= lines.length; next += length) {
    for (let i = 0; i < length; i++) {
      if (lines[start + i] !== lines[next + i]) return times;
    }
    times++;
  }
  return times;
}

/** Recursion fills stacks with the same frames; from three repeated lines on, they are counted instead. */
function collapseRepetitions(context, lines) {
  const output = [];
  for (let i = 0; i < lines.length;) {
    let length = 0;
    let times = 0;
    for (let next = lines.indexOf(lines[i], i + 1); next !== -1; next = lines.indexOf(lines[i], next + 1)) {
      length = next - i;
      times = countRepetitions(lines, i, length);
      if (times * length >= 3) break;
      times = 0;
    }
    if (times === 0) {
      output.push(lines[i++]);
      continue;
    }
    for (let j = 0; j < length; j++) output.push(lines[i + j]);
    const matching = times === 1 ? 'matching above lines ...' : `matching above ${length} lines ${times} times...`;
    output.push(context.stylize(`    ... collapsed ${times * length} duplicate lines ${matching}`, 'undefined'));
    i += length * (times + 1);
  }
  return output;
}

function getStackFrames(context, error, stack) {
  const frames = stack.split('\n');
  let cause;
  try {
    ({ cause } = error);
  } catch {
    // A getter that throws has no cause to show.
  }
  if (cause != null && typeof cause === 'object' && isError(cause)) {
    const causeStack = getStackString(context, cause);
    const start = causeStack.indexOf('\n    at');
    if (start !== -1) {
      const { len, offset } = identicalSequenceRange(frames, causeStack.slice(start + 1).split('\n'));
      if (len > 3) {
        const skipped = len - 2;
        frames.splice(offset + 1, skipped,
          context.stylize(`    ... ${skipped} lines matching cause stack trace ...`, 'undefined'));
      }
    }
  }
  return frames.length > kMinFramesToCollapse ? collapseRepetitions(context, frames) : frames;
}

/** Properties that the stack already shows are not shown again. */
function removeDuplicateErrorKeys(context, keys, error, stack) {
  if (context.showHidden || keys.length === 0) return;
  for (const name of ['name', 'message', 'stack']) {
    const index = keys.indexOf(name);
    if (index !== -1 && (typeof error[name] !== 'string' || stack.includes(error[name]))) keys.splice(index, 1);
  }
}

/** Puts class names, tags and missing prototypes into the first line, where the stack does not know of them. */
function improveStack(stack, constructor, name, tag) {
  let length = name.length;
  if (typeof name !== 'string') {
    return stack.replace(`${name}`, () => `${name} [${getPrefix(constructor, tag, 'Error').slice(0, -1)}]`);
  }
  const startsWithName = stack.startsWith(name) &&
    (stack.length === length || stack[length] === ':' || stack[length] === '\n');
  if (constructor !== null && !(name.endsWith('Error') && startsWithName)) return stack;
  let fallback = 'Error';
  if (constructor === null) {
    const start = /^([A-Z][a-z_ A-Z0-9[\]()-]+)(?::|\n\s+at)/.exec(stack) ?? /^([a-z_A-Z0-9-]*Error)$/.exec(stack);
    fallback = start?.[1] ?? '';
    length = fallback.length;
    fallback ||= 'Error';
  }
  const prefix = getPrefix(constructor, tag, fallback).slice(0, -1);
  if (name === prefix) return stack;
  if (!prefix.includes(name)) return `${prefix} [${name}]${stack.slice(length)}`;
  return length === 0 ? `${prefix}: ${stack}` : `${prefix}${stack.slice(length)}`;
}

// --- colours --------------------------------------------------------------------------------------------------------------

function workingDirectory() {
  try {
    return process.cwd();
  } catch {
    return undefined;
  }
}

/** A scoped package's name is two segments long. */
function markNodeModules(context, line) {
  let output = '';
  let position = 0;
  const finder = /[/\\]node_modules[/\\]/g;
  for (let match = finder.exec(line); match !== null; match = finder.exec(line)) {
    const start = match.index + match[0].length;
    const separator = match[0][13];
    let end = line.indexOf(separator, start);
    if (line[start] === '@') end = line.indexOf(separator, end + 1);
    if (end === -1) break;
    output += line.slice(position, start) + context.stylize(line.slice(start, end), 'module');
    position = end;
    finder.lastIndex = end;
  }
  return output + line.slice(position);
}

/** Greys the working directory, with the brackets around the location when it is in them. */
function markDirectory(context, line, directory) {
  let start = line.indexOf(directory);
  if (start === -1) return line;
  let end = start + directory.length;
  if (line.slice(start - 7, start) === 'file://') start -= 7;
  const bracketed = line[start - 1] === '(';
  if (bracketed) start--;
  const next = line[end];
  if (next === '/' || next === '\\') end++;
  else return line;
  const tail = bracketed && line.endsWith(')') ? line.slice(end, -1) + context.stylize(')', 'undefined') : line.slice(end);
  return line.slice(0, start) + context.stylize(line.slice(start, end), 'undefined') + tail;
}

function colourFrames(context, lines) {
  const directory = workingDirectory();
  let url;
  return lines.map((line) => {
    const frame = kCoreFrame.exec(line);
    if (frame !== null && isBuiltin(frame[1])) return context.stylize(line, 'undefined');
    line = markNodeModules(context, line);
    if (directory === undefined) return line;
    let marked = markDirectory(context, line, directory);
    if (marked === line) {
      url ??= require('../../../url').pathToFileURL(directory).href.slice('file://'.length);
      marked = markDirectory(context, line, url);
    }
    return marked;
  });
}

function isBuiltin(name) {
  return internalBinding('builtins').has(name);
}

// --- the whole ------------------------------------------------------------------------------------------------------------

/**
 * The text of an error without its properties; `keys` loses those that the text shows and gains `cause` and `errors`.
 * @param {Error} error
 * @param {string|null} constructor
 * @param {string} tag
 * @param {object} context
 * @param {Array<string|symbol>} keys
 * @returns {string}
 */
function formatError(error, constructor, tag, context, keys) {
  let stack;
  let message;
  try {
    stack = getStackString(context, error);
    message = error.message;
    removeDuplicateErrorKeys(context, keys, error, stack);
    if ('cause' in error && !keys.includes('cause')) keys.push('cause');
    if (Array.isArray(error.errors) && !keys.includes('errors')) keys.push('errors');
    stack = improveStack(stack, constructor, error.name ?? 'Error', tag);
  } catch {
    return Object.prototype.toString.call(error);
  }
  // A message may hold what looks like a frame.
  const messageAt = (message && stack.indexOf(message)) || -1;
  const stackStart = stack.indexOf('\n    at', messageAt === -1 ? 0 : messageAt + message.length);
  if (stackStart === -1) {
    stack = `[${stack}]`;
  } else {
    const lines = getStackFrames(context, error, stack.slice(stackStart + 1));
    stack = `${stack.slice(0, stackStart)}\n${(context.colors ? colourFrames(context, lines) : lines).join('\n')}`;
  }
  if (context.indentationLvl === 0) return stack;
  return stack.split('\n').join(`\n${' '.repeat(context.indentationLvl)}`);
}

module.exports = { formatError, identicalSequenceRange };
