'use strict';

// vm contexts: a realm whose global variables are the properties of an object of the caller's.

const { VmContext } = internalBinding('contextify');
const { codes } = require('../errors');
const { getOptionValue } = require('../options');
const { kValidateObjectAllowObjects, validateObject } = require('../validators');

/** @type {WeakMap<object, VmContext>} by contextified object */
const contexts = new WeakMap();
let isUsed = false;

/** In the place of an object: the context's own global object is to be its own only face. */
const dontContextify = Symbol('vm_context_no_contextify');

function isContext(object) {
  return contexts.has(object);
}

/** Whether a context was ever made. */
function hasBeenUsed() {
  return isUsed;
}

/** @throws {ERR_INVALID_ARG_TYPE} unless the object was contextified */
function validate(object) {
  validateObject(object, 'object', kValidateObjectAllowObjects);
  if (!contexts.has(object)) throw new codes.ERR_INVALID_ARG_TYPE('contextifiedObject', 'vm.Context', object);
}

/** @returns {VmContext} of a contextified object */
function contextOf(object) {
  return contexts.get(object);
}

/**
 * Contextifies an object.
 * @param {object | symbol} sandbox
 * @param {{ hostDefined?: object, ownMicrotasks: boolean, allowsStrings: boolean }} options
 * @returns {object} the same object, or the new global object
 */
function create(sandbox, { hostDefined, ownMicrotasks, allowsStrings }) {
  isUsed = true;
  const context = new VmContext(hostDefined, ownMicrotasks);
  const global = context.globalObject();
  delete global.AsyncContext;
  addSymbols(global.Symbol);
  if (sandbox === dontContextify) {
    contexts.set(global, context);
  } else {
    const proxy = new Proxy(global, handlerOf(context, sandbox, global));
    Object.defineProperty(global, 'globalThis', {
      __proto__: null, configurable: true, enumerable: false, writable: true, value: proxy,
    });
    context.setGlobalObject(proxy);
    contexts.set(sandbox, context);
  }
  const disableProto = getOptionValue('--disable-proto');
  if (!allowsStrings || disableProto !== '') {
    require('./restrictions').restrict(context, global, !allowsStrings, disableProto);
  }
  return sandbox === dontContextify ? global : sandbox;
}

/** Those that GraalJS does not have are the same in all contexts, as all well-known symbols are. */
function addSymbols(constructor) {
  for (const name of ['dispose', 'asyncDispose']) {
    Object.defineProperty(constructor, name, Object.getOwnPropertyDescriptor(Symbol, name));
  }
}

/**
 * Looks a name up in the sandbox first, then among the realm's builtins. Where the sandbox names itself, scripts find
 * their global object. Variables and functions of scripts are plain properties of the sandbox, which only the scripts
 * can't delete.
 */
function handlerOf(context, sandbox, global) {
  const variables = new Set();
  return Object.assign(context.newUncheckedHandler(), {
    get(_, key) {
      if (!Reflect.has(sandbox, key)) return global[key];
      const value = sandbox[key];
      return value === sandbox ? global.globalThis : value;
    },
    has(_, key) {
      return Reflect.has(sandbox, key) || Reflect.has(global, key);
    },
    set(_, key, value) {
      return Reflect.set(sandbox, key, value);
    },
    deleteProperty(_, key) {
      if (variables.size > 0 && variables.has(key) && Object.hasOwn(sandbox, key)) return false;
      return Reflect.deleteProperty(sandbox, key) &&
        (!Object.hasOwn(global, key) || Reflect.deleteProperty(global, key));
    },
    defineProperty(_, key, descriptor) {
      const isVariable = descriptor.configurable === false && descriptor.writable && descriptor.enumerable;
      if (!isVariable) return Reflect.defineProperty(sandbox, key, descriptor);
      variables.add(key);
      return Reflect.defineProperty(sandbox, key, { ...descriptor, configurable: true });
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

module.exports = { contextOf, create, dontContextify, hasBeenUsed, isContext, validate };
