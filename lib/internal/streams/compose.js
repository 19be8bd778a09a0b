'use strict';

const { AbortError, codes: { ERR_INVALID_ARG_VALUE, ERR_MISSING_ARGS } } = require('../errors');
const Duplex = require('./duplex');
const { destroyer } = require('./destroy');
const { eos } = require('./end-of-stream');
const { pipeline } = require('./pipeline');
const {
  isNodeStream,
  isReadable,
  isReadableStream,
  isTransformStream,
  isWebStream,
  isWritable,
  isWritableStream,
} = require('./utils');

/** Makes one Duplex of a chain: writing goes into the first stream, reading comes out of the last. */
function compose(...streams) {
  if (streams.length === 0) throw new ERR_MISSING_ARGS('streams');
  if (streams.length === 1) return Duplex.from(streams[0]);

  const given = [...streams];
  if (typeof streams[0] === 'function') streams[0] = Duplex.from(streams[0]);
  const last = streams.length - 1;
  if (typeof streams[last] === 'function') streams[last] = Duplex.from(streams[last]);
  checkSides(streams, given);

  let ondrain;
  let onfinish;
  let onreadable;
  let onclose;
  const d = new Duplex({
    writableObjectMode: !!streams[0]?.writableObjectMode,
    readableObjectMode: !!streams[last]?.readableObjectMode,
    writable: !!writableSide(streams[0]),
    readable: !!readableSide(streams[last]),
  });

  function onfinished(err) {
    const cb = onclose;
    onclose = null;
    if (cb) cb(err);
    else if (err) d.destroy(err);
    else if (!readable && !writable) d.destroy();
  }

  const head = streams[0];
  const tail = pipeline(streams, onfinished);
  const writable = writableSide(head);
  const readable = readableSide(tail);

  if (writable) {
    if (isNodeStream(head)) feedNode(head);
    else feedWeb(isTransformStream(head) ? head.writable : head);
    // The head finishes when the tail has taken everything.
    const toWait = isNodeStream(tail) ? tail : isTransformStream(tail) ? tail.readable : tail;
    eos(toWait, () => {
      if (onfinish) {
        const cb = onfinish;
        onfinish = null;
        cb();
      }
    });
  }

  if (readable) {
    if (isNodeStream(tail)) drainNode(tail);
    else drainWeb(isTransformStream(tail) ? tail.readable : tail);
  }

  d._destroy = function(err, callback) {
    if (!err && onclose !== null) err = new AbortError();
    onreadable = null;
    ondrain = null;
    onfinish = null;
    if (isNodeStream(tail)) destroyer(tail, err);
    if (onclose === null) {
      callback(err);
    } else {
      onclose = callback;
    }
  };
  return d;

  function feedNode(stream) {
    d._write = function(chunk, encoding, callback) {
      if (stream.write(chunk, encoding)) callback();
      else ondrain = callback;
    };
    d._final = function(callback) {
      stream.end();
      onfinish = callback;
    };
    stream.on('drain', () => {
      if (ondrain) {
        const cb = ondrain;
        ondrain = null;
        cb();
      }
    });
  }

  function feedWeb(stream) {
    const writer = stream.getWriter();
    d._write = async function(chunk, encoding, callback) {
      try {
        await writer.ready;
        writer.write(chunk).catch(() => {});
        callback();
      } catch (err) {
        callback(err);
      }
    };
    d._final = async function(callback) {
      try {
        await writer.ready;
        writer.close().catch(() => {});
        onfinish = callback;
      } catch (err) {
        callback(err);
      }
    };
  }

  function drainNode(stream) {
    stream.on('readable', () => {
      if (onreadable) {
        const cb = onreadable;
        onreadable = null;
        cb();
      }
    });
    stream.on('end', () => {
      d.push(null);
    });
    d._read = function() {
      for (;;) {
        const buf = stream.read();
        if (buf === null) {
          onreadable = d._read;
          return;
        }
        if (!d.push(buf)) return;
      }
    };
  }

  function drainWeb(stream) {
    const reader = stream.getReader();
    d._read = async function() {
      for (;;) {
        try {
          const { value, done } = await reader.read();
          if (done) {
            d.push(null);
            return;
          }
          if (!d.push(value)) return;
        } catch {
          return;
        }
      }
    };
  }
}

function writableSide(stream) {
  return !!(isWritable(stream) || isWritableStream(stream) || isTransformStream(stream));
}

function readableSide(stream) {
  return !!(isReadable(stream) || isReadableStream(stream) || isTransformStream(stream));
}

function checkSides(streams, given) {
  for (let n = 0; n < streams.length; n++) {
    // A function or an iterable is dealt with by the pipeline.
    if (!isNodeStream(streams[n]) && !isWebStream(streams[n])) continue;
    if (n < streams.length - 1 && !readableSide(streams[n])) {
      throw new ERR_INVALID_ARG_VALUE(`streams[${n}]`, given[n], 'must be readable');
    }
    if (n > 0 && !writableSide(streams[n])) {
      throw new ERR_INVALID_ARG_VALUE(`streams[${n}]`, given[n], 'must be writable');
    }
  }
}

module.exports = compose;
