'use strict';

// A response's way past the socket's stream: head and body go to the handle as one write.

const { respond, setRespondedCallback } = internalBinding('http_parser');
const { Socket } = require('../../net');
const { REFUSED } = require('../http');

const kOnWritten = Symbol('kOnWritten');

const socketWrite = Socket.prototype.write;

setRespondedCallback((message, status) => message[kOnWritten](status));

/**
 * Writes head and body at once, where nothing is queued before them and nobody has put a `write` of
 * their own on the socket.
 * @param {Socket} socket
 * @param {string} head
 * @param {boolean} isApart whether the head is Latin-1 whatever the body is; else a body of text decides for both
 * @param {string|Uint8Array|undefined} body
 * @param {string} [encoding] of `body`
 * @param {ServerResponse} message
 * @returns {number} REFUSED: nothing was written; WRITTEN: all of it; another: the message's kOnWritten will be called
 */
function writeDirectly(socket, head, isApart, body, encoding, message) {
  const handle = socket._handle;
  if (!handle || socket.write !== socketWrite || !handle.isStreamBase) return REFUSED;
  const state = socket._writableState;
  if (state.length !== 0 || state.corked !== 0 || state.ending || state.destroyed || state.errored) {
    return REFUSED;
  }
  const outcome = respond(handle, head, isApart, body, encoding === 'latin1', message);
  if (outcome !== REFUSED && socket.timeout) socket._unrefTimer();
  return outcome;
}

module.exports = { kOnWritten, writeDirectly };
