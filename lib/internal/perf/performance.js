'use strict';

const {
  codes: { ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_ARG_TYPE, ERR_INVALID_THIS, ERR_MISSING_ARGS },
} = require('../errors');
const { EventTarget, defineEventHandler } = require('../event_target');
const { validateFunction, validateObject } = require('../validators');
const clock = require('./clock');
const entries = require('./entries');
const observe = require('./observe');
const resources = require('./resource_buffer');

const binding = internalBinding('performance');
const kInspect = Symbol.for('nodejs.util.inspect.custom');

/** When the process reached what. */
class PerformanceNodeTiming extends entries.PerformanceEntry {
  constructor() {
    super(entries.kSkipThrow, 'node', 'node', 0, 0);
    const { defineProperty } = Object;
    for (const name of ['name', 'entryType', 'startTime']) {
      defineProperty(this, name, { __proto__: null, configurable: true, enumerable: true, value: this[name] });
    }
    const times = {
      duration: clock.now,
      nodeStart: binding.processStart,
      v8Start: binding.engineStart,
      environment: binding.environment,
      loopStart: binding.loopStart,
      loopExit: binding.loopExit,
      bootstrapComplete: binding.bootstrapComplete,
      idleTime: binding.loopIdleTime,
      uvMetricsInfo: loopMetrics,
    };
    for (const name of Object.keys(times)) {
      defineProperty(this, name, { __proto__: null, configurable: true, enumerable: true, get: times[name] });
    }
  }

  toJSON() {
    const { name, entryType, startTime, duration, nodeStart, v8Start, bootstrapComplete, environment, loopStart,
            loopExit, idleTime } = this;
    return {
      name, entryType, startTime, duration, nodeStart, v8Start, bootstrapComplete, environment, loopStart, loopExit,
      idleTime,
    };
  }
}

function loopMetrics() {
  const [loopCount, events, eventsWaiting] = binding.loopMetrics();
  return { loopCount, events, eventsWaiting };
}

const nodeTiming = new PerformanceNodeTiming();

/**
 * How busy the event loop was, as a whole or between two earlier answers.
 * @param {{idle: number, active: number}} [later]
 * @param {{idle: number, active: number}} [earlier]
 * @returns {{idle: number, active: number, utilization: number}} milliseconds, and a ratio
 */
function eventLoopUtilization(later, earlier) {
  const { loopStart } = nodeTiming;
  if (loopStart <= 0) return { idle: 0, active: 0, utilization: 0 };
  if (earlier) {
    const idle = later.idle - earlier.idle;
    const active = later.active - earlier.active;
    return { idle, active, utilization: active / (idle + active) };
  }
  let { idleTime: idle } = nodeTiming;
  let active = clock.now() - loopStart - idle;
  if (later) {
    idle -= later.idle;
    active -= later.active;
  }
  return { idle, active, utilization: active / (idle + active) };
}

/**
 * Wraps a function so that observers of 'function' entries learn how long each call took.
 * @param {Function} fn
 * @param {{histogram?: RecordableHistogram}} [options]
 * @returns {Function}
 */
function timerify(fn, options = {}) {
  validateFunction(fn, 'fn');
  validateObject(options, 'options');
  const { histogram } = options;
  if (histogram !== undefined && (histogram === null || typeof histogram?.record !== 'function')) {
    throw new ERR_INVALID_ARG_TYPE('options.histogram', 'RecordableHistogram', histogram);
  }

  function report(start, args) {
    const duration = clock.now() - start;
    if (histogram !== undefined) histogram.record(Math.max(1, Math.ceil(duration * 1e6)));
    if (!observe.hasObserver('function')) return;
    const entry = new entries.PerformanceNodeEntry(fn.name, 'function', start, duration, args);
    args.forEach((arg, index) => {
      entry[index] = arg;
    });
    observe.enqueue(entry);
  }

  function timerified(...args) {
    const start = clock.now();
    const result = new.target ? Reflect.construct(fn, args, fn) : Reflect.apply(fn, this, args);
    if (!new.target && typeof result?.finally === 'function') return result.finally(() => report(start, args));
    report(start, args);
    return result;
  }

  Object.defineProperties(timerified, {
    length: { __proto__: null, configurable: false, enumerable: true, value: fn.length },
    name: { __proto__: null, configurable: false, enumerable: true, value: `timerified ${fn.name}` },
  });
  return timerified;
}

let isPerformance;

/** The class of `performance`. */
class Performance extends EventTarget {
  #brand = true;

  static {
    isPerformance = (value) => typeof value === 'object' && value !== null && #brand in value;
  }

  constructor(skipThrow) {
    if (skipThrow !== entries.kSkipThrow) throw new ERR_ILLEGAL_CONSTRUCTOR();
    super();
  }

  clearMarks(name = undefined) {
    check(this);
    const text = name === undefined ? undefined : `${name}`;
    entries.forgetMarks(text);
    observe.clearEntries('mark', text);
  }

  clearMeasures(name = undefined) {
    check(this);
    observe.clearEntries('measure', name === undefined ? undefined : `${name}`);
  }

  clearResourceTimings(name = undefined) {
    check(this);
    resources.clear(name === undefined ? undefined : `${name}`);
  }

  getEntries() {
    check(this);
    return observe.timeline();
  }

  getEntriesByName(name, type = undefined) {
    check(this);
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('name');
    // Here null is a type like any other, of which there are none.
    return observe.filterByName(observe.timeline(), name, type === undefined ? undefined : `${type}`);
  }

  getEntriesByType(type) {
    check(this);
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('type');
    return observe.timeline(`${type}`);
  }

  mark(name, options = {}) {
    check(this);
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('name');
    const mark = entries.createMark(name, options);
    observe.enqueue(mark);
    return mark;
  }

  measure(name, startOrMeasureOptions = {}, endMark = undefined) {
    check(this);
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('name');
    const measure = entries.createMeasure(`${name}`, startOrMeasureOptions, endMark, nodeTiming);
    observe.enqueue(measure);
    return measure;
  }

  now() {
    check(this);
    return clock.now();
  }

  setResourceTimingBufferSize(maxSize) {
    check(this);
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('maxSize');
    resources.setLimit(maxSize >>> 0);
  }

  get timeOrigin() {
    check(this);
    return clock.timeOrigin;
  }

  toJSON() {
    check(this);
    return { nodeTiming: this.nodeTiming, timeOrigin: this.timeOrigin, eventLoopUtilization: eventLoopUtilization() };
  }

  [kInspect](depth, options) {
    if (depth < 0) return this;
    const { inspect } = require('../util/inspect');
    const opts = { ...options, depth: options.depth == null ? null : options.depth - 1 };
    return `Performance ${inspect({ nodeTiming: this.nodeTiming, timeOrigin: this.timeOrigin }, opts)}`;
  }
}

function check(value) {
  if (!isPerformance(value)) throw new ERR_INVALID_THIS('Performance');
}

for (const name of Object.getOwnPropertyNames(Performance.prototype)) {
  if (name !== 'constructor') Object.defineProperty(Performance.prototype, name, { __proto__: null, enumerable: true });
}
Object.defineProperties(Performance.prototype, {
  [Symbol.toStringTag]: { __proto__: null, configurable: true, value: 'Performance' },
  eventLoopUtilization: { __proto__: null, configurable: true, writable: true, value: eventLoopUtilization },
  nodeTiming: { __proto__: null, configurable: true, writable: true, value: nodeTiming },
  markResourceTiming: {
    __proto__: null, configurable: true, writable: true,
    value: function markResourceTiming(...args) {
      return require('./resource_timing').markResourceTiming(...args);
    },
  },
  timerify: { __proto__: null, configurable: true, writable: true, value: timerify },
});
defineEventHandler(Performance.prototype, 'resourcetimingbufferfull');

module.exports = {
  Performance, eventLoopUtilization, performance: new Performance(entries.kSkipThrow), timerify,
};
