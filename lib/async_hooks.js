'use strict';

const { codes } = require('./internal/errors');
const { defineLazyProperties } = require('./internal/util');
const { validateBoolean, validateFunction, validateString } = require('./internal/validators');
const { AsyncContextFrame } = require('./internal/async_context_frame');
const hooks = require('./internal/async_hooks');

const {
  init_symbol, before_symbol, after_symbol, destroy_symbol, promise_resolve_symbol,
} = hooks.symbols;

const async_id_symbol = Symbol('async_id_symbol');
const trigger_async_id_symbol = Symbol('trigger_async_id_symbol');
const context_frame = Symbol('context_frame');
const destroyed_symbol = Symbol('destroyed');

/** Callbacks that are told of the life of asynchronous resources. */
class AsyncHook {
  constructor({ init, before, after, destroy, promiseResolve, trackPromises }) {
    for (const [name, callback] of Object.entries({ init, before, after, destroy, promiseResolve })) {
      if (callback !== undefined && typeof callback !== 'function') throw new codes.ERR_ASYNC_CALLBACK(`hook.${name}`);
    }
    if (trackPromises !== undefined) validateBoolean(trackPromises, 'trackPromises');
    if (trackPromises === false && typeof promiseResolve === 'function') {
      throw new codes.ERR_INVALID_ARG_VALUE(
        'trackPromises', trackPromises, 'must not be false when promiseResolve is enabled');
    }
    this[init_symbol] = init;
    this[before_symbol] = before;
    this[after_symbol] = after;
    this[destroy_symbol] = destroy;
    this[promise_resolve_symbol] = promiseResolve;
    this[hooks.kNoPromiseHook] = trackPromises === false;
  }

  enable() {
    hooks.enableHook(this);
    return this;
  }

  disable() {
    hooks.disableHook(this);
    return this;
  }
}

/**
 * Makes a hook, not yet enabled.
 * @param {object} callbacks any of `init`, `before`, `after`, `destroy`, `promiseResolve`; `trackPromises: false`
 *   leaves promises out
 * @returns {AsyncHook}
 */
function createHook(callbacks) {
  return new AsyncHook(callbacks);
}

// The ids of callbacks are counted from the first question for one on.
function executionAsyncId() {
  hooks.enableIds();
  return hooks.executionAsyncId();
}

function triggerAsyncId() {
  hooks.enableIds();
  return hooks.triggerAsyncId();
}

function executionAsyncResource() {
  hooks.enableIds();
  return hooks.executionAsyncResource();
}

/** Lets user code run callbacks in the context in which their work was started. */
class AsyncResource {
  /**
   * @param {string} type names the kind of work for hooks
   * @param {object|number} [options] the trigger's id, or:
   * @param {number} [options.triggerAsyncId]
   * @param {boolean} [options.requireManualDestroy] hooks hear of the end from `emitDestroy` alone
   */
  constructor(type, options = {}) {
    validateString(type, 'type');
    let triggerId = options;
    let requireManualDestroy = false;
    if (typeof options !== 'number') {
      triggerId = options.triggerAsyncId === undefined ? hooks.getDefaultTriggerAsyncId() : options.triggerAsyncId;
      requireManualDestroy = !!options.requireManualDestroy;
    }
    if (!Number.isSafeInteger(triggerId) || triggerId < -1) {
      throw new codes.ERR_INVALID_ASYNC_ID('triggerAsyncId', triggerId);
    }
    this[context_frame] = AsyncContextFrame.current();
    const asyncId = hooks.newAsyncId();
    this[async_id_symbol] = asyncId;
    this[trigger_async_id_symbol] = triggerId;
    if (hooks.initHooksExist()) {
      if (type.length === 0) throw new codes.ERR_ASYNC_TYPE(type);
      hooks.emitInit(asyncId, type, triggerId, this);
    }
    if (!requireManualDestroy && hooks.destroyHooksExist()) {
      const record = { destroyed: false };
      this[destroyed_symbol] = record;
      hooks.registerDestroyHook(this, asyncId, record);
    }
  }

  /**
   * @param {Function} fn
   * @param {any} [thisArg]
   * @param {...any} args
   * @returns {any} what the function returns
   */
  runInAsyncScope(fn, thisArg, ...args) {
    const asyncId = this[async_id_symbol];
    hooks.emitBefore(asyncId, this[trigger_async_id_symbol], this);
    const outer = AsyncContextFrame.exchange(this[context_frame]);
    try {
      return Reflect.apply(fn, thisArg, args);
    } finally {
      AsyncContextFrame.set(outer);
      hooks.emitAfter(asyncId);
    }
  }

  emitDestroy() {
    const record = this[destroyed_symbol];
    if (record !== undefined) record.destroyed = true;
    hooks.emitDestroy(this[async_id_symbol]);
    return this;
  }

  asyncId() {
    return this[async_id_symbol];
  }

  triggerAsyncId() {
    return this[trigger_async_id_symbol];
  }

  /**
   * @param {Function} fn
   * @param {any} [thisArg] by default what the bound function is called on
   * @returns {Function} calls `fn` in this resource's context
   */
  bind(fn, thisArg) {
    validateFunction(fn, 'fn');
    const bound = thisArg === undefined ? boundToCaller(this, fn) : this.runInAsyncScope.bind(this, fn, thisArg);
    Object.defineProperty(bound, 'length', {
      __proto__: null, value: fn.length, writable: false, enumerable: false, configurable: true,
    });
    return Object.defineProperty(bound, 'asyncResource', deprecatedProperty(this));
  }

  static bind(fn, type, thisArg) {
    validateFunction(fn, 'fn');
    const resource = new AsyncResource(type || fn.name || 'bound-anonymous-fn');
    return resource.bind(fn, thisArg);
  }
}

function boundToCaller(resource, fn) {
  const bound = function(...args) {
    return resource.runInAsyncScope(fn, this, ...args);
  };
  return bound;
}

let warned = false;

function deprecatedProperty(initial) {
  let value = initial;
  return {
    __proto__: null,
    configurable: true,
    enumerable: true,
    get: function deprecated() {
      warn();
      return value;
    },
    set: function deprecated(next) {
      warn();
      value = next;
    },
  };
}

function warn() {
  if (warned) return;
  warned = true;
  process.emitWarning('The asyncResource property on bound functions is deprecated', 'DeprecationWarning', 'DEP0172');
}

module.exports = {
  get AsyncLocalStorage() {
    return require('./internal/async_local_storage/async_context_frame');
  },
  createHook,
  executionAsyncId,
  triggerAsyncId,
  executionAsyncResource,
  asyncWrapProviders: undefined,
  AsyncResource,
};
defineLazyProperties(
  module.exports, () => ({ asyncWrapProviders: require('./internal/async_wrap_providers') }), ['asyncWrapProviders']);
