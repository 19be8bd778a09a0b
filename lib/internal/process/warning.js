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

function describe(warning) {
  try {
    return typeof warning.toString === 'function' ? `${warning.toString()}` : Error.prototype.toString.call(warning);
  } catch {
    return Error.prototype.toString.call(warning);
  }
}

/**
 * Prints a warning; the listener of `process`'s 'warning' event.
 * @param {Error} warning
 */
function onWarning(warning) {
  if (!(warning instanceof Error) || isDisabled(warning)) return;
  const isDeprecation = warning.name === 'DeprecationWarning';
  if (isDeprecation && process.noDeprecation) return;
  const trace = process.traceProcessWarnings || (isDeprecation && process.traceDeprecation);
  let text = `(${process.release.name}:${process.pid}) `;
  if (warning.code) text += `[${warning.code}] `;
  text += trace && warning.stack ? `${warning.stack}` : describe(warning);
  if (typeof warning.detail === 'string') text += `\n${warning.detail}`;
  if (!trace && !adviceGiven) {
    const program = require('../../path').basename(process.argv0 || 'node', '.exe');
    const flag = isDeprecation ? '--trace-deprecation' : '--trace-warnings';
    text += `\n(Use \`${program} ${flag} ...\` to show where the warning was created)`;
    adviceGiven = true;
  }
  write(text);
}

function createWarning(message, type, code, ctor, detail) {
  const { stackTraceLimit } = Error;
  // A stack costs more than the warning is worth, unless someone will print it.
  const { isErrorStackTraceLimitWritable } = require('../errors');
  const writable = isErrorStackTraceLimitWritable();
  if (writable) Error.stackTraceLimit = 0;
  const warning = new Error(message);
  if (writable) Error.stackTraceLimit = stackTraceLimit;
  warning.name = String(type || 'Warning');
  if (code !== undefined) warning.code = code;
  if (detail !== undefined) warning.detail = detail;
  Error.captureStackTrace(warning, ctor || emitWarning);
  return warning;
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
  let detail;
  if (type !== null && typeof type === 'object' && !Array.isArray(type)) {
    ({ ctor, code } = type);
    if (typeof type.detail === 'string') ({ detail } = type);
    type = type.type || 'Warning';
  } else if (typeof type === 'function') {
    ctor = type;
    code = '';
    type = 'Warning';
  }
  if (type !== undefined) validateString(type, 'type');
  if (typeof code === 'function') {
    ctor = code;
    code = '';
  } else if (code !== undefined) {
    validateString(code, 'code');
  }
  if (typeof warning === 'string') warning = createWarning(warning, type, code, ctor, detail);
  else if (!(warning instanceof Error)) throw new ERR_INVALID_ARG_TYPE('warning', ['Error', 'string'], warning);
  if (warning.name === 'DeprecationWarning') {
    if (process.noDeprecation) return;
    if (process.throwDeprecation) {
      // Not from here: the caller must not be able to catch it.
      process.nextTick(() => {
        throw warning;
      });
      return;
    }
  }
  process.nextTick(emitNow, warning);
}

function emitNow(warning) {
  process.emit('warning', warning);
}

module.exports = { emitWarning, onWarning };
