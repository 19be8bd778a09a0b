'use strict';

const { isErrorStackTraceLimitWritable } = require('../errors');
const { inspect } = require('../util/inspect');
const { validateObject } = require('../validators');
const { myersDiff, printMyersDiff, printCharacterDiff } = require('./myers_diff');

const introductions = {
  deepStrictEqual: 'Expected values to be strictly deep-equal:',
  partialDeepStrictEqual: 'Expected values to be partially and strictly deep-equal:',
  strictEqual: 'Expected values to be strictly equal:',
  strictEqualObject: 'Expected "actual" to be reference-equal to "expected":',
  deepEqual: 'Expected values to be loosely deep-equal:',
  notDeepStrictEqual: 'Expected "actual" not to be strictly deep-equal to:',
  notStrictEqual: 'Expected "actual" to be strictly unequal to:',
  notStrictEqualObject: 'Expected "actual" not to be reference-equal to "expected":',
  notDeepEqual: 'Expected "actual" not to be loosely deep-equal to:',
  sameStructure: 'Values have same structure but are not reference-equal:',
  notDeepEqualUnequal: 'Expected values not to be loosely deep-equal:',
};

const operatorsWithDiff = new Set(['deepStrictEqual', 'strictEqual', 'partialDeepStrictEqual']);

// Two values that are together no longer than this fit on one line: "1 !== 2".
const SHORT_PAIR = 12;
const MAX_INSPECTED = 512;
const MAX_IDENTICAL_INSPECTED = 1024;
const MAX_LINES = 50;
const MAX_SHOWN_LINES = 10;

const noColors = { blue: '', green: '', white: '', red: '', gray: '', hasColors: false };

function currentColors() {
  if (!process.stderr?.isTTY && process.env.FORCE_COLOR === undefined) return noColors;
  const colors = require('../util/colors');
  colors.refresh();
  return colors;
}

function isObject(value) {
  return value !== null && typeof value === 'object';
}

function isReference(value) {
  return isObject(value) || typeof value === 'function';
}

/** One property a line and nothing left out, so that line by line comparison shows every difference. */
function inspectValue(value) {
  return inspect(value, {
    compact: false,
    customInspect: false,
    depth: 1000,
    maxArrayLength: Infinity,
    showHidden: false,
    showProxy: false,
    sorted: true,
    getters: true,
    breakLength: 80,
  });
}

function truncate(text, length) {
  return text.length > length ? `${text.slice(0, length - 3)}...` : text;
}

/** How an error reads for the diff: without its stack, which differs at each call site. */
function copyError(source) {
  const target = Object.assign(Object.create(Object.getPrototypeOf(source)), source);
  Object.defineProperty(target, 'message', { __proto__: null, value: source.message });
  if (Object.hasOwn(source, 'cause')) {
    let { cause } = source;
    if (cause instanceof Error) cause = copyError(cause);
    Object.defineProperty(target, 'cause', { __proto__: null, value: cause });
  }
  return target;
}

function isOneLiner(actual, actualLines, expected, expectedLines) {
  return actualLines.length === 1 && expectedLines.length === 1 && !(isObject(actual) && isObject(expected));
}

function diffOneLiners(actual, actualText, expected, expectedText, colors) {
  const areStrings = typeof actual === 'string' && typeof expected === 'string';
  const quotes = (typeof actual === 'string' ? 2 : 0) + (typeof expected === 'string' ? 2 : 0);
  const length = actualText.length + expectedText.length - quotes;
  if (length <= SHORT_PAIR && (actual !== 0 || expected !== 0)) {
    return { message: `${actualText} !== ${expectedText}`, header: '' };
  }
  if (areStrings && colors.hasColors) {
    const edits = myersDiff(actualText.split(''), expectedText.split(''));
    return {
      message: printCharacterDiff(edits, colors),
      header: `${colors.green}actual${colors.white} ${colors.red}expected${colors.white}`,
    };
  }
  return { message: stack(actualText, expectedText, colors) };
}

/** Both below each other, with a caret under the first difference where it is not obvious. */
function stack(actualText, expectedText, colors) {
  const { green, red, white } = colors;
  let message = `\n${green}+${white} ${actualText}\n${red}-${white} ${expectedText}`;
  const columns = process.stderr?.isTTY ? process.stderr.columns : 80;
  if (actualText.length + expectedText.length > columns) return message;
  let at = 0;
  while (at < actualText.length && actualText[at] === expectedText[at]) at++;
  if (at < actualText.length && at >= 3) message += `\n${' '.repeat(at + 2)}^`;
  return message;
}

function introduction(operator, customMessage) {
  return customMessage ?? introductions[operator];
}

function describeDifference(actual, expected, originalOperator, customMessage, diff, colors) {
  let operator = originalOperator;
  if (operator === 'strictEqual' && ((isObject(actual) && isObject(expected)) ||
      (typeof actual === 'function' && typeof expected === 'function'))) {
    operator = 'strictEqualObject';
  }
  const actualText = inspectValue(actual);
  const expectedText = inspectValue(expected);
  const actualLines = actualText.split('\n');
  const expectedLines = expectedText.split('\n');
  let header = `${colors.green}+ actual${colors.white} ${colors.red}- expected${colors.white}`;
  let skipped = false;
  let message;

  if (isOneLiner(actual, actualLines, expected, expectedLines)) {
    const oneLiner = diffOneLiners(actual, actualText, expected, expectedText, colors);
    message = oneLiner.message;
    header = oneLiner.header ?? header;
  } else if (actualText === expectedText) {
    operator = 'sameStructure';
    header = '';
    skipped = actualLines.length > MAX_LINES && diff !== 'full';
    message = skipped ? `${actualLines.slice(0, MAX_LINES).join('\n')}\n...}` : actualText;
  } else {
    const edits = myersDiff(actualLines, expectedLines, isObject(actual));
    ({ message, skipped } = printMyersDiff(edits, colors, operator));
  }
  const note = skipped ? '\n... Skipped lines' : '';
  return `${introduction(operator, customMessage)}\n${header}${note}\n${message}\n`;
}

function describeSameness(actual, operator, diff, colors) {
  const lines = inspectValue(actual).split('\n');
  const base = operator === 'notStrictEqual' && isReference(actual) ?
    introductions.notStrictEqualObject :
    introductions[operator];
  if (lines.length > MAX_LINES && diff !== 'full') {
    lines.length = 47;
    lines[46] = `${colors.blue}...${colors.white}`;
  }
  if (lines.length === 1) return `${base}${lines[0].length > 5 ? '\n\n' : ' '}${lines[0]}`;
  return `${base}\n\n${lines.join('\n')}\n`;
}

function describeLoosely(actual, expected, operator, diff) {
  const full = diff === 'full';
  const actualText = inspectValue(actual);
  const expectedText = inspectValue(expected);
  if (operator === 'notDeepEqual' && actualText === expectedText) {
    const text = `${introductions.notDeepEqual}\n\n${actualText}`;
    return full ? text : truncate(text, MAX_IDENTICAL_INSPECTED);
  }
  const left = full ? actualText : truncate(actualText, MAX_INSPECTED);
  const right = full ? expectedText : truncate(expectedText, MAX_INSPECTED);
  if (operator === 'deepEqual') {
    return `${introductions.deepEqual}\n\n${left}\n\nshould loosely deep-equal\n\n${right}`;
  }
  if (operator === 'notDeepEqual') {
    return `${introductions.notDeepEqualUnequal}\n\n${left}\n\nshould not loosely deep-equal\n\n${right}`;
  }
  return `${left} ${operator} ${right}`;
}

function describe({ actual, expected, message, operator }, diff) {
  if (message != null) {
    return operatorsWithDiff.has(operator) ?
      describeDifference(actual, expected, operator, message, diff, currentColors()) :
      String(message);
  }
  let left = actual;
  let right = expected;
  if (isObject(actual) && isObject(expected) && 'stack' in actual && actual instanceof Error &&
      'stack' in expected && expected instanceof Error) {
    left = copyError(actual);
    right = copyError(expected);
  }
  if (operatorsWithDiff.has(operator)) {
    return describeDifference(left, right, operator, undefined, diff, currentColors());
  }
  if (operator === 'notDeepStrictEqual' || operator === 'notStrictEqual') {
    return describeSameness(left, operator, diff, currentColors());
  }
  return describeLoosely(left, right, operator, diff);
}

/** A part of a long text, as the inspected error shows it: its first lines, or its end. */
function abridge(text) {
  const lines = text.split('\n', MAX_SHOWN_LINES + 1);
  if (lines.length > MAX_SHOWN_LINES) {
    lines.length = MAX_SHOWN_LINES;
    return `${lines.join('\n')}\n...`;
  }
  return text.length > MAX_INSPECTED ? `${text.slice(MAX_INSPECTED)}...` : text;
}

const HIDDEN = { writable: true, enumerable: false, configurable: true };

/** Several failures in one: the fields of each with its number. */
function fieldsOf(details) {
  const fields = { actual: undefined, expected: undefined, operator: undefined };
  details.forEach((detail, i) => {
    for (const field of ['message', 'actual', 'expected', 'operator']) fields[`${field} ${i}`] = detail[field];
    fields[`stack trace ${i}`] = detail.stack;
  });
  return fields;
}

/** Has errors collect no stack, where that can be changed. @returns {number | undefined} the limit to go back to */
function suspendStacks() {
  if (!isErrorStackTraceLimitWritable()) return undefined;
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 0;
  return limit;
}

function resumeStacks(limit) {
  if (limit !== undefined) Error.stackTraceLimit = limit;
}

/** What a failed assertion throws. */
class AssertionError extends Error {
  /**
   * @param {object} options
   * @param {string} [options.message] replaces the generated message
   * @param {any} [options.actual]
   * @param {any} [options.expected]
   * @param {string} [options.operator] the assertion's name
   * @param {Function} [options.stackStartFn] the stack starts below this function
   * @param {'simple'|'full'} [options.diff] `full` shows long values uncut
   */
  constructor(options) {
    validateObject(options, 'options');
    const { message, operator, details, diff = 'simple' } = options;
    const text = describe(options, diff);
    // The stack is captured below, once, from the right place.
    const limit = suspendStacks();
    super(text);
    resumeStacks(limit);
    this.generatedMessage = !message;
    // The stack, built below, begins with the name and the code; the name itself goes without.
    Object.defineProperty(this, 'name', { __proto__: null, ...HIDDEN, value: 'AssertionError [ERR_ASSERTION]' });
    this.code = 'ERR_ASSERTION';
    const { actual, expected } = options;
    Object.assign(this, details ? fieldsOf(details) : { actual, expected, operator });
    Error.captureStackTrace?.(this, options.stackStartFn || options.stackStartFunction);
    void this.stack;  // formatted when first read: now, while the name has the code in it
    this.name = 'AssertionError';
    this.diff = diff;
  }

  toString() {
    return `${this.name} [${this.code}]: ${this.message}`;
  }

  [inspect.custom](recurseTimes, ctx) {
    const whole = { actual: this.actual, expected: this.expected };
    // The message tells the difference already; the values need not be repeated in full.
    for (const side in whole) {
      if (typeof whole[side] === 'string') this[side] = abridge(whole[side]);
    }
    const text = inspect(this, { ...ctx, depth: 0, customInspect: false });
    Object.assign(this, whole);
    return text;
  }
}

module.exports = AssertionError;
