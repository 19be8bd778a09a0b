'use strict';

const EventEmitter = require('../../events');

/** The stream of old: an emitter with a `pipe` that knows 'data', 'end', 'drain', `pause` and `resume`. */
function Stream(opts) {
  EventEmitter.call(this, opts);
}
Object.setPrototypeOf(Stream.prototype, EventEmitter.prototype);
Object.setPrototypeOf(Stream, EventEmitter);

/** One connection that `Stream.prototype.pipe` made: its listeners, so that all can be taken off. */
class LegacyPipe {
  constructor(source, dest) {
    this.source = source;
    this.dest = dest;
    this.ended = false;
    this.listeners = [];
  }

  listen(emitter, event, listener) {
    this.listeners.push([emitter, event, listener]);
    emitter.on(event, listener);
  }

  listenFirst(emitter, event, listener) {
    this.listeners.push([emitter, event, listener]);
    prependListener(emitter, event, listener);
  }

  connect(endsDest) {
    const { source, dest } = this;
    this.listen(source, 'data', (chunk) => {
      if (dest.writable && dest.write(chunk) === false) source.pause?.();
    });
    this.listen(dest, 'drain', () => {
      if (source.readable) source.resume?.();
    });
    if (endsDest) {
      this.listen(source, 'end', () => this.finish(() => dest.end()));
      this.listen(source, 'close', () => this.finish(() => dest.destroy?.()));
    }
    for (const emitter of [source, dest]) {
      this.listenFirst(emitter, 'error', (error) => this.fail(emitter, error));
    }
    const disconnect = () => this.disconnect();
    this.listen(source, 'end', disconnect);
    this.listen(source, 'close', disconnect);
    this.listen(dest, 'close', disconnect);
  }

  /** The destination is ended or destroyed once, whichever the source does first. */
  finish(how) {
    if (!this.ended) {
      this.ended = true;
      how();
    }
  }

  /** A pipe does not swallow errors: it only leaves, and they go on to whoever listens, or throw. */
  fail(emitter, error) {
    this.disconnect();
    if (EventEmitter.listenerCount(emitter, 'error') === 0) emitter.emit('error', error);
  }

  disconnect() {
    for (const [emitter, event, listener] of this.listeners) {
      emitter.removeListener(event, listener);
    }
  }
}

Stream.prototype.pipe = function(dest, options) {
  new LegacyPipe(this, dest).connect(!dest._isStdio && options?.end !== false);
  dest.emit('pipe', this);
  return dest;
};

// Streams list their events in advance; only those that somebody listens for have a name.
Stream.prototype.eventNames = function eventNames() {
  const { _events: events } = this;
  return Reflect.ownKeys(events).filter((name) => (
    typeof events[name] === 'function' || events[name]?.length > 0
  ));
};

/** Adds a listener before all others, also to an emitter that has no `prependListener`. */
function prependListener(emitter, event, listener) {
  if (typeof emitter.prependListener === 'function') {
    emitter.prependListener(event, listener);
    return;
  }
  const known = emitter._events?.[event];
  if (known) {
    emitter._events[event] = [listener].concat(known);
  } else {
    emitter.on(event, listener);
  }
}

module.exports = { Stream, prependListener };
