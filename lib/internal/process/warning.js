'use strict';

// process.emitWarning, and what prints the warnings.

const { codes } = require('../errors');
const { validateString } = require('../validators');

const { ERR_INVALID_ARG_TYPE } = codes;

/** The advice on how to find a warning's origin is given once. */
let adviceGiven = false;
let disabledNames;

/** Names and codes of --disable-warning. */
function isDisabled(warning) {
  if (disabledNames === undefined) {
    const { getOptionValue } = require('../options');
    disabledNames = new Set(getOptionValue('--disable-warning'));
  }
  return disabledNames.size > 0 && (disabledNames.has(warning.code) || disabledNames.has(warning.name));
}

function write(text) {
  const { getOptionValue } = require('../options');
  const file = getOptionValue('--redirect-warnings') || process.env.NODE_REDIRECT_WARNINGS;
  if (!file) {
    require('../console/global').error(text);
    return;
  }
  try {
    require('../../fs').appendFileSync(file, `${text}\n`);
  } catch {
    require('../console/global').error(text);
  }
}

// The program may have put anything in `toString`'s place.
function describe(warning) {
  const { toString } = Error.prototype;
  try {
    if (typeof warning.toString === 'function') return String(warning.toString());
  } catch {
    // As an error says it, then.
  }
  return toString.call(warning);
}

function advice(isDeprecation) {
  const { basename } = require('../../path');
  const flag = `--trace-${isDeprecation ? 'deprecation' : 'warnings'}`;
  return `(Use \`${basename(process.argv0 || 'node', '.exe')} ${flag} ...\` to show where the warning was created)`;
}

/**
 * Prints a warning; the listener of `process`'s 'warning' event.
 * @param {Error} warning
 */
function onWarning(warning) {
  if (!(warning instanceof Error) || isDisabled(warning)) return;
  const deprecated = isDeprecation(warning);
  if (deprecated && process.noDeprecation) return;
  const withStack = process.traceProcessWarnings || (deprecated && process.traceDeprecation);
  const { code, detail } = warning;
  const lines = [
    `(${process.release.name}:${process.pid}) ${code ? `[${code}] ` : ''}` +
      ((withStack && warning.stack) || describe(warning)),
  ];
  if (typeof detail === 'string') lines.push(detail);
  if (!withStack && !adviceGiven) {
    adviceGiven = true;
    lines.push(advice(deprecated));
  }
  write(lines.join('\n'));
}

function isDeprecation(warning) {
  return warning.name === 'DeprecationWarning';
}

/** A warning without the cost of a second stack: only the one that starts above `above` is taken. */
function createWarning(message, { type, code, detail, above }) {
  const { isErrorStackTraceLimitWritable } = require('../errors');
  const { stackTraceLimit } = Error;
  const mayHoldBack = isErrorStackTraceLimitWritable();
  if (mayHoldBack) Error.stackTraceLimit = 0;
  const warning = new Error(message);
  if (mayHoldBack) Error.stackTraceLimit = stackTraceLimit;
  warning.name = `${type}`;
  for (const [key, value] of [['code', code], ['detail', detail]]) {
    if (value !== undefined) warning[key] = value;
  }
  Error.captureStackTrace(warning, above);
  return warning;
}

/** The three forms of emitWarning's arguments, as one. */
function describeBy(type, code, above) {
  const about = { type, code, detail: undefined, above };
  if (typeof type === 'function') {
    about.above = type;
    about.type = about.code = undefined;
  } else if (typeof type === 'object' && type !== null && !Array.isArray(type)) {
    about.type = type.type || undefined;
    about.code = type.code;
    about.above = type.ctor;
    if (typeof type.detail === 'string') about.detail = type.detail;
  }
  if (about.type !== undefined) validateString(about.type, 'type');
  if (typeof about.code === 'function') {
    about.above = about.code;
    about.code = undefined;
  }
  if (about.code !== undefined) validateString(about.code, 'code');
  about.type ||= 'Warning';
  about.above ||= emitWarning;
  return about;
}

/**
 * Emits a warning once the running code is done.
 * @param {string|Error} warning
 * @param {string|{type?: string, code?: string, detail?: string, ctor?: Function}|Function} [type]
 * @param {string|Function} [code]
 * @param {Function} [ctor] the stack of the warning starts above it
 */
function emitWarning(warning, type, code, ctor) {
  // Before anything is made: most deprecations of a quiet program are never seen.
  if (type === 'DeprecationWarning' && process.noDeprecation) return;
  const about = describeBy(type, code, ctor);
  if (typeof warning === 'string') warning = createWarning(warning, about);
  if (!(warning instanceof Error)) throw new ERR_INVALID_ARG_TYPE('warning', ['Error', 'string'], warning);
  if (!isDeprecation(warning)) process.nextTick(emitNow, warning);
  else if (!process.noDeprecation) process.nextTick(process.throwDeprecation ? throwNow : emitNow, warning);
}

// Not from emitWarning: its caller must not be able to catch it.
function throwNow(warning) {
  throw warning;
}

function emitNow(warning) {
  process.emit('warning', warning);
}

/**
 * Emits a warning at once rather than in the next tick, for one that precedes a fatal error.
 * @param {string} text
 */
function emitWarningSync(text) {
  emitNow(createWarning(text, { type: 'Warning', above: emitWarningSync }));
}

module.exports = { emitWarning, emitWarningSync, onWarning };
