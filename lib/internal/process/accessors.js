'use strict';

// The properties of `process` that check or do something when they are set.

let exitCode;
let title = internalBinding('process_methods').argv0;
let debugPort = 9229;

const properties = {
  /** An integer, a string that is one, or undefined. */
  exitCode: {
    __proto__: null,
    configurable: false,
    enumerable: true,
    get: () => exitCode,
    set(value) {
      if (value !== null && value !== undefined) {
        let code = value;
        if (typeof code === 'string' && code !== '' && Number.isInteger(+code)) {
          code = +code;
        }
        require('../validators').validateInteger(code, 'code');
      }
      exitCode = value ?? undefined;
    },
  },
  /** What the operating system calls the process; at first the name it was started by. */
  title: {
    __proto__: null,
    configurable: true,
    enumerable: true,
    get: () => title,
    set(value) {
      title = `${value}`;
      internalBinding('process_methods').setTitle(title);
    },
  },
  debugPort: {
    __proto__: null,
    configurable: true,
    enumerable: true,
    get: () => debugPort,
    set(value) {
      const port = value | 0;
      if ((port !== 0 && port < 1024) || port > 65535) {
        const { codes: { ERR_OUT_OF_RANGE } } = require('../errors');
        const error = new ERR_OUT_OF_RANGE('process.debugPort', '0 or in range 1024 to 65535', port);
        error.message = 'process.debugPort must be 0 or in range 1024 to 65535';
        throw error;
      }
      debugPort = port;
    },
  },
};

/**
 * Defines `process.title`, `process.debugPort` and `process.exitCode`.
 * @param {object} target `process`
 */
function defineAccessors(target) {
  Object.defineProperty(target, 'title', properties.title);
  Object.defineProperty(target, 'debugPort', properties.debugPort);
  Object.defineProperty(target, 'exitCode', properties.exitCode);
}

module.exports = { defineAccessors };
