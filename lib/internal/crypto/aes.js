'use strict';

const { Buffer } = require('../../buffer');
const { lazyDOMException } = require('../util');
const { Cipheriv, Decipheriv } = require('./cipher');
const { keyBytes } = require('./keys');

const TAG_LENGTHS = [32, 64, 96, 104, 112, 120, 128];
const BLOCK = 16;

/** The value with which every wrapped key begins (RFC 3394). */
const WRAP_START = Buffer.alloc(8, 0xa6);

function run(isEncrypting, mode, key, iv, data, autoPadding = true) {
  const Cipher = isEncrypting ? Cipheriv : Decipheriv;
  const cipher = new Cipher(`aes-${key.length * 8}-${mode}`, key, iv);
  cipher.setAutoPadding(autoPadding);
  return Buffer.concat([cipher.update(data), cipher.final()]);
}

function gcm(isEncrypting, key, { iv, additionalData, tagLength = 128 }, data) {
  if (!TAG_LENGTHS.includes(tagLength)) {
    throw lazyDOMException(`${tagLength} is not a valid AES-GCM tag length`, 'OperationError');
  }
  const authTagLength = tagLength / 8;
  const tagStart = data.byteLength - authTagLength;
  if (!isEncrypting && tagStart < 0) throw lazyDOMException('The provided data is too small.', 'OperationError');
  const Cipher = isEncrypting ? Cipheriv : Decipheriv;
  const cipher = new Cipher(`aes-${key.length * 8}-gcm`, key, iv, { authTagLength });
  if (additionalData !== undefined) cipher.setAAD(additionalData);
  if (isEncrypting) return Buffer.concat([cipher.update(data), cipher.final(), cipher.getAuthTag()]);
  cipher.setAuthTag(data.subarray(tagStart));
  return Buffer.concat([cipher.update(data.subarray(0, tagStart)), cipher.final()]);
}

/** Only the last `length` bits of the counter count, so the data may be in two parts, before and after it starts over. */
function ctr(key, { counter, length }, data) {
  if (length === 0 || length > 128) {
    throw lazyDOMException('AES-CTR algorithm.length must be between 1 and 128', 'OperationError');
  }
  const limit = 1n << BigInt(length);
  const blocks = BigInt(Math.ceil(data.byteLength / BLOCK));
  if (blocks > limit) throw new Error('Cipher job failed');
  const start = BigInt(`0x${Buffer.from(counter).toString('hex')}`);
  const untilWrap = limit - start % limit;
  if (blocks <= untilWrap) return run(true, 'ctr', key, counter, data);
  const split = Number(untilWrap) * BLOCK;
  const again = Buffer.from((start - start % limit).toString(16).padStart(32, '0'), 'hex');
  return Buffer.concat([
    run(true, 'ctr', key, counter, data.subarray(0, split)),
    run(true, 'ctr', key, again, data.subarray(split)),
  ]);
}

function xorStep(start, step) {
  const mixed = Buffer.from(start);
  mixed.writeUInt32BE((mixed.readUInt32BE(4) ^ step) >>> 0, 4);
  return mixed;
}

function wrap(key, data) {
  if (data.byteLength % 8 !== 0 || data.byteLength < 16) throw new Error('invalid input length');
  let start = WRAP_START;
  const blocks = Buffer.from(data);
  const count = blocks.length / 8;
  for (let step = 1; step <= 6 * count; step++) {
    const at = (step - 1) % count * 8;
    const out = run(true, 'ecb', key, null, Buffer.concat([start, blocks.subarray(at, at + 8)]), false);
    start = xorStep(out.subarray(0, 8), step);
    out.copy(blocks, at, 8);
  }
  return Buffer.concat([start, blocks]);
}

function unwrap(key, data) {
  if (data.byteLength % 8 !== 0 || data.byteLength < 24) throw new Error('invalid input length');
  let start = Buffer.from(data.subarray(0, 8));
  const blocks = Buffer.from(data.subarray(8));
  const count = blocks.length / 8;
  for (let step = 6 * count; step >= 1; step--) {
    const at = (step - 1) % count * 8;
    const out = run(false, 'ecb', key, null, Buffer.concat([xorStep(start, step), blocks.subarray(at, at + 8)]), false);
    start = out.subarray(0, 8);
    out.copy(blocks, at, 8);
  }
  if (!start.equals(WRAP_START)) throw new Error('cipher operation failed');
  return blocks;
}

/** The ciphers of the Web Crypto API over AES. */
const CIPHERS = {
  'AES-CBC': (isEncrypting, key, { iv }, data) => run(isEncrypting, 'cbc', key, iv, data),
  'AES-CTR': (isEncrypting, key, algorithm, data) => ctr(key, algorithm, data),
  'AES-GCM': gcm,
  'AES-KW': (isEncrypting, key, algorithm, data) => (isEncrypting ? wrap(key, data) : unwrap(key, data)),
};

/**
 * Encrypts, decrypts, wraps or unwraps.
 * @param {boolean} isEncrypting
 * @param {KeyObject} key
 * @param {{name: string}} algorithm normalized
 * @param {Uint8Array} data
 * @returns {Buffer}
 */
function aesCipher(isEncrypting, key, algorithm, data) {
  return CIPHERS[algorithm.name](isEncrypting, keyBytes(key, 'key'), algorithm, data);
}

module.exports = { aesCipher };
