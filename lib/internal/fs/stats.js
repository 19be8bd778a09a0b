'use strict';

// What `stat` and `statfs` give. Times stay numbers until someone asks for a Date.

const { S_IFBLK, S_IFCHR, S_IFDIR, S_IFIFO, S_IFLNK, S_IFMT, S_IFREG, S_IFSOCK } = require('./constants');

const { assign, defineProperty, setPrototypeOf } = Object;

// In the order in which the binding fills its array; four times follow.
const FIELDS = ['dev', 'mode', 'nlink', 'uid', 'gid', 'rdev', 'blksize', 'ino', 'size', 'blocks'];
const TIMES = ['atime', 'mtime', 'ctime', 'birthtime'];
const FIRST_TIME = FIELDS.length;

/** The parent of both kinds of results: only its prototype is of use. */
function StatsBase() {}

// Each asks `_checkModeProperty`, which programs replace to have files be what they are not.
for (const [question, fileType] of [
  ['isDirectory', S_IFDIR],
  ['isFile', S_IFREG],
  ['isBlockDevice', S_IFBLK],
  ['isCharacterDevice', S_IFCHR],
  ['isSymbolicLink', S_IFLNK],
  ['isFIFO', S_IFIFO],
  ['isSocket', S_IFSOCK],
]) {
  StatsBase.prototype[question] = function() {
    return this._checkModeProperty(fileType);
  };
}

/** Gives a prototype the Dates, which become the object's own once they are read or set. */
function addDates(prototype) {
  for (const name of TIMES) {
    const inMillis = `${name}Ms`;
    const own = (stats, value) => {
      defineProperty(stats, name, { __proto__: null, value, writable: true, enumerable: true, configurable: true });
      return value;
    };
    defineProperty(prototype, name, {
      __proto__: null,
      enumerable: true,
      configurable: true,
      get() { return own(this, new Date(Math.round(Number(this[inMillis])))); },
      set(value) { own(this, value); },
    });
  }
}

/** Makes `Type`, which programs may call with all fields in order, a kind of StatsBase. */
function inherit(Type, isOfType) {
  setPrototypeOf(Type, StatsBase);
  setPrototypeOf(Type.prototype, StatsBase.prototype);
  addDates(Type.prototype);
  assign(Type.prototype, { _checkModeProperty: isOfType });
  defineProperty(Type, 'length', { __proto__: null, value: FIRST_TIME + TIMES.length, configurable: true });
}

function Stats(...values) {
  FIELDS.forEach((field, i) => { this[field] = values[i]; });
  TIMES.forEach((time, i) => { this[`${time}Ms`] = values[FIRST_TIME + i]; });
}
inherit(Stats, function(fileType) {
  return (this.mode & S_IFMT) === fileType;
});

function BigIntStats(...values) {
  const nanos = values.slice(FIRST_TIME);
  FIELDS.forEach((field, i) => { this[field] = values[i]; });
  TIMES.forEach((time, i) => { this[`${time}Ms`] = nanos[i] / 1_000_000n; });
  TIMES.forEach((time, i) => { this[`${time}Ns`] = nanos[i]; });
}
inherit(BigIntStats, function(fileType) {
  return (Number(this.mode) & S_IFMT) === fileType;
});

// The two below make the same objects out of the binding's array at once: they share the prototypes.

function FilledStats(v) {
  this.dev = v[0];
  this.mode = v[1];
  this.nlink = v[2];
  this.uid = v[3];
  this.gid = v[4];
  this.rdev = v[5];
  this.blksize = v[6];
  this.ino = v[7];
  this.size = v[8];
  this.blocks = v[9];
  this.atimeMs = v[10] * 1000 + v[11] / 1e6;
  this.mtimeMs = v[12] * 1000 + v[13] / 1e6;
  this.ctimeMs = v[14] * 1000 + v[15] / 1e6;
  this.birthtimeMs = v[16] * 1000 + v[17] / 1e6;
}
FilledStats.prototype = Stats.prototype;

function nanosAt(v, i) {
  return v[i] * 1_000_000_000n + v[i + 1];
}

/**
 * Makes the object that users see.
 * @param {Float64Array|BigInt64Array} v as the binding fills it: times in seconds and nanoseconds
 * @returns {Stats|BigIntStats}
 */
function getStatsFromBinding(v) {
  if (v instanceof Float64Array) return new FilledStats(v);
  return new BigIntStats(...v.subarray(0, FIRST_TIME), nanosAt(v, 10), nanosAt(v, 12), nanosAt(v, 14), nanosAt(v, 16));
}

/** What `statfs` gives: counts of blocks and of files. */
class StatFs {
  constructor(...values) {
    [this.type, this.bsize, this.blocks, this.bfree, this.bavail, this.files, this.ffree] = values;
  }
}

/** Whether two results are of the same file; where numbers are missing, they are not. */
function areIdentical(a, b) {
  return !!(b.ino && b.dev) && a.ino === b.ino && a.dev === b.dev;
}

module.exports = { BigIntStats, StatFs, Stats, areIdentical, getStatsFromBinding };
