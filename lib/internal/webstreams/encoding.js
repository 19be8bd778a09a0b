'use strict';

const { codes: { ERR_INVALID_THIS } } = require('../errors');
const { inspectAs, kCustomInspect } = require('./util');
const { kEnumerableProperty } = require('../util');
const { TransformStream } = require('./transformstream');

/** What V8 says of an object that has no such private member. */
function foreign(member) {
  return new TypeError(`Cannot read private member ${member} from an object whose class did not declare it`);
}

/** Node.js gives these two classes no `Symbol.toStringTag`. */
function makeEnumerable(prototype, names) {
  for (const name of names) Object.defineProperty(prototype, name, kEnumerableProperty);
}

function isObject(value) {
  return value !== null && typeof value === 'object';
}

/** Text in, UTF-8 out; a surrogate pair may be cut in two. */
class TextEncoderStream {
  #encoder;
  #transform;

  constructor() {
    const encoder = new TextEncoder();
    let pendingHigh = '';
    const transform = new TransformStream({
      transform(chunk, controller) {
        let text = pendingHigh + `${chunk}`;
        pendingHigh = '';
        const last = text.charCodeAt(text.length - 1);
        if (last >= 0xD800 && last <= 0xDBFF) {
          pendingHigh = text[text.length - 1];
          text = text.slice(0, -1);
        }
        if (text.length > 0) controller.enqueue(encoder.encode(text));
      },
      flush(controller) {
        if (pendingHigh !== '') controller.enqueue(new Uint8Array([0xEF, 0xBF, 0xBD]));
      },
    });
    this.#encoder = encoder;
    this.#transform = transform;
  }

  get encoding() {
    if (!isObject(this) || !(#encoder in this)) throw foreign('#handle');
    return this.#encoder.encoding;
  }

  get readable() {
    if (!isObject(this) || !(#transform in this)) throw foreign('#transform');
    return this.#transform.readable;
  }

  get writable() {
    if (!isObject(this) || !(#transform in this)) throw foreign('#transform');
    return this.#transform.writable;
  }

  [kCustomInspect](depth, options) {
    if (!isObject(this) || !(#transform in this)) throw new ERR_INVALID_THIS('TextEncoderStream');
    return inspectAs(this, this.constructor.name, {
      encoding: this.encoding, readable: this.readable, writable: this.writable,
    }, depth, options);
  }
}
makeEnumerable(TextEncoderStream.prototype, ['encoding', 'readable', 'writable']);

/** Bytes in, text out. */
class TextDecoderStream {
  #decoder;
  #transform;

  constructor(encoding = 'utf-8', options = undefined) {
    const decoder = new TextDecoder(encoding, options ?? {});
    const transform = new TransformStream({
      transform(chunk, controller) {
        const text = decoder.decode(chunk, { stream: true });
        if (text) controller.enqueue(text);
      },
      flush(controller) {
        const rest = decoder.decode();
        if (rest) controller.enqueue(rest);
      },
    });
    this.#decoder = decoder;
    this.#transform = transform;
  }

  get encoding() {
    if (!isObject(this) || !(#decoder in this)) throw foreign('#handle');
    return this.#decoder.encoding;
  }

  get fatal() {
    if (!isObject(this) || !(#decoder in this)) throw foreign('#handle');
    return this.#decoder.fatal;
  }

  get ignoreBOM() {
    if (!isObject(this) || !(#decoder in this)) throw foreign('#handle');
    return this.#decoder.ignoreBOM;
  }

  get readable() {
    if (!isObject(this) || !(#transform in this)) throw foreign('#transform');
    return this.#transform.readable;
  }

  get writable() {
    if (!isObject(this) || !(#transform in this)) throw foreign('#transform');
    return this.#transform.writable;
  }

  [kCustomInspect](depth, options) {
    if (!isObject(this) || !(#transform in this)) throw new ERR_INVALID_THIS('TextDecoderStream');
    return inspectAs(this, this.constructor.name, {
      encoding: this.encoding,
      fatal: this.fatal,
      ignoreBOM: this.ignoreBOM,
      readable: this.readable,
      writable: this.writable,
    }, depth, options);
  }
}
makeEnumerable(TextDecoderStream.prototype, ['encoding', 'fatal', 'ignoreBOM', 'readable', 'writable']);

module.exports = { TextDecoderStream, TextEncoderStream };
