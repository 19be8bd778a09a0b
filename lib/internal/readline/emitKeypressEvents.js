'use strict';

const { setTimeout, clearTimeout } = require('../../timers');
const { emitKeys } = require('./keys');
const { CSI } = require('./utils');

const kKeypressReader = Symbol('keypress-reader');
const kSawKeyPress = Symbol('_sawKeyPress');

/** Turns what a stream reads into 'keypress' events of that stream. It reads only while somebody listens for them. */
class KeypressReader {
  #stream;
  #iface;
  #text;
  #keys;
  #escapeDelay;
  #escapeTimer;

  constructor(stream, iface) {
    const { StringDecoder } = require('../../string_decoder');
    // How long an ESC may be the beginning of a sequence, in milliseconds.
    const { escapeCodeTimeout = 500 } = iface;
    this.#stream = stream;
    this.#iface = iface;
    this.#text = new StringDecoder('utf8');
    this.#escapeDelay = escapeCodeTimeout;
    this.#startKeys();
    if (this.#isHeard()) stream.on('data', this.#read);
    else stream.on('newListener', this.#awaitListener);
  }

  #isHeard() {
    return this.#stream.listenerCount('keypress') > 0;
  }

  #startKeys() {
    this.#keys = emitKeys(this.#stream);
    this.#keys.next();
  }

  #awaitListener = (event) => {
    if (event !== 'keypress') return;
    this.#stream.on('data', this.#read);
    this.#stream.removeListener('newListener', this.#awaitListener);
  };

  #read = (input) => {
    if (!this.#isHeard()) {
      this.#stream.removeListener('data', this.#read);
      this.#stream.on('newListener', this.#awaitListener);
      return;
    }
    const typed = this.#text.write(input);
    if (typed) this.#press(Array.from(typed));
  };

  #press(characters) {
    const iface = this.#iface;
    const last = characters.length - 1;
    clearTimeout(this.#escapeTimer);
    iface[kSawKeyPress] = last === 0;
    for (let i = 0; i <= last; i++) {
      // A Tab inside something pasted completes nothing.
      iface.isCompletionEnabled = i === last;
      this.#feed(characters[i]);
    }
    if (characters[last] === CSI.kEscape) {
      this.#escapeTimer = setTimeout(() => this.#keys.next(''), this.#escapeDelay);
    }
  }

  #feed(character) {
    let fed = false;
    try {
      this.#keys.next(character);
      fed = true;
    } finally {
      // A listener threw, which ended the generator.
      if (!fed) this.#startKeys();
    }
  }
}

/**
 * Makes `stream` emit 'keypress' for what it reads, while somebody listens.
 * @param {Readable} stream
 * @param {Interface} [iface]
 */
function emitKeypressEvents(stream, iface = {}) {
  stream[kKeypressReader] ??= new KeypressReader(stream, iface);
}

module.exports = { emitKeypressEvents, kSawKeyPress };
