'use strict';

// Makes the streams of `process` for what the file descriptors are: terminals, files, pipes or sockets. All writes
// to them are done when they return, so nothing is lost at exit.

const { guessHandleType } = require('../util');

function emitCloseOf(stream) {
  stream.emit('close');
}

/** Destroys the stream but leaves the descriptor open: others may still write to it. */
function dummyDestroy(error, callback) {
  callback(error);
  this._undestroy();
  const { emitClose } = this._writableState;
  // Whoever waits for the end must still see it.
  if (!emitClose) process.nextTick(emitCloseOf, this);
}

function socketOver(fd, options) {
  const net = require('../../net');
  const type = guessHandleType(fd);
  const handle = type === 'TCP' ?
    new (internalBinding('tcp_wrap').TCP)(0) :
    new (internalBinding('pipe_wrap').Pipe)(0);
  // Left in blocking mode: the descriptor is shared with other processes.
  handle.openBlocking(fd);
  return new net.Socket({ handle, ...options });
}

function outputSocket(fd) {
  const socket = socketOver(fd, { readable: false, writable: true });
  socket._handle.unref();
  return socket;
}

function outputFile(fd) {
  return new (require('../fs/sync_write_stream'))(fd, { autoClose: false });
}

/** Without a descriptor (a service, say) output goes nowhere. */
function outputNowhere() {
  const { Writable } = require('../../stream');
  return new Writable({ write: (chunk, encoding, callback) => callback() });
}

/** What writes to each kind of descriptor, and how `_type` calls it. */
const outputs = {
  __proto__: null,
  TTY: { type: 'tty', open: (fd) => new (require('../../tty').WriteStream)(fd) },
  FILE: { type: 'fs', open: outputFile },
  PIPE: { type: 'pipe', open: outputSocket },
  TCP: { type: 'pipe', open: outputSocket },
};

function makeOutput(fd) {
  const output = outputs[guessHandleType(fd)];
  const stream = output ? output.open(fd) : outputNowhere();
  if (output) stream._type = output.type;
  Object.assign(stream, { fd, _isStdio: true, destroySoon: stream.destroy, _destroy: dummyDestroy });
  if (stream.isTTY) {
    process.on('SIGWINCH', () => stream._refreshSize());
  }
  return stream;
}

// --- stdin ----------------------------------------------------------------------------------

function makeReadable(fd) {
  switch (guessHandleType(fd)) {
    case 'TTY': return new (require('../../tty').ReadStream)(fd);
    case 'FILE': {
      const fs = require('../../fs');
      return new fs.ReadStream(null, { fd, autoClose: false });
    }
    case 'PIPE':
    case 'TCP': {
      const stream = socketOver(fd, { readable: true, writable: false, manualStart: true });
      stream._writableState.ended = true;
      return stream;
    }
    default: {
      const { Readable } = require('../../stream');
      const stream = new Readable({ read() {} });
      stream.push(null);
      return stream;
    }
  }
}

function stopReading(stream) {
  stream._handle.reading = false;
  stream._readableState.reading = false;
  stream._handle.readStop();
}

function makeInput() {
  const fd = 0;
  const stream = makeReadable(fd);
  stream.fd = fd;
  // It begins paused, and must not keep the program alive then.
  if (stream._handle?.readStop) {
    stopReading(stream);
  }
  stream.on('pause', () => {
    process.nextTick(() => {
      if (stream._handle?.reading && !stream.readableFlowing) {
        stopReading(stream);
      }
    });
  });
  return stream;
}

module.exports = {
  stdin: makeInput,
  stdout: () => makeOutput(1),
  stderr: () => makeOutput(2),
};
