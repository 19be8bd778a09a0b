'use strict';

// Makes the streams of `process` for what the file descriptors are: terminals, files, pipes or sockets. All writes
// to them are done when they return, so nothing is lost at exit.

const { guessHandleType } = require('../util');

/** Destroys the stream but leaves the descriptor open: others may still write to it. */
function dummyDestroy(error, callback) {
  callback(error);
  this._undestroy();
  // Whoever waits for the end must still see it.
  if (!this._writableState.emitClose) {
    process.nextTick(() => this.emit('close'));
  }
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

function makeWritable(fd) {
  let stream;
  switch (guessHandleType(fd)) {
    case 'TTY': {
      const tty = require('../../tty');
      stream = new tty.WriteStream(fd);
      stream._type = 'tty';
      break;
    }
    case 'FILE': {
      const SyncWriteStream = require('../fs/sync_write_stream');
      stream = new SyncWriteStream(fd, { autoClose: false });
      stream._type = 'fs';
      break;
    }
    case 'PIPE':
    case 'TCP':
      stream = socketOver(fd, { readable: false, writable: true });
      stream._type = 'pipe';
      stream._handle.unref();
      break;
    default: {
      // Without a descriptor (a service, say) output goes nowhere.
      const { Writable } = require('../../stream');
      stream = new Writable({
        write(chunk, encoding, callback) {
          callback();
        },
      });
    }
  }
  stream.fd = fd;
  stream._isStdio = true;
  stream.destroySoon = stream.destroy;
  stream._destroy = dummyDestroy;
  return stream;
}

function makeOutput(fd) {
  const stream = makeWritable(fd);
  if (stream.isTTY) {
    process.on('SIGWINCH', () => stream._refreshSize());
  }
  return stream;
}

// --- stdin ----------------------------------------------------------------------------------

function makeReadable(fd) {
  switch (guessHandleType(fd)) {
    case 'TTY': {
      const tty = require('../../tty');
      return new tty.ReadStream(fd);
    }
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
