'use strict';

// A histogram with a fixed relative precision: values are counted in buckets that grow with the value, so that it takes
// little memory however far the values are apart (the scheme of HdrHistogram).

const { codes: { ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_ARG_TYPE, ERR_INVALID_THIS, ERR_OUT_OF_RANGE } } =
  require('./errors');
const { validateInteger, validateNumber, validateObject } = require('./validators');
const { kClone } = require('./worker/js_transferable');

const kSkipThrow = Symbol('kSkipThrow');
const kEmptyMin = 9223372036854775807n;

/** The numbers behind a histogram. */
class Counts {
  constructor(lowest = 1, highest = Number.MAX_SAFE_INTEGER, figures = 3) {
    this.lowest = lowest;
    this.highest = highest;
    this.figures = figures;
    // Below this many units every integer has a bucket of its own.
    this.exactBits = Math.ceil(Math.log2(2 * 10 ** figures));
    this.unitBits = Math.floor(Math.log2(lowest));
    this.reset();
  }

  reset() {
    this.buckets = new Map();
    this.count = 0;
    this.exceeds = 0;
    this.min = Infinity;
    this.max = 0;
    this.previous = 0;
  }

  /** How wide the bucket of a value is. */
  width(value) {
    const bits = value < 1 ? 0 : Math.floor(Math.log2(value));
    return 2 ** Math.max(bits + 1 - this.exactBits, this.unitBits);
  }

  floor(value) {
    const width = this.width(value);
    return Math.floor(value / width) * width;
  }

  ceiling(value) {
    return this.floor(value) + this.width(value) - 1;
  }

  record(value, times = 1) {
    if (value < 0 || value > this.highest) {
      this.exceeds += times;
      return false;
    }
    const bucket = this.floor(value);
    this.buckets.set(bucket, (this.buckets.get(bucket) ?? 0) + times);
    this.count += times;
    if (value < this.min) this.min = value;
    if (value > this.max) this.max = value;
    return true;
  }

  recordDelta() {
    const now = Number(process.hrtime.bigint());
    const delta = now - this.previous;
    if (this.previous > 0 && delta > 0) this.record(delta);
    this.previous = now;
  }

  add(other) {
    for (const [bucket, times] of other.buckets) this.record(bucket, times);
    if (other.min < this.min) this.min = other.min;
    if (other.max > this.max) this.max = other.max;
    this.exceeds += other.exceeds;
  }

  sorted() {
    return [...this.buckets].sort((a, b) => a[0] - b[0]);
  }

  middle(bucket) {
    return bucket + (this.width(bucket) >> 1);
  }

  mean() {
    let sum = 0;
    for (const [bucket, times] of this.buckets) sum += this.middle(bucket) * times;
    return sum / this.count;
  }

  stddev() {
    const mean = this.mean();
    let sum = 0;
    for (const [bucket, times] of this.buckets) sum += (this.middle(bucket) - mean) ** 2 * times;
    return Math.sqrt(sum / this.count);
  }

  percentile(percentile) {
    const wanted = Math.max(1, Math.floor(percentile / 100 * this.count + 0.5));
    let seen = 0;
    for (const [bucket, times] of this.sorted()) {
      seen += times;
      if (seen >= wanted) return this.ceiling(bucket);
    }
    return 0;
  }

  /** Percentile → value: 0, then halving the distance to 100 until all values are covered. */
  percentiles() {
    const result = new Map();
    if (this.count === 0) return result.set(100, 0);
    for (let percentile = 0; ; percentile += (100 - percentile) / 2) {
      const value = this.percentile(percentile);
      result.set(percentile, value);
      if (value >= this.ceiling(this.max)) break;
    }
    return result.set(100, this.ceiling(this.max));
  }
}

let countsOf;

/** What `createHistogram` and `monitorEventLoopDelay` measured. */
class Histogram {
  #counts;

  static {
    countsOf = (histogram) => {
      if (typeof histogram !== 'object' || histogram === null || !(#counts in histogram)) {
        throw new ERR_INVALID_THIS('Histogram');
      }
      return histogram.#counts;
    };
  }

  constructor(skipThrow, counts) {
    if (skipThrow !== kSkipThrow) throw new ERR_ILLEGAL_CONSTRUCTOR();
    this.#counts = counts;
  }

  /** The copy goes on counting with the original. */
  [kClone]() {
    if (typeof this !== 'object' || !(#counts in this)) return undefined;
    const Type = this instanceof RecordableHistogram ? RecordableHistogram : Histogram;
    return { value: new Type(kSkipThrow, this.#counts) };
  }

  get count() {
    return countsOf(this).count;
  }

  get countBigInt() {
    return BigInt(countsOf(this).count);
  }

  get min() {
    return Number(this.minBigInt);
  }

  get minBigInt() {
    const counts = countsOf(this);
    return counts.count === 0 ? kEmptyMin : BigInt(counts.floor(counts.min));
  }

  get max() {
    return Number(this.maxBigInt);
  }

  get maxBigInt() {
    const counts = countsOf(this);
    return counts.count === 0 ? 0n : BigInt(counts.ceiling(counts.max));
  }

  get mean() {
    return countsOf(this).mean();
  }

  get stddev() {
    return countsOf(this).stddev();
  }

  get exceeds() {
    return countsOf(this).exceeds;
  }

  get exceedsBigInt() {
    return BigInt(countsOf(this).exceeds);
  }

  /**
   * @param {number} percentile over 0, up to 100
   * @returns {number}
   */
  percentile(percentile) {
    const counts = countsOf(this);
    checkPercentile(percentile);
    return counts.percentile(percentile);
  }

  percentileBigInt(percentile) {
    return BigInt(this.percentile(percentile));
  }

  get percentiles() {
    return countsOf(this).percentiles();
  }

  get percentilesBigInt() {
    return new Map([...countsOf(this).percentiles()].map(([key, value]) => [key, BigInt(value)]));
  }

  reset() {
    countsOf(this).reset();
  }

  toJSON() {
    return {
      count: this.count,
      min: this.min,
      max: this.max,
      mean: this.mean,
      exceeds: this.exceeds,
      stddev: this.stddev,
      percentiles: Object.fromEntries(this.percentiles),
    };
  }

  [Symbol.for('nodejs.util.inspect.custom')](depth, options) {
    if (depth < 0) return this;
    const { inspect } = require('./util/inspect');
    const fields = {
      min: this.min,
      max: this.max,
      mean: this.mean,
      exceeds: this.exceeds,
      stddev: this.stddev,
      count: this.count,
      percentiles: this.percentiles,
    };
    return `Histogram ${inspect(fields, { ...options, depth: options.depth == null ? null : options.depth - 1 })}`;
  }
}

function checkPercentile(percentile) {
  validateNumber(percentile, 'percentile');
  if (Number.isNaN(percentile) || percentile <= 0 || percentile > 100) {
    throw new ERR_OUT_OF_RANGE('percentile', '> 0 && <= 100', percentile);
  }
}

/** A histogram that programs fill themselves. */
class RecordableHistogram extends Histogram {
  /** @param {number | bigint} val at least 1 */
  record(val) {
    const counts = countsOf(this);
    if (typeof val === 'bigint') {
      counts.record(Number(val));
      return;
    }
    validateInteger(val, 'val', 1);
    counts.record(val);
  }

  /** Records the nanoseconds since it was last called. */
  recordDelta() {
    countsOf(this).recordDelta();
  }

  /** Adds what another histogram has. */
  add(other) {
    const counts = countsOf(this);
    if (!(other instanceof RecordableHistogram)) throw new ERR_INVALID_ARG_TYPE('other', 'RecordableHistogram', other);
    counts.add(countsOf(other));
  }
}

function validLimit(value, name, min, fallback) {
  if (value === undefined) return fallback;
  if (typeof value === 'bigint') return Number(value);
  validateInteger(value, name, min);
  return value;
}

/**
 * @param {object} [options]
 * @param {number | bigint} [options.lowest] the smallest value to tell from others
 * @param {number | bigint} [options.highest] greater ones are only counted as exceeding
 * @param {number} [options.figures] significant decimal digits, 1 to 5
 * @returns {RecordableHistogram}
 */
function createHistogram(options = {}) {
  validateObject(options, 'options');
  const lowest = validLimit(options.lowest, 'options.lowest', 1, 1);
  const highest = validLimit(options.highest, 'options.highest', 2 * lowest, Number.MAX_SAFE_INTEGER);
  const { figures = 3 } = options;
  validateInteger(figures, 'options.figures', 1, 5);
  return new RecordableHistogram(kSkipThrow, new Counts(lowest, highest, figures));
}

module.exports = { Counts, Histogram, createHistogram, kSkipThrow };
