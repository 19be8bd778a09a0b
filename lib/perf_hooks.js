'use strict';

const { defineLazyProperties } = require('./internal/util');
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
// What Node.js counts by in C++: there for those who ask for it by name.
const hiddenValues = {
  NODE_PERFORMANCE_ENTRY_TYPE_GC: 0,
  NODE_PERFORMANCE_ENTRY_TYPE_HTTP: 1,
  NODE_PERFORMANCE_ENTRY_TYPE_HTTP2: 2,
  NODE_PERFORMANCE_ENTRY_TYPE_NET: 3,
  NODE_PERFORMANCE_ENTRY_TYPE_DNS: 4,
  NODE_PERFORMANCE_MILESTONE_TIME_ORIGIN_TIMESTAMP: 0,
  NODE_PERFORMANCE_MILESTONE_TIME_ORIGIN: 1,
  NODE_PERFORMANCE_MILESTONE_ENVIRONMENT: 2,
  NODE_PERFORMANCE_MILESTONE_NODE_START: 3,
  NODE_PERFORMANCE_MILESTONE_V8_START: 4,
  NODE_PERFORMANCE_MILESTONE_LOOP_START: 5,
  NODE_PERFORMANCE_MILESTONE_LOOP_EXIT: 6,
  NODE_PERFORMANCE_MILESTONE_BOOTSTRAP_COMPLETE: 7,
};
for (const [table, enumerable] of [[values, true], [hiddenValues, false]]) {
  for (const name of Object.keys(table)) {
    Object.defineProperty(constants, name, { __proto__: null, enumerable, value: table[name] });
  }
}

module.exports = {
  Performance,
  PerformanceEntry,
  PerformanceMark,
  PerformanceMeasure,
  PerformanceObserver,
  PerformanceObserverEntryList,
  PerformanceResourceTiming: undefined,
  monitorEventLoopDelay: undefined,
  eventLoopUtilization,
  timerify,
  createHistogram: undefined,
  performance,
};
Object.defineProperty(module.exports, 'constants', {
  __proto__: null, configurable: false, enumerable: true, writable: false, value: constants,
});

defineLazyProperties(module.exports, () => require('./internal/perf/resource_timing'), ['PerformanceResourceTiming']);
defineLazyProperties(module.exports, () => require('./internal/perf/event_loop_delay'), ['monitorEventLoopDelay']);
defineLazyProperties(module.exports, () => require('./internal/histogram'), ['createHistogram']);
