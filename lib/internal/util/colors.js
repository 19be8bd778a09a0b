'use strict';

// Terminal colours, empty strings where the terminal has none.

const kCodes = {
  blue: '\u001b[34m', green: '\u001b[32m', white: '\u001b[39m', yellow: '\u001b[33m', red: '\u001b[31m',
  gray: '\u001b[90m', clear: '\u001bc', reset: '\u001b[0m',
};

/** A stream shows colours when FORCE_COLOR or its terminal has more than two. */
function isColorful(depth) {
  return depth > 2;
}

/**
 * Whether a stream shows colours: what FORCE_COLOR says, else what the terminal can do.
 * @param {object} stream
 * @returns {boolean}
 */
function shouldColorize(stream) {
  if (process.env.FORCE_COLOR !== undefined) return isColorful(require('../tty').getColorDepth());
  if (!stream?.isTTY) return false;
  // A terminal that does not say is taken for one of colour.
  return typeof stream.getColorDepth !== 'function' || isColorful(stream.getColorDepth());
}

const colors = {
  ...Object.fromEntries(Object.keys(kCodes).map((name) => [name, ''])),
  hasColors: false,
  shouldColorize,
  /** Looks at stderr again. */
  refresh() {
    const { stderr } = process;
    colors.hasColors = Boolean(stderr?.isTTY) && shouldColorize(stderr);
    for (const name of Object.keys(kCodes)) colors[name] = colors.hasColors ? kCodes[name] : '';
  },
};

module.exports = colors;
