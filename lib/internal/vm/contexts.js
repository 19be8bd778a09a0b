'use strict';

// vm contexts: a realm whose global variables are the properties of an object of the caller's.

const { VmContext } = internalBinding('contextify');
const { codes } = require('../errors');

/** @type {WeakMap<object, VmContext>} by contextified object */
const contexts = new WeakMap();

function isContext(object) {
  return contexts.has(object);
}

/** @throws {ERR_INVALID_ARG_TYPE} unless the object was contextified */
function validate(object, name = 'contextifiedObject') {
  if (object === null || (typeof object !== 'object' && typeof object !== 'function') ||
      !contexts.has(object)) {
    throw new codes.ERR_INVALID_ARG_TYPE(name, 'vm.Context', object);
  }
}

/**
 * Contextifies an object; a second time changes nothing.
 * @param {object} sandbox
 * @returns {object} the same object
 */
function create(sandbox) {
  if (sandbox === null || (typeof sandbox !== 'object' && typeof sandbox !== 'function')) {
    throw new codes.ERR_INVALID_ARG_TYPE('contextObject', 'Object', sandbox);
  }
  if (!contexts.has(sandbox)) {
    const context = new VmContext();
    const global = context.globalObject();
    delete global.AsyncContext;
    const proxy = new Proxy(global, handlerOf(context, sandbox, global));
    Object.defineProperty(global, 'globalThis', {
      __proto__: null, configurable: true, enumerable: false, writable: true, value: proxy,
    });
    context.setGlobalObject(proxy);
    contexts.set(sandbox, context);
  }
  return sandbox;
}

/**
 * Looks a name up in the sandbox first, then among the realm's builtins. Variables and functions of scripts, which
 * cannot be deleted where they are declared in a global scope, are plain properties of the sandbox.
 */
function handlerOf(context, sandbox, global) {
  return Object.assign(context.newUncheckedHandler(), {
    get(_, key) {
      return Reflect.has(sandbox, key) ? sandbox[key] : global[key];
    },
    has(_, key) {
      return Reflect.has(sandbox, key) || Reflect.has(global, key);
    },
    set(_, key, value) {
      return Reflect.set(sandbox, key, value);
    },
    deleteProperty(_, key) {
      return Reflect.deleteProperty(sandbox, key) &&
        (!Object.hasOwn(global, key) || Reflect.deleteProperty(global, key));
    },
    defineProperty(_, key, descriptor) {
      const isVariable = descriptor.configurable === false && descriptor.writable && descriptor.enumerable;
      return Reflect.defineProperty(sandbox, key, isVariable ? { ...descriptor, configurable: true } : descriptor);
    },
    getOwnPropertyDescriptor(_, key) {
      return Reflect.getOwnPropertyDescriptor(sandbox, key) ??
        Reflect.getOwnPropertyDescriptor(global, key);
    },
    ownKeys() {
      return [...new Set([...Reflect.ownKeys(sandbox), ...Reflect.ownKeys(global)])];
    },
  });
}

/**
 * @param {object} sandbox contextified
 * @param {ContextifyScript} script
 * @returns {any} its completion value
 */
function run(sandbox, script) {
  return contexts.get(sandbox).run(script);
}

/** @returns {Function} of the context's realm, with a text as its body */
function compileFunction(sandbox, code, filename, params) {
  return contexts.get(sandbox).compileFunction(code, filename, params);
}

module.exports = { compileFunction, create, isContext, run, validate };
