'use strict';

// What sockets for datagrams are made of, also for other modules that get such sockets.

const { UDP } = internalBinding('udp_wrap');
const { codes: { ERR_SOCKET_BAD_TYPE } } = require('./errors');
const { guessHandleType } = require('./util');
const { validateFunction } = require('./validators');

const kStateSymbol = Symbol('state symbol');

const UV_EINVAL = -22;

function familyOf(type) {
  if (type === 'udp4') return 4;
  if (type === 'udp6') return 6;
  throw new ERR_SOCKET_BAD_TYPE();
}

/**
 * Makes the handle of a socket, with a `lookup(address, callback)` for addresses of its family.
 * @param {'udp4' | 'udp6'} type
 * @param {Function} [lookup] in the place of dns.lookup
 */
function newHandle(type, lookup) {
  if (lookup !== undefined) validateFunction(lookup, 'lookup');
  const family = familyOf(type);
  const local = family === 4 ? '127.0.0.1' : '::1';
  const handle = new UDP();
  handle.lookup = (address, callback) => {
    const resolve = lookup ?? require('../dns').lookup;
    return resolve(address || local, family, callback);
  };
  return handle;
}

/**
 * Makes a handle that is bound or opened, or returns a negative error number.
 * @param {string} address
 * @param {number} port
 * @param {'udp4' | 'udp6'} addressType
 * @param {number} [fd]
 * @param {number} [flags]
 */
function createSocketHandle(address, port, addressType, fd, flags) {
  const handle = newHandle(addressType);
  let status = 0;
  if (Number.isInteger(fd) && fd > 0) {
    status = guessHandleType(fd) === 'UDP' ? handle.open(fd) : UV_EINVAL;
  } else if (port || address) {
    status = handle.bind(address, port || 0, flags ?? 0);
  }
  if (status === 0) return handle;
  handle.close();
  return status;
}

module.exports = { _createSocketHandle: createSocketHandle, kStateSymbol, newHandle };
