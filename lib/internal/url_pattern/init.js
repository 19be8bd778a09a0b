'use strict';

// Completes the members of a URLPatternInit from its base URL and, where it describes a URL, makes them canonical.

const canonical = require('./canonicalize');
const { InvalidPattern } = require('./invalid_pattern');
const { escapePattern } = require('./part');
const { URL } = require('../url');

/** A URL's components in the order of URLPattern's interface. */
const kComponents = ['protocol', 'username', 'password', 'hostname', 'port', 'pathname', 'search', 'hash'];

/** A component comes from the base URL when the init has none of these: itself and what stands before it in a URL. */
const kInheritedUnless = {
  protocol: ['protocol'],
  username: ['protocol', 'hostname', 'port', 'username'],
  password: ['protocol', 'hostname', 'port', 'username', 'password'],
  hostname: ['protocol', 'hostname'],
  port: ['protocol', 'hostname', 'port'],
  pathname: ['protocol', 'hostname', 'port', 'pathname'],
  search: ['protocol', 'hostname', 'port', 'pathname', 'search'],
  hash: ['protocol', 'hostname', 'port', 'pathname', 'search', 'hash'],
};

/**
 * A URL's components without the separators between them.
 * @param {URL} url
 * @returns {Object<string, string>}
 */
function componentsOf({ protocol, username, password, hostname, port, pathname, search, hash }) {
  return {
    protocol: protocol.slice(0, -1),
    username,
    password,
    hostname,
    port,
    pathname,
    search: search.slice(1),
    hash: hash.slice(1),
  };
}

function parseBase(text) {
  const url = URL.parse(text);
  if (url === null) throw new InvalidPattern('no base URL');
  return componentsOf(url);
}

function withoutSeparators(init) {
  const result = { ...init };
  if (init.protocol !== undefined) result.protocol = init.protocol.replace(/:$/, '');
  if (init.search !== undefined) result.search = init.search.replace(/^\?/, '');
  if (init.hash !== undefined) result.hash = init.hash.replace(/^#/, '');
  return result;
}

function inherit(init, base, isPattern) {
  for (const component of kComponents) {
    // A pattern that says nothing of credentials shall match all of them.
    if (isPattern && (component === 'username' || component === 'password')) continue;
    if (kInheritedUnless[component].some((name) => init.given[name] !== undefined)) continue;
    init.result[component] = isPattern ? escapePattern(base[component]) : base[component];
  }
}

function isAbsolutePathname(pathname, isPattern) {
  return pathname.startsWith('/') || (isPattern && /^[\\{]\//.test(pathname));
}

/** A relative path counts from the last slash of the base's. */
function resolvePathname(pathname, base, isPattern) {
  const isOpaque = !base.pathname.startsWith('/');
  if (isOpaque || isAbsolutePathname(pathname, isPattern)) return pathname;
  const basePathname = isPattern ? escapePattern(base.pathname) : base.pathname;
  return basePathname.slice(0, basePathname.lastIndexOf('/') + 1) + pathname;
}

function canonicalizeAll(init) {
  const protocol = canonical.canonicalizeProtocol(init.protocol ?? '');
  const isHierarchical = protocol === '' || canonical.isSpecialScheme(protocol);
  const canonicalizePathname =
    isHierarchical ? canonical.canonicalizePathname : canonical.canonicalizeOpaquePathname;
  return {
    protocol,
    username: canonical.canonicalizeUsername(init.username ?? ''),
    password: canonical.canonicalizePassword(init.password ?? ''),
    hostname: canonical.canonicalizeHostname(init.hostname ?? ''),
    port: canonical.canonicalizePort(init.port ?? '', protocol),
    pathname: canonicalizePathname(init.pathname ?? ''),
    search: canonical.canonicalizeSearch(init.search ?? ''),
    hash: canonical.canonicalizeHash(init.hash ?? ''),
  };
}

function complete(given, isPattern) {
  const result = withoutSeparators(given);
  if (given.baseURL === undefined) return result;
  const base = parseBase(given.baseURL);
  inherit({ given, result }, base, isPattern);
  if (given.pathname !== undefined) {
    result.pathname = resolvePathname(given.pathname, base, isPattern);
  }
  return result;
}

/**
 * The patterns of all components; `undefined` for those that the init and its base say nothing of.
 * @param {Object<string, string | undefined>} init
 * @returns {Object<string, string | undefined>}
 * @throws {InvalidPattern}
 */
function completePattern(init) {
  return complete(init, true);
}

/**
 * All components of the URL that an init describes.
 * @param {Object<string, string | undefined>} init
 * @returns {Object<string, string>}
 * @throws {InvalidPattern}
 */
function completeURL(init) {
  return canonicalizeAll(complete(init, false));
}

module.exports = { completePattern, completeURL, componentsOf, kComponents };
