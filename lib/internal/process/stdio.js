'use strict';

// process.stdout, process.stderr and process.stdin, made when a program first touches them.

const { writeBytes, writeString } = internalBinding('stdio');

/** Writes to a file descriptor before `write` returns, as Node.js does for files and pipes. */
function makeSyncStream(fd) {
  const { Writable } = require('../../stream');
  const stream = new Writable({
    decodeStrings: false,
    write(chunk, encoding, callback) {
      try {
        if (typeof chunk === 'string') {
          writeString(fd, chunk);
        } else {
          writeBytes(fd, chunk);
        }
      } catch (error) {
        callback(error);
        return;
      }
      callback();
    },
    destroy(error, callback) {
      callback(error);
    },
  });
  stream.fd = fd;
  stream._type = 'fs';
  stream._isStdio = true;
  stream.destroySoon = stream.destroy;
  return stream;
}

module.exports = {
  getStdout: () => makeSyncStream(1),
  getStderr: () => makeSyncStream(2),
};
