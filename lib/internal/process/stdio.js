'use strict';

// `process.stdin`, `.stdout` and `.stderr` as long as nobody has touched them: getters that cost
// nothing. What they make is in ./stdio_streams.

const getters = { __proto__: null };
const touched = { __proto__: null, stdin: false, stdout: false, stderr: false };

function defineStream(target, name) {
  let stream;
  const get = () => {
    if (stream === undefined) {
      touched[name] = true;
      stream = require('./stdio_streams')[name]();
    }
    return stream;
  };
  getters[name] = get;
  Object.defineProperty(target, name, {
    __proto__: null, configurable: true, enumerable: true, get,
  });
}

/** Adds the streams to `process`. */
function install(target) {
  defineStream(target, 'stdout');
  defineStream(target, 'stdin');
  defineStream(target, 'stderr');
}

/**
 * Whether a stream has neither been made nor replaced, so that writing to its file descriptor is as good as
 * writing to it.
 * @param {'stdout' | 'stderr'} name
 * @returns {boolean}
 */
function isUntouched(name) {
  return !touched[name] && Object.getOwnPropertyDescriptor(process, name)?.get === getters[name];
}

module.exports = { install, isUntouched };
