'use strict';

const { getOption } = internalBinding('options');

const cache = { __proto__: null };

/**
 * The value of a command-line option, from the command line or `NODE_OPTIONS`.
 * @param {string} name with its dashes: `--env-file`; `--no-x` gives the opposite of `--x`
 * @returns {boolean | number | string | string[] | undefined} lists are arrays
 */
function getOptionValue(name) {
  let value = cache[name];
  if (value === undefined) {
    value = name.startsWith('--no-') ? !getOption(`--${name.slice(5)}`) : getOption(name);
    cache[name] = value;
  }
  return value;
}

module.exports = {
  getOptionValue,
  get noDeprecation() {
    return !getOptionValue('--deprecation');
  },
};
