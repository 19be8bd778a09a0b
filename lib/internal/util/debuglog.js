'use strict';

// NODE_DEBUG: messages of modules that someone asked for by name, and the format of times.

const kSecond = 1000;
const kMinute = 60 * kSecond;
const kHour = 60 * kMinute;

let asked;

/** Reads the names, `fs,http*`, into a test. */
function initializeDebugEnv(debugEnv) {
  if (!debugEnv) {
    asked = () => false;
    return;
  }
  const pattern = debugEnv.replace(/[|\\{}()[\]^$+?.]/g, '\\$&').replaceAll('*', '.*').replaceAll(',', '$|^');
  const regexp = new RegExp(`^${pattern}$`, 'i');
  asked = (name) => regexp.test(name);
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
  let hours = 0;
  let minutes = 0;
  let seconds = 0;
  if (ms >= kSecond) {
    if (ms >= kMinute) {
      if (ms >= kHour) {
        hours = Math.floor(ms / kHour);
        ms %= kHour;
      }
      minutes = Math.floor(ms / kMinute);
      ms %= kMinute;
    }
    seconds = ms / kSecond;
  }
  if (hours !== 0 || minutes !== 0) {
    const [whole, fraction] = seconds.toFixed(3).split('.');
    const front = hours !== 0 ? `${hours}:${pad(minutes)}` : minutes;
    return `${front}:${pad(whole)}.${fraction} (${hours !== 0 ? 'h:m' : ''}m:ss.mmm)`;
  }
  return seconds !== 0 ? `${seconds.toFixed(3)}s` : `${Number(ms.toFixed(3))}ms`;
}

module.exports = { debuglog, formatTime, initializeDebugEnv };
