'use strict';

// What net.Socket, tty streams and pipes have in common: the way between a stream and its handle.
//
// A handle reads into `handle.onread(nread, buffer)` and writes with
// `handle.writeX(data, onComplete, callback)`, which returns 0 when all was written, 1 when
// `onComplete.call(handle, status, callback)` will follow, or a negative error number.

const { ErrnoException } = require('./errors');
const {
  kTimeout, setUnrefTimeout, getTimerDuration, clearTimeout,
} = require('./timers');
const { validateFunction } = require('./validators');

const owner_symbol = Symbol('owner_symbol');
const kUpdateTimer = Symbol('kUpdateTimer');
const kAfterAsyncWrite = Symbol('kAfterAsyncWrite');
const kMaybeDestroy = Symbol('kMaybeDestroy');
const kHandle = Symbol('kHandle');
const kBuffer = Symbol('kBuffer');
const kBufferCb = Symbol('kBufferCb');
const kBufferGen = Symbol('kBufferGen');

const UV_EOF = -4095;

/** What `writeGeneric` returns for a write that was done at once. */
const kWritten = 0;

function onWriteComplete(status, callback) {
  const stream = this[owner_symbol];
  if (stream.destroyed) {
    callback?.(null);
  } else if (status < 0) {
    const error = new ErrnoException(status, 'write');
    if (typeof callback === 'function') callback(error);
    else stream.destroy(error);
  } else {
    stream[kUpdateTimer]();
    stream[kAfterAsyncWrite]();
    callback?.();
  }
}

/** Which method of a handle writes text in an encoding; in all others the text is made bytes first. */
const textWriters = new Map([
  ['utf8', 'writeUtf8String'], ['utf-8', 'writeUtf8String'],
  ['latin1', 'writeLatin1String'], ['binary', 'writeLatin1String'],
  ['ascii', 'writeAsciiString'],
  ['ucs2', 'writeUcs2String'], ['ucs-2', 'writeUcs2String'],
  ['utf16le', 'writeUcs2String'], ['utf-16le', 'writeUcs2String'],
]);

function writeString(handle, data, encoding, callback) {
  if (encoding === 'utf8') return handle.writeUtf8String(data, onWriteComplete, callback);
  if (encoding === 'latin1') return handle.writeLatin1String(data, onWriteComplete, callback);
  const method = textWriters.get(encoding);
  if (method !== undefined) return handle[method](data, onWriteComplete, callback);
  if (encoding === 'buffer') {
    const { codes: { ERR_INVALID_ARG_TYPE } } = require('./errors');
    throw Object.assign(new ERR_INVALID_ARG_TYPE('data', 'Buffer', data), { message: 'Second argument must be a buffer' });
  }
  const { Buffer } = require('../buffer');
  return handle.writeBuffer(Buffer.from(data, encoding), onWriteComplete, callback);
}

/** What came of a write at once. */
function settleWrite(status, callback) {
  if (status === kWritten) callback();
  else if (status < 0) callback(new ErrnoException(status, 'write'));
  return status > 0 ? status : kWritten;
}

/**
 * Writes one chunk to the stream's handle.
 * @param {import('stream').Duplex} stream
 * @param {string | Uint8Array} data
 * @param {string} encoding `buffer` where `data` is bytes
 * @param {Function} callback
 * @returns {0 | 1} whether the callback is still to come
 */
function writeGeneric(stream, data, encoding, callback) {
  const handle = stream[kHandle];
  const status = typeof data === 'string' ?
    writeString(handle, data, encoding, callback) :
    handle.writeBuffer(data, onWriteComplete, callback);
  return settleWrite(status, callback);
}

/**
 * Writes the chunks that a stream collected while it was busy.
 * @param {import('stream').Duplex} stream
 * @param {object[]} data as `_writev` gets it
 * @param {Function} callback
 * @returns {0 | 1} whether the callback is still to come
 */
function writevGeneric(stream, data, callback) {
  const { Buffer } = require('../buffer');
  const buffers = data.map(({ chunk, encoding }) => (typeof chunk === 'string' ? Buffer.from(chunk, encoding) : chunk));
  return settleWrite(stream[kHandle].writev(buffers, onWriteComplete, callback), callback);
}

function stopReading(stream, handle) {
  handle.reading = false;
  if (!stream.destroyed) {
    const status = handle.readStop();
    if (status) {
      stream.destroy(new ErrnoException(status, 'read'));
    }
  }
}

function readIntoUserBuffer(stream, handle, nread) {
  const wantsMore = stream[kBufferCb](nread, stream[kBuffer]) !== false;
  const next = stream[kBufferGen]?.();
  if (next instanceof Uint8Array) {
    stream[kBuffer] = next;
    handle.useUserBuffer(next);
  }
  return wantsMore;
}

function onEnd(stream) {
  if (stream._readableState.endEmitted) {
    stream[kMaybeDestroy]?.();
    return;
  }
  if (stream[kMaybeDestroy]) {
    stream.on('end', stream[kMaybeDestroy]);
  }
  // 'end' comes once what is buffered has been read.
  stream.push(null);
  stream.read(0);
}

/** `handle.onread`. */
function onStreamRead(nread, buffer) {
  const stream = this[owner_symbol];
  stream[kUpdateTimer]();
  if (nread > 0) {
    if (stream.destroyed) return;
    const wantsMore = stream[kBuffer] ? readIntoUserBuffer(stream, this, nread) : stream.push(buffer);
    if (!wantsMore) stopReading(stream, this);
  } else if (nread === UV_EOF) {
    onEnd(stream);
  } else if (nread < 0) {
    stream.destroy(new ErrnoException(nread, 'read'));
  }
}

/** The `setTimeout` method of sockets. */
function setStreamTimeout(msecs, callback) {
  if (this.destroyed) return this;
  this.timeout = msecs;
  const delay = getTimerDuration(msecs, 'msecs');
  // The one before is off, whatever comes of this.
  clearTimeout(this[kTimeout]);
  const isOff = delay === 0;
  if (!isOff) this[kTimeout] = setUnrefTimeout(this._onTimeout.bind(this), delay);
  if (callback === undefined) return this;
  validateFunction(callback, 'callback');
  return isOff ? this.removeListener('timeout', callback) : this.once('timeout', callback);
}

module.exports = {
  kAfterAsyncWrite,
  kBuffer,
  kBufferCb,
  kBufferGen,
  kHandle,
  kUpdateTimer,
  onStreamRead,
  owner_symbol,
  setStreamTimeout,
  writeGeneric,
  writevGeneric,
};
