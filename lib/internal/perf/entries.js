'use strict';

const {
  codes: {
    ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_ARG_VALUE, ERR_INVALID_THIS, ERR_MISSING_ARGS,
    ERR_PERFORMANCE_INVALID_TIMESTAMP, ERR_PERFORMANCE_MEASURE_INVALID_OPTIONS,
  },
} = require('../errors');
const { validateNumber } = require('../validators');
const { now } = require('./clock');

const kSkipThrow = Symbol('kSkipThrow');
const kInspect = Symbol.for('nodejs.util.inspect.custom');

let isEntry;

/** Something on the performance timeline. */
class PerformanceEntry {
  #name;
  #entryType;
  #startTime;
  #duration;

  static {
    isEntry = (value) => typeof value === 'object' && value !== null && #name in value;
  }

  constructor(skipThrow, name, type, start, duration) {
    if (skipThrow !== kSkipThrow) throw new ERR_ILLEGAL_CONSTRUCTOR();
    this.#name = name;
    this.#entryType = type;
    this.#startTime = start;
    this.#duration = duration;
  }

  get name() {
    check(this);
    return this.#name;
  }

  get entryType() {
    check(this);
    return this.#entryType;
  }

  get startTime() {
    check(this);
    return this.#startTime;
  }

  get duration() {
    check(this);
    return this.#duration;
  }

  toJSON() {
    check(this);
    return { name: this.name, entryType: this.entryType, startTime: this.startTime, duration: this.duration };
  }

  [kInspect](depth, options) {
    if (depth < 0) return this;
    const { inspect } = require('../util/inspect');
    const opts = { ...options, depth: options.depth == null ? null : options.depth - 1 };
    return `${this.constructor.name} ${inspect(this.toJSON(), opts)}`;
  }
}

function check(value) {
  if (!isEntry(value)) throw new ERR_INVALID_THIS('PerformanceEntry');
}

/** An entry of Node.js's own kinds, with a `detail`. */
class PerformanceNodeEntry extends PerformanceEntry {
  #detail;

  constructor(name, type, start, duration, detail) {
    super(kSkipThrow, name, type, start, duration);
    this.#detail = detail;
  }

  get detail() {
    return this.#detail;
  }

  toJSON() {
    return { ...super.toJSON(), detail: this.#detail };
  }
}

// Names that measures may use for the steps of the process's start.
const nodeTimingNames = new Set([
  'nodeStart', 'v8Start', 'environment', 'loopStart', 'loopExit', 'bootstrapComplete',
]);

/** A point in time. */
class PerformanceMark extends PerformanceEntry {
  #detail;

  /**
   * @param {string} name
   * @param {{startTime?: number, detail?: any}} [options]
   */
  constructor(name, options = undefined) {
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('name');
    const text = `${name}`;
    if (nodeTimingNames.has(text)) throw new ERR_INVALID_ARG_VALUE('name', text);
    if (options != null) require('../validators').validateObject(options, 'options');
    const startTime = options?.startTime ?? now();
    validateNumber(startTime, 'startTime');
    if (startTime < 0) throw new ERR_PERFORMANCE_INVALID_TIMESTAMP(startTime);
    super(kSkipThrow, text, 'mark', startTime, 0);
    const detail = options?.detail;
    this.#detail = detail == null ? null : require('../structured_clone').structuredClone(detail);
  }

  get detail() {
    if (!(#detail in this)) throw new ERR_INVALID_THIS('PerformanceMark');
    return this.#detail;
  }

  toJSON() {
    return { ...super.toJSON(), detail: this.detail };
  }
}

/** The time between two points. */
class PerformanceMeasure extends PerformanceEntry {
  #detail;

  constructor(skipThrow, name, start, duration, detail) {
    if (skipThrow !== kSkipThrow) throw new ERR_ILLEGAL_CONSTRUCTOR();
    super(kSkipThrow, name, 'measure', start, duration);
    this.#detail = detail;
  }

  get detail() {
    if (!(#detail in this)) throw new ERR_INVALID_THIS('PerformanceMeasure');
    return this.#detail;
  }

  toJSON() {
    return { ...super.toJSON(), detail: this.detail };
  }
}

function tag(type, names) {
  for (const name of names) Object.defineProperty(type.prototype, name, { __proto__: null, enumerable: true });
  Object.defineProperty(type.prototype, Symbol.toStringTag, { __proto__: null, configurable: true, value: type.name });
}
tag(PerformanceEntry, ['name', 'entryType', 'startTime', 'duration', 'toJSON']);
tag(PerformanceMark, ['detail']);
tag(PerformanceMeasure, ['detail']);

/** Name → start of the latest mark of that name. */
const marks = new Map();

/** A time given as such, or by a mark's name. */
function timeOf(value, nodeTiming) {
  if (value === undefined) return undefined;
  if (typeof value === 'number') {
    if (value < 0) throw new ERR_PERFORMANCE_INVALID_TIMESTAMP(value);
    return value;
  }
  const name = `${value}`;
  if (nodeTimingNames.has(name)) return nodeTiming[name];
  const time = marks.get(name);
  if (time === undefined) {
    const { DOMException } = require('../domexception');
    throw new DOMException(`The "${name}" performance mark has not been set`, 'SyntaxError');
  }
  return time;
}

function spanOf(startOrOptions, endMark, nodeTiming) {
  if (typeof startOrOptions !== 'object' || startOrOptions === null || Object.keys(startOrOptions).length === 0) {
    const end = timeOf(endMark, nodeTiming) ?? now();
    return { start: timeOf(startOrOptions === null || typeof startOrOptions === 'object' ? undefined : startOrOptions,
      nodeTiming) ?? 0, end, detail: null };
  }
  const { start, end, duration, detail } = startOrOptions;
  if (endMark !== undefined) {
    throw new ERR_PERFORMANCE_MEASURE_INVALID_OPTIONS('endMark must not be specified');
  }
  if (start === undefined && end === undefined) {
    throw new ERR_PERFORMANCE_MEASURE_INVALID_OPTIONS('One of options.start or options.end is required');
  }
  if (start !== undefined && end !== undefined && duration !== undefined) {
    throw new ERR_PERFORMANCE_MEASURE_INVALID_OPTIONS(
      'Must not have options.start, options.end, and options.duration specified');
  }
  const to = end !== undefined ? timeOf(end, nodeTiming) :
    start !== undefined && duration !== undefined ? timeOf(start, nodeTiming) + timeOf(duration, nodeTiming) : now();
  const from = start !== undefined ? timeOf(start, nodeTiming) :
    duration !== undefined ? to - timeOf(duration, nodeTiming) : 0;
  return { start: from, end: to, detail: detail == null ? null : require('../structured_clone').structuredClone(detail) };
}

/** Makes a mark and remembers its time for measures. */
function createMark(name, options) {
  const mark = new PerformanceMark(name, options);
  marks.set(mark.name, mark.startTime);
  return mark;
}

function createMeasure(name, startOrOptions, endMark, nodeTiming) {
  const { start, end, detail } = spanOf(startOrOptions, endMark, nodeTiming);
  return new PerformanceMeasure(kSkipThrow, name, start, end - start, detail);
}

function forgetMarks(name) {
  if (name === undefined) marks.clear();
  else marks.delete(name);
}

module.exports = {
  PerformanceEntry, PerformanceMark, PerformanceMeasure, PerformanceNodeEntry, createMark, createMeasure, forgetMarks,
  kSkipThrow,
};
