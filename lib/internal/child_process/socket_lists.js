'use strict';

// A server's connections that another process has: the server is closed when these are, and counts them.

const EventEmitter = require('../../events');

/** Where a process has its Channel. */
const kChannel = Symbol('kChannelHandle');

/** The connections of one server that were sent to `target`, seen from here. */
class SocketListSend extends EventEmitter {
  constructor(target, key) {
    super();
    this.target = target;
    this.key = key;
    target.once('exit', () => this.emit('exit', this));
  }

  /** Asks the other process; without an answer when the process is gone. */
  #ask(cmd, answer, swallowErrors, callback) {
    const { target, key } = this;
    if (!target.connected) return callback(null, undefined);
    const settle = (message) => {
      target.off('internalMessage', onMessage);
      target.off('disconnect', settle);
      callback(null, message);
    };
    const onMessage = (message) => {
      if (message.cmd === answer && message.key === key) settle(message);
    };
    target.on('internalMessage', onMessage);
    target.once('disconnect', settle);
    return target._send({ cmd, key }, undefined, { swallowErrors });
  }

  /** Calls back once they are all closed. */
  close(callback) {
    this.#ask('NODE_SOCKET_NOTIFY_CLOSE', 'NODE_SOCKET_ALL_CLOSED', true, callback);
  }

  getConnections(callback) {
    this.#ask('NODE_SOCKET_GET_COUNT', 'NODE_SOCKET_COUNT', false, (error, message) => {
      callback(error, message?.count ?? 0);
    });
  }
}

/** The connections of a server of `target` that this process has. */
class SocketListReceive extends EventEmitter {
  constructor(target, key) {
    super();
    this.target = target;
    this.key = key;
    this.connections = 0;
    target.on('internalMessage', (message) => {
      if (message.key === key) this.#answer(message.cmd);
    });
  }

  #answer(cmd) {
    if (cmd === 'NODE_SOCKET_GET_COUNT') this.#tell({ cmd: 'NODE_SOCKET_COUNT', key: this.key, count: this.connections });
    if (cmd !== 'NODE_SOCKET_NOTIFY_CLOSE') return;
    const tell = () => this.#tell({ cmd: 'NODE_SOCKET_ALL_CLOSED', key: this.key });
    if (this.connections === 0) tell();
    else this.once('empty', tell);
  }

  #tell(message) {
    if (this.target.connected) this.target._send(message, undefined, { swallowErrors: true });
  }

  add({ socket }) {
    this.connections++;
    socket.once('close', () => {
      if (--this.connections === 0) this.emit('empty');
    });
  }
}

/**
 * @param {'send' | 'got'} direction
 * @param {EventEmitter} target
 * @param {string} key the server's
 */
function getSocketList(direction, target, key) {
  const lists = target[kChannel].sockets[direction];
  return lists[key] ??= direction === 'send' ? new SocketListSend(target, key) : new SocketListReceive(target, key);
}

module.exports = { getSocketList, kChannel };
