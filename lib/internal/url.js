'use strict';

const binding = internalBinding('url');
const {
  ERR_INVALID_ARG_TYPE,
  ERR_INVALID_ARG_VALUE,
  ERR_INVALID_FILE_URL_HOST,
  ERR_INVALID_FILE_URL_PATH,
  ERR_INVALID_URL,
  ERR_INVALID_URL_SCHEME,
  ERR_MISSING_ARGS,
} = require('./errors').codes;
const { customInspectSymbol, kEnumerableProperty } = require('./util');
const searchParamsRoom = require('./url/search_params');

const { URLSearchParams } = searchParamsRoom;

/** Which part a setter changes, as the binding counts them. */
const PROTOCOL = 0;
const USERNAME = 1;
const PASSWORD = 2;
const HOST = 3;
const HOSTNAME = 4;
const PORT = 5;
const PATHNAME = 6;
const SEARCH = 7;
const HASH = 8;

/** Where the binding leaves the places of a URL's parts. */
const components = new Int32Array(binding.kComponents);

/** A URL as text and the places of its parts in it. */
class URLContext {
  href = '';
  protocolEnd = 0;
  usernameEnd = 0;
  hostStart = 0;
  hostEnd = 0;
  port = -1;
  pathnameStart = 0;
  searchStart = -1;
  hashStart = -1;

  assign(href) {
    this.href = href;
    this.protocolEnd = components[0];
    this.usernameEnd = components[1];
    this.hostStart = components[2];
    this.hostEnd = components[3];
    this.port = components[4];
    this.pathnameStart = components[5];
    this.searchStart = components[6];
    this.hashStart = components[7];
  }

  get search() {
    if (this.searchStart === -1) return '';
    return this.href.slice(this.searchStart, this.hashStart === -1 ? undefined : this.hashStart);
  }

  get pathname() {
    let end = this.searchStart;
    if (end === -1) end = this.hashStart;
    return this.href.slice(this.pathnameStart, end === -1 ? undefined : end);
  }
}

const kParseOnly = Symbol('kParseOnly');

// The constructor's error is a plain TypeError: its text and its stack do not show the code.
function invalidURL(input, base) {
  const error = new TypeError('Invalid URL');
  Error.captureStackTrace(error, URL);
  error.code = 'ERR_INVALID_URL';
  error.input = input;
  if (base !== undefined) error.base = base;
  return error;
}

class URL {
  #context = new URLContext();
  #searchParams;

  constructor(input, base = undefined) {
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('url');
    if (input === kParseOnly) {
      this.#context.assign(base);
      return;
    }
    input = `${input}`;
    if (base !== undefined) base = `${base}`;
    const href = binding.parse(input, base, components);
    if (href === undefined) throw invalidURL(input, base);
    this.#context.assign(href);
  }

  /**
   * The URL, or null where there is none.
   * @param {string} input
   * @param {string} [base]
   * @returns {URL | null}
   */
  static parse(input, base = undefined) {
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('url');
    input = `${input}`;
    if (base !== undefined) base = `${base}`;
    const href = binding.parse(input, base, components);
    return href === undefined ? null : new URL(kParseOnly, href);
  }

  /**
   * Whether `new URL` would succeed.
   * @param {string} url
   * @param {string} [base]
   * @returns {boolean}
   */
  static canParse(url, base = undefined) {
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('url');
    return binding.canParse(`${url}`, base === undefined ? undefined : `${base}`);
  }

  /** What Node.js says where a private method is called; reading a private field throws by itself. */
  static #check(value) {
    if (typeof value !== 'object' || value === null || !(#context in value)) {
      throw new TypeError('Receiver must be an instance of class URL');
    }
  }

  static #update(url, part, value) {
    const context = url.#context;
    context.assign(binding.update(context.href, part, `${value}`, components));
  }

  #syncSearchParams() {
    if (this.#searchParams !== undefined) {
      searchParamsRoom.replacePairs(this.#searchParams, this.#context.search.slice(1));
    }
  }

  [customInspectSymbol](depth, opts) {
    URL.#check(this);
    if (typeof depth === 'number' && depth < 0) return this;
    const { getConstructorOf } = require('./util');
    const name = (getConstructorOf(this) || URL).name;
    const shown = {
      href: this.href,
      origin: this.origin,
      protocol: this.protocol,
      username: this.username,
      password: this.password,
      host: this.host,
      hostname: this.hostname,
      port: this.port,
      pathname: this.pathname,
      search: this.search,
      searchParams: this.searchParams,
      hash: this.hash,
    };
    if (opts.showHidden) shown[Symbol('context')] = this.#context;
    const { inspect } = require('./util/inspect');
    return `${name} ${inspect(shown, opts)}`;
  }

  toString() {
    URL.#check(this);
    return this.#context.href;
  }

  get href() {
    URL.#check(this);
    return this.#context.href;
  }

  set href(value) {
    const context = this.#context;
    value = `${value}`;
    const href = binding.parse(value, undefined, components);
    if (href === undefined) throw new ERR_INVALID_URL(value);
    context.assign(href);
    this.#syncSearchParams();
  }

  get origin() {
    const context = this.#context;
    const protocol = context.href.slice(0, context.protocolEnd);
    switch (protocol) {
      case 'http:':
      case 'https:':
      case 'ws:':
      case 'wss:':
      case 'ftp:':
        return `${protocol}//${context.href.slice(context.hostStart, context.pathnameStart)}`;
      case 'blob:': {
        const inner = URL.parse(context.pathname);
        return inner !== null && (inner.protocol === 'http:' || inner.protocol === 'https:')
          ? inner.origin
          : 'null';
      }
      default:
        return 'null';
    }
  }

  get protocol() {
    const context = this.#context;
    return context.href.slice(0, context.protocolEnd);
  }

  set protocol(value) {
    URL.#update(this, PROTOCOL, value);
  }

  get username() {
    const context = this.#context;
    return context.usernameEnd > context.protocolEnd + 2
      ? context.href.slice(context.protocolEnd + 2, context.usernameEnd)
      : '';
  }

  set username(value) {
    URL.#update(this, USERNAME, value);
  }

  get password() {
    const context = this.#context;
    return context.hostStart - context.usernameEnd > 1
      ? context.href.slice(context.usernameEnd + 1, context.hostStart - 1)
      : '';
  }

  set password(value) {
    URL.#update(this, PASSWORD, value);
  }

  get host() {
    const context = this.#context;
    const end = context.port === -1 ? context.hostEnd : context.pathnameStart;
    return context.href.slice(context.hostStart, end);
  }

  set host(value) {
    URL.#update(this, HOST, value);
  }

  get hostname() {
    const context = this.#context;
    return context.href.slice(context.hostStart, context.hostEnd);
  }

  set hostname(value) {
    URL.#update(this, HOSTNAME, value);
  }

  get port() {
    const { port } = this.#context;
    return port === -1 ? '' : `${port}`;
  }

  set port(value) {
    URL.#update(this, PORT, value);
  }

  get pathname() {
    return this.#context.pathname;
  }

  set pathname(value) {
    URL.#update(this, PATHNAME, value);
  }

  get search() {
    URL.#check(this);
    const { search } = this.#context;
    return search === '?' ? '' : search;
  }

  set search(value) {
    URL.#update(this, SEARCH, value);
    this.#syncSearchParams();
  }

  get searchParams() {
    if (this.#searchParams === undefined) {
      this.#searchParams = new URLSearchParams(this.#context.search);
      searchParamsRoom.attach(this.#searchParams, (params) => {
        URL.#update(this, SEARCH, params.toString());
      });
    }
    return this.#searchParams;
  }

  get hash() {
    const { href, hashStart } = this.#context;
    return hashStart === -1 || hashStart === href.length - 1 ? '' : href.slice(hashStart);
  }

  set hash(value) {
    URL.#update(this, HASH, value);
  }

  toJSON() {
    URL.#check(this);
    return this.#context.href;
  }

  static createObjectURL(obj) {
    return require('./blob').createObjectURL(obj);
  }

  static revokeObjectURL(url) {
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('url');
    require('./blob').revokeObjectURL(`${url}`);
  }
}

/** Web platform classes have their properties enumerable, in the order of the standard's interface. */
function makeEnumerable(target, names) {
  for (const name of names) Object.defineProperty(target, name, kEnumerableProperty);
}

Object.defineProperty(URL.prototype, Symbol.toStringTag, { __proto__: null, configurable: true, value: 'URL' });
makeEnumerable(URL.prototype, [
  'toString', 'href', 'origin', 'protocol', 'username', 'password', 'host', 'hostname', 'port', 'pathname', 'search',
  'searchParams', 'hash', 'toJSON',
]);
makeEnumerable(URL, ['canParse', 'parse', 'createObjectURL', 'revokeObjectURL']);

/**
 * Whether a value is a URL of ours or looks like one; the legacy parser's results don't.
 * @param {*} value
 * @returns {boolean}
 */
function isURL(value) {
  return Boolean(
    value?.href && value.protocol && value.auth === undefined && value.path === undefined,
  );
}

function domainToASCII(domain) {
  if (arguments.length < 1) throw new ERR_MISSING_ARGS('domain');
  return binding.domainToASCII(`${domain}`);
}

function domainToUnicode(domain) {
  if (arguments.length < 1) throw new ERR_MISSING_ARGS('domain');
  return binding.domainToUnicode(`${domain}`);
}

/**
 * The options that `http.request` takes for a URL.
 * @param {URL} url
 * @returns {object}
 */
function urlToHttpOptions(url) {
  const { kValidateObjectAllowObjects, validateObject } = require('./validators');
  validateObject(url, 'url', kValidateObjectAllowObjects);
  const { protocol, hostname, hash, search, pathname, href, port, username, password } = url;
  // The parser of requests wants IPv6 addresses without their brackets.
  const host = hostname?.startsWith('[') ? hostname.slice(1, -1) : hostname;
  const path = `${pathname || ''}${search || ''}`;
  const options = { __proto__: null, ...url, protocol, hostname: host, hash, search, pathname, path, href };
  if (port !== '') options.port = +port;
  if (username || password) options.auth = [username, password].map(decodeURIComponent).join(':');
  return options;
}

// --- files ----------------------------------------------------------------------------------

function invalidPath(reason, url) {
  return new ERR_INVALID_FILE_URL_PATH(reason, url);
}

function pathOfWindowsUrl(url, decode) {
  const { hostname } = url;
  const encoded = url.pathname;
  if (/%(?:2f|5c)/i.test(encoded)) throw invalidPath('must not include encoded \\ or / characters', url);
  const decoded = decode(encoded.replaceAll('/', '\\'));
  if (hostname !== '') return `\\\\${domainToUnicode(hostname)}${decoded}`;
  if (/^\\[a-z]:/i.test(decoded)) return decoded.slice(1);
  throw invalidPath('must be absolute', url);
}

function pathOfPosixUrl({ hostname, pathname }, decode, url) {
  if (hostname !== '') throw new ERR_INVALID_FILE_URL_HOST(process.platform);
  if (!/%2f/i.test(pathname)) return decode(pathname);
  throw invalidPath('must not include encoded / characters', url);
}

function pathOfUrl(path, options, decode) {
  const url = typeof path === 'string' ? new URL(path) : path;
  if (!isURL(url)) throw new ERR_INVALID_ARG_TYPE('path', ['string', 'URL'], path);
  if (url.protocol !== 'file:') throw new ERR_INVALID_URL_SCHEME('file');
  const forWindows = options?.windows ?? process.platform === 'win32';
  return forWindows ? pathOfWindowsUrl(url, decode) : pathOfPosixUrl(url, decode, url);
}

/**
 * The path that a `file:` URL means.
 * @param {string | URL} path
 * @param {{windows?: boolean}} [options]
 * @returns {string}
 */
function fileURLToPath(path, options = undefined) {
  return pathOfUrl(path, options, decodeURIComponent);
}

/** As `fileURLToPath`, for names that are no UTF-8. */
function fileURLToPathBuffer(path, options = undefined) {
  const { Buffer } = require('../buffer');
  return require('../querystring').unescapeBuffer(
    Buffer.from(pathOfUrl(path, options, (pathname) => pathname)),
  );
}

// What the URL parser would leave as it is (or take for more than a path) although Node.js escapes it.
const ESCAPED_IN_PATH = {
  '%': '%25', '\\': '%5C', '\n': '%0A', '\r': '%0D', '\t': '%09', '?': '%3F', '#': '%23',
  '[': '%5B', ']': '%5D', '|': '%7C', '~': '%7E',
};

function escapePath(path, expression) {
  return expression.test(path) ? path.replace(expression, (c) => ESCAPED_IN_PATH[c]) : path;
}

/**
 * The `file:` URL of a path.
 * @param {string} filepath
 * @param {{windows?: boolean}} [options]
 * @returns {URL}
 */
function pathToFileURL(filepath, options = undefined) {
  require('./validators').validateString(filepath, 'path');
  const windows = options?.windows ?? process.platform === 'win32';
  if (windows && /^\\\\(?![?.]\\)|^\\\\\?\\UNC\\/i.test(filepath)) return shareToFileURL(filepath);
  // `\\?\C:\file` is C:\file.
  if (windows && /^\\\\\?\\[a-z]:/i.test(filepath)) filepath = filepath.slice(4);
  const path = require('../path')[windows ? 'win32' : 'posix'];
  let resolved = path.resolve(filepath);
  const last = filepath[filepath.length - 1];
  const isDirectory = last === '/' || (windows && last === '\\');
  if (isDirectory && resolved[resolved.length - 1] !== path.sep) resolved += '/';
  if (!windows) return new URL(`file://${escapePath(resolved, /[%\\\n\r\t?#[\]|~]/g)}`);
  return new URL(`file:///${escapePath(resolved, /[%\n\r\t?#[\]|~]/g)}`);
}

/** `\\server\share\file`. */
function shareToFileURL(filepath) {
  const prefix = /^\\\\\?\\UNC\\/i.test(filepath) ? 8 : 2;
  const end = filepath.indexOf('\\', prefix);
  if (end === -1) {
    throw new ERR_INVALID_ARG_VALUE('path', filepath, 'Missing UNC resource path');
  }
  if (end === prefix) {
    throw new ERR_INVALID_ARG_VALUE('path', filepath, 'Empty UNC servername');
  }
  const url = new URL('file://');
  url.hostname = filepath.slice(prefix, end);
  url.pathname = escapePath(filepath.slice(end).replaceAll('\\', '/'), /[%\n\r\t?#[\]|~]/g);
  return url;
}

module.exports = {
  URL,
  URLSearchParams,
  domainToASCII,
  domainToUnicode,
  encodeStr: searchParamsRoom.encodeComponent,
  fileURLToPath,
  fileURLToPathBuffer,
  isURL,
  pathToFileURL,
  urlToHttpOptions,
};
