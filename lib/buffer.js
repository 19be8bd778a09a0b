'use strict';

const binding = internalBinding('buffer');
const { defineLazyProperties } = internalBinding('builtins');
const {
  ERR_BUFFER_OUT_OF_BOUNDS,
  ERR_INVALID_ARG_TYPE,
  ERR_INVALID_ARG_VALUE,
  ERR_INVALID_BUFFER_SIZE,
  ERR_OUT_OF_RANGE,
  ERR_UNKNOWN_ENCODING,
} = require('./internal/errors').codes;
const { validateArray, validateInteger, validateNumber, validateString } = require('./internal/validators');
const { customInspectSymbol } = require('./internal/util');
const { isAnyArrayBuffer, isTypedArray, isUint8Array } = require('./internal/util/types');
const { FastBuffer, encodingOf, utf8 } = require('./internal/buffer');
const { addNumberMethods } = require('./internal/buffer/numbers');
const { addTextMethods } = require('./internal/buffer/text');

const { kMaxLength, kStringMaxLength } = binding;
const { utf8Slice, utf8Write } = binding;

/** Whatever a pool hands out begins at a multiple of this, as a typed array of any kind wants it. */
const POOL_ALIGNMENT = 8;

let inspectMaxBytes = 50;
let pool;
let poolLength = 0;
let poolOffset = 0;

function isBytes(value) {
  return value instanceof FastBuffer || isUint8Array(value);
}

/** `toInteger` of the argument lists here: a fraction is cut off, what is no number is the default. */
function toInteger(value, fallback) {
  value = +value;
  return Number.isNaN(value) || Math.abs(value) > Number.MAX_SAFE_INTEGER ? fallback : Math.floor(value);
}

function validateSize(size) {
  validateNumber(size, 'size', 0, kMaxLength);
}

function bytesArgument(value, name) {
  if (!isBytes(value)) throw new ERR_INVALID_ARG_TYPE(name, ['Buffer', 'Uint8Array'], value);
}

function knownEncoding(name) {
  const encoding = encodingOf(name);
  if (encoding === undefined) throw new ERR_UNKNOWN_ENCODING(name);
  return encoding;
}

// --- making buffers -------------------------------------------------------------------------

function renewPool() {
  poolLength = Buffer.poolSize;
  pool = new ArrayBuffer(poolLength);
  // Who transferred it would take everybody else's bytes along.
  require('./internal/worker/js_transferable').markAsUntransferable(pool);
  poolOffset = 0;
}

/** Makes sure that the pool has `size` bytes left. */
function reservePool(size) {
  if (pool === undefined || size > poolLength - poolOffset) renewPool();
}

function takeFromPool(size) {
  const taken = new FastBuffer(pool, poolOffset, size);
  poolOffset = (poolOffset + size + POOL_ALIGNMENT - 1) & -POOL_ALIGNMENT;
  return taken;
}

function allocate(size) {
  if (size <= 0) return new FastBuffer();
  if (size >= Buffer.poolSize >>> 1) return new FastBuffer(size);
  reservePool(size);
  return takeFromPool(size);
}

function fromString(string, name) {
  const encoding =
    typeof name !== 'string' || name.length === 0 || name === 'utf8' ? utf8 : knownEncoding(name);
  if (string.length === 0) return new FastBuffer();
  // Three bytes are the most that a UTF-16 unit takes: short strings need not be measured first.
  const most = string.length * 3;
  if (most < Buffer.poolSize >>> 1) {
    reservePool(most);
    return takeFromPool(encoding.write(pool, string, poolOffset, most));
  }
  const length = encoding.byteLength(string);
  const buffer = allocate(length);
  const written = encoding.write(buffer, string, 0, length);
  return written === length ? buffer : new FastBuffer(buffer.buffer, buffer.byteOffset, written);
}

function fromArrayBuffer(arrayBuffer, byteOffset, length) {
  byteOffset = byteOffset === undefined ? 0 : +byteOffset || 0;
  if (byteOffset < 0) {
    throw new RangeError(`Start offset ${byteOffset} is outside the bounds of the buffer`);
  }
  const most = arrayBuffer.byteLength - byteOffset;
  if (most < 0) throw new ERR_BUFFER_OUT_OF_BOUNDS('offset');
  // Without a length, a buffer follows a resizable array buffer.
  if (length === undefined) return new FastBuffer(arrayBuffer, byteOffset);
  length = +length;
  if (!(length > 0)) length = 0;
  else if (length > most) throw new ERR_BUFFER_OUT_OF_BOUNDS('length');
  return new FastBuffer(arrayBuffer, byteOffset, length);
}

function fromArrayLike(array) {
  const { length } = array;
  if (length <= 0) return new FastBuffer();
  if (length > Buffer.poolSize >>> 1) return new FastBuffer(array);
  reservePool(length);
  const buffer = takeFromPool(length);
  buffer.set(array, 0);
  return buffer;
}

function fromObject(object) {
  if (object.length !== undefined || isAnyArrayBuffer(object.buffer)) {
    return typeof object.length === 'number' ? fromArrayLike(object) : new FastBuffer();
  }
  if (object.type === 'Buffer' && Array.isArray(object.data)) return fromArrayLike(object.data);
  return undefined;
}

/**
 * A buffer with the bytes of a string, an array, an array buffer (shared with it), or another buffer.
 * @param {*} value
 * @param {string | number} [encodingOrOffset]
 * @param {number} [length]
 * @returns {Buffer}
 */
function from(value, encodingOrOffset, length) {
  if (typeof value === 'string') return fromString(value, encodingOrOffset);
  if (typeof value === 'object' && value !== null) {
    if (isAnyArrayBuffer(value)) return fromArrayBuffer(value, encodingOrOffset, length);
    const primitive = value.valueOf && value.valueOf();
    if (
      primitive !== undefined && primitive !== null && primitive !== value &&
      (typeof primitive === 'string' || typeof primitive === 'object')
    ) {
      return from(primitive, encodingOrOffset, length);
    }
    const buffer = fromObject(value);
    if (buffer !== undefined) return buffer;
    if (typeof value[Symbol.toPrimitive] === 'function') {
      const text = value[Symbol.toPrimitive]('string');
      if (typeof text === 'string') return fromString(text, encodingOrOffset);
    }
  }
  throw new ERR_INVALID_ARG_TYPE(
    'first argument',
    ['string', 'Buffer', 'ArrayBuffer', 'Array', 'Array-like Object'],
    value,
  );
}

/**
 * A copy of the bytes of a typed array of any kind.
 * @param {TypedArray} view
 * @param {number} [offset] in elements
 * @param {number} [length] in elements
 * @returns {Buffer}
 */
function copyBytesFrom(view, offset, length) {
  if (!isTypedArray(view)) throw new ERR_INVALID_ARG_TYPE('view', ['TypedArray'], view);
  const count = view.length;
  if (count === 0) return Buffer.alloc(0);
  if (offset === undefined) offset = 0;
  else validateInteger(offset, 'offset', 0);
  if (offset >= count) return Buffer.alloc(0);
  let end = count;
  if (length !== undefined) {
    validateInteger(length, 'length', 0);
    end = offset + length;
  }
  const part = view.slice(offset, end);
  return fromArrayLike(new Uint8Array(part.buffer, part.byteOffset, part.byteLength));
}

function of(...items) {
  const buffer = allocate(items.length);
  for (let i = 0; i < items.length; i++) buffer[i] = items[i];
  return buffer;
}

function alloc(size, fill, encoding) {
  validateSize(size);
  const buffer = new FastBuffer(size);
  return fill !== undefined && fill !== 0 && size > 0 ? fillBuffer(buffer, fill, 0, size, encoding) : buffer;
}

function allocUnsafe(size) {
  validateSize(size);
  return allocate(size);
}

function allocUnsafeSlow(size) {
  validateSize(size);
  return new FastBuffer(size);
}

function concat(list, length) {
  validateArray(list, 'list');
  if (list.length === 0) return new FastBuffer();
  if (length === undefined) {
    length = 0;
    for (let i = 0; i < list.length; i++) {
      if (list[i].length) length += list[i].length;
    }
  } else {
    validateInteger(length, 'length', 0);
  }
  const buffer = allocate(length);
  let position = 0;
  for (let i = 0; i < list.length; i++) {
    const part = list[i];
    bytesArgument(part, `list[${i}]`);
    const count = Math.min(part.length, length - position);
    if (count > 0) binding.copy(part, buffer, position, 0, count);
    position += count;
  }
  // What came out of the pool may hold old bytes where the list was shorter than it said.
  if (position < length) buffer.fill(0, position, length);
  return buffer;
}

// --- questions ------------------------------------------------------------------------------

function isBuffer(value) {
  return value instanceof Buffer;
}

function isEncoding(encoding) {
  return typeof encoding === 'string' && encoding.length !== 0 && encodingOf(encoding) !== undefined;
}

function byteLength(string, encoding) {
  if (typeof string === 'string') {
    const known = encoding ? encodingOf(encoding) : utf8;
    return (known ?? utf8).byteLength(string);
  }
  if (ArrayBuffer.isView(string) || isAnyArrayBuffer(string)) return string.byteLength;
  throw new ERR_INVALID_ARG_TYPE('string', ['string', 'Buffer', 'ArrayBuffer'], string);
}

function compareBuffers(a, b) {
  bytesArgument(a, 'buf1');
  bytesArgument(b, 'buf2');
  return a === b ? 0 : binding.compare(a, b);
}

// --- the constructor ------------------------------------------------------------------------

let constructorWarned = false;

function warnAboutConstructor() {
  if (constructorWarned) return;
  const { isInsideNodeModules } = require('./internal/util');
  const { getOptionValue } = require('./internal/options');
  if (!getOptionValue('--pending-deprecation') && isInsideNodeModules()) return;
  constructorWarned = true;
  process.emitWarning(
    'Buffer() is deprecated due to security and usability issues. Please use the Buffer.alloc(), ' +
      'Buffer.allocUnsafe(), or Buffer.from() methods instead.',
    'DeprecationWarning',
    'DEP0005',
  );
}

function Buffer(arg, encodingOrOffset, length) {
  warnAboutConstructor();
  if (typeof arg !== 'number') return from(arg, encodingOrOffset, length);
  if (typeof encodingOrOffset === 'string') throw new ERR_INVALID_ARG_TYPE('string', 'string', arg);
  return Buffer.alloc(arg);
}

Object.setPrototypeOf(Buffer, Uint8Array);
Object.defineProperty(Buffer, Symbol.species, {
  configurable: true,
  enumerable: false,
  get() {
    return FastBuffer;
  },
});
FastBuffer.prototype.constructor = Buffer;
Object.defineProperty(FastBuffer.prototype, 'constructor', { enumerable: false });
Buffer.prototype = FastBuffer.prototype;
Object.assign(Buffer, {
  poolSize: 8 * 1024,
  from,
  copyBytesFrom,
  of,
  alloc,
  allocUnsafe,
  allocUnsafeSlow,
  isBuffer,
  compare: compareBuffers,
  isEncoding,
  concat,
  byteLength,
});
Object.defineProperty(compareBuffers, 'name', { value: 'compare' });

addNumberMethods(Buffer.prototype);
addTextMethods(Buffer.prototype);

// --- methods --------------------------------------------------------------------------------

function fillBuffer(buffer, value, offset, end, encoding) {
  if (typeof value === 'string') {
    if (offset === undefined || typeof offset === 'string') {
      encoding = offset;
      offset = undefined;
    } else if (typeof end === 'string') {
      encoding = end;
      end = undefined;
    }
    if (encoding !== undefined) validateString(encoding, 'encoding');
    const known = encoding ? knownEncoding(encoding) : utf8;
    value = value.length === 0 ? 0 : patternOf(value, known);
  }
  if (offset === undefined) {
    offset = 0;
    end = buffer.length;
  } else {
    validateNumber(offset, 'offset', 0, Number.MAX_SAFE_INTEGER);
    if (end === undefined) end = buffer.length;
    else validateNumber(end, 'end', 0, buffer.length);
    if (offset >= end) return buffer;
  }
  if (ArrayBuffer.isView(value)) {
    if (value.byteLength === 0) throw new ERR_INVALID_ARG_VALUE('value', value);
    binding.fill(buffer, value, offset, end);
  } else {
    Uint8Array.prototype.fill.call(buffer, +value & 255, offset, end);
  }
  return buffer;
}

/** The bytes that a string repeats when a buffer is filled with it. */
function patternOf(string, encoding) {
  if (string.length === 1) {
    const code = string.charCodeAt(0);
    if (code < 128 && encoding === utf8) return code;
  }
  const bytes = new Uint8Array(encoding.byteLength(string));
  const written = encoding.write(bytes, string, 0, bytes.length);
  if (written === 0) throw new ERR_INVALID_ARG_VALUE('value', string);
  return written === bytes.length ? bytes : bytes.subarray(0, written);
}

function search(buffer, value, byteOffset, encoding, forward) {
  if (!ArrayBuffer.isView(buffer)) {
    throw new ERR_INVALID_ARG_TYPE('buffer', ['Buffer', 'TypedArray', 'DataView'], buffer);
  }
  if (typeof byteOffset === 'string') {
    encoding = byteOffset;
    byteOffset = undefined;
  }
  byteOffset = +byteOffset;
  if (byteOffset !== byteOffset) byteOffset = forward ? 0 : buffer.length || buffer.byteLength;
  byteOffset = Math.max(-0x80000000, Math.min(0x7fffffff, Math.trunc(byteOffset)));
  if (typeof value === 'number') return binding.indexOfNumber(buffer, value, byteOffset, forward);
  const known = encoding === undefined ? utf8 : encodingOf(encoding);
  if (typeof value === 'string') {
    if (known === undefined) throw new ERR_UNKNOWN_ENCODING(encoding);
    return binding.indexOfString(buffer, value, byteOffset, known.id, forward);
  }
  if (isBytes(value)) {
    return binding.indexOfBuffer(buffer, value, byteOffset, (known ?? utf8).id, forward);
  }
  throw new ERR_INVALID_ARG_TYPE('value', ['number', 'string', 'Buffer', 'Uint8Array'], value);
}

function indexOf(value, byteOffset, encoding) {
  return search(this, value, byteOffset, encoding, true);
}

function lastIndexOf(value, byteOffset, encoding) {
  return search(this, value, byteOffset, encoding, false);
}

/** Where an index that may be negative, a fraction or nonsense falls in `length` bytes. */
function clampIndex(index, length) {
  index = Math.trunc(index);
  if (index === 0 || index !== index) return 0;
  if (index < 0) return index + length > 0 ? index + length : 0;
  return index < length ? index : length;
}

function subarray(start, end) {
  const { length } = this;
  start = clampIndex(start, length);
  end = end === undefined ? length : clampIndex(end, length);
  return new FastBuffer(this.buffer, this.byteOffset + start, end > start ? end - start : 0);
}

function swapMethod(name, size, swap) {
  return {
    [name]() {
      if (this.length % size !== 0) throw new ERR_INVALID_BUFFER_SIZE(`${size * 8}-bits`);
      swap(this);
      return this;
    },
  }[name];
}

function toString(encoding, start, end) {
  const { length } = this;
  if (encoding === undefined && start === undefined && end === undefined) {
    return length === 0 ? '' : utf8Slice(this, 0, length);
  }
  if (start <= 0 || start === undefined) start = 0;
  else if (start >= length) return '';
  else start = Math.trunc(start) || 0;
  if (end === undefined || end >= length) end = length;
  else end = Math.trunc(end) || 0;
  if (end <= start) return '';
  return (encoding === undefined ? utf8 : knownEncoding(encoding)).slice(this, start, end);
}

Object.defineProperty(Buffer.prototype, 'parent', {
  enumerable: true,
  get() {
    return this instanceof Buffer ? this.buffer : undefined;
  },
});
Object.defineProperty(Buffer.prototype, 'offset', {
  enumerable: true,
  get() {
    return this instanceof Buffer ? this.byteOffset : undefined;
  },
});

const methods = {
  copy(target, targetStart, sourceStart, sourceEnd) {
    bytesArgument(this, 'source');
    if (!ArrayBuffer.isView(target)) bytesArgument(target, 'target');
    targetStart = targetStart === undefined ? 0 : toInteger(targetStart, 0);
    if (targetStart < 0) throw new ERR_OUT_OF_RANGE('targetStart', '>= 0', targetStart);
    sourceStart = sourceStart === undefined ? 0 : toInteger(sourceStart, 0);
    if (sourceStart < 0 || sourceStart > this.length) {
      throw new ERR_OUT_OF_RANGE('sourceStart', `>= 0 && <= ${this.length}`, sourceStart);
    }
    sourceEnd = sourceEnd === undefined ? this.length : toInteger(sourceEnd, 0);
    if (sourceEnd < 0) throw new ERR_OUT_OF_RANGE('sourceEnd', '>= 0', sourceEnd);
    const count = Math.min(
      sourceEnd - sourceStart,
      target.byteLength - targetStart,
      this.length - sourceStart,
    );
    if (count <= 0) return 0;
    binding.copy(this, target, targetStart, sourceStart, count);
    return count;
  },
  toString,
  equals(otherBuffer) {
    bytesArgument(otherBuffer, 'otherBuffer');
    if (this === otherBuffer) return true;
    return this.length === otherBuffer.length && binding.compare(this, otherBuffer) === 0;
  },
  inspect(recurseTimes, ctx) {
    return require('./internal/buffer/inspect').inspectBuffer(this, inspectMaxBytes, ctx);
  },
  compare(target, targetStart, targetEnd, sourceStart, sourceEnd) {
    bytesArgument(target, 'target');
    if (targetStart === undefined) targetStart = 0;
    else validateInteger(targetStart, 'targetStart', 0);
    if (targetEnd === undefined) targetEnd = target.length;
    else validateInteger(targetEnd, 'targetEnd', 0, target.length);
    if (sourceStart === undefined) sourceStart = 0;
    else validateInteger(sourceStart, 'sourceStart', 0);
    if (sourceEnd === undefined) sourceEnd = this.length;
    else validateInteger(sourceEnd, 'sourceEnd', 0, this.length);
    if (sourceStart >= sourceEnd) return targetStart >= targetEnd ? 0 : -1;
    if (targetStart >= targetEnd) return 1;
    return binding.compareOffset(this, target, targetStart, sourceStart, targetEnd, sourceEnd);
  },
  indexOf,
  lastIndexOf,
  includes(value, byteOffset, encoding) {
    return search(this, value, byteOffset, encoding, true) !== -1;
  },
  fill(value, offset, end, encoding) {
    return fillBuffer(this, value, offset, end, encoding);
  },
  write(string, offset, length, encoding) {
    const size = this.length;
    if (offset === undefined) return utf8Write(this, string, 0, size);
    if (length === undefined && typeof offset === 'string') {
      encoding = offset;
      offset = 0;
      length = size;
    } else {
      validateInteger(offset, 'offset', 0, size);
      const remaining = size - offset;
      if (length === undefined) {
        length = remaining;
      } else if (typeof length === 'string') {
        encoding = length;
        length = remaining;
      } else {
        validateInteger(length, 'length', 0, size);
        if (length > remaining) length = remaining;
      }
    }
    if (!encoding || encoding === 'utf8') return utf8Write(this, string, offset, length);
    return knownEncoding(encoding).write(this, string, offset, length);
  },
  toJSON() {
    const data = new Array(this.length);
    for (let i = 0; i < data.length; i++) data[i] = this[i];
    return { type: 'Buffer', data };
  },
  subarray,
  slice(start, end) {
    return subarray.call(this, start, end);
  },
  swap16: swapMethod('swap16', 2, binding.swap16),
  swap32: swapMethod('swap32', 4, binding.swap32),
  swap64: swapMethod('swap64', 8, binding.swap64),
};

Object.assign(Buffer.prototype, methods);
Buffer.prototype.toLocaleString = Buffer.prototype.toString;
Buffer.prototype[customInspectSymbol] = Buffer.prototype.inspect;

binding.setBufferPrototype(Buffer.prototype);

let slowBufferWarned = false;

/** @deprecated since long before; `Buffer.allocUnsafeSlow` does the same. */
function SlowBuffer(size) {
  if (!slowBufferWarned) {
    slowBufferWarned = true;
    process.emitWarning(
      'SlowBuffer() is deprecated. Please use Buffer.allocUnsafeSlow()',
      'DeprecationWarning',
      'DEP0030',
    );
  }
  validateSize(size);
  return new FastBuffer(size);
}
Object.setPrototypeOf(SlowBuffer.prototype, Uint8Array.prototype);
Object.setPrototypeOf(SlowBuffer, Uint8Array);

/** Data properties, which programs may replace, whose module loads with the first read. */
function defineLazily(names, load) {
  defineLazyProperties(module.exports, names, true, true, (name) => load()[name]);
}

module.exports = { Buffer, SlowBuffer };
defineLazily(['transcode', 'isUtf8', 'isAscii'], () => require('./internal/buffer/conversions'));
module.exports.kMaxLength = kMaxLength;
module.exports.kStringMaxLength = kStringMaxLength;
defineLazily(['btoa', 'atob'], () => require('./internal/buffer/conversions'));
Object.defineProperty(module.exports, 'constants', {
  configurable: false,
  enumerable: true,
  value: Object.defineProperties({}, {
    MAX_LENGTH: { value: kMaxLength, enumerable: true },
    MAX_STRING_LENGTH: { value: kStringMaxLength, enumerable: true },
  }),
});
Object.defineProperty(module.exports, 'INSPECT_MAX_BYTES', {
  configurable: true,
  enumerable: true,
  get() {
    return inspectMaxBytes;
  },
  set(value) {
    validateNumber(value, 'INSPECT_MAX_BYTES', 0);
    inspectMaxBytes = value;
  },
});
defineLazily(['Blob', 'resolveObjectURL'], () => require('./internal/blob'));
defineLazily(['File'], () => require('./internal/file'));
