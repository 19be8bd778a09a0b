'use strict';

// How the legacy API resolves one URL against another. It is older than the standard's rules and differs from them
// where a protocol is none of the usual ones, whose host then counts as the first part of the path.

const { hostlessProtocol, slashedProtocol } = require('./protocols');

function split(pathname) {
  return pathname ? pathname.split('/') : [];
}

function isGiven(value) {
  return value !== null && value !== undefined;
}

/** Path and href follow from the other parts. */
function finish(result) {
  if (isGiven(result.pathname) || isGiven(result.search)) {
    result.path = `${result.pathname || ''}${result.search || ''}`;
  }
  result.href = result.format();
  return result;
}

function copyAllBut(result, relative, omitted) {
  for (const key of Object.keys(relative)) {
    if (key !== omitted) result[key] = relative[key];
  }
}

/** A relative URL that brings another protocol. */
function changeProtocol(result, relative) {
  if (!slashedProtocol.has(relative.protocol)) {
    copyAllBut(result, relative);
    result.href = result.format();
    return result;
  }
  result.protocol = relative.protocol;
  let { host, hostname, pathname } = relative;
  if (!host && !/^file:?$/.test(relative.protocol) && !hostlessProtocol.has(relative.protocol)) {
    // `http:a/b` has its host at the start of the path.
    const parts = (pathname || '').split('/');
    while (parts.length > 0 && !(host = parts.shift()));
    host ||= '';
    hostname ||= '';
    if (parts[0] !== '') parts.unshift('');
    if (parts.length < 2) parts.unshift('');
    pathname = parts.join('/');
  }
  result.pathname = pathname;
  result.search = relative.search;
  result.query = relative.query;
  result.host = host || '';
  result.auth = relative.auth;
  result.hostname = hostname || host;
  result.port = relative.port;
  if (result.pathname || result.search) {
    result.path = `${result.pathname || ''}${result.search || ''}`;
  }
  result.slashes = result.slashes || relative.slashes;
  result.href = result.format();
  return result;
}

function putFirst(path, host) {
  if (path[0] === '') path[0] = host;
  else path.unshift(host);
}

/** Takes `host` or `auth@host` off the front of a path and gives it to the result. */
function hostFromPath(result, host) {
  result.hostname = result.host = host;
  if (result.host && result.host.indexOf('@') > 0) {
    const [auth, ...rest] = result.host.split('@');
    result.auth = auth;
    result.host = result.hostname = rest[0];
  }
}

/** Takes `.` and `..` out; returns the path, with leading `..` where the URL has no fixed root. */
function withoutDots(path, keepsParents) {
  let up = 0;
  for (let i = path.length - 1; i >= 0; i--) {
    if (path[i] === '.') {
      path.splice(i, 1);
    } else if (path[i] === '..') {
      path.splice(i, 1);
      up++;
    } else if (up > 0) {
      path.splice(i, 1);
      up--;
    }
  }
  if (keepsParents) {
    while (up-- > 0) path.unshift('..');
  }
}

/**
 * Resolves.
 * @param {Url} result a copy of the base, which becomes the answer
 * @param {Url} relative
 * @returns {Url}
 */
function resolveObject(result, relative) {
  result.hash = relative.hash;
  if (relative.href === '') {
    result.href = result.format();
    return result;
  }
  if (relative.slashes && !relative.protocol) {
    copyAllBut(result, relative, 'protocol');
    if (slashedProtocol.has(result.protocol) && result.hostname && !result.pathname) {
      result.path = result.pathname = '/';
    }
    result.href = result.format();
    return result;
  }
  if (relative.protocol && relative.protocol !== result.protocol) {
    return changeProtocol(result, relative);
  }
  return resolvePath(result, relative);
}

function resolvePath(result, relative) {
  const isSourceAbsolute = result.pathname && result.pathname[0] === '/';
  const isRelativeAbsolute =
    relative.host || (relative.pathname && relative.pathname[0] === '/');
  let mustEndAbsolute =
    isRelativeAbsolute || isSourceAbsolute || (result.host && relative.pathname);
  const removesAllDots = mustEndAbsolute;
  let path = split(result.pathname);
  const relativePath = split(relative.pathname);
  const isOpaque = result.protocol && !slashedProtocol.has(result.protocol);
  let { host: relativeHost, hostname: relativeHostname, port: relativePort } = relative;

  if (isOpaque) {
    result.hostname = '';
    result.port = null;
    if (result.host) putFirst(path, result.host);
    result.host = '';
    if (relative.protocol) {
      relativeHostname = null;
      relativePort = null;
      result.auth = null;
      if (relativeHost) putFirst(relativePath, relativeHost);
      relativeHost = null;
    }
    mustEndAbsolute = mustEndAbsolute && (relativePath[0] === '' || path[0] === '');
  }

  if (isRelativeAbsolute) {
    if (relativeHost || relativeHost === '') {
      if (result.host !== relativeHost) result.auth = null;
      result.host = relativeHost;
      result.port = relativePort;
    }
    if (relativeHostname || relativeHostname === '') {
      if (result.hostname !== relativeHostname) result.auth = null;
      result.hostname = relativeHostname;
    }
    result.search = relative.search;
    result.query = relative.query;
    path = relativePath;
  } else if (relativePath.length > 0) {
    path.pop();
    path = path.concat(relativePath);
    result.search = relative.search;
    result.query = relative.query;
  } else if (isGiven(relative.search)) {
    if (isOpaque) hostFromPath(result, path.shift());
    result.search = relative.search;
    result.query = relative.query;
    return finish(result);
  }

  if (path.length === 0) {
    result.pathname = null;
    result.path = result.search ? `/${result.search}` : null;
    result.href = result.format();
    return result;
  }
  return joinPath(result, relative, path, {
    hasHost: result.host || relativeHost,
    isOpaque,
    mustEndAbsolute,
    removesAllDots,
  });
}

function joinPath(result, relative, path, { hasHost, isOpaque, mustEndAbsolute, removesAllDots }) {
  const last = path[path.length - 1];
  const endsInSlash =
    ((hasHost || path.length > 1) && (last === '.' || last === '..')) || last === '';
  withoutDots(path, !mustEndAbsolute && !removesAllDots);
  if (mustEndAbsolute && path[0] !== '' && path[0]?.[0] !== '/') path.unshift('');
  if (endsInSlash && !path.join('/').endsWith('/')) path.push('');
  const isAbsolute = path[0] === '' || path[0]?.[0] === '/';
  if (isOpaque) hostFromPath(result, isAbsolute ? '' : path.length > 0 ? path.shift() : '');
  mustEndAbsolute = mustEndAbsolute || (result.host && path.length > 0);
  if (mustEndAbsolute && !isAbsolute) path.unshift('');
  if (path.length === 0) {
    result.pathname = null;
    result.path = null;
  } else {
    result.pathname = path.join('/');
  }
  result.auth = relative.auth || result.auth;
  result.slashes = result.slashes || relative.slashes;
  return finish(result);
}

module.exports = { resolveObject };
