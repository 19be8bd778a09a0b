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

  const disposable = (dispose) => ({ __proto__: null, [Symbol.dispose]: dispose });
  if (signal.aborted) {
    const { queueMicrotask } = require('../process/task_queues');
    queueMicrotask(() => listener());
    return disposable(() => {});
  }
  const { kResistStopPropagation } = require('../event_target');
  const flags = { __proto__: null, once: true, [kResistStopPropagation]: true };
  signal.addEventListener('abort', listener, flags);
  return disposable(() => signal.removeEventListener('abort', listener));
}

module.exports = { addAbortListener };
