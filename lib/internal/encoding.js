'use strict';

const binding = internalBinding('encoding_binding');
const {
  ERR_ENCODING_NOT_SUPPORTED,
  ERR_INVALID_ARG_TYPE,
  ERR_INVALID_THIS,
} = require('./errors').codes;
const {
  kValidateObjectAllowObjectsAndNull,
  validateObject,
  validateString,
} = require('./validators');
const { customInspectSymbol, kEmptyObject, kEnumerableProperty } = require('./util');
const { isAnyArrayBuffer, isUint8Array } = require('./util/types');

/** Where the binding leaves how much it has read and written. */
const results = new Uint32Array(2);

const NOTHING = new Uint8Array(0);

/** Text to UTF-8. */
class TextEncoder {
  #isEncoder = true;

  static #check(value) {
    if (typeof value !== 'object' || value === null || !(#isEncoder in value)) {
      throw new ERR_INVALID_THIS('TextEncoder');
    }
  }

  get encoding() {
    TextEncoder.#check(this);
    return 'utf-8';
  }

  encode(input = '') {
    TextEncoder.#check(this);
    return binding.encodeUtf8String(`${input}`);
  }

  encodeInto(src, dest) {
    TextEncoder.#check(this);
    validateString(src, 'src');
    if (!dest || !isUint8Array(dest)) throw new ERR_INVALID_ARG_TYPE('dest', 'Uint8Array', dest);
    binding.encodeInto(src, dest, results);
    return { read: results[0], written: results[1] };
  }

  [customInspectSymbol](depth, opts) {
    TextEncoder.#check(this);
    if (typeof depth === 'number' && depth < 0) return this;
    const shown = { __proto__: { constructor: Object }, encoding: this.encoding };
    return require('./util/inspect').inspect(shown, opts);
  }
}

Object.defineProperties(TextEncoder.prototype, {
  encode: kEnumerableProperty,
  encodeInto: kEnumerableProperty,
  encoding: kEnumerableProperty,
  [Symbol.toStringTag]: { configurable: true, value: 'TextEncoder' },
});

function bytesOf(input) {
  if (input === undefined) return NOTHING;
  if (ArrayBuffer.isView(input) || isAnyArrayBuffer(input)) return input;
  throw new ERR_INVALID_ARG_TYPE('input', ['ArrayBuffer', 'ArrayBufferView'], input);
}

/** Bytes to text. */
class TextDecoder {
  #encoding;
  #fatal;
  #ignoreBOM;

  /** Made when a plain call of the binding is not enough. */
  #decoder;

  static #check(value) {
    if (typeof value !== 'object' || value === null || !(#encoding in value)) {
      throw new ERR_INVALID_THIS('TextDecoder');
    }
  }

  constructor(encoding = 'utf-8', options = kEmptyObject) {
    encoding = `${encoding}`;
    validateObject(options, 'options', kValidateObjectAllowObjectsAndNull);
    const name = require('./encoding/labels').getEncodingFromLabel(encoding);
    if (name === undefined || (name !== 'utf-8' && !binding.isSupported(name))) {
      throw new ERR_ENCODING_NOT_SUPPORTED(encoding);
    }
    this.#encoding = name;
    this.#fatal = Boolean(options?.fatal);
    this.#ignoreBOM = Boolean(options?.ignoreBOM);
  }

  decode(input = NOTHING, options = kEmptyObject) {
    TextDecoder.#check(this);
    input = bytesOf(input);
    validateObject(options, 'options', kValidateObjectAllowObjectsAndNull);
    const more = Boolean(options?.stream);
    if (this.#decoder === undefined) {
      if (!more && !this.#fatal && this.#encoding === 'utf-8') {
        return binding.decodeUTF8(input, this.#ignoreBOM);
      }
      this.#decoder = new binding.Decoder(this.#encoding, this.#fatal, this.#ignoreBOM);
    }
    return this.#decoder.decode(input, more);
  }

  get encoding() {
    TextDecoder.#check(this);
    return this.#encoding;
  }

  get fatal() {
    TextDecoder.#check(this);
    return this.#fatal;
  }

  get ignoreBOM() {
    TextDecoder.#check(this);
    return this.#ignoreBOM;
  }

  [customInspectSymbol](depth, opts) {
    TextDecoder.#check(this);
    if (typeof depth === 'number' && depth < 0) return this;
    const { getConstructorOf } = require('./util');
    const shown = {
      encoding: this.#encoding,
      fatal: this.#fatal,
      ignoreBOM: this.#ignoreBOM,
    };
    const name = (getConstructorOf(this) || TextDecoder).name;
    return `${name} ${require('./util/inspect').inspect(shown, opts)}`;
  }
}

Object.defineProperties(TextDecoder.prototype, {
  decode: kEnumerableProperty,
  encoding: kEnumerableProperty,
  fatal: kEnumerableProperty,
  ignoreBOM: kEnumerableProperty,
  [Symbol.toStringTag]: { configurable: true, value: 'TextDecoder' },
});

module.exports = {
  TextDecoder,
  TextEncoder,
  encodeUtf8String: binding.encodeUtf8String,
};
