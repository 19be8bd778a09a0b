'use strict';

// Whole files that must be on the disk when the call returns. Step by step by way of the public functions, so that a
// program that watches or replaces `fs.fsync` sees it called.

const { isFd } = require('./paths');

const binding = internalBinding('fs');

/** `fs.writeFileSync` with `flush` */
function writeFlushedSync(path, data, { flag, mode }) {
  const fs = require('../../fs');
  const fd = isFd(path) ? path : fs.openSync(path, flag || 'w', mode);
  try {
    binding.writeFileFd(fd, data, false, undefined);
    fs.fsyncSync(fd);
  } finally {
    if (fd !== path) fs.closeSync(fd);
  }
}

/** `fs.writeFile` with `flush` */
function writeFlushed(path, data, { flag, mode }, callback) {
  const fs = require('../../fs');
  const write = (fd, done) => {
    binding.writeFileFd(fd, data, false, (error) => {
      if (error) done(error);
      else fs.fsync(fd, done);
    });
  };
  if (isFd(path)) {
    write(path, callback);
    return;
  }
  fs.open(path, flag || 'w', mode, (error, fd) => {
    if (error) {
      callback(error);
      return;
    }
    write(fd, (failure) => {
      fs.close(fd, (closeFailure) => callback(failure ?? closeFailure));
    });
  });
}

module.exports = { writeFlushed, writeFlushedSync };
