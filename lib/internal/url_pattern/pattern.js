'use strict';

const canonical = require('./canonicalize');
const { InvalidPattern } = require('./invalid_pattern');
const { URL } = require('../url');
const { compileComponent } = require('./component');
const { completePattern, completeURL, componentsOf, kComponents } = require('./init');
const { kDefaultOptions, kHostnameOptions, kPathnameOptions } = require('./part');
const { parseConstructorString } = require('./constructor_string');

function isIpv6Pattern(hostname) {
  return /^(?:\[|[{\\]\[)/.test(hostname);
}

function initOf(input, baseURL) {
  if (typeof input !== 'string') {
    if (baseURL !== undefined) throw new InvalidPattern('a base URL beside an init');
    return input;
  }
  const init = parseConstructorString(input);
  if (baseURL === undefined && init.protocol === undefined) throw new InvalidPattern('no base URL');
  return { ...init, baseURL };
}

/** A pattern of all components of a URL, compiled. */
class CompiledPattern {
  /**
   * @param {string | Object<string, string | undefined>} input a constructor string, or patterns of components by name
   * @param {string} [baseURL]
   * @param {boolean} [ignoreCase]
   * @throws {InvalidPattern}
   */
  constructor(input, baseURL = undefined, ignoreCase = false) {
    const patterns = completePattern(initOf(input, baseURL));
    for (const name of kComponents) patterns[name] ??= '*';
    const port = canonical.defaultPort(patterns.protocol);
    if (port !== undefined && patterns.port === port) patterns.port = '';

    this.protocol = compileComponent(patterns.protocol, canonical.canonicalizeProtocol);
    this.username = compileComponent(patterns.username, canonical.canonicalizeUsername);
    this.password = compileComponent(patterns.password, canonical.canonicalizePassword);
    this.hostname = compileComponent(
      patterns.hostname,
      isIpv6Pattern(patterns.hostname) ? canonical.canonicalizeIpv6Hostname : canonical.canonicalizeHostname,
      kHostnameOptions,
    );
    this.port = compileComponent(patterns.port, (text) => canonical.canonicalizePort(text));
    this.pathname = this.#compilePathname(patterns.pathname, ignoreCase);
    this.search = compileComponent(patterns.search, canonical.canonicalizeSearch, kDefaultOptions, ignoreCase);
    this.hash = compileComponent(patterns.hash, canonical.canonicalizeHash, kDefaultOptions, ignoreCase);
  }

  #compilePathname(text, ignoreCase) {
    if (canonical.kSpecialSchemes.some((scheme) => this.protocol.test(scheme))) {
      return compileComponent(text, canonical.canonicalizePathname, kPathnameOptions, ignoreCase);
    }
    return compileComponent(text, canonical.canonicalizeOpaquePathname, kDefaultOptions, ignoreCase);
  }

  get hasRegExpGroups() {
    return kComponents.some((name) => this[name].hasRegExpGroups);
  }

  /** Whether a URL, given by its components, matches. */
  test(components) {
    return kComponents.every((name) => this[name].test(components[name]));
  }

  /**
   * What each component of a URL matched.
   * @param {Object<string, string>} components
   * @returns {Array<{input: string, groups: object}> | null} in the order of `kComponents`
   */
  exec(components) {
    const results = [];
    for (const name of kComponents) {
      const result = this[name].exec(components[name]);
      if (result === null) return null;
      results.push(result);
    }
    return results;
  }
}

/**
 * The components of the URL that an input means.
 * @param {string | Object<string, string | undefined>} input
 * @param {string} [baseURL] for a string only
 * @returns {Object<string, string> | null} null where that is no URL
 */
function urlComponents(input, baseURL) {
  if (typeof input === 'string') {
    const url = URL.parse(input, baseURL);
    return url === null ? null : componentsOf(url);
  }
  try {
    return completeURL(input);
  } catch (error) {
    if (error instanceof InvalidPattern) return null;
    throw error;
  }
}

module.exports = { CompiledPattern, kComponents, urlComponents };
