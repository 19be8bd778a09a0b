'use strict';

const timers = require('../internal/timers');
const { createTimersPromises } = require('../internal/timers_promises');

module.exports = createTimersPromises({
  startTimeout(callback, after, args, repeats, keepsAlive) {
    const timeout = new timers.Timeout(callback, after, args, repeats, keepsAlive);
    timers.insert(timeout, timeout._idleTimeout);
    return timeout;
  },
  startImmediate(callback, args, keepsAlive) {
    const immediate = new timers.Immediate(callback, args);
    return keepsAlive ? immediate : immediate.unref();
  },
  clearTimeout: timers.clearTimeout,
  clearImmediate: timers.clearImmediate,
});
