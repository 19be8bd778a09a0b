'use strict';

const EventEmitter = require('../../events');
const { AsyncResource } = require('../../async_hooks');
const { validateString } = require('../validators');

/** Reads the private resource of an emitter; throws for any other object. */
let resourceOf;

class EventEmitterReferencingAsyncResource extends AsyncResource {
  #owner;

  constructor(owner, type, triggerOptions) {
    super(type, triggerOptions);
    this.#owner = owner;
  }

  get eventEmitter() {
    return this.#owner;
  }
}

/** An emitter whose listeners run in the async context it was created in. */
class EventEmitterAsyncResource extends EventEmitter {
  #resource;

  static {
    resourceOf = (emitter) => emitter.#resource;
  }

  /**
   * @param {{name?: string, triggerAsyncId?: number, requireManualDestroy?: boolean,
   *   captureRejections?: boolean}|string} [options] a string is the name
   */
  constructor(options = undefined) {
    const isName = typeof options === 'string';
    const settings = isName ? undefined : options;
    // A class of the program's own has a name already.
    if (!isName && new.target === EventEmitterAsyncResource) validateString(settings?.name, 'options.name');
    super(settings);
    const type = isName ? options : settings?.name || new.target.name;
    this.#resource = new EventEmitterReferencingAsyncResource(this, type, settings);
  }

  emit(event, ...args) {
    return resourceOf(this).runInAsyncScope(super.emit, this, event, ...args);
  }

  emitDestroy() {
    resourceOf(this).emitDestroy();
  }

  get asyncId() {
    return resourceOf(this).asyncId();
  }

  get triggerAsyncId() {
    return resourceOf(this).triggerAsyncId();
  }

  get asyncResource() {
    return resourceOf(this);
  }
}

module.exports = { EventEmitterAsyncResource };
