'use strict';

// Builds `process` and the globals. Whatever hello world does not need is made when asked for.

const binding = internalBinding('process_methods');
const { defineLazyProperties } = internalBinding('builtins');

/** Where each global lives: file, whether it is enumerable, names. Loaded when first touched. */
const lazyGlobals = [
  ['../../timers', true, [
    'clearImmediate', 'setImmediate', 'clearInterval', 'clearTimeout', 'setInterval', 'setTimeout',
  ]],
  ['../process/task_queues', true, ['queueMicrotask']],
  ['../structured_clone', true, ['structuredClone']],
  ['../../buffer', true, ['atob', 'btoa']],
  ['../../perf_hooks', true, ['performance']],
  ['../navigator', true, ['navigator']],
  ['../fetch', true, ['fetch']],
  ['../fetch', false, ['FormData', 'Headers', 'Request', 'Response', 'WebSocket']],
  ['../crypto/webcrypto', true, ['crypto']],
  ['../../buffer', false, ['Buffer', 'Blob', 'File']],
  ['../url', false, ['URL', 'URLSearchParams']],
  ['../urlpattern', false, ['URLPattern']],
  ['../abort_controller', false, ['AbortController', 'AbortSignal']],
  ['../event_target', false, ['Event', 'EventTarget', 'CustomEvent']],
  ['../encoding', false, ['TextEncoder', 'TextDecoder']],
  ['../domexception', false, ['DOMException']],
  ['../../worker_threads', false, ['MessageChannel', 'MessagePort', 'BroadcastChannel']],
  ['../worker/message_event', false, ['MessageEvent']],
  ['../events/close_event', false, ['CloseEvent']],
  ['../../stream/web', false, [
    'ByteLengthQueuingStrategy', 'CompressionStream', 'CountQueuingStrategy',
    'DecompressionStream', 'ReadableByteStreamController', 'ReadableStream',
    'ReadableStreamBYOBReader', 'ReadableStreamBYOBRequest', 'ReadableStreamDefaultController',
    'ReadableStreamDefaultReader', 'TextDecoderStream', 'TextEncoderStream', 'TransformStream',
    'TransformStreamDefaultController', 'WritableStream', 'WritableStreamDefaultController',
    'WritableStreamDefaultWriter',
  ]],
  ['../../perf_hooks', false, [
    'Performance', 'PerformanceEntry', 'PerformanceMark', 'PerformanceMeasure',
    'PerformanceObserver', 'PerformanceObserverEntryList', 'PerformanceResourceTiming',
  ]],
  ['../navigator', false, ['Navigator']],
  ['../crypto/webcrypto', false, ['Crypto', 'CryptoKey', 'SubtleCrypto']],
  ['../webassembly', false, ['WebAssembly']],
  ['../disposable_stack', false, ['AsyncDisposableStack', 'DisposableStack', 'SuppressedError']],
];

/** Where the rarer properties of `process` live: file, whether they are writable, names. */
const lazyProcessProperties = [
  ['../process/identity', false, ['versions', 'release', 'config', 'features']],
  ['../process/credentials', true, [
    '_kill', 'chdir', 'getegid', 'geteuid', 'getgid', 'getgroups', 'getuid', 'initgroups', 'kill',
    'setegid', 'seteuid', 'setgid', 'setgroups', 'setuid', 'umask',
  ]],
  ['../process/usage', true, [
    'availableMemory', 'constrainedMemory', 'cpuUsage', 'memoryUsage', 'resourceUsage', 'threadCpuUsage',
  ]],
  ['../process/warning', true, ['emitWarning']],
  ['../process/execve', true, ['execve']],
  ['../process/allowed_flags', true, ['allowedNodeEnvironmentFlags']],
  ['../process/report', false, ['report']],
  ['../process/methods', true, [
    '_getActiveHandles', '_getActiveRequests', '_rawDebug', 'abort', 'binding', 'dlopen', 'getActiveResourcesInfo', 'getBuiltinModule',
    'hasUncaughtExceptionCaptureCallback', 'loadEnvFile', 'openStdin', 'ref', 'setSourceMapsEnabled',
    'setUncaughtExceptionCaptureCallback', 'unref',
  ]],
];

require('./ecmascript');
setUpProcess();
setUpGlobals();
setUpModules();
require('../process/execution').install();

function setUpProcess() {
  const EventEmitter = require('../../events');
  const { defineAccessors } = require('../process/accessors');

  const prototype = Object.create(EventEmitter.prototype, {
    constructor: {
      __proto__: null, configurable: true, enumerable: false, writable: true,
      value: function process() {},
    },
  });
  prototype.constructor.prototype = prototype;
  Object.setPrototypeOf(process, prototype);
  Object.defineProperty(process, Symbol.toStringTag, {
    __proto__: null, configurable: false, enumerable: false, writable: true, value: 'process',
  });
  EventEmitter.call(process);

  defineReadOnly('version', true);
  defineReadOnly('arch', true);
  defineReadOnly('platform', true);
  defineReadOnly('pid', true);
  process.execPath = binding.execPath;
  process.execArgv = binding.execArgv;
  process.argv = [binding.execPath, ...binding.argv];
  defineReadOnly('argv0', false);
  defineAccessors(process);
  process.reallyExit = binding.reallyExit;
  process.exit = require('../process/lifecycle').exit;
  process.uptime = binding.uptime;
  process.cwd = binding.cwd;
  defineLazyProperties(process, ['ppid'], true, true, () => binding.ppid());
  defineLazyProperties(process, ['env'], true, true, () => (
    require('../process/env').createEnv(binding.environment())
  ));
  for (const [file, writable, names] of lazyProcessProperties) {
    defineLazyProperties(process, names, true, writable, (name) => require(file)[name]);
  }
  defineLazyProperties(process, ['finalization'], true, true, () => require('../process/finalization'));
  require('../process/stdio').install(process);
  Object.defineProperty(process, 'sourceMapsEnabled', {
    __proto__: null,
    configurable: true,
    enumerable: true,
    get() {
      return require('../modules/helpers').customization.noteSource !== null;
    },
  });
  process.domain = null;
  process._exiting = false;
  defineLazyProperties(process, ['moduleLoadList'], true, false, () => (
    require('./realm').loadedBuiltins().map((id) => `NativeModule ${id}`)
  ));
  require('../process/per_thread').install(process);
  setUpTicks();
  setUpSignals();
}

function defineReadOnly(name, configurable) {
  Object.defineProperty(process, name, {
    __proto__: null, configurable, enumerable: true, writable: false, value: binding[name],
  });
}

/** What watches signals loads when a program first listens to one. */
function setUpSignals() {
  process.on('newListener', (event) => {
    if (typeof event === 'string' && event.startsWith('SIG')) {
      require('../process/signal').startListeningIfSignal(event);
    }
  });
  process.on('removeListener', (event) => {
    if (typeof event === 'string' && event.startsWith('SIG')) {
      require('../process/signal').stopListeningIfSignal(event);
    }
  });
}

function setUpTicks() {
  const queues = require('../process/task_queues');
  const { nextTick, runNextTicks } = queues.setupTaskQueue();
  process.nextTick = nextTick;
  process._tickCallback = runNextTicks;
}

function setUpGlobals() {
  Object.defineProperty(globalThis, Symbol.toStringTag, {
    __proto__: null, configurable: true, enumerable: false, writable: false, value: 'global',
  });
  Object.defineProperty(globalThis, 'global', {
    __proto__: null, configurable: true, enumerable: true, writable: true, value: globalThis,
  });
  let processValue = process;
  Object.defineProperty(globalThis, 'process', {
    __proto__: null,
    configurable: true,
    enumerable: false,
    get() {
      return processValue;
    },
    set(value) {
      processValue = value;
    },
  });
  for (const [file, enumerable, names] of lazyGlobals) {
    defineLazyProperties(globalThis, names, enumerable, true, (name) => require(file)[name]);
  }
  defineLazyProperties(globalThis, ['console'], false, true, () => require('../console/global'));
}

/** The ES module loader loads when a program first says `import`. */
function setUpModules() {
  const modules = internalBinding('module_wrap');
  modules.setImportModuleDynamicallyCallback((referrer, specifier, attributes, hostDefined, phase) => (
    hostDefined === undefined
      ? require('../modules/esm/loader').importDynamically(referrer, specifier, attributes, phase)
      : require('../vm/dynamic_import').importDynamically(hostDefined, specifier, attributes, phase)
  ));
  modules.setInitializeImportMetaObjectCallback((meta, wrap) => {
    if (wrap.vmModule === undefined) {
      require('../modules/esm/loader').initializeImportMeta(meta, wrap);
    } else {
      wrap.vmModule.initializeImportMeta(meta);
    }
  });
}
