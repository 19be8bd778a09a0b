'use strict';

const { codes } = require('../errors');
const contexts = require('./contexts');

/**
 * `vm.measureMemory()`. The JVM knows what its heap holds, not which context an object belongs to: details are
 * there only while the main context is the only one.
 * @param {'summary' | 'detailed'} mode
 * @param {'default' | 'eager'} execution
 * @returns {Promise<object>}
 */
async function measure(mode, execution) {
  if (mode === 'detailed' && contexts.hasBeenUsed()) {
    throw new codes.ERR_FEATURE_UNAVAILABLE_ON_PLATFORM("vm.measureMemory with the mode 'detailed' and more than one context");
  }
  if (execution === 'eager') internalBinding('process_methods').collectGarbage();
  await null;
  const { heapUsed } = process.memoryUsage();
  const sizes = () => ({ jsMemoryEstimate: heapUsed, jsMemoryRange: [heapUsed, heapUsed] });
  return mode === 'summary' ? { total: sizes() } : { total: sizes(), current: sizes(), other: [] };
}

module.exports = { measure };
