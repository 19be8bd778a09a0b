'use strict';

// The global console. Lines of text go straight to the file descriptor as long as nobody has asked for `process.stdout`;
// with the first thing that needs more, the complete Console takes over.

const { isTerminal, writeString } = internalBinding('stdio');
const { isLoaded } = require('../bootstrap/realm');
const { isUntouched } = require('../process/stdio');

/** The complete Console, once needed. */
let full;

function complete() {
  return (full ??= require('./constructor').createGlobalConsole());
}

const colorless = [undefined, undefined, undefined];

/** Whether objects are printed without colours; asked once per descriptor, for as long as nothing is taken over. */
function isColorless(fd) {
  return (colorless[fd] ??= !isTerminal(fd) && process.env.FORCE_COLOR === undefined);
}

/**
 * Prints the simple cases.
 * @param {string} name `stdout` or `stderr`
 * @param {number} fd
 * @param {Array} args
 * @returns {boolean} false where the complete Console must do it
 */
function printLine(name, fd, args) {
  if (full !== undefined || !isUntouched(name) || isLoaded('diagnostics_channel')) return false;
  let text;
  if (args.length === 0) text = '';
  else if (args.length === 1 && typeof args[0] === 'string') text = args[0];
  else if (isColorless(fd)) text = require('../util/inspect/format').formatArguments(undefined, args);
  else return false;
  // Formatting may have run user code that took the stream.
  if (full !== undefined || !isUntouched(name)) {
    complete().writeText(name, text);
    return true;
  }
  try {
    writeString(fd, `${text}\n`);
  } catch {
    // As with any console, what cannot be written is lost.
  }
  return true;
}

const console = Object.create({});
/** Marks every console; see `Console[Symbol.hasInstance]`. */
const kIsConsole = require('./marker');

const methods = {
  log(...args) {
    if (printLine('stdout', 1, args)) return;
    complete().log(...args);
  },
  warn(...args) {
    if (printLine('stderr', 2, args)) return;
    complete().warn(...args);
  },
  dir(object, options) {
    complete().dir(object, options);
  },
  time(label) {
    complete().time(label);
  },
  timeEnd(label) {
    complete().timeEnd(label);
  },
  timeLog(label, ...data) {
    complete().timeLog(label, ...data);
  },
  trace(...args) {
    complete().traceFrom(methods.trace, args);
  },
  assert(expression, ...args) {
    if (!expression) complete().assert(expression, ...args);
  },
  clear() {
    complete().clear();
  },
  count(label) {
    complete().count(label);
  },
  countReset(label) {
    complete().countReset(label);
  },
  group(...data) {
    complete().group(...data);
  },
  groupEnd() {
    complete().groupEnd();
  },
  table(tabularData, properties) {
    complete().table(tabularData, properties);
  },
  debug(...args) {
    if (printLine('stdout', 1, args)) return;
    complete().debug(...args);
  },
  info(...args) {
    if (printLine('stdout', 1, args)) return;
    complete().info(...args);
  },
  dirxml(...args) {
    complete().dirxml(...args);
  },
  error(...args) {
    if (printLine('stderr', 2, args)) return;
    complete().error(...args);
  },
  groupCollapsed(...data) {
    complete().groupCollapsed(...data);
  },
};

for (const name of Object.keys(methods)) {
  Object.defineProperty(console, name, {
    __proto__: null, value: methods[name], writable: true, enumerable: true, configurable: true,
  });
}

function lazy(name, enumerable, load) {
  Object.defineProperty(console, name, {
    __proto__: null,
    configurable: true,
    enumerable,
    get: load,
    set(value) {
      Object.defineProperty(console, name, { __proto__: null, value, writable: true, enumerable, configurable: true });
    },
  });
}

lazy('Console', true, () => require('./constructor').Console);
// What the inspector would add to a console does nothing without one.
for (const name of ['profile', 'profileEnd', 'timeStamp']) {
  console[name] = { [name]() {} }[name];
}
for (const name of ['context', 'createTask']) lazy(name, true, () => require('./inspected')[name]);
/** Another stream for the global console: from now on everything goes through the complete one. */
function stream(name) {
  Object.defineProperty(console, name, {
    __proto__: null,
    configurable: true,
    enumerable: false,
    get: () => complete()[name],
    set(value) {
      Object.defineProperty(complete(), name, { __proto__: null, value, writable: true, configurable: true });
    },
  });
}

stream('_stdout');
stream('_stderr');
lazy('_times', false, () => complete()._times);
lazy('_ignoreErrors', false, () => complete()._ignoreErrors);
lazy('_stdoutErrorHandler', false, () => complete()._stdoutErrorHandler);
lazy('_stderrErrorHandler', false, () => complete()._stderrErrorHandler);

Object.defineProperty(console, Symbol.toStringTag, {
  __proto__: null, value: 'console', writable: false, enumerable: false, configurable: true,
});
// `console instanceof Console` asks for this.
Object.defineProperty(console, kIsConsole, { __proto__: null, value: true });

module.exports = console;
