'use strict';

/**
 * Defines `process.exitCode`: an integer, a string that is one, or undefined.
 * @param {object} target `process`
 */
function defineExitCode(target) {
  let exitCode;
  Object.defineProperty(target, 'exitCode', {
    __proto__: null,
    configurable: true,
    enumerable: true,
    get() {
      return exitCode;
    },
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
  });
}

module.exports = { defineExitCode };
