'use strict';

// What `stat` and `statfs` give. Times stay numbers until someone asks for a Date.

const constants = require('./constants');

const {
  S_IFBLK, S_IFCHR, S_IFDIR, S_IFIFO, S_IFLNK, S_IFMT, S_IFREG, S_IFSOCK,
} = constants;

const kNanosPerMilli = 10n ** 6n;
const kNanosPerSecond = 10n ** 9n;

function StatsBase(dev, mode, nlink, uid, gid, rdev, blksize, ino, size, blocks) {
  this.dev = dev;
  this.mode = mode;
  this.nlink = nlink;
  this.uid = uid;
  this.gid = gid;
  this.rdev = rdev;
  this.blksize = blksize;
  this.ino = ino;
  this.size = size;
  this.blocks = blocks;
}

StatsBase.prototype.isDirectory = function() {
  return this._checkModeProperty(S_IFDIR);
};
StatsBase.prototype.isFile = function() {
  return this._checkModeProperty(S_IFREG);
};
StatsBase.prototype.isBlockDevice = function() {
  return this._checkModeProperty(S_IFBLK);
};
StatsBase.prototype.isCharacterDevice = function() {
  return this._checkModeProperty(S_IFCHR);
};
StatsBase.prototype.isSymbolicLink = function() {
  return this._checkModeProperty(S_IFLNK);
};
StatsBase.prototype.isFIFO = function() {
  return this._checkModeProperty(S_IFIFO);
};
StatsBase.prototype.isSocket = function() {
  return this._checkModeProperty(S_IFSOCK);
};

function lazyDate(name) {
  const source = `${name}Ms`;
  function replace(object, value) {
    Object.defineProperty(object, name, {
      __proto__: null, configurable: true, enumerable: true, writable: true, value,
    });
    return value;
  }
  return {
    __proto__: null,
    configurable: true,
    enumerable: true,
    get() {
      return replace(this, new Date(Math.round(Number(this[source]))));
    },
    set(value) {
      replace(this, value);
    },
  };
}

const lazyDates = {
  __proto__: null,
  atime: lazyDate('atime'),
  mtime: lazyDate('mtime'),
  ctime: lazyDate('ctime'),
  birthtime: lazyDate('birthtime'),
};

function Stats(dev, mode, nlink, uid, gid, rdev, blksize, ino, size, blocks,
  atimeMs, mtimeMs, ctimeMs, birthtimeMs) {
  StatsBase.call(this, dev, mode, nlink, uid, gid, rdev, blksize, ino, size, blocks);
  this.atimeMs = atimeMs;
  this.mtimeMs = mtimeMs;
  this.ctimeMs = ctimeMs;
  this.birthtimeMs = birthtimeMs;
}
Object.setPrototypeOf(Stats.prototype, StatsBase.prototype);
Object.setPrototypeOf(Stats, StatsBase);
Object.defineProperties(Stats.prototype, lazyDates);
Stats.prototype._checkModeProperty = function(property) {
  return (this.mode & S_IFMT) === property;
};

function BigIntStats(dev, mode, nlink, uid, gid, rdev, blksize, ino, size, blocks,
  atimeNs, mtimeNs, ctimeNs, birthtimeNs) {
  StatsBase.call(this, dev, mode, nlink, uid, gid, rdev, blksize, ino, size, blocks);
  this.atimeMs = atimeNs / kNanosPerMilli;
  this.mtimeMs = mtimeNs / kNanosPerMilli;
  this.ctimeMs = ctimeNs / kNanosPerMilli;
  this.birthtimeMs = birthtimeNs / kNanosPerMilli;
  this.atimeNs = atimeNs;
  this.mtimeNs = mtimeNs;
  this.ctimeNs = ctimeNs;
  this.birthtimeNs = birthtimeNs;
}
Object.setPrototypeOf(BigIntStats.prototype, StatsBase.prototype);
Object.setPrototypeOf(BigIntStats, StatsBase);
Object.defineProperties(BigIntStats.prototype, lazyDates);
BigIntStats.prototype._checkModeProperty = function(property) {
  return (this.mode & BigInt(S_IFMT)) === BigInt(property);
};

function millis(values, at) {
  return values[at] * 1000 + values[at + 1] / 1e6;
}

function nanos(values, at) {
  return values[at] * kNanosPerSecond + values[at + 1];
}

/**
 * Makes the object that users see.
 * @param {Float64Array|BigInt64Array} v as the binding fills it: times in seconds and nanoseconds
 * @returns {Stats|BigIntStats}
 */
function getStatsFromBinding(v) {
  if (v instanceof BigInt64Array) {
    return new BigIntStats(v[0], v[1], v[2], v[3], v[4], v[5], v[6], v[7], v[8], v[9],
      nanos(v, 10), nanos(v, 12), nanos(v, 14), nanos(v, 16));
  }
  return new Stats(v[0], v[1], v[2], v[3], v[4], v[5], v[6], v[7], v[8], v[9],
    millis(v, 10), millis(v, 12), millis(v, 14), millis(v, 16));
}

class StatFs {
  constructor(type, bsize, blocks, bfree, bavail, files, ffree) {
    this.type = type;
    this.bsize = bsize;
    this.blocks = blocks;
    this.bfree = bfree;
    this.bavail = bavail;
    this.files = files;
    this.ffree = ffree;
  }
}

/** Whether two results are of the same file. */
function areIdentical(a, b) {
  return Boolean(b.ino) && Boolean(b.dev) && b.ino === a.ino && b.dev === a.dev;
}

module.exports = { BigIntStats, StatFs, Stats, areIdentical, getStatsFromBinding };
