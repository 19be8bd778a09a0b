'use strict';

// How the process of a test file tells the one that started it what happens: each event as a frame on stdout,
// between what the tests themselves print.

const { DefaultDeserializer, DefaultSerializer } = require('../../v8');
const { Buffer } = require('../../buffer');
const { StringDecoder } = require('../../string_decoder');
const { isError } = require('../util');

/** What begins a frame: version and no data. Programs that print text do not print it. */
const mark = Buffer.from([0xff, 0x0f, 0xfe, 0x0f]);
const kHeader = mark.length + 4;

/** Errors travel as plain objects: their class, and every property that can be told. */
function describeError(error, seen = new Set()) {
  if (!isError(error)) return { value: plain(error) };
  if (seen.has(error)) return { value: '[Circular]' };
  seen.add(error);
  const properties = {};
  for (const key of Object.getOwnPropertyNames(error)) {
    const value = error[key];
    if (typeof value === 'function') continue;
    const { enumerable } = Object.getOwnPropertyDescriptor(error, key);
    properties[key] = { enumerable, ...(isError(value) ? describeError(value, seen) : { value: plain(value) }) };
  }
  return { error: { name: `${error.name}`, constructor: error.constructor?.name ?? 'Error', properties } };
}

/** What can't be cloned is shown. */
function plain(value) {
  try {
    const serializer = new DefaultSerializer();
    serializer.writeHeader();
    serializer.writeValue(value);
    return value;
  } catch {
    return require('../util/inspect').inspect(value);
  }
}

const classes = {
  __proto__: null, Error, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError, AggregateError,
};

function rebuildError({ name, constructor, properties }) {
  const Class = classes[constructor];
  const prototype = Class === undefined ? namedPrototype(constructor, name) : Class.prototype;
  const error = new Error();
  Object.setPrototypeOf(error, prototype);
  for (const key of Object.keys(properties)) {
    const { enumerable, ...described } = properties[key];
    Object.defineProperty(error, key, {
      __proto__: null, configurable: true, enumerable, writable: true, value: rebuild(described),
    });
  }
  if (properties.stack === undefined) delete error.stack;
  return error;
}

/** A class of that name that is no more than its name. */
function namedPrototype(constructor, name) {
  const Class = { [constructor]: class extends Error {} }[constructor];
  Object.defineProperty(Class.prototype, 'name', {
    __proto__: null, configurable: true, enumerable: false, writable: true, value: name,
  });
  return Class.prototype;
}

function rebuild(described) {
  return described.error === undefined ? described.value : rebuildError(described.error);
}

/**
 * @param {{type: string, data: object}} item
 * @returns {Buffer} one frame
 */
function encode({ type, data }) {
  const { details, ...rest } = data;
  const message = { type, data: rest };
  if (details !== undefined) {
    const { error, ...others } = details;
    message.details = others;
    if ('error' in details) message.error = describeError(error);
  }
  const serializer = new DefaultSerializer();
  serializer.writeHeader();
  serializer.writeValue(message);
  const body = serializer.releaseBuffer();
  const header = Buffer.alloc(kHeader);
  mark.copy(header);
  header.writeUInt32BE(body.length, mark.length);
  return Buffer.concat([header, body]);
}

function decode(body) {
  const deserializer = new DefaultDeserializer(body);
  deserializer.readHeader();
  const { type, data, details, error } = deserializer.readValue();
  if (details === undefined) return { __proto__: null, type, data };
  // In the order in which the runner writes them down.
  const { duration_ms, type: kind, ...others } = details;
  data.details = { duration_ms, ...(kind === undefined ? undefined : { type: kind }) };
  if (error !== undefined) data.details.error = rebuild(error);
  Object.assign(data.details, others);
  const { name, nesting, testNumber, details: moved, ...rest } = data;
  return { __proto__: null, type, data: { name, nesting, testNumber, details: moved, ...rest } };
}

/** Tells events from what else a process printed. */
class EventReader {
  #chunks = [];
  #length = 0;
  /** How many bytes a frame has that has begun. */
  #frameLength = 0;
  #decoder = new StringDecoder('utf8');
  #onEvent;
  #onText;

  /**
   * @param {(item: object) => void} onEvent
   * @param {(text: string) => void} onText
   */
  constructor(onEvent, onText) {
    this.#onEvent = onEvent;
    this.#onText = onText;
  }

  push(chunk) {
    this.#chunks.push(chunk);
    this.#length += chunk.length;
    // Long frames come in many chunks, which are put together once.
    if (this.#length < this.#frameLength) return;
    this.#frameLength = 0;
    let rest = Buffer.concat(this.#chunks, this.#length);
    for (let taken = this.#take(rest); taken > 0; taken = this.#take(rest)) rest = rest.subarray(taken);
    this.#chunks = [rest];
    this.#length = rest.length;
  }

  /** @returns {number} how many bytes were taken; 0 where there are too few */
  #take(bytes) {
    const at = bytes.indexOf(mark);
    if (at !== 0) {
      const end = at === -1 ? this.#textEnd(bytes) : at;
      this.#text(this.#decoder.write(bytes.subarray(0, end)));
      return end;
    }
    if (bytes.length < kHeader) return 0;
    const end = kHeader + bytes.readUInt32BE(mark.length);
    if (bytes.length < end) {
      this.#frameLength = end;
      return 0;
    }
    this.#onEvent(decode(bytes.subarray(kHeader, end)));
    return end;
  }

  /** A frame may begin with the last bytes. */
  #textEnd(rest) {
    for (let length = Math.min(mark.length - 1, rest.length); length > 0; length--) {
      if (rest.subarray(rest.length - length).equals(mark.subarray(0, length))) return rest.length - length;
    }
    return rest.length;
  }

  #text(text) {
    if (text !== '') this.#onText(text);
  }

  end() {
    this.#text(this.#decoder.end(Buffer.concat(this.#chunks, this.#length)));
    this.#chunks = [];
    this.#length = 0;
  }
}

/** @returns {Promise<void>} when all has been written */
async function writeTo(source, output) {
  for await (const item of source) {
    if (item.type !== 'test:coverage') output.write(encode(item));
  }
}

module.exports = { EventReader, writeTo };
