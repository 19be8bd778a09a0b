'use strict';

// What programs ask of V8 that has a meaning on the JVM. What is about V8's own machinery (snapshots, heap dumps,
// coverage, flags) says that it isn't there.

const { codes } = require('./internal/errors');
const { defineLazyProperties } = require('./internal/util');
const { validateFunction, validateOneOf, validateString } = require('./internal/validators');
const {
  GCProfiler, getHeapCodeStatistics, getHeapSpaceStatistics, getHeapStatistics,
} = require('./internal/v8/heap_statistics');

function unavailable(name) {
  return {
    [name]: () => {
      throw new codes.ERR_FEATURE_UNAVAILABLE_ON_PLATFORM(`v8.${name}()`);
    },
  }[name];
}

/** Does nothing where no coverage is asked for, as in Node.js; tools call it then, too. */
function unlessCollected(name) {
  return () => {
    if (process.env.NODE_V8_COVERAGE) throw new codes.ERR_FEATURE_UNAVAILABLE_ON_PLATFORM(`v8.${name}()`);
  };
}

/** V8's flags change nothing here, so none is taken; the argument is checked as Node.js does. */
function setFlagsFromString(flags) {
  validateString(flags, 'flags');
  throw new codes.ERR_FEATURE_UNAVAILABLE_ON_PLATFORM('v8.setFlagsFromString()');
}

/** @returns {number} changes with the engine's version; no code is cached, so nothing else can change it */
function cachedDataVersionTag() {
  let tag = 0;
  for (const character of process.versions.v8) tag = (Math.imul(tag, 31) + character.charCodeAt(0)) >>> 0;
  return tag;
}

/** There is no heap of C++ objects: all of it is 0. */
function getCppHeapStatistics(detailLevel = 'detailed') {
  validateOneOf(detailLevel, 'detailLevel', ['detailed', 'brief']);
  return {
    __proto__: null,
    committed_size_bytes: 0,
    resident_size_bytes: 0,
    used_size_bytes: 0,
    space_statistics: [],
    type_names: [],
    detail_level: detailLevel,
  };
}

/** @returns {boolean} whether all characters of a string are below U+0100 */
function isStringOneByteRepresentation(content) {
  validateString(content, 'content');
  for (let i = 0; i < content.length; i++) {
    if (content.charCodeAt(i) > 0xff) return false;
  }
  return true;
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
  cachedDataVersionTag,
  getHeapSnapshot: unavailable('getHeapSnapshot'),
  getHeapStatistics,
  getHeapSpaceStatistics,
  getHeapCodeStatistics,
  getCppHeapStatistics,
  setFlagsFromString,
  Serializer: undefined,
  Deserializer: undefined,
  DefaultSerializer: undefined,
  DefaultDeserializer: undefined,
  deserialize(buffer) {
    return require('./internal/v8/deserializer').deserialize(buffer);
  },
  takeCoverage: unlessCollected('takeCoverage'),
  stopCoverage: unlessCollected('stopCoverage'),
  serialize(value) {
    return require('./internal/v8/serializer').serialize(value);
  },
  writeHeapSnapshot: unavailable('writeHeapSnapshot'),
  promiseHooks: undefined,
  queryObjects: unavailable('queryObjects'),
  startupSnapshot,
  setHeapSnapshotNearHeapLimit: unavailable('setHeapSnapshotNearHeapLimit'),
  GCProfiler,
  isStringOneByteRepresentation,
  startCpuProfile: unavailable('startCpuProfile'),
};

defineLazyProperties(module.exports, () => require('./internal/v8/serializer'), ['Serializer', 'DefaultSerializer']);
defineLazyProperties(module.exports, () => require('./internal/v8/deserializer'), ['Deserializer', 'DefaultDeserializer']);
defineLazyProperties(module.exports, () => ({ promiseHooks: require('./internal/promise_hooks') }), ['promiseHooks']);
