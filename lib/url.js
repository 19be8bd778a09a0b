'use strict';

const { toASCII } = internalBinding('url');
const { ERR_INVALID_ARG_TYPE, ERR_INVALID_URL } = require('./internal/errors').codes;
const { validateObject, validateString } = require('./internal/validators');
const { defineLazyProperties } = require('./internal/util');
const { resolveObject } = require('./internal/url/resolve');
const { hostlessProtocol, slashedProtocol, unsafeProtocol } = require('./internal/url/protocols');

const kMaxHostLength = 255;

const PROTOCOL = /^[a-z0-9.+-]+:/i;
const PORT = /:[0-9]*$/;
const AUTH_WITHOUT_PROTOCOL = /^\/\/[^@/]+@[^@/]+/;

/** A path with or without a query, as every request of a server has one. */
const SIMPLE_PATH = /^(\/\/?(?!\/)[^?\s]*)(\?[^\s]*)?$/;

const FORBIDDEN_IN_HOST = /[\0\t\n\r #%/:<>?@[\\\]^|]/;
const FORBIDDEN_IN_ADDRESS = /[\0\t\n\r #%/<>?@\\^|]/;

/** What ends a host without being a delimiter: none of it may stand in one. */
const NOT_IN_HOST = /[\t\n\r "%';<>\\^`{|}]/;

const ESCAPED = /[\t\n\r "'<>\\^`{|}]/g;
// Control characters count as white space around a URL.
// eslint-disable-next-line no-control-regex
const OUTER_SPACE = /^[\x00-\x20\u00a0\ufeff]+|[\x00-\x20\u00a0\ufeff]+$/g;
const NEEDS_ESCAPE = /[\t\n\r "'<>\\^`{|}]/;

/** The result of the legacy parser. */
function Url() {
  this.protocol = null;
  this.slashes = null;
  this.auth = null;
  this.host = null;
  this.port = null;
  this.hostname = null;
  this.hash = null;
  this.search = null;
  this.query = null;
  this.pathname = null;
  this.path = null;
  this.href = null;
}

let parseWarned = false;
let parseChecks = 0;

/** Finding out who calls is dear, so a program whose packages call often is not asked for ever. */
function warnAboutParse() {
  if (parseWarned || parseChecks++ > 100) return;
  const { isInsideNodeModules } = require('./internal/util');
  if (isInsideNodeModules()) return;
  parseWarned = true;
  process.emitWarning(
    '`url.parse()` behavior is not standardized and prone to errors that have security ' +
      'implications. Use the WHATWG URL API instead. CVEs are not issued for `url.parse()` ' +
      'vulnerabilities.',
    'DeprecationWarning',
    'DEP0169',
  );
}

/**
 * Parses a URL the way Node.js did before the URL Standard.
 * @deprecated use the `URL` class
 * @param {string} url
 * @param {boolean} [parseQueryString] whether `query` becomes an object
 * @param {boolean} [slashesDenoteHost] whether `//host/path` has a host
 * @returns {Url}
 */
function urlParse(url, parseQueryString, slashesDenoteHost) {
  warnAboutParse();
  if (url instanceof Url) return url;
  const parsed = new Url();
  parsed.parse(url, parseQueryString, slashesDenoteHost);
  return parsed;
}

function parseQuery(query) {
  return require('./querystring').parse(query);
}

/** The text without white space around it, and with backslashes before `?` and `#` turned round. */
function tidy(url) {
  const text = url.replace(OUTER_SPACE, '');
  if (!text.includes('\\')) return text;
  const end = text.search(/[?#]/);
  return end === -1
    ? text.replaceAll('\\', '/')
    : text.slice(0, end).replaceAll('\\', '/') + text.slice(end);
}

Url.prototype.parse = function parse(url, parseQueryString, slashesDenoteHost) {
  validateString(url, 'url');
  let rest = tidy(url);
  if (!slashesDenoteHost && this._parseSimple(rest, parseQueryString)) return this;
  const protocol = PROTOCOL.exec(rest)?.[0];
  const lowerProtocol = protocol?.toLowerCase();
  if (protocol !== undefined) {
    this.protocol = lowerProtocol;
    rest = rest.slice(protocol.length);
  }
  let slashes = false;
  if (slashesDenoteHost || protocol || AUTH_WITHOUT_PROTOCOL.test(rest)) {
    slashes = rest.startsWith('//');
    if (slashes && !hostlessProtocol.has(lowerProtocol)) {
      rest = rest.slice(2);
      this.slashes = true;
    }
  }
  if (
    !hostlessProtocol.has(lowerProtocol) &&
    (slashes || (protocol !== undefined && !slashedProtocol.has(protocol)))
  ) {
    rest = takeHost(this, rest, url);
  }
  if (!unsafeProtocol.has(lowerProtocol) && NEEDS_ESCAPE.test(rest)) {
    rest = rest.replace(ESCAPED, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`);
  }
  takePath(this, rest, parseQueryString);
  if (slashedProtocol.has(lowerProtocol) && this.hostname && !this.pathname) this.pathname = '/';
  if (this.pathname || this.search) this.path = `${this.pathname || ''}${this.search || ''}`;
  this.href = this.format();
  return this;
};

Object.defineProperty(Url.prototype, '_parseSimple', {
  configurable: true,
  writable: true,
  /** Takes a path apart; false where the text is something else. */
  value(rest, parseQueryString) {
    if (rest.charCodeAt(0) !== 47 || rest.includes('#') || rest.includes('@')) return false;
    const match = SIMPLE_PATH.exec(rest);
    if (match === null) return false;
    this.path = rest;
    this.href = rest;
    this.pathname = match[1];
    if (match[2]) {
      this.search = match[2];
      this.query = parseQueryString ? parseQuery(match[2].slice(1)) : match[2].slice(1);
    } else if (parseQueryString) {
      this.query = { __proto__: null };
    }
    return true;
  },
});

/** Takes `auth@host:port` off the text; returns what is left. */
function takeHost(result, rest, url) {
  rest = withoutBreaks(rest);
  let hostEnd = -1;
  let at = -1;
  let stop = -1;
  for (let i = 0; i < rest.length && hostEnd === -1; i++) {
    const c = rest[i];
    if (c === '/' || c === '?' || c === '#') {
      if (stop === -1) stop = i;
      hostEnd = i;
    } else if (c === '@') {
      at = i;
      stop = -1;
    } else if (stop === -1 && NOT_IN_HOST.test(c)) {
      stop = i;
    }
  }
  let start = 0;
  if (at !== -1) {
    result.auth = decodeURIComponent(rest.slice(0, at));
    start = at + 1;
  }
  const host = stop === -1 ? rest.slice(start) : rest.slice(start, stop);
  rest = stop === -1 ? '' : rest.slice(stop);
  const port = PORT.exec(host)?.[0];
  if (port !== undefined && port !== ':') result.port = port.slice(1);
  result.host = port === undefined ? host : host.slice(0, -port.length);
  result.hostname = result.host || '';
  return setHostname(result, rest, url);
}

// Tabs and line breaks do not count before the path, as in the URL standard.
function withoutBreaks(rest) {
  return rest.replace(/^[^/?#]*/, (authority) => authority.replace(/[\t\n\r]/g, ''));
}

function setHostname(result, rest, url) {
  let hostname = result.hostname;
  const isAddress = hostname[0] === '[' && hostname[hostname.length - 1] === ']';
  if (!isAddress) {
    const colon = hostname.indexOf(':');
    if (colon !== -1) {
      warnAboutPort(url);
      rest = `/${hostname.slice(colon)}${rest}`;
      hostname = hostname.slice(0, colon);
    }
  }
  hostname = hostname.length > kMaxHostLength ? '' : hostname.toLowerCase();
  if (hostname !== '') {
    if (isAddress) {
      if (FORBIDDEN_IN_ADDRESS.test(hostname)) throw new ERR_INVALID_URL(url);
    } else {
      hostname = toASCII(hostname);
      if (hostname === '' || FORBIDDEN_IN_HOST.test(hostname)) throw new ERR_INVALID_URL(url);
    }
  }
  result.hostname = hostname;
  result.host = `${hostname}${result.port ? `:${result.port}` : ''}`;
  if (isAddress) {
    result.hostname = hostname.slice(1, -1);
    if (rest[0] !== '/') rest = `/${rest}`;
  }
  return rest;
}

let portWarned = false;

function warnAboutPort(url) {
  if (portWarned) return;
  portWarned = true;
  process.emitWarning(
    `The URL ${url} is invalid. Future versions of Node.js will throw an error.`,
    'DeprecationWarning',
    'DEP0170',
  );
}

function takePath(result, rest, parseQueryString) {
  const hash = rest.indexOf('#');
  if (hash !== -1) {
    result.hash = rest.slice(hash);
    rest = rest.slice(0, hash);
  }
  const question = rest.indexOf('?');
  if (question !== -1) {
    result.search = rest.slice(question);
    result.query = rest.slice(question + 1);
    if (parseQueryString) result.query = parseQuery(result.query);
    rest = rest.slice(0, question);
  } else if (parseQueryString) {
    result.search = null;
    result.query = { __proto__: null };
  }
  if (rest !== '') result.pathname = rest;
}

function encodeAuth(auth) {
  return encodeURIComponent(auth).replace(/%3A/gi, ':');
}

function isIpv6(hostname) {
  return hostname[0] === '[' && hostname[hostname.length - 1] === ']';
}

Url.prototype.format = function format() {
  const auth = this.auth ? `${encodeAuth(this.auth)}@` : '';
  let protocol = this.protocol || '';
  let pathname = this.pathname || '';
  let hash = this.hash || '';
  let host = '';
  if (this.host) {
    host = auth + this.host;
  } else if (this.hostname) {
    const { hostname } = this;
    host = auth + (hostname.includes(':') && !isIpv6(hostname) ? `[${hostname}]` : hostname);
    if (this.port) host += `:${this.port}`;
  }
  let query = '';
  if (this.query !== null && typeof this.query === 'object') {
    query = require('./querystring').stringify(this.query);
  }
  let search = this.search || (query ? `?${query}` : '');
  if (protocol && protocol[protocol.length - 1] !== ':') protocol += ':';
  pathname = pathname.replace(/[#?]/g, (c) => (c === '#' ? '%23' : '%3F'));
  if (this.slashes || slashedProtocol.has(protocol)) {
    if (this.slashes || host) {
      if (pathname && pathname[0] !== '/') pathname = `/${pathname}`;
      host = `//${host}`;
    } else if (protocol.startsWith('file')) {
      host = '//';
    }
  }
  search = search.replaceAll('#', '%23');
  if (hash && hash[0] !== '#') hash = `#${hash}`;
  if (search && search[0] !== '?') search = `?${search}`;
  return protocol + host + pathname + search + hash;
};

/**
 * Writes a URL, of either kind, or an object like one.
 * @param {string | URL | object} urlObject
 * @param {{auth?: boolean, fragment?: boolean, search?: boolean, unicode?: boolean}} [options]
 *     for a `URL` only
 * @returns {string}
 */
function urlFormat(urlObject, options) {
  let legacy = urlObject;
  if (typeof urlObject === 'string') {
    legacy = urlParse(urlObject);
  } else {
    const isObject = typeof urlObject === 'object' && urlObject !== null;
    if (!isObject) throw new ERR_INVALID_ARG_TYPE('urlObject', ['Object', 'string'], urlObject);
    if (isWhatwg(urlObject)) return formatWhatwg(urlObject, options);
  }
  return Url.prototype.format.call(legacy);
}

function isWhatwg(value) {
  return !(value instanceof Url) && value instanceof require('./internal/url').URL;
}

function formatWhatwg(url, options) {
  if (options) validateObject(options, 'options');
  const wants = (part, byDefault) => Boolean(options?.[part] ?? byDefault);
  const authority = url.href.startsWith('//', url.protocol.length) ?
    formatAuthority(url, wants('auth', true), wants('unicode', false)) : '';
  const search = wants('search', true) ? url.search : '';
  const fragment = wants('fragment', true) ? url.hash : '';
  return url.protocol + authority + url.pathname + search + fragment;
}

function formatAuthority({ username, password, hostname, port }, withAuth, unicode) {
  let auth = '';
  if (withAuth && password) auth = `${username}:${password}@`;
  else if (withAuth && username) auth = `${username}@`;
  const host = (unicode && require('./internal/url').domainToUnicode(hostname)) || hostname;
  return `//${auth}${host}${port && `:${port}`}`;
}

Url.prototype.resolve = function resolve(relative) {
  return this.resolveObject(urlParse(relative, false, true)).format();
};

Url.prototype.resolveObject = function resolveObject_(relative) {
  if (typeof relative === 'string') relative = new Url().parse(relative, false, true);
  return resolveObject(Object.assign(new Url(), this), relative);
};

Url.prototype.parseHost = function parseHost() {
  const port = PORT.exec(this.host)?.[0];
  let { host } = this;
  if (port !== undefined) {
    if (port !== ':') this.port = port.slice(1);
    host = host.slice(0, host.length - port.length);
  }
  if (host) this.hostname = host;
};

/**
 * The URL that `relative` is on the page `source`.
 * @param {string} source
 * @param {string} relative
 * @returns {string}
 */
function urlResolve(source, relative) {
  return urlParse(source, false, true).resolve(relative);
}

function urlResolveObject(source, relative) {
  return source ? urlParse(source, false, true).resolveObject(relative) : relative;
}

module.exports = {
  Url,
  parse: urlParse,
  resolve: urlResolve,
  resolveObject: urlResolveObject,
  format: urlFormat,
};
defineLazyProperties(module.exports, () => require('./internal/url'), ['URL']);
defineLazyProperties(module.exports, () => require('./internal/urlpattern'), ['URLPattern']);
defineLazyProperties(module.exports, () => require('./internal/url'), [
  'URLSearchParams',
  'domainToASCII',
  'domainToUnicode',
  'pathToFileURL',
  'fileURLToPath',
  'fileURLToPathBuffer',
  'urlToHttpOptions',
]);
