'use strict';

// TAP version 13, with YAML for the details.

const { inspect } = require('../../util/inspect');
const { isDate } = require('../../util/types');

const inspectOptions = { __proto__: null, colors: false, breakLength: Infinity };
const frameStart = /^\s+at\s/;

/** @param {AsyncIterable<object>} source */
module.exports = async function* tap(source) {
  yield 'TAP version 13\n';
  for await (const { type, data } of source) {
    switch (type) {
      case 'test:fail':
        yield result(data, 'not ok');
        yield details(data, `${data.file}:${data.line}:${data.column}`);
        break;
      case 'test:pass':
        yield result(data, 'ok');
        yield details(data, null);
        break;
      case 'test:plan':
        yield `${indent(data.nesting)}1..${data.count}\n`;
        break;
      case 'test:start':
        yield `${indent(data.nesting)}# Subtest: ${escape(data.name)}\n`;
        break;
      case 'test:stderr':
      case 'test:stdout':
        for (const line of data.message.split(/\r?\n/)) {
          if (line !== '') yield `# ${escape(line)}\n`;
        }
        break;
      case 'test:diagnostic':
        yield `${indent(data.nesting)}# ${escape(data.message)}\n`;
        break;
    }
  }
};

const indents = [''];

function indent(nesting) {
  return indents[nesting] ??= '    '.repeat(nesting);
}

/** Backslashes, `#` and what moves the cursor. */
function escape(text) {
  return text.replaceAll('\b', '\\b').replaceAll('\f', '\\f').replaceAll('\t', '\\t')
    .replaceAll('\n', '\\n').replaceAll('\r', '\\r').replaceAll('\v', '\\v')
    .replaceAll('\\', '\\\\').replaceAll('#', '\\#');
}

function result({ nesting, testNumber, name, skip, todo }, status) {
  let line = `${indent(nesting)}${status} ${testNumber}`;
  if (name) line += ` - ${escape(name)}`;
  const directive = skip === undefined ? todo : skip;
  if (directive !== undefined) {
    line += ` # ${skip === undefined ? 'TODO' : 'SKIP'}`;
    if (typeof directive === 'string' && directive.length > 0) line += ` ${escape(directive)}`;
  }
  return `${line}\n`;
}

function details({ nesting, details: { duration_ms: duration, type, error } }, location) {
  const space = indent(nesting);
  let text = `${space}  ---\n${yaml(space, 'duration_ms', duration)}${yaml(space, 'type', type)}`;
  if (location !== null) text += yaml(space, 'location', location);
  text += yaml(space, null, error);
  return `${text}${space}  ...\n`;
}

/** One value; objects become nested maps, each object once on the way. */
function yaml(space, name, value, seen = new Set()) {
  if (value === null || value === undefined) return value === null && name !== null ? `${space}  ${name}: ~\n` : '';
  if (value instanceof Error) return errorText(space, name, value, seen);
  const isScalar = typeof value !== 'object' || isDate(value) || value instanceof RegExp || value instanceof Buffer;
  if (isScalar) return scalar(space, name, value);
  if (seen.has(value)) return `${space}  ${name}: <Circular>\n`;
  seen.add(value);
  let text = `${space}  ${name}:\n`;
  for (const key of Object.keys(value)) text += yaml(`${space}  `, key, value[key], seen);
  seen.delete(value);
  return text;
}

function scalar(space, name, value) {
  const shown = inspect(value, inspectOptions);
  if (typeof value !== 'string' || !/\r?\n/.test(value)) return `${space}  ${name}: ${shown}\n`;
  const lines = value.split(/\r?\n/).map((line) => `${space}    ${line}\n`);
  return `${space}  ${name}: |-\n${lines.join('')}`;
}

/** What is told of an error; of a test's failure it is that of its cause. */
function errorText(space, name, error, seen) {
  const prefix = name === null ? space : `${space}  `;
  let text = name === null ? '' : `${space}  ${name}:\n`;
  let { cause, code, failureType, message, expected, actual, operator, stack, name: errorName } = error;
  let hasExpected = 'expected' in error;
  let hasActual = 'actual' in error;
  if (code === 'ERR_TEST_FAILURE') {
    errorName = undefined;
    if (cause instanceof Error || (cause !== null && typeof cause === 'object' && 'stack' in cause)) {
      ({ stack, expected, actual, operator } = cause);
      hasExpected = 'expected' in cause;
      hasActual = 'actual' in cause;
      code = cause.code ?? code;
      message = cause.message ?? message;
      if (cause.name !== 'Error') errorName = cause.name;
    } else if (failureType === 'testCodeFailure') {
      stack = undefined;
    }
  }
  text += yaml(prefix, 'failureType', failureType, seen);
  if ('exitCode' in error) text += orTilde(prefix, 'exitCode', error.exitCode, seen) + orTilde(prefix, 'signal', error.signal, seen);
  text += yaml(prefix, 'error', message, seen);
  text += yaml(prefix, 'code', code, seen);
  if (errorName && errorName !== 'Error') text += yaml(prefix, 'name', errorName, seen);
  if (hasExpected && operator !== undefined) text += orTilde(prefix, 'expected', expected, seen);
  if (hasActual && operator !== undefined) text += orTilde(prefix, 'actual', actual, seen);
  if (operator !== undefined) text += yaml(prefix, 'operator', operator, seen);
  const frames = framesOf(stack);
  if (frames.length > 0) {
    text += `${prefix}  stack: |-\n${frames.map((frame) => `${prefix}    ${frame}\n`).join('')}`;
  }
  return text;
}

function orTilde(space, name, value, seen) {
  return value === undefined ? `${space}  ${name}: ~\n` : yaml(space, name, value, seen);
}

function framesOf(stack) {
  if (typeof stack !== 'string') return [];
  return stack.split('\n').filter((line) => frameStart.test(line)).map((line) => line.replace(frameStart, ''));
}
