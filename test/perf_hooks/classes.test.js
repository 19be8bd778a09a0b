'use strict';

const assert = require('node:assert');
const { constants } = require('node:perf_hooks');

// Classes of the web have tags and enumerable members; only the base of entries has no tag.
assert.strictEqual(String(new PerformanceObserver(() => {})), '[object PerformanceObserver]');
assert.strictEqual(String(PerformanceObserverEntryList.prototype), '[object PerformanceObserverEntryList]');
assert.strictEqual(String(PerformanceResourceTiming.prototype), '[object PerformanceResourceTiming]');
assert.strictEqual(String(PerformanceEntry.prototype), '[object Object]');
assert.deepStrictEqual(Object.keys(PerformanceObserver.prototype), ['observe', 'disconnect', 'takeRecords']);
for (const name of ['name', 'startTime', 'duration']) {
  assert.strictEqual(Object.getOwnPropertyDescriptor(PerformanceResourceTiming.prototype, name).enumerable, false);
}

// What C++ counts by is hidden from those who list the constants.
assert.strictEqual(constants.NODE_PERFORMANCE_ENTRY_TYPE_DNS, 4);
assert.strictEqual(constants.NODE_PERFORMANCE_MILESTONE_BOOTSTRAP_COMPLETE, 7);
assert.ok(Object.keys(constants).every((name) => name.startsWith('NODE_PERFORMANCE_GC_')));

for (const name of ['name', 'redirectEnd', 'transferSize', 'responseStatus']) {
  assert.throws(() => PerformanceResourceTiming.prototype[name], {
    code: 'ERR_INVALID_THIS', message: 'Value of "this" must be of type PerformanceResourceTiming',
  });
}

performance.mark('any type');
assert.strictEqual(performance.getEntriesByName('any type', undefined).length, 1);
assert.strictEqual(performance.getEntriesByName('any type', null).length, 0);
performance.clearMarks('any type');
