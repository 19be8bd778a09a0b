'use strict';

// Collections of the Java heap, for observers of 'gc' and for v8.GCProfiler.

const binding = internalBinding('performance');

const listeners = new Set();
let machineStart = 0;

function onCollection(isMajor, isForced, start, duration, before, after) {
  const collection = { isMajor, isForced, startTime: machineStart + start, duration, before, after };
  for (const listener of [...listeners]) listener(collection);
}

/**
 * @param {(collection: {isMajor: boolean, isForced: boolean, startTime: number, duration: number, before: number[],
 *   after: number[]}) => void} listener times are the performance clock's; sizes are in the order of `heapSpaces()`
 */
function addListener(listener) {
  if (listeners.size === 0) {
    machineStart = binding.processStart();
    binding.watchCollections(onCollection);
  }
  listeners.add(listener);
}

function removeListener(listener) {
  if (listeners.delete(listener) && listeners.size === 0) binding.watchCollections();
}

module.exports = { addListener, removeListener };
