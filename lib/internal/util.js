'use strict';

// Small things that most of lib/ needs. Loaded in every boot: what is rarely used is required when it is.

const { codes } = require('./errors');

const customInspectSymbol = Symbol.for('nodejs.util.inspect.custom');
const customPromisifySymbol = Symbol.for('nodejs.util.promisify.custom');
const customPromisifyArgs = Symbol('customPromisifyArgs');
const kIsEncodingSymbol = Symbol('kIsEncodingSymbol');
const kVmBreakFirstLineSymbol = Symbol('kVmBreakFirstLineSymbol');

/** A frozen object without properties: the default for options. */
const kEmptyObject = Object.freeze({ __proto__: null });
/** Makes class members enumerable, as WebIDL wants them. */
const kEnumerableProperty = Object.freeze({ __proto__: null, enumerable: true });

const isWindows = process.platform === 'win32';
const isMacOS = process.platform === 'darwin';

// --- deprecation ----------------------------------------------------------------------------------------------------------

/** Codes whose warning was given. */
const warnedCodes = new Set();

function isPendingDeprecation() {
  const { getOptionValue } = require('./options');
  return getOptionValue('--pending-deprecation') && !getOptionValue('--no-deprecation');
}

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

/** Like `deprecate`, for what warns only under --pending-deprecation. */
function pendingDeprecate(fn, message, code) {
  let wrapped;
  return function pendingDeprecated(...args) {
    if (wrapped === undefined) wrapped = isPendingDeprecation() ? deprecate(fn, message, code) : fn;
    return Reflect.apply(wrapped, this, args);
  };
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

/** Replaces a data property by one that warns when it is read or written. */
function deprecateProperty(key, object, message, code) {
  const descriptor = Object.getOwnPropertyDescriptor(object, key);
  const warn = getDeprecationWarningEmitter(message, code);
  let { value } = descriptor;
  Object.defineProperty(object, key, {
    __proto__: null,
    configurable: descriptor.configurable,
    enumerable: descriptor.enumerable,
    get() {
      warn();
      return value;
    },
    set(next) {
      warn();
      value = next;
    },
  });
}

const experimentalWarnings = new Set();

/**
 * Says once that a feature may change.
 * @param {string} feature
 * @param {string} [messagePrefix]
 * @param {string} [code]
 * @param {Function} [ctor]
 */
function emitExperimentalWarning(feature, messagePrefix, code, ctor) {
  if (experimentalWarnings.has(feature)) return;
  experimentalWarnings.add(feature);
  const message = `${feature} is an experimental feature and might change at any time`;
  process.emitWarning(messagePrefix ? messagePrefix + message : message, 'ExperimentalWarning', code, ctor);
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
 * Remembers what `initializer` returns.
 * @template T
 * @param {() => T} initializer
 * @returns {() => T}
 */
function getLazy(initializer) {
  let value;
  let done = false;
  return () => {
    if (!done) {
      value = initializer();
      done = true;
    }
    return value;
  };
}

/** Remembers an array or object, handing out a copy each time. */
function cachedResult(fn) {
  let result;
  return () => {
    result ??= fn();
    return Array.isArray(result) ? result.slice() : { ...result };
  };
}

/** Gives a function a name, with `[description]` for symbols. */
function assignFunctionName(name, fn, descriptor = kEmptyObject) {
  const text = typeof name === 'symbol' ? `[${name.description ?? ''}]` : `${name}`;
  return Object.defineProperty(fn, 'name', {
    __proto__: null, writable: false, enumerable: false, configurable: true, ...descriptor, value: text,
  });
}

function setOwnProperty(object, key, value) {
  return Object.defineProperty(object, key, {
    __proto__: null, configurable: true, enumerable: true, value, writable: true,
  });
}

/** Defines a WebIDL operation: enumerable, writable, configurable. */
function defineOperation(target, name, method) {
  Object.defineProperty(target, name, {
    __proto__: null, writable: true, enumerable: true, configurable: true, value: method,
  });
}

/** Defines a WebIDL interface on a global object. */
function exposeInterface(target, name, interfaceObject) {
  Object.defineProperty(target, name, {
    __proto__: null, writable: true, enumerable: false, configurable: true, value: interfaceObject,
  });
}

function exposeNamespace(target, name, namespaceObject) {
  exposeInterface(target, name, namespaceObject);
}

function exposeGetterAndSetter(target, name, getter, setter = undefined) {
  Object.defineProperty(target, name, {
    __proto__: null, enumerable: false, configurable: true, get: getter, set: setter,
  });
}

/** What a module exports under `name`, through `load`, when first read. */
function defineLazyProperty(target, load, name, enumerable, key) {
  let value;
  let loaded = false;
  Object.defineProperty(target, name, {
    __proto__: null,
    enumerable,
    configurable: true,
    get: Object.defineProperty(() => {
      if (!loaded) {
        const exported = load();
        if (!loaded) value = exported[key];
        loaded = true;
      }
      return value;
    }, 'name', { __proto__: null, value: name }),
    set: Object.defineProperty((next) => {
      Object.defineProperty(target, name, { __proto__: null, value: next, writable: true, enumerable, configurable: true });
    }, 'name', { __proto__: null, value: name }),
  });
}

/**
 * Defines properties whose module loads when one of them is first read.
 * @param {object} target
 * @param {(() => object)} load such as `() => require('./url')`
 * @param {string[]} keys
 * @param {boolean} [enumerable]
 */
function defineLazyProperties(target, load, keys, enumerable = true) {
  for (const key of keys) defineLazyProperty(target, load, key, enumerable, key);
}

/** Like `defineLazyProperties`, for interfaces of the global object. */
function exposeLazyInterfaces(target, load, keys) {
  defineLazyProperties(target, load, keys, false);
}

/** A lazy property that may be written over, as WebIDL's [Replaceable]. */
function defineReplaceableLazyAttribute(target, load, keys, writable = true) {
  for (const key of keys) {
    let value;
    let done = false;
    const get = assignFunctionName(key, function() {
      if (!done) {
        value = load()[key];
        done = true;
      }
      return value;
    });
    const set = writable ? assignFunctionName(key, function(next) {
      setOwnProperty(target, key, next);
    }) : undefined;
    Object.defineProperty(target, key, { __proto__: null, enumerable: true, configurable: true, get, set });
  }
}

/** A function that makes instances of a class when called without `new`. */
function createClassWrapper(type) {
  function wrapped(...args) {
    return Reflect.construct(type, args, new.target || type);
  }
  Object.defineProperty(wrapped, 'name', { __proto__: null, value: type.name });
  Object.setPrototypeOf(wrapped, type);
  wrapped.prototype = type.prototype;
  return wrapped;
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

/** Removes one element; faster than `Array.prototype.splice`. */
function spliceOne(list, index) {
  for (; index + 1 < list.length; index++) list[index] = list[index + 1];
  list.pop();
}

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

/** The numbers that bindings know encodings by. */
const encodingsMap = {
  __proto__: null,
  ascii: 0, utf8: 1, base64: 2, utf16le: 3, latin1: 4, hex: 5, buffer: 6, base64url: 7,
};

/** Names without those that differ only in case, sorted; in lower case if `low`. */
function filterDuplicateStrings(items, low = undefined) {
  const map = new Map();
  for (const item of items) {
    const key = item.toLowerCase();
    map.set(key, low ? key : item);
  }
  return [...map.values()].sort();
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

/** @returns {number} the exit code that shells give for a signal: 128 and its number */
function convertProcessSignalToExitCode(signalCode) {
  const { signals } = require('../os').constants;
  require('./validators').validateOneOf(signalCode, 'signalCode', Object.keys(signals));
  return 128 + signals[signalCode];
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

/** Puts the source line that an error points at before its stack, once. */
function decorateErrorStack(error) {
  if (!isError(error) || !error.stack || error[kDecorated]) return;
  const arrow = error[kArrowMessage];
  if (arrow) {
    error.stack = arrow + error.stack;
    error[kDecorated] = true;
  }
}
const kArrowMessage = Symbol('arrowMessage');
const kDecorated = Symbol('decorated');

// --- machine --------------------------------------------------------------------------------------------------------------

/** Blocks the thread for `ms` milliseconds. */
function sleep(ms) {
  require('./validators').validateUint32(ms, 'ms');
  internalBinding('util').sleep(ms);
}

/**
 * @param {number} fd
 * @returns {'TCP'|'TTY'|'UDP'|'FILE'|'PIPE'|'UNKNOWN'|'INVALID'}
 */
function guessHandleType(fd) {
  return internalBinding('util').guessHandleType(fd);
}

function assertCrypto() {}

function assertTypeScript() {}

let cachedCwd;
let cachedCwdUrl;
/** The working directory as a file URL that ends in a slash. */
function getCWDURL() {
  const cwd = process.cwd();
  if (cwd !== cachedCwd) {
    cachedCwdUrl = require('./url').pathToFileURL(`${cwd}/`);
    cachedCwd = cwd;
  }
  return cachedCwdUrl;
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
    return target.stack;
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

/** A weak reference that can be held strongly for a while. */
class WeakReference {
  #weak;
  #strong = null;
  #count = 0;

  constructor(object) {
    this.#weak = new WeakRef(object);
  }

  incRef() {
    this.#count++;
    if (this.#count === 1) this.#strong = this.#weak.deref();
    return this.#count;
  }

  decRef() {
    this.#count--;
    if (this.#count === 0) this.#strong = null;
    return this.#count;
  }

  get() {
    return this.#strong ?? this.#weak.deref();
  }
}

// Older engines lack them; both are what `using` declarations look for.
const SymbolDispose = Symbol.dispose;
const SymbolAsyncDispose = Symbol.asyncDispose;

module.exports = {
  SymbolAsyncDispose,
  SymbolDispose,
  WeakReference,
  assertCrypto,
  assertTypeScript,
  assignFunctionName,
  cachedResult,
  convertProcessSignalToExitCode,
  convertToValidSignal,
  createClassWrapper,
  customInspectSymbol,
  customPromisifyArgs,
  decorateErrorStack,
  defineLazyProperties,
  defineOperation,
  defineReplaceableLazyAttribute,
  deprecate,
  deprecateInstantiation,
  deprecateProperty,
  emitExperimentalWarning,
  encodingsMap,
  exposeGetterAndSetter,
  exposeInterface,
  exposeLazyInterfaces,
  exposeNamespace,
  filterDuplicateStrings,
  getCWDURL,
  getConstructorOf,
  getDeprecationWarningEmitter,
  getLazy,
  getStructuredStack,
  getSystemErrorMap,
  getSystemErrorMessage,
  getSystemErrorName,
  guessHandleType,
  isError,
  isInsideNodeModules,
  isMacOS,
  isPendingDeprecation,
  isUnderNodeModules,
  isWindows,
  join,
  kArrowMessage,
  kDecorated,
  kEmptyObject,
  kEnumerableProperty,
  kIsEncodingSymbol,
  kVmBreakFirstLineSymbol,
  lazyDOMException,
  lazyDOMExceptionClass,
  normalizeEncoding,
  once,
  pendingDeprecate,
  promisify,
  removeColors,
  setOwnProperty,
  sleep,
  spliceOne,
  toUSVString,
};
