'use strict';

const { prependListener } = require('./legacy');
const { errorOrDestroy } = require('./destroy');

// `awaitDrainWriters` of a readable state names the destinations that are full: null or the stream itself while there
// is one pipe, a Set from the second one on.

function shareWaiters(state) {
  if (state.pipes.length !== 1 || state.multiAwaitDrain) return;
  const { awaitDrainWriters: waiting } = state;
  state.awaitDrainWriters = new Set(waiting === null ? undefined : [waiting]);
  state.multiAwaitDrain = true;
}

function addWaiter(state, dest) {
  if (!state.pipes.includes(dest)) return;
  if (state.pipes.length > 1) {
    state.awaitDrainWriters.add(dest);
  } else {
    state.multiAwaitDrain = false;
    state.awaitDrainWriters = dest;
  }
}

/** Forgets a destination that was full; whether none is left that is. */
function dropWaiter(state, dest) {
  if (state.multiAwaitDrain) state.awaitDrainWriters.delete(dest);
  else if (state.awaitDrainWriters === dest) state.awaitDrainWriters = null;
  return !state.awaitDrainWriters || state.awaitDrainWriters.size === 0;
}

/** One connection: data and end go forward, back-pressure goes back. */
class Pipe {
  constructor(source, dest) {
    this.source = source;
    this.dest = dest;
    this.state = source._readableState;
    this.disconnected = false;
    /** The 'drain' listener, once there was something to wait for. */
    this.onDrain = null;
    /** Emitter, event and listener of each subscription, in a row. */
    this.subscriptions = [];
    this.leave = () => source.unpipe(dest);
  }

  subscribe(emitter, event, listener, method = 'on') {
    this.subscriptions.push(emitter, event, listener);
    emitter[method](event, listener);
  }

  unsubscribe(emitter, event) {
    const { subscriptions } = this;
    for (let i = 0; i < subscriptions.length; i += 3) {
      if (subscriptions[i] === emitter && subscriptions[i + 1] === event) {
        emitter.removeListener(event, subscriptions[i + 2]);
      }
    }
  }

  connect(endsDest) {
    const { source, dest, state } = this;
    shareWaiters(state);
    state.pipes.push(dest);

    const onEnd = endsDest ? () => dest.end() : this.leave;
    if (state.endEmitted) process.nextTick(onEnd);
    else this.subscribe(source, 'end', onEnd, 'once');

    this.subscribe(dest, 'unpipe', (from, info) => {
      // The source's unpipe() says so to each of its pipes; the one that is meant takes it.
      if (from !== source || info?.hasUnpiped !== false) return;
      info.hasUnpiped = true;
      this.disconnect();
    });
    this.subscribe(source, 'data', (chunk) => this.forward(chunk));
    const onError = (err) => this.fail(err);
    this.subscriptions.push(dest, 'error', onError);
    prependListener(dest, 'error', onError);
    this.leaveOn('close', 'finish');
    this.leaveOn('finish', 'close');

    dest.emit('pipe', source);
    if (dest.writableNeedDrain === true) this.hold();
    else if (!state.flowing) source.resume();
  }

  /** The destination is done with one of both events: the other one says nothing new. */
  leaveOn(event, other) {
    const listener = () => {
      this.unsubscribe(this.dest, other);
      this.leave();
    };
    this.subscribe(this.dest, event, listener, 'once');
  }

  forward(chunk) {
    const { dest } = this;
    try {
      if (dest.write(chunk) === false) this.hold();
    } catch (thrown) {
      dest.destroy(thrown);
    }
  }

  /** Stops the source until the destination has drained. */
  hold() {
    const { source, dest, state } = this;
    // While it was written to, the destination may have left.
    if (!this.disconnected) {
      addWaiter(state, dest);
      source.pause();
    }
    if (this.onDrain === null) {
      this.onDrain = () => this.drained();
      this.subscribe(dest, 'drain', this.onDrain);
    }
  }

  drained() {
    const { source, dest, state } = this;
    if (dropWaiter(state, dest) && source.listenerCount('data') > 0) source.resume();
  }

  /** An error is the destination's own matter: the pipe leaves, and where nobody else listens it is thrown. */
  fail(err) {
    const { dest } = this;
    this.leave();
    this.unsubscribe(dest, 'error');
    if (dest.listenerCount('error') > 0) return;
    const side = dest._writableState || dest._readableState;
    if (!side || side.errorEmitted) dest.emit('error', err);
    else errorOrDestroy(dest, err);
  }

  disconnect() {
    const { dest, state, subscriptions } = this;
    for (let i = 0; i < subscriptions.length; i += 3) {
      subscriptions[i].removeListener(subscriptions[i + 1], subscriptions[i + 2]);
    }
    this.disconnected = true;
    // The source may wait for this one, which nobody will hear drain.
    const writing = dest._writableState;
    if (this.onDrain !== null && state.awaitDrainWriters && (!writing || writing.needDrain)) this.drained();
  }
}

/**
 * Connects a Readable to a writable stream. Errors go nowhere.
 * @param {{end?: boolean}} [pipeOpts] `end: false` keeps `dest` open at the end
 * @returns dest
 */
function pipe(src, dest, pipeOpts) {
  const keepsOpen = pipeOpts?.end === false || dest === process.stdout || dest === process.stderr;
  new Pipe(src, dest).connect(!keepsOpen);
  return dest;
}

module.exports = { pipe };
