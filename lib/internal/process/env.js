'use strict';

/**
 * `process.env`: an object whose values are strings, as the operating system's are.
 * @param {Record<string, string>} variables what the process was started with
 * @returns {Record<string, string>}
 */
function createEnv(variables) {
  function toText(value) {
    if (typeof value === 'symbol') {
      throw new TypeError('Cannot convert a Symbol value to a string');
    }
    if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') warnOfConversion();
    return `${value}`;
  }

  return new Proxy(variables, {
    set(target, key, value) {
      if (typeof key === 'symbol') {
        throw new TypeError('Cannot convert a Symbol value to a string');
      }
      const text = toText(value);
      // The operating system knows no variable without a name.
      if (key !== '') {
        target[key] = text;
        onChange(key, text);
      }
      return true;
    },
    get(target, key) {
      return typeof key === 'symbol' ? Object.prototype[key] : target[key];
    },
    defineProperty(target, key, descriptor) {
      const { codes } = require('../errors');
      if ('get' in descriptor || 'set' in descriptor) {
        throw new codes.ERR_INVALID_OBJECT_DEFINE_PROPERTY(
          "'process.env' does not accept an accessor(getter/setter) descriptor");
      }
      if (!descriptor.configurable || !descriptor.writable || !descriptor.enumerable) {
        throw new codes.ERR_INVALID_OBJECT_DEFINE_PROPERTY(
          "'process.env' only accepts a configurable, writable, and enumerable data descriptor");
      }
      target[key] = toText(descriptor.value);
      onChange(key, target[key]);
      return true;
    },
    deleteProperty(target, key) {
      delete target[key];
      onChange(key, undefined);
      return true;
    },
  });
}

let warned = false;

function warnOfConversion() {
  if (warned || !require('../options').getOptionValue('--pending-deprecation')) return;
  warned = true;
  process.emitWarning(
    'Assigning any value other than a string, number, or boolean to a process.env property is deprecated. ' +
    'Please make sure to convert the value to a string before setting process.env with it.',
    'DeprecationWarning', 'DEP0104');
}

/** The time zone is the one variable that the running engine itself obeys. */
function onChange(key, value) {
  if (key === 'TZ') {
    internalBinding('process_methods').setTimeZone(value);
  }
}

module.exports = { createEnv };
