'use strict';

const {
  ERR_INVALID_ARG_TYPE,
  ERR_INVALID_STATE,
  ERR_INVALID_THIS,
} = require('./errors').codes;
const { validateDictionary } = require('./validators');
const { customInspectSymbol, kEmptyObject, kEnumerableProperty } = require('./util');
const { isAnyArrayBuffer } = require('./util/types');
const { kClone } = require('./worker/js_transferable');
const { codedError } = require('./buffer/text');

/** The size of what a blob's stream hands out at once. */
const CHUNK_SIZE = 65536;

const DISALLOWED_IN_TYPE = /[^ -~]/;

/** Only this module makes a blob of parts without copying. */
const kShare = Symbol('kShare');

function bytesOfView(view) {
  return ArrayBuffer.isView(view)
    ? new Uint8Array(view.buffer, view.byteOffset, view.byteLength)
    : new Uint8Array(view);
}

function withNativeLineEndings(text) {
  const eol = process.platform === 'win32' ? '\r\n' : '\n';
  return text.replace(/\r\n|\r|\n/g, eol);
}

let partsOf;

/** The immutable byte runs of one source of a blob. */
function readSource(source, index, endings) {
  if (isAnyArrayBuffer(source) || ArrayBuffer.isView(source)) {
    const copy = bytesOfView(source).slice();
    return copy.length === 0 ? [] : [copy];
  }
  if (isBlob(source)) return partsOf(source);
  if (typeof source === 'symbol') {
    throw codedError(
      TypeError, 'ERR_INVALID_ARG_TYPE', `Value[${index}] is a Symbol and cannot be converted to a string.`);
  }
  let text = `${source}`;
  if (endings === 'native') text = withNativeLineEndings(text);
  const bytes = internalBinding('encoding_binding').encodeUtf8String(text);
  return bytes.length === 0 ? [] : [bytes];
}

function checkOptions(options) {
  if (options !== null && typeof options !== 'object' && typeof options !== 'function') {
    validateDictionary(options, 'options');
  }
  let { endings = 'transparent' } = options ?? kEmptyObject;
  endings = `${endings}`;
  if (endings !== 'transparent' && endings !== 'native') {
    const { ERR_INVALID_ARG_VALUE } = require('./errors').codes;
    throw new ERR_INVALID_ARG_VALUE('options.endings', endings);
  }
  return endings;
}

function normalizeType(type) {
  type = `${type}`;
  return DISALLOWED_IN_TYPE.test(type) ? '' : type.toLowerCase();
}

/** Joins byte runs into one array of their own. Those that are in a file are read first. */
async function joinParts(parts, size) {
  const joined = new Uint8Array(size);
  let position = 0;
  for (const part of parts) {
    joined.set(part instanceof Uint8Array ? part : await part.read(0, part.length), position);
    position += part.length;
  }
  return joined;
}

/** Hands the bytes of a blob's parts to its stream, piece by piece. */
class PartSource {
  constructor(parts) {
    this.type = 'bytes';
    this.parts = parts;
    this.index = 0;
    this.position = 0;
  }

  pull(controller) {
    const { index, parts, position } = this;
    if (index === parts.length) {
      controller.close();
      controller.byobRequest?.respond(0);
      return undefined;
    }
    const part = parts[index];
    if (part instanceof Uint8Array) return this.#give(controller, part.slice(position, position + CHUNK_SIZE));
    return part.read(position, CHUNK_SIZE).then((chunk) => this.#give(controller, chunk));
  }

  #give(controller, chunk) {
    this.position += chunk.length;
    if (this.position >= this.parts[this.index].length) {
      this.index++;
      this.position = 0;
    }
    // Of an empty file there is nothing to give.
    return chunk.length === 0 ? this.pull(controller) : controller.enqueue(chunk);
  }
}

/** Bytes that do not change, with a type. */
class Blob {
  #parts;
  #size;
  #type;

  static {
    partsOf = (blob) => blob.#parts;
  }

  constructor(sources = [], options = kEmptyObject) {
    if (sources === kShare) {
      this.#parts = options.parts;
      this.#type = options.type;
    } else {
      this.#readSources(sources, options);
    }
    this.#size = this.#parts.reduce((sum, part) => sum + part.length, 0);
  }

  #readSources(sources, options) {
    if (
      sources === null || typeof sources[Symbol.iterator] !== 'function' || typeof sources === 'string'
    ) {
      throw codedError(TypeError, 'ERR_INVALID_ARG_TYPE', 'Value cannot be converted to sequence.');
    }
    const endings = checkOptions(options);
    const parts = [];
    let index = 0;
    for (const source of sources) parts.push(...readSource(source, index++, endings));
    this.#parts = parts;
    this.#type = normalizeType(options?.type ?? '');
  }

  /** The copy has the same bytes: they do not change. */
  [kClone]() {
    if (!isBlob(this)) return undefined;
    if (this.#parts.some((part) => !(part instanceof Uint8Array))) {
      throw new ERR_INVALID_STATE.TypeError('File-backed Blobs are not cloneable');
    }
    return { value: new Blob(kShare, { parts: this.#parts, type: this.#type }) };
  }

  static #check(value) {
    if (!isBlob(value)) throw new ERR_INVALID_THIS('Blob');
  }

  get size() {
    Blob.#check(this);
    return this.#size;
  }

  get type() {
    Blob.#check(this);
    return this.#type;
  }

  slice(start = 0, end = this.size, type = this.#type) {
    Blob.#check(this);
    const size = this.#size;
    start = clampTo(start, size);
    end = clampTo(end, size);
    const parts = [];
    let position = 0;
    for (const part of this.#parts) {
      const from = Math.max(0, start - position);
      const to = Math.min(part.length, end - position);
      if (from < to) parts.push(part.subarray(from, to));
      position += part.length;
    }
    const given = arguments.length > 2 ? normalizeType(type) : '';
    return new Blob(kShare, { parts, type: given });
  }

  async arrayBuffer() {
    Blob.#check(this);
    return (await joinParts(this.#parts, this.#size)).buffer;
  }

  async text() {
    Blob.#check(this);
    const { TextDecoder } = require('./encoding');
    return new TextDecoder().decode(await joinParts(this.#parts, this.#size));
  }

  async bytes() {
    Blob.#check(this);
    return joinParts(this.#parts, this.#size);
  }

  stream() {
    Blob.#check(this);
    const { ReadableStream } = require('./webstreams/readablestream');
    return new ReadableStream(new PartSource(this.#parts), { highWaterMark: 0 });
  }

  [customInspectSymbol](depth, options) {
    if (depth < 0) return this;
    const shown = { size: this.size, type: this.type };
    const { inspect } = require('./util/inspect');
    const depthLeft = options.depth == null ? null : options.depth - 1;
    return `Blob ${inspect(shown, { ...options, depth: depthLeft })}`;
  }
}

function clampTo(index, size) {
  index = Math.trunc(+index) || 0;
  return index < 0 ? Math.max(size + index, 0) : Math.min(index, size);
}

Object.defineProperties(Blob.prototype, {
  [Symbol.toStringTag]: { configurable: true, value: 'Blob' },
  size: kEnumerableProperty,
  type: kEnumerableProperty,
  slice: kEnumerableProperty,
  stream: kEnumerableProperty,
  text: kEnumerableProperty,
  arrayBuffer: kEnumerableProperty,
  bytes: kEnumerableProperty,
});

/**
 * Whether a value is a blob, or a file.
 * @param {*} value
 * @returns {boolean}
 */
function isBlob(value) {
  if (typeof value !== 'object' || value === null) return false;
  try {
    return partsOf(value) !== undefined;
  } catch {
    return false;
  }
}

/**
 * A blob of byte runs that nobody changes.
 * @param {Array<Uint8Array | {length: number, subarray: Function, read: Function}>} parts in memory, or to be read
 * @param {string} type
 */
function createBlobOfParts(parts, type) {
  return new Blob(kShare, { parts, type: normalizeType(type) });
}

// --- blob: URLs -----------------------------------------------------------------------------

const objects = new Map();

/**
 * Registers a blob under a URL.
 * @param {Blob} obj
 * @returns {string}
 */
function createObjectURL(obj) {
  if (!isBlob(obj)) throw new ERR_INVALID_ARG_TYPE('obj', 'Blob', obj);
  const id = require('./crypto/random').randomUUID();
  objects.set(id, obj);
  return `blob:nodedata:${id}`;
}

function idOf(url) {
  try {
    const { URL } = require('./url');
    const { protocol, pathname } = new URL(url);
    const [kind, id, ...rest] = pathname.split(':');
    return protocol === 'blob:' && kind === 'nodedata' && rest.length === 0 ? id : undefined;
  } catch {
    return undefined;
  }
}

function revokeObjectURL(url) {
  objects.delete(idOf(url));
}

/**
 * The blob that a URL was made for.
 * @param {string} url
 * @returns {Blob | undefined}
 */
function resolveObjectURL(url) {
  const found = objects.get(idOf(`${url}`));
  return found && new Blob(kShare, { parts: partsOf(found), type: found.type });
}

module.exports = {
  Blob,
  createBlobOfParts,
  createObjectURL,
  resolveObjectURL,
  revokeObjectURL,
};
