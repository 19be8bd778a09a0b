'use strict';

// What programs ask of V8 that has a meaning on the JVM. Heap figures are the whole Java heap's; what is
// about V8's own machinery (snapshots, heap dumps, serialized values) says that it isn't there.

const { codes } = require('./internal/errors');
const { validateFunction, validateString } = require('./internal/validators');

function unavailable(name) {
  return () => {
    throw new codes.ERR_FEATURE_UNAVAILABLE_ON_PLATFORM(`v8.${name}()`);
  };
}

/**
 * `v8.getHeapStatistics()`: bytes of the Java heap under V8's names.
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

/** V8's flags change nothing here, so none is taken; the argument is checked as Node.js does. */
function setFlagsFromString(flags) {
  validateString(flags, 'flags');
  throw new codes.ERR_FEATURE_UNAVAILABLE_ON_PLATFORM('v8.setFlagsFromString()');
}

function notBuilding(callback) {
  if (callback !== undefined) validateFunction(callback, 'callback');
  throw new codes.ERR_NOT_BUILDING_SNAPSHOT();
}

/** No start-up snapshot is ever being built. */
const startupSnapshot = {
  addDeserializeCallback: (callback, data) => notBuilding(callback),
  addSerializeCallback: (callback, data) => notBuilding(callback),
  setDeserializeMainFunction: (callback, data) => notBuilding(callback),
  isBuildingSnapshot: () => false,
};

module.exports = {
  cachedDataVersionTag: unavailable('cachedDataVersionTag'),
  getHeapSnapshot: unavailable('getHeapSnapshot'),
  getHeapStatistics,
  getHeapSpaceStatistics: unavailable('getHeapSpaceStatistics'),
  getHeapCodeStatistics: unavailable('getHeapCodeStatistics'),
  setFlagsFromString,
  takeCoverage: unavailable('takeCoverage'),
  stopCoverage: unavailable('stopCoverage'),
  serialize: unavailable('serialize'),
  deserialize: unavailable('deserialize'),
  writeHeapSnapshot: unavailable('writeHeapSnapshot'),
  startupSnapshot,
};
