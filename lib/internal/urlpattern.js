'use strict';

const { CompiledPattern, kComponents, urlComponents } = require('./url_pattern/pattern');
const { InvalidPattern } = require('./url_pattern/invalid_pattern');
const { markAsUncloneable } = require('./worker/js_transferable');

// Node.js makes these errors in C++: their stacks do not show the code.
function codedTypeError(code, message) {
  const error = new TypeError(message);
  error.code = code;
  return error;
}

function invalidArgument(message) {
  return codedTypeError('ERR_INVALID_ARG_TYPE', message);
}

function isObject(value) {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}

/** Puts a private field on objects that another constructor made. */
class Identity {
  constructor(object) {
    return object;
  }
}

class State extends Identity {
  #pattern;

  static attach(object, pattern) {
    new State(object).#pattern = pattern;
  }

  static of(object) {
    if (!isObject(object) || !(#pattern in object)) throw new TypeError('Illegal invocation');
    return object.#pattern;
  }
}

/** A URLPatternInit's members that are strings; others count as missing. */
function readInit(object) {
  const init = {};
  for (const name of [...kComponents, 'baseURL']) {
    const value = object[name];
    init[name] = typeof value === 'string' ? value.toWellFormed() : undefined;
  }
  return init;
}

function readIgnoreCase(options) {
  const { ignoreCase } = options;
  if (typeof ignoreCase !== 'boolean') throw invalidArgument('options.ignoreCase must be a boolean');
  return ignoreCase;
}

function readInput(value, message) {
  if (typeof value === 'string') return value.toWellFormed();
  if (!isObject(value)) throw invalidArgument(message);
  return readInit(value);
}

/** `[input]`, `[input, baseURL]`, `[input, options]` or `[input, baseURL, options]`, read in this order. */
function readConstructorArguments(args) {
  const read = { input: {}, baseURL: undefined, ignoreCase: false };
  if (args.length > 0) read.input = readInput(args[0], 'Input must be an object or a string');
  if (args.length > 1) {
    if (typeof args[1] === 'string') read.baseURL = args[1].toWellFormed();
    else if (isObject(args[1])) read.ignoreCase = readIgnoreCase(args[1]);
    else throw invalidArgument('second argument must be a string or object');
  }
  if (args.length > 2) {
    if (!isObject(args[2])) throw invalidArgument('options must be an object');
    read.ignoreCase = readIgnoreCase(args[2]);
  }
  return read;
}

/**
 * A pattern of URLs: `new URLPattern('https://example.com/books/:id')`.
 * @see https://urlpattern.spec.whatwg.org/
 * @param {string | object} [input] a constructor string, or an object with patterns of components
 * @param {string | {ignoreCase: boolean}} [baseURL] for a constructor string, or options in its place
 * @param {{ignoreCase: boolean}} [options]
 * @throws {TypeError} ERR_INVALID_URL_PATTERN, ERR_INVALID_ARG_TYPE
 */
function URLPattern(...args) {
  if (!new.target) {
    throw codedTypeError('ERR_CONSTRUCT_CALL_REQUIRED', 'Cannot call constructor without `new`');
  }
  const { input, baseURL, ignoreCase } = readConstructorArguments(args);
  try {
    State.attach(this, new CompiledPattern(input, baseURL, ignoreCase));
  } catch (error) {
    if (!(error instanceof InvalidPattern)) throw error;
    throw codedTypeError('ERR_INVALID_URL_PATTERN', 'Failed to construct URLPattern');
  }
  markAsUncloneable(this);
}

/** The input and base URL of `test` and `exec`, which is their caller's name. */
function readMatchArguments(args, caller) {
  if (args.length === 0) return { input: readInit({}), baseURL: undefined };
  const input = readInput(args[0], 'URLPattern input needs to be a string or an object');
  if (args.length === 1) return { input, baseURL: undefined };
  if (typeof args[1] !== 'string') throw invalidArgument('baseURL must be a string');
  if (typeof input !== 'string') {
    throw codedTypeError('ERR_OPERATION_FAILED', `Failed to ${caller} URLPattern`);
  }
  return { input, baseURL: args[1].toWellFormed() };
}

const methods = {
  /**
   * What each component of a URL matched, with the values of the groups.
   * @param {string | object} [input] a URL, or an object with a URL's components
   * @param {string} [baseURL]
   * @returns {object | null} null where the URL does not match or is none
   */
  exec(...args) {
    const pattern = State.of(this);
    const { input, baseURL } = readMatchArguments(args, 'exec');
    const components = urlComponents(input, baseURL);
    const matches = components && pattern.exec(components);
    if (matches === null) return null;
    const result = { __proto__: null, inputs: baseURL === undefined ? [input] : [input, baseURL] };
    for (let i = 0; i < kComponents.length; i++) result[kComponents[i]] = matches[i];
    return result;
  },

  /**
   * Whether a URL matches.
   * @param {string | object} [input] a URL, or an object with a URL's components
   * @param {string} [baseURL]
   * @returns {boolean}
   */
  test(...args) {
    const pattern = State.of(this);
    const { input, baseURL } = readMatchArguments(args, 'test');
    const components = urlComponents(input, baseURL);
    return components !== null && pattern.test(components);
  },
};

function defineGetter(name, read) {
  function get() {
    return read(State.of(this));
  }
  Object.defineProperty(get, 'name', { __proto__: null, value: '', configurable: true });
  Object.defineProperty(URLPattern.prototype, name, {
    __proto__: null, get, enumerable: true, configurable: false,
  });
}

for (const name of kComponents) defineGetter(name, (pattern) => pattern[name].pattern);
defineGetter('hasRegExpGroups', (pattern) => pattern.hasRegExpGroups);
Object.assign(URLPattern.prototype, methods);

// `constructor` comes last, as it does on the class of Node.js.
delete URLPattern.prototype.constructor;
Object.defineProperty(URLPattern.prototype, 'constructor', {
  __proto__: null, value: URLPattern, writable: true, enumerable: false, configurable: true,
});

module.exports = { URLPattern };
