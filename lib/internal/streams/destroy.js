'use strict';

// The end of a stream, wanted or not, and its beginning where that takes time. A stream has one or two sides (its
// readable and its writable state), and what happens to the stream is noted on both.

/** The construction under way of a stream that has `_construct`. */
const kConstruction = Symbol('kConstruction');

function isMarked(stream, flag) {
  const { _readableState: reading, _writableState: writing } = stream;
  return Boolean((writing && writing[flag]) || (reading && reading[flag]));
}

function mark(stream, flag, value) {
  const { _readableState: reading, _writableState: writing } = stream;
  if (reading) reading[flag] = value;
  if (writing) writing[flag] = value;
}

/** Notes the first error on each side. */
function recordError(stream, err) {
  if (!err) return;
  // Formatted now: later it would keep alive all that its frames refer to.
  void err.stack;
  for (const side of [stream._writableState, stream._readableState]) {
    if (side && !side.errored) side.errored = err;
  }
}

/** One run of `_destroy`, whose callback counts once. */
class Destruction {
  constructor(stream, callback) {
    this.stream = stream;
    this.callback = callback;
    this.over = false;
  }

  begin(err) {
    try {
      this.stream._destroy(err || null, (failure) => this.complete(failure));
    } catch (thrown) {
      this.complete(thrown);
    }
  }

  complete(failure) {
    if (this.over) return;
    this.over = true;
    const { stream, callback } = this;
    recordError(stream, failure);
    mark(stream, 'closed', true);
    if (typeof callback === 'function') callback(failure);
    process.nextTick(announceEnd, stream, failure);
  }
}

function announceEnd(stream, failure) {
  if (failure) announceError(stream, failure);
  mark(stream, 'closeEmitted', true);
  if (isMarked(stream, 'emitClose')) stream.emit('close');
}

function announceError(stream, err) {
  if (isMarked(stream, 'errorEmitted')) return;
  mark(stream, 'errorEmitted', true);
  stream.emit('error', err);
}

/**
 * Installed as `destroy` on streams: closes it, with an error or without.
 * @param {Error} [err]
 * @param {(err?: Error) => void} [cb]
 */
function destroy(err, cb) {
  if (isMarked(this, 'destroyed')) {
    if (typeof cb === 'function') cb();
    return this;
  }
  recordError(this, err);
  mark(this, 'destroyed', true);
  const destruction = new Destruction(this, cb);
  const construction = this[kConstruction];
  if (construction === undefined || construction.over) {
    destruction.begin(err);
  } else {
    // What is being made cannot be closed before it is there.
    construction.abandon(destruction, err);
  }
  return this;
}

const freshSide = {
  constructed: true,
  destroyed: false,
  closed: false,
  closeEmitted: false,
  errored: null,
  errorEmitted: false,
};

/** Installed as `_undestroy`: makes a stream as good as new (sockets reconnect). A side switched off stays over. */
function undestroy() {
  const { _readableState: reading, _writableState: writing } = this;
  if (reading) {
    const over = reading.readable === false;
    Object.assign(reading, freshSide, { reading: false, ended: over, endEmitted: over });
  }
  if (writing) {
    const over = writing.writable === false;
    Object.assign(writing, freshSide, {
      finalCalled: false, prefinished: false, ending: over, ended: over, finished: over,
    });
  }
}

/**
 * Fails a stream: destroys it, or only emits 'error' where it does not destroy itself.
 * @param {boolean} [sync] emit in the next tick
 */
function errorOrDestroy(stream, err, sync) {
  if (isMarked(stream, 'destroyed')) return;
  if (isMarked(stream, 'autoDestroy')) {
    stream.destroy(err);
    return;
  }
  if (!err) return;
  recordError(stream, err);
  if (sync) process.nextTick(announceError, stream, err);
  else announceError(stream, err);
}

/** One run of `_construct`: who waits for it, and a destruction that came in between. */
class Construction {
  constructor(stream) {
    this.stream = stream;
    this.waiting = [];
    this.destruction = null;
    this.reason = undefined;
    this.over = false;
  }

  begin() {
    const answer = (err) => process.nextTick(Construction.answered, this, err);
    try {
      this.stream._construct(answer);
    } catch (thrown) {
      answer(thrown);
    }
  }

  abandon(destruction, reason) {
    this.destruction = destruction;
    this.reason = reason;
  }

  static answered(construction, err) {
    const { stream } = construction;
    if (construction.over) {
      errorOrDestroy(stream, err ?? new (require('../errors').codes.ERR_MULTIPLE_CALLBACK)());
      return;
    }
    construction.over = true;
    mark(stream, 'constructed', true);
    if (construction.destruction !== null) {
      const { aggregateTwoErrors } = require('../errors');
      construction.destruction.begin(aggregateTwoErrors(err, construction.reason));
    } else if (err) {
      errorOrDestroy(stream, err, true);
    } else if (!isMarked(stream, 'destroyed')) {
      for (const go of construction.waiting) go(stream);
    }
  }
}

/** Runs `stream._construct`, where there is one, in the next tick, then `go(stream)`. */
function construct(stream, go) {
  if (typeof stream._construct !== 'function') return;
  mark(stream, 'constructed', false);
  let construction = stream[kConstruction];
  if (construction === undefined || construction.over) {
    construction = new Construction(stream);
    // Not for those who print the stream.
    Object.defineProperty(stream, kConstruction, {
      __proto__: null, value: construction, writable: true, configurable: true, enumerable: false,
    });
    process.nextTick(beginConstruction, construction);
  }
  construction.waiting.push(go);
}

function beginConstruction(construction) {
  construction.begin();
}

/** Destroys any kind of stream, however it wants to be destroyed; without `err` it is an abort unless it is done. */
function destroyer(stream, err) {
  const kinds = require('./utils');
  if (!stream || kinds.isDestroyed(stream)) return;
  const reason = err || kinds.isFinished(stream) ? err : new (require('../errors').AbortError)();
  close(stream, reason, kinds);
  if (!stream.destroyed) stream[kinds.kIsDestroyed] = true;
}

function close(stream, reason, { isRequest, isServerRequest }) {
  if (isServerRequest(stream)) {
    // The response still needs the connection.
    stream.socket = null;
    stream.destroy(reason);
    return;
  }
  const request = isRequest(stream) ? stream : stream.req;
  if (isRequest(request)) request.abort();
  else if (typeof stream.destroy === 'function') stream.destroy(reason);
  else if (typeof stream.close === 'function') stream.close();
  else process.nextTick(announceForForeign, stream, reason);
}

// An emitter that knows no way to end: its listeners are told at least.
function announceForForeign(stream, reason) {
  if (reason) {
    stream.emit('error', reason);
    process.nextTick(announceForForeign, stream);
  } else {
    stream.emit('close');
  }
}

module.exports = { construct, destroyer, destroy, undestroy, errorOrDestroy };
