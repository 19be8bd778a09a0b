'use strict';

const { codes } = require('./internal/errors');
const { validateFunction } = require('./internal/validators');

/** Name → WeakRef of its channel: a channel that nobody holds and nobody listens to may go. */
const channels = new Map();
/** Those with subscribers or stores must not go. */
const activeChannels = new Set();
const collected = new FinalizationRegistry((name) => {
  if (channels.get(name)?.deref() === undefined) channels.delete(name);
});

// A subscriber's error is nobody's business where the message was published.
function throwLater(error) {
  process.nextTick(() => internalBinding('errors').triggerUncaughtException(error, false));
}

function runWithStore(store, transform, data, next) {
  let value = data;
  if (transform) {
    try {
      value = transform(data);
    } catch (error) {
      throwLater(error);
      return next();
    }
  }
  return store.run(value, next);
}

/** A named channel of messages. It costs next to nothing while nobody listens. */
class Channel {
  // Subclasses are no channels to Node.js.
  static [Symbol.hasInstance](instance) {
    return Object.getPrototypeOf(instance) === Channel.prototype;
  }

  constructor(name) {
    // Both are made when the first one comes and go with the last one.
    this._subscribers = this._stores = undefined;
    this.name = name;
    collected.register(this, name);
    channels.set(name, new WeakRef(this));
  }

  /**
   * @param {(message: any, name: string | symbol) => void} subscription
   */
  subscribe(subscription) {
    validateFunction(subscription, 'subscription');
    // A new array: a publish under way goes on with the old one.
    this._subscribers = [...(this._subscribers ?? []), subscription];
    activeChannels.add(this);
  }

  /** @returns {boolean} whether it was subscribed */
  unsubscribe(subscription) {
    const index = this._subscribers?.indexOf(subscription) ?? -1;
    if (index === -1) return false;
    this._subscribers = this._subscribers.toSpliced(index, 1);
    deactivateIfUnused(this);
    return true;
  }

  /**
   * In `runStores`, `store` has the published message, or what `transform` makes of it.
   * @param {AsyncLocalStorage} store
   * @param {(message: any) => any} [transform]
   */
  bindStore(store, transform) {
    this._stores ??= new Map();
    this._stores.set(store, transform);
    activeChannels.add(this);
  }

  /** @returns {boolean} whether it was bound */
  unbindStore(store) {
    if (!this._stores?.delete(store)) return false;
    deactivateIfUnused(this);
    return true;
  }

  get hasSubscribers() {
    return this._subscribers !== undefined || this._stores !== undefined;
  }

  /** Hands a message to all subscribers, now. */
  publish(data) {
    const subscribers = this._subscribers;
    if (subscribers === undefined) return;
    for (let i = 0; i < subscribers.length; i++) {
      try {
        subscribers[i](data, this.name);
      } catch (error) {
        throwLater(error);
      }
    }
  }

  /**
   * Publishes `data` and calls `fn`, both with the bound stores holding it.
   * @param {any} data
   * @param {Function} fn
   * @param {any} [thisArg]
   * @param {...any} args
   * @returns {any} what `fn` returns
   */
  runStores(data, fn, thisArg, ...args) {
    if (!this.hasSubscribers) return Reflect.apply(fn, thisArg, args);
    let run = () => {
      this.publish(data);
      return Reflect.apply(fn, thisArg, args);
    };
    for (const [store, transform] of this._stores ?? []) {
      const next = run;
      run = () => runWithStore(store, transform, data, next);
    }
    return run();
  }
}

function deactivateIfUnused(channel) {
  if (channel._subscribers?.length === 0) channel._subscribers = undefined;
  if (channel._stores?.size === 0) channel._stores = undefined;
  if (!channel.hasSubscribers) activeChannels.delete(channel);
}

/**
 * The channel of a name, made when first asked for.
 * @param {string | symbol} name
 * @returns {Channel}
 */
function channel(name) {
  const known = channels.get(name)?.deref();
  if (known !== undefined) return known;
  if (typeof name !== 'string' && typeof name !== 'symbol') {
    throw new codes.ERR_INVALID_ARG_TYPE('channel', ['string', 'symbol'], name);
  }
  return new Channel(name);
}

/** @returns {boolean} whether anybody listens; asking makes no channel */
function hasSubscribers(name) {
  return channels.get(name)?.deref()?.hasSubscribers ?? false;
}

/** Listens to a channel by its name; the name's channel then stays. */
function subscribe(name, listener) {
  channel(name).subscribe(listener);
}

/** @returns {boolean} whether it was subscribed */
function unsubscribe(name, listener) {
  const was = channel(name);
  return was.unsubscribe(listener);
}

/** What becomes of a traced action, in the order of its channels. */
const traceEvents = 'start end asyncStart asyncEnd error'.split(' ');

function traceChannel(nameOrChannels, event) {
  if (typeof nameOrChannels === 'string') return channel(`tracing:${nameOrChannels}:${event}`);
  if (typeof nameOrChannels !== 'object' || nameOrChannels === null) {
    throw new codes.ERR_INVALID_ARG_TYPE('nameOrChannels', ['string', 'TracingChannel', 'Object'], nameOrChannels);
  }
  const given = nameOrChannels[event];
  if (Object.getPrototypeOf(given) !== Channel.prototype) {
    throw new codes.ERR_INVALID_ARG_TYPE(`nameOrChannels.${event}`, ['Channel'], given);
  }
  return given;
}

/** Five channels that tell of the life of one traceable action. */
class TracingChannel {
  constructor(nameOrChannels) {
    for (const event of traceEvents) {
      Object.defineProperty(this, event, { __proto__: null, value: traceChannel(nameOrChannels, event) });
    }
  }

  get hasSubscribers() {
    return traceEvents.some((event) => this[event].hasSubscribers);
  }

  /** @param {object} handlers functions by event */
  subscribe(handlers) {
    for (const event of traceEvents) {
      if (handlers[event]) this[event].subscribe(handlers[event]);
    }
  }

  /** @returns {boolean} whether all of them were subscribed */
  unsubscribe(handlers) {
    let done = true;
    for (const event of traceEvents) {
      if (handlers[event] && !this[event].unsubscribe(handlers[event])) done = false;
    }
    return done;
  }

  /**
   * Traces a function that works at once.
   * @param {Function} fn
   * @param {object} [context] the message; gets `result` or `error`
   * @param {any} [thisArg]
   * @param {...any} args
   * @returns {any} what `fn` returns
   */
  traceSync(fn, context = {}, thisArg = undefined, ...args) {
    if (!this.hasSubscribers) return Reflect.apply(fn, thisArg, args);
    return betweenStartAndEnd(this, context, () => {
      const result = Reflect.apply(fn, thisArg, args);
      context.result = result;
      return result;
    });
  }

  /**
   * Traces a function that returns a promise.
   * @returns {Promise<any>}
   */
  tracePromise(fn, context = {}, thisArg = undefined, ...args) {
    if (!this.hasSubscribers) return Reflect.apply(fn, thisArg, args);
    const fulfilled = (value) => {
      context.result = value;
      publishSettled(this, context);
      return value;
    };
    const rejected = (reason) => {
      publishError(this, context, reason);
      publishSettled(this, context);
      return Promise.reject(reason);
    };
    return betweenStartAndEnd(this, context, () => {
      const result = Reflect.apply(fn, thisArg, args);
      const promise = result instanceof Promise ? result : Promise.resolve(result);
      // Not by its own `then`: a thenable's subclass may do anything there.
      return Promise.prototype.then.call(promise, fulfilled, rejected);
    });
  }

  /**
   * Traces a function that takes a callback `(err, result)`.
   * @param {Function} fn
   * @param {number} [position] which of `args` is the callback
   * @param {object} [context]
   * @param {any} [thisArg]
   * @param {...any} args
   * @returns {any} what `fn` returns
   */
  traceCallback(fn, position = -1, context = {}, thisArg = undefined, ...args) {
    if (!this.hasSubscribers) return Reflect.apply(fn, thisArg, args);
    const callback = args.at(position);
    validateFunction(callback, 'callback');
    args.splice(position, 1, tracedCallback(this, context, callback));
    return betweenStartAndEnd(this, context, () => Reflect.apply(fn, thisArg, args));
  }
}

function publishError({ error }, context, reason) {
  context.error = reason;
  error.publish(context);
}

function publishSettled({ asyncStart, asyncEnd }, context) {
  asyncStart.publish(context);
  asyncEnd.publish(context);
}

/** Makes a call with the stores bound to 'start'; what it throws goes to 'error' and on. */
function betweenStartAndEnd(channels, context, call) {
  return channels.start.runStores(context, () => {
    let result;
    try {
      result = call();
    } catch (reason) {
      publishError(channels, context, reason);
      throw reason;
    } finally {
      channels.end.publish(context);
    }
    return result;
  });
}

function tracedCallback(channels, context, callback) {
  return function traced(err, result) {
    const received = arguments;
    if (err) publishError(channels, context, err);
    else context.result = result;
    // A store bound to asyncStart must reach the callback.
    channels.asyncStart.runStores(context, () => {
      try {
        Reflect.apply(callback, this, received);
      } finally {
        channels.asyncEnd.publish(context);
      }
    });
  };
}

/**
 * @param {string | object} nameOrChannels a name, or the five channels
 * @returns {TracingChannel}
 */
function tracingChannel(nameOrChannels) {
  return new TracingChannel(nameOrChannels);
}

module.exports = { channel, hasSubscribers, subscribe, tracingChannel, unsubscribe, Channel };
