'use strict';

const { Event } = require('../event_target');
const { checkEventArguments, finishWebClass } = require('./web_event');

/** What went wrong with a web socket or an event source. */
class ErrorEvent extends Event {
  #init;

  /**
   * @param {string} type
   * @param {object} [init] `message`, `filename`, `lineno`, `colno`, `error` and what `Event` takes
   */
  constructor(type, init = undefined) {
    checkEventArguments(arguments.length, type, init, 'ErrorEvent constructor');
    super(type, init);
    this.#init = { ...init };
  }

  get message() {
    return `${this.#init.message ?? ''}`;
  }

  get filename() {
    return `${this.#init.filename ?? ''}`;
  }

  get lineno() {
    return this.#init.lineno >>> 0;
  }

  get colno() {
    return this.#init.colno >>> 0;
  }

  get error() {
    return this.#init.error;
  }
}

finishWebClass(ErrorEvent, 'ErrorEvent', ['message', 'filename', 'lineno', 'colno', 'error']);

module.exports = { ErrorEvent };
