'use strict';

const { charLengthAt, CSI } = require('./utils');
const { emitKeys } = require('./keys');
const { setTimeout, clearTimeout } = require('../../timers');

const kKeypressDecoder = Symbol('keypress-decoder');
const kEscapeDecoder = Symbol('escape-decoder');
const kSawKeyPress = Symbol('_sawKeyPress');

// How long an ESC may be the beginning of a sequence, in milliseconds.
const ESCAPE_CODE_TIMEOUT = 500;

/**
 * Makes `stream` emit 'keypress' for what it reads, while somebody listens.
 * @param {Readable} stream
 * @param {Interface} [iface]
 */
function emitKeypressEvents(stream, iface = {}) {
  if (stream[kKeypressDecoder]) return;
  const { StringDecoder } = require('../../string_decoder');
  stream[kKeypressDecoder] = new StringDecoder('utf8');
  startDecoder();

  const { escapeCodeTimeout = ESCAPE_CODE_TIMEOUT } = iface;
  let timeoutId;

  function startDecoder() {
    stream[kEscapeDecoder] = emitKeys(stream);
    stream[kEscapeDecoder].next();
  }

  function triggerEscape() {
    stream[kEscapeDecoder].next('');
  }

  function onNewListener(event) {
    if (event === 'keypress') {
      stream.on('data', onData);
      stream.removeListener('newListener', onNewListener);
    }
  }

  function onData(input) {
    if (stream.listenerCount('keypress') === 0) {
      stream.removeListener('data', onData);
      stream.on('newListener', onNewListener);
      return;
    }
    const string = stream[kKeypressDecoder].write(input);
    if (!string) return;
    clearTimeout(timeoutId);
    iface[kSawKeyPress] = charLengthAt(string, 0) === string.length;
    // A Tab inside something pasted completes nothing.
    iface.isCompletionEnabled = false;
    let length = 0;
    for (const character of string) {
      length += character.length;
      if (length === string.length) iface.isCompletionEnabled = true;
      try {
        stream[kEscapeDecoder].next(character);
        if (length === string.length && character === CSI.kEscape) {
          timeoutId = setTimeout(triggerEscape, escapeCodeTimeout);
        }
      } catch (err) {
        // A listener threw, which ended the generator.
        startDecoder();
        throw err;
      }
    }
  }

  if (stream.listenerCount('keypress') > 0) stream.on('data', onData);
  else stream.on('newListener', onNewListener);
}

module.exports = { emitKeypressEvents, kSawKeyPress };
