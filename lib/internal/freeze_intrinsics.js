'use strict';

// `--frozen-intrinsics`: nobody changes the objects of the language any more.

const NAMES = [
  // The language
  'AggregateError', 'Array', 'ArrayBuffer', 'BigInt', 'BigInt64Array', 'BigUint64Array', 'Boolean', 'DataView', 'Date',
  'Error', 'EvalError', 'FinalizationRegistry', 'Float32Array', 'Float64Array', 'Function', 'Int16Array', 'Int32Array',
  'Int8Array', 'Intl', 'JSON', 'Map', 'Math', 'Number', 'Object', 'Promise', 'Proxy', 'RangeError', 'ReferenceError',
  'Reflect', 'RegExp', 'Set', 'SharedArrayBuffer', 'String', 'Symbol', 'SyntaxError', 'TypeError', 'URIError',
  'Uint16Array', 'Uint32Array', 'Uint8Array', 'Uint8ClampedArray', 'WeakMap', 'WeakRef', 'WeakSet',
  'decodeURI', 'decodeURIComponent', 'encodeURI', 'encodeURIComponent', 'escape', 'eval', 'isFinite', 'isNaN',
  'parseFloat', 'parseInt', 'unescape',
  // The runtime
  'clearImmediate', 'clearInterval', 'clearTimeout', 'setImmediate', 'setInterval', 'setTimeout',
];

/** What no global names. */
function hiddenIntrinsics() {
  const generator = Object.getPrototypeOf(function* () {});
  const asyncGenerator = Object.getPrototypeOf(async function* () {});
  return [
    generator, asyncGenerator,
    Object.getPrototypeOf(async () => {}),
    ...[[][Symbol.iterator](), new Map()[Symbol.iterator](), new Set()[Symbol.iterator](), ''[Symbol.iterator](),
        ''.matchAll(/x/g)].map(Object.getPrototypeOf),
  ];
}

function isObject(value) {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}

/** All that can be reached from `roots` by properties and prototypes, but for what `except` holds. */
function reachable(roots, except) {
  const found = new Set();
  const waiting = [...roots];
  while (waiting.length > 0) {
    const object = waiting.pop();
    if (!isObject(object) || found.has(object) || except.has(object)) continue;
    found.add(object);
    waiting.push(Object.getPrototypeOf(object));
    for (const key of Reflect.ownKeys(object)) {
      const { value, get, set } = Object.getOwnPropertyDescriptor(object, key);
      waiting.push(value, get, set);
    }
  }
  return found;
}

/** Whether other objects are to inherit from this one: a prototype, or a constructor. */
function isInherited(object) {
  const key = typeof object === 'function' ? 'prototype' : 'constructor';
  const { value } = Object.getOwnPropertyDescriptor(object, key) ?? {};
  return isObject(value) || object === Function.prototype;
}

/**
 * A property that can't be written can't be put into a derived object by assignment either. So that this goes on to
 * work, the properties of prototypes become accessors.
 */
function letDerivedObjectsOverride(prototype) {
  for (const key of Reflect.ownKeys(prototype)) {
    const descriptor = Object.getOwnPropertyDescriptor(prototype, key);
    // Each function has its own name and length, which can't be assigned anyway.
    const isOfEachFunction = typeof prototype === 'function' && (key === 'name' || key === 'length');
    if (!('value' in descriptor) || !descriptor.configurable || isOfEachFunction) continue;
    const { value, enumerable } = descriptor;
    Object.defineProperty(prototype, key, {
      __proto__: null,
      configurable: false,
      enumerable,
      get: Object.freeze(() => value),
      set: Object.freeze(function(replacement) {
        if (this === prototype) {
          throw new TypeError(`Cannot assign to read only property '${String(key)}' of object`);
        }
        if (Object.hasOwn(this, key)) {
          this[key] = replacement;
          return;
        }
        Object.defineProperty(this, key, {
          __proto__: null, configurable: true, enumerable: true, value: replacement, writable: true,
        });
      }),
    });
  }
}

/** Freezes the intrinsic objects, and `console`. */
function freezeIntrinsics() {
  const { console } = globalThis;
  // What else is loaded when first needed, and extends them.
  require('../buffer');
  require('./errors');
  require('./util/inspect');
  const roots = NAMES.map((name) => globalThis[name]);
  const intrinsics = reachable([...roots, ...hiddenIntrinsics()], new Set([globalThis, console, process]));
  for (const object of intrinsics) {
    if (isInherited(object)) letDerivedObjectsOverride(object);
  }
  for (const object of intrinsics) Object.freeze(object);
  // Not the class behind it nor its streams: programs derive from the one and the others change as they work.
  for (const method of Object.values(console)) {
    if (typeof method === 'function' && method !== console.Console) Object.freeze(method);
  }
  Object.freeze(console);
  Object.defineProperty(globalThis, 'globalThis', {
    __proto__: null, configurable: false, enumerable: false, value: globalThis, writable: false,
  });
}

module.exports = { freezeIntrinsics };
