'use strict';

// The process among others: its ids, its directory, its umask, and signals it sends. Loaded when one of them is touched.

const { ErrnoException, codes } = require('../errors');
const {
  parseFileMode, validateArray, validateInteger, validateString, validateUint32,
} = require('../validators');

const binding = internalBinding('credentials');

const { getuid, geteuid, getgid, getegid, getgroups } = binding;

function validateId(id, name) {
  if (typeof id === 'number') validateUint32(id, name);
  else if (typeof id !== 'string') {
    throw new codes.ERR_INVALID_ARG_TYPE(name, ['number', 'string'], id);
  }
}

/** What the system refuses of these calls is worded differently from all else, and its error number is positive. */
function refusal({ code, errno, syscall }) {
  const text = require('../../util').getSystemErrorMessage(errno);
  const error = new Error(`${code}, ${text[0].toUpperCase()}${text.slice(1)}`);
  return Object.assign(error, { errno: -errno, code, syscall });
}

function refusable(call) {
  return (...args) => {
    try {
      return call(...args);
    } catch (error) {
      throw error.syscall === undefined ? error : refusal(error);
    }
  };
}

/** Makes a setter of an id, which may be given by name. */
function idSetter(name, kind) {
  const set = refusable(binding[name]);
  return {
    [name](id) {
      validateId(id, 'id');
      if (typeof id === 'number') id |= 0;
      if (set(id) === 1) throw new codes.ERR_UNKNOWN_CREDENTIAL(kind, id);
    },
  }[name];
}

const setuid = idSetter('setuid', 'User');
const seteuid = idSetter('seteuid', 'User');
const setgid = idSetter('setgid', 'Group');
const setegid = idSetter('setegid', 'Group');

const setGroupList = refusable(binding.setgroups);
const initGroupList = refusable(binding.initgroups);

/** `process.setgroups(groups)` */
function setgroups(groups) {
  validateArray(groups, 'groups');
  for (let i = 0; i < groups.length; i++) validateId(groups[i], `groups[${i}]`);
  const unknown = setGroupList(groups);
  if (unknown > 0) throw new codes.ERR_UNKNOWN_CREDENTIAL('Group', groups[unknown - 1]);
}

/** `process.initgroups(user, extraGroup)` */
function initgroups(user, extraGroup) {
  validateId(user, 'user');
  validateId(extraGroup, 'extraGroup');
  const unknown = initGroupList(user, extraGroup);
  if (unknown === 1) throw new codes.ERR_UNKNOWN_CREDENTIAL('User', user);
  if (unknown === 2) throw new codes.ERR_UNKNOWN_CREDENTIAL('Group', extraGroup);
}

/**
 * `process.umask([mask])`
 * @param {number|string} [mask]
 * @returns {number} the mask before
 */
function umask(mask) {
  if (mask === undefined) return binding.readUmask();
  return binding.umask(parseFileMode(mask, 'mask') & 0o777);
}

let cachedCwd;

/** `process.chdir(directory)` */
function chdir(directory) {
  validateString(directory, 'directory');
  binding.chdir(directory);
  cachedCwd = undefined;
  process.cwd = cwd;
}

/** `process.cwd()` of a process that has changed its directory. */
function cwd() {
  cachedCwd ??= binding.cwd();
  return cachedCwd;
}

/** `process.kill(pid[, signal])` */
function kill(pid, signal) {
  // eslint-disable-next-line eqeqeq
  if (pid != (pid | 0)) throw new codes.ERR_INVALID_ARG_TYPE('pid', 'number', pid);
  const { signals } = require('../../os').constants;
  let number;
  if (typeof signal === 'number') {
    validateInteger(signal, 'signal');
    number = signal;
  } else {
    signal ||= 'SIGTERM';
    number = signals[signal];
    if (number === undefined) throw new codes.ERR_UNKNOWN_SIGNAL(signal);
  }
  const result = process._kill(pid | 0, number);
  if (result < 0) throw new ErrnoException(result, 'kill');
  return true;
}

module.exports = {
  _kill: binding.kill,
  chdir,
  getegid,
  geteuid,
  getgid,
  getgroups,
  getuid,
  initgroups,
  kill,
  setegid,
  seteuid,
  setgid,
  setgroups,
  setuid,
  umask,
};
