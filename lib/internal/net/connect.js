'use strict';

// How a socket gets its connection: look the host up, then try its addresses. With several
// addresses the attempts overlap ("happy eyeballs"): the next begins when the one before has failed
// or taken too long.

const {
  ExceptionWithHostPort,
  NodeAggregateError,
  codes: {
    ERR_INVALID_ADDRESS_FAMILY,
    ERR_INVALID_ARG_TYPE,
    ERR_INVALID_IP_ADDRESS,
    ERR_IP_BLOCKED,
    ERR_SOCKET_CONNECTION_TIMEOUT,
  },
} = require('../errors');
const {
  validateBoolean, validateFunction, validateInt32, validateNumber, validatePort, validateString,
} = require('../validators');
const tracking = require('../async_tracking');
const { isIP, kReinitializeHandle } = require('../net');
const { observed, report } = require('../perf/observed');
const { owner_symbol } = require('../stream_base_commons');
const { getOptionValue } = require('../options');
const { kSetKeepAlive, kSetKeepAliveInitialDelay, kSetNoDelay } = require('./socket');
const { TCP, constants: TCPConstants } = internalBinding('tcp_wrap');

const UV_EADDRINUSE = -98;
const UV_ECANCELED = -125;
const UV_ETIMEDOUT = -110;

const kTimer = Symbol('kTimer');

const defaults = { autoSelectFamily: undefined, attemptTimeout: undefined };

function getDefaultAutoSelectFamily() {
  return (defaults.autoSelectFamily ??= getOptionValue('--network-family-autoselection'));
}

/** @param {boolean} value */
function setDefaultAutoSelectFamily(value) {
  validateBoolean(value, 'value');
  defaults.autoSelectFamily = value;
}

/** @returns {number} ms */
function getDefaultAutoSelectFamilyAttemptTimeout() {
  return (defaults.attemptTimeout ??=
    Math.max(10, getOptionValue('--network-family-autoselection-attempt-timeout')));
}

/** @param {number} value ms, at least 10 */
function setDefaultAutoSelectFamilyAttemptTimeout(value) {
  validateInt32(value, 'value', 1);
  defaults.attemptTimeout = Math.max(10, value);
}

// --- one attempt ----------------------------------------------------------------------------

/** The address in use shows only when the port is asked for. */
function checkBindError(status, port, handle) {
  if (status === 0 && port > 0 && handle.getsockname) {
    const name = {};
    const nameStatus = handle.getsockname(name);
    if (nameStatus !== 0) {
      return nameStatus;
    }
    return name.port === port ? 0 : UV_EADDRINUSE;
  }
  return status;
}

function connectionError(request, status) {
  const { address, port, localAddress, localPort } = request;
  const details = localAddress && localPort ? `${localAddress}:${localPort}` : undefined;
  const error = new ExceptionWithHostPort(status, 'connect', address, port, details);
  if (details) {
    error.localAddress = localAddress;
    error.localPort = localPort;
  }
  return error;
}

/** An attempt that could not even begin. */
function immediateError(socket, status, address, port) {
  const { address: localAddress, port: localPort } = socket._getsockname();
  // Where there is no socket yet either, Node.js names `undefined` all the same.
  const details = `${localAddress}:${localPort}`;
  return new ExceptionWithHostPort(status, 'connect', address, port, details);
}

function afterConnect(status, handle, request, readable, writable) {
  const socket = handle[owner_symbol];
  if (socket.destroyed) {
    return;
  }
  socket.connecting = false;
  socket._sockname = null;
  if (status !== 0) {
    const error = connectionError(request, status);
    if (request.addressType !== undefined) {
      socket.emit('connectionAttemptFailed',
                  request.address, request.port, request.addressType, error);
    }
    socket.destroy(error);
    return;
  }
  if (socket.readable && !readable) {
    socket.push(null);
    socket.read();
  }
  if (socket.writable && !writable) {
    socket.end();
  }
  if (request.startTime > 0 && observed.net) {
    report('connect', 'net', request.startTime, { host: request.address, port: request.port });
  }
  socket._unrefTimer();
  if (socket[kSetNoDelay] && handle.setNoDelay) {
    handle.setNoDelay(true);
  }
  if (socket[kSetKeepAlive] && handle.setKeepAlive) {
    handle.setKeepAlive(true, socket[kSetKeepAliveInitialDelay]);
  }
  socket.emit('connect');
  socket.emit('ready');
  if (readable && !socket.isPaused()) {
    socket.read(0);
  }
}

function bindLocal(handle, addressType, localAddress, localPort) {
  const status = addressType === 6 ?
    handle.bind6(localAddress || '::', localPort | 0, 0) :
    handle.bind(localAddress || '0.0.0.0', localPort | 0, 0);
  return checkBindError(status, localPort, handle);
}

function startAttempt(handle, request) {
  if (observed.net && request.port !== undefined) request.startTime = require('../perf/clock').now();
  return request.addressType === 6 ?
    handle.connect6(request, request.address, request.port) :
    handle.connect(request, request.address, request.port);
}

function connectToAddress(socket, address, port, addressType, localAddress, localPort) {
  if (localAddress || localPort) {
    const status = bindLocal(socket._handle, addressType, localAddress, localPort);
    if (status) {
      socket.destroy(new ExceptionWithHostPort(
        status, 'bind', localAddress || (addressType === 6 ? '::' : '0.0.0.0'), localPort));
      return;
    }
  }
  if (socket.blockList?.check(address, `ipv${addressType}`)) {
    socket.destroy(new ERR_IP_BLOCKED(address));
    return;
  }
  socket.emit('connectionAttempt', address, port, addressType);
  const request = {
    oncomplete: afterConnect, address, port, localAddress, localPort, addressType,
  };
  const status = startAttempt(socket._handle, request);
  if (status) {
    socket.destroy(immediateError(socket, status, address, port));
  }
}

/**
 * @param {import('net').Socket} socket
 * @param {string} path
 */
function connectToPath(socket, path) {
  validateString(path, 'options.path');
  const request = { oncomplete: afterConnect, address: path };
  const status = socket._handle.connect(request, path);
  if (status) {
    socket.destroy(immediateError(socket, status, path));
  }
}

// --- several attempts -----------------------------------------------------------------------

function failAttempt(context, error, request) {
  context.errors.push(error);
  context.socket.emit('connectionAttemptFailed',
                      request.address, request.port, request.addressType, error);
  attemptNext(context);
}

function attemptNext(context, cancelled = false) {
  clearTimeout(context[kTimer]);
  const { socket, addresses } = context;
  if (socket._aborted) {
    return;
  }
  if (cancelled || context.current === addresses.length) {
    socket.destroy(context.errors.length === 0 ?
      new ERR_SOCKET_CONNECTION_TIMEOUT() :
      new NodeAggregateError(context.errors));
    return;
  }
  const index = context.current++;
  if (index > 0) {
    socket[kReinitializeHandle](new TCP(TCPConstants.SOCKET));
  }
  const { port, localPort } = context;
  const { address, family: addressType } = addresses[index];
  const localAddress = localPort ? (addressType === 6 ? '::' : '0.0.0.0') : undefined;
  const request = {
    oncomplete: afterAttempt.bind(undefined, context, index),
    address, port, localAddress, localPort, addressType,
  };
  if (localPort) {
    const status = bindLocal(socket._handle, addressType, localAddress, localPort);
    if (status) {
      context.errors.push(new ExceptionWithHostPort(status, 'bind', localAddress, localPort));
      attemptNext(context);
      return;
    }
  }
  if (socket.blockList?.check(address, `ipv${addressType}`)) {
    failAttempt(context, new ERR_IP_BLOCKED(address), request);
    return;
  }
  socket.autoSelectFamilyAttemptedAddresses.push(`${address}:${port}`);
  socket.emit('connectionAttempt', address, port, addressType);
  const status = startAttempt(socket._handle, request);
  if (status) {
    failAttempt(context, immediateError(socket, status, address, port), request);
    return;
  }
  if (index < addresses.length - 1) {
    context[kTimer] = setTimeout(
      attemptTimedOut, context.timeout, context, request, socket._handle);
  }
}

function attemptTimedOut(context, request, handle) {
  const { socket } = context;
  socket.emit('connectionAttemptTimeout', request.address, request.port, request.addressType);
  request.oncomplete = undefined;
  context.errors.push(connectionError(request, UV_ETIMEDOUT));
  handle.close();
  if (socket.connecting) {
    attemptNext(context);
  }
}

function afterAttempt(context, index, status, handle, request, readable, writable) {
  clearTimeout(context[kTimer]);
  const { socket } = context;
  if (status === 0 && index !== context.current - 1) {
    handle.close();
    return;
  }
  if (status === 0) {
    afterConnect(status, socket._handle, request, readable, writable);
    return;
  }
  const error = connectionError(request, status);
  context.errors.push(error);
  socket.emit('connectionAttemptFailed',
              request.address, request.port, request.addressType, error);
  if (socket.connecting) {
    attemptNext(context, status === UV_ECANCELED);
  }
}

/** Alternates between the families, beginning with that of the first address. */
function interleave(addresses) {
  const first = addresses.filter(({ family }) => family === addresses[0].family);
  const second = addresses.filter(({ family }) => family !== addresses[0].family);
  const result = [];
  for (let i = 0; i < Math.max(first.length, second.length); i++) {
    if (i < first.length) {
      result.push(first[i]);
    }
    if (i < second.length) {
      result.push(second[i]);
    }
  }
  return result;
}

function connectErrorNT(socket, error) {
  socket.destroy(error);
}

function wrongAddress(address, family, options) {
  if (typeof address !== 'string' || !isIP(address)) {
    return new ERR_INVALID_IP_ADDRESS(address);
  }
  if (family !== 4 && family !== 6) {
    return new ERR_INVALID_ADDRESS_FAMILY(family, options.host, options.port);
  }
  return undefined;
}

function connectToSeveral(socket, addresses, options, target) {
  const { host, port, localAddress, localPort, timeout } = target;
  const valid = [];
  let firstError;
  for (const entry of addresses) {
    const { address, family } = entry;
    socket.emit('lookup', null, address, family, host);
    if (!socket.connecting) {
      return;
    }
    const error = wrongAddress(address, family, options);
    if (error === undefined) {
      valid.push(entry);
    } else {
      firstError ??= error;
    }
  }
  if (valid.length === 0) {
    process.nextTick(connectErrorNT, socket, firstError);
    return;
  }
  socket._unrefTimer();
  if (valid.length === 1) {
    const [{ address, family }] = valid;
    connectToAddress(socket, address, port, family, localAddress, localPort);
    return;
  }
  socket.autoSelectFamilyAttemptedAddresses = [];
  attemptNext({
    socket,
    addresses: interleave(valid),
    current: 0,
    port,
    localPort,
    timeout,
    [kTimer]: null,
    errors: [],
  });
}

// --- look-up --------------------------------------------------------------------------------

function lookupSeveral(socket, lookup, lookupOptions, options, target) {
  tracking.withTrigger(socket._handle, lookup, target.host, lookupOptions, (error, addresses) => {
    if (!socket.connecting) {
      return;
    }
    if (error) {
      socket.emit('lookup', error, undefined, undefined, target.host);
      process.nextTick(connectErrorNT, socket, error);
      return;
    }
    connectToSeveral(socket, addresses, options, target);
  });
}

function lookupOne(socket, lookup, lookupOptions, options, target) {
  tracking.withTrigger(socket._handle, lookup, target.host, lookupOptions, (error, address, family) => {
    socket.emit('lookup', error, address, family, target.host);
    if (!socket.connecting) {
      return;
    }
    error ||= wrongAddress(address, family, options);
    if (error) {
      process.nextTick(connectErrorNT, socket, error);
      return;
    }
    socket._unrefTimer();
    connectToAddress(
      socket, address, target.port, family, target.localAddress, target.localPort);
  });
}

function toLookupFamily(family) {
  switch (family) {
    case 'IPv4':
      return 4;
    case 'IPv6':
      return 6;
    default:
      return family;
  }
}

function isPortLike(value) {
  return ['number', 'string'].includes(typeof value);
}

/** Checks the address and ports of a connection's both ends. */
function validateTarget(options) {
  const { localAddress: from, localPort: fromPort, port: to } = options;
  if (from && isIP(from) === 0) throw new ERR_INVALID_IP_ADDRESS(from);
  if (fromPort) validateNumber(fromPort, 'options.localPort');
  if (to === undefined) return;
  if (!isPortLike(to)) throw new ERR_INVALID_ARG_TYPE('options.port', ['number', 'string'], to);
  validatePort(to);
}

function familySelection(options) {
  let { autoSelectFamily, autoSelectFamilyAttemptTimeout: timeout } = options;
  if (autoSelectFamily != null) {
    validateBoolean(autoSelectFamily, 'options.autoSelectFamily');
  } else {
    autoSelectFamily = getDefaultAutoSelectFamily();
  }
  if (timeout != null) {
    validateInt32(timeout, 'options.autoSelectFamilyAttemptTimeout', 1);
    timeout = Math.max(10, timeout);
  } else {
    timeout = getDefaultAutoSelectFamilyAttemptTimeout();
  }
  return { autoSelectFamily, timeout };
}

/**
 * Starts connecting `socket`, which is in state `connecting`, to `options.host` and `.port`.
 * @param {import('net').Socket} socket
 * @param {object} options those of `net.connect`
 */
function lookupAndConnect(socket, options) {
  validateTarget(options);
  const { localAddress, localPort } = options;
  const host = options.host || 'localhost';
  validateString(host, 'options.host');
  const port = options.port | 0;
  const { autoSelectFamily, timeout } = familySelection(options);

  const addressType = isIP(host);
  if (addressType) {
    process.nextTick(() => {
      if (socket.connecting) {
        connectToAddress(socket, host, port, addressType, localAddress, localPort);
      }
    });
    return;
  }
  if (options.lookup != null) {
    validateFunction(options.lookup, 'options.lookup');
  }
  const dns = require('../../dns');
  const family = toLookupFamily(options.family);
  const lookupOptions = { family, hints: options.hints || 0 };
  const anyFamily = family !== 4 && family !== 6;
  if (anyFamily && lookupOptions.hints === 0) {
    lookupOptions.hints = dns.ADDRCONFIG;
  }
  socket._host = host;
  const lookup = options.lookup || dns.lookup;
  const target = { host, port, localAddress, localPort, timeout };
  if (autoSelectFamily && anyFamily && !localAddress) {
    lookupOptions.all = true;
    lookupSeveral(socket, lookup, lookupOptions, options, target);
  } else {
    lookupOne(socket, lookup, lookupOptions, options, target);
  }
}

module.exports = {
  connectToPath,
  getDefaultAutoSelectFamily,
  getDefaultAutoSelectFamilyAttemptTimeout,
  lookupAndConnect,
  setDefaultAutoSelectFamily,
  setDefaultAutoSelectFamilyAttemptTimeout,
};
