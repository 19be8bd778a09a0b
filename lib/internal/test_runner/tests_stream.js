'use strict';

const Readable = require('../streams/readable');

/** What happens while tests run, as objects to be read and as events of the same names. */
class TestsStream extends Readable {
  #waiting = [];
  #isMuted = false;
  #canPush = false;

  constructor() {
    super({ __proto__: null, objectMode: true, highWaterMark: Number.MAX_SAFE_INTEGER });
  }

  _read() {
    this.#canPush = true;
    while (this.#waiting.length > 0) {
      if (!this.#push(this.#waiting.shift())) return;
    }
  }

  #push(message) {
    if (message === null || this.#canPush) {
      this.#canPush = this.push(message) && this.#canPush;
      return this.#canPush;
    }
    return false;
  }

  /**
   * @param {string} type the event's name
   * @param {object} data
   */
  report(type, data) {
    this.forward({ __proto__: null, type, data });
  }

  /** Passes on what a test process reported. */
  forward(item) {
    if (this.#isMuted) return;
    this.emit(item.type, item.data);
    this.#add(item);
  }

  #add(message) {
    if (this.#canPush && this.#waiting.length === 0) this.#push(message);
    else this.#waiting.push(message);
  }

  enqueue(nesting, location, name, type) {
    this.report('test:enqueue', { __proto__: null, nesting, name, type, ...location });
  }

  dequeue(nesting, location, name, type) {
    this.report('test:dequeue', { __proto__: null, nesting, name, type, ...location });
  }

  start(nesting, location, name) {
    this.report('test:start', { __proto__: null, nesting, name, ...location });
  }

  complete(result, location) {
    this.report('test:complete', { __proto__: null, ...result, ...location });
  }

  pass(result, location) {
    this.report('test:pass', { __proto__: null, ...result, ...location });
  }

  fail(result, location) {
    this.report('test:fail', { __proto__: null, ...result, ...location });
  }

  plan(nesting, location, count) {
    this.report('test:plan', { __proto__: null, nesting, count, ...location });
  }

  diagnostic(nesting, location, message, level = 'info') {
    this.report('test:diagnostic', { __proto__: null, nesting, message, level, ...location });
  }

  summary(success, counts, duration, file) {
    this.report('test:summary', { __proto__: null, success, counts, duration_ms: duration, file });
  }

  /** Nobody is to hear of what comes. */
  mute() {
    this.#isMuted = true;
  }

  /** Nothing more comes. */
  end() {
    this.#waiting.push(null);
    if (this.#canPush || this.#waiting.length === 1) this._read();
  }
}

module.exports = { TestsStream };
