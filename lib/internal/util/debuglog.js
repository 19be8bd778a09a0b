'use strict';

// NODE_DEBUG: messages of modules that someone asked for by name, and the format of times.

// In milliseconds.
const kSecond = 1000;
const kMinute = 60_000;
const kHour = 3_600_000;

let asked;

/** Reads the names, `fs,http*`, into a test. */
function initializeDebugEnv(debugEnv) {
  if (!debugEnv) {
    asked = () => false;
    return;
  }
  const globs = debugEnv.split(',').map((glob) => {
    const pattern = glob.replace(/[^\w*]/g, '\\$&').replaceAll('*', '.*');
    return new RegExp(`^${pattern}$`, 'i');
  });
  asked = (name) => globs.some((glob) => glob.test(name));
}

function isEnabled(name) {
  if (asked === undefined) initializeDebugEnv(process.env.NODE_DEBUG);
  return asked(name);
}

function warnOfSecrets(set) {
  if (/^(?:HTTP|HTTP2|TLS)$/i.test(set)) {
    process.emitWarning(`Setting the NODE_DEBUG environment variable to '${set.toLowerCase()}' can expose sensitive data ` +
      '(such as passwords, tokens and authentication headers) in the resulting log.');
  }
}

function print(set, args) {
  const { stderr } = process;
  const colors = stderr.hasColors?.() && stderr.isTTY;
  const { formatWithOptions } = require('./inspect');
  const message = formatWithOptions({ colors }, ...args);
  const pid = `${process.pid}`;
  const head = colors ? `${set} \u001b[33m${pid}\u001b[39m` : `${set} ${pid}`;
  stderr.write(`${head}: ${message}\n`);
}

/**
 * Makes the logger of one module. It decides when first called.
 * @param {string} set the name to look for in NODE_DEBUG
 * @param {(logger: Function) => void} [cb] receives the decided logger, to be called without the check
 * @returns {Function} with a boolean property `enabled`
 */
function debuglog(set, cb) {
  set = `${set}`.toUpperCase();
  let log;
  let enabled;
  const test = () => {
    enabled ??= isEnabled(set);
    return enabled;
  };
  const decide = () => {
    if (test()) {
      warnOfSecrets(set);
      log = (...args) => print(set, args);
    } else {
      log = () => {};
    }
    if (typeof cb === 'function') cb(logger);
    return log;
  };
  const logger = (...args) => {
    (log ?? decide())(...args);
  };
  Object.defineProperty(logger, 'enabled', { __proto__: null, get: test, configurable: true, enumerable: true });
  return logger;
}

function pad(value) {
  return `${value}`.padStart(2, '0');
}

/**
 * A duration as people read it: `12ms`, `1.500s`, `1:02.345 (m:ss.mmm)`.
 * @param {number} ms
 * @returns {string}
 */
function formatTime(ms) {
  if (!(ms >= kSecond)) return `${Number(ms.toFixed(3))}ms`;
  const seconds = ((ms % kMinute) / kSecond).toFixed(3);
  if (ms < kMinute) return `${seconds}s`;
  const clock = seconds.padStart('ss.mmm'.length, '0');
  const minutes = Math.floor((ms % kHour) / kMinute);
  if (ms < kHour) return `${minutes}:${clock} (m:ss.mmm)`;
  return `${Math.floor(ms / kHour)}:${pad(minutes)}:${clock} (h:mm:ss.mmm)`;
}

module.exports = { debuglog, formatTime };
