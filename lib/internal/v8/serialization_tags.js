'use strict';

// The bytes of V8's serialization format, version 15.

const kVersion = 15;

const byte = (character) => character.charCodeAt(0);

const tags = {
  version: 0xff,
  padding: 0,
  undefined: byte('_'),
  null: byte('0'),
  true: byte('T'),
  false: byte('F'),
  int32: byte('I'),
  uint32: byte('U'),
  double: byte('N'),
  bigInt: byte('Z'),
  utf8String: byte('S'),
  oneByteString: byte('"'),
  twoByteString: byte('c'),
  reference: byte('^'),
  beginObject: byte('o'),
  endObject: byte('{'),
  beginSparseArray: byte('a'),
  endSparseArray: byte('@'),
  beginDenseArray: byte('A'),
  endDenseArray: byte('$'),
  hole: byte('-'),
  date: byte('D'),
  trueObject: byte('y'),
  falseObject: byte('x'),
  numberObject: byte('n'),
  bigIntObject: byte('z'),
  stringObject: byte('s'),
  regExp: byte('R'),
  beginMap: byte(';'),
  endMap: byte(':'),
  beginSet: byte('\''),
  endSet: byte(','),
  arrayBuffer: byte('B'),
  resizableArrayBuffer: byte('~'),
  arrayBufferTransfer: byte('t'),
  sharedArrayBuffer: byte('u'),
  view: byte('V'),
  hostObject: byte('\\'),
  error: byte('r'),
};

const errorTags = {
  EvalError: byte('E'),
  RangeError: byte('R'),
  ReferenceError: byte('F'),
  SyntaxError: byte('S'),
  TypeError: byte('T'),
  URIError: byte('U'),
  message: byte('m'),
  cause: byte('c'),
  stack: byte('s'),
  end: byte('.'),
};

/** Views by their letter. */
const viewTags = {
  Int8Array: byte('b'),
  Uint8Array: byte('B'),
  Uint8ClampedArray: byte('C'),
  Int16Array: byte('w'),
  Uint16Array: byte('W'),
  Int32Array: byte('d'),
  Uint32Array: byte('D'),
  Float16Array: byte('h'),
  Float32Array: byte('f'),
  Float64Array: byte('F'),
  BigInt64Array: byte('q'),
  BigUint64Array: byte('Q'),
  DataView: byte('?'),
};

const kLengthTracking = 1;
const kBackedByResizable = 2;

/** A regular expression's flags, as bits. */
const regExpFlags = { g: 1, i: 2, m: 4, y: 8, u: 16, s: 32, d: 128, v: 256 };

module.exports = { errorTags, kBackedByResizable, kLengthTracking, kVersion, regExpFlags, tags, viewTags };
