'use strict';

// `fs.glob`: walks only into directories that a pattern can still match in.

const { isAbsolute, join, normalize, relative, resolve } = require('../../path');
const { codes } = require('../errors');
const { expandBraces, matchesGlob } = require('../path/glob');
const {
  validateFunction, validateObject, validateString, validateStringArray,
} = require('../validators');
const { Dirent } = require('./dirent');

const kMagic = /[*?[\]{}()!+@\\]/;

/** A file to be looked at: where it is, and how the pattern names it. */
class Walk {
  constructor(patterns, options) {
    validateObject(options, 'options', 1 | 2 | 4);
    const { cwd, exclude, withFileTypes } = options;
    if (Array.isArray(patterns)) validateStringArray(patterns, 'patterns');
    else validateString(patterns, 'patterns');
    this.cwd = cwd === undefined ? process.cwd() : toPath(cwd);
    this.withFileTypes = Boolean(withFileTypes);
    this.excluded = excluder(exclude, this.withFileTypes, this.cwd);
    this.patterns = [patterns].flat().flatMap(expandBraces).map(splitPattern);
    this.found = new Set();
    this.results = [];
  }

  /** Yields each directory whose entries it needs, and gets them as Dirents (null if there are none). */
  * run() {
    for (const { root, segments } of this.patterns) {
      yield* this.#descend(root === '' ? this.cwd : root, root, segments, new Set());
    }
  }

  /** @param {boolean} followsLinks whether a link to a directory is as good as one, where it is named */
  * #descend(directory, name, segments, visited, followsLinks = true) {
    const [segment, ...rest] = segments;
    if (segment === undefined) return;
    if (segment === '**') {
      yield* this.#descendAll(directory, name, segments, visited, name === '');
      return;
    }
    if (segment === '.' || segment === '..' || !kMagic.test(segment)) {
      yield* this.#enterNamed(directory, name, segment, rest, visited, followsLinks);
      return;
    }
    const entries = yield directory;
    for (const entry of entries ?? []) {
      if (!matchesSegment(entry.name, segment)) continue;
      yield* this.#enter(entry, join2(name, entry.name), rest, visited, join(directory, entry.name), false);
    }
  }

  /** A part of the pattern without wildcards needs no listing. */
  * #enterNamed(directory, name, segment, rest, visited, followsLinks) {
    const path = join(directory, segment);
    const stats = require('../../fs').lstatSync(path, { throwIfNoEntry: false });
    if (stats === undefined) return;
    const entry = new (require('./dirent').DirentFromStats)(segment, stats, directory);
    const child = segment === '.' ? name || '.' : join2(name, segment);
    yield* this.#enter(entry, child, rest, visited, path, followsLinks);
  }

  * #enter(entry, name, rest, visited, path, followsLinks) {
    if (this.excluded(this.withFileTypes ? entry : name, path, entry)) return;
    const wantsDirectory = rest.length === 1 && rest[0] === '';
    if (rest.length === 0 || wantsDirectory) {
      if (!wantsDirectory || isDirectory(entry, path)) {
        this.#add(name, entry, path);
      }
      return;
    }
    if (followsLinks || rest[0] === '..' ? isDirectory(entry, path) : entry.isDirectory()) {
      yield* this.#descend(path, name, rest, visited);
    } else if (!entry.isSymbolicLink() && rest.every((segment) => segment === '**')) {
      this.#add(name, entry, path);
    }
  }

  /** @param {boolean} isFirst whether the pattern begins with these `**`: then links are not even looked through */
  * #descendAll(directory, name, segments, visited, isFirst) {
    let rest = segments.slice(1);
    while (rest[0] === '**') rest = rest.slice(1);
    const key = `${directory}\0${rest.join('/')}`;
    if (visited.has(key)) return;
    visited.add(key);
    if (rest.length === 0) {
      const entry = directoryEntry(directory);
      const shown = name === '' ? '.' : name;
      if (entry !== undefined && !this.excluded(this.withFileTypes ? entry : shown, directory, entry)) {
        this.#add(shown, entry, directory);
      }
    } else if (rest.length === 1 && rest[0] === '') {
      if (name !== '') this.#add(name, directoryEntry(directory), directory);
    } else {
      yield* this.#descend(directory, name, rest, visited, false);
    }
    const entries = yield directory;
    for (const entry of entries ?? []) {
      if (entry.name.startsWith('.')) continue;
      const path = join(directory, entry.name);
      const child = join2(name, entry.name);
      if (this.excluded(this.withFileTypes ? entry : child, path, entry)) continue;
      if (entry.isDirectory()) yield* this.#descendAll(path, child, segments, visited, isFirst);
      else if (rest.length === 0) this.#add(child, entry, path);
      else if (entry.isSymbolicLink() && !isFirst) yield* this.#lookThrough(entry, path, child, rest, visited);
    }
  }

  /** Links to directories are not followed further, as they may lead back: the rest has to match right there. */
  * #lookThrough(link, path, name, rest, visited) {
    if (!isDirectory(link, path)) return;
    if (rest.length === 1 && rest[0] === '') this.#add(name, link, path);
    else yield* this.#descend(path, name, rest, visited, false);
  }

  #add(name, entry, path) {
    const key = resolve(path);
    if (this.found.has(key)) return;
    this.found.add(key);
    this.results.push(this.withFileTypes ? entry : normalize(name));
  }
}

function join2(parent, name) {
  if (parent === '') return name;
  return parent.endsWith('/') ? parent + name : `${parent}/${name}`;
}

function toPath(cwd) {
  return require('./paths').getValidatedPath(cwd, 'options.cwd');
}

function isDirectory(entry, path) {
  if (!entry.isSymbolicLink()) return entry.isDirectory();
  return require('../../fs').statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

function directoryEntry(path) {
  const stats = require('../../fs').lstatSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return undefined;
  const { UV_DIRENT_DIR, UV_DIRENT_LINK } = require('./constants');
  const { basename, dirname } = require('../../path');
  const entry = new Dirent(basename(path), stats.isDirectory() ? UV_DIRENT_DIR : UV_DIRENT_LINK, dirname(path));
  return stats.isDirectory() || (stats.isSymbolicLink() && isDirectory(entry, path)) ? entry : undefined;
}

function matchesSegment(name, segment) {
  if (name.startsWith('.') && !segment.startsWith('.')) return false;
  return matchesGlob(name, segment, false);
}

function splitPattern(pattern) {
  const root = isAbsolute(pattern) ? '/' : '';
  const segments = pattern.replace(/^\/+/, '').split(/\/+/);
  return { root, segments };
}

/** Makes the test for what is left out, from a function or a list of patterns. */
function excluder(exclude, withFileTypes, cwd) {
  if (exclude == null) return () => false;
  if (Array.isArray(exclude)) {
    validateStringArray(exclude, 'options.exclude');
    const patterns = exclude.flatMap(expandBraces);
    return (_, path) => {
      const name = relative(cwd, path);
      return patterns.some((pattern) => (
        matchesGlob(isAbsolute(pattern) ? path : name, pattern, false)));
    };
  }
  if (typeof exclude !== 'function') {
    throw new codes.ERR_INVALID_ARG_TYPE('options.exclude', ['function', 'string[]'], exclude);
  }
  return (given) => exclude(given);
}

/** `fs.globSync(pattern[, options])` */
function globSync(patterns, options = {}) {
  const walk = new Walk(patterns, options);
  const { readdirSync } = require('../../fs');
  const steps = walk.run();
  let step = steps.next();
  while (!step.done) {
    let entries = null;
    try {
      entries = readdirSync(step.value, { withFileTypes: true });
    } catch {
      // What can't be listed has no matches.
    }
    step = steps.next(entries);
  }
  return walk.results;
}

async function* generate(walk) {
  const { promises } = require('../../fs');
  const steps = walk.run();
  let given = 0;
  let step = steps.next();
  while (!step.done) {
    const entries = await promises.readdir(step.value, { withFileTypes: true }).catch(() => null);
    step = steps.next(entries);
    while (given < walk.results.length) yield walk.results[given++];
  }
  while (given < walk.results.length) yield walk.results[given++];
}

/**
 * `fs.promises.glob(pattern[, options])`
 * @returns {AsyncGenerator<string|Dirent>}
 */
async function* globPromise(patterns, options = {}) {
  yield* generate(new Walk(patterns, options));
}

/** `fs.glob(pattern[, options], callback)` */
function globCallback(patterns, options, callback) {
  if (typeof options === 'function') {
    callback = options;
    options = undefined;
  }
  validateFunction(callback, 'cb');
  const walk = new Walk(patterns, options ?? {});
  (async () => {
    for await (const _ of generate(walk)); // eslint-disable-line no-unused-vars
    return walk.results;
  })().then(
    (results) => process.nextTick(callback, null, results),
    (error) => process.nextTick(callback, error));
}

module.exports = { globCallback, globPromise, globSync };
