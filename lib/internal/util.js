'use strict';

// Small things that most of lib/ needs. Loaded in every boot: what is rarely used is required when it is.

const { codes } = require('./errors');

const customInspectSymbol = Symbol.for('nodejs.util.inspect.custom');
const customPromisifySymbol = Symbol.for('nodejs.util.promisify.custom');
const customPromisifyArgs = Symbol('customPromisifyArgs');
/** A frozen object without properties: the default for options. */
const kEmptyObject = Object.freeze({ __proto__: null });
/** Makes class members enumerable, as WebIDL wants them. */
const kEnumerableProperty = Object.freeze({ __proto__: null, enumerable: true });

// --- deprecation ----------------------------------------------------------------------------------------------------------

/** Codes whose warning was given. */
const warnedCodes = new Set();

/**
 * Makes the function that warns once, and once only for all that share a code.
 * @param {string} message
 * @param {string} [code]
 * @param {Function} [deprecated] where the warning's stack starts
 * @returns {Function}
 */
function getDeprecationWarningEmitter(message, code, deprecated) {
  let warned = false;
  return function emitDeprecationWarning(owner) {
    if (warned) return;
    warned = true;
    if (code === 'ExperimentalWarning') {
      process.emitWarning(message, code, owner ?? deprecated);
    } else if (code === undefined) {
      process.emitWarning(message, 'DeprecationWarning', owner ?? deprecated);
    } else if (!warnedCodes.has(code)) {
      warnedCodes.add(code);
      process.emitWarning(message, 'DeprecationWarning', code, owner ?? deprecated);
    }
  };
}

/**
 * Wraps a function or class so that its first use warns.
 * @template {Function} F
 * @param {F} fn
 * @param {string} message
 * @param {string} [code] such as `DEP0001`
 * @param {boolean|{modifyPrototype?: boolean}} [options] false leaves prototypes alone; an object is the public API's form
 * @returns {F}
 */
function deprecate(fn, message, code, options = true) {
  require('./validators').validateFunction(fn, 'fn');
  if (code !== undefined) require('./validators').validateString(code, 'code');
  const modifyPrototype = typeof options === 'object' ? options?.modifyPrototype ?? true : options;
  const warn = getDeprecationWarningEmitter(message, code);
  function deprecated(...args) {
    if (!process.noDeprecation) warn(deprecated);
    return new.target ? Reflect.construct(fn, args, new.target) : Reflect.apply(fn, this, args);
  }
  if (modifyPrototype) {
    // Looks and behaves like the original, `instanceof` included.
    Object.setPrototypeOf(deprecated, fn);
    if (fn.prototype) deprecated.prototype = fn.prototype;
  }
  Object.defineProperty(deprecated, 'length', {
    __proto__: null, ...Object.getOwnPropertyDescriptor(fn, 'length'),
  });
  return deprecated;
}

/** For a class that may be called without `new`: warns once, then makes the instance. */
function deprecateInstantiation(target, code, ...args) {
  const message = `Instantiating ${target.name} without the 'new' keyword has been deprecated.`;
  if (!warnedCodes.has(code)) {
    warnedCodes.add(code);
    process.emitWarning(message, 'DeprecationWarning', code, deprecateInstantiation);
  }
  return new target(...args);
}

// --- promises -------------------------------------------------------------------------------------------------------------

/**
 * Turns a function that takes an error-first callback into one that returns a promise.
 * @param {Function} original
 * @returns {Function}
 */
function promisify(original) {
  require('./validators').validateFunction(original, 'original');
  const custom = original[customPromisifySymbol];
  if (custom) {
    require('./validators').validateFunction(custom, 'util.promisify.custom');
    return Object.defineProperty(custom, customPromisifySymbol, {
      __proto__: null, value: custom, enumerable: false, writable: false, configurable: true,
    });
  }
  const names = original[customPromisifyArgs];
  function promisified(...args) {
    return new Promise((resolve, reject) => {
      const result = Reflect.apply(original, this, [...args, (error, ...values) => {
        if (error) return reject(error);
        if (names === undefined || values.length < 2) return resolve(values[0]);
        const object = {};
        for (let i = 0; i < names.length; i++) object[names[i]] = values[i];
        return resolve(object);
      }]);
      if (result !== null && typeof result === 'object' && require('./util/types').isPromise(result)) {
        process.emitWarning('Calling promisify on a function that returns a Promise is likely a mistake.',
          'DeprecationWarning', 'DEP0174');
      }
    });
  }
  Object.setPrototypeOf(promisified, Object.getPrototypeOf(original));
  Object.defineProperty(promisified, customPromisifySymbol, {
    __proto__: null, value: promisified, enumerable: false, writable: false, configurable: true,
  });
  const descriptors = Object.getOwnPropertyDescriptors(original);
  for (const key of Reflect.ownKeys(descriptors)) Object.setPrototypeOf(descriptors[key], null);
  return Object.defineProperties(promisified, descriptors);
}
promisify.custom = customPromisifySymbol;

// --- functions and properties ---------------------------------------------------------------------------------------------

/**
 * Calls `callback` at most once.
 * @param {Function} callback
 * @param {{preserveReturnValue?: boolean}} [options]
 * @returns {Function}
 */
function once(callback, { preserveReturnValue = false } = kEmptyObject) {
  let called = false;
  let result;
  return function(...args) {
    if (called) return preserveReturnValue ? result : undefined;
    called = true;
    const returned = Reflect.apply(callback, this, args);
    result = preserveReturnValue ? returned : undefined;
    return result;
  };
}

/**
 * Defines properties whose module loads when one of them is first read. To programs they are plain data properties;
 * where one is there already it keeps its place among the others.
 * @param {object} target
 * @param {(() => object)} load such as `() => require('./url')`
 * @param {string[]} keys
 * @param {boolean} [enumerable]
 */
function defineLazyProperties(target, load, keys, enumerable = true) {
  internalBinding('builtins').defineLazyProperties(target, keys, enumerable, true, (key) => load()[key]);
}

/** The constructor at the end of the prototype chain that is `constructor`'s own. */
function getConstructorOf(object) {
  while (object) {
    const descriptor = Object.getOwnPropertyDescriptor(object, 'constructor');
    if (descriptor !== undefined && typeof descriptor.value === 'function' && descriptor.value.name !== '') {
      return descriptor.value;
    }
    object = Object.getPrototypeOf(object);
  }
  return undefined;
}

// --- text and lists -------------------------------------------------------------------------------------------------------

function removeColors(text) {
  return text.replace(/\u001b\[\d\d?m/g, '');
}

function join(output, separator) {
  return output.join(separator);
}

/** Lower-case names of encodings by each spelling that is met often; the rest goes through `normalizeEncoding`. */
const kEncodings = {
  __proto__: null,
  utf8: 'utf8', 'utf-8': 'utf8', ucs2: 'utf16le', 'ucs-2': 'utf16le', utf16le: 'utf16le', 'utf-16le': 'utf16le',
  latin1: 'latin1', binary: 'latin1', base64: 'base64', base64url: 'base64url', hex: 'hex', ascii: 'ascii',
};

/**
 * The canonical name of an encoding, `utf8` for nothing.
 * @param {*} encoding
 * @returns {string|undefined}
 */
function normalizeEncoding(encoding) {
  if (encoding == null || encoding === '') return 'utf8';
  return kEncodings[encoding] ?? kEncodings[`${encoding}`.toLowerCase()];
}

function toUSVString(input) {
  return `${input}`.toWellFormed();
}

// --- errors and signals ---------------------------------------------------------------------------------------------------

/** Whether a value is an error, of this realm or another. */
function isError(value) {
  return require('./util/types').isNativeError(value) || Function.prototype[Symbol.hasInstance].call(Error, value);
}

let uv;
function uvBinding() {
  return (uv ??= internalBinding('uv'));
}

function getSystemErrorName(errno) {
  const entry = uvBinding().getErrorMap().get(errno);
  return entry ? entry[0] : `Unknown system error ${errno}`;
}

function getSystemErrorMessage(errno) {
  return uvBinding().getErrorMap().get(errno)?.[1] ?? `Unknown system error ${errno}`;
}

function getSystemErrorMap() {
  return uvBinding().getErrorMap();
}

/** @returns {number} the number of a signal given by number or name, in any case */
function convertToValidSignal(signal) {
  const { signals } = require('../os').constants;
  if (typeof signal === 'number') {
    for (const name of Object.keys(signals)) {
      if (signals[name] === signal) return signal;
    }
  } else if (typeof signal === 'string') {
    const number = signals[signal.toUpperCase()];
    if (number !== undefined) return number;
  }
  throw new codes.ERR_UNKNOWN_SIGNAL(signal);
}

/** The class `DOMException`, loaded when first needed. */
function lazyDOMExceptionClass() {
  return require('./domexception').DOMException;
}

/**
 * @param {string} message
 * @param {string|object} name
 * @returns {DOMException}
 */
function lazyDOMException(message, name) {
  const DOMException = lazyDOMExceptionClass();
  return new DOMException(message, name);
}

// --- machine --------------------------------------------------------------------------------------------------------------

/**
 * @param {number} fd
 * @returns {'TCP'|'TTY'|'UDP'|'FILE'|'PIPE'|'UNKNOWN'|'INVALID'}
 */
function guessHandleType(fd) {
  return internalBinding('util').guessHandleType(fd);
}

/** Whether a file path or URL lies in a node_modules directory. */
function isUnderNodeModules(filename) {
  return filename != null && /[/\\]node_modules[/\\]/.test(filename);
}

/** The call sites of the caller, as objects of the stack trace API. */
function getStructuredStack() {
  const { prepareStackTrace, stackTraceLimit } = Error;
  try {
    Error.prepareStackTrace = (error, trace) => trace;
    Error.stackTraceLimit = Infinity;
    const target = {};
    Error.captureStackTrace(target, getStructuredStack);
    // While another stack is prepared, this one comes as text.
    return Array.isArray(target.stack) ? target.stack : [];
  } finally {
    Error.prepareStackTrace = prepareStackTrace;
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/** Whether the caller of the caller is a package: user code under node_modules, found on the stack. */
function isInsideNodeModules() {
  for (const frame of getStructuredStack()) {
    const filename = frame.getFileName();
    if (typeof filename !== 'string' || filename.startsWith('node:')) continue;
    return isUnderNodeModules(filename);
  }
  return false;
}

module.exports = {
  convertToValidSignal,
  customInspectSymbol,
  customPromisifyArgs,
  defineLazyProperties,
  deprecate,
  deprecateInstantiation,
  getConstructorOf,
  getSystemErrorMap,
  getSystemErrorMessage,
  getSystemErrorName,
  guessHandleType,
  isError,
  isInsideNodeModules,
  isUnderNodeModules,
  join,
  kEmptyObject,
  kEnumerableProperty,
  lazyDOMException,
  normalizeEncoding,
  once,
  promisify,
  removeColors,
  toUSVString,
};
