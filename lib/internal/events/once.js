'use strict';

const { AbortError } = require('../errors');
const { validateAbortSignal, validateObject } = require('../validators');
const { kEmptyObject } = require('../util');
const { addListener, removeListener } = require('./target_listener');

/**
 * A promise of the next `name` event's arguments, as an array. Rejects on 'error' (unless that is what is waited
 * for) and when the signal aborts.
 * @param {EventEmitter|EventTarget} emitter
 * @param {string|symbol} name
 * @param {{signal?: AbortSignal}} [options]
 */
async function once(emitter, name, options = kEmptyObject) {
  validateObject(options, 'options');
  const { signal } = options;
  validateAbortSignal(signal, 'options.signal');
  if (signal?.aborted) throw new AbortError(undefined, { cause: signal.reason });

  return new Promise((resolve, reject) => {
    // An event target has no 'error' of its own: only emitters reject.
    const watchesErrors = name !== 'error' && typeof emitter.once === 'function';
    const onEvent = (...args) => {
      stopListening();
      resolve(args);
    };
    const onError = (err) => {
      stopListening();
      reject(err);
    };
    const onAbort = () => {
      stopListening();
      reject(new AbortError(undefined, { cause: signal.reason }));
    };
    function stopListening() {
      removeListener(emitter, name, onEvent);
      if (watchesErrors) emitter.removeListener('error', onError);
      if (signal !== undefined && signal !== null) removeListener(signal, 'abort', onAbort);
    }

    const { kResistStopPropagation } = typeof emitter.on === 'function' && !signal ? kEmptyObject : require('../event_target');
    const flags = kResistStopPropagation ?
      { __proto__: null, once: true, [kResistStopPropagation]: true } :
      { __proto__: null, once: true };
    addListener(emitter, name, onEvent, flags);
    if (watchesErrors) emitter.once('error', onError);
    if (signal !== undefined && signal !== null) addListener(signal, 'abort', onAbort, flags);
  });
}

module.exports = { once };
