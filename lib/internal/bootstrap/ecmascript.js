'use strict';

// What V8 has of the language's standard library and GraalJS does not have yet, and the reverse.

for (const name of ['dispose', 'asyncDispose']) {
  if (Symbol[name] === undefined) {
    Object.defineProperty(Symbol, name, {
      __proto__: null, configurable: false, enumerable: false, writable: false,
      value: Symbol(`Symbol.${name}`),
    });
  }
}

defineMethod(Iterator.prototype, Symbol.dispose, {
  '[Symbol.dispose]'() {
    this.return?.();
  },
});

const asyncIteratorPrototype = Object.getPrototypeOf(
  Object.getPrototypeOf(async function* () {}.prototype));
defineMethod(asyncIteratorPrototype, Symbol.asyncDispose, {
  async '[Symbol.asyncDispose]'() {
    await this.return?.();
  },
});

function defineMethod(prototype, key, methods) {
  const [value] = Object.values(methods);
  if (prototype[key] === undefined) {
    Object.defineProperty(prototype, key, {
      __proto__: null, configurable: true, enumerable: false, writable: true, value,
    });
  }
}

// AsyncLocalStorage uses the engine's asynchronous contexts through a binding; programs that test for
// the global of that name expect V8's answer.
delete globalThis.AsyncContext;
