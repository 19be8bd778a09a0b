'use strict';

const { Counts, Histogram, kSkipThrow } = require('../histogram');
const { validateInteger, validateObject } = require('../validators');

/** How late the event loop is for a timer, in nanoseconds. */
class ELDHistogram extends Histogram {
  #counts;
  #resolution;
  #timer;

  constructor(skipThrow, counts, resolution) {
    super(skipThrow, counts);
    this.#counts = counts;
    this.#resolution = resolution;
  }

  /** @returns {boolean} whether it was not enabled */
  enable() {
    if (this.#timer !== undefined) return false;
    this.#counts.previous = 0;
    this.#timer = setInterval(() => this.#counts.recordDelta(), this.#resolution);
    this.#timer.unref();
    return true;
  }

  /** @returns {boolean} whether it was enabled */
  disable() {
    if (this.#timer === undefined) return false;
    clearInterval(this.#timer);
    this.#timer = undefined;
    return true;
  }

  [Symbol.dispose]() {
    this.disable();
  }
}

/**
 * @param {{resolution?: number}} [options] milliseconds between two samples
 * @returns {ELDHistogram}
 */
function monitorEventLoopDelay(options = {}) {
  validateObject(options, 'options');
  const { resolution = 10 } = options;
  validateInteger(resolution, 'options.resolution', 1);
  return new ELDHistogram(kSkipThrow, new Counts(), resolution);
}

module.exports = { monitorEventLoopDelay };
