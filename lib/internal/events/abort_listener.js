'use strict';

const { validateAbortSignal, validateFunction } = require('../validators');
const { codes: { ERR_INVALID_ARG_TYPE } } = require('../errors');

/**
 * Listens for a signal's 'abort' once, even where another listener stops its propagation; an aborted signal calls
 * back in a microtask.
 * @param {AbortSignal} signal
 * @param {(event: Event) => void} listener
 * @returns {{[Symbol.dispose](): void}} disposing of it removes the listener
 */
function addAbortListener(signal, listener) {
  if (signal === undefined) throw new ERR_INVALID_ARG_TYPE('signal', 'AbortSignal', signal);
  validateAbortSignal(signal, 'signal');
  validateFunction(listener, 'listener');

  let removeEventListener;
  if (signal.aborted) {
    require('../process/task_queues').queueMicrotask(() => listener());
  } else {
    const { kResistStopPropagation } = require('../event_target');
    signal.addEventListener('abort', listener, { __proto__: null, once: true, [kResistStopPropagation]: true });
    removeEventListener = () => {
      signal.removeEventListener('abort', listener);
    };
  }
  return {
    __proto__: null,
    [Symbol.dispose]() {
      removeEventListener?.();
    },
  };
}

module.exports = { addAbortListener };
