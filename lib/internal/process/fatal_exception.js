'use strict';

// The report of an exception that ends the program.

const { getThrowLocation } = internalBinding('errors');
const { writeString } = internalBinding('stdio');
const { isLoaded } = require('../bootstrap/realm');
const { getOptionValue } = require('../options');

const STDERR = 2;
/** Errors are shown deeper than other objects: their causes matter. */
const kMinDepth = 5;
/** A stack that begins with file and line, the line's text and a mark under it. */
const placeFirst = /^[^\n]*:\d+\n[^\n]*\n[\t ]*\^+\n/;

/** The line that threw, with a mark under it. */
function sourceOf(error) {
  const location = getThrowLocation(error);
  if (location === undefined) return '';
  const { 0: file, 1: line, 2: text, 3: column, 4: length } = location;
  const { customization } = require('../modules/helpers');
  const original = customization.noteSource === null
    ? undefined
    : require('../source_map/prepare_stack_trace').findOriginalLine(file, line, column);
  return original === undefined
    ? marked(file, line, text, column, length)
    : marked(original.file, original.line, original.text, original.column, 1);
}

function marked(file, line, text, column, length) {
  // Tabs stay, so that the mark stands where it should.
  const indent = text.slice(0, column).replace(/[^\t]/g, ' ');
  return `${file}:${line}\n${text}\n${indent}${'^'.repeat(length)}\n`;
}

function isError(error) {
  return error !== null && typeof error === 'object' && require('../util').isError(error);
}

function describe(error) {
  if (typeof error === 'symbol') return '';
  const { inspect } = require('../util/inspect');
  if (typeof error !== 'object' && typeof error !== 'function') return String(error);
  try {
    const colors = internalBinding('stdio').isTerminal(STDERR) && require('../util/colors').shouldColorize(process.stderr);
    return inspect(error, {
      colors, customInspect: false, depth: Math.max(inspect.defaultOptions.depth, kMinDepth),
    });
  } catch {
    return String(error.stack);
  }
}

/**
 * Prints an uncaught error to stderr.
 * @param {any} error
 * @param {boolean} fromPromise whether it is the reason of an unhandled rejection
 */
function report(error, fromPromise) {
  let text = sourceOf(error);
  if (isError(error)) {
    // Errors of vm and of TypeScript's syntax show the place in their stack already.
    const isShown = text !== '' && typeof error.stack === 'string' && placeFirst.test(error.stack);
    if (isShown) text = '';
    else if (text !== '') text += '\n';
    text += describe(error);
  } else {
    text = `${fromPromise ? '' : '\n'}${text}${describe(error)}`;
    if (error === null || (typeof error !== 'object' && typeof error !== 'function')) {
      const program = require('../../path').basename(process.argv0 || 'node', '.exe');
      text += `\n(Use \`${program} --trace-uncaught ...\` to show where the exception was thrown)`;
    }
  }
  if (getOptionValue('--trace-uncaught') && isError(error)) text += `\nThrown at:\n${stackFrames(error)}`;
  writeString(STDERR, `${text}\n`);
  if (getOptionValue('--report-uncaught-exception') || isLoaded('internal/process/report')) {
    require('./report').onFatalException(error);
  }
  if (getOptionValue('--extra-info-on-fatal-exception')) writeString(STDERR, `\nNode.js ${process.version}\n`);
}

/**
 * Prints what V8 prints of an error that aborts the process.
 * @param {any} error
 */
function reportAborting(error) {
  const frames = isError(error) ? stackFrames(error).replaceAll(/^ {4}at /gm, '') : '';
  writeString(STDERR, `Uncaught ${isError(error) ? `${error.name}: ${error.message}` : describe(error)}\n\nFROM\n${frames}\n`);
}

function stackFrames(error) {
  const { stack } = error;
  const start = typeof stack === 'string' ? stack.indexOf('\n    at ') : -1;
  return start === -1 ? '' : stack.slice(start + 1);
}

module.exports = { report, reportAborting, sourceOf };
