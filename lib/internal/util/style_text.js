'use strict';

// util.styleText: text in the colours and styles of util.inspect.

const { codes } = require('../errors');
const { validateBoolean, validateObject, validateOneOf, validateString } = require('../validators');
const { inspect } = require('./inspect');
const { shouldColorize } = require('./colors');

const kHexColor = /^#(?:[0-9a-f]{3}|[0-9a-f]{6})$/i;
const kDefaultForeground = '\u001b[39m';
/** Bold and dim are both ended by this, so that ending the inner one ends the outer one too. */
const kEndOfIntensity = 22;

function hexStyle(format) {
  if (!kHexColor.test(format)) {
    throw new codes.ERR_INVALID_ARG_VALUE('format', format, 'must be a valid hex color (#RGB or #RRGGBB)');
  }
  const digits = format.length === 4 ? [...format.slice(1)].map((digit) => digit + digit) : format.slice(1).match(/../g);
  const [red, green, blue] = digits.map((digit) => Number.parseInt(digit, 16));
  return { open: `\u001b[38;2;${red};${green};${blue}m`, close: kDefaultForeground, keepClose: false };
}

function styleOf(format) {
  if (typeof format === 'string' && format[0] === '#') return hexStyle(format);
  const color = inspect.colors[format];
  if (color === undefined || color === null) validateOneOf(format, 'format', Object.getOwnPropertyNames(inspect.colors));
  return { open: `\u001b[${color[0]}m`, close: `\u001b[${color[1]}m`, keepClose: color[1] === kEndOfIntensity };
}

/** Where a part of the text ends this very style, it starts again for what follows. */
function reopen(text, { open, close, keepClose }) {
  return text.replaceAll(close, (match, offset) => (
    offset + match.length === text.length ? match : keepClose ? match + open : open));
}

function isStream(value) {
  return value !== null && typeof value === 'object' &&
    (typeof value.getReader === 'function' || typeof value.getWriter === 'function' ||
      (typeof value.write === 'function' && typeof value.on === 'function') ||
      (typeof value.pipe === 'function' && typeof value.on === 'function'));
}

/**
 * @param {string|string[]} format names of `inspect.colors`, `#rgb`, or `none`
 * @param {string} text
 * @param {{validateStream?: boolean, stream?: object}} [options] the stream decides whether there are colours at all
 * @returns {string}
 */
function styleText(format, text, options) {
  validateString(text, 'text');
  if (options !== undefined) validateObject(options, 'options');
  const { validateStream = true, stream = validateStream ? process.stdout : undefined } = options ?? {};
  validateBoolean(validateStream, 'options.validateStream');
  if (validateStream && !isStream(stream)) {
    throw new codes.ERR_INVALID_ARG_TYPE('stream', ['ReadableStream', 'WritableStream', 'Stream'], stream);
  }
  let open = '';
  let close = '';
  let body = text;
  for (const name of Array.isArray(format) ? format : [format]) {
    if (name === 'none') continue;
    const style = styleOf(name);
    open += style.open;
    close = style.close + close;
    body = reopen(body, style);
  }
  return validateStream && !shouldColorize(stream) ? text : open + body + close;
}

module.exports = { styleText };
