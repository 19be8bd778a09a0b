'use strict';

// How the legacy API resolves one URL against another. It is older than the standard's rules and differs from them
// where a protocol is none of the usual ones, whose host then counts as the first part of the path.

const { hostlessProtocol, slashedProtocol } = require('./protocols');

const REST = ['search', 'query'];

function isGiven(value) {
  return value !== null && value !== undefined;
}

function isRooted(pathname) {
  return Boolean(pathname) && pathname[0] === '/';
}

function segmentsOf({ pathname }) {
  return pathname ? pathname.split('/') : [];
}

function take(result, source, names) {
  for (const name of names) result[name] = source[name];
}

function namesBut(source, omitted) {
  return Object.keys(source).filter((name) => name !== omitted);
}

/** The last step of each way: what follows from the other parts. */
function seal(result) {
  result.href = result.format();
  return result;
}

function sealWithPath(result) {
  const { pathname, search } = result;
  if (isGiven(pathname) || isGiven(search)) result.path = (pathname || '') + (search || '');
  return seal(result);
}

/** `http:a/b` has its host at the start of the path. */
function hostInPath(pathname) {
  const segments = (pathname || '').split('/');
  const at = segments.findIndex(Boolean);
  if (at < 0) return { host: '', hostname: '', pathname: '/' };
  const rest = segments.slice(segments[at + 1] === '' ? at + 2 : at + 1);
  return { host: segments[at], hostname: segments[at], pathname: `/${rest.join('/')}` };
}

function mayHideHost({ host, protocol }) {
  return !host && protocol !== 'file:' && protocol !== 'file' && !hostlessProtocol.has(protocol);
}

/** `//host/path`: all but the protocol is the relative URL's. */
function keepProtocol(result, relative) {
  take(result, relative, namesBut(relative, 'protocol'));
  const wantsRoot = slashedProtocol.has(result.protocol) && result.hostname;
  if (wantsRoot && !result.pathname) take(result, { path: '/', pathname: '/' }, ['path', 'pathname']);
  return seal(result);
}

/** A relative URL that brings another protocol. */
function changeProtocol(result, relative) {
  if (!slashedProtocol.has(relative.protocol)) {
    take(result, relative, namesBut(relative));
    return seal(result);
  }
  const place = mayHideHost(relative) ? hostInPath(relative.pathname) : relative;
  take(result, relative, ['protocol', 'auth', 'port', ...REST]);
  result.pathname = place.pathname;
  result.host = place.host || '';
  result.hostname = place.hostname || place.host;
  result.slashes ||= relative.slashes;
  return result.pathname || result.search ? sealWithPath(result) : seal(result);
}

/** Where the protocol has no hosts, a host is the first segment of the path. */
function withHost(segments, host) {
  if (!host) return segments;
  return [host, ...(segments[0] === '' ? segments.slice(1) : segments)];
}

/** The way back: the first segment as a host, or as `auth@host`. */
function hostFromSegment(result, segment) {
  let host = segment;
  if (host && host.indexOf('@') > 0) [result.auth, host] = host.split('@');
  result.host = result.hostname = host;
}

function takeHost(result, { host, hostname, port }) {
  if (isGiven(host)) result.port = port;
  for (const [name, value] of [['host', host], ['hostname', hostname]]) {
    if (!isGiven(value)) continue;
    if (result[name] !== value) result.auth = null;
    result[name] = value;
  }
}

/** Without `.` and `..`, but for those that lead out of a path that may be left. */
function withoutDots(segments, mayLeave) {
  const kept = [];
  let left = 0;
  for (const segment of segments) {
    if (segment === '..') {
      if (kept.length > 0) kept.pop();
      else if (mayLeave) left++;
    } else if (segment !== '.') {
      kept.push(segment);
    }
  }
  while (left-- > 0) kept.unshift('..');
  return kept;
}

/**
 * Resolves.
 * @param {Url} result a copy of the base, which becomes the answer
 * @param {Url} relative
 * @returns {Url}
 */
function resolveObject(result, relative) {
  const { href, protocol, slashes } = relative;
  result.hash = relative.hash;
  if (href === '') return seal(result);
  if (protocol) return protocol === result.protocol ? resolvePath(result, relative) : changeProtocol(result, relative);
  return slashes ? keepProtocol(result, relative) : resolvePath(result, relative);
}

function resolvePath(result, relative) {
  const isOpaque = Boolean(result.protocol) && !slashedProtocol.has(result.protocol);
  const startsAnew = relative.host || isRooted(relative.pathname);
  const isFixed = Boolean(startsAnew || isRooted(result.pathname) || (result.host && relative.pathname));
  let base = segmentsOf(result);
  let added = segmentsOf(relative);
  let authority = relative;
  let endsRooted = isFixed;

  if (isOpaque) {
    base = withHost(base, result.host);
    take(result, { host: '', hostname: '', port: null }, ['host', 'hostname', 'port']);
    if (relative.protocol) {
      added = withHost(added, relative.host);
      authority = { host: null, hostname: null, port: null };
      result.auth = null;
    }
    endsRooted &&= added[0] === '' || base[0] === '';
  }

  const staysHere = !startsAnew && added.length === 0;
  if (staysHere && isGiven(relative.search)) {
    if (isOpaque) hostFromSegment(result, base[0]);
    take(result, relative, REST);
    return sealWithPath(result);
  }
  if (startsAnew) takeHost(result, authority);
  if (!staysHere) take(result, relative, REST);
  const segments = startsAnew ? added : staysHere ? base : [...base.slice(0, -1), ...added];
  if (segments.length === 0) {
    result.pathname = null;
    result.path = result.search ? `/${result.search}` : null;
    return seal(result);
  }
  return join(result, relative, segments, { isFixed, isOpaque, endsRooted });
}

function join(result, relative, segments, { isFixed, isOpaque, endsRooted }) {
  const last = segments.at(-1);
  const endsInDots = (last === '.' || last === '..') && Boolean(result.host || segments.length > 1);
  const path = withoutDots(segments, !endsRooted && !isFixed);
  const startsRooted = () => path[0] === '' || isRooted(path[0]);
  if (endsRooted && !startsRooted()) path.unshift('');
  if ((endsInDots || last === '') && !path.join('/').endsWith('/')) path.push('');
  const isAbsolute = startsRooted();
  if (isOpaque) hostFromSegment(result, isAbsolute ? '' : path.shift() ?? '');
  if (!isAbsolute && (endsRooted || (result.host && path.length > 0))) path.unshift('');

  result.pathname = path.length > 0 ? path.join('/') : null;
  if (result.pathname === null) result.path = null;
  result.auth = relative.auth || result.auth;
  result.slashes ||= relative.slashes;
  return sealWithPath(result);
}

module.exports = { resolveObject };
