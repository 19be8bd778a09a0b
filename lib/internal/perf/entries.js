'use strict';

const {
  codes: {
    ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_ARG_VALUE, ERR_INVALID_THIS, ERR_MISSING_ARGS,
    ERR_PERFORMANCE_INVALID_TIMESTAMP, ERR_PERFORMANCE_MEASURE_INVALID_OPTIONS,
  },
} = require('../errors');
const { validateNumber, validateObject } = require('../validators');
const { now } = require('./clock');

const kSkipThrow = Symbol('kSkipThrow');
const kInspect = Symbol.for('nodejs.util.inspect.custom');

let isEntry;

/** Something on the performance timeline. */
class PerformanceEntry {
  // An object of its own, so that one look tells whether this is an entry.
  #facts;

  static {
    isEntry = (value) => typeof value === 'object' && value !== null && #facts in value;
  }

  constructor(skipThrow = undefined, name, entryType, startTime, duration) {
    if (skipThrow !== kSkipThrow) throw new ERR_ILLEGAL_CONSTRUCTOR();
    this.#facts = { name, entryType, startTime, duration };
  }

  get name() {
    return checked(this).#facts.name;
  }

  get entryType() {
    return checked(this).#facts.entryType;
  }

  get startTime() {
    return checked(this).#facts.startTime;
  }

  get duration() {
    return checked(this).#facts.duration;
  }

  toJSON() {
    const { name, entryType, startTime, duration } = checked(this);
    return { name, entryType, startTime, duration };
  }

  [kInspect](depth, options) {
    return depth < 0 ? this : inspectInside(this.constructor.name, this.toJSON(), options);
  }
}

function checked(value) {
  if (isEntry(value)) return value;
  throw new ERR_INVALID_THIS('PerformanceEntry');
}

/** What an object of a class is shown as: the class's name, and what is inside, which is one level further in. */
function inspectInside(name, content, options) {
  const { inspect } = require('../util/inspect');
  const depth = typeof options.depth === 'number' ? options.depth - 1 : null;
  return `${name} ${inspect(content, { ...options, depth })}`;
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

function startOf(options) {
  const startTime = options?.startTime ?? now();
  validateNumber(startTime, 'startTime');
  if (startTime < 0) throw new ERR_PERFORMANCE_INVALID_TIMESTAMP(startTime);
  return startTime;
}

/** What a program adds to a mark or measure is kept as it is now. */
function cloneDetail(detail) {
  if (detail === undefined || detail === null) return null;
  return require('../structured_clone').structuredClone(detail);
}

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
    if (options !== undefined && options !== null) validateObject(options, 'options');
    super(kSkipThrow, text, 'mark', startOf(options), 0);
    this.#detail = cloneDetail(options?.detail);
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

  constructor(skipThrow = undefined, name, start, duration, detail) {
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

function makeEnumerable(type, names) {
  for (const name of names) Object.defineProperty(type.prototype, name, { __proto__: null, enumerable: true });
}

/** Makes a class look like one of the web: members that are enumerable, and a tag. */
function tag(type, names) {
  makeEnumerable(type, names);
  Object.defineProperty(type.prototype, Symbol.toStringTag, { __proto__: null, configurable: true, value: type.name });
}
makeEnumerable(PerformanceEntry, ['name', 'entryType', 'startTime', 'duration', 'toJSON']);
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

const isGiven = (value) => value !== undefined;

/** Start and end of a measure. @returns {{start: number, end: number, detail: any}} */
function spanOf(startOrOptions, endMark, nodeTiming) {
  if (typeof startOrOptions !== 'object') return spanByMarks(startOrOptions, endMark, nodeTiming);
  if (!isGiven(startOrOptions?.start) && !isGiven(startOrOptions?.end)) {
    return { ...spanByMarks(undefined, endMark, nodeTiming), detail: cloneDetail(startOrOptions?.detail) };
  }
  return spanByOptions(startOrOptions, endMark, nodeTiming);
}

function spanByMarks(startMark, endMark, nodeTiming) {
  const end = timeOf(endMark, nodeTiming) ?? now();
  return { start: timeOf(startMark, nodeTiming) ?? 0, end, detail: null };
}

function spanByOptions(options, endMark, nodeTiming) {
  const { start, end, duration } = options;
  const wrong =
    isGiven(endMark) ? 'endMark must not be specified' :
    isGiven(start) && isGiven(end) && isGiven(duration) ?
      'Must not have options.start, options.end, and options.duration specified' :
    null;
  if (wrong !== null) throw new ERR_PERFORMANCE_MEASURE_INVALID_OPTIONS(wrong);

  const span = { start: 0, end: 0, detail: null };
  // The end first: of two marks that are not there it is the one that the error names.
  if (isGiven(end)) span.end = timeOf(end, nodeTiming);
  else if (isGiven(duration)) span.end = timeOf(start, nodeTiming) + timeOf(duration, nodeTiming);
  else span.end = now();
  if (isGiven(start)) span.start = timeOf(start, nodeTiming);
  else if (isGiven(duration)) span.start = span.end - timeOf(duration, nodeTiming);
  span.detail = cloneDetail(options.detail);
  return span;
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
  inspectInside, kSkipThrow, tag,
};
