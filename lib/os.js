'use strict';

// The machine and its users.

const { codes } = require('./internal/errors');
const { validateInt32, validateObject } = require('./internal/validators');
const constants = require('./internal/os_constants');

const binding = internalBinding('os');

/** Calls a function that fails with the system's error; users get it as a SystemError. */
function checked(call) {
  try {
    return call();
  } catch (error) {
    const [code, message] = [error.code, describe(error.errno)];
    throw new codes.ERR_SYSTEM_ERROR({ errno: error.errno, code, message, syscall: error.syscall });
  }
}

function describe(errno) {
  return internalBinding('uv').getErrorMessage(errno);
}

/** @returns {string} */
function hostname() {
  return checked(binding.getHostname);
}

/** @returns {string} `$HOME`, or the home directory that the system knows */
function homedir() {
  return process.env.HOME || checked(binding.getHomeDirectory);
}

/** @returns {number} seconds since the machine started */
function uptime() {
  return binding.getUptime();
}

/** @returns {string} */
function release() {
  return binding.getRelease();
}

/** @returns {string} */
function type() {
  return binding.getType();
}

/** @returns {string} the kernel's version */
function version() {
  return binding.getVersion();
}

/** @returns {string} such as `x86_64` */
function machine() {
  return binding.getMachine();
}

/** @returns {number} bytes */
function freemem() {
  return binding.getFreeMem();
}

/** @returns {number} bytes */
function totalmem() {
  return binding.getTotalMem();
}

/** @returns {number} how many things the process can do at once */
function availableParallelism() {
  return binding.getAvailableParallelism();
}

/** @returns {[number, number, number]} averages of 1, 5 and 15 minutes */
function loadavg() {
  return binding.getLoadAvg();
}

/** @returns {Array<{model: string, speed: number, times: object}>} speeds in MHz, times in ms */
function cpus() {
  const values = binding.getCPUs();
  const result = [];
  for (let i = 0; i < values.length; i += 7) {
    const [model, speed, user, nice, sys, idle, irq] = values.slice(i, i + 7);
    result.push({ model, speed, times: { user, nice, sys, idle, irq } });
  }
  return result;
}

function platform() {
  return process.platform;
}

function arch() {
  return process.arch;
}

/** @returns {string} where temporary files go, without a slash at the end */
function tmpdir() {
  const path = process.env.TMPDIR || process.env.TMP || process.env.TEMP || '/tmp';
  return path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
}

/** @returns {'BE'|'LE'} */
function endianness() {
  return binding.isBigEndian ? 'BE' : 'LE';
}

for (const fn of [
  availableParallelism, freemem, hostname, homedir, release, totalmem, type, uptime, version,
  machine, arch, endianness, platform, tmpdir,
]) {
  fn[Symbol.toPrimitive] = fn;
}

/** How many leading bits of a netmask are set, or null where they have gaps. */
function prefixLength(netmask, family) {
  const bits = family === 'IPv4' ?
    netmask.split('.').map((part) => Number(part).toString(2).padStart(8, '0')).join('') :
    groupsOf(netmask).map((group) => Number.parseInt(group || '0', 16).toString(2).padStart(16, '0')).join('');
  const length = bits.indexOf('0');
  if (length === -1) return bits.length;
  return bits.includes('1', length) ? null : length;
}

/** The eight groups of an IPv6 address, `::` written out. */
function groupsOf(address) {
  const [head, tail] = address.split('::');
  const left = head ? head.split(':') : [];
  if (tail === undefined) return left;
  const right = tail ? tail.split(':') : [];
  return [...left, ...new Array(8 - left.length - right.length).fill('0'), ...right];
}

/** @returns {Record<string, object[]>} the addresses of each interface that is up */
function networkInterfaces() {
  const values = checked(binding.getInterfaceAddresses);
  const result = {};
  for (let i = 0; i < values.length; i += 7) {
    const [name, address, netmask, family, mac, internal, scopeid] = values.slice(i, i + 7);
    const length = prefixLength(netmask, family);
    const entry = {
      address, netmask, family, mac, internal, cidr: length === null ? null : `${address}/${length}`,
    };
    if (scopeid !== -1) entry.scopeid = scopeid;
    (result[name] ??= []).push(entry);
  }
  return result;
}

/**
 * @param {number} pid
 * @param {number} [priority] -20 (highest) to 19
 */
function setPriority(pid, priority) {
  if (priority === undefined) {
    priority = pid;
    pid = 0;
  }
  validateInt32(pid, 'pid');
  validateInt32(priority, 'priority', -20, 19);
  checked(() => binding.setPriority(pid, priority));
}

/**
 * @param {number} [pid]
 * @returns {number}
 */
function getPriority(pid) {
  if (pid === undefined) pid = 0;
  else validateInt32(pid, 'pid');
  return checked(() => binding.getPriority(pid));
}

/**
 * @param {{encoding?: string}} [options] `buffer` gives names as Buffers
 * @returns {{uid: number, gid: number, username: string, homedir: string, shell: string|null}}
 */
function userInfo(options) {
  if (options !== undefined && (options === null || typeof options !== 'object')) options = {};
  if (options !== undefined) validateObject(options, 'options', 1 | 2 | 4);
  const encoding = options?.encoding ? `${options.encoding}`.toLowerCase() : 'utf8';
  const asBuffer = encoding !== 'utf8' && encoding !== 'utf-8';
  const user = checked(() => binding.getUserInfo(asBuffer));
  const decode = (name) => (
    !asBuffer || name === null || encoding === 'buffer' ? name : decodeAs(name, encoding));
  return {
    __proto__: null,
    uid: user.uid,
    gid: user.gid,
    username: decode(user.username),
    homedir: decode(user.homedir),
    shell: decode(user.shell),
  };
}

function decodeAs(name, encoding) {
  const { Buffer } = require('./buffer');
  return name.toString(Buffer.isEncoding(encoding) ? encoding : 'utf8');
}

module.exports = {
  arch,
  availableParallelism,
  cpus,
  endianness,
  freemem,
  getPriority,
  homedir,
  hostname,
  loadavg,
  networkInterfaces,
  platform,
  release,
  setPriority,
  tmpdir,
  totalmem,
  type,
  userInfo,
  uptime,
  version,
  machine,
};

for (const [name, value] of [['constants', constants], ['EOL', '\n'], ['devNull', '/dev/null']]) {
  Object.defineProperty(module.exports, name, {
    __proto__: null, configurable: name !== 'constants', enumerable: true, value,
  });
}
