'use strict';

// Signs, colours and errors as the reporters for people show them.

const { shouldColorize } = require('../../util/colors');
const { inspect } = require('../../util/inspect');

const marks = {
  '__proto__': null,
  'test:fail': '\u2716 ',
  'test:pass': '\u2714 ',
  'test:diagnostic': '\u2139 ',
  'arrow:right': '\u25B6 ',
  'hyphen:minus': '\uFE63 ',
};

const kCodes = {
  blue: '\u001b[34m', green: '\u001b[32m', white: '\u001b[39m', yellow: '\u001b[33m', red: '\u001b[31m',
  gray: '\u001b[90m', reset: '\u001b[0m',
};

/** Empty where the output has none. */
const colors = Object.fromEntries(Object.keys(kCodes).map((name) => [name, '']));

const inspectOptions = { __proto__: null, colors: false, breakLength: Infinity };

/** Where output goes is known when a reporter is made. */
function refreshColors() {
  const isColorful = shouldColorize(process.stdout);
  inspectOptions.colors = isColorful;
  for (const name of Object.keys(kCodes)) colors[name] = isColorful ? kCodes[name] : '';
}

const indents = [''];

function indent(nesting) {
  return indents[nesting] ??= '  '.repeat(nesting);
}

/** What a failed test threw, indented. */
function testError({ details, nesting }, prefix = indent(nesting)) {
  const { error } = details;
  if (!error) return '';
  const shown = error.code === 'ERR_TEST_FAILURE' ? error.cause : error;
  const text = inspect(shown, inspectOptions).split(/\r?\n/).join(`\n${prefix}  `);
  return `\n${prefix}  ${text}\n`;
}

function colorOf(type, data) {
  if (data.skip !== undefined) return colors.gray;
  return type === 'test:fail' ? colors.red : colors.green;
}

/**
 * One line for a result.
 * @param {string} type
 * @param {object} data
 * @param {string} prefix what comes in front
 * @param {string} space
 * @param {string} [error]
 * @returns {string}
 */
function formatReport(type, data, prefix, space, error = '') {
  const { skip, todo } = data;
  const duration = data.details?.duration_ms;
  const time = duration === undefined ? '' : ` ${colors.gray}(${duration}ms)${colors.white}`;
  let title = `${data.name}${time}`;
  if (skip !== undefined) title += ` # ${typeof skip === 'string' && skip.length > 0 ? skip : 'SKIP'}`;
  else if (todo !== undefined) title += ` # ${typeof todo === 'string' && todo.length > 0 ? todo : 'TODO'}`;
  const mark = skip !== undefined ? marks['hyphen:minus'] : marks[type];
  return `${prefix}${space}${colorOf(type, data)}${mark}${title}${colors.white}${error === '' ? '\n' : error}`;
}

/** Warnings and errors have colours of their own. */
function diagnosticStyle(level) {
  const color = { __proto__: null, info: colors.blue, debug: colors.gray, warn: colors.yellow, error: colors.red }[level];
  return { color: color ?? colors.blue, sign: marks['test:diagnostic'] };
}

module.exports = { colors, diagnosticStyle, formatReport, indent, marks, refreshColors, testError };
