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
  constructor(name) {
    this._subscribers = undefined;
    this._stores = undefined;
    this.name = name;
    channels.set(name, new WeakRef(this));
    collected.register(this, name);
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

function subscribe(name, subscription) {
  channel(name).subscribe(subscription);
}

function unsubscribe(name, subscription) {
  return channel(name).unsubscribe(subscription);
}

function hasSubscribers(name) {
  return channels.get(name)?.deref()?.hasSubscribers ?? false;
}

const traceEvents = ['start', 'end', 'asyncStart', 'asyncEnd', 'error'];

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
    const { start, end, error } = this;
    return start.runStores(context, () => {
      try {
        return context.result = Reflect.apply(fn, thisArg, args);
      } catch (err) {
        context.error = err;
        error.publish(context);
        throw err;
      } finally {
        end.publish(context);
      }
    });
  }

  /**
   * Traces a function that returns a promise.
   * @returns {Promise<any>}
   */
  tracePromise(fn, context = {}, thisArg = undefined, ...args) {
    if (!this.hasSubscribers) return Reflect.apply(fn, thisArg, args);
    const { start, end, asyncStart, asyncEnd, error } = this;

    function resolved(result) {
      context.result = result;
      asyncStart.publish(context);
      asyncEnd.publish(context);
      return result;
    }

    function rejected(err) {
      context.error = err;
      error.publish(context);
      asyncStart.publish(context);
      asyncEnd.publish(context);
      return Promise.reject(err);
    }

    return start.runStores(context, () => {
      try {
        let promise = Reflect.apply(fn, thisArg, args);
        if (!(promise instanceof Promise)) promise = Promise.resolve(promise);
        return Promise.prototype.then.call(promise, resolved, rejected);
      } catch (err) {
        context.error = err;
        error.publish(context);
        throw err;
      } finally {
        end.publish(context);
      }
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
    const { start, end, asyncStart, asyncEnd, error } = this;
    const callback = args.at(position);
    validateFunction(callback, 'callback');

    function wrapped(err, result) {
      if (err) {
        context.error = err;
        error.publish(context);
      } else {
        context.result = result;
      }
      // A store bound to asyncStart must reach the callback.
      asyncStart.runStores(context, () => {
        try {
          return Reflect.apply(callback, this, arguments);
        } finally {
          asyncEnd.publish(context);
        }
      });
    }

    args.splice(position, 1, wrapped);
    return start.runStores(context, () => {
      try {
        return Reflect.apply(fn, thisArg, args);
      } catch (err) {
        context.error = err;
        error.publish(context);
        throw err;
      } finally {
        end.publish(context);
      }
    });
  }
}

/**
 * @param {string | object} nameOrChannels a name, or the five channels
 * @returns {TracingChannel}
 */
function tracingChannel(nameOrChannels) {
  return new TracingChannel(nameOrChannels);
}

module.exports = { channel, hasSubscribers, subscribe, tracingChannel, unsubscribe, Channel };
