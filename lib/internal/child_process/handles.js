'use strict';

// Servers and sockets on their way to another process: what is sent of them, and what is made of them there.

const net = require('../../net');
const { ErrnoException, codes: { ERR_INVALID_HANDLE_TYPE } } = require('../errors');
const { guessHandleType } = require('../util');
const { getSocketList, kChannel } = require('./socket_lists');

function ignoreInput() {}

/** A connection leaves this process: nobody here reads it or waits for it any more. */
function detach(socket, handle) {
  handle.readStop();
  handle.onread = ignoreInput;
  socket._handle = null;
  socket.setTimeout(0);
  if (!socket.parser) return;
  const { HTTPParser, freeParser } = require('../../_http_common');
  if (!(socket.parser instanceof HTTPParser)) return;
  freeParser(socket.parser, null, socket);
  if (socket._httpMessage) socket._httpMessage.detachSocket(socket);
}

const kinds = {
  '__proto__': null,

  'net.Native': {
    staysOpen: true,
    handleOf: (handle) => handle,
    receive(target, message, handle, done) {
      done(handle);
    },
  },

  'dgram.Native': {
    staysOpen: true,
    handleOf: (handle) => handle,
    receive(target, message, handle, done) {
      done(handle);
    },
  },

  'dgram.Socket': {
    staysOpen: true,
    handleOf(socket, target, message) {
      message.dgramType = socket.type;
      return socket[require('../dgram').kStateSymbol].handle;
    },
    receive(target, message, handle, done) {
      const socket = new (require('../../dgram').Socket)(message.dgramType);
      socket.bind(handle, () => done(socket));
    },
  },

  'net.Server': {
    // The server goes on here, too: both processes accept connections.
    staysOpen: true,
    handleOf: (server) => server._handle,
    receive(target, message, handle, done) {
      const server = new net.Server();
      server.listen(handle, () => done(server));
    },
  },

  'net.Socket': {
    handleOf(socket, target, message, options) {
      const handle = socket._handle;
      if (!handle) return undefined;
      if (socket.server) countAway(socket.server, target, message, options);
      if (!options.keepOpen) detach(socket, handle);
      return handle;
    },
    receive(target, message, handle, done) {
      const socket = new net.Socket({ handle, readable: true, writable: true });
      // The process it comes from wants to know when its server has no connections left.
      if (message.key) getSocketList('got', target, message.key).add({ socket });
      done(socket);
    },
  },
};

/** From now on the connection is one that the other process has. */
function countAway(server, target, message, options) {
  message.key = server._connectionKey;
  const isFirst = !target[kChannel].sockets.send[message.key];
  const list = getSocketList('send', target, message.key);
  if (isFirst) server._setupWorker(list);
  if (!options.keepOpen) server._connections--;
}

function kindOf(value) {
  if (value instanceof net.Socket) return 'net.Socket';
  if (value instanceof net.Server) return 'net.Server';
  const { TCP } = internalBinding('tcp_wrap');
  const { Pipe } = internalBinding('pipe_wrap');
  if (value instanceof TCP || value instanceof Pipe) return 'net.Native';
  if (value instanceof require('../../dgram').Socket) return 'dgram.Socket';
  if (value instanceof internalBinding('udp_wrap').UDP) return 'dgram.Native';
  throw new ERR_INVALID_HANDLE_TYPE();
}

/**
 * Finds what to send of a server, socket or handle, and wraps the message into one that says what it is.
 * @param {EventEmitter} target the process it is for
 * @param {any} message
 * @param {object} value
 * @param {{ keepOpen?: boolean }} options
 * @returns {{ message: any, handle: object | undefined, keepOpen: boolean }} no handle: it was closed already
 */
function prepareHandle(target, message, value, options) {
  const type = kindOf(value);
  const kind = kinds[type];
  const wrapped = { cmd: 'NODE_HANDLE', type, msg: message };
  const handle = kind.handleOf(value, target, wrapped, options);
  // Without a handle the message goes alone.
  if (!handle) return { message, handle: undefined, keepOpen: true };
  return { message: wrapped, handle, keepOpen: Boolean(kind.staysOpen || options.keepOpen) };
}

function newHandle(type, role) {
  if (type === 'UDP') return new (internalBinding('udp_wrap').UDP)();
  const { [type === 'TCP' ? 'TCP' : 'Pipe']: Handle, constants } = internalBinding(type === 'TCP' ? 'tcp_wrap' : 'pipe_wrap');
  return new Handle(constants[role]);
}

/** Makes the handle that a descriptor is for. */
function openHandle(fd, isServer) {
  const handle = newHandle(guessHandleType(fd), isServer ? 'SERVER' : 'SOCKET');
  const status = handle.open(fd);
  if (status !== 0) throw new ErrnoException(status, 'open');
  return handle;
}

/**
 * Makes of a descriptor what its message says that it is.
 * @param {EventEmitter} target the process it is from
 * @param {{ type: string }} message
 * @param {number} fd
 * @param {(value: object) => void} done
 */
function receiveHandle(target, message, fd, done) {
  const kind = kinds[message.type] ?? kinds['net.Native'];
  kind.receive(target, message, openHandle(fd, message.type === 'net.Server'), done);
}

module.exports = { prepareHandle, receiveHandle };
