'use strict';

// Whole files. Each is one job on the work pool, however many system calls it makes.

const { isArrayBufferView } = require('../util/types');
const { parseFileMode, validateBoolean, validateFunction } = require('../validators');
const { isFd } = require('./paths');
const {
  abortError, getOptions, getValidatedPath, stringToFlags, validateStringAfterArrayBufferView,
} = require('./utils');

const binding = internalBinding('fs');

const kReadDefaults = { flag: 'r' };
const kWriteDefaults = { encoding: 'utf8', mode: 0o666, flag: 'w', flush: false };
const kAppendDefaults = { encoding: 'utf8', mode: 0o666, flag: 'a', flush: false };

function isUtf8(encoding) {
  return encoding === 'utf8' || encoding === 'utf-8';
}

function decode(contents, encoding) {
  return encoding && encoding !== 'buffer' && typeof contents !== 'string' ?
    contents.toString(encoding) : contents;
}

/**
 * Calls the binding for what `path` is: a descriptor or a path.
 * @param {string|Buffer|URL|number} path
 * @param {object} options
 * @param {Function|undefined} callback
 */
function callRead(path, options, callback) {
  const asText = isUtf8(options.encoding);
  if (isFd(path)) return binding.readFileFd(path, asText, callback);
  return binding.readFile(
    getValidatedPath(path), stringToFlags(options.flag ?? 'r', 'options.flag'), asText, callback);
}

/** `fs.readFile(path[, options], callback)` */
function readFile(path, options, callback) {
  callback ||= options;
  validateFunction(callback, 'cb');
  options = getOptions(options, kReadDefaults);
  const { encoding, signal } = options;
  if (signal !== undefined && signal.aborted) {
    callback(abortError(signal));
    return;
  }
  callRead(path, options, (error, contents) => {
    if (signal !== undefined && signal.aborted) callback(abortError(signal));
    else if (error) callback(error);
    else callback(null, decode(contents, encoding));
  });
}

/** `fs.readFileSync(path[, options])` */
function readFileSync(path, options) {
  options = getOptions(options, kReadDefaults);
  return decode(callRead(path, options, undefined), options.encoding);
}

/**
 * `fs.promises.readFile` of a path, and `filehandle.readFile`.
 * @param {string|Buffer|URL|number} path
 * @param {object} options as {@link getOptions} gives them
 * @returns {Promise<string|Buffer>}
 */
function readFilePromise(path, options) {
  const { encoding, signal } = options;
  return new Promise((resolve, reject) => {
    if (signal !== undefined && signal.aborted) throw abortError(signal);
    callRead(path, options, (error, contents) => {
      if (signal !== undefined && signal.aborted) reject(abortError(signal));
      else if (error) reject(error);
      else resolve(decode(contents, encoding));
    });
  });
}

/** What the binding takes for data: text in UTF-8, or bytes. */
function toData(data, encoding) {
  if (isArrayBufferView(data)) return data;
  validateStringAfterArrayBufferView(data, 'data');
  return encoding == null || encoding === '' || isUtf8(encoding) ? data :
    require('../../buffer').Buffer.from(data, encoding);
}

function callWrite(path, data, options, callback) {
  const flush = options.flush ?? false;
  if (isFd(path)) return binding.writeFileFd(path, data, flush, callback);
  const flags = stringToFlags(options.flag || 'w', 'options.flag');
  const mode = parseFileMode(options.mode, 'mode', 0o666);
  return binding.writeFile(getValidatedPath(path), data, flags, mode, flush, callback);
}

/** `fs.writeFile(file, data[, options], callback)` */
function writeFile(path, data, options, callback) {
  callback ||= options;
  validateFunction(callback, 'cb');
  options = getOptions(options, kWriteDefaults);
  validateBoolean(options.flush ?? false, 'options.flush');
  const bytes = toData(data, options.encoding);
  const { signal } = options;
  if (signal !== undefined && signal.aborted) {
    callback(abortError(signal));
    return;
  }
  const done = (error) => {
    if (signal !== undefined && signal.aborted) callback(abortError(signal));
    else callback(error);
  };
  if (options.flush) require('./flushed_write').writeFlushed(path, bytes, options, done);
  else callWrite(path, bytes, options, done);
}

/** `fs.writeFileSync(file, data[, options])` */
function writeFileSync(path, data, options) {
  options = getOptions(options, kWriteDefaults);
  validateBoolean(options.flush ?? false, 'options.flush');
  const bytes = toData(data, options.encoding);
  if (options.flush) require('./flushed_write').writeFlushedSync(path, bytes, options);
  else callWrite(path, bytes, options, undefined);
}

/**
 * `fs.promises.writeFile` of a path, and `filehandle.writeFile`, of text or bytes.
 * @returns {Promise<void>}
 */
function writeFilePromise(path, data, options) {
  const { signal } = options;
  return new Promise((resolve, reject) => {
    const bytes = toData(data, options.encoding);
    if (signal !== undefined && signal.aborted) throw abortError(signal);
    callWrite(path, bytes, options, (error) => {
      if (signal !== undefined && signal.aborted) reject(abortError(signal));
      else if (error) reject(error);
      else resolve();
    });
  });
}

function appendOptions(path, options) {
  options = { ...getOptions(options, kAppendDefaults) };
  if (!options.flag || isFd(path)) options.flag = 'a';
  return options;
}

/** `fs.appendFile(path, data[, options], callback)` */
function appendFile(path, data, options, callback) {
  callback ||= options;
  validateFunction(callback, 'cb');
  writeFile(path, data, appendOptions(path, options), callback);
}

/** `fs.appendFileSync(path, data[, options])` */
function appendFileSync(path, data, options) {
  writeFileSync(path, data, appendOptions(path, options));
}

module.exports = {
  appendFile, appendFileSync, kAppendDefaults, kReadDefaults, kWriteDefaults, readFile,
  readFilePromise, readFileSync, writeFile, writeFilePromise, writeFileSync,
};
