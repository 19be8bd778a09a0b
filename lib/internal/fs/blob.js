'use strict';

// `fs.openAsBlob`: a Blob whose bytes stay in their file until somebody reads them.

const { validateObject, validateString } = require('../validators');
const { getValidatedPath } = require('./utils');

function notReadable() {
  const { DOMException } = require('../domexception');
  return new DOMException('The blob could not be read', 'NotReadableError');
}

/** A run of a file's bytes, as long as the file is what it was. */
class FilePart {
  constructor(path, stats, start, length) {
    this.path = path;
    this.stats = stats;
    this.start = start;
    this.length = length;
  }

  /** Like a typed array's. */
  subarray(from, to) {
    return new FilePart(this.path, this.stats, this.start + from, to - from);
  }

  /**
   * Reads some of the run.
   * @returns {Promise<Uint8Array>}
   * @throws {DOMException} NotReadableError when the file has changed or is gone
   */
  async read(position, length) {
    const { promises } = require('../../fs');
    let file;
    try {
      file = await promises.open(this.path);
      const { size, mtimeMs } = await file.stat();
      if (size !== this.stats.size || mtimeMs !== this.stats.mtimeMs) throw notReadable();
      const bytes = new Uint8Array(Math.max(0, Math.min(length, this.length - position)));
      for (let done = 0; done < bytes.length;) {
        const { bytesRead } = await file.read(bytes, done, bytes.length - done, this.start + position + done);
        if (bytesRead === 0) throw notReadable();
        done += bytesRead;
      }
      return bytes;
    } catch {
      throw notReadable();
    } finally {
      await file?.close();
    }
  }
}

/**
 * Makes a Blob of a file.
 * @param {string|Buffer|URL} path
 * @param {{type?: string}} options
 * @returns {Promise<Blob>}
 * @throws {TypeError} at once, when there is no such file
 */
function openAsBlob(path, options) {
  validateObject(options, 'options');
  const { type = '' } = options;
  validateString(type, 'options.type');
  const checked = getValidatedPath(path);
  const { createBlobOfParts } = require('../blob');
  let stats;
  try {
    stats = require('../../fs').statSync(checked);
  } catch {
    throw Object.assign(new TypeError('Unable to open file as blob'), { code: 'ERR_INVALID_ARG_VALUE' });
  }
  return Promise.resolve(createBlobOfParts([new FilePart(checked, stats, 0, stats.size)], type));
}

module.exports = { openAsBlob };
