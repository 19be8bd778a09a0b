'use strict';

// Directory entries.

const constants = require('./constants');

const {
  UV_DIRENT_BLOCK, UV_DIRENT_CHAR, UV_DIRENT_DIR, UV_DIRENT_FIFO, UV_DIRENT_FILE,
  UV_DIRENT_LINK, UV_DIRENT_SOCKET, UV_DIRENT_UNKNOWN,
} = constants;

const kType = Symbol('type');
const kStats = Symbol('stats');

class Dirent {
  constructor(name, type, directory) {
    this.name = name;
    this.parentPath = directory;
    this[kType] = type;
  }
}

/** An entry of a file system that does not tell types: it asks lstat's result. */
class DirentFromStats extends Dirent {
  constructor(name, lstats, directory) {
    super(name, null, directory);
    this[kStats] = lstats;
  }
}

const tests = {
  isDirectory: UV_DIRENT_DIR,
  isFile: UV_DIRENT_FILE,
  isBlockDevice: UV_DIRENT_BLOCK,
  isCharacterDevice: UV_DIRENT_CHAR,
  isSymbolicLink: UV_DIRENT_LINK,
  isFIFO: UV_DIRENT_FIFO,
  isSocket: UV_DIRENT_SOCKET,
};

for (const [name, type] of Object.entries(tests)) {
  defineTest(Dirent.prototype, name, function() {
    return this[kType] === type;
  });
  defineTest(DirentFromStats.prototype, name, function() {
    return this[kStats][name]();
  });
}

function defineTest(prototype, name, test) {
  Object.defineProperty(test, 'name', { __proto__: null, value: name });
  const method = { __proto__: null, value: test, writable: true, configurable: true };
  Object.defineProperty(prototype, name, method);
}

const slash = 47;

/** Joins a directory and a name, either of which may be bytes. */
function joinPath(path, name) {
  if (typeof path !== 'string' || typeof name !== 'string') return joinBytes(path, name);
  return path.endsWith('/') ? path + name : `${path}/${name}`;
}

function joinBytes(path, name) {
  const { Buffer } = require('../../buffer');
  const parts = [Buffer.from(path), Buffer.from(name)];
  if (parts[0].at(-1) !== slash) parts.splice(1, 0, Buffer.of(slash));
  return Buffer.concat(parts);
}

/**
 * Makes the entry of a directory, now.
 * @param {string|Buffer} path the directory
 * @param {string|Buffer} name
 * @param {number} type UV_DIRENT_*
 * @returns {Dirent}
 */
function getDirent(path, name, type) {
  if (type === UV_DIRENT_UNKNOWN) {
    const stats = require('../../fs').lstatSync(joinPath(path, name));
    return new DirentFromStats(name, stats, path);
  }
  return new Dirent(name, type, path);
}

/**
 * Makes the entries of a directory out of the binding's two lists, now.
 * @param {string|Buffer} path the directory
 * @param {[Array, number[]]} listing
 * @returns {Dirent[]}
 */
function getDirents(path, listing) {
  const { 0: names, 1: types } = listing;
  return names.map((name, i) => getDirent(path, name, types[i]));
}

module.exports = { Dirent, DirentFromStats, getDirent, getDirents, joinPath };
