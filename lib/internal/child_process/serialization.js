'use strict';

// How messages travel between processes: as JSON, one value a line, or as V8's serialized values, each after its length.

const NEWLINE = 0x0a;
const LENGTH_SIZE = 4;

/** What has come and makes no whole message yet. */
class Pending {
  constructor() {
    this.chunks = [];
    this.length = 0;
  }

  add(chunk) {
    if (chunk.length === 0) return;
    this.chunks.push(chunk);
    this.length += chunk.length;
  }

  /** All of it as one buffer. */
  join() {
    if (this.chunks.length > 1) this.chunks = [Buffer.concat(this.chunks, this.length)];
    return this.length === 0 ? Buffer.alloc(0) : this.chunks[0];
  }

  /** Takes the first bytes off. */
  take(count) {
    const all = this.join();
    this.chunks = count === all.length ? [] : [all.subarray(count)];
    this.length -= count;
    return all.subarray(0, count);
  }
}

/** Node.js's `json`. */
class JsonCodec {
  #rest = new Pending();

  /** Whether a message has come in part. */
  get isMidway() {
    return this.#rest.length > 0;
  }

  encode(message) {
    return `${JSON.stringify(message)}\n`;
  }

  /** Returns the messages that a chunk completes. */
  decode(chunk) {
    const messages = [];
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, start)) {
      this.#rest.add(chunk.subarray(start, end));
      messages.push(JSON.parse(this.#rest.take(this.#rest.length).toString('utf8')));
      start = end + 1;
    }
    this.#rest.add(chunk.subarray(start));
    return messages;
  }
}

// What an object is that V8's format has no place for.
const VIEW = 0;
const OTHER = 1;

let serializers;

/** The classes that know buffers; made when the first message needs them. */
function advancedSerializers() {
  const { DefaultSerializer, DefaultDeserializer } = require('../../v8');

  class MessageSerializer extends DefaultSerializer {
    _writeHostObject(object) {
      if (ArrayBuffer.isView(object)) {
        this.writeUint32(VIEW);
        return super._writeHostObject(object);
      }
      // Of handles and the like only what can be seen.
      this.writeUint32(OTHER);
      this.writeValue({ ...object });
      return undefined;
    }
  }

  class MessageDeserializer extends DefaultDeserializer {
    _readHostObject() {
      return this.readUint32() === VIEW ? super._readHostObject() : this.readValue();
    }
  }
  return { MessageSerializer, MessageDeserializer };
}

/** Node.js's `advanced`. */
class AdvancedCodec {
  #rest = new Pending();

  get isMidway() {
    return this.#rest.length > 0;
  }

  encode(message) {
    serializers ??= advancedSerializers();
    const serializer = new serializers.MessageSerializer();
    serializer.writeHeader();
    serializer.writeValue(message);
    const value = serializer.releaseBuffer();
    const framed = Buffer.allocUnsafe(LENGTH_SIZE + value.length);
    framed.writeUInt32BE(value.length, 0);
    framed.set(value, LENGTH_SIZE);
    return framed;
  }

  decode(chunk) {
    serializers ??= advancedSerializers();
    const messages = [];
    this.#rest.add(chunk);
    while (this.#rest.length >= LENGTH_SIZE) {
      const length = this.#nextLength();
      if (this.#rest.length < LENGTH_SIZE + length) break;
      const deserializer = new serializers.MessageDeserializer(this.#rest.take(LENGTH_SIZE + length).subarray(LENGTH_SIZE));
      deserializer.readHeader();
      messages.push(deserializer.readValue());
    }
    return messages;
  }

  /** Large messages come in many pieces: they are put together once, when the last is there. */
  #nextLength() {
    const { chunks } = this.#rest;
    return (chunks[0].length >= LENGTH_SIZE ? chunks[0] : this.#rest.join()).readUInt32BE(0);
  }
}

/**
 * @param {string} [mode] `json` or `advanced`
 * @returns {JsonCodec | AdvancedCodec}
 */
function createCodec(mode) {
  return mode === 'advanced' ? new AdvancedCodec() : new JsonCodec();
}

module.exports = { createCodec };
