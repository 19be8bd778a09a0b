'use strict';

// printf-like formatting. Text without directives never needs to know how objects are inspected.

const { formatBigInt, formatNumber } = require('./primitives');

function plain(text) {
  return text;
}

function inspect(value, options) {
  return require('../inspect').inspect(value, options);
}

let circularMessage;

function tryStringify(value) {
  try {
    return JSON.stringify(value);
  } catch (error) {
    // What a circular structure reads like is only known from having made one.
    if (circularMessage === undefined) {
      try {
        const circular = {};
        circular.circular = circular;
        JSON.stringify(circular);
      } catch (caught) {
        circularMessage = firstLine(caught);
      }
    }
    if (error?.name === 'TypeError' && firstLine(error) === circularMessage) return '[Circular]';
    throw error;
  }
}

function firstLine(error) {
  return error.message.split('\n', 1)[0];
}

/** Whether `String(value)` would only run the language's own `toString`. */
function hasBuiltInToString(value) {
  const target = internalBinding('util').getProxyDetails(value, false);
  if (target !== undefined) {
    if (target === null) return true;
    value = target;
  }
  // Objects without any toString count as built-in: there is nothing of the user's to call.
  if (typeof value.toString !== 'function' && typeof value[Symbol.toPrimitive] !== 'function') return true;
  let owner = value;
  while (!Object.hasOwn(owner, 'toString') && !Object.hasOwn(owner, Symbol.toPrimitive)) owner = Object.getPrototypeOf(owner);
  if (owner === value) return false;
  const descriptor = Object.getOwnPropertyDescriptor(owner, 'constructor');
  return descriptor !== undefined && typeof descriptor.value === 'function' &&
    require('./names').builtInObjects.has(descriptor.value.name);
}

/** Whether digits are grouped: as the options say, or the defaults of inspect once it is loaded. */
function separates(inspectOptions) {
  if (inspectOptions !== undefined && Object.hasOwn(inspectOptions, 'numericSeparator')) return inspectOptions.numericSeparator;
  const { isLoaded } = require('../../bootstrap/realm');
  return isLoaded('internal/util/inspect') && require('../inspect').inspectDefaultOptions.numericSeparator;
}

function formatNumeric(value, convert, inspectOptions) {
  if (typeof value === 'bigint') return formatBigInt(plain, value, separates(inspectOptions));
  if (typeof value === 'symbol') return formatNumber(plain, NaN, false);
  return formatNumber(plain, convert(value), separates(inspectOptions));
}

function formatText(value, inspectOptions) {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return formatNumber(plain, value, separates(inspectOptions));
  if (typeof value === 'bigint') return formatBigInt(plain, value, separates(inspectOptions));
  if (typeof value !== 'object' || value === null || !hasBuiltInToString(value)) return String(value);
  return inspect(value, { ...inspectOptions, depth: 0, colors: false, compact: 3 });
}

/** What a directive makes of its argument; undefined when it is none. */
function formatDirective(directive, value, inspectOptions) {
  switch (directive) {
    case 115: return formatText(value, inspectOptions); // s
    case 106: return `${tryStringify(value)}`; // j
    case 100: // d
      return formatNumeric(value, Number, inspectOptions);
    case 79: return inspect(value, inspectOptions); // O
    case 111: // o
      return inspect(value, { ...inspectOptions, showHidden: true, showProxy: true, depth: 4 });
    case 105: return formatNumeric(value, Number.parseInt, inspectOptions); // i
    case 102: // f
      return formatNumber(plain, typeof value === 'symbol' ? NaN : Number.parseFloat(value), separates(inspectOptions));
    case 99: return ''; // c
    default: return undefined;
  }
}

/**
 * Formats like `console.log`: directives in the first argument, then the rest behind spaces.
 * @param {object|undefined} inspectOptions
 * @param {Array} args
 * @returns {string}
 */
function formatArguments(inspectOptions, args) {
  const first = args[0];
  let used = 0;
  let text = '';
  let separator = '';
  if (typeof first === 'string') {
    if (args.length === 1) return first;
    let copied = 0;
    for (let i = 0; i < first.length - 1; i++) {
      if (first.charCodeAt(i) !== 37) continue;
      const next = first.charCodeAt(++i);
      if (next === 37) {
        text += first.slice(copied, i);
        copied = i + 1;
      } else if (used + 1 < args.length) {
        const formatted = formatDirective(next, args[used + 1], inspectOptions);
        if (formatted === undefined) continue;
        used++;
        text += first.slice(copied, i - 1) + formatted;
        copied = i + 1;
      }
    }
    if (copied !== 0) {
      used++;
      separator = ' ';
      text += first.slice(copied);
    }
  }
  for (; used < args.length; used++) {
    const value = args[used];
    text += separator + (typeof value === 'string' ? value : inspect(value, inspectOptions));
    separator = ' ';
  }
  return text;
}

/**
 * @param {...*} args
 * @returns {string}
 */
function format(...args) {
  return formatArguments(undefined, args);
}

/**
 * @param {object} inspectOptions
 * @param {...*} args
 * @returns {string}
 */
function formatWithOptions(inspectOptions, ...args) {
  require('../../validators').validateObject(inspectOptions, 'inspectOptions', 2 | 4);
  return formatArguments(inspectOptions, args);
}

module.exports = { format, formatArguments, formatWithOptions };
