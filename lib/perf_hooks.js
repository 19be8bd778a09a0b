'use strict';

const { PerformanceEntry, PerformanceMark, PerformanceMeasure } = require('./internal/perf/entries');
const { PerformanceObserver, PerformanceObserverEntryList } = require('./internal/perf/observe');
const { Performance, eventLoopUtilization, performance, timerify } = require('./internal/perf/performance');

const constants = {};
const values = {
  NODE_PERFORMANCE_GC_MAJOR: 4,
  NODE_PERFORMANCE_GC_MINOR: 1,
  NODE_PERFORMANCE_GC_INCREMENTAL: 8,
  NODE_PERFORMANCE_GC_WEAKCB: 16,
  NODE_PERFORMANCE_GC_FLAGS_NO: 0,
  NODE_PERFORMANCE_GC_FLAGS_CONSTRUCT_RETAINED: 2,
  NODE_PERFORMANCE_GC_FLAGS_FORCED: 4,
  NODE_PERFORMANCE_GC_FLAGS_SYNCHRONOUS_PHANTOM_PROCESSING: 8,
  NODE_PERFORMANCE_GC_FLAGS_ALL_AVAILABLE_GARBAGE: 16,
  NODE_PERFORMANCE_GC_FLAGS_ALL_EXTERNAL_MEMORY: 32,
  NODE_PERFORMANCE_GC_FLAGS_SCHEDULE_IDLE: 64,
};
for (const name of Object.keys(values)) {
  Object.defineProperty(constants, name, { __proto__: null, enumerable: true, value: values[name] });
}

module.exports = {
  Performance,
  PerformanceEntry,
  PerformanceMark,
  PerformanceMeasure,
  PerformanceObserver,
  PerformanceObserverEntryList,
  get PerformanceResourceTiming() {
    return require('./internal/perf/resource_timing').PerformanceResourceTiming;
  },
  get monitorEventLoopDelay() {
    return require('./internal/perf/event_loop_delay').monitorEventLoopDelay;
  },
  eventLoopUtilization,
  timerify,
  get createHistogram() {
    return require('./internal/histogram').createHistogram;
  },
  performance,
  constants,
};
