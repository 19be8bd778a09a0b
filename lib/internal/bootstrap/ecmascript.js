'use strict';

// What V8 has of the language's standard library and GraalJS does not have yet, and the reverse.

const { asyncIteratorPrototype, defineLazyProperties } = internalBinding('builtins');

for (const name of ['dispose', 'asyncDispose']) {
  if (Symbol[name] === undefined) {
    Object.defineProperty(Symbol, name, {
      __proto__: null, configurable: false, enumerable: false, writable: false,
      value: Symbol(`Symbol.${name}`),
    });
  }
}

defineDisposal(Iterator.prototype, Symbol.dispose);
defineDisposal(asyncIteratorPrototype, Symbol.asyncDispose);

function defineDisposal(prototype, key) {
  if (prototype[key] === undefined) {
    defineLazyProperties(prototype, [key], false, true, () => require('../iterator_disposal')[key]);
  }
}

// AsyncLocalStorage uses the engine's asynchronous contexts through a binding; programs that test for
// the global of that name expect V8's answer.
delete globalThis.AsyncContext;
