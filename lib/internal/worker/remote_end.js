'use strict';

// Ports that a program and its hooks' thread (`module.register`) hand to each other. The end that a transferred port
// held stays on its thread no longer: a `RemoteEnd` stands there for it, and another one over there for its peer.

const { Channel, isHooksThread, newChannel } = internalBinding('hooks_thread');

/** What is sent when a channel ends. */
const CLOSED = '';

/** Stands for an end that is on the other thread. */
class RemoteEnd {
  /**
   * @param {number} channel
   * @param {End} peer here
   */
  constructor(channel, peer) {
    this.peer = peer;
    this.port = null;
    peer.peer = this;
    this.channel = new Channel(channel, () => this.pull());
  }

  receive({ value, ports }) {
    this.channel.send(require('./value_text').toText(value, ports));
  }

  close() {
    this.channel.send(CLOSED);
  }

  /** Hands over what the other thread has sent. */
  pull() {
    const { peer } = this;
    for (let text = this.channel.take(); text !== undefined; text = this.channel.take()) {
      if (text === CLOSED) peer.close();
      else peer.receive(require('./value_text').messageFromText(text));
    }
    // The hooks' loop does not turn while there is nothing that keeps it alive.
    if (isHooksThread) peer.drain();
  }
}

/**
 * Gives a port away.
 * @param {MessagePort} port unusable afterwards
 * @returns {number} what {@link receivePort} takes on the other thread
 */
function sendPort(port) {
  const end = require('./message_port').takeEnd(port);
  const channel = newChannel();
  const remote = new RemoteEnd(channel, end.peer);
  for (const message of end.queue) remote.receive(message);
  if (end.closing) remote.close();
  return channel;
}

/**
 * @param {number} channel
 * @returns {MessagePort}
 */
function receivePort(channel) {
  const { End, portOf } = require('./message_port');
  const end = new End();
  new RemoteEnd(channel, end);
  return portOf(end);
}

module.exports = { receivePort, sendPort };
