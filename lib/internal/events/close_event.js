'use strict';

const { Event } = require('../event_target');
const { checkEventArguments, finishWebClass, illegalInvocation } = require('./web_event');

/** How a web socket ended. */
class CloseEvent extends Event {
  #wasClean;
  #code;
  #reason;

  /**
   * @param {string} type
   * @param {object} [init] `wasClean`, `code` (16 bits), `reason` and what `Event` takes
   */
  constructor(type, init = undefined) {
    checkEventArguments(arguments.length, type, init, 'CloseEvent constructor', 'undefined');
    super(type, init);
    this.#wasClean = Boolean(init?.wasClean);
    this.#code = Math.trunc(Number(init?.code ?? 0)) % 0x10000 || 0;
    this.#reason = init?.reason === undefined ? '' : `${init.reason}`.toWellFormed();
  }

  static check(value) {
    if (typeof value !== 'object' || value === null || !(#code in value)) throw illegalInvocation();
  }

  get wasClean() {
    check(this);
    return this.#wasClean;
  }

  get code() {
    check(this);
    return this.#code;
  }

  get reason() {
    check(this);
    return this.#reason;
  }
}

const { check } = CloseEvent;
delete CloseEvent.check;
finishWebClass(CloseEvent, 'CloseEvent', ['wasClean', 'code', 'reason']);

module.exports = { CloseEvent };
