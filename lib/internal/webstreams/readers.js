'use strict';

const {
  codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_INVALID_STATE, ERR_INVALID_THIS, ERR_ILLEGAL_CONSTRUCTOR },
} = require('../errors');
const { validateInteger, validateObject, kValidateObjectAllowObjectsAndNull } = require('../validators');
const { attachReader, cancelStream, readWith, releaseReader } = require('./readable_ops');
const { checkThis, describeClass, hasState, inspectAs, isDetached, kCustomInspect, kState } = require('./util');

function notAttached() {
  return new ERR_INVALID_STATE.TypeError('The reader is not attached to a stream');
}

function wrongThis(kind) {
  return Promise.reject(new ERR_INVALID_THIS(kind));
}

function closedOf(reader, kind) {
  if (!hasState(reader, kind)) return wrongThis(kind);
  return reader[kState].closed.promise;
}

function cancelOf(reader, kind, reason) {
  if (!hasState(reader, kind)) return wrongThis(kind);
  const { stream } = reader[kState];
  return stream === undefined ? Promise.reject(notAttached()) : cancelStream(stream, reason);
}

function inspectReader(reader, depth, options) {
  return inspectAs(reader, reader.constructor.name, {
    stream: reader[kState].stream,
    readRequests: reader[kState].requests.length,
    close: reader[kState].closed.promise,
  }, depth, options);
}

/** A read that a promise stands for. */
class PromisedRead {
  constructor() {
    const { promise, resolve, reject } = Promise.withResolvers();
    this.promise = promise;
    this.resolve = resolve;
    this.error = reject;
  }

  chunk(value) {
    this.resolve({ value, done: false });
  }

  close(value) {
    this.resolve({ value, done: true });
  }
}

class ReadableStreamDefaultReader {
  constructor(stream) {
    if (!hasState(stream, 'ReadableStream')) throw new ERR_INVALID_ARG_TYPE('stream', 'ReadableStream', stream);
    attachReader(this, 'ReadableStreamDefaultReader', stream);
  }

  /** @returns {Promise<{value: any, done: boolean}>} */
  read() {
    if (!hasState(this, 'ReadableStreamDefaultReader')) return wrongThis('ReadableStreamDefaultReader');
    if (this[kState].stream === undefined) return Promise.reject(notAttached());
    const request = new PromisedRead();
    readWith(this, request);
    return request.promise;
  }

  releaseLock() {
    checkThis(this, 'ReadableStreamDefaultReader');
    if (this[kState].stream !== undefined) releaseReader(this);
  }

  get closed() {
    return closedOf(this, 'ReadableStreamDefaultReader');
  }

  cancel(reason = undefined) {
    return cancelOf(this, 'ReadableStreamDefaultReader', reason);
  }

  [kCustomInspect](depth, options) {
    return inspectReader(this, depth, options);
  }
}
describeClass(ReadableStreamDefaultReader, ['closed', 'read', 'releaseLock', 'cancel']);

class ReadableStreamBYOBReader {
  constructor(stream) {
    if (!hasState(stream, 'ReadableStream')) throw new ERR_INVALID_ARG_TYPE('stream', 'ReadableStream', stream);
    if (stream[kState].controller[kState].kind !== 'ReadableByteStreamController') {
      throw new ERR_INVALID_ARG_VALUE('stream', stream, 'must be a byte stream');
    }
    attachReader(this, 'ReadableStreamBYOBReader', stream);
  }

  /**
   * Reads into `view`, whose buffer is taken for it.
   * @param {ArrayBufferView} view
   * @param {{min?: number}} [options] how many elements at least
   */
  async read(view, options = undefined) {
    if (!hasState(this, 'ReadableStreamBYOBReader')) throw new ERR_INVALID_THIS('ReadableStreamBYOBReader');
    if (!ArrayBuffer.isView(view)) {
      throw new ERR_INVALID_ARG_TYPE('view', ['Buffer', 'TypedArray', 'DataView'], view);
    }
    if (options !== undefined) validateObject(options, 'options', kValidateObjectAllowObjectsAndNull);
    if (view.byteLength === 0 || view.buffer.byteLength === 0) {
      throw new ERR_INVALID_STATE.TypeError('View or Viewed ArrayBuffer is zero-length or detached');
    }
    if (isDetached(view.buffer)) throw new ERR_INVALID_STATE.TypeError('Viewed ArrayBuffer is detached');
    const min = options?.min ?? 1;
    if (typeof min !== 'number') throw new ERR_INVALID_ARG_TYPE('options.min', 'number', min);
    if (!Number.isInteger(min)) throw new ERR_INVALID_ARG_VALUE('options.min', min, 'must be an integer');
    if (min <= 0) throw new ERR_INVALID_ARG_VALUE('options.min', min, 'must be greater than 0');
    validateInteger(min, 'options.min', 1, view.length ?? view.byteLength);

    const { stream } = this[kState];
    if (stream === undefined) throw notAttached();
    const request = new PromisedRead();
    const state = stream[kState];
    state.disturbed = true;
    if (state.state === 'errored') request.error(state.storedError);
    else require('./byte_controller').pullInto(state.controller, view, min, request);
    return request.promise;
  }

  releaseLock() {
    checkThis(this, 'ReadableStreamBYOBReader');
    if (this[kState].stream !== undefined) releaseReader(this);
  }

  get closed() {
    return closedOf(this, 'ReadableStreamBYOBReader');
  }

  cancel(reason = undefined) {
    return cancelOf(this, 'ReadableStreamBYOBReader', reason);
  }

  [kCustomInspect](depth, options) {
    return inspectReader(this, depth, options);
  }
}
Object.defineProperty(ReadableStreamBYOBReader.prototype.read, 'length', { __proto__: null, value: 1 });
describeClass(ReadableStreamBYOBReader, ['closed', 'read', 'releaseLock', 'cancel']);

const kRequest = Symbol('kRequest');

/** Where a byte source writes to: the view that a read asked to be filled. */
class ReadableStreamBYOBRequest {
  constructor(...args) {
    if (args[0] !== kRequest) throw new ERR_ILLEGAL_CONSTRUCTOR();
    this[kState] = { kind: 'ReadableStreamBYOBRequest', controller: args[1], view: args[2] };
  }

  get view() {
    checkThis(this, 'ReadableStreamBYOBRequest');
    return this[kState].view;
  }

  respond(bytesWritten) {
    checkThis(this, 'ReadableStreamBYOBRequest');
    const { view, controller } = this[kState];
    if (controller === undefined) throw new ERR_INVALID_STATE.TypeError('This BYOB request has been invalidated');
    if (view.byteLength === 0 || view.buffer.byteLength === 0 || isDetached(view.buffer)) {
      throw new ERR_INVALID_STATE.TypeError('Viewed ArrayBuffer is zero-length or detached');
    }
    require('./byte_controller').respond(controller, bytesWritten);
  }

  respondWithNewView(view) {
    checkThis(this, 'ReadableStreamBYOBRequest');
    const { controller } = this[kState];
    if (controller === undefined) throw new ERR_INVALID_STATE.TypeError('This BYOB request has been invalidated');
    if (!ArrayBuffer.isView(view)) {
      throw new ERR_INVALID_ARG_TYPE('view', ['Buffer', 'TypedArray', 'DataView'], view);
    }
    if (isDetached(view.buffer)) throw new ERR_INVALID_STATE.TypeError('Viewed ArrayBuffer is detached');
    require('./byte_controller').respondWithNewView(controller, view);
  }

  [kCustomInspect](depth, options) {
    return inspectAs(this, this.constructor.name, {
      view: this[kState].view,
      controller: this[kState].controller,
    }, depth, options);
  }
}
describeClass(ReadableStreamBYOBRequest, ['view', 'respond', 'respondWithNewView']);

function createByobRequest(controller, view) {
  return new ReadableStreamBYOBRequest(kRequest, controller, view);
}

module.exports = { ReadableStreamBYOBReader, ReadableStreamBYOBRequest, ReadableStreamDefaultReader, createByobRequest };
