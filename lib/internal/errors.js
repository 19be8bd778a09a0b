'use strict';

// Every error with a code is made here. The message tables are split into rooms under internal/errors/ and read only when
// an error is made: `codes` hands out constructors without knowing a single message, so that start-up pays for none of them.

/** Marks errors whose stack starts with `Name [CODE]: message`; the stack formatter looks for it. */
const { kIsNodeError } = internalBinding('errors');

/** Which room under internal/errors/ knows codes that start with these words; everything else is in `general`. */
const kRoomOfPrefix = {
  __proto__: null,
  CRYPTO: 'crypto', TLS: 'crypto', SRI: 'crypto',
  HTTP: 'http', HTTP2: 'http', QUIC: 'http', PROXY: 'http',
  MODULE: 'modules', PACKAGE: 'modules', REQUIRE: 'modules', IMPORT: 'modules', LOADER: 'modules', VM: 'modules',
  UNSUPPORTED: 'modules', UNKNOWN: 'modules', SOURCE: 'modules', NETWORK: 'modules', WEBASSEMBLY: 'modules',
  FS: 'system', DIR: 'system', SOCKET: 'system', SERVER: 'system', DNS: 'system', IPC: 'system', CHILD: 'system',
  WORKER: 'system', INSPECTOR: 'system', TTY: 'system', DOMAIN: 'system', WASI: 'system', NAPI: 'system',
  TRACE: 'system', STREAM: 'general', DEBUGGER: 'system', TEST: 'system', SYSTEM: 'system', IP: 'system',
};

const rooms = {
  __proto__: null,
  general: () => require('./errors/general'),
  crypto: () => require('./errors/crypto'),
  http: () => require('./errors/http'),
  modules: () => require('./errors/modules'),
  system: () => require('./errors/system'),
};

/** Definitions added by `E`, which win over the rooms. */
const ownDefinitions = new Map();

function definitionOf(code) {
  const own = ownDefinitions.get(code);
  if (own !== undefined) return own;
  const end = code.indexOf('_', 4);
  const first = kRoomOfPrefix[end === -1 ? code.slice(4) : code.slice(4, end)];
  let found = first === undefined ? undefined : rooms[first]()[code];
  if (found === undefined && first !== 'general') found = rooms.general()[code];
  for (const name in rooms) {
    if (found !== undefined) break;
    found = rooms[name]()[code];
  }
  if (found === undefined) throw new Error(`There is no error with the code '${code}'`);
  return found;
}

// --- stack trace limits ---------------------------------------------------------------------------------------------------

/**
 * Whether assigning `Error.stackTraceLimit` would work: user code may have frozen, deleted or replaced it.
 * @returns {boolean}
 */
function isErrorStackTraceLimitWritable() {
  const desc = Object.getOwnPropertyDescriptor(Error, 'stackTraceLimit');
  if (desc === undefined) return Object.isExtensible(Error);
  return desc.writable !== undefined ? desc.writable : desc.set !== undefined;
}

/** Makes an error without paying for a stack that is captured again right after. */
function withoutStack(make) {
  if (!isErrorStackTraceLimitWritable()) return make();
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 0;
  try {
    return make();
  } finally {
    Error.stackTraceLimit = limit;
  }
}

/** Captures the stack above `hidden`, unless traces are switched off. */
function captureAbove(error, hidden) {
  Error.captureStackTrace(error, hidden);
  return error;
}

// --- errors with a code ---------------------------------------------------------------------------------------------------

/** One subclass per built-in constructor: it prints the code, yet `constructor` and `name` stay the built-in's. */
const codedClasses = new Map();

function codedClassOf(Base) {
  let Coded = codedClasses.get(Base);
  if (Coded === undefined) {
    Coded = class extends Base {};
    Object.defineProperties(Coded.prototype, {
      constructor: { __proto__: null, value: Base, writable: true, configurable: true },
      [kIsNodeError]: { __proto__: null, value: true },
      toString: {
        __proto__: null,
        value() {
          return `${this.name} [${this.code}]: ${this.message}`;
        },
        writable: true,
        configurable: true,
      },
    });
    codedClasses.set(Base, Coded);
  }
  return Coded;
}

/**
 * Formats the message of a code.
 * @param {string} code
 * @param {Array} args
 * @param {object} error receives the properties that some messages leave on their error (`this`)
 * @returns {string}
 */
function getMessage(code, args, error) {
  const message = definitionOf(code)[1];
  if (typeof message === 'function') return Reflect.apply(message, error, args);
  if (args.length === 0) return message;
  let next = 0;
  return message.replace(/%[sdj]/g, (directive) => {
    const value = args[next++];
    if (directive === '%j') return JSON.stringify(value);
    if (directive === '%d') return `${Number(value)}`;
    return typeof value === 'string' ? value : inspector().format('%s', value);
  });
}

function setMessage(error, message) {
  Object.defineProperty(error, 'message', {
    __proto__: null, value: message, enumerable: false, writable: true, configurable: true,
  });
}

function createNodeError(code, Base, args, hidden) {
  const definition = definitionOf(code);
  if (definition[0] === 'SystemError') {
    return captureAbove(withoutStack(() => new SystemError(code, args[0])), hidden);
  }
  const Coded = codedClassOf(Base ?? definition[0]);
  const error = withoutStack(() => new Coded());
  error.code = code;
  setMessage(error, getMessage(code, args, error));
  return captureAbove(error, hidden);
}

/** Codes that exist over more than one built-in: `new codes.ERR_INVALID_STATE.TypeError(…)`. */
const kVariants = {
  __proto__: null,
  ERR_HTTP2_INVALID_SETTING_VALUE: [RangeError],
  ERR_INVALID_ARG_VALUE: [RangeError],
  ERR_INVALID_RETURN_VALUE: [RangeError],
  ERR_INVALID_STATE: [TypeError, RangeError],
  ERR_OPERATION_FAILED: [TypeError],
};

function createConstructor(code, Base) {
  function NodeError(...args) {
    return createNodeError(code, Base, args, NodeError);
  }
  // hideStackFrames captures the stack anew, so its errors need no constructor of their own.
  NodeError.HideStackFramesError = NodeError;
  return NodeError;
}

function createConstructors(code) {
  const NodeError = createConstructor(code, undefined);
  const variants = kVariants[code];
  if (variants !== undefined) {
    for (const Base of variants) NodeError[Base.name] = createConstructor(code, Base);
  }
  return NodeError;
}

/**
 * The constructors of all coded errors: `new codes.ERR_INVALID_ARG_TYPE('path', 'string', value)`. An unknown code fails when
 * its constructor is called, not when it is taken from here.
 */
const codes = new Proxy({ __proto__: null }, {
  get(target, code) {
    if (typeof code !== 'string' || !code.startsWith('ERR_')) return undefined;
    return (target[code] ??= createConstructors(code));
  },
});

/**
 * Adds a coded error at run time.
 * @param {string} code
 * @param {string|Function} message a template with %s, %d or %j, or a function of the constructor's arguments
 * @param {Function} Base the built-in error constructor
 */
function E(code, message, Base) {
  ownDefinitions.set(code, [Base, message]);
}

// --- hidden frames --------------------------------------------------------------------------------------------------------

/**
 * Wraps `fn` so that the errors it throws show the stack of the wrapper's caller.
 * @template {Function} F
 * @param {F} fn
 * @returns {F}
 */
function hideStackFrames(fn) {
  function wrapped(...args) {
    try {
      return Reflect.apply(fn, this, args);
    } catch (error) {
      if (Error.stackTraceLimit && error !== null && typeof error === 'object') captureAbove(error, wrapped);
      throw error;
    }
  }
  wrapped.withoutStackTrace = fn;
  return wrapped;
}

// --- system errors --------------------------------------------------------------------------------------------------------

function systemMessage(prefix, { syscall, code, message, path, dest }) {
  const from = path === undefined ? '' : ` ${path}`;
  const to = dest === undefined ? '' : ` => ${dest}`;
  return `${prefix}: ${syscall} returned ${code} (${message})${from}${to}`;
}

function contextProperty(context, key, convert) {
  return {
    __proto__: null,
    get: () => (convert ? context[key]?.toString() : context[key]),
    set(value) {
      context[key] = convert && value ? Buffer.from(value.toString()) : value;
    },
    enumerable: true,
    configurable: true,
  };
}

/**
 * An error of the operating system that reached us through a context object (`code`, `message`, `syscall`, `errno`, `path`,
 * `dest`), as `ERR_SYSTEM_ERROR`, `ERR_FS_EISDIR` and their like are.
 */
class SystemError extends Error {
  constructor(code, context) {
    super();
    const properties = {
      name: { __proto__: null, value: 'SystemError', enumerable: false, writable: true, configurable: true },
      message: {
        __proto__: null,
        configurable: true,
        enumerable: false,
        writable: true,
        value: systemMessage(definitionOf(code)[1], context),
      },
      info: { __proto__: null, value: context, enumerable: true, writable: false, configurable: true },
      errno: contextProperty(context, 'errno', false),
      syscall: contextProperty(context, 'syscall', false),
    };
    if (context.path !== undefined) properties.path = contextProperty(context, 'path', true);
    if (context.dest !== undefined) properties.dest = contextProperty(context, 'dest', true);
    this.code = code;
    Object.defineProperties(this, properties);
  }

  toString() {
    return `${this.name} [${this.code}]: ${this.message}`;
  }

  [Symbol.for('nodejs.util.inspect.custom')](depth, options, inspect) {
    return inspect(this, { ...options, getters: true, customInspect: false });
  }
}
Object.defineProperties(SystemError.prototype, {
  [kIsNodeError]: { __proto__: null, value: true },
  constructor: { __proto__: null, value: class NodeError extends Error {}, writable: true, configurable: true },
});

// --- errors of bindings ---------------------------------------------------------------------------------------------------

let uvBinding;
function uv() {
  return (uvBinding ??= internalBinding('uv'));
}

/**
 * @param {number} errno a negated errno
 * @returns {[string, string]|undefined} name and message
 */
function uvErrmapGet(errno) {
  return uv().getErrorMap().get(errno);
}

/** @returns {string} `ENOENT` for -2; `Unknown system error N` for what is none */
function errnoName(errno) {
  const entry = uvErrmapGet(errno);
  return entry === undefined ? `Unknown system error ${errno}` : entry[0];
}

function errorWith(message, hidden) {
  return captureAbove(withoutStack(() => new Error(message)), hidden);
}

/**
 * The error of a failed file system or process call: `ENOENT: no such file or directory, open 'x'`.
 * @param {{errno: number, syscall: string, path?: string|Buffer, dest?: string|Buffer, message?: string}} context
 * @returns {Error} with `errno`, `code`, `syscall`, `path`, `dest`
 */
function UVException(context) {
  const [code, text] = uvErrmapGet(context.errno) ?? ['UNKNOWN', 'unknown error'];
  const path = context.path?.toString();
  const dest = context.dest?.toString();
  let message = `${code}: ${context.message || text}, ${context.syscall}`;
  if (path !== undefined) message += ` '${path}'`;
  if (dest !== undefined) message += ` -> '${dest}'`;
  const error = errorWith(message, UVException);
  for (const key of Object.keys(context)) {
    if (key !== 'message' && key !== 'path' && key !== 'dest') error[key] = context[key];
  }
  error.code = code;
  if (path !== undefined) error.path = path;
  if (dest !== undefined) error.dest = dest;
  return error;
}

function hostAndPort(address, port) {
  if (port && port > 0) return ` ${address}:${port}`;
  return address ? ` ${address}` : '';
}

function withHostAndPort(error, errno, code, syscall, address, port) {
  error.errno = errno;
  error.code = code;
  error.syscall = syscall;
  error.address = address;
  if (port) error.port = port;
  return error;
}

/**
 * The error of a failed listen or bind: `listen EADDRINUSE: address already in use :::80`.
 * @param {number} errno
 * @param {string} syscall
 * @param {string} address
 * @param {number} [port]
 * @returns {Error} with `errno`, `code`, `syscall`, `address`, `port`
 */
function UVExceptionWithHostPort(errno, syscall, address, port) {
  const [code, text] = uvErrmapGet(errno) ?? ['UNKNOWN', 'unknown error'];
  const error = errorWith(`${syscall} ${code}: ${text}${hostAndPort(address, port)}`, UVExceptionWithHostPort);
  return withHostAndPort(error, errno, code, syscall, address, port);
}

/**
 * The error of a failed call that has no path: `read ECONNRESET`.
 * @param {number} errno
 * @param {string} syscall
 * @param {string} [original] appended to the message
 * @returns {Error} with `errno`, `code`, `syscall`
 */
function ErrnoException(errno, syscall, original) {
  const code = errnoName(errno);
  const error = errorWith(original ? `${syscall} ${code} ${original}` : `${syscall} ${code}`, ErrnoException);
  error.errno = errno;
  error.code = code;
  error.syscall = syscall;
  return error;
}

/**
 * The error of a failed connect or send: `connect ECONNREFUSED 127.0.0.1:1 - Local (…)`.
 * @param {number} errno
 * @param {string} syscall
 * @param {string} address
 * @param {number} [port]
 * @param {string} [additional] the local end
 * @returns {Error} with `errno`, `code`, `syscall`, `address`, `port`
 */
function ExceptionWithHostPort(errno, syscall, address, port, additional) {
  const code = errnoName(errno);
  const local = additional ? ` - Local (${additional})` : '';
  const error = errorWith(`${syscall} ${code}${hostAndPort(address, port)}${local}`, ExceptionWithHostPort);
  return withHostAndPort(error, errno, code, syscall, address, port);
}

/**
 * The error of a failed name look-up: `getaddrinfo ENOTFOUND example.invalid`.
 * @param {number|string} code an errno, or a name of c-ares'
 * @param {string} syscall
 * @param {string} [hostname]
 * @returns {Error} with `errno`, `code`, `syscall`, `hostname`
 */
function DNSException(code, syscall, hostname) {
  let errno;
  if (typeof code === 'number') {
    errno = code;
    const name = errnoName(code);
    code = name === 'EAI_NODATA' || name === 'EAI_NONAME' || name === 'EAI_MEMORY' ? 'ENOTFOUND' : name;
  }
  const error = errorWith(`${syscall} ${code}${hostname ? ` ${hostname}` : ''}`, DNSException);
  error.errno = errno;
  error.code = code;
  error.syscall = syscall;
  if (hostname) error.hostname = hostname;
  return error;
}

/** A connection that ended before it should have. */
class ConnResetException extends Error {
  constructor(message) {
    super(message);
    this.code = 'ECONNRESET';
  }

  get ['constructor']() {
    return Error;
  }
}

// --- errors without a table -----------------------------------------------------------------------------------------------

/** What an operation that an `AbortSignal` ended rejects with; `cause` is the signal's reason. */
class AbortError extends Error {
  constructor(message = 'The operation was aborted', options = undefined) {
    const type = typeof options;
    if (type !== 'object' && type !== 'undefined') throw new codes.ERR_INVALID_ARG_TYPE('options', 'Object', options);
    super(message, options);
    Object.assign(this, { code: 'ABORT_ERR', name: 'AbortError' });
  }
}

/** Several errors that stand for one, with the first one's code. */
class NodeAggregateError extends AggregateError {
  constructor(errors, message) {
    super([...errors], message);
    this.code = errors[0]?.code;
  }

  get ['constructor']() {
    return AggregateError;
  }
}
Object.defineProperty(NodeAggregateError.prototype, kIsNodeError, { __proto__: null, value: true });

/**
 * Joins an error with the one that happened while it was handled.
 * @param {Error|null|undefined} inner the first
 * @param {Error|null|undefined} outer the later
 * @returns {Error|null|undefined}
 */
function aggregateTwoErrors(inner, outer) {
  if (!inner || !outer || inner === outer) return inner || outer;
  if (Array.isArray(outer.errors)) {
    outer.errors.push(inner);
    return outer;
  }
  const error = withoutStack(() => new AggregateError([outer, inner], outer.message));
  captureAbove(error, aggregateTwoErrors);
  error.code = outer.code;
  return error;
}

/**
 * An error without a code of ours.
 * @param {string} message
 * @param {object} [properties]
 * @returns {Error}
 */
function genericNodeError(message, properties) {
  const error = errorWith(message, genericNodeError);
  return Object.assign(error, properties);
}

// --- words ----------------------------------------------------------------------------------------------------------------

let inspectModule;
function inspector() {
  return (inspectModule ??= require('./util/inspect'));
}

function inspectWithNoCustomRetry(value, options) {
  try {
    return inspector().inspect(value, options);
  } catch {
    return inspector().inspect(value, { ...options, customInspect: false });
  }
}

/**
 * Says what a value is, as in `Received type string ('x')`.
 * @param {*} value
 * @returns {string}
 */
function determineSpecificType(value) {
  if (value === null) return 'null';
  switch (typeof value) {
    case 'undefined':
      return 'undefined';
    case 'string': {
      const text = value.length > 28 ? `${value.slice(0, 25)}...` : value;
      return `type string (${text.includes("'") ? JSON.stringify(text) : `'${text}'`})`;
    }
    case 'number':
      return `type number (${Object.is(value, -0) ? '-0' : value})`;
    case 'boolean':
      return `type boolean (${value})`;
    case 'bigint':
      return `type bigint (${value}n)`;
    case 'symbol':
      return `type symbol (${String(value)})`;
    case 'function':
      return `function ${value.name}`;
    default: {
      const name = value.constructor?.name;
      return name ? `an instance of ${name}` : inspectWithNoCustomRetry(value, { depth: -1 });
    }
  }
}

/**
 * `a`, `a and b`, `a, b, and c`.
 * @param {string[]} array
 * @param {string} [type] the word before the last
 * @returns {string}
 */
function formatList(array, type = 'and') {
  const last = array.length - 1;
  if (last < 2) return array.join(` ${type} `);
  return `${array.slice(0, last).join(', ')}, ${type} ${array[last]}`;
}

let stackOverflow;
/**
 * Whether an error is the engine's answer to too deep a recursion.
 * @param {*} error
 * @returns {boolean}
 */
function isStackOverflowError(error) {
  if (stackOverflow === undefined) {
    try {
      (function overflow() { overflow(); })();
    } catch (caught) {
      stackOverflow = { name: caught.name, message: caught.message };
    }
  }
  return error != null && error.name === stackOverflow.name && error.message === stackOverflow.message;
}

/**
 * Whether a value can be treated as an error: one of any realm, or an object that looks like one.
 * @param {*} value
 * @returns {boolean}
 */
function isErrorLike(value) {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, 'stack');
}

module.exports = {
  AbortError,
  ConnResetException,
  DNSException,
  E,
  ErrnoException,
  ExceptionWithHostPort,
  NodeAggregateError,
  SystemError,
  UVException,
  UVExceptionWithHostPort,
  aggregateTwoErrors,
  codes,
  determineSpecificType,
  formatList,
  genericNodeError,
  getMessage,
  hideStackFrames,
  inspectWithNoCustomRetry,
  isErrorLike,
  isErrorStackTraceLimitWritable,
  isStackOverflowError,
  kIsNodeError,
  uvErrmapGet,
};
