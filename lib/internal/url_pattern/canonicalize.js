'use strict';

// Brings text into the form that a URL would have it in, so that it can be compared with URLs. Each function takes one
// component's text and throws InvalidPattern where no URL can have it. Empty text stays.

const { domainToASCII } = internalBinding('url');
const { InvalidPattern } = require('./invalid_pattern');
const { URL } = require('../url');

const kMaxPort = 65535;

const kDefaultPorts = {
  __proto__: null, 'http': '80', 'https': '443', 'ws': '80', 'wss': '443', 'ftp': '21', 'file': '',
};

/** The schemes that the URL Standard calls special. */
const kSpecialSchemes = Object.keys(kDefaultPorts);

function isSpecialScheme(protocol) {
  return protocol in kDefaultPorts;
}

/** A special scheme's usual port; `undefined` where there is none. */
function defaultPort(protocol) {
  return kDefaultPorts[protocol] || undefined;
}

function dummyURL() {
  return new URL('https://dummy.invalid/');
}

/** What the URL parser takes no notice of. */
function withoutBreaks(text) {
  return text.replace(/[\t\n\r]/g, '');
}

function canonicalizeProtocol(text) {
  if (text === '') return '';
  const url = URL.parse(`${text}://dummy.invalid`);
  if (url === null) throw new InvalidPattern('no protocol');
  return url.protocol.slice(0, -1);
}

function canonicalizeUsername(text) {
  const url = dummyURL();
  url.username = text;
  return url.username;
}

function canonicalizePassword(text) {
  const url = dummyURL();
  url.password = text;
  return url.password;
}

/** Node.js reads every host name as one of a special scheme: there are no opaque hosts in patterns. */
function canonicalizeHostname(text) {
  if (text === '') return '';
  const [hostname] = withoutBreaks(text).split(/[/?#\\]/, 1);
  const isAddress = hostname.startsWith('[');
  const ascii = !isAddress && hostname.includes(':') ? '' : domainToASCII(hostname);
  if (ascii === '') throw new InvalidPattern('no host name');
  return ascii;
}

/** Of an address, or a piece of one: it is checked only for its characters. */
function canonicalizeIpv6Hostname(text) {
  if (/[^0-9a-f[\]:]/i.test(text)) throw new InvalidPattern('no IPv6 address');
  return text.toLowerCase();
}

/** @param {string} [protocol] whose usual port counts as none */
function canonicalizePort(text, protocol = undefined) {
  if (text === '') return '';
  const digits = /^[0-9]+/.exec(withoutBreaks(text))?.[0];
  if (digits === undefined || Number(digits) > kMaxPort) throw new InvalidPattern('no port');
  const port = `${Number(digits)}`;
  return protocol !== undefined && port === defaultPort(protocol) ? '' : port;
}

function canonicalizePathname(text) {
  if (text === '') return '';
  const url = dummyURL();
  const isAbsolute = text.startsWith('/');
  // Text behind a group has no slash of its own, and a dot there must not be taken for a segment.
  url.pathname = isAbsolute ? text : `/-${text}`;
  return isAbsolute ? url.pathname : url.pathname.slice(2);
}

/** Of a URL like `data:text/plain`. Node.js parses such a URL, so that a path with a slash first has segments all the same. */
function canonicalizeOpaquePathname(text) {
  const url = URL.parse(`data:${text}`);
  if (url === null) throw new InvalidPattern('no pathname');
  return url.pathname;
}

function canonicalizeSearch(text) {
  const url = dummyURL();
  url.search = `?${text}`;
  return url.search.slice(1);
}

function canonicalizeHash(text) {
  const url = dummyURL();
  url.hash = `#${text}`;
  return url.hash.slice(1);
}

module.exports = {
  canonicalizeHash,
  canonicalizeHostname,
  canonicalizeIpv6Hostname,
  canonicalizeOpaquePathname,
  canonicalizePassword,
  canonicalizePathname,
  canonicalizePort,
  canonicalizeProtocol,
  canonicalizeSearch,
  canonicalizeUsername,
  defaultPort,
  isSpecialScheme,
  kSpecialSchemes,
};
