'use strict';

const { codes: { ERR_INVALID_ARG_VALUE } } = require('../errors');
const { validateInteger, validateObject } = require('../validators');

let define;

/** What was done with a mocked property, and what it is. */
class MockPropertyContext {
  #object;
  #name;
  #descriptor;
  #value;
  #accesses = [];
  #once = new Map();

  constructor(object, name, descriptor, value) {
    this.#object = object;
    this.#name = name;
    this.#descriptor = descriptor;
    this.#value = value;
  }

  static {
    define = (context) => context.#define();
  }

  #define() {
    const context = this;
    const { configurable, enumerable, writable } = this.#descriptor;
    Object.defineProperty(this.#object, this.#name, {
      __proto__: null,
      configurable,
      enumerable,
      get() {
        const access = context.#accesses.length;
        const value = context.#once.has(access) ? context.#once.get(access) : context.#value;
        context.#once.delete(access);
        context.#note('get', value);
        return value;
      },
      set(value) {
        if (!writable) {
          throw new ERR_INVALID_ARG_VALUE('propertyName', context.#name, 'cannot be set');
        }
        context.mockImplementation(value);
      },
    });
  }

  #note(type, value) {
    this.#accesses.push({ type, value, stack: new Error() });
  }

  /** A copy of the list: `{type: 'get' | 'set', value, stack}` for each access. */
  get accesses() {
    return [...this.#accesses];
  }

  accessCount() {
    return this.#accesses.length;
  }

  mockImplementation(value) {
    this.#note('set', value);
    this.#value = value;
  }

  /** The value that one access to come gets, by default the next one. */
  mockImplementationOnce(value, onAccess = undefined) {
    const next = this.#accesses.length;
    const access = onAccess ?? next;
    validateInteger(access, 'onAccess', next);
    this.#once.set(access, value);
  }

  resetAccesses() {
    this.#accesses = [];
  }

  restore() {
    Object.defineProperty(this.#object, this.#name, this.#descriptor);
  }
}

/**
 * @param {object} object
 * @param {string | symbol} name
 * @param {any[]} given the value, if there is one; otherwise the property keeps its own
 * @returns {{proxy: object, context: MockPropertyContext}} the proxy shows the context as `mock`
 */
function mockProperty(object, name, given) {
  validateObject(object, 'object');
  if (typeof name !== 'string' && typeof name !== 'symbol') {
    const { codes: { ERR_INVALID_ARG_TYPE } } = require('../errors');
    throw new ERR_INVALID_ARG_TYPE('propertyName', ['string', 'symbol'], name);
  }
  const descriptor = Object.getOwnPropertyDescriptor(object, name);
  if (descriptor === undefined) throw new ERR_INVALID_ARG_VALUE('propertyName', name, 'is not a property of the object');
  const context = new MockPropertyContext(object, name, descriptor, given.length > 0 ? given[0] : object[name]);
  define(context);
  const proxy = new Proxy(object, {
    __proto__: null,
    get: (target, key, receiver) => (key === 'mock' ? context : Reflect.get(target, key, receiver)),
  });
  return { proxy, context };
}

module.exports = { mockProperty };
