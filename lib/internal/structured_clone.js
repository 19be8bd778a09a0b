'use strict';

// The structured clone algorithm of the HTML standard. There is no serialized form in between: within one thread the
// copy is made directly.

const { codes } = require('./errors');
const types = require('./util/types');
const {
  kClone, kDeserialize, kTransfer, kTransferList, isMarkedAsUncloneable, isMarkedAsUntransferable,
} = require('./worker/js_transferable');

const errorNames = new Set([
  'Error', 'EvalError', 'RangeError', 'ReferenceError', 'SyntaxError', 'TypeError', 'URIError',
]);

function dataCloneError(message) {
  const { DOMException } = require('./domexception');
  return new DOMException(message, 'DataCloneError');
}

function uncloneable(value) {
  return dataCloneError(`${describeUncloneable(value)} could not be cloned.`);
}

/** How the error names a value. */
function describeUncloneable(value) {
  return typeof value === 'object' && value !== null ? describe(value) : String(value);
}

function describe(object) {
  if (types.isProxy(object)) return '#<Object>';
  const name = constructorName(object);
  if (name) return `#<${name}>`;
  return typeof object[Symbol.toStringTag] === 'string' ? Object.prototype.toString.call(object) : '#<Object>';
}

/** Accessors do not count: iterators inherit one. */
function constructorName(object) {
  for (let holder = object; holder !== null; holder = Object.getPrototypeOf(holder)) {
    const property = Object.getOwnPropertyDescriptor(holder, 'constructor');
    if (property !== undefined) return typeof property.value === 'function' ? property.value.name : undefined;
  }
  return undefined;
}

/** One run of the algorithm: what was copied already, and what is transferred. */
class Cloner {
  constructor(transferList, sourcePort) {
    this.memory = new Map();
    this.buffers = [];
    this.hosts = new Map();
    for (const item of transferList) this.#take(item, sourcePort);
  }

  /** Checks one entry of the transfer list. */
  #take(item, sourcePort) {
    if (types.isArrayBuffer(item)) {
      if (isMarkedAsUntransferable(item)) throw dataCloneError('Cannot transfer object of unsupported type.');
      if (item.detached) throw dataCloneError('An ArrayBuffer is detached and could not be cloned.');
      if (this.buffers.includes(item)) throw dataCloneError('Transfer list contains duplicate ArrayBuffer');
      this.buffers.push(item);
      return;
    }
    if (isMarkedAsUntransferable(item)) throw dataCloneError('Cannot transfer object of unsupported type.');
    if (typeof item?.[kTransfer] !== 'function') throw dataCloneError('Found invalid value in transferList.');
    if (item === sourcePort) throw dataCloneError('Transfer list contains source port');
    if (this.hosts.has(item)) {
      throw dataCloneError(`Transfer list contains duplicate ${item.constructor.name}`);
    }
    this.hosts.set(item, undefined);
    for (const nested of item[kTransferList]?.() ?? []) {
      if (!this.hosts.has(nested) && !this.buffers.includes(nested)) this.#take(nested, sourcePort);
    }
  }

  /** Copies the whole value; only then is anything taken from its owner. */
  run(value) {
    for (const buffer of this.buffers) this.memory.set(buffer, copyBuffer(buffer));
    const copy = this.clone(value);
    for (const buffer of this.buffers) buffer.transfer();
    for (const host of this.hosts.keys()) this.#transferHost(host);
    return copy;
  }

  #transferHost(host) {
    if (this.hosts.get(host) === undefined) this.hosts.set(host, rebuild(host[kTransfer](), (data) => this.clone(data)));
    return this.hosts.get(host);
  }

  clone(value) {
    if (typeof value !== 'object' || value === null) {
      if (typeof value === 'function' || typeof value === 'symbol') throw uncloneable(value);
      return value;
    }
    const known = this.memory.get(value);
    if (known !== undefined) return known;
    return this.#cloneObject(value);
  }

  #remember(value, copy) {
    this.memory.set(value, copy);
    return copy;
  }

  #cloneObject(value) {
    if (this.hosts.has(value)) return this.#remember(value, this.#transferHost(value));
    if (isMarkedAsUncloneable(value)) throw dataCloneError('Cannot clone object of unsupported type.');
    if (typeof value[kClone] === 'function') {
      const packed = value[kClone]();
      // What only inherits from such a class is an object like others.
      if (packed !== undefined) return this.#remember(value, rebuild(packed, (data) => this.clone(data)));
    }
    if (typeof value[kTransfer] === 'function') {
      throw dataCloneError('Object that needs transfer was found in message but not listed in transferList');
    }
    // The environment is a plain object to programs.
    if (types.isProxy(value) && value !== process.env) throw dataCloneError('#<Object> could not be cloned.');
    if (Array.isArray(value)) return this.#cloneArray(value);
    if (types.isBoxedPrimitive(value)) return this.#remember(value, cloneBoxed(value));
    if (types.isDate(value)) return this.#remember(value, new Date(Date.prototype.getTime.call(value)));
    if (types.isRegExp(value)) return this.#remember(value, new RegExp(value.source, value.flags));
    if (types.isAnyArrayBuffer(value)) return this.#remember(value, copyBuffer(value));
    if (ArrayBuffer.isView(value)) return this.#cloneView(value);
    if (types.isMap(value)) return this.#cloneMap(value);
    if (types.isSet(value)) return this.#cloneSet(value);
    if (types.isNativeError(value)) return this.#cloneError(value);
    if (isPlatformObject(value)) throw uncloneable(value);
    return this.#cloneProperties(value, this.#remember(value, {}));
  }

  #cloneArray(value) {
    const copy = this.#remember(value, []);
    copy.length = value.length;
    return this.#cloneProperties(value, copy);
  }

  #cloneProperties(value, copy) {
    for (const key of Object.keys(value)) {
      // An earlier getter may have deleted it.
      if (!Object.hasOwn(value, key)) continue;
      const property = this.clone(value[key]);
      if (key === '__proto__') {
        Object.defineProperty(copy, key, {
          __proto__: null, configurable: true, enumerable: true, writable: true, value: property,
        });
      } else {
        copy[key] = property;
      }
    }
    return copy;
  }

  #cloneView(value) {
    const length = types.isDataView(value) ? value.byteLength : value.length;
    const Type = types.isDataView(value) ? DataView : globalThis[typedArrayName.call(value)];
    const buffer = this.clone(value.buffer);
    return this.#remember(value, new Type(buffer, value.byteOffset, length));
  }

  #cloneMap(value) {
    const copy = this.#remember(value, new Map());
    for (const [key, item] of [...Map.prototype.entries.call(value)]) copy.set(this.clone(key), this.clone(item));
    return copy;
  }

  #cloneSet(value) {
    const copy = this.#remember(value, new Set());
    for (const item of [...Set.prototype.values.call(value)]) copy.add(this.clone(item));
    return copy;
  }

  #cloneError(value) {
    const name = errorNames.has(value.name) ? value.name : 'Error';
    const error = this.#remember(value, new globalThis[name]());
    define(error, 'stack', value.stack === undefined ? undefined : String(value.stack));
    const message = Object.getOwnPropertyDescriptor(value, 'message');
    if (message !== undefined && 'value' in message) define(error, 'message', String(message.value));
    if (Object.hasOwn(value, 'cause')) define(error, 'cause', this.clone(value.cause));
    return error;
  }
}

const typedArrayName =
  Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag).get;

function define(target, name, value) {
  Object.defineProperty(target, name, {
    __proto__: null, configurable: true, enumerable: false, writable: true, value,
  });
}

function cloneBoxed(value) {
  if (types.isSymbolObject(value)) throw dataCloneError('#<Symbol> could not be cloned.');
  return Object(value.valueOf());
}

function copyBuffer(buffer) {
  if (types.isSharedArrayBuffer(buffer)) return buffer;
  if (buffer.detached) throw dataCloneError('An ArrayBuffer is detached and could not be cloned.');
  const copy = buffer.resizable ?
    new ArrayBuffer(buffer.byteLength, { maxByteLength: buffer.maxByteLength }) :
    new ArrayBuffer(buffer.byteLength);
  new Uint8Array(copy).set(new Uint8Array(buffer));
  return copy;
}

/** Objects whose state is in no property: a copy of their properties would be something else. */
function isPlatformObject(value) {
  return types.isPromise(value) || types.isWeakMap(value) || types.isWeakSet(value) || types.isGeneratorObject(value) ||
    types.isMapIterator(value) || types.isSetIterator(value) || types.isArgumentsObject(value) ||
    types.isModuleNamespaceObject(value) || types.isExternal(value) || value instanceof WeakRef ||
    value instanceof FinalizationRegistry || value === globalThis || isIterator(value);
}

function isIterator(value) {
  const tag = value[Symbol.toStringTag];
  return typeof tag === 'string' && tag.endsWith(' Iterator');
}

/** Makes an object of a class of ours from its cloned data. */
function rebuild({ data, deserializeInfo, value }, clone) {
  if (value !== undefined) return value;  // it needs no class to be found
  const [file, name] = deserializeInfo.split(':');
  const { requireBuiltin } = require('./bootstrap/realm');
  const copy = new (requireBuiltin(file)[name])();
  copy[kDeserialize](clone(data));
  return copy;
}

/**
 * Copies a value.
 * @param {any} value
 * @param {Iterable<any>} transferList what changes its owner instead of being copied
 * @param {object} [sourcePort] the port a message is posted on, which cannot send itself
 * @returns {{value: any, ports: object[]}} the copy, and the message ports it came with
 * @throws {DOMException} DataCloneError
 */
function cloneMessage(value, transferList, sourcePort) {
  const cloner = new Cloner(transferList, sourcePort);
  const copy = cloner.run(value);
  const ports = [...cloner.hosts.values()].filter((host) => host?.constructor?.name === 'MessagePort');
  return { value: copy, ports };
}

function invalidOption(what) {
  const error = new TypeError(`Failed to execute 'structuredClone': ${what}`);
  error.code = 'ERR_INVALID_ARG_TYPE';
  return error;
}

function transferListOf(options) {
  if (options === undefined || options === null) return [];
  if (typeof options !== 'object' && typeof options !== 'function') {
    throw invalidOption('Options cannot be converted to a dictionary');
  }
  const { transfer } = options;
  if (transfer === undefined) return [];
  if (transfer === null || typeof transfer !== 'object' || typeof transfer[Symbol.iterator] !== 'function') {
    throw invalidOption('transfer in Options can not be converted to sequence.');
  }
  const list = [...transfer];
  list.forEach((item, index) => {
    if (item === null || (typeof item !== 'object' && typeof item !== 'function')) {
      throw invalidOption(`transfer in Options[${index}] is not an object.`);
    }
  });
  return list;
}

/**
 * The global `structuredClone`.
 * @param {any} value
 * @param {{transfer?: Iterable<object>}} [options]
 * @returns {any}
 */
function structuredClone(value, options) {
  if (arguments.length === 0) throw new codes.ERR_MISSING_ARGS('The value argument must be specified');
  return cloneMessage(value, transferListOf(options)).value;
}

module.exports = { cloneMessage, describeUncloneable, isPlatformObject, structuredClone };
