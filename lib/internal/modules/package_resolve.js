'use strict';

// The `exports` and `imports` fields of package.json, as "Resolution Algorithm Specification" in
// Node.js's documentation of ES modules defines them. Works on paths; both loaders use it.

const path = require('../../path');
const packageJson = require('./package_json_reader');

const forbiddenSegments = new Set(['.', '..', 'node_modules']);

const FORBIDDEN = 2;
const EMPTY = 1;

/** Whether a path, with or without percent encoding, leaves its package, enters another or has empty segments; else 0. */
function segmentFault(relative) {
  const segments = relative.split(/[/\\]/).map((segment) => (
    segment.replace(/%[2-7][0-9a-f]/gi, (code) => String.fromCharCode(Number.parseInt(code.slice(1), 16))).toLowerCase()
  ));
  if (segments.some((segment) => forbiddenSegments.has(segment))) return FORBIDDEN;
  return segments.includes('') ? EMPTY : 0;
}

function errors() {
  return require('../errors').codes;
}

/** Splits `@scope/name/sub` into the package's name and `./sub` (`.` where there is none). */
function parsePackageName(specifier) {
  let end = specifier.indexOf('/');
  let valid = specifier.length > 0;
  if (specifier[0] === '@') {
    if (end === -1) {
      valid = false;
    } else {
      end = specifier.indexOf('/', end + 1);
    }
  }
  const name = end === -1 ? specifier : specifier.slice(0, end);
  if (name[0] === '.' || name.includes('\\') || name.includes('%')) {
    valid = false;
  }
  return { name, subpath: `.${end === -1 ? '' : specifier.slice(end)}`, valid };
}

/** Whether `exports` is a single target instead of a map of subpaths. */
function isSugar(exports, pjsonPath, base) {
  if (typeof exports === 'string' || Array.isArray(exports)) {
    return true;
  }
  if (typeof exports !== 'object' || exports === null) {
    return false;
  }
  let sugar;
  for (const key of Object.keys(exports)) {
    const isCondition = key === '' || key[0] !== '.';
    if (sugar === undefined) {
      sugar = isCondition;
    } else if (sugar !== isCondition) {
      throw new (errors().ERR_INVALID_PACKAGE_CONFIG)(pjsonPath, base,
        '"exports" cannot contain some keys starting with \'.\' and some not.' +
        ' The exports object must either be an object of package subpath keys' +
        ' or an object of main entry condition name keys only.');
    }
  }
  return sugar ?? false;
}

/** Orders pattern keys: the longer prefix first, then the longer key. */
function comparePatternKeys(a, b) {
  const aStar = a.indexOf('*');
  const bStar = b.indexOf('*');
  const aBase = aStar === -1 ? a.length : aStar + 1;
  const bBase = bStar === -1 ? b.length : bStar + 1;
  if (aBase !== bBase) {
    return bBase - aBase;
  }
  if (aStar === -1) {
    return 1;
  }
  if (bStar === -1) {
    return -1;
  }
  return b.length - a.length;
}

/** The best key of a map with `*` patterns, and what `*` stands for. */
function matchPattern(map, request) {
  let best;
  let bestMatch = '';
  for (const key of Object.keys(map)) {
    const star = key.indexOf('*');
    if (star === -1 || !request.startsWith(key.slice(0, star))) {
      continue;
    }
    const tail = key.slice(star + 1);
    if (request.length >= key.length && request.endsWith(tail) &&
        key.lastIndexOf('*') === star &&
        (best === undefined || comparePatternKeys(best, key) > 0)) {
      best = key;
      bestMatch = request.slice(star, request.length - tail.length);
    }
  }
  return { key: best, match: bestMatch };
}

/** A package's folder, as errors name it: with its slash. */
function folderOf(config) {
  return `${path.dirname(config.pjsonPath)}/`;
}

/** One resolution: everything that stays the same while targets nest. */
class TargetResolution {
  constructor({ config, key, match, isPattern, isInternal, conditions, base, resolvePackage }) {
    this.config = config;
    this.key = key;
    this.match = match;
    this.isPattern = isPattern;
    this.isInternal = isInternal;
    this.conditions = conditions;
    this.base = base;
    this.resolvePackage = resolvePackage;
  }

  /**
   * @returns {string | null | undefined} a path; null where the target forbids, undefined where no
   *   condition matches
   */
  resolve(target) {
    if (typeof target === 'string') {
      return this.resolveString(target);
    }
    if (Array.isArray(target)) {
      return this.resolveArray(target);
    }
    if (typeof target === 'object' && target !== null) {
      return this.resolveConditions(target);
    }
    if (target === null) {
      return null;
    }
    throw this.invalidTarget(target);
  }

  resolveString(target) {
    if (!target.startsWith('./')) {
      return this.resolveForeign(target);
    }
    const targetFault = segmentFault(target.slice(2));
    if (targetFault === FORBIDDEN) {
      throw this.invalidTarget(target);
    }
    if (targetFault === EMPTY) this.warnOfEmptySegment(target, true);
    const resolved = path.resolve(path.dirname(this.config.pjsonPath), target);
    if (this.match === '') {
      return this.decoded(resolved);
    }
    const matchFault = segmentFault(this.match);
    if (matchFault === FORBIDDEN) {
      throw new (errors().ERR_INVALID_MODULE_SPECIFIER)(this.request(),
        `request is not a valid match in pattern "${this.key}" for the ` +
        `"${this.isInternal ? 'imports' : 'exports'}" resolution of ${this.config.pjsonPath}`,
        this.base);
    }
    if (matchFault === EMPTY) this.warnOfEmptySegment(target, false);
    return this.decoded(this.isPattern
      ? resolved.replaceAll('*', () => this.match)
      : path.join(resolved, this.match));
  }

  /** Targets are relative URLs: what is percent-encoded in one is not in the file's name. */
  decoded(file) {
    if (!file.includes('%')) return file;
    if (/%2f|%5c/i.test(file)) {
      throw new (errors().ERR_INVALID_MODULE_SPECIFIER)(
        file, 'must not include encoded "/" or "\\" characters', this.base);
    }
    return decodeURIComponent(file);
  }

  /** What was asked for. */
  request() {
    return this.isPattern ? this.key.replace('*', () => this.match) : this.key + this.match;
  }

  warnOfEmptySegment(target, isTarget) {
    require('./package_deprecations').warnOfEmptySegment({
      target: this.isPattern ? target.replaceAll('*', () => this.match) : target,
      request: this.request(),
      key: this.key,
      isTarget,
      isInternal: this.isInternal,
      pjsonPath: this.config.pjsonPath,
      base: this.base,
    });
  }

  /** A target outside the package: only `imports` may name one. */
  resolveForeign(target) {
    if (this.isInternal && !target.startsWith('../') && !target.startsWith('/') &&
        !URL.canParse(target)) {
      const specifier = this.isPattern ? target.replaceAll('*', () => this.match) : target;
      return this.resolvePackage(specifier, path.dirname(this.config.pjsonPath));
    }
    throw this.invalidTarget(target);
  }

  resolveArray(targets) {
    if (targets.length === 0) {
      return null;
    }
    let lastError;
    for (const target of targets) {
      let result;
      try {
        result = this.resolve(target);
      } catch (error) {
        lastError = error;
        if (error.code !== 'ERR_INVALID_PACKAGE_TARGET') {
          throw error;
        }
        continue;
      }
      if (result === undefined) {
        continue;
      }
      if (result === null) {
        lastError = null;
        continue;
      }
      return result;
    }
    if (lastError === undefined || lastError === null) {
      return lastError;
    }
    throw lastError;
  }

  resolveConditions(target) {
    const keys = Object.keys(target);
    for (const key of keys) {
      if (String(+key) === key && +key >= 0 && +key < 0xffff_ffff) {
        throw new (errors().ERR_INVALID_PACKAGE_CONFIG)(this.config.pjsonPath, this.base,
          '"exports" cannot contain numeric property keys.');
      }
    }
    for (const key of keys) {
      if (key === 'default' || this.conditions.has(key)) {
        const result = this.resolve(target[key]);
        if (result !== undefined) {
          return result;
        }
      }
    }
    return undefined;
  }

  invalidTarget(target) {
    const shown = typeof target === 'object' && target !== null
      ? JSON.stringify(target, null, '')
      : `${target}`;
    return new (errors().ERR_INVALID_PACKAGE_TARGET)(
      folderOf(this.config), this.key, shown, this.isInternal, this.base);
  }
}

/**
 * Resolves a subpath of a package with an `exports` field.
 * @param {PackageConfig} config
 * @param {string} subpath `.` or `./x`
 * @param {string | undefined} base who asks, for messages
 * @param {Set<string>} conditions
 * @returns {string} absolute path
 * @throws {ERR_PACKAGE_PATH_NOT_EXPORTED}
 */
function resolveExports(config, subpath, base, conditions) {
  let { exports } = config;
  if (isSugar(exports, config.pjsonPath, base)) {
    exports = { '.': exports };
  }
  const resolution = (key, match, isPattern) => new TargetResolution({
    config, key, match, isPattern, isInternal: false, conditions, base,
  });
  let result;
  if (exports !== null && typeof exports === 'object') {
    if (Object.hasOwn(exports, subpath) && !subpath.includes('*') && !subpath.endsWith('/')) {
      result = resolution(subpath, '', false).resolve(exports[subpath]);
    } else {
      const { key, match } = matchPattern(exports, subpath);
      if (key !== undefined) {
        if (subpath.endsWith('/')) {
          require('./package_deprecations').warnOfTrailingSlash(subpath, config.pjsonPath, base);
        }
        result = resolution(key, match, true).resolve(exports[key]);
      }
    }
  }
  if (result === undefined || result === null) {
    throw new (errors().ERR_PACKAGE_PATH_NOT_EXPORTED)(
      folderOf(config), subpath, base);
  }
  return result;
}

/**
 * Resolves a `#name` of the package that a file belongs to.
 * @param {string} name
 * @param {string} file the file that asks
 * @param {Set<string>} conditions
 * @param {(specifier: string, folder: string) => string} resolvePackage for foreign targets
 * @returns {string}
 * @throws {ERR_PACKAGE_IMPORT_NOT_DEFINED}
 */
function resolveImports(name, file, conditions, resolvePackage) {
  if (name === '#' || name.startsWith('#/') || name.endsWith('/')) {
    throw new (errors().ERR_INVALID_MODULE_SPECIFIER)(
      name, 'is not a valid internal imports specifier name', file);
  }
  const config = packageJson.getNearestParentPackageJSON(file);
  const imports = config?.imports;
  let result;
  if (imports) {
    const resolution = (key, match, isPattern) => new TargetResolution({
      config, key, match, isPattern, isInternal: true, conditions, base: file, resolvePackage,
    });
    if (Object.hasOwn(imports, name) && !name.includes('*')) {
      result = resolution(name, '', false).resolve(imports[name]);
    } else {
      const { key, match } = matchPattern(imports, name);
      if (key !== undefined) {
        result = resolution(key, match, true).resolve(imports[key]);
      }
    }
  }
  if (result === undefined || result === null) {
    throw new (errors().ERR_PACKAGE_IMPORT_NOT_DEFINED)(
      name, config ? folderOf(config) : undefined, file);
  }
  return result;
}

module.exports = { parsePackageName, resolveExports, resolveImports };
