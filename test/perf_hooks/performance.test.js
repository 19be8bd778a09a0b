'use strict';

const assert = require('node:assert');
const { PerformanceObserver, createHistogram, performance } = require('node:perf_hooks');

const start = performance.now();
assert.ok(start > 0 && performance.now() >= start);
assert.ok(Math.abs(performance.timeOrigin + start - Date.now()) < 60_000);

performance.mark('a', { startTime: 5, detail: { x: 1 } });
performance.mark('b', { startTime: 9 });
const measure = performance.measure('m', 'a', 'b');
assert.deepStrictEqual([measure.startTime, measure.duration], [5, 4]);
assert.throws(() => performance.measure('n', 'none'), { name: 'SyntaxError' });
assert.strictEqual(performance.getEntriesByType('mark').length, 2);
performance.clearMarks();
assert.strictEqual(performance.getEntries().length, 1);

const histogram = createHistogram();
for (let i = 1; i <= 100; i++) histogram.record(i);
assert.deepStrictEqual([histogram.min, histogram.max, histogram.percentile(50), histogram.count], [1, 100, 50, 100]);
assert.throws(() => histogram.record(0), { code: 'ERR_OUT_OF_RANGE' });

// Neither start nor end: from the beginning until now.
assert.strictEqual(performance.measure('all', { detail: 1 }).startTime, 0);

// Observers are told before the program ends.
let told = 0;
new PerformanceObserver((list) => { told += list.getEntries().length; }).observe({ entryTypes: ['mark'] });
performance.mark('late');
process.on('exit', () => assert.strictEqual(told, 1));
