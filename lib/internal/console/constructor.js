'use strict';

const { codes, isStackOverflowError } = require('../errors');
const { validateArray, validateInteger, validateObject, validateOneOf } = require('../validators');
const { formatArguments } = require('../util/inspect/format');
const { formatTime } = require('../util/debuglog');
const kIsConsole = require('./marker');

const { ERR_CONSOLE_WRITABLE_STREAM, ERR_INCOMPATIBLE_OPTION_PAIR } = codes;

const kColorOptions = Object.freeze({ colors: true });
const kNoColorOptions = Object.freeze({});
const kMaxGroupIndentation = 1000;

/** What each console keeps to itself: groups, counters, options. */
const states = new WeakMap();

class ConsoleState {
  constructor({ colorMode = 'auto', inspectOptions, groupIndentation = 2 }) {
    this.colorMode = colorMode;
    this.inspectOptions = inspectOptions;
    this.groupIndentation = groupIndentation;
    this.indent = '';
    this.counts = new Map();
    this.channels = undefined;
  }
}

function noop() {}

/**
 * A console that writes to streams of its own.
 * @param {object} options the streams `stdout` and `stderr`, `ignoreErrors`, `colorMode`, `inspectOptions`,
 *   `groupIndentation`; or the legacy arguments stdout, stderr, ignoreErrors
 */
function Console(options /* or: stdout, stderr, ignoreErrors = true */) {
  if (!new.target) return Reflect.construct(Console, arguments);
  if (!options || typeof options.write === 'function') {
    options = { stdout: options, stderr: arguments[1], ignoreErrors: arguments[2] };
  }
  const { stdout, stderr = stdout, ignoreErrors = true } = options;
  checkOptions(options, stdout, stderr);
  // Methods work without their console: each instance has them bound, overridden ones included.
  for (const key of Object.keys(Console.prototype)) {
    Object.defineProperty(this, key, {
      __proto__: null, value: bind(this[key], this, key), writable: true, enumerable: true, configurable: true,
    });
  }
  initialize(this, options, () => stdout, () => stderr, ignoreErrors);
  hide(this, '_stdout', stdout);
  hide(this, '_stderr', stderr);
}

function checkOptions({ colorMode = 'auto', inspectOptions, groupIndentation }, stdout, stderr) {
  if (!stdout || typeof stdout.write !== 'function') throw new ERR_CONSOLE_WRITABLE_STREAM('stdout');
  if (!stderr || typeof stderr.write !== 'function') throw new ERR_CONSOLE_WRITABLE_STREAM('stderr');
  validateOneOf(colorMode, 'colorMode', ['auto', true, false]);
  if (groupIndentation !== undefined) validateInteger(groupIndentation, 'groupIndentation', 0, kMaxGroupIndentation);
  if (inspectOptions === undefined) return;
  validateObject(inspectOptions, 'options.inspectOptions');
  const all = inspectOptions instanceof Map ? [...inspectOptions.values()] : [inspectOptions];
  for (const one of all) {
    if (one.colors !== undefined && arguments[0].colorMode !== undefined) {
      throw new ERR_INCOMPATIBLE_OPTION_PAIR('options.inspectOptions.color', 'colorMode');
    }
  }
}

function bind(method, target, name) {
  const bound = method.bind(target);
  Object.defineProperty(bound, 'name', { __proto__: null, value: name, configurable: true });
  return bound;
}

function hide(target, key, value) {
  Object.defineProperty(target, key, { __proto__: null, value, writable: true, enumerable: false, configurable: true });
}

/** An asynchronous error of the stream must not end the program because a line could not be written. */
function makeErrorHandler(getStream) {
  return (error) => {
    const stream = getStream();
    if (error !== null && !stream._writableState?.errorEmitted && stream.listenerCount('error') === 0) {
      stream.once('error', noop);
    }
  };
}

function initialize(console, options, getStdout, getStderr, ignoreErrors) {
  states.set(console, new ConsoleState(options));
  hide(console, '_stdoutErrorHandler', makeErrorHandler(getStdout));
  hide(console, '_stderrErrorHandler', makeErrorHandler(getStderr));
  hide(console, '_ignoreErrors', Boolean(ignoreErrors));
  hide(console, '_times', new Map());
  Object.defineProperty(console, Symbol.toStringTag, {
    __proto__: null, value: 'console', writable: false, enumerable: false, configurable: true,
  });
  Object.defineProperty(console, kIsConsole, { __proto__: null, value: true });
}

// --- writing --------------------------------------------------------------------------------------------------------------

function inspectOptionsFor(console, stream) {
  const { colorMode, inspectOptions } = states.get(console);
  const own = inspectOptions instanceof Map ? inspectOptions.get(stream) : inspectOptions;
  let color = colorMode;
  if (color === 'auto') {
    color = require('../util/colors').shouldColorize(stream);
  }
  if (own) {
    if (own.colors === undefined) own.colors = color;
    return own;
  }
  return color ? kColorOptions : kNoColorOptions;
}

function format(console, stream, args) {
  if (args.length === 1 && typeof args[0] === 'string') return args[0];
  return formatArguments(inspectOptionsFor(console, stream), args);
}

function write(console, stream, errorHandler, text) {
  const { indent } = states.get(console);
  if (indent !== '') text = indent + (text.includes('\n') ? text.replaceAll('\n', `\n${indent}`) : text);
  text += '\n';
  if (console._ignoreErrors === false) {
    stream.write(text);
    return;
  }
  // Errors may come at once (files, terminals) or later (pipes).
  if (stream.listenerCount?.('error') > 0) {
    writeIgnoringErrors(stream, text, errorHandler);
    return;
  }
  stream.once?.('error', noop);
  try {
    writeIgnoringErrors(stream, text, errorHandler);
  } finally {
    stream.removeListener?.('error', noop);
  }
}

function writeIgnoringErrors(stream, text, errorHandler) {
  try {
    stream.write(text, errorHandler);
  } catch (error) {
    // A full stack is the program's bug, not the stream's.
    if (isStackOverflowError(error)) throw error;
  }
}

function writeOut(console, text) {
  write(console, console._stdout, console._stdoutErrorHandler, text);
}

function publish(name, args) {
  if (!require('../bootstrap/realm').isLoaded('diagnostics_channel')) return;
  const channel = require('../../diagnostics_channel').channel(`console.${name}`);
  if (channel.hasSubscribers) channel.publish(args);
}

function printOut(console, name, args) {
  publish(name, args);
  writeOut(console, format(console, console._stdout, args));
}

function printErr(console, name, args) {
  publish(name, args);
  write(console, console._stderr, console._stderrErrorHandler, format(console, console._stderr, args));
}

// --- times ----------------------------------------------------------------------------------------------------------------

function now() {
  return Number(process.hrtime.bigint()) / 1e6;
}

function printTime(console, label, method, data) {
  const start = console._times.get(label);
  if (start === undefined) {
    process.emitWarning(`No such label '${label}' for console.${method}()`);
    return false;
  }
  console.log('%s: %s', label, formatTime(now() - start), ...data);
  return true;
}

const methods = {
  log(...args) {
    printOut(this, 'log', args);
  },

  warn(...args) {
    printErr(this, 'warn', args);
  },

  error(...args) {
    printErr(this, 'error', args);
  },

  dir(object, options) {
    const { inspect } = require('../util/inspect');
    writeOut(this, inspect(object, { customInspect: false, ...inspectOptionsFor(this, this._stdout), ...options }));
  },

  time(label = 'default') {
    label = `${label}`;
    if (this._times.has(label)) {
      process.emitWarning(`Label '${label}' already exists for console.time()`);
      return;
    }
    this._times.set(label, now());
  },

  timeEnd(label = 'default') {
    label = `${label}`;
    if (printTime(this, label, 'timeEnd', [])) this._times.delete(label);
  },

  timeLog(label = 'default', ...data) {
    printTime(this, `${label}`, 'timeLog', data);
  },

  trace: function trace(...args) {
    printTrace(this, trace, args);
  },

  assert(expression, ...args) {
    if (expression) return;
    args[0] = `Assertion failed${args.length === 0 ? '' : `: ${args[0]}`}`;
    // Formatted like a warning.
    this.warn(...args);
  },

  clear() {
    // Only a terminal has something to clear.
    if (!this._stdout.isTTY || process.env.TERM === 'dumb') return;
    this._stdout.write('\u001b[1;1H\u001b[0J');
  },

  count(label = 'default') {
    label = `${label}`;
    const { counts } = states.get(this);
    const count = (counts.get(label) ?? 0) + 1;
    counts.set(label, count);
    this.log(`${label}: ${count}`);
  },

  countReset(label = 'default') {
    label = `${label}`;
    const { counts } = states.get(this);
    if (!counts.delete(label)) process.emitWarning(`Count for '${label}' does not exist`);
  },

  group(...data) {
    if (data.length > 0) this.log(...data);
    const state = states.get(this);
    state.indent += ' '.repeat(state.groupIndentation);
  },

  groupEnd() {
    const state = states.get(this);
    state.indent = state.indent.slice(0, state.indent.length - state.groupIndentation);
  },

  table(tabularData, properties) {
    if (tabularData === null || typeof tabularData !== 'object') {
      this.log(tabularData);
      return;
    }
    if (properties !== undefined) validateArray(properties, 'properties');
    const options = inspectOptionsFor(this, this._stdout);
    this.log(require('./table').tabulate(tabularData, properties, options));
  },

  debug(...args) {
    printOut(this, 'debug', args);
  },

  info(...args) {
    printOut(this, 'info', args);
  },
};
methods.dirxml = { dirxml(...args) { this.log(...args); } }.dirxml;
methods.groupCollapsed = methods.group;

for (const name of [
  'log', 'warn', 'dir', 'time', 'timeEnd', 'timeLog', 'trace', 'assert', 'clear', 'count', 'countReset', 'group', 'groupEnd',
  'table', 'debug', 'info', 'dirxml', 'error', 'groupCollapsed',
]) Console.prototype[name] = methods[name];

function printTrace(console, above, args) {
  const error = { name: 'Trace', message: format(console, console._stderr, args) };
  Error.captureStackTrace(error, above);
  console.error(error.stack);
}

Object.defineProperty(Console, Symbol.hasInstance, {
  __proto__: null,
  value(instance) {
    return instance !== null && typeof instance === 'object' && kIsConsole in instance;
  },
});

/**
 * The console behind the global one: writes to `process.stdout` and `process.stderr` as they are at the time.
 * @returns {object}
 */
function createGlobalConsole() {
  const console = Object.create(Console.prototype);
  initialize(console, {}, () => process.stdout, () => process.stderr, true);
  Object.defineProperties(console, {
    _stdout: { __proto__: null, configurable: true, get: () => process.stdout },
    _stderr: { __proto__: null, configurable: true, get: () => process.stderr },
    traceFrom: { __proto__: null, value: (above, args) => printTrace(console, above, args) },
    writeText: {
      __proto__: null,
      value(stream, text) {
        if (stream === 'stdout') writeOut(console, text);
        else write(console, console._stderr, console._stderrErrorHandler, text);
      },
    },
  });
  return console;
}

module.exports = { Console, createGlobalConsole };
