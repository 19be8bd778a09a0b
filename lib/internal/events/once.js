'use strict';

const { AbortError } = require('../errors');
const { validateAbortSignal, validateObject } = require('../validators');
const { kEmptyObject } = require('../util');
const { addListener, removeListener } = require('./target_listener');

/** A listener for the next event that must hear of it, whoever stops its propagation. */
function listenerFlags(emitter, hasSignal) {
  const flags = { __proto__: null, once: true };
  // An emitter knows no propagation: no need to load the event targets.
  if (hasSignal || typeof emitter.on !== 'function') {
    flags[require('../event_target').kResistStopPropagation] = true;
  }
  return flags;
}

/** One wait for an event: whichever of event, error and abort comes first settles it. */
class Wait {
  constructor(emitter, name, signal) {
    this.outcome = Promise.withResolvers();
    /** Emitter or target, event and listener of each subscription. */
    this.subscriptions = [];
    const flags = listenerFlags(emitter, Boolean(signal));
    this.subscribe(emitter, name, flags, (...args) => this.settle('resolve', args));
    // Event targets have no 'error' of their own.
    if (name !== 'error' && typeof emitter.once === 'function') {
      this.subscribe(emitter, 'error', flags, (err) => this.settle('reject', err));
    }
    if (signal) this.subscribe(signal, 'abort', flags, () => this.settle('reject', aborted(signal)));
  }

  subscribe(target, event, flags, listener) {
    addListener(target, event, listener, flags);
    this.subscriptions.push({ target, event, listener });
  }

  settle(how, value) {
    for (const { target, event, listener } of this.subscriptions) removeListener(target, event, listener);
    this.outcome[how](value);
  }
}

function aborted(signal) {
  return new AbortError(undefined, { cause: signal.reason });
}

/**
 * A promise of the next `name` event's arguments, as an array. Rejects on 'error' (unless that is what is waited
 * for) and when the signal aborts.
 * @param {EventEmitter|EventTarget} emitter
 * @param {string|symbol} name
 * @param {{signal?: AbortSignal}} [options]
 */
async function once(emitter, name, options) {
  const given = options === undefined ? kEmptyObject : options;
  validateObject(given, 'options');
  const { signal } = given;
  validateAbortSignal(signal, 'options.signal');
  if (signal?.aborted) throw aborted(signal);
  return new Wait(emitter, name, signal).outcome.promise;
}

module.exports = { once };
