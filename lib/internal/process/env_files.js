'use strict';

// `--env-file` and `--env-file-if-exists`.

const { readTextIfExists } = internalBinding('modules');
const path = require('../../path');

/**
 * Sets the variables of the files that are not set already; a later file wins over an earlier one.
 * @param {string[]} required a missing one ends the process with code 9
 * @param {string[]} optional
 */
function load(required, optional) {
  const variables = {};
  for (const file of required) {
    const text = readTextIfExists(path.resolve(file));
    if (text === undefined) {
      const { writeString } = internalBinding('stdio');
      writeString(2, `${process.execPath}: ${file}: not found\n`);
      process.reallyExit(9);
    }
    Object.assign(variables, parse(text));
  }
  for (const file of optional) {
    const text = readTextIfExists(path.resolve(file));
    if (text === undefined) {
      const { writeString } = internalBinding('stdio');
      writeString(2, `${file} not found. Continuing without it.\n`);
    } else {
      Object.assign(variables, parse(text));
    }
  }
  for (const name of Object.keys(variables)) {
    process.env[name] ??= variables[name];
  }
}

function parse(text) {
  return require('../../util').parseEnv(text);
}

module.exports = { load };
