'use strict';

// How much of the machine the process uses.

const { codes } = require('../errors');
const { validateNumber, validateObject } = require('../validators');

// Places in what the binding's resourceUsage returns, in the order of `struct rusage`.
const USER_TIME = 0;
const SYSTEM_TIME = 1;
const rusageFields = {
  maxRSS: 2,
  sharedMemorySize: 3,
  unsharedDataSize: 4,
  unsharedStackSize: 5,
  minorPageFault: 6,
  majorPageFault: 7,
  swappedOut: 8,
  fsRead: 9,
  fsWrite: 10,
  ipcSent: 11,
  ipcReceived: 12,
  signalsCount: 13,
  voluntaryContextSwitches: 14,
  involuntaryContextSwitches: 15,
};

function credentials() {
  return internalBinding('credentials');
}

function validateTime(previous, field) {
  const value = previous[field];
  const name = `prevValue.${field}`;
  if (typeof value !== 'number') validateNumber(value, name);
  if (value < 0 || value > Number.MAX_SAFE_INTEGER) throw new codes.ERR_INVALID_ARG_VALUE.RangeError(name, value);
}

function cpuTimes(previous, ofThread) {
  if (previous) {
    validateObject(previous, 'prevValue');
    validateTime(previous, 'user');
    validateTime(previous, 'system');
  }
  const usage = credentials().resourceUsage(ofThread);
  return {
    user: usage[USER_TIME] - (previous ? previous.user : 0),
    system: usage[SYSTEM_TIME] - (previous ? previous.system : 0),
  };
}

/**
 * `process.cpuUsage([previous])`
 * @param {{user: number, system: number}} [previous]
 * @returns {{user: number, system: number}} microseconds, since `previous` if given
 */
function cpuUsage(previous) {
  return cpuTimes(previous, false);
}

function threadCpuUsage(previous) {
  return cpuTimes(previous, true);
}

function resourceUsage() {
  const usage = credentials().resourceUsage(false);
  const result = { userCPUTime: usage[USER_TIME], systemCPUTime: usage[SYSTEM_TIME] };
  for (const name of Object.keys(rusageFields)) result[name] = usage[rusageFields[name]];
  return result;
}

/**
 * `process.memoryUsage()`: in bytes. The heap is the whole of the JVM's, which buffers are part of.
 */
function memoryUsage() {
  const [heapTotal, heapUsed] = credentials().heapUsage();
  return { rss: credentials().rss(), heapTotal, heapUsed, external: 0, arrayBuffers: 0 };
}

memoryUsage.rss = function rss() {
  return credentials().rss();
};

/** @returns {number} bytes that the process could still take */
function availableMemory() {
  const free = internalBinding('os').getFreeMem();
  const limit = constrainedMemory();
  return limit > 0 ? Math.min(free, Math.max(limit - credentials().rss(), 0)) : free;
}

/** @returns {number} the memory limit of the process's control group, or 0 if none is known */
function constrainedMemory() {
  const { readFileSync } = require('../../fs');
  for (const file of ['/sys/fs/cgroup/memory.max', '/sys/fs/cgroup/memory/memory.limit_in_bytes']) {
    try {
      const text = readFileSync(file, 'latin1').trim();
      return text === 'max' ? 0 : Number(text);
    } catch {
      // Not this kind of control group.
    }
  }
  return 0;
}

module.exports = { availableMemory, constrainedMemory, cpuUsage, memoryUsage, resourceUsage, threadCpuUsage };
