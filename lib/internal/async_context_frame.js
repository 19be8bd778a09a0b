'use strict';

// The values of all AsyncLocalStorages at one moment, as an immutable map. The engine carries the current one across
// promise reactions by itself; the queues in lib/ do it through internal/async_tracking.

const { getFrame, setFrame, exchangeFrame } = internalBinding('async_context_frame');
const tracking = require('./async_tracking');

const kFrame = Symbol('kAsyncContextFrame');
const kOuterFrame = Symbol('kOuterAsyncContextFrame');

/** Storage → value. */
class AsyncContextFrame extends Map {
  /**
   * The current frame with one more value.
   * @param {object} storage
   * @param {any} value
   */
  constructor(storage, value) {
    super(getFrame());
    this.set(storage, value);
  }

  static get enabled() {
    return true;
  }

  /** @returns {AsyncContextFrame | undefined} */
  static current() {
    return getFrame();
  }

  static set(frame) {
    setFrame(frame);
  }

  /** Makes `frame` the current one; returns the one it replaces. */
  static exchange(frame) {
    return exchangeFrame(frame);
  }

  /** Takes a storage out of the current frame, for all that share it and those that go on from here. */
  static disable(storage) {
    const frame = getFrame();
    // Another frame, so that whoever entered this one sees that it is not to be left as if nothing had happened.
    if (frame?.delete(storage)) setFrame(new Map(frame));
  }
}

/** Carries the frame through ticks, timers and immediates, and nothing else. */
const frameTracking = {
  init(resource) {
    resource[kFrame] = getFrame();
  },
  enter(resource) {
    resource[kOuterFrame] = exchangeFrame(resource[kFrame]);
  },
  exit(resource) {
    setFrame(resource[kOuterFrame]);
    resource[kOuterFrame] = undefined;
  },
  destroy() {},
  unwind() {
    setFrame(undefined);
  },
  beforeExit() {},
  withTrigger: (resource, fn, args) => fn(...args),
  rejected(info) {
    frameTracking.init(info);
  },
  reportRejection(promise, info, report) {
    frameTracking.enter(info);
    try {
      report(promise, info);
    } finally {
      frameTracking.exit(info);
    }
  },
};

/** From now on frames follow scheduled callbacks. */
function trackFrames() {
  tracking.hooks ??= frameTracking;
}

module.exports = { AsyncContextFrame, frameTracking, trackFrames };
