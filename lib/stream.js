'use strict';

const { Stream } = require('./internal/streams/legacy');
const { asBuffer, getDefaultHighWaterMark, setDefaultHighWaterMark } = require('./internal/streams/state');
const Readable = require('./internal/streams/readable');
const Writable = require('./internal/streams/writable');
const Duplex = require('./internal/streams/duplex');
const Transform = require('./internal/streams/transform');
const PassThrough = require('./internal/streams/passthrough');
const { isDestroyed, isDisturbed, isErrored, isReadable, isWritable } = require('./internal/streams/utils');

const kCustomPromisify = Symbol.for('nodejs.util.promisify.custom');

// Operators load when the first one is called.
function operators() {
  return require('./internal/streams/operators');
}

// How many arguments each one declares.
const streamReturning = { drop: 1, filter: 2, flatMap: 2, map: 2, take: 1, compose: 2 };
const promiseReturning = { every: 1, forEach: 2, reduce: 3, toArray: 1, some: 1, find: 2 };

function defineOperator(name, length, fn) {
  Object.defineProperties(fn, {
    name: { __proto__: null, value: name },
    length: { __proto__: null, value: length },
  });
  Object.defineProperty(Readable.prototype, name, {
    __proto__: null,
    value: fn,
    enumerable: false,
    configurable: true,
    writable: true,
  });
}

function refuseNew(newTarget) {
  if (newTarget) {
    const { codes: { ERR_ILLEGAL_CONSTRUCTOR } } = require('./internal/errors');
    throw new ERR_ILLEGAL_CONSTRUCTOR();
  }
}

for (const name of Object.keys(streamReturning)) {
  defineOperator(name, streamReturning[name], function(...args) {
    refuseNew(new.target);
    const result = Reflect.apply(operators().streamReturningOperators[name], this, args);
    return name === 'compose' ? result : Readable.from(result);
  });
}

for (const name of Object.keys(promiseReturning)) {
  defineOperator(name, promiseReturning[name], function(...args) {
    refuseNew(new.target);
    // Even what is wrong with the arguments comes as a rejection.
    try {
      return Promise.resolve(Reflect.apply(operators().promiseReturningOperators[name], this, args));
    } catch (err) {
      return Promise.reject(err);
    }
  });
}

function pipeline(...streams) {
  return Reflect.apply(require('./internal/streams/pipeline').pipeline, undefined, streams);
}

function finished(stream, options, callback) {
  return require('./internal/streams/end-of-stream').eos(stream, options, callback);
}

function compose(...streams) {
  return Reflect.apply(require('./internal/streams/compose'), undefined, streams);
}

function addAbortSignal(signal, stream) {
  return require('./internal/streams/add-abort-signal').addAbortSignal(signal, stream);
}

function duplexPair(options) {
  return require('./internal/streams/duplexpair')(options);
}

function destroy(stream, err) {
  require('./internal/streams/destroy').destroyer(stream, err);
}

module.exports = Stream;
Object.assign(Stream, {
  isDestroyed,
  isDisturbed,
  isErrored,
  isReadable,
  isWritable,
  Readable,
  Writable,
  Duplex,
  Transform,
  PassThrough,
  duplexPair,
  pipeline,
  addAbortSignal,
  finished,
  destroy,
  compose,
  setDefaultHighWaterMark,
  getDefaultHighWaterMark,
});

Object.defineProperty(Stream, 'promises', {
  __proto__: null,
  configurable: true,
  enumerable: true,
  get() {
    return require('./stream/promises');
  },
});

Object.defineProperty(pipeline, kCustomPromisify, {
  __proto__: null,
  enumerable: true,
  get() {
    return require('./stream/promises').pipeline;
  },
});

Object.defineProperty(finished, kCustomPromisify, {
  __proto__: null,
  enumerable: true,
  get() {
    return require('./stream/promises').finished;
  },
});

// In Node.js it is end-of-stream's own function, which has the promise's one beside it.
Object.defineProperty(finished, 'name', { __proto__: null, value: 'eos', configurable: true });
Object.defineProperty(finished, 'finished', {
  __proto__: null,
  configurable: true,
  enumerable: true,
  get() {
    return require('./stream/promises').finished;
  },
});

Stream.Stream = Stream;

Stream._isArrayBufferView = function isArrayBufferView(value) {
  return ArrayBuffer.isView(value);
};

Stream._isUint8Array = function isUint8Array(value) {
  return value instanceof Uint8Array;
};

Stream._uint8ArrayToBuffer = function _uint8ArrayToBuffer(chunk) {
  return asBuffer(chunk);
};
