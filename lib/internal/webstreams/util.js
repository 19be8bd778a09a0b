'use strict';

// What all of the WHATWG streams share.

const { codes: { ERR_INVALID_ARG_VALUE, ERR_INVALID_THIS } } = require('../errors');

/** The property that holds what the standard calls internal slots. */
const kState = Symbol('kState');
const kCustomInspect = Symbol.for('nodejs.util.inspect.custom');

const kClosedPromise = Symbol.for('nodejs.webstream.isClosedPromise');
const kControllerErrorFunction = Symbol.for('nodejs.webstream.controllerErrorFunction');

function nop() {}

/** Chunks with their sizes, first in, first out. */
class SizedQueue {
  constructor() {
    this.reset();
  }

  reset() {
    this.entries = [];
    this.head = 0;
    this.totalSize = 0;
  }

  get length() {
    return this.entries.length - this.head;
  }

  push(value, size) {
    this.entries.push({ value, size });
    this.totalSize += size;
  }

  peek() {
    return this.entries[this.head].value;
  }

  shift() {
    const { value, size } = this.entries[this.head];
    this.entries[this.head++] = undefined;
    if (this.head === this.entries.length) {
      this.entries = [];
      this.head = 0;
    } else if (this.head > 1024) {
      this.entries.splice(0, this.head);
      this.head = 0;
    }
    // Sizes are floating-point numbers: their sum may come out below zero.
    this.totalSize = Math.max(0, this.totalSize - size);
    return value;
  }
}

/** Keeps a rejection that somebody else reports from being reported again. */
function markHandled(promise) {
  Promise.prototype.then.call(promise, undefined, nop);
}

/** A promise with its functions, whose rejection is nobody's duty. */
function handledPromise() {
  const deferred = Promise.withResolvers();
  markHandled(deferred.promise);
  return deferred;
}

function resolvedDeferred() {
  return { promise: Promise.resolve(), resolve: undefined, reject: undefined };
}

function rejectedDeferred(reason) {
  const promise = Promise.reject(reason);
  markHandled(promise);
  return { promise, resolve: undefined, reject: undefined };
}

/**
 * @param {{highWaterMark?: number}} strategy
 * @throws {RangeError} ERR_INVALID_ARG_VALUE
 */
function extractHighWaterMark(strategy, defaultValue) {
  const value = strategy?.highWaterMark;
  if (value === undefined) return defaultValue;
  const hwm = +value;
  if (Number.isNaN(hwm) || hwm < 0) throw new ERR_INVALID_ARG_VALUE.RangeError('strategy.highWaterMark', hwm);
  return hwm;
}

function one() {
  return 1;
}

function extractSizeAlgorithm(strategy) {
  const size = strategy?.size;
  if (size === undefined) return one;
  require('../validators').validateFunction(size, 'strategy.size');
  return (chunk) => size.call(undefined, chunk);
}

/** A function that calls an optional method of a user's object and gives a promise. */
function methodAsPromise(object, name, fn) {
  if (fn === undefined) return async () => {};
  require('../validators').validateFunction(fn, name);
  return async (...args) => Reflect.apply(fn, object, args);
}

function inspectAs(self, name, fields, depth, options) {
  if (depth < 0) return self;
  const { inspect } = require('../util/inspect');
  const opts = { ...options, depth: options.depth == null ? null : options.depth - 1 };
  return `${name} ${inspect(fields, opts)}`;
}

/** Makes members enumerable and names the class, as Web IDL has it. */
function describeClass(constructor, members) {
  const { prototype } = constructor;
  for (const name of members) Object.defineProperty(prototype, name, { __proto__: null, enumerable: true });
  Object.defineProperty(prototype, Symbol.toStringTag, {
    __proto__: null, configurable: true, enumerable: false, writable: false, value: constructor.name,
  });
}

/** A class's instances have state of this kind. */
function hasState(value, kind) {
  return value !== null && typeof value === 'object' && value[kState] !== undefined && value[kState].kind === kind;
}

function checkThis(value, kind) {
  if (!hasState(value, kind)) throw new ERR_INVALID_THIS(kind);
}

/** Takes the bytes away from whoever had the buffer. */
function transferArrayBuffer(buffer) {
  return buffer.transfer();
}

function isDetached(buffer) {
  return buffer.detached === true;
}

function copyBytes(to, toOffset, from, fromOffset, length) {
  new Uint8Array(to, toOffset, length).set(new Uint8Array(from, fromOffset, length));
}

module.exports = {
  SizedQueue,
  checkThis,
  copyBytes,
  describeClass,
  extractHighWaterMark,
  extractSizeAlgorithm,
  handledPromise,
  hasState,
  inspectAs,
  isDetached,
  kClosedPromise,
  kControllerErrorFunction,
  kCustomInspect,
  kState,
  markHandled,
  methodAsPromise,
  nop,
  rejectedDeferred,
  resolvedDeferred,
  transferArrayBuffer,
};
