'use strict';

const { ERR_BUFFER_OUT_OF_BOUNDS, ERR_OUT_OF_RANGE } = require('../errors').codes;
const { validateNumber } = require('../validators');

// Floats change into bytes and back through these two views of the same eight bytes.
const scratch = new Uint8Array(8);
const float32 = new Float32Array(scratch.buffer);
const float64 = new Float64Array(scratch.buffer);

const TWO_8 = 0x100;
const TWO_24 = 0x1000000;
const TWO_32 = 0x100000000;

function failInteger(value, name, limit, least) {
  validateNumber(value, name);
  if (Math.floor(value) !== value) throw new ERR_OUT_OF_RANGE(name, 'an integer', value);
  if (limit < 0) throw new ERR_BUFFER_OUT_OF_BOUNDS();
  throw new ERR_OUT_OF_RANGE(name, `>= ${least} and <= ${limit}`, value);
}

/** Throws unless `size` bytes can be reached from the integer `offset`. */
function checkOffset(buffer, offset, size) {
  if ((offset >>> 0) !== offset || offset + size > buffer.length) {
    failInteger(offset, 'offset', buffer.length - size, 0);
  }
}

function checkByteLength(byteLength) {
  if ((byteLength >>> 0) !== byteLength || byteLength < 1 || byteLength > 6) {
    failInteger(byteLength, 'byteLength', 6, 1);
  }
}

function checkValue(value, min, max) {
  if (value > max || value < min) {
    throw new ERR_OUT_OF_RANGE('value', `>= ${min} and <= ${max}`, value);
  }
}

function checkWideValue(value, min, max, byteLength) {
  if (!(value > max || value < min)) return;
  const n = typeof value === 'bigint' ? 'n' : '';
  const bits = byteLength * 8;
  let range;
  if (byteLength <= 4) range = `>= ${min} and <= ${max}`;
  else if (min === 0 || min === 0n) range = `>= 0${n} and < 2${n} ** ${bits}${n}`;
  else range = `>= -(2${n} ** ${bits - 1}${n}) and < 2${n} ** ${bits - 1}${n}`;
  throw new ERR_OUT_OF_RANGE('value', range, value);
}

function checkBigInt(value) {
  if (typeof value !== 'bigint') {
    throw new TypeError('Cannot mix BigInt and other types, use explicit conversions');
  }
}

function viewOf(buffer) {
  return new DataView(buffer.buffer, buffer.byteOffset, buffer.length);
}

function putIntLE(buffer, value, offset, byteLength) {
  let high = Math.floor(value / TWO_32);
  let low = value - high * TWO_32;
  const lowLength = byteLength < 4 ? byteLength : 4;
  for (let i = 0; i < lowLength; i++) {
    buffer[offset + i] = low;
    low = Math.floor(low / TWO_8);
  }
  for (let i = 4; i < byteLength; i++) {
    buffer[offset + i] = high;
    high >>= 8;
  }
  return offset + byteLength;
}

function putIntBE(buffer, value, offset, byteLength) {
  let high = Math.floor(value / TWO_32);
  let low = value - high * TWO_32;
  const lowEnd = byteLength < 4 ? 0 : byteLength - 4;
  for (let i = byteLength - 1; i >= lowEnd; i--) {
    buffer[offset + i] = low;
    low = Math.floor(low / TWO_8);
  }
  for (let i = lowEnd - 1; i >= 0; i--) {
    buffer[offset + i] = high;
    high >>= 8;
  }
  return offset + byteLength;
}

function writeVariable(buffer, value, offset, byteLength, signed, littleEndian) {
  checkByteLength(byteLength);
  value = +value;
  const bits = signed ? byteLength * 8 - 1 : byteLength * 8;
  checkWideValue(value, signed ? -(2 ** bits) : 0, 2 ** bits - 1, byteLength);
  if (offset === undefined) validateNumber(offset, 'offset');
  checkOffset(buffer, offset, byteLength);
  value = value !== value ? 0 : Math.trunc(value);
  return littleEndian
    ? putIntLE(buffer, value, offset, byteLength)
    : putIntBE(buffer, value, offset, byteLength);
}

function readVariable(buffer, offset, byteLength, littleEndian) {
  if (offset === undefined) validateNumber(offset, 'offset');
  checkByteLength(byteLength);
  checkOffset(buffer, offset, byteLength);
  let value = 0;
  if (littleEndian) {
    for (let i = offset + byteLength - 1; i >= offset; i--) value = value * TWO_8 + buffer[i];
  } else {
    for (let i = offset; i < offset + byteLength; i++) value = value * TWO_8 + buffer[i];
  }
  return value;
}

function signed(value, byteLength) {
  const half = 2 ** (byteLength * 8 - 1);
  return value >= half ? value - 2 * half : value;
}

const methods = {
  readBigUInt64LE(offset = 0) {
    checkOffset(this, offset, 8);
    return viewOf(this).getBigUint64(offset, true);
  },
  readBigUInt64BE(offset = 0) {
    checkOffset(this, offset, 8);
    return viewOf(this).getBigUint64(offset, false);
  },
  readBigInt64LE(offset = 0) {
    checkOffset(this, offset, 8);
    return viewOf(this).getBigInt64(offset, true);
  },
  readBigInt64BE(offset = 0) {
    checkOffset(this, offset, 8);
    return viewOf(this).getBigInt64(offset, false);
  },
  writeBigUInt64LE(value, offset = 0) {
    checkWideValue(value, 0n, 0xffffffffffffffffn, 8);
    checkOffset(this, offset, 8);
    checkBigInt(value);
    viewOf(this).setBigUint64(offset, value, true);
    return offset + 8;
  },
  writeBigUInt64BE(value, offset = 0) {
    checkWideValue(value, 0n, 0xffffffffffffffffn, 8);
    checkOffset(this, offset, 8);
    checkBigInt(value);
    viewOf(this).setBigUint64(offset, value, false);
    return offset + 8;
  },
  writeBigInt64LE(value, offset = 0) {
    checkWideValue(value, -0x8000000000000000n, 0x7fffffffffffffffn, 8);
    checkOffset(this, offset, 8);
    checkBigInt(value);
    viewOf(this).setBigInt64(offset, value, true);
    return offset + 8;
  },
  writeBigInt64BE(value, offset = 0) {
    checkWideValue(value, -0x8000000000000000n, 0x7fffffffffffffffn, 8);
    checkOffset(this, offset, 8);
    checkBigInt(value);
    viewOf(this).setBigInt64(offset, value, false);
    return offset + 8;
  },

  readUIntLE(offset, byteLength) {
    return readVariable(this, offset, byteLength, true);
  },
  readUInt32LE(offset = 0) {
    checkOffset(this, offset, 4);
    return (
      (this[offset] | (this[offset + 1] << 8) | (this[offset + 2] << 16)) +
      this[offset + 3] * TWO_24
    );
  },
  readUInt16LE(offset = 0) {
    checkOffset(this, offset, 2);
    return this[offset] | (this[offset + 1] << 8);
  },
  readUInt8(offset = 0) {
    checkOffset(this, offset, 1);
    return this[offset];
  },
  readUIntBE(offset, byteLength) {
    return readVariable(this, offset, byteLength, false);
  },
  readUInt32BE(offset = 0) {
    checkOffset(this, offset, 4);
    return (
      this[offset] * TWO_24 +
      ((this[offset + 1] << 16) | (this[offset + 2] << 8) | this[offset + 3])
    );
  },
  readUInt16BE(offset = 0) {
    checkOffset(this, offset, 2);
    return (this[offset] << 8) | this[offset + 1];
  },

  readIntLE(offset, byteLength) {
    return signed(readVariable(this, offset, byteLength, true), byteLength);
  },
  readInt32LE(offset = 0) {
    checkOffset(this, offset, 4);
    return (
      this[offset] | (this[offset + 1] << 8) | (this[offset + 2] << 16) | (this[offset + 3] << 24)
    );
  },
  readInt16LE(offset = 0) {
    checkOffset(this, offset, 2);
    return ((this[offset] | (this[offset + 1] << 8)) << 16) >> 16;
  },
  readInt8(offset = 0) {
    checkOffset(this, offset, 1);
    return (this[offset] << 24) >> 24;
  },
  readIntBE(offset, byteLength) {
    return signed(readVariable(this, offset, byteLength, false), byteLength);
  },
  readInt32BE(offset = 0) {
    checkOffset(this, offset, 4);
    return (
      (this[offset] << 24) | (this[offset + 1] << 16) | (this[offset + 2] << 8) | this[offset + 3]
    );
  },
  readInt16BE(offset = 0) {
    checkOffset(this, offset, 2);
    return (((this[offset] << 8) | this[offset + 1]) << 16) >> 16;
  },

  writeUIntLE(value, offset, byteLength) {
    return writeVariable(this, value, offset, byteLength, false, true);
  },
  writeUInt32LE(value, offset = 0) {
    value = +value;
    checkValue(value, 0, 0xffffffff);
    checkOffset(this, offset, 4);
    return putInt32LE(this, value, offset);
  },
  writeUInt16LE(value, offset = 0) {
    value = +value;
    checkValue(value, 0, 0xffff);
    checkOffset(this, offset, 2);
    return putInt16LE(this, value, offset);
  },
  writeUInt8(value, offset = 0) {
    value = +value;
    validateNumber(offset, 'offset');
    checkValue(value, 0, 0xff);
    checkOffset(this, offset, 1);
    this[offset] = value;
    return offset + 1;
  },
  writeUIntBE(value, offset, byteLength) {
    return writeVariable(this, value, offset, byteLength, false, false);
  },
  writeUInt32BE(value, offset = 0) {
    value = +value;
    checkValue(value, 0, 0xffffffff);
    checkOffset(this, offset, 4);
    return putInt32BE(this, value, offset);
  },
  writeUInt16BE(value, offset = 0) {
    value = +value;
    checkValue(value, 0, 0xffff);
    checkOffset(this, offset, 2);
    return putInt16BE(this, value, offset);
  },

  writeIntLE(value, offset, byteLength) {
    return writeVariable(this, value, offset, byteLength, true, true);
  },
  writeInt32LE(value, offset = 0) {
    value = +value;
    checkValue(value, -0x80000000, 0x7fffffff);
    checkOffset(this, offset, 4);
    return putInt32LE(this, value, offset);
  },
  writeInt16LE(value, offset = 0) {
    value = +value;
    checkValue(value, -0x8000, 0x7fff);
    checkOffset(this, offset, 2);
    return putInt16LE(this, value, offset);
  },
  writeInt8(value, offset = 0) {
    value = +value;
    validateNumber(offset, 'offset');
    checkValue(value, -0x80, 0x7f);
    checkOffset(this, offset, 1);
    this[offset] = value;
    return offset + 1;
  },
  writeIntBE(value, offset, byteLength) {
    return writeVariable(this, value, offset, byteLength, true, false);
  },
  writeInt32BE(value, offset = 0) {
    value = +value;
    checkValue(value, -0x80000000, 0x7fffffff);
    checkOffset(this, offset, 4);
    return putInt32BE(this, value, offset);
  },
  writeInt16BE(value, offset = 0) {
    value = +value;
    checkValue(value, -0x8000, 0x7fff);
    checkOffset(this, offset, 2);
    return putInt16BE(this, value, offset);
  },

  readFloatLE(offset = 0) {
    checkOffset(this, offset, 4);
    for (let i = 0; i < 4; i++) scratch[i] = this[offset + i];
    return float32[0];
  },
  readFloatBE(offset = 0) {
    checkOffset(this, offset, 4);
    for (let i = 0; i < 4; i++) scratch[3 - i] = this[offset + i];
    return float32[0];
  },
  readDoubleLE(offset = 0) {
    checkOffset(this, offset, 8);
    for (let i = 0; i < 8; i++) scratch[i] = this[offset + i];
    return float64[0];
  },
  readDoubleBE(offset = 0) {
    checkOffset(this, offset, 8);
    for (let i = 0; i < 8; i++) scratch[7 - i] = this[offset + i];
    return float64[0];
  },
  writeFloatLE(value, offset = 0) {
    value = +value;
    checkOffset(this, offset, 4);
    float32[0] = value;
    for (let i = 0; i < 4; i++) this[offset + i] = scratch[i];
    return offset + 4;
  },
  writeFloatBE(value, offset = 0) {
    value = +value;
    checkOffset(this, offset, 4);
    float32[0] = value;
    for (let i = 0; i < 4; i++) this[offset + i] = scratch[3 - i];
    return offset + 4;
  },
  writeDoubleLE(value, offset = 0) {
    value = +value;
    checkOffset(this, offset, 8);
    float64[0] = value;
    for (let i = 0; i < 8; i++) this[offset + i] = scratch[i];
    return offset + 8;
  },
  writeDoubleBE(value, offset = 0) {
    value = +value;
    checkOffset(this, offset, 8);
    float64[0] = value;
    for (let i = 0; i < 8; i++) this[offset + i] = scratch[7 - i];
    return offset + 8;
  },
};

function putInt32LE(buffer, value, offset) {
  buffer[offset] = value;
  buffer[offset + 1] = value >>> 8;
  buffer[offset + 2] = value >>> 16;
  buffer[offset + 3] = value >>> 24;
  return offset + 4;
}

function putInt32BE(buffer, value, offset) {
  buffer[offset] = value >>> 24;
  buffer[offset + 1] = value >>> 16;
  buffer[offset + 2] = value >>> 8;
  buffer[offset + 3] = value;
  return offset + 4;
}

function putInt16LE(buffer, value, offset) {
  buffer[offset] = value;
  buffer[offset + 1] = value >>> 8;
  return offset + 2;
}

function putInt16BE(buffer, value, offset) {
  buffer[offset] = value >>> 8;
  buffer[offset + 1] = value;
  return offset + 2;
}

/** The order in which Node's prototype enumerates them. `Uint` is ECMAScript's spelling of `UInt`. */
const ENUMERATION = [
  ['BigUInt64LE', 'BigUInt64BE', 'BigUint64LE', 'BigUint64BE', 'BigInt64LE', 'BigInt64BE'],
  [
    'UIntLE', 'UInt32LE', 'UInt16LE', 'UInt8', 'UIntBE', 'UInt32BE', 'UInt16BE',
    'UintLE', 'Uint32LE', 'Uint16LE', 'Uint8', 'UintBE', 'Uint32BE', 'Uint16BE',
    'IntLE', 'Int32LE', 'Int16LE', 'Int8', 'IntBE', 'Int32BE', 'Int16BE',
  ],
  ['FloatLE', 'FloatBE', 'DoubleLE', 'DoubleBE'],
];

/**
 * Gives a prototype the methods that read and write numbers.
 * @param {object} prototype
 */
function addNumberMethods(prototype) {
  for (const types of ENUMERATION) {
    for (const verb of ['read', 'write']) {
      for (const type of types) {
        prototype[verb + type] = methods[verb + type.replace('Uint', 'UInt')];
      }
    }
  }
}

module.exports = { addNumberMethods };
