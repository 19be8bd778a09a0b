'use strict';

// The Java heap under V8's names. The sizes are real; what only V8 has is 0.

// V8's spaces, with the place of those that the Java heap has in `heapSpaces()`.
const spaces = [
  ['read_only_space'], ['new_space', 0], ['old_space', 1], ['code_space', 2], ['shared_space'], ['trusted_space'],
  ['shared_trusted_space'], ['new_large_object_space'], ['large_object_space'], ['code_large_object_space'],
  ['shared_large_object_space'], ['shared_trusted_large_object_space'], ['trusted_large_object_space'],
];
const kFields = 3;
const kCodeSpace = 2;

/**
 * `v8.getHeapStatistics()`.
 * @returns {Record<string, number>}
 */
function getHeapStatistics() {
  const [total, used, limit] = internalBinding('credentials').heapUsage();
  return {
    total_heap_size: total,
    total_heap_size_executable: 0,
    total_physical_size: total,
    total_available_size: limit - used,
    used_heap_size: used,
    heap_size_limit: limit,
    malloced_memory: 0,
    peak_malloced_memory: 0,
    does_zap_garbage: 0,
    number_of_native_contexts: 1,
    number_of_detached_contexts: 0,
    total_global_handles_size: 0,
    used_global_handles_size: 0,
    external_memory: 0,
  };
}

/** Calls `make(name, committed, used, free)` for each of V8's spaces. */
function mapSpaces(figures, make) {
  return spaces.map(([name, place]) => {
    if (place === undefined) return make(name, 0, 0, 0);
    const at = place * kFields;
    return make(name, figures[at], figures[at + 1], figures[at + 2]);
  });
}

/**
 * `v8.getHeapSpaceStatistics()`.
 * @returns {object[]}
 */
function getHeapSpaceStatistics() {
  return mapSpaces(internalBinding('performance').heapSpaces(), (name, committed, used, free) => ({
    space_name: name,
    space_size: committed,
    space_used_size: used,
    space_available_size: free,
    physical_space_size: committed,
  }));
}

/**
 * `v8.getHeapCodeStatistics()`: how much compiled code there is.
 * @returns {Record<string, number>}
 */
function getHeapCodeStatistics() {
  return {
    code_and_metadata_size: internalBinding('performance').heapSpaces()[kCodeSpace * kFields + 1],
    bytecode_and_metadata_size: 0,
    external_script_source_size: 0,
    cpu_profiler_metadata_size: 0,
  };
}

/** What a collection's profile has of the heap before and after it. */
function snapshotOf(figures) {
  const [, , limit] = internalBinding('credentials').heapUsage();
  const total = figures[0] + figures[kFields];
  const used = figures[1] + figures[kFields + 1];
  return {
    heapStatistics: {
      totalHeapSize: total,
      totalHeapSizeExecutable: 0,
      totalPhysicalSize: total,
      totalAvailableSize: limit - used,
      totalGlobalHandlesSize: 0,
      usedGlobalHandlesSize: 0,
      usedHeapSize: used,
      heapSizeLimit: limit,
      mallocedMemory: 0,
      externalMemory: 0,
      peakMallocedMemory: 0,
    },
    heapSpaceStatistics: mapSpaces(figures, (name, committed, usedSize, free) => ({
      spaceName: name,
      spaceSize: committed,
      spaceUsedSize: usedSize,
      spaceAvailableSize: free,
      physicalSpaceSize: committed,
    })),
  };
}

/** Keeps a record of the collections between `start` and `stop`. */
class GCProfiler {
  #profile = null;
  #listener = null;

  start() {
    if (this.#profile !== null) return;
    const statistics = [];
    this.#profile = { version: 1, startTime: Date.now(), statistics, endTime: 0 };
    this.#listener = ({ isMajor, duration, before, after }) => {
      statistics.push({
        gcType: isMajor ? 'MarkSweepCompact' : 'Scavenge',
        beforeGC: snapshotOf(before),
        cost: duration * 1e3,
        afterGC: snapshotOf(after),
      });
    };
    require('../perf/garbage_collections').addListener(this.#listener);
  }

  /** @returns {object | undefined} the record; undefined when it was not started */
  stop() {
    if (this.#profile === null) return;
    require('../perf/garbage_collections').removeListener(this.#listener);
    const profile = this.#profile;
    this.#profile = null;
    profile.endTime = Date.now();
    return profile;
  }
}

module.exports = { GCProfiler, getHeapCodeStatistics, getHeapSpaceStatistics, getHeapStatistics };
