'use strict';

/**
 * The seam between what schedules callbacks (ticks, microtasks, timers, immediates) and async_hooks.
 *
 * `hooks` stays `null`, and scheduling costs nothing more, until AsyncLocalStorage or `createHook` is first used.
 * Whoever implements them then sets it to an object of nine functions:
 * - `init(resource, type)`: a callback was scheduled; remember the current async context on `resource`
 * - `enter(resource)`: its callback is about to run; switch to that context
 * - `exit(resource)`: it returned; switch back
 * - `unwind()`: it threw, and so did what called it, up to the loop: nothing is entered any more
 * - `destroy(resource)`: it will never run again
 * - `beforeExit()`: the loop has run empty, so what waits for it in vain is to be done now
 * - `withTrigger(resource, fn, args)`: call it; what it makes is made by `resource`
 * - `rejected(info)`: a promise was rejected and nobody handles it so far; remember the current async context on `info`
 * - `reportRejection(promise, info, report)`: call `report(promise, info)` in that context, as an event of the promise
 */
const tracking = {
  __proto__: null,
  hooks: null,
  /** Calls `fn(...args)`; what it makes counts as made by `resource`, not by what runs. */
  withTrigger(resource, fn, ...args) {
    const { hooks } = tracking;
    return hooks === null ? fn(...args) : hooks.withTrigger(resource, fn, args);
  },
};

module.exports = tracking;
