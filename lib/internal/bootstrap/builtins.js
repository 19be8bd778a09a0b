'use strict';

// The public modules: which names `require` takes, with and without `node:`.

const { hasBuiltin } = internalBinding('builtins');

/** In the order of `module.builtinModules`. */
const publicIds = [
  '_http_agent', '_http_client', '_http_common', '_http_incoming', '_http_outgoing',
  '_http_server', '_stream_duplex', '_stream_passthrough', '_stream_readable',
  '_stream_transform', '_stream_wrap', '_stream_writable', '_tls_common', '_tls_wrap', 'assert',
  'assert/strict', 'async_hooks', 'buffer', 'child_process', 'cluster', 'console', 'constants',
  'crypto', 'dgram', 'diagnostics_channel', 'dns', 'dns/promises', 'domain', 'events', 'fs',
  'fs/promises', 'http', 'http2', 'https', 'inspector', 'inspector/promises', 'module', 'net',
  'os', 'path', 'path/posix', 'path/win32', 'perf_hooks', 'process', 'punycode', 'querystring',
  'readline', 'readline/promises', 'repl', 'stream', 'stream/consumers', 'stream/promises',
  'stream/web', 'string_decoder', 'sys', 'timers', 'timers/promises', 'tls', 'trace_events',
  'tty', 'url', 'util', 'util/types', 'v8', 'vm', 'wasi', 'worker_threads', 'zlib',
];

/** Those that need the `node:` prefix. */
const schemeOnlyIds = ['sea', 'sqlite', 'test', 'test/reporters'];

const known = new Set(publicIds);
const knownWithScheme = new Set(schemeOnlyIds);

/**
 * The built-in module that a user's specifier names, if any.
 * @param {string} specifier `fs`, `node:fs`, `node:test`...
 * @returns {string | undefined} the module's id
 */
function builtinId(specifier) {
  if (specifier.startsWith('node:')) {
    const id = specifier.slice(5);
    return known.has(id) || knownWithScheme.has(id) ? id : undefined;
  }
  return known.has(specifier) ? specifier : undefined;
}

/**
 * Loads a public module for user code.
 * @param {string} id as {@link builtinId} gives it
 * @returns {any}
 */
function requirePublic(id) {
  if (!hasBuiltin(id)) {
    const { codes } = require('../errors');
    throw new codes.ERR_FEATURE_UNAVAILABLE_ON_PLATFORM(`The built-in module node:${id}`);
  }
  return require('./realm').requireBuiltin(id);
}

/** Whether the module of an id also goes by its name without `node:`. */
function canBeRequiredWithoutScheme(id) {
  return known.has(id);
}

/** `module.builtinModules`: what is built in, scheme-only modules with their prefix. */
function builtinModules() {
  return [...publicIds, ...schemeOnlyIds.map((id) => `node:${id}`)];
}

module.exports = { builtinId, builtinModules, canBeRequiredWithoutScheme, requirePublic };
