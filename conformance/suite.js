'use strict';

const fs = require('node:fs');
const path = require('node:path');

// Node.js's private insides: a program cannot ask for them, so such tests are counted apart.
const INTERNALS = new RegExp([
  'expose[-_]internals',
  'internalBinding\\(',
  'process\\.binding\\(',
  'natives[-_]syntax',
  'test/internal',
  'node:internal/test',
].join('|'));

// File names start with the module's name, or with one of these.
const MODULE_OF_PREFIX = new Map(Object.entries({
  'abortcontroller': 'globals',
  'abortsignal': 'globals',
  'aborted': 'util',
  'als': 'async-hooks',
  'async-hooks': 'async-hooks',
  'async-local-storage': 'async-hooks',
  'async-context-frame': 'async-hooks',
  'async-wrap': 'async-hooks',
  'asyncresource': 'async-hooks',
  'atob': 'buffer',
  'btoa': 'buffer',
  'blob': 'buffer',
  'file': 'buffer',
  'broadcastchannel': 'worker',
  'child-process': 'child-process',
  'cli': 'cli',
  'c-ares': 'dns',
  'console': 'console',
  'cjs': 'module',
  'corepack': 'cli',
  'debugger': 'inspector',
  'diagnostics-channel': 'diagnostics-channel',
  'dotenv': 'cli',
  'double-tls': 'tls',
  'diagnostic-channel': 'diagnostics-channel',
  'error': 'errors',
  'errors': 'errors',
  'event-emitter': 'events',
  'event-capture': 'events',
  'event-target': 'globals',
  'eventtarget': 'globals',
  'events': 'events',
  'eventsource': 'globals',
  'customevent': 'globals',
  'domexception': 'globals',
  'fetch': 'globals',
  'file-write': 'fs',
  'filehandle': 'fs',
  'global': 'globals',
  'structuredClone': 'globals',
  'navigator': 'globals',
  'webstorage': 'globals',
  'websocket': 'globals',
  'heap': 'v8',
  'heapdump': 'v8',
  'icu': 'intl',
  'intl': 'intl',
  'internal': 'internal',
  'kill-segfault': 'process',
  'listen-fd': 'net',
  'loaders': 'module',
  'memory-usage': 'process',
  'messagechannel': 'worker',
  'messageport': 'worker',
  'messageevent': 'worker',
  'microtask': 'process',
  'mime-api': 'util',
  'mime-whatwg': 'util',
  'module': 'module',
  'next-tick': 'process',
  'nexttick': 'process',
  'parse-args': 'util',
  'perf-hooks': 'perf-hooks',
  'performance': 'perf-hooks',
  'performanceobserver': 'perf-hooks',
  'pipe': 'net',
  'preload': 'module',
  'promise': 'process',
  'promises': 'process',
  'queue-microtask': 'process',
  'readable': 'stream',
  'release': 'process',
  'require': 'module',
  'runner': 'test-runner',
  'set-process': 'process',
  'set-incoming': 'http',
  'signal': 'process',
  'signals': 'process',
  'single-executable': 'sea',
  'socket': 'net',
  'source-map': 'module',
  'stdin': 'process',
  'stdio': 'process',
  'stdout': 'process',
  'stderr': 'process',
  'streams': 'stream',
  'stream2': 'stream',
  'stream3': 'stream',
  'string-decoder': 'string-decoder',
  'styletext': 'util',
  'tcp-wrap': 'net',
  'timer': 'timers',
  'tick': 'process',
  'trace-events': 'trace-events',
  'ttywrap': 'tty',
  'typescript': 'typescript',
  'umask': 'process',
  'unhandled': 'process',
  'uncaught': 'process',
  'uv': 'util',
  'webcrypto': 'webcrypto',
  'whatwg-url': 'url',
  'whatwg-encoding': 'util',
  'whatwg-events': 'globals',
  'whatwg-readablebytestream': 'webstreams',
  'whatwg-readablestream': 'webstreams',
  'whatwg-transformstream': 'webstreams',
  'whatwg-webstreams': 'webstreams',
  'whatwg-writablestream': 'webstreams',
  'webstream': 'webstreams',
  'webstreams': 'webstreams',
  'wrap-js-stream': 'net',
  'x509': 'crypto',
}));

const MODULES = new Set([
  'assert', 'buffer', 'cluster', 'console', 'crypto', 'dgram', 'dns', 'domain', 'events', 'fs',
  'http', 'http2', 'https', 'inspector', 'net', 'os', 'path', 'permission', 'process', 'punycode',
  'querystring', 'readline', 'repl', 'sea', 'snapshot', 'sqlite', 'stream', 'timers', 'tls', 'tty',
  'url', 'util', 'v8', 'vm', 'wasi', 'worker', 'zlib',
]);

/**
 * Names the module that a test is about, by its file name.
 * @param {string} suite the folder
 * @param {string} file the name of the file
 * @returns {string}
 */
function moduleOf(suite, file) {
  if (suite === 'es-module' || suite === 'module-hooks') return 'esm';
  if (suite === 'async-hooks') return 'async-hooks';
  const words = file.replace(/^test-/, '').replace(/\.[cm]?js$/, '').split('-');
  for (let length = Math.min(3, words.length); length > 0; length--) {
    const prefix = words.slice(0, length).join('-');
    if (MODULES.has(prefix)) return prefix;
    const module = MODULE_OF_PREFIX.get(prefix);
    if (module) return module;
  }
  return 'other';
}

/** The options that a test asks for in its `// Flags:` lines. */
function flagsOf(source) {
  return [...source.matchAll(/^\/\/ Flags:(.*)$/gm)]
    .flatMap((match) => match[1].trim().split(/\s+/))
    .filter(Boolean);
}

/**
 * Lists the tests of a checkout.
 * @param {string} checkout the folder that has test/
 * @param {string[]} suites folders in test/
 * @returns {{name: string, file: string, module: string, flags: string[], internal: boolean}[]}
 */
function findTests(checkout, suites) {
  const tests = [];
  for (const suite of suites) {
    const folder = path.resolve(checkout, 'test', suite);
    for (const entry of fs.readdirSync(folder).sort()) {
      if (!/^test-.*\.[cm]?js$/.test(entry)) continue;
      const file = path.join(folder, entry);
      const source = fs.readFileSync(file, 'utf8');
      tests.push({
        name: `${suite}/${entry}`,
        file,
        module: moduleOf(suite, entry),
        flags: flagsOf(source),
        internal: INTERNALS.test(source),
      });
    }
  }
  return tests;
}

module.exports = { findTests, moduleOf };
