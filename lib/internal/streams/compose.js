'use strict';

const { codes: { ERR_INVALID_ARG_VALUE, ERR_MISSING_ARGS } } = require('../errors');
const Duplex = require('./duplex');
const { destroyer } = require('./destroy');
const { eos } = require('./end-of-stream');
const { pipeline } = require('./pipeline');
const { Relay } = require('./relay');
const kinds = require('./utils');

/** Makes one Duplex of a chain: writing goes into the first stream, reading comes out of the last. */
function compose(...given) {
  if (given.length === 0) throw new ERR_MISSING_ARGS('streams');
  if (given.length === 1) return Duplex.from(given[0]);

  // Functions at the ends must be streams; the pipeline deals with those in between.
  const chain = given.map((part, i) => (
    typeof part === 'function' && (i === 0 || i === given.length - 1) ? Duplex.from(part) : part
  ));
  checkSides(chain, given);
  return new Composition(chain).duplex;
}

class Composition {
  constructor(chain) {
    this.head = chain[0];
    const last = chain[chain.length - 1];
    this.duplex = new Duplex({
      writableObjectMode: !!this.head?.writableObjectMode,
      readableObjectMode: !!last?.readableObjectMode,
      writable: takesInput(this.head),
      readable: givesOutput(last),
    });
    this.relay = new Relay(this.duplex);
    this.tail = pipeline(chain, (err) => this.over(err));
    this.writes = takesInput(this.head);
    this.reads = givesOutput(this.tail);
    if (this.writes) this.connectInput();
    if (this.reads) this.connectOutput();
    this.duplex._destroy = (err, callback) => this.destroy(err, callback);
  }

  connectInput() {
    const { head, relay, tail } = this;
    if (kinds.isNodeStream(head)) relay.writeTo(head);
    else relay.writeToWeb(kinds.isTransformStream(head) ? head.writable : head);
    // All that was written has been taken once the tail is through with it.
    eos(outputOf(tail), () => relay.release('whenFinished'));
  }

  connectOutput() {
    if (kinds.isNodeStream(this.tail)) this.relay.readFrom(this.tail);
    else this.relay.readFromWeb(outputOf(this.tail));
  }

  over(err) {
    if (this.relay.over(err)) return;
    if (err || !(this.reads || this.writes)) this.duplex.destroy(err);
  }

  destroy(err, callback) {
    const { relay, tail } = this;
    const reason = relay.abandon(err);
    if (kinds.isNodeStream(tail)) destroyer(tail, reason);
    if (relay.whenOver === null) callback(reason);
    else relay.whenOver = callback;
  }
}

function outputOf(stream) {
  return !kinds.isNodeStream(stream) && kinds.isTransformStream(stream) ? stream.readable : stream;
}

function takesInput(stream) {
  return [kinds.isWritable, kinds.isWritableStream, kinds.isTransformStream].some((test) => test(stream));
}

function givesOutput(stream) {
  return [kinds.isReadable, kinds.isReadableStream, kinds.isTransformStream].some((test) => test(stream));
}

function checkSides(chain, given) {
  chain.forEach((part, i) => {
    // Functions and iterables are the pipeline's business.
    if (!kinds.isNodeStream(part) && !kinds.isWebStream(part)) return;
    const needed = [];
    if (i < chain.length - 1 && !givesOutput(part)) needed.push('must be readable');
    if (i > 0 && !takesInput(part)) needed.push('must be writable');
    if (needed.length > 0) throw new ERR_INVALID_ARG_VALUE(`streams[${i}]`, given[i], needed[0]);
  });
}

module.exports = compose;
