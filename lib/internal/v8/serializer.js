'use strict';

const { codes } = require('../errors');
const { Buffer } = require('../../buffer');
const types = require('../util/types');
const { kClone, kTransfer } = require('../worker/js_transferable');
const { describeUncloneable, isPlatformObject } = require('../structured_clone');
const { errorTags, kBackedByResizable, kLengthTracking, kVersion, regExpFlags, tags, viewTags } =
  require('./serialization_tags');

const kFirstSize = 64;
const typedArrayName =
  Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag).get;
const arrayIndex = /^(?:0|[1-9]\d{0,9})$/;
const kMaxIndex = 2 ** 32 - 2;

const scratch = new DataView(new ArrayBuffer(8));

/** Bytes that grow. */
class ByteWriter {
  constructor() {
    this.bytes = Buffer.allocUnsafeSlow(kFirstSize);
    this.length = 0;
  }

  /** @returns {number} where the next `size` bytes go */
  reserve(size) {
    const at = this.length;
    const length = at + size;
    if (length > this.bytes.length) {
      const larger = Buffer.allocUnsafeSlow(Math.max(length, this.bytes.length * 2));
      larger.set(this.bytes.subarray(0, at));
      this.bytes = larger;
    }
    this.length = length;
    return at;
  }

  byte(value) {
    const at = this.reserve(1);
    this.bytes[at] = value;
  }

  /** Seven bits a byte, the lowest first. */
  varint(value) {
    while (value >= 0x80) {
      this.byte((value % 0x80) | 0x80);
      value = Math.floor(value / 0x80);
    }
    this.byte(value);
  }

  bigVarint(value) {
    while (value >= 0x80n) {
      this.byte(Number(value & 0x7fn) | 0x80);
      value >>= 7n;
    }
    this.byte(Number(value));
  }

  double(value) {
    scratch.setFloat64(0, value, true);
    const at = this.reserve(8);
    for (let i = 0; i < 8; i++) this.bytes[at + i] = scratch.getUint8(i);
  }

  raw(view) {
    const at = this.reserve(view.byteLength);
    this.bytes.set(view, at);
  }

  take() {
    const bytes = this.bytes.subarray(0, this.length);
    this.bytes = Buffer.allocUnsafeSlow(kFirstSize);
    this.length = 0;
    return Buffer.from(bytes.buffer, 0, bytes.length);
  }
}

function isOneByte(text) {
  for (let i = 0; i < text.length; i++) {
    if (text.charCodeAt(i) > 0xff) return false;
  }
  return true;
}

function bytesOf(view) {
  return new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
}

/** Writes values in V8's serialization format. */
class Serializer {
  #out = new ByteWriter();
  #references = new Map();
  #transferred = new Map();
  #viewsAreHostObjects = false;

  writeHeader() {
    this.#out.byte(tags.version);
    this.#out.byte(kVersion);
  }

  /**
   * @param {any} value
   * @returns {true}
   */
  writeValue(value) {
    this.#write(value);
    return true;
  }

  /** @returns {Buffer} all that was written; the serializer is empty again */
  releaseBuffer() {
    return this.#out.take();
  }

  /** Has `buffer` written as the number `id`: its bytes go another way. */
  transferArrayBuffer(id, buffer) {
    if (!types.isArrayBuffer(buffer) && !types.isSharedArrayBuffer(buffer)) {
      throw invalidType('arrayBuffer must be an ArrayBuffer');
    }
    this.#transferred.set(buffer, id >>> 0);
  }

  writeUint32(value) {
    this.#out.varint(value >>> 0);
  }

  writeUint64(high, low) {
    this.#out.bigVarint((BigInt(high >>> 0) << 32n) | BigInt(low >>> 0));
  }

  writeDouble(value) {
    this.#out.double(Number(value));
  }

  writeRawBytes(source) {
    if (types.isAnyArrayBuffer(source)) this.#out.raw(new Uint8Array(source));
    else if (ArrayBuffer.isView(source)) this.#out.raw(bytesOf(source));
    else throw invalidType('source must be a TypedArray or a DataView');
  }

  /** Has typed arrays and the like given to `_writeHostObject`. */
  _setTreatArrayBufferViewsAsHostObjects(flag) {
    this.#viewsAreHostObjects = Boolean(flag);
  }

  #fail(message) {
    throw this._getDataCloneError(message);
  }

  #refuse(value) {
    this.#fail(`${describeUncloneable(value)} could not be cloned.`);
  }

  #write(value) {
    const out = this.#out;
    switch (typeof value) {
      case 'undefined': return out.byte(tags.undefined);
      case 'boolean': return out.byte(value ? tags.true : tags.false);
      case 'number': return this.#writeNumber(value);
      case 'string': return this.#writeString(value);
      case 'bigint':
        out.byte(tags.bigInt);
        return this.#writeBigInt(value);
      case 'object': return value === null ? out.byte(tags.null) : this.#writeReceiver(value);
      default: return this.#refuse(value);
    }
  }

  #writeNumber(value) {
    const out = this.#out;
    if (Object.is(value, value | 0)) {
      out.byte(tags.int32);
      out.varint(((value << 1) ^ (value >> 31)) >>> 0);
    } else {
      out.byte(tags.double);
      out.double(value);
    }
  }

  #writeString(text) {
    const out = this.#out;
    if (isOneByte(text)) {
      out.byte(tags.oneByteString);
      out.varint(text.length);
      const at = out.reserve(text.length);
      out.bytes.latin1Write(text, at, text.length);
      return;
    }
    const size = text.length * 2;
    let head = 1;
    for (let rest = size; rest >= 0x80; rest = Math.floor(rest / 0x80)) head++;
    // The units start at an even place.
    if ((out.length + 1 + head) & 1) out.byte(tags.padding);
    out.byte(tags.twoByteString);
    out.varint(size);
    const at = out.reserve(size);
    out.bytes.ucs2Write(text, at, size);
  }

  #writeBigInt(value) {
    const out = this.#out;
    let rest = value < 0n ? -value : value;
    const digits = [];
    for (; rest > 0n; rest >>= 64n) digits.push(BigInt.asUintN(64, rest));
    out.varint(digits.length * 16 + (value < 0n ? 1 : 0));
    for (const digit of digits) {
      const at = out.reserve(8);
      out.bytes.writeBigUInt64LE(digit, at);
    }
  }

  #writeReceiver(value) {
    const isView = ArrayBuffer.isView(value) && !this.#viewsAreHostObjects;
    // Its bytes come first, and only once.
    if (isView && !this.#references.has(value)) this.#writeReceiver(value.buffer);
    const known = this.#references.get(value);
    if (known !== undefined) {
      this.#out.byte(tags.reference);
      this.#out.varint(known);
      return;
    }
    this.#references.set(value, this.#references.size);
    if (isView) this.#writeView(value);
    else this.#writeObject(value);
  }

  #writeObject(value) {
    const out = this.#out;
    if (types.isProxy(value)) this.#refuse({});
    if (Array.isArray(value)) return this.#writeArray(value);
    if (ArrayBuffer.isView(value)) return this.#writeHostObject(value);
    if (types.isDate(value)) {
      out.byte(tags.date);
      return out.double(Date.prototype.getTime.call(value));
    }
    if (types.isBoxedPrimitive(value)) return this.#writeBoxed(value);
    if (types.isRegExp(value)) return this.#writeRegExp(value);
    if (types.isMap(value)) return this.#writeMap(value);
    if (types.isSet(value)) return this.#writeSet(value);
    if (types.isAnyArrayBuffer(value)) return this.#writeArrayBuffer(value);
    if (types.isNativeError(value)) return this.#writeError(value);
    if (isPlatformObject(value)) this.#refuse(value);
    if (typeof value[kTransfer] === 'function' && typeof value[kClone] !== 'function') return this.#writeHostObject(value);
    out.byte(tags.beginObject);
    const count = this.#writeProperties(value, Object.keys(value));
    out.byte(tags.endObject);
    out.varint(count);
  }

  #writeHostObject(value) {
    if (typeof this._writeHostObject !== 'function') this.#refuse(value);
    this.#out.byte(tags.hostObject);
    this._writeHostObject(value);
  }

  /** @returns {number} how many there were: getters may have deleted some */
  #writeProperties(value, keys) {
    let count = 0;
    for (const key of keys) {
      if (!Object.hasOwn(value, key)) continue;
      const property = value[key];
      if (arrayIndex.test(key) && Number(key) <= kMaxIndex) this.#writeNumber(Number(key));
      else this.#writeString(key);
      this.#write(property);
      count++;
    }
    return count;
  }

  #writeArray(value) {
    const out = this.#out;
    const { length } = value;
    let isDense = true;
    for (let i = 0; i < length && isDense; i++) isDense = Object.hasOwn(value, i);
    const keys = Object.keys(value);
    if (!isDense) {
      out.byte(tags.beginSparseArray);
      out.varint(length);
      const count = this.#writeProperties(value, keys);
      out.byte(tags.endSparseArray);
      out.varint(count);
      out.varint(length);
      return;
    }
    out.byte(tags.beginDenseArray);
    out.varint(length);
    for (let i = 0; i < length; i++) {
      if (Object.hasOwn(value, i)) this.#write(value[i]);
      else out.byte(tags.hole);
    }
    const count = this.#writeProperties(value, keys.slice(length));
    out.byte(tags.endDenseArray);
    out.varint(count);
    out.varint(length);
  }

  #writeBoxed(value) {
    const out = this.#out;
    if (types.isSymbolObject(value)) this.#fail('[object Symbol] could not be cloned.');
    const primitive = value.valueOf();
    switch (typeof primitive) {
      case 'boolean':
        return out.byte(primitive ? tags.trueObject : tags.falseObject);
      case 'number':
        out.byte(tags.numberObject);
        return out.double(primitive);
      case 'bigint':
        out.byte(tags.bigIntObject);
        return this.#writeBigInt(primitive);
      default:
        out.byte(tags.stringObject);
        return this.#writeString(primitive);
    }
  }

  #writeRegExp(value) {
    this.#out.byte(tags.regExp);
    this.#writeString(value.source);
    let bits = 0;
    for (const flag of value.flags) bits |= regExpFlags[flag];
    this.#out.varint(bits);
  }

  #writeMap(value) {
    const entries = [...Map.prototype.entries.call(value)];
    this.#out.byte(tags.beginMap);
    for (const [key, item] of entries) {
      this.#write(key);
      this.#write(item);
    }
    this.#out.byte(tags.endMap);
    this.#out.varint(entries.length * 2);
  }

  #writeSet(value) {
    const items = [...Set.prototype.values.call(value)];
    this.#out.byte(tags.beginSet);
    for (const item of items) this.#write(item);
    this.#out.byte(tags.endSet);
    this.#out.varint(items.length);
  }

  #writeArrayBuffer(value) {
    const out = this.#out;
    const id = this.#transferred.get(value);
    if (types.isSharedArrayBuffer(value)) {
      if (typeof this._getSharedArrayBufferId !== 'function') this.#refuse(value);
      const shared = this._getSharedArrayBufferId(value) >>> 0;
      out.byte(tags.sharedArrayBuffer);
      return out.varint(shared);
    }
    if (id !== undefined) {
      out.byte(tags.arrayBufferTransfer);
      return out.varint(id);
    }
    if (value.detached) this.#fail('An ArrayBuffer is detached and could not be cloned.');
    out.byte(value.resizable ? tags.resizableArrayBuffer : tags.arrayBuffer);
    out.varint(value.byteLength);
    if (value.resizable) out.varint(value.maxByteLength);
    out.raw(new Uint8Array(value));
  }

  #writeView(value) {
    const out = this.#out;
    out.byte(tags.view);
    out.byte(viewTags[typedArrayName.call(value) ?? 'DataView']);
    out.varint(value.byteOffset);
    out.varint(value.byteLength);
    const { buffer } = value;
    const isResizable = Boolean(buffer.resizable || buffer.growable);
    out.varint(isResizable ? kBackedByResizable | (isLengthTracking(value) ? kLengthTracking : 0) : 0);
  }

  #writeError(value) {
    const out = this.#out;
    const { name, stack } = value;
    const message = Object.getOwnPropertyDescriptor(value, 'message');
    out.byte(tags.error);
    if (typeof name === 'string' && name.endsWith('Error') && Object.hasOwn(errorTags, name)) out.byte(errorTags[name]);
    if (message !== undefined && 'value' in message) {
      out.byte(errorTags.message);
      this.#writeString(String(message.value));
    }
    if (typeof stack === 'string') {
      out.byte(errorTags.stack);
      this.#writeString(stack);
    }
    if (Object.hasOwn(value, 'cause')) {
      out.byte(errorTags.cause);
      this.#write(value.cause);
    }
    out.byte(errorTags.end);
  }
}

// Nothing tells a view that follows its buffer's length from one that happens to reach its end; the latter is rare.
function isLengthTracking(view) {
  return view.byteOffset + view.byteLength === view.buffer.byteLength;
}

function invalidType(message) {
  const error = new codes.ERR_INVALID_ARG_TYPE('x', 'y', 'z');
  error.message = message;
  return error;
}

Serializer.prototype._getDataCloneError = Error;

// The order in which a list has them, with a Buffer's own at 10.
const viewNames = [
  'Int8Array', 'Uint8Array', 'Uint8ClampedArray', 'Int16Array', 'Uint16Array', 'Int32Array', 'Uint32Array',
  'Float32Array', 'Float64Array', 'DataView', 'Buffer', 'BigInt64Array', 'BigUint64Array', 'Float16Array',
];

/** Writes typed arrays, `Buffer`s among them, with their own bytes only. */
class DefaultSerializer extends Serializer {
  constructor() {
    super();
    this._setTreatArrayBufferViewsAsHostObjects(true);
  }

  _writeHostObject(value) {
    const isBuffer = value.constructor === Buffer;
    const index = ArrayBuffer.isView(value)
      ? viewNames.indexOf(isBuffer ? 'Buffer' : typedArrayName.call(value) ?? 'DataView')
      : -1;
    if (index === -1) {
      const { inspect } = require('../util/inspect');
      throw new this._getDataCloneError(`Unserializable host object: ${inspect(value)}`);
    }
    this.writeUint32(index);
    this.writeUint32(value.byteLength);
    this.writeRawBytes(bytesOf(value));
  }
}

/**
 * @param {any} value
 * @returns {Buffer} the value in V8's serialization format
 */
function serialize(value) {
  const serializer = new DefaultSerializer();
  serializer.writeHeader();
  serializer.writeValue(value);
  return serializer.releaseBuffer();
}

module.exports = { DefaultSerializer, Serializer, invalidType, serialize, viewNames };
