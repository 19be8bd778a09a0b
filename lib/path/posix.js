'use strict';

const { validateObject, validateString } = require('../internal/validators');

const SLASH = 47;

/** Takes `.`, `..` and doubled slashes out of a path that has neither a leading nor a trailing slash. */
function collapse(path, keepsParents) {
  if (path.charCodeAt(0) !== 46 && path.indexOf('//') === -1 && path.indexOf('/.') === -1) {
    return path;
  }
  const kept = [];
  let names = 0;
  for (const segment of path.split('/')) {
    if (segment === '' || segment === '.') continue;
    if (segment !== '..') {
      kept.push(segment);
      names++;
    } else if (names > 0) {
      kept.pop();
      names--;
    } else if (keepsParents) {
      kept.push(segment);
    }
  }
  return kept.join('/');
}

/** Index after the last character that is not a trailing slash. */
function endWithoutSlashes(path) {
  let end = path.length;
  while (end > 0 && path.charCodeAt(end - 1) === SLASH) end--;
  return end;
}

function startWithoutSlashes(path) {
  let start = 0;
  while (start < path.length && path.charCodeAt(start) === SLASH) start++;
  return start;
}

function extensionOf(base) {
  const dot = base.lastIndexOf('.');
  return dot <= 0 || base === '..' ? '' : base.slice(dot);
}

function lastName(path) {
  const end = endWithoutSlashes(path);
  return end === 0 ? '' : path.slice(path.lastIndexOf('/', end - 1) + 1, end);
}

function resolve(...paths) {
  let resolved = '';
  for (let i = paths.length - 1; i >= 0; i--) {
    const path = paths[i];
    validateString(path, `paths[${i}]`);
    if (path.length === 0) continue;
    resolved = resolved === '' ? path : `${path}/${resolved}`;
    if (path.charCodeAt(0) === SLASH) break;
  }
  if (resolved.charCodeAt(0) !== SLASH) {
    const cwd = process.cwd();
    resolved = resolved === '' ? cwd : `${cwd}/${resolved}`;
  }
  const absolute = resolved.charCodeAt(0) === SLASH;
  const start = startWithoutSlashes(resolved);
  const end = endWithoutSlashes(resolved);
  const rest = start < end ? collapse(resolved.slice(start, end), !absolute) : '';
  if (absolute) return `/${rest}`;
  return rest === '' ? '.' : rest;
}

function normalize(path) {
  validateString(path, 'path');
  if (path.length === 0) return '.';
  const absolute = path.charCodeAt(0) === SLASH;
  const trailing = path.charCodeAt(path.length - 1) === SLASH;
  const start = startWithoutSlashes(path);
  const end = endWithoutSlashes(path);
  const rest = start < end ? collapse(path.slice(start, end), !absolute) : '';
  if (rest === '') {
    if (absolute) return '/';
    return trailing ? './' : '.';
  }
  return `${absolute ? '/' : ''}${rest}${trailing ? '/' : ''}`;
}

function isAbsolute(path) {
  validateString(path, 'path');
  return path.charCodeAt(0) === SLASH;
}

function join(...paths) {
  let joined = '';
  for (let i = 0; i < paths.length; i++) {
    const path = paths[i];
    validateString(path, 'path');
    if (path.length > 0) joined = joined === '' ? path : `${joined}/${path}`;
  }
  return joined === '' ? '.' : normalize(joined);
}

function relative(from, to) {
  validateString(from, 'from');
  validateString(to, 'to');
  if (from === to) return '';
  from = resolve(from);
  to = resolve(to);
  if (from === to) return '';
  const left = from === '/' ? [] : from.slice(1).split('/');
  const right = to === '/' ? [] : to.slice(1).split('/');
  let common = 0;
  while (common < left.length && common < right.length && left[common] === right[common]) common++;
  const steps = right.slice(common);
  for (let i = common; i < left.length; i++) steps.unshift('..');
  return steps.join('/');
}

/** Paths have no other form here: the argument comes back as it is. */
function toNamespacedPath(path) {
  return path;
}

function dirname(path) {
  validateString(path, 'path');
  if (path.length === 0) return '.';
  const end = endWithoutSlashes(path);
  const slash = end === 0 ? 0 : path.lastIndexOf('/', end - 1);
  if (slash === -1) return '.';
  if (slash === 0) return '/';
  // POSIX leaves a path that starts with exactly two slashes to the system: both stay.
  return slash === 1 && path.charCodeAt(0) === SLASH ? '//' : path.slice(0, slash);
}

function basename(path, suffix) {
  if (suffix !== undefined) validateString(suffix, 'suffix');
  validateString(path, 'path');
  if (!suffix || suffix.length > path.length) return lastName(path);
  if (suffix === path) return '';
  const base = lastName(path);
  if (base === '') return path;
  return base.length > suffix.length && base.endsWith(suffix)
    ? base.slice(0, base.length - suffix.length)
    : base;
}

function extname(path) {
  validateString(path, 'path');
  return extensionOf(lastName(path));
}

function format(pathObject) {
  validateObject(pathObject, 'pathObject');
  const { root, name, ext } = pathObject;
  const dir = pathObject.dir || root;
  const base = pathObject.base || `${name || ''}${ext && ext[0] !== '.' ? '.' : ''}${ext || ''}`;
  if (!dir) return base;
  return dir === root ? `${dir}${base}` : `${dir}/${base}`;
}

function parse(path) {
  validateString(path, 'path');
  const root = path.charCodeAt(0) === SLASH ? '/' : '';
  const end = endWithoutSlashes(path);
  const start = end === 0 ? 0 : path.lastIndexOf('/', end - 1) + 1;
  const base = path.slice(start, end);
  // `/..` is the one path whose second dot Node.js takes for an extension.
  const ext = base === '..' && start === 1 ? '.' : extensionOf(base);
  return {
    root,
    dir: start > 1 ? path.slice(0, start - 1) : root,
    base,
    ext,
    name: base.slice(0, base.length - ext.length),
  };
}

function matchesGlob(path, pattern) {
  return require('../internal/path/glob').matchesGlob(path, pattern, false);
}

const posix = {
  resolve,
  normalize,
  isAbsolute,
  join,
  relative,
  toNamespacedPath,
  dirname,
  basename,
  extname,
  format,
  parse,
  matchesGlob,
  sep: '/',
  delimiter: ':',
  // The other platform's half loads when somebody asks for it.
  get win32() {
    return setWin32(require('./win32'));
  },
  set win32(value) {
    setWin32(value);
  },
  posix: null,
  _makeLong: toNamespacedPath,
};

function setWin32(value) {
  Object.defineProperty(posix, 'win32', {
    value,
    writable: true,
    enumerable: true,
    configurable: true,
  });
  return value;
}

posix.posix = posix;

module.exports = posix;
