'use strict';

// Where undici keeps the dispatcher that requests go to unless they name another. The symbols are its own, so that
// a program's copy of undici and this one share it.

const current = Symbol.for('undici.globalDispatcher.2');
const legacy = Symbol.for('undici.globalDispatcher.1');

function setGlobalDispatcher(dispatcher) {
  if (typeof dispatcher?.dispatch !== 'function') {
    const { InvalidArgumentError } = require('../deps/undici/lib/core/errors');
    throw new InvalidArgumentError('Argument agent must implement Agent');
  }
  for (const name of [current, legacy]) {
    Object.defineProperty(globalThis, name, {
      __proto__: null, configurable: false, enumerable: false, writable: true, value: dispatcher,
    });
  }
}

function getGlobalDispatcher() {
  return globalThis[current] ?? globalThis[legacy];
}

if (getGlobalDispatcher() === undefined) {
  const { HttpDispatcher } = require('./http_dispatcher');
  setGlobalDispatcher(new HttpDispatcher());
}

module.exports = { getGlobalDispatcher, setGlobalDispatcher };
