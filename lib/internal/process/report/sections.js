'use strict';

// The sections of a diagnostic report, in Node.js's format (version 5). What belongs to V8 or libuv alone is empty or 0:
// there are no native frames and no heap spaces to tell of.

const { readFileSync } = require('../../../fs');
const os = require('../../../os');

const REPORT_VERSION = 5;

/** By Node.js's name for the handle. */
const handleTypes = {
  __proto__: null,
  TCPSocketWrap: 'tcp',
  TCPServerWrap: 'tcp',
  PipeWrap: 'pipe',
  TTYWrap: 'tty',
  ProcessWrap: 'process',
  FSEventWrap: 'fs_event',
};

/** By the kernel's name for the limit, see proc(5). */
const limitNames = {
  __proto__: null,
  'Max core file size': 'core_file_size_blocks',
  'Max data size': 'data_seg_size_bytes',
  'Max file size': 'file_size_blocks',
  'Max locked memory': 'max_locked_memory_bytes',
  'Max resident set': 'max_memory_size_bytes',
  'Max open files': 'open_files',
  'Max stack size': 'stack_size_bytes',
  'Max cpu time': 'cpu_time_seconds',
  'Max processes': 'max_user_processes',
  'Max address space': 'virtual_memory_bytes',
};

function readProc(file) {
  try {
    return readFileSync(`/proc/self/${file}`, 'utf8');
  } catch {
    return '';
  }
}

/**
 * @param {{event: string, trigger: string, filename: string | null}} reason
 * @param {any} error
 * @param {object} settings of `process.report`
 * @returns {object}
 */
function collect(reason, error, settings) {
  return {
    header: header(reason, settings),
    javascriptStack: stack(error),
    javascriptHeap: heap(),
    nativeStack: [],
    resourceUsage: resourceUsage(),
    uvthreadResourceUsage: threadUsage(),
    libuv: handles(settings),
    workers: [],
    ...(settings.excludeEnv ? undefined : { environmentVariables: { ...process.env } }),
    userLimits: limits(),
    sharedObjects: sharedObjects(),
  };
}

function header({ event, trigger, filename }, settings) {
  const now = new Date();
  return {
    reportVersion: REPORT_VERSION,
    event,
    trigger,
    filename,
    dumpEventTime: `${now.toISOString().slice(0, 19)}Z`,
    dumpEventTimeStamp: String(now.getTime()),
    processId: process.pid,
    threadId: 0,
    cwd: process.cwd(),
    commandLine: [process.execPath, ...process.execArgv, ...process.argv.slice(1)],
    nodejsVersion: process.version,
    wordSize: 64,
    arch: process.arch,
    platform: process.platform,
    componentVersions: { ...process.versions },
    release: { ...process.release },
    osName: os.type(),
    osRelease: os.release(),
    osVersion: os.version(),
    osMachine: os.machine(),
    cpus: os.cpus().map(({ model, speed, times }) => ({ model, speed, ...times })),
    ...(settings.excludeNetwork ? undefined : { networkInterfaces: networkInterfaces() }),
    host: os.hostname(),
  };
}

function networkInterfaces() {
  return Object.entries(os.networkInterfaces()).flatMap(([name, addresses]) => (
    addresses.map(({ internal, mac, address, netmask, family, scopeid }) => (
      { name, internal, mac, address, netmask, family, scopeid }
    ))
  ));
}

function stack(error) {
  if (typeof error !== 'object' || error === null) return { message: String(error), errorProperties: {} };
  const [message, ...frames] = typeof error.stack === 'string' ? error.stack.split('\n') : [String(error)];
  const properties = Object.entries(error).map(([name, value]) => [name, String(value)]);
  return {
    message,
    stack: frames.map((line) => line.trim()),
    errorProperties: Object.fromEntries(properties),
  };
}

function heap() {
  const [total, used, limit] = internalBinding('credentials').heapUsage();
  return {
    totalMemory: total,
    executableMemory: 0,
    totalCommittedMemory: total,
    availableMemory: limit - used,
    totalGlobalHandlesMemory: 0,
    usedGlobalHandlesMemory: 0,
    usedMemory: used,
    memoryLimit: limit,
    mallocedMemory: 0,
    externalMemory: 0,
    peakMallocedMemory: 0,
    nativeContextCount: 1,
    detachedContextCount: 0,
    doesZapGarbage: 0,
    heapSpaces: {},
  };
}

/** Processor times in seconds, and in per cent of the process's life. */
function times({ user, system }) {
  const userCpuSeconds = user / 1e6;
  const kernelCpuSeconds = system / 1e6;
  const percent = (seconds) => 100 * seconds / process.uptime();
  return {
    userCpuSeconds,
    kernelCpuSeconds,
    cpuConsumptionPercent: percent(userCpuSeconds + kernelCpuSeconds),
    userCpuConsumptionPercent: percent(userCpuSeconds),
    kernelCpuConsumptionPercent: percent(kernelCpuSeconds),
  };
}

function resourceUsage() {
  const usage = process.resourceUsage();
  const constrained = process.constrainedMemory();
  return {
    free_memory: String(os.freemem()),
    total_memory: String(os.totalmem()),
    rss: String(process.memoryUsage.rss()),
    constrained_memory: String(constrained),
    available_memory: String(process.availableMemory()),
    ...times({ user: usage.userCPUTime, system: usage.systemCPUTime }),
    maxRss: String(usage.maxRSS * 1024),
    pageFaults: { IORequired: usage.majorPageFault, IONotRequired: usage.minorPageFault },
    fsActivity: { reads: usage.fsRead, writes: usage.fsWrite },
  };
}

function threadUsage() {
  const { fsRead, fsWrite } = process.resourceUsage();
  return { ...times(process.threadCpuUsage()), fsActivity: { reads: fsRead, writes: fsWrite } };
}

function handles(settings) {
  const { activeHandles, activeHandleTypes } = internalBinding('process_methods');
  const types = activeHandleTypes();
  return activeHandles().map((handle, i) => {
    const type = handleTypes[types[i]];
    const entry = { type, is_active: true, is_referenced: true, address: `0x${String(i).padStart(16, '0')}` };
    if (type === 'tcp') {
      entry.localEndpoint = endpoint(handle, 'getsockname', settings);
      entry.remoteEndpoint = endpoint(handle, 'getpeername', settings);
    }
    return entry;
  });
}

/** One end of a connection; its host's name is looked up nowhere: that would wait for the network. */
function endpoint(handle, method, settings) {
  const end = {};
  if (handle[method](end) !== 0) return null;
  const { address, family, port } = end;
  const ip = { [family === 'IPv4' ? 'ip4' : 'ip6']: address, port };
  return settings.excludeNetwork ? ip : { host: address, ...ip };
}

/** Of the table's fixed columns, the limit's name is the first 26 characters. */
function limits() {
  const found = {};
  for (const line of readProc('limits').split('\n')) {
    const name = limitNames[line.slice(0, 26).trim()];
    if (name === undefined) continue;
    const [soft, hard] = line.slice(26).trim().split(/\s+/)
      .map((limit) => (limit === 'unlimited' ? limit : Number(limit)));
    found[name] = { soft, hard };
  }
  return found;
}

function sharedObjects() {
  const files = readProc('maps').split('\n').map((line) => line.slice(73));
  return [...new Set(files.filter((file) => /\.so\b|^\[vdso\]/.test(file)))];
}

module.exports = { collect };
