'use strict';

// Numbers, strings and the other values that are no objects.

const { quote } = require('./text');

/** Strings shorter than this are never split into lines. */
const kMinLineWidth = 16;

function separate(integer) {
  const negative = integer.startsWith('-');
  const digits = negative ? integer.slice(1) : integer;
  if (digits.length < 4) return integer;
  const grouped = digits.replace(/\B(?=(?:\d{3})+$)/g, '_');
  return negative ? `-${grouped}` : grouped;
}

function separateFraction(fraction) {
  return fraction.replace(/\d{3}(?=\d)/g, '$&_');
}

function numberText(number, numericSeparator) {
  if (Object.is(number, -0)) return '-0';
  const text = `${number}`;
  if (!numericSeparator || !Number.isFinite(number)) return text;
  const integer = Math.trunc(number);
  const integerText = `${integer}`;
  if (integer === number) return text.includes('e') ? text : separate(text);
  if (text.includes('e')) return text;
  const sign = integer === 0 && number < 0 ? '-' : '';
  return `${sign}${separate(integerText)}.${separateFraction(text.slice(text.indexOf('.') + 1))}`;
}

/**
 * @param {(text: string, style: string) => string} stylize
 * @param {number} number
 * @param {boolean} numericSeparator
 * @returns {string}
 */
function formatNumber(stylize, number, numericSeparator) {
  return stylize(numberText(number, numericSeparator), 'number');
}

function formatBigInt(stylize, bigint, numericSeparator) {
  const text = `${bigint}`;
  return stylize(`${numericSeparator ? separate(text) : text}n`, 'bigint');
}

function formatString(stylize, value, context) {
  let trailer = '';
  if (value.length > context.maxStringLength) {
    const remaining = value.length - context.maxStringLength;
    value = value.slice(0, context.maxStringLength);
    trailer = `... ${remaining} more character${remaining > 1 ? 's' : ''}`;
  }
  if (context.compact !== true && value.length > kMinLineWidth &&
      value.length > context.breakLength - context.indentationLvl - 4 && value.includes('\n')) {
    return value.split(/(?<=\n)/).map((line) => stylize(quote(line), 'string'))
      .join(` +\n${' '.repeat(context.indentationLvl + 2)}`) + trailer;
  }
  return stylize(quote(value), 'string') + trailer;
}

/**
 * @param {(text: string, style: string) => string} stylize
 * @param {*} value no object, no function, not null
 * @param {object} context
 * @returns {string}
 */
function formatPrimitive(stylize, value, context) {
  switch (typeof value) {
    case 'string': return formatString(stylize, value, context);
    case 'number': return formatNumber(stylize, value, context.numericSeparator);
    case 'bigint': return formatBigInt(stylize, value, context.numericSeparator);
    case 'boolean': return stylize(`${value}`, 'boolean');
    case 'undefined': return stylize('undefined', 'undefined');
    default: return stylize(Symbol.prototype.toString.call(value), 'symbol');
  }
}

module.exports = { formatBigInt, formatNumber, formatPrimitive };
