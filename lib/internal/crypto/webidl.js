'use strict';

// What the Web Crypto API takes, checked and converted as Web IDL says.

const { codedError } = require('../buffer/text');
const { isAnyArrayBuffer, isArrayBuffer, isSharedArrayBuffer } = require('../util/types');
const { CryptoKey } = require('./crypto_key');

const ORDINALS = ['1st', '2nd', '3rd', '4th', '5th', '6th', '7th'];

const KEY_FORMATS = ['raw', 'raw-public', 'raw-secret', 'raw-seed', 'pkcs8', 'spki', 'jwk'];
const KEY_USAGES = [
  'encrypt', 'decrypt', 'sign', 'verify', 'deriveKey', 'deriveBits', 'wrapKey', 'unwrapKey',
  'encapsulateKey', 'encapsulateBits', 'decapsulateKey', 'decapsulateBits',
];

/** Where a value stands: how a message about it begins, and what it calls the value. */
class Place {
  constructor(prefix, context) {
    this.prefix = prefix;
    this.context = context;
  }

  of(context) {
    return new Place(this.prefix, context);
  }

  error(message, code = 'ERR_INVALID_ARG_TYPE') {
    return codedError(TypeError, code, `${this.prefix}: ${this.context} ${message}`);
  }
}

const prefixOf = (method) => `Failed to execute '${method}' on 'SubtleCrypto'`;

/**
 * Where an argument of a method of `SubtleCrypto` stands.
 * @param {string} method
 * @param {number} index from 0
 */
function argument(method, index) {
  return new Place(prefixOf(method), `${ORDINALS[index]} argument`);
}

/**
 * Complains about too few arguments.
 * @throws {TypeError} ERR_MISSING_ARGS
 */
function requireArguments(method, length, required) {
  if (length >= required) return;
  throw codedError(TypeError, 'ERR_MISSING_ARGS',
    `${prefixOf(method)}: ${required} argument${required === 1 ? '' : 's'} required, but only ${length} present.`);
}

/** Bytes: a copy, so that nobody changes them meanwhile. */
function bufferSource(value, place) {
  if (!isArrayBuffer(value) && !ArrayBuffer.isView(value)) {
    throw place.error('is not instance of ArrayBuffer, Buffer, TypedArray, or DataView.');
  }
  if (ArrayBuffer.isView(value)) {
    if (isSharedArrayBuffer(value.buffer)) {
      throw place.error('is a view on a SharedArrayBuffer, which is not allowed.');
    }
    return new Uint8Array(value.buffer.slice(value.byteOffset, value.byteOffset + value.byteLength));
  }
  return new Uint8Array(value.slice(0));
}

function cryptoKey(value, place) {
  if (!(value instanceof CryptoKey)) throw place.error('is not of type CryptoKey.');
  return value;
}

function oneOf(value, place, type, values) {
  const text = `${value}`;
  if (!values.includes(text)) {
    throw place.error(`value '${text}' is not a valid enum value of type ${type}.`, 'ERR_INVALID_ARG_VALUE');
  }
  return text;
}

const keyFormat = (value, place) => oneOf(value, place, 'KeyFormat', KEY_FORMATS);

function sequence(value, place) {
  if (value === null || typeof value !== 'object' || typeof value[Symbol.iterator] !== 'function') {
    throw place.error('can not be converted to sequence.');
  }
  return [...value];
}

function keyUsages(value, place) {
  return sequence(value, place)
    .map((usage, i) => oneOf(usage, place.of(`${place.context}[${i}]`), 'KeyUsage', KEY_USAGES));
}

function integer(value, place, most) {
  const number = Number(value);
  if (!Number.isFinite(number)) throw place.error('is not a finite number.');
  const whole = Math.trunc(number);
  if (whole < 0 || whole > most) {
    throw place.error(`is outside the expected range of 0 to ${most}.`, 'ERR_OUT_OF_RANGE');
  }
  return whole;
}

const octet = (value, place) => integer(value, place, 0xff);
const unsignedShort = (value, place) => integer(value, place, 0xffff);
const unsignedLong = (value, place) => integer(value, place, 0xffff_ffff);

const JWK_TEXTS = ['alg', 'k', 'kty', 'use'];

/** The members of a JSON Web Key that symmetric keys have. */
function jsonWebKey(value, place) {
  if (value === null || value === undefined) return {};
  if (typeof value !== 'object' && typeof value !== 'function') throw place.error('can not be converted to a dictionary');
  const jwk = {};
  for (const name of JWK_TEXTS) {
    if (value[name] !== undefined) jwk[name] = `${value[name]}`;
  }
  if (value.ext !== undefined) jwk.ext = Boolean(value.ext);
  if (value.key_ops !== undefined) {
    jwk.key_ops = sequence(value.key_ops, place.of(`'key_ops' of 'JsonWebKey' (${place.context})`)).map(String);
  }
  return jwk;
}

/** A key outside of the API: bytes, or a JSON Web Key. */
function keyData(value, format, place) {
  return format === 'jwk' && !isAnyArrayBuffer(value) ? jsonWebKey(value, place) : bufferSource(value, place);
}

/**
 * A dictionary of an algorithm's parameters.
 * @param {object} value
 * @param {string} type its name, for messages
 * @param {[string, (value: unknown, place: Place) => unknown, boolean][]} members name, conversion and whether it is
 *   required
 */
function dictionary(value, type, members) {
  const place = new Place('Failed to normalize algorithm', 'passed algorithm');
  const converted = {};
  for (const [name, convert, isRequired] of members) {
    const member = value[name];
    if (member !== undefined) {
      converted[name] = convert(member, place.of(`'${name}' of '${type}' (${place.context})`));
    } else if (isRequired) {
      throw place.error(`can not be converted to '${type}' because '${name}' is required in '${type}'.`,
        'ERR_MISSING_OPTION');
    }
  }
  return converted;
}

module.exports = {
  argument, bufferSource, cryptoKey, dictionary, keyData, keyFormat, keyUsages, octet, requireArguments,
  unsignedLong, unsignedShort,
};
