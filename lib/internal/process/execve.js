'use strict';

const { channel } = require('../../diagnostics_channel');
const { codes } = require('../errors');
const { validateArray, validateObject, validateString } = require('../validators');

/** Nothing that a C string can hold has a null byte. */
function isText(value) {
  return typeof value === 'string' && !value.includes('\0');
}

/**
 * `process.execve(file[, args[, env]])`: another program takes over this process. Nothing that waits is finished and
 * no `exit` event is emitted. Ends the process by SIGABRT if that fails.
 * @param {string} execPath
 * @param {string[]} [args] with the program's own name first
 * @param {Record<string, string>} [env]
 */
function execve(execPath, args = [], env = process.env) {
  validateString(execPath, 'execPath');
  validateArray(args, 'args');
  const index = args.findIndex((arg) => !isText(arg));
  if (index !== -1) {
    throw new codes.ERR_INVALID_ARG_VALUE(`args[${index}]`, args[index], 'must be a string without null bytes');
  }
  validateObject(env, 'env');
  const entries = Object.entries(env);
  if (!entries.every(([name, value]) => isText(name) && isText(value))) {
    throw new codes.ERR_INVALID_ARG_VALUE(
      'env', env, 'must be an object with string keys and values without null bytes');
  }
  const pairs = entries.map(([name, value]) => `${name}=${value}`);
  const execveChannel = channel('process.execve');
  if (execveChannel.hasSubscribers) execveChannel.publish({ execPath, args, env: pairs });
  const error = internalBinding('process_methods').execve(execPath, args, pairs);
  const { stack } = new Error(`process.execve failed with error code ${internalBinding('uv').errname(error)}`);
  internalBinding('stdio').writeString(2, `${stack.slice('Error: '.length)}\n`);
  process.abort();
}

module.exports = { execve };
