'use strict';

// What kind of object a value is, whatever its prototype says. The engine answers where JavaScript cannot.

const binding = internalBinding('types');

const typedArrayTag = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag).get;

function tagOf(value) {
  return Reflect.apply(typedArrayTag, value, []);
}

function isArrayBufferView(value) {
  return ArrayBuffer.isView(value);
}

function isTypedArray(value) {
  return tagOf(value) !== undefined;
}

function isDataView(value) {
  return ArrayBuffer.isView(value) && tagOf(value) === undefined;
}

function isUint8Array(value) {
  return tagOf(value) === 'Uint8Array';
}

/** The test for one kind of typed array. */
function isKind(kind) {
  return { [`is${kind}`](value) { return tagOf(value) === kind; } }[`is${kind}`];
}

// Neither class can exist before its module was loaded; loading it to say no would be dear.
function isKeyObject(value) {
  const keys = require('../crypto/loaded').KeyObject;
  return keys !== undefined && value instanceof keys;
}

function isCryptoKey(value) {
  const key = require('../crypto/loaded').CryptoKey;
  return key !== undefined && value instanceof key;
}

module.exports = {
  ...binding,
  isArrayBufferView,
  isDataView,
  isTypedArray,
  isUint8Array,
  isUint8ClampedArray: isKind('Uint8ClampedArray'),
  isUint16Array: isKind('Uint16Array'),
  isUint32Array: isKind('Uint32Array'),
  isInt8Array: isKind('Int8Array'),
  isInt16Array: isKind('Int16Array'),
  isInt32Array: isKind('Int32Array'),
  isFloat16Array: isKind('Float16Array'),
  isFloat32Array: isKind('Float32Array'),
  isFloat64Array: isKind('Float64Array'),
  isBigInt64Array: isKind('BigInt64Array'),
  isBigUint64Array: isKind('BigUint64Array'),
};

for (const [name, value] of [['isKeyObject', isKeyObject], ['isCryptoKey', isCryptoKey]]) {
  Object.defineProperty(module.exports, name, { __proto__: null, configurable: false, enumerable: true, value });
}
