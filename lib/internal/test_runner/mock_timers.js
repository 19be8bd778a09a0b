'use strict';

// Timers and a clock that stand still until a test moves them: `mock.timers`.

const { codes: { ERR_INVALID_ARG_VALUE, ERR_INVALID_STATE } } = require('../errors');
const { TIMEOUT_MAX } = require('../timers');
const { createTimersPromises } = require('../timers_promises');
const { validateNumber, validateObject, validateStringArray } = require('../validators');

const allApis = ['setTimeout', 'setInterval', 'setImmediate', 'Date', 'scheduler.wait'];
const kEpoch = 0;

const RealDate = Date;

/** What the mocks of `setTimeout` and `setInterval` return. */
class Timeout {
  #timers;
  #refed = true;

  constructor(timers, entry) {
    this.#timers = timers;
    Object.defineProperty(this, 'entry', { __proto__: null, value: entry });
  }

  hasRef() {
    return this.#refed;
  }

  ref() {
    this.#refed = true;
    return this;
  }

  unref() {
    this.#refed = false;
    return this;
  }

  refresh() {
    this.#timers.restart(this.entry);
    return this;
  }

  [Symbol.dispose]() {
    this.#timers.cancel(this.entry);
  }
}

/** Waiting callbacks, and the time. */
class Clock {
  now = kEpoch;
  #entries = new Set();
  #lastId = 0;

  start(callback, delay, args, { interval = undefined, isImmediate = false } = {}) {
    const entry = { id: ++this.#lastId, callback, delay, args, interval, isImmediate, runAt: this.now + delay };
    this.#entries.add(entry);
    return entry;
  }

  restart(entry) {
    entry.runAt = this.now + entry.delay;
    this.#entries.add(entry);
  }

  cancel(entry) {
    if (entry === undefined || entry === null) return;
    entry.interval = undefined;
    this.#entries.delete(entry);
  }

  /** Of those that are due together immediates come first, then what was started first. */
  #next() {
    let next;
    for (const entry of this.#entries) {
      if (next === undefined || before(entry, next)) next = entry;
    }
    return next;
  }

  advance(time) {
    this.now += time;
    for (let entry = this.#next(); entry !== undefined && entry.runAt <= this.now; entry = this.#next()) {
      const due = entry.runAt;
      if (entry.interval === undefined) this.#entries.delete(entry);
      Reflect.apply(entry.callback, undefined, entry.args);
      // The callback may have cancelled or restarted it.
      if (entry.interval !== undefined && entry.runAt === due) entry.runAt += entry.interval;
    }
  }

  /** @returns {number} how long it is until the last one */
  longest() {
    let longest = 0;
    for (const { runAt } of this.#entries) longest = Math.max(longest, runAt - this.now);
    return longest;
  }

  get isEmpty() {
    return this.#entries.size === 0;
  }

  clear() {
    this.#entries.clear();
    this.now = kEpoch;
  }
}

function before(a, b) {
  if (a.runAt !== b.runAt) return a.runAt < b.runAt;
  if (a.isImmediate !== b.isImmediate) return a.isImmediate;
  return a.id < b.id;
}

function validDelay(delay) {
  const number = delay * 1;
  return number >= 1 && number <= TIMEOUT_MAX ? number : 1;
}

function makeDate(clock) {
  function MockDate(...args) {
    if (!new.target) return new RealDate(clock.now).toString();
    return Reflect.construct(RealDate, args.length === 0 ? [clock.now] : args, new.target === MockDate ? RealDate : new.target);
  }
  const define = (name, value) => Object.defineProperty(MockDate, name, {
    __proto__: null, configurable: true, enumerable: false, writable: true, value,
  });
  define('now', function now() {
    return clock.now;
  });
  define('parse', RealDate.parse);
  define('UTC', RealDate.UTC);
  define('toString', () => Function.prototype.toString.call(RealDate));
  define('isMock', true);
  Object.defineProperty(MockDate, 'name', { __proto__: null, configurable: true, value: 'Date' });
  Object.defineProperty(MockDate, 'length', { __proto__: null, configurable: true, value: RealDate.length });
  MockDate.prototype = RealDate.prototype;
  return MockDate;
}

/** `mock.timers`. */
class MockTimers {
  #clock = new Clock();
  #isEnabled = false;
  /** [object, name, descriptor] of what was replaced. */
  #replaced = [];

  /**
   * Puts mocks in the place of the real ones.
   * @param {{apis?: string[], now?: number | Date}} [options]
   */
  enable(options = { __proto__: null, apis: allApis, now: kEpoch }) {
    if (this.#isEnabled) throw new ERR_INVALID_STATE('MockTimers is already enabled!');
    if (globalThis.Date.isMock) throw new ERR_INVALID_STATE('Date is already being mocked!');
    validateObject(options, 'options');
    const { apis = allApis, now = kEpoch } = options;
    validateStringArray(apis, 'options.apis');
    for (const api of apis) {
      if (!allApis.includes(api)) {
        throw new ERR_INVALID_ARG_VALUE('options.apis', api, `option ${api} is not supported`);
      }
    }
    const time = now instanceof RealDate ? now.getTime() : now;
    checkTime(time, 'initialTime');
    this.#clock.now = time;
    this.#isEnabled = true;
    for (const api of apis) this.#mock(api);
  }

  #mock(api) {
    const timers = require('../../timers');
    const promises = require('../../timers/promises');
    const mocks = this.#makeMocks();
    switch (api) {
      case 'Date':
        return this.#replace(globalThis, 'Date', makeDate(this.#clock));
      case 'scheduler.wait':
        return this.#replace(promises.scheduler, 'wait', function wait(delay, waitOptions) {
          return mocks.promises.setTimeout(delay, undefined, waitOptions);
        });
      default: {
        const clear = api.replace('set', 'clear');
        for (const target of [globalThis, timers]) {
          this.#replace(target, api, mocks[api]);
          this.#replace(target, clear, mocks[clear]);
        }
        return this.#replace(promises, api, mocks.promises[api]);
      }
    }
  }

  #makeMocks() {
    const clock = this.#clock;
    const clear = (timer) => clock.cancel(timer?.entry);
    const promises = createTimersPromises({
      startTimeout: (callback, after, args, repeats) => {
        const delay = validDelay(after);
        return clock.start(callback, delay, args ?? [], { interval: repeats ? delay : undefined });
      },
      startImmediate: (callback, args) => clock.start(callback, 0, args, { isImmediate: true }),
      clearTimeout: (entry) => clock.cancel(entry),
      clearImmediate: (entry) => clock.cancel(entry),
    });
    return {
      promises,
      setTimeout: (callback, delay, ...args) => new Timeout(clock, clock.start(callback, validDelay(delay), args)),
      setInterval(callback, delay, ...args) {
        const interval = validDelay(delay);
        return new Timeout(clock, clock.start(callback, interval, args, { interval }));
      },
      setImmediate: (callback, ...args) => new Timeout(clock, clock.start(callback, 0, args, { isImmediate: true })),
      clearTimeout: clear,
      clearInterval: clear,
      clearImmediate: clear,
    };
  }

  #replace(object, name, value) {
    const descriptor = Object.getOwnPropertyDescriptor(object, name);
    this.#replaced.push([object, name, descriptor]);
    Object.defineProperty(object, name, {
      __proto__: null, configurable: true, enumerable: descriptor?.enumerable ?? false, writable: true, value,
    });
  }

  #checkEnabled() {
    if (!this.#isEnabled) {
      throw new ERR_INVALID_STATE('You should enable MockTimers first by calling the .enable function');
    }
  }

  /**
   * Lets time pass; what comes due is called, in order.
   * @param {number} [time] milliseconds
   */
  tick(time = 1) {
    this.#checkEnabled();
    if (time < 0) throw new ERR_INVALID_ARG_VALUE('time', 'positive integer', time);
    this.#clock.advance(time);
  }

  /** Lets time pass until the last timer that waits now is due. */
  runAll() {
    this.#checkEnabled();
    if (!this.#clock.isEmpty) this.tick(this.#clock.longest());
  }

  /**
   * Sets the clock; no timer comes due by that.
   * @param {number} [time]
   */
  setTime(time = kEpoch) {
    checkTime(time, 'time');
    this.#checkEnabled();
    this.#clock.now = time;
  }

  /** Puts the real ones back. */
  reset() {
    if (!this.#isEnabled) return;
    this.#isEnabled = false;
    for (const [object, name, descriptor] of this.#replaced.reverse()) {
      if (descriptor === undefined) delete object[name];
      else Object.defineProperty(object, name, descriptor);
    }
    this.#replaced = [];
    this.#clock.clear();
  }

  [Symbol.dispose]() {
    this.reset();
  }
}

function checkTime(time, name) {
  validateNumber(time, name);
  // The two are this way round in Node.js's message.
  if (!(time >= 0)) throw new ERR_INVALID_ARG_VALUE('time', 'positive integer', time);
}

module.exports = { MockTimers };
