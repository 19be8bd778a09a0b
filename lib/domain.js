'use strict';

// Domains gather what goes wrong in the callbacks and emitters that were made while one was entered. Deprecated, and
// still used. Nothing is paid for them until this module is loaded: it then changes EventEmitter and follows
// asynchronous resources.

const EventEmitter = require('./events');
const { createHook } = require('./async_hooks');
const { codes } = require('./internal/errors');
const execution = require('./internal/process/execution');

/** The domains that are entered, the innermost last. */
let stack = [];
let active = null;

/** Asynchronous id → the domain that was active when the resource was made. */
const domains = new Map();

function defineHidden(target, name, value) {
  Object.defineProperty(target, name, { __proto__: null, configurable: true, enumerable: false, value, writable: true });
}

function setActive(domain) {
  active = domain;
}

createHook({
  init(asyncId, type, triggerAsyncId, resource) {
    if (active === null || active === undefined) return;
    domains.set(asyncId, active);
    // Promises of other contexts must not lead to objects of this one.
    if (type !== 'PROMISE' || resource instanceof Promise) defineHidden(resource, 'domain', active);
  },
  before(asyncId) {
    domains.get(asyncId)?.enter();
  },
  after(asyncId) {
    domains.get(asyncId)?.exit();
  },
  destroy(asyncId) {
    domains.delete(asyncId);
  },
}).enable();

/** Whoever handles an exception of the whole process has left all domains. */
function leaveAll() {
  stack.length = 0;
  setActive(null);
}

class Domain extends EventEmitter {
  constructor() {
    super();
    this.members = [];
  }

  /** Handles an exception that reached the loop while this domain was active; what it throws, nobody handles. */
  _errorHandler(error) {
    markError(error, this, true);
    while (active === this) this.exit();
    let handled = false;
    if (stack.length === 0) {
      // With no handler it is an uncaught exception like others.
      if (this.listenerCount('error') > 0) handled = this.emit('error', error);
    } else {
      try {
        handled = this.emit('error', error);
      } catch (second) {
        if (stack.length === 0) throw second;
        setActive(stack.at(-1));
        handled = active._errorHandler(second);
      }
    }
    leaveAll();
    return handled;
  }

  enter() {
    stack.push(this);
    setActive(this);
  }

  /** Leaves this domain and all that were entered since. */
  exit() {
    const index = stack.lastIndexOf(this);
    if (index === -1) return;
    stack.length = index;
    setActive(stack.at(-1));
  }

  /** @param {EventEmitter} emitter its listeners run in this domain, which gets its unhandled errors */
  add(emitter) {
    if (emitter.domain === this) return;
    emitter.domain?.remove(emitter);
    // A domain must not be inside itself.
    if (this.domain && emitter instanceof Domain) {
      for (let outer = this.domain; outer; outer = outer.domain) {
        if (outer === emitter) return;
      }
    }
    defineHidden(emitter, 'domain', this);
    this.members.push(emitter);
  }

  remove(emitter) {
    emitter.domain = null;
    const index = this.members.indexOf(emitter);
    if (index !== -1) this.members.splice(index, 1);
  }

  /**
   * @param {Function} fn
   * @param {...any} args
   * @returns {any} what it returns
   */
  run(fn, ...args) {
    this.enter();
    const result = Reflect.apply(fn, this, args);
    this.exit();
    return result;
  }

  /** A callback that runs in this domain, without its first argument: an error there goes to the domain. */
  intercept(callback) {
    const domain = this;
    function intercepted(error, ...args) {
      if (error instanceof Error) {
        error.domainBound = callback;
        markError(error, domain, false);
        domain.emit('error', error);
        return undefined;
      }
      return callIn(domain, callback, this, args);
    }
    return intercepted;
  }

  /** A callback that runs in this domain. */
  bind(callback) {
    const domain = this;
    function bound(...args) {
      return callIn(domain, callback, this, args);
    }
    defineHidden(bound, 'domain', domain);
    return bound;
  }
}

function markError(error, domain, isThrown) {
  if ((typeof error !== 'object' && typeof error !== 'function') || error === null) return;
  defineHidden(error, 'domain', domain);
  error.domainThrown = isThrown;
}

function callIn(domain, callback, thisArg, args) {
  domain.enter();
  const result = Reflect.apply(callback, thisArg, args);
  domain.exit();
  return result;
}

// ---- exceptions ----

if (execution.hasCaptureCallback()) throw new codes.ERR_DOMAIN_CALLBACK_NOT_AVAILABLE();

execution.setDomainHandler({
  isListening() {
    return stack.some((domain) => domain.listenerCount('error') > 0);
  },
  handle(error) {
    if (this.isListening()) return active._errorHandler(error);
    leaveAll();
    return false;
  },
});

const loaded = new Error('require(`domain`) at this point');

process.setUncaughtExceptionCaptureCallback = function setUncaughtExceptionCaptureCallback() {
  const error = new codes.ERR_DOMAIN_CANNOT_SET_UNCAUGHT_EXCEPTION_CAPTURE();
  // Where the other one of the two is.
  error.stack += `\n${'-'.repeat(40)}\n${loaded.stack}`;
  throw error;
};

Object.defineProperty(process, 'domain', {
  __proto__: null,
  configurable: true,
  enumerable: true,
  get: () => active,
  set: setActive,
});

// ---- emitters ----

EventEmitter.usingDomains = true;

const { init } = EventEmitter;
const { emit } = EventEmitter.prototype;

EventEmitter.init = function(opts) {
  const isOwn = active !== null && active !== undefined && !(this instanceof Domain);
  defineHidden(this, 'domain', isOwn ? active : null);
  return init.call(this, opts);
};

EventEmitter.prototype.emit = function emitInDomain(type, ...args) {
  const { domain } = this;
  const isHandled = type === 'error' && this.listenerCount('error') > 0;
  if (isHandled || domain === null || domain === undefined || this === process) {
    return Reflect.apply(emit, this, [type, ...args]);
  }
  if (type === 'error') {
    emitErrorInDomain(this, domain, args[0]);
    return false;
  }
  domain.enter();
  const result = Reflect.apply(emit, this, [type, ...args]);
  domain.exit();
  return result;
};

/** The domain's handler runs outside of the active domain, in what is around that. */
function emitErrorInDomain(emitter, domain, value) {
  const error = value ? value : new codes.ERR_UNHANDLED_ERROR(value);
  if (typeof error === 'object') {
    error.domainEmitter = emitter;
    markError(error, domain, false);
  }
  const outerStack = stack;
  const outerActive = active;
  let depth = stack.length;
  while (depth > 0 && stack[depth - 1] === active) depth--;
  stack = stack.slice(0, depth);
  setActive(depth > 0 ? stack[depth - 1] : null);
  domain.emit('error', error);
  stack = outerStack;
  setActive(outerActive);
}

function create() {
  return new Domain();
}

module.exports = {
  get _stack() {
    return stack;
  },
  Domain,
  createDomain: create,
  create,
  get active() {
    return active;
  },
  set active(domain) {
    setActive(domain);
  },
};
