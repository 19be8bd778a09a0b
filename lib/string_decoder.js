'use strict';

const { normalizeEncoding } = require('./internal/util');

// How many bytes of a character may have to wait for the rest of it.
const MAX_CHARACTER = 4;

/**
 * Decodes bytes that come in pieces: a character cut in two waits for its other half.
 * @param {string} [encoding] 'utf8' unless given
 * @throws {TypeError} ERR_UNKNOWN_ENCODING
 */
function StringDecoder(encoding) {
  const normalized = normalizeEncoding(encoding);
  if (normalized === undefined) {
    const { codes: { ERR_UNKNOWN_ENCODING } } = require('./internal/errors');
    throw new ERR_UNKNOWN_ENCODING(encoding);
  }
  this.encoding = normalized;
  Object.defineProperty(this, kState, { __proto__: null, value: new Incomplete() });
}

const kState = Symbol('kState');

/** The beginning of a character. */
class Incomplete {
  constructor() {
    this.bytes = null;
    this.buffered = 0;
    this.missing = 0;
  }

  /** Adds data[start...start + count]. */
  append(data, start, count) {
    this.bytes ??= Buffer.alloc(MAX_CHARACTER);
    for (let i = 0; i < count; i++) this.bytes[this.buffered + i] = data[start + i];
    this.buffered += count;
  }

  decode(encoding) {
    const text = this.bytes.toString(encoding, 0, this.buffered);
    this.buffered = 0;
    this.missing = 0;
    return text;
  }
}

function asBuffer(view) {
  return view instanceof Buffer ? view : Buffer.from(view.buffer, view.byteOffset, view.byteLength);
}

/**
 * The text of `buf` as far as it is complete, after what was left over.
 * @param {Buffer|TypedArray|DataView|string} buf
 * @returns {string}
 */
StringDecoder.prototype.write = function write(buf) {
  if (typeof buf === 'string') return buf;
  if (!ArrayBuffer.isView(buf)) {
    const { codes: { ERR_INVALID_ARG_TYPE } } = require('./internal/errors');
    throw new ERR_INVALID_ARG_TYPE('buf', ['Buffer', 'TypedArray', 'DataView'], buf);
  }
  const state = this[kState];
  if (state === undefined) {
    const { codes: { ERR_INVALID_THIS } } = require('./internal/errors');
    throw new ERR_INVALID_THIS('StringDecoder');
  }
  return decode(state, this.encoding, asBuffer(buf));
};

function decode(state, encoding, data) {
  const { length } = data;
  if (length === 0) return '';
  // Most chunks end with a whole character and follow one.
  if (state.missing === 0) {
    if (encoding === 'utf8' && data[length - 1] < 0x80) return data.utf8Slice(0, length);
    if (encoding === 'latin1' || encoding === 'ascii' || encoding === 'hex') return data.toString(encoding);
  }

  let start = 0;
  let text = '';
  if (state.missing > 0) {
    start = complete(state, encoding, data);
    if (state.missing === 0) text = state.decode(encoding);
  }
  if (start === length) return text;

  const held = incompleteTail(state, encoding, data, start);
  const end = length - held;
  if (end > start) text += data.toString(encoding, start, end);
  if (held > 0) state.append(data, end, held);
  return text;
}

// Moves into `state` what completes its character; returns how many bytes of `data` that took.
function complete(state, encoding, data) {
  let wanted = Math.min(state.missing, data.length);
  if (encoding === 'utf8') {
    for (let i = 0; i < wanted; i++) {
      if ((data[i] & 0xC0) !== 0x80) {
        // Another character begins: this one stays a fragment.
        state.missing = wanted = i;
        break;
      }
    }
  }
  state.append(data, 0, wanted);
  state.missing -= wanted;
  return wanted;
}

// How many bytes at the end of `data` must wait; notes in `state` how many will follow.
function incompleteTail(state, encoding, data, start) {
  switch (encoding) {
    case 'utf8':
      return incompleteUtf8(state, data, start);
    case 'utf16le': {
      const length = data.length - start;
      if (length % 2 === 1) {
        state.missing = 1;
        return 1;
      }
      // The first half of a surrogate pair.
      if ((data[data.length - 1] & 0xFC) === 0xD8) {
        state.missing = 2;
        return 2;
      }
      return 0;
    }
    case 'base64':
    case 'base64url': {
      const rest = (data.length - start) % 3;
      if (rest > 0) state.missing = 3 - rest;
      return rest;
    }
    default:
      return 0;
  }
}

function incompleteUtf8(state, data, start) {
  for (let at = data.length - 1, held = 1; at >= start && held < MAX_CHARACTER; at--, held++) {
    const byte = data[at];
    if (byte < 0x80) return 0;
    if ((byte & 0xC0) === 0x80) continue;
    let total = 0;
    if ((byte & 0xE0) === 0xC0) total = 2;
    else if ((byte & 0xF0) === 0xE0) total = 3;
    else if ((byte & 0xF8) === 0xF0) total = 4;
    if (held >= total) return 0;
    state.missing = total - held;
    return held;
  }
  return 0;
}

/**
 * What is left, with replacement characters for what stays incomplete; then the decoder starts anew.
 * @param {Buffer|TypedArray|DataView|string} [buf] a last chunk
 * @returns {string}
 */
StringDecoder.prototype.end = function end(buf) {
  const text = buf === undefined ? '' : this.write(buf);
  const state = this[kState];
  if (this.encoding === 'utf16le' && state.buffered % 2 === 1) state.buffered--;
  if (state.buffered === 0) {
    state.missing = 0;
    return text;
  }
  return text + state.decode(this.encoding);
};

// Never documented, but packages use it.
StringDecoder.prototype.text = function text(buf, offset) {
  const state = this[kState];
  state.buffered = 0;
  state.missing = 0;
  return this.write(buf.slice(offset));
};

Object.defineProperties(StringDecoder.prototype, {
  lastChar: {
    __proto__: null,
    configurable: true,
    enumerable: true,
    get() {
      this[kState].bytes ??= Buffer.alloc(MAX_CHARACTER);
      return this[kState].bytes;
    },
  },
  lastNeed: {
    __proto__: null,
    configurable: true,
    enumerable: true,
    get() {
      return this[kState].missing;
    },
  },
  lastTotal: {
    __proto__: null,
    configurable: true,
    enumerable: true,
    get() {
      return this[kState].buffered + this[kState].missing;
    },
  },
});

module.exports = { StringDecoder };
