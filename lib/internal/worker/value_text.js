'use strict';

// Values as text that another realm can read: what a thread says to one that shares no objects with
// it. The kinds are those of the structured clone algorithm.

/** Tags of values that JSON has no way to say. */
const UNDEFINED = 'undefined';
const NUMBER = 'number';
const BIGINT = 'bigint';
const REFERENCE = 'reference';

const bufferKinds = [
  'Int8Array', 'Uint8Array', 'Uint8ClampedArray', 'Int16Array', 'Uint16Array', 'Int32Array', 'Uint32Array',
  'Float32Array', 'Float64Array', 'BigInt64Array', 'BigUint64Array', 'DataView',
];

function base64(buffer, offset, length) {
  const { Buffer } = require('../../buffer');
  return Buffer.from(buffer, offset, length).toString('base64');
}

function uncloneable(value) {
  const { DOMException } = require('../domexception');
  const text = typeof value === 'symbol' ? value.toString() : `${value}`;
  return new DOMException(`${text} could not be cloned.`, 'DataCloneError');
}

class Writer {
  /** @param {MessagePort[]} ports that go to the other thread */
  constructor(ports) {
    this.objects = [];
    this.indices = new Map();
    this.ports = ports;
  }

  value(value) {
    switch (typeof value) {
      case 'string':
      case 'boolean':
        return value;
      case 'number':
        return Number.isFinite(value) && !Object.is(value, -0)
          ? value
          : [NUMBER, Object.is(value, -0) ? '-0' : `${value}`];
      case 'undefined':
        return [UNDEFINED];
      case 'bigint':
        return [BIGINT, `${value}`];
      case 'object':
        return value === null ? null : this.reference(value);
      default:
        throw uncloneable(value);
    }
  }

  reference(object) {
    let index = this.indices.get(object);
    if (index === undefined) {
      index = this.objects.length;
      this.indices.set(object, index);
      this.objects.push(null);
      this.objects[index] = this.object(object);
    }
    return [REFERENCE, index];
  }

  object(object) {
    const { types } = require('../../util');
    if (this.ports.includes(object)) {
      return { kind: 'MessagePort', channel: require('./remote_end').sendPort(object) };
    }
    if (Array.isArray(object)) return { kind: 'Array', items: Array.from(object, (item) => this.value(item)) };
    if (types.isNativeError(object)) return this.error(object);
    if (types.isDate(object)) return { kind: 'Date', time: this.value(object.getTime()) };
    if (types.isRegExp(object)) return { kind: 'RegExp', source: object.source, flags: object.flags };
    if (types.isMap(object)) {
      return { kind: 'Map', items: [...object].map(([key, value]) => [this.value(key), this.value(value)]) };
    }
    if (types.isSet(object)) return { kind: 'Set', items: [...object].map((item) => this.value(item)) };
    if (types.isAnyArrayBuffer(object)) return { kind: 'ArrayBuffer', bytes: base64(object, 0, object.byteLength) };
    if (ArrayBuffer.isView(object)) {
      const kind = bufferKinds.find((name) => types[`is${name}`]?.(object)) ?? 'DataView';
      return { kind, bytes: base64(object.buffer, object.byteOffset, object.byteLength) };
    }
    if (types.isPromise(object) || types.isProxy(object)) throw uncloneable(object);
    return { kind: 'Object', properties: this.properties(object, Object.keys(object)) };
  }

  error(error) {
    const kind = /^(?:Eval|Range|Reference|Syntax|Type|URI)Error$/.test(error.name) ? error.name : 'Error';
    const own = Object.getOwnPropertyNames(error).filter((name) => typeof error[name] !== 'function');
    return { kind, properties: this.properties(error, own), hidden: own.filter((name) => !isEnumerable(error, name)) };
  }

  properties(object, names) {
    return names.map((name) => [name, this.value(object[name])]);
  }
}

function isEnumerable(object, name) {
  return Object.prototype.propertyIsEnumerable.call(object, name);
}

class Reader {
  constructor(objects) {
    this.described = objects;
    this.made = [];
    this.ports = [];
  }

  value(value) {
    if (!Array.isArray(value)) return value;
    const { 0: tag, 1: content } = value;
    if (tag === NUMBER) return Number(content);
    if (tag === BIGINT) return BigInt(content);
    return tag === REFERENCE ? (this.made[content] ?? this.object(content)) : undefined;
  }

  object(index) {
    const described = this.described[index];
    const { kind } = described;
    const made = this.make(described);
    this.made[index] = made;
    if (kind === 'Array') for (const item of described.items) made.push(this.value(item));
    else if (kind === 'Set') for (const item of described.items) made.add(this.value(item));
    else if (kind === 'Map') for (const [key, value] of described.items) made.set(this.value(key), this.value(value));
    for (const [name, value] of described.properties ?? []) {
      Object.defineProperty(made, name, {
        __proto__: null, configurable: true, enumerable: !described.hidden?.includes(name), writable: true,
        value: this.value(value),
      });
    }
    return made;
  }

  make(described) {
    const { kind } = described;
    if (kind === 'Array') return [];
    if (kind === 'Object') return {};
    if (kind === 'MessagePort') {
      const port = require('./remote_end').receivePort(described.channel);
      this.ports.push(port);
      return port;
    }
    if (kind === 'Date') return new Date(this.value(described.time));
    if (kind === 'RegExp') return new RegExp(described.source, described.flags);
    if (described.bytes === undefined) return new globalThis[kind]();
    const { Buffer } = require('../../buffer');
    const { buffer } = new Uint8Array(Buffer.from(described.bytes, 'base64'));
    return kind === 'ArrayBuffer' ? buffer : new globalThis[kind](buffer);
  }
}

/**
 * @param {any} value
 * @param {MessagePort[]} [ports] in it that the other thread gets
 * @returns {string}
 * @throws {DOMException} DataCloneError
 */
function toText(value, ports = []) {
  const writer = new Writer(ports);
  const root = writer.value(value);
  return JSON.stringify({ root, objects: writer.objects });
}

/**
 * @param {string} text of {@link toText}, in whatever realm
 * @returns {any}
 */
function fromText(text) {
  return messageFromText(text).value;
}

/**
 * @param {string} text of {@link toText}
 * @returns {{ value: any, ports: MessagePort[] }} the ports are those in the value
 */
function messageFromText(text) {
  const { root, objects } = JSON.parse(text);
  const reader = new Reader(objects);
  return { value: reader.value(root), ports: reader.ports };
}

module.exports = { fromText, messageFromText, toText };
