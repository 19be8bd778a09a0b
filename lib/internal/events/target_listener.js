'use strict';

const { codes: { ERR_INVALID_ARG_TYPE } } = require('../errors');

function refuse(emitter) {
  throw new ERR_INVALID_ARG_TYPE('emitter', 'EventEmitter', emitter);
}

/**
 * Adds a listener to an emitter or an event target.
 * @param {{once?: boolean, [key: symbol]: any}} [flags]
 */
function addListener(emitter, name, listener, flags) {
  const method = flags?.once ? 'once' : 'on';
  if (typeof emitter.on === 'function') emitter[method](name, listener);
  else if (typeof emitter.addEventListener === 'function') emitter.addEventListener(name, listener, flags);
  else refuse(emitter);
}

/** Removes what `addListener` added. */
function removeListener(emitter, name, listener, flags) {
  const method = ['removeListener', 'removeEventListener'].find((key) => typeof emitter[key] === 'function');
  if (method === undefined) refuse(emitter);
  emitter[method](name, listener, flags);
}

module.exports = { addListener, removeListener };
