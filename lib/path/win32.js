'use strict';

const { validateObject, validateString } = require('../internal/validators');
const posix = require('./posix');

const SLASH = 47;
const BACKSLASH = 92;
const COLON = 58;
const RESERVED_DEVICE = /^(?:CON|PRN|AUX|NUL|(?:COM|LPT)[1-9\xb9\xb2\xb3])$/i;

function isSeparator(code) {
  return code === SLASH || code === BACKSLASH;
}

function isDriveLetter(code) {
  return (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
}

function startsWithDrive(path) {
  return path.length >= 2 && path.charCodeAt(1) === COLON && isDriveLetter(path.charCodeAt(0));
}

/** Whether the text before the colon is the name of a device such as `NUL`. */
function namesDevice(path, colon) {
  return RESERVED_DEVICE.test(path.slice(0, colon));
}

/**
 * Finds `\\server\share` at the start of a path.
 * @returns {{server: string, share: string, end: number} | null} `end` is the index after the share
 */
function findShare(path) {
  if (!isSeparator(path.charCodeAt(1))) return null;
  const length = path.length;
  let i = 2;
  while (i < length && !isSeparator(path.charCodeAt(i))) i++;
  if (i === 2 || i === length) return null;
  const server = path.slice(2, i);
  const gap = i;
  while (i < length && isSeparator(path.charCodeAt(i))) i++;
  if (i === gap || i === length) return null;
  const start = i;
  while (i < length && !isSeparator(path.charCodeAt(i))) i++;
  return { server, share: path.slice(start, i), end: i };
}

/**
 * Splits what names the volume from the rest.
 * @returns {{device: string, absolute: boolean, end: number, wholeShare: boolean}} `device` is `''`, `C:` or `\\server\share`;
 *     `end` the index where the rest begins; `wholeShare` that there is no rest after a share
 */
function splitRoot(path) {
  if (isSeparator(path.charCodeAt(0))) {
    const share = findShare(path);
    if (share === null) return { device: '', absolute: true, end: 1, wholeShare: false };
    if (share.server === '.' || share.server === '?') {
      return { device: `\\\\${share.server}`, absolute: true, end: 4, wholeShare: false };
    }
    return {
      device: `\\\\${share.server}\\${share.share}`,
      absolute: true,
      end: share.end,
      wholeShare: share.end === path.length,
    };
  }
  if (startsWithDrive(path)) {
    const absolute = isSeparator(path.charCodeAt(2));
    return { device: path.slice(0, 2), absolute, end: absolute ? 3 : 2, wholeShare: false };
  }
  return { device: '', absolute: false, end: 0, wholeShare: false };
}

/** As `splitRoot`, where `NUL:` and its like are devices too, bare or behind `\\\\.\\`. */
function splitDevice(path) {
  const root = splitRoot(path);
  const colon = path.indexOf(':');
  if (colon <= 0) return root;
  if (root.device === '' && !root.absolute && namesDevice(path, colon)) {
    return { device: path.slice(0, colon + 1), absolute: false, end: colon + 1, wholeShare: false };
  }
  if (root.end === 4 && root.device.length === 3) {
    const name = path.slice(4, colon);
    if (namesDevice(name, name.length)) {
      return { device: `\\\\?\\${name}:`, absolute: true, end: colon + 1, wholeShare: false };
    }
  }
  return root;
}

function collapse(path, keepsParents) {
  const kept = [];
  let names = 0;
  for (const segment of path.split(/[\\/]/)) {
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
  return kept.join('\\');
}

/** Index where the last name of the path begins, not before `floor`, and the index after it. */
function lastNameRange(path, floor) {
  let end = path.length;
  while (end > floor && isSeparator(path.charCodeAt(end - 1))) end--;
  let start = end;
  while (start > floor && !isSeparator(path.charCodeAt(start - 1))) start--;
  return { start, end };
}

function lastName(path) {
  const { start, end } = lastNameRange(path, startsWithDrive(path) ? 2 : 0);
  return path.slice(start, end);
}

function extensionOf(base) {
  const dot = base.lastIndexOf('.');
  return dot <= 0 || base === '..' ? '' : base.slice(dot);
}

/** The directory that a path without its own is relative to; each drive has one. */
function currentDirectory(device) {
  if (device === '') return process.cwd();
  const path = process.env[`=${device}`] || process.cwd();
  const isOtherDrive =
    path.slice(0, 2).toLowerCase() !== device.toLowerCase() && path.charCodeAt(2) === BACKSLASH;
  return isOtherDrive ? `${device}\\` : path;
}

function resolve(...args) {
  let device = '';
  let tail = '';
  let absolute = false;
  for (let i = args.length - 1; i >= -1; i--) {
    let path;
    if (i >= 0) {
      path = args[i];
      validateString(path, `paths[${i}]`);
      if (path.length === 0) continue;
    } else {
      path = currentDirectory(device);
    }
    const root = splitRoot(path);
    if (root.device !== '') {
      if (device === '') device = root.device;
      else if (root.device.toLowerCase() !== device.toLowerCase()) continue;
    }
    if (!absolute) {
      tail = `${path.slice(root.end)}\\${tail}`;
      absolute = root.absolute;
    }
    if (absolute && device !== '') break;
  }
  tail = collapse(tail, !absolute);
  return absolute ? `${device}\\${tail}` : `${device}${tail}` || '.';
}

/** A relative path whose text could be taken for a drive or a stream must say that it is relative. */
function looksLikeVolume(path, tail) {
  if (startsWithDrive(tail)) return true;
  for (let i = path.indexOf(':'); i !== -1; i = path.indexOf(':', i + 1)) {
    if (i === path.length - 1 || isSeparator(path.charCodeAt(i + 1))) return true;
  }
  return false;
}

function normalize(path) {
  validateString(path, 'path');
  const length = path.length;
  if (length === 0) return '.';
  if (length === 1) return path === '/' ? '\\' : path;
  const { device, absolute, end, wholeShare } = splitDevice(path);
  if (wholeShare) return `${device}\\`;
  let tail = end < length ? collapse(path.slice(end), !absolute) : '';
  if (tail === '' && !absolute) tail = '.';
  if (tail !== '' && isSeparator(path.charCodeAt(length - 1))) tail += '\\';
  if (!absolute && device === '' && looksLikeVolume(path, tail)) return `.\\${tail}`;
  // Without a colon this looks at all but the last character, so `CON.` and `CON/` count as well.
  if (namesDevice(path, path.indexOf(':'))) return `.\\${device}${tail}`;
  return absolute ? `${device}\\${tail}` : `${device}${tail}`;
}

function isAbsolute(path) {
  validateString(path, 'path');
  return (
    isSeparator(path.charCodeAt(0)) || (startsWithDrive(path) && isSeparator(path.charCodeAt(2)))
  );
}

function join(...args) {
  let first;
  let joined = '';
  for (let i = 0; i < args.length; i++) {
    const path = args[i];
    validateString(path, 'path');
    if (path.length === 0) continue;
    if (first === undefined) joined = first = path;
    else joined += `\\${path}`;
  }
  if (first === undefined) return '.';
  // Joining must not make a share out of parts: `\\server` is one only if the first part says so.
  const saysShare =
    first.length > 2 && isSeparator(first.charCodeAt(0)) && isSeparator(first.charCodeAt(1)) &&
    !isSeparator(first.charCodeAt(2));
  if (!saysShare) joined = joined.replace(/^[\\/]{2,}/, '\\');
  for (const part of joined.split('\\')) {
    const colon = part.indexOf(':');
    if (colon !== -1 && namesDevice(part, colon)) return joined.replaceAll('/', '\\');
  }
  return normalize(joined);
}

function segmentsOf(resolved) {
  return resolved.split('\\').filter((segment) => segment !== '');
}

function relative(from, to) {
  validateString(from, 'from');
  validateString(to, 'to');
  if (from === to) return '';
  const source = resolve(from);
  const target = resolve(to);
  if (source.toLowerCase() === target.toLowerCase()) return '';
  const left = segmentsOf(source);
  const right = segmentsOf(target);
  let common = 0;
  while (
    common < left.length && common < right.length &&
    left[common].toLowerCase() === right[common].toLowerCase()
  ) {
    common++;
  }
  if (common === 0 && right.length > 0 && source !== '\\') return target;
  const steps = right.slice(common);
  for (let i = common; i < left.length; i++) steps.unshift('..');
  return steps.join('\\');
}

/** The `\\?\` form, which lifts the limit on a path's length. */
function toNamespacedPath(path) {
  if (typeof path !== 'string' || path.length === 0) return path;
  const resolved = resolve(path);
  if (resolved.length <= 2) return path;
  if (resolved.startsWith('\\\\')) {
    const mark = resolved[2];
    return mark === '?' || mark === '.' ? resolved : `\\\\?\\UNC\\${resolved.slice(2)}`;
  }
  const onDrive = startsWithDrive(resolved) && resolved.charCodeAt(2) === BACKSLASH;
  return onDrive ? `\\\\?\\${resolved}` : resolved;
}

/** Length of the part that `dirname` and `parse` never go above, with its separator. */
function rootLength(path) {
  if (isSeparator(path.charCodeAt(0))) {
    const share = findShare(path);
    return share === null ? 1 : Math.min(share.end + 1, path.length);
  }
  if (!startsWithDrive(path)) return 0;
  return isSeparator(path.charCodeAt(2)) ? 3 : 2;
}

function dirname(path) {
  validateString(path, 'path');
  if (path.length === 0) return '.';
  const root = rootLength(path);
  const { start } = lastNameRange(path, root);
  if (start <= root) return root === 0 ? '.' : path.slice(0, root);
  return path.slice(0, start - 1);
}

function basename(path, suffix) {
  if (suffix !== undefined) validateString(suffix, 'suffix');
  validateString(path, 'path');
  if (!suffix || suffix.length > path.length) return lastName(path);
  if (suffix === path) return '';
  const base = lastName(path);
  if (base === '') return startsWithDrive(path) ? path.slice(2) : path;
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
  return dir === root ? `${dir}${base}` : `${dir}\\${base}`;
}

function parse(path) {
  validateString(path, 'path');
  const rootEnd = rootLength(path);
  const root = path.slice(0, rootEnd);
  const { start, end } = lastNameRange(path, rootEnd);
  const base = path.slice(start, end);
  const ext = extensionOf(base);
  return {
    root,
    dir: start > rootEnd ? path.slice(0, start - 1) : root,
    base,
    ext,
    name: base.slice(0, base.length - ext.length),
  };
}

function matchesGlob(path, pattern) {
  return require('../internal/path/glob').matchesGlob(path, pattern, true);
}

const win32 = {
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
  sep: '\\',
  delimiter: ';',
  win32: null,
  posix,
  _makeLong: toNamespacedPath,
};

win32.win32 = win32;

module.exports = win32;
