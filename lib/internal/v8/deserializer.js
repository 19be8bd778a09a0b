'use strict';

const { Buffer } = require('../../buffer');
const { errorTags, kLengthTracking, kVersion, regExpFlags, tags, viewTags } = require('./serialization_tags');
const { invalidType, viewNames } = require('./serializer');
const types = require('../util/types');

const kUnreadable = 'Unable to deserialize cloned data.';
const kWrongVersion = 'Unable to deserialize cloned data due to invalid or unsupported version.';
// From here on views have flags.
const kVersionOfViewFlags = 14;

const viewTypes = new Map(Object.entries(viewTags).map(([name, tag]) => [tag, globalThis[name]]));
const errorTypes = new Map(Object.entries(errorTags)
  .filter(([name]) => name.endsWith('Error')).map(([name, tag]) => [tag, globalThis[name]]));

function unreadable() {
  return new Error(kUnreadable);
}

/** Reads what was written in V8's serialization format. */
class Deserializer {
  #bytes;
  #view;
  #position = 0;
  #version = 0;
  #objects = [];
  #transferred = new Map();

  /** @param {Buffer | TypedArray | DataView} buffer */
  constructor(buffer) {
    if (!ArrayBuffer.isView(buffer)) throw invalidType('buffer must be a TypedArray or a DataView');
    this.buffer = buffer;
    this.#bytes = Buffer.from(buffer.buffer, buffer.byteOffset, buffer.byteLength);
    this.#view = new DataView(buffer.buffer, buffer.byteOffset, buffer.byteLength);
  }

  readHeader() {
    if (this.#bytes[this.#position] !== tags.version) throw new Error(kWrongVersion);
    this.#position++;
    this.#version = this.#varint();
    if (this.#version > kVersion) throw new Error(kWrongVersion);
    return true;
  }

  readValue() {
    return this.#read();
  }

  getWireFormatVersion() {
    return this.#version;
  }

  /** Says what stands for the number `id`. */
  transferArrayBuffer(id, buffer) {
    if (!types.isAnyArrayBuffer(buffer)) throw invalidType('arrayBuffer must be an ArrayBuffer or SharedArrayBuffer');
    this.#transferred.set(id >>> 0, buffer);
  }

  readUint32() {
    return this.#attempt('ReadUint32', () => this.#varint());
  }

  /** @returns {[number, number]} the high and the low half */
  readUint64() {
    return this.#attempt('ReadUint64', () => {
      const value = this.#bigVarint();
      return [Number(value >> 32n), Number(value & 0xffffffffn)];
    });
  }

  readDouble() {
    return this.#attempt('ReadDouble', () => this.#double());
  }

  /** @returns {number} where in the buffer the next `length` bytes are */
  _readRawBytes(length) {
    return this.#attempt('ReadRawBytes', () => this.#skip(length));
  }

  /** @returns {Buffer} the next bytes, not a copy */
  readRawBytes(length) {
    const offset = this._readRawBytes(length);
    return Buffer.from(this.buffer.buffer, this.buffer.byteOffset + offset, length);
  }

  #attempt(name, read) {
    const position = this.#position;
    try {
      return read();
    } catch {
      this.#position = position;
      throw new Error(`${name}() failed`);
    }
  }

  // ---- parts ----

  #skip(length) {
    const start = this.#position;
    if (!(length >= 0) || length > this.#bytes.length - start) throw unreadable();
    this.#position = start + length;
    return start;
  }

  #byte() {
    return this.#bytes[this.#skip(1)];
  }

  #varint() {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.#byte();
      // What is past 32 bits is dropped.
      if (shift < 32) value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value >>> 0;
    }
  }

  #bigVarint() {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = this.#byte();
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return BigInt.asUintN(64, value);
    }
  }

  #double() {
    return this.#view.getFloat64(this.#skip(8), true);
  }

  #tag() {
    let tag = this.#byte();
    while (tag === tags.padding) tag = this.#byte();
    return tag;
  }

  #nextTagIs(wanted) {
    let position = this.#position;
    while (this.#bytes[position] === tags.padding && position < this.#bytes.length) position++;
    return this.#bytes[position] === wanted;
  }

  // An object has its number before what is in it has.
  #remember(value) {
    this.#objects.push(value);
    return value;
  }

  // ---- values ----

  #read() {
    const value = this.#readTagged(this.#tag());
    // A view follows its bytes.
    if (types.isAnyArrayBuffer(value) && this.#nextTagIs(tags.view)) {
      this.#tag();
      return this.#readView(value);
    }
    return value;
  }

  #readTagged(tag) {
    switch (tag) {
      case tags.undefined: return undefined;
      case tags.null: return null;
      case tags.true: return true;
      case tags.false: return false;
      case tags.int32: {
        const value = this.#varint();
        return (value >>> 1) ^ -(value & 1);
      }
      case tags.uint32: return this.#varint();
      case tags.double: return this.#double();
      case tags.bigInt: return this.#readBigInt();
      case tags.oneByteString:
      case tags.twoByteString:
      case tags.utf8String: return this.#readText(tag);
      case tags.reference: return this.#readReference();
      default: return this.#readObject(tag);
    }
  }

  #readText(tag) {
    const length = this.#varint();
    const start = this.#skip(length);
    if (tag === tags.twoByteString && length % 2 !== 0) throw unreadable();
    const encoding = tag === tags.oneByteString ? 'latin1' : tag === tags.twoByteString ? 'utf16le' : 'utf8';
    return this.#bytes.toString(encoding, start, start + length);
  }

  #readString() {
    const tag = this.#tag();
    if (tag !== tags.oneByteString && tag !== tags.twoByteString && tag !== tags.utf8String) throw unreadable();
    return this.#readText(tag);
  }

  #readBigInt() {
    const bits = this.#varint();
    const length = (bits >>> 1) & 0x3fffffff;
    const start = this.#skip(length);
    let value = 0n;
    for (let i = length - 1; i >= 0; i--) value = (value << 8n) | BigInt(this.#bytes[start + i]);
    return bits & 1 ? -value : value;
  }

  #readReference() {
    const id = this.#varint();
    if (id >= this.#objects.length) throw unreadable();
    return this.#objects[id];
  }

  #readObject(tag) {
    switch (tag) {
      case tags.beginObject: return this.#readProperties(this.#remember({}), tags.endObject);
      case tags.beginDenseArray: return this.#readDenseArray();
      case tags.beginSparseArray: return this.#readSparseArray();
      case tags.date: return this.#remember(new Date(this.#double()));
      case tags.trueObject: return this.#remember(Object(true));
      case tags.falseObject: return this.#remember(Object(false));
      case tags.numberObject: return this.#remember(Object(this.#double()));
      case tags.bigIntObject: return this.#remember(Object(this.#readBigInt()));
      case tags.stringObject: return this.#remember(Object(this.#readString()));
      case tags.regExp: return this.#readRegExp();
      case tags.beginMap: return this.#readMap();
      case tags.beginSet: return this.#readSet();
      case tags.error: return this.#readError();
      case tags.hostObject: return this.#readHost();
      default: return this.#readArrayBuffer(tag);
    }
  }

  #readProperties(object, endTag) {
    let count = 0;
    for (; !this.#nextTagIs(endTag); count++) {
      const key = this.#read();
      if (typeof key !== 'string' && typeof key !== 'number') throw unreadable();
      const value = this.#read();
      if (key === '__proto__') {
        Object.defineProperty(object, key, {
          __proto__: null, configurable: true, enumerable: true, writable: true, value,
        });
      } else {
        object[key] = value;
      }
    }
    this.#tag();
    if (this.#varint() !== count) throw unreadable();
    return object;
  }

  #readDenseArray() {
    const length = this.#varint();
    // Each element takes a byte at least.
    if (length > this.#bytes.length - this.#position) throw unreadable();
    const array = this.#remember(new Array(length));
    for (let i = 0; i < length; i++) {
      if (this.#nextTagIs(tags.hole)) this.#tag();
      else array[i] = this.#read();
    }
    this.#readProperties(array, tags.endDenseArray);
    if (this.#varint() !== length) throw unreadable();
    return array;
  }

  #readSparseArray() {
    const length = this.#varint();
    const array = this.#remember([]);
    array.length = length;
    this.#readProperties(array, tags.endSparseArray);
    if (this.#varint() !== length) throw unreadable();
    return array;
  }

  #readRegExp() {
    const id = this.#objects.push(undefined) - 1;
    const source = this.#readString();
    const bits = this.#varint();
    let flags = '';
    for (const [flag, bit] of Object.entries(regExpFlags)) {
      if (bits & bit) flags += flag;
    }
    return this.#objects[id] = new RegExp(source, flags);
  }

  #readMap() {
    const map = this.#remember(new Map());
    while (!this.#nextTagIs(tags.endMap)) {
      const key = this.#read();
      map.set(key, this.#read());
    }
    this.#tag();
    if (this.#varint() !== map.size * 2) throw unreadable();
    return map;
  }

  #readSet() {
    const set = this.#remember(new Set());
    while (!this.#nextTagIs(tags.endSet)) set.add(this.#read());
    this.#tag();
    if (this.#varint() !== set.size) throw unreadable();
    return set;
  }

  #readError() {
    const id = this.#objects.push(undefined) - 1;
    let Type = Error;
    const own = { __proto__: null };
    for (let tag = this.#byte(); tag !== errorTags.end; tag = this.#byte()) {
      if (errorTypes.has(tag)) Type = errorTypes.get(tag);
      else if (tag === errorTags.message) own.message = this.#readString();
      else if (tag === errorTags.stack) own.stack = this.#readString();
      else if (tag === errorTags.cause) own.cause = this.#read();
      else throw unreadable();
    }
    const error = this.#objects[id] = new Type();
    for (const name of ['stack', 'message', 'cause']) {
      if (name !== 'stack' && !Object.hasOwn(own, name)) continue;
      Object.defineProperty(error, name, {
        __proto__: null, configurable: true, enumerable: false, writable: true, value: own[name],
      });
    }
    return error;
  }

  #readHost() {
    if (typeof this._readHostObject !== 'function') throw unreadable();
    const id = this.#objects.push(undefined) - 1;
    const value = this._readHostObject();
    if (typeof value !== 'object' || value === null) {
      throw new TypeError('readHostObject must return an object');
    }
    return this.#objects[id] = value;
  }

  #readArrayBuffer(tag) {
    if (tag === tags.arrayBufferTransfer || tag === tags.sharedArrayBuffer) {
      const buffer = this.#transferred.get(this.#varint());
      if (buffer === undefined) throw unreadable();
      return this.#remember(buffer);
    }
    if (tag !== tags.arrayBuffer && tag !== tags.resizableArrayBuffer) throw unreadable();
    const length = this.#varint();
    const limit = tag === tags.resizableArrayBuffer ? this.#varint() : undefined;
    if (limit !== undefined && limit < length) throw unreadable();
    const start = this.#skip(length);
    const buffer = limit === undefined ? new ArrayBuffer(length) : new ArrayBuffer(length, { maxByteLength: limit });
    new Uint8Array(buffer).set(this.#bytes.subarray(start, start + length));
    return this.#remember(buffer);
  }

  #readView(buffer) {
    const Type = viewTypes.get(this.#byte());
    const offset = this.#varint();
    const size = this.#varint();
    const flags = this.#version >= kVersionOfViewFlags ? this.#varint() : 0;
    if (Type === undefined || offset + size > buffer.byteLength) throw unreadable();
    const width = Type === DataView ? 1 : Type.BYTES_PER_ELEMENT;
    if (offset % width !== 0 || size % width !== 0) throw unreadable();
    if (flags & kLengthTracking) return this.#remember(new Type(buffer, offset));
    return this.#remember(new Type(buffer, offset, size / width));
  }
}

/** The counterpart of `DefaultSerializer`. */
class DefaultDeserializer extends Deserializer {
  _readHostObject() {
    const name = viewNames[this.readUint32()];
    const size = this.readUint32();
    const bytes = this.readRawBytes(size);
    if (name === 'Buffer') return bytes;
    if (name === undefined) throw unreadable();
    const Type = globalThis[name];
    const width = Type.BYTES_PER_ELEMENT ?? 1;
    // Only aligned bytes can be looked at where they are.
    if (bytes.byteOffset % width === 0) return new Type(bytes.buffer, bytes.byteOffset, size / width);
    const copy = new Uint8Array(bytes);
    return new Type(copy.buffer, 0, size / width);
  }
}

/**
 * @param {Buffer | TypedArray | DataView} buffer what `serialize` returned
 * @returns {any}
 */
function deserialize(buffer) {
  const deserializer = new DefaultDeserializer(buffer);
  deserializer.readHeader();
  return deserializer.readValue();
}

module.exports = { DefaultDeserializer, Deserializer, deserialize };
