'use strict';

// Terminal colours, empty strings where the terminal has none.

const kCodes = {
  blue: '\u001b[34m', green: '\u001b[32m', white: '\u001b[39m', yellow: '\u001b[33m', red: '\u001b[31m',
  gray: '\u001b[90m', clear: '\u001bc', reset: '\u001b[0m',
};

/**
 * Whether a stream shows colours: what FORCE_COLOR says, else what the terminal can do.
 * @param {object} stream
 * @returns {boolean}
 */
function shouldColorize(stream) {
  if (process.env.FORCE_COLOR !== undefined) {
    return require('../tty').getColorDepth() > 2;
  }
  return Boolean(stream?.isTTY) && (typeof stream.getColorDepth === 'function' ? stream.getColorDepth() > 2 : true);
}

const colors = {
  blue: '', green: '', white: '', red: '', gray: '', clear: '', reset: '', hasColors: false, yellow: '',
  shouldColorize,
  /** Looks at stderr again. */
  refresh() {
    const { stderr } = process;
    const on = stderr?.isTTY ? shouldColorize(stderr) : false;
    for (const name of Object.keys(kCodes)) colors[name] = on ? kCodes[name] : '';
    colors.hasColors = on;
  },
};

module.exports = colors;
