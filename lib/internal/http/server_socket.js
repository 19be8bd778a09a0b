'use strict';

// What a server listens to on its connections' sockets, and what it changes about them while HTTP is
// spoken there. In all listeners `this` is the socket.

const kSocketConnection = Symbol('kSocketConnection');

const lastAnswers = new Map([
  ['ERR_HTTP_REQUEST_TIMEOUT', '408 Request Timeout'],
  ['HPE_CHUNK_EXTENSIONS_OVERFLOW', '413 Payload Too Large'],
  ['HPE_HEADER_OVERFLOW', '431 Request Header Fields Too Large'],
]);

/** What a client gets to read before it is thrown out for an error with this code. */
function lastAnswer(code) {
  return `HTTP/1.1 ${lastAnswers.get(code) ?? '400 Bad Request'}\r\nConnection: close\r\n\r\n`;
}

function onTimeout() {
  const req = this.parser?.incoming;
  let heard = false;
  if (req && !req.complete) heard = req.emit('timeout', this);
  if (this._httpMessage?.emit('timeout', this)) heard = true;
  if (this.server.emit('timeout', this)) heard = true;
  if (!heard) this.destroy();
}

function ignoreError() {}

/** Errors are the server's: the program hears of the first one as 'clientError'. */
function onError(error) {
  this.off('error', onError);
  if (this.listenerCount('error', ignoreError) === 0) this.on('error', ignoreError);
  if (this.server.emit('clientError', error, this)) return;
  // Nothing may be put into the middle of a response.
  const midway = this._httpMessage?._headerSent;
  if (this.writable && !midway) this.write(lastAnswer(error.code), 'latin1');
  this.destroy(error);
}

/** A consumed socket has no stream of its own that would start its handle. */
function onResume() {
  if (this._paused) return this.pause();
  const handle = this._handle;
  if (!handle || handle.reading) return;
  handle.reading = true;
  handle.readStart();
}

function onPause() {
  const handle = this._handle;
  if (handle?.reading) {
    handle.reading = false;
    handle.readStop();
  }
}

const listeners = [
  ['timeout', onTimeout],
  ['error', onError],
  ['close', function onResponseClose() { this[kSocketConnection]?.onResponseClose(); }],
  ['close', function onClose() { this[kSocketConnection]?.onClose(); }],
  ['data', function onData(chunk) { this[kSocketConnection].onData(chunk); }],
  ['drain', function onDrain() { this[kSocketConnection].onDrain(); }],
  ['end', function onEnd() { this[kSocketConnection].onEnd(); }],
  ['resume', onResume],
  ['pause', onPause],
];

/** Gives the bytes back to the socket's stream. */
function stopConsuming(socket, parser) {
  if (!parser._consumed || !socket._handle) return;
  parser._consumed = socket._handle._consumed = false;
  parser.unconsume();
}

/** Whoever wants to read the raw bytes gets them from the socket, so they must pass through it again. */
function listen(event, listener) {
  const result = Object.getPrototypeOf(this).on.call(this, event, listener);
  if (!this.parser) {
    this.prependListener = undefined;
    restoreMethods(this, ['on', 'addListener', 'prependListener']);
  } else if (event === 'readable' || event === 'data') {
    stopConsuming(this, this.parser);
  }
  return result;
}

function setEncoding() {
  throw new (require('../errors').codes.ERR_HTTP_SOCKET_ENCODING)();
}

const replacements = { on: listen, addListener: listen, prependListener: listen, setEncoding };

function restoreMethods(socket, names) {
  for (const name of names) delete socket[name];
}

/** Makes the socket one of a ServerConnection's. */
function bindSocket(socket, connection) {
  socket[kSocketConnection] = connection;
  for (const [event, listener] of listeners) socket.on(event, listener);
}

/** From now on its methods are those of a socket that speaks HTTP. */
function replaceMethods(socket) {
  Object.assign(socket, replacements);
}

/** Gives the socket back: another protocol follows. */
function releaseSocket(socket) {
  restoreMethods(socket, Object.keys(replacements));
  for (const [event, listener] of listeners) socket.off(event, listener);
}

module.exports = {
  bindSocket,
  releaseSocket,
  replaceMethods,
  socketOnError: onError,
  stopConsuming,
};
